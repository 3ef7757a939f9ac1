"""The server process: uvicorn on one port, with the built pages mounted and no Node. `python -m tools.serve` is what a service runs."""

import os
from pathlib import Path

from portal_app.kernel.config import Settings, settings
from tools.frontend import built_front, hold
from tools.places import ROOT, VENV_PYTHON
from tools.say import end_in_sentences


def command(chosen: Settings) -> list[str]:
    """The server's command line for these settings."""
    behind_proxy = "--proxy-headers" if chosen.trusted_proxies else "--no-proxy-headers"  # FORWARDED_ALLOW_IPS names the proxy
    return [
        str(VENV_PYTHON), "-m", "uvicorn", "--factory", "portal_app.portal_app:app",
        "--host", chosen.host, "--port", str(chosen.port), "--workers", str(chosen.workers), behind_proxy,
        "--ws-max-size", str(chosen.message_bytes), "--timeout-graceful-shutdown", "5",
        "--log-level", "warning", "--no-access-log", "--no-server-header",
    ]  # fmt: skip


def environment(front: Path) -> dict[str, str]:
    """What makes Reflex serve a finished build: two of the names are its internals, so Reflex is pinned and a test asks for a page."""
    return {
        **os.environ,
        "REFLEX_WEB_WORKDIR": str(front),
        "REFLEX_STATES_WORKDIR": str(ROOT / ".build" / "states"),
        "REFLEX_DIR": str(ROOT / ".build" / "reflex"),
        "REFLEX_ENV_MODE": "prod",
        "REFLEX_CHECK_LATEST_VERSION": "false",
        "__REFLEX_SKIP_COMPILE": "true",
        "__REFLEX_MOUNT_FRONTEND_COMPILED_APP": "true",
        "PYTHONUTF8": "1",
    }


def main() -> None:
    os.chdir(ROOT)
    chosen = settings()
    front = built_front()
    hold(front)
    os.execve(VENV_PYTHON, command(chosen), environment(front))


if __name__ == "__main__":
    end_in_sentences(main)
