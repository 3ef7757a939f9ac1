"""The virtual environment in .venv: made, filled from the hashed requirements, and mended when something in it is missing."""

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from tools.alone import alone
from tools.children import run_quietly
from tools.places import BUILD, ROOT, VENV, VENV_PYTHON
from tools.say import step, stop

FOR_RUNNING = ("requirements.txt",)
FOR_WORKING = ("requirements.txt", "requirements-dev.txt")
_NOTE = VENV / "portal-packages.json"  # what we installed: written last, so half an installation has none


def provide_packages(files: tuple[str, ...]) -> None:
    """Bring .venv to what these requirement files say. Does nothing, within a moment, when it is there already."""
    with alone("packages"):
        if not _python_works():
            _make_environment()
        damaged = _damaged_packages()
        if damaged or not _is_current(files):
            _install(files, damaged)


def _python_works() -> bool:
    if not VENV_PYTHON.exists():
        return False
    try:
        return subprocess.call([VENV_PYTHON, "-c", "import sys, pip; sys.exit(sys.version_info < (3, 11))"], stderr=subprocess.DEVNULL) == 0
    except OSError:
        return False


def _make_environment() -> None:
    missing = [name for name in ("venv", "ensurepip") if importlib.util.find_spec(name) is None]
    if missing:
        stop(
            f"This Python has no {' and no '.join(missing)} module, so no virtual environment can be made.\n"
            f"On Debian and Ubuntu: sudo apt-get install python3-venv  (or python3.{sys.version_info.minor}-venv), then try again."
        )
    step(f"Making a virtual environment in .venv (Python {sys.version.split()[0]}).")
    shutil.rmtree(VENV, ignore_errors=True)
    made = run_quietly([sys.executable, "-m", "venv", VENV])
    if made.returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        stop(f"Python could not make a virtual environment in {VENV}:\n{_tail(made.stdout)}")


def _is_current(files: tuple[str, ...]) -> bool:
    note = _read_note()
    return all(note.get("files", {}).get(name) == _digest(ROOT / name) for name in files)


def _damaged_packages() -> list[str]:
    """Names of packages that are gone, of another version or incomplete: deleted by someone, or left by an interrupted pip."""
    site, note = _site_packages(), _read_note()
    known = note["packages"] if note else _pinned_folders(FOR_WORKING)
    return [name for name, folder in known.items() if not _is_complete(site, folder)]


def _is_complete(site: Path, folder: str) -> bool:
    try:
        record = (site / folder / "RECORD").read_text(encoding="utf-8")
    except OSError:
        return False
    listed = (line.rsplit(",", 2) for line in record.splitlines() if line)
    return all(_has_size(site / name.strip('"'), size) for name, _, size in listed if not name.endswith((".pyc", "/RECORD")))


def _has_size(path: Path, size: str) -> bool:
    try:
        return not size or os.stat(path).st_size == int(size)
    except OSError:
        return False


def _install(files: tuple[str, ...], damaged: Iterable[str]) -> None:
    for name in damaged:
        step(f"The package {name} is damaged; installing it anew.")
        _forget(name)
    step("Installing the Python packages, Node among them (a minute or two the first time).")
    wanted = sorted({*files, *_files_installed_before()})
    _NOTE.unlink(missing_ok=True)
    arguments = [part for name in wanted for part in ("-r", name)]
    command = [VENV_PYTHON, "-m", "pip", "install", "--require-hashes", "--only-binary", ":all:", "--no-input", "--disable-pip-version-check"]
    installed = run_quietly([*command, *arguments], cwd=ROOT)
    if installed.returncode:
        stop(_why_pip_failed(installed.stdout))
    _write_note(wanted)


def _files_installed_before() -> Iterable[str]:
    """`make run` after `make test` keeps the test packages at their pins too."""
    return (name for name in _read_note().get("files", {}) if name in FOR_WORKING and (ROOT / name).exists())


def _forget(name: str) -> None:
    """Remove what says that a package is installed, so that pip installs it anew and writes over its files."""
    for folder in _site_packages().glob("*.dist-info"):
        if _name_of(folder) == name:
            shutil.rmtree(folder, ignore_errors=True)


def _why_pip_failed(said: str) -> str:
    log = BUILD / "pip.log"
    log.write_text(said)
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    if "No matching distribution found" in said:
        reason = (
            f"A package has no ready-made file for this machine with Python {version}, or the package index cannot be reached.\n"
            "Python 3.11 to 3.13 are known to work; name another one with: make PYTHON=python3.12 run  (after deleting .venv)"
        )
    elif "THESE PACKAGES DO NOT MATCH THE HASHES" in said:
        reason = "A downloaded package is not the one we pinned (its hash differs). Nothing was installed from it."
    elif "No space left" in said:
        reason = "The disk is full; about 1 GB is needed."
    else:
        reason = "pip could not install the packages. It needs the package index once; a proxy is taken from HTTPS_PROXY."
    return f"{reason}\npip's last lines (all of them are in {log.relative_to(ROOT)}):\n{_tail(said)}"


def _read_note() -> dict:
    try:
        return json.loads(_NOTE.read_text())
    except (OSError, ValueError):
        return {}


def _write_note(files: Iterable[str]) -> None:
    note = {"files": {name: _digest(ROOT / name) for name in files}, "packages": _pinned_folders(files)}
    fresh = _NOTE.with_suffix(".new")
    fresh.write_text(json.dumps(note, indent=1, sort_keys=True))
    fresh.replace(_NOTE)


def _pinned_folders(files: Iterable[str]) -> dict[str, str]:
    """What is installed of our pins: name -> its dist-info folder."""
    pinned = {line.split("==")[0].strip().lower().replace("_", "-") for name in files for line in _pins(ROOT / name)}
    return {_name_of(folder): folder.name for folder in _site_packages().glob("*.dist-info") if _name_of(folder) in pinned}


def _pins(file: Path) -> list[str]:
    return [line for line in file.read_text().splitlines() if line[:1].isalnum() and "==" in line]


def _name_of(folder: Path) -> str:
    return folder.name.removesuffix(".dist-info").rsplit("-", 1)[0].lower().replace("_", "-").replace(".", "-")


def _site_packages() -> Path:
    return next(iter(sorted((VENV / "lib").glob("python3.*/site-packages"))), VENV / "lib")


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _tail(text: str, lines: int = 15) -> str:
    return "\n".join(text.strip().splitlines()[-lines:])
