"""Where things lie in the checkout. Everything made lies in .venv, .build and var, and can be deleted at any time."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / "bin" / "python"
BUILD = ROOT / ".build"
