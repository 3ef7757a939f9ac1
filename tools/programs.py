"""Programs that are no Python packages and that only the tests need: Chromium, PostgreSQL, Redis.

Taken from what is installed; else from Playwright (Chromium) or from the distribution, as root or with sudo that asks nothing.
Where neither works, a sentence says what to install. Owns no running server: see tests/services.py.
"""

import glob
import os
import re
import shutil
from collections.abc import Sequence
from pathlib import Path

from tools.children import run_quietly
from tools.places import BUILD, VENV_PYTHON
from tools.say import step, stop

OLDEST_POSTGRES = 15
_CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_CHROMIUM_PLACES = ("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium")
_POSTGRES_PLACES = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/usr/local/pgsql/bin", "/opt/homebrew/opt/postgresql*/bin")
_PLAYWRIGHT_CHROMIUM = "from playwright.sync_api import sync_playwright as s\nwith s() as p: print(p.chromium.executable_path)"


def provide_chromium() -> Path:
    found = find_chromium() or find_playwright_chromium() or _download_playwright_chromium()
    if not found:
        _install("Chromium", ("chromium", "fonts-liberation"), services=())
        found = find_chromium()
    return found or stop("Chromium was installed but does not start. Try: chromium --version")


def provide_postgres() -> Path:
    """The folder with initdb and postgres."""
    if not find_postgres():
        _install(f"PostgreSQL {OLDEST_POSTGRES} or newer", ("postgresql",), services=("postgresql",))
    return find_postgres() or stop(f"This distribution's PostgreSQL is older than {OLDEST_POSTGRES}. Install a newer one and try again.")


def provide_redis() -> Path:
    if not find_redis():
        _install("Redis", ("redis-server",), services=("redis-server",))
    return find_redis() or stop("Redis was installed but redis-server is not found. Try: redis-server --version")


def find_chromium() -> Path | None:
    named = [path for name in _CHROMIUM_NAMES if (path := shutil.which(name))]
    return next((Path(path) for path in (*named, *_CHROMIUM_PLACES) if _starts(path)), None)


def find_playwright_chromium() -> Path | None:
    path = _first_words(VENV_PYTHON, "-c", _PLAYWRIGHT_CHROMIUM).strip()
    return Path(path) if path and _starts(path) else None


def find_postgres() -> Path | None:
    folders = {Path(found) for place in _POSTGRES_PLACES for found in glob.glob(place)}
    if in_path := shutil.which("initdb"):
        folders.add(Path(in_path).resolve().parent)
    new_enough = [(version, folder) for folder in folders if (version := _postgres_version(folder)) >= OLDEST_POSTGRES]
    return max(new_enough)[1] if new_enough else None


def find_redis() -> Path | None:
    found = shutil.which("redis-server") or shutil.which("valkey-server")
    return Path(found) if found else None


def _starts(path: object) -> bool:
    """Some distributions put a stub there that only says what to install."""
    return os.access(path, os.X_OK) and "Chrom" in _first_words(path, "--version")


def _postgres_version(folder: Path) -> int:
    if not (folder / "initdb").exists():
        return 0
    found = re.search(r"(\d+)", _first_words(str(folder / "postgres"), "--version"))
    return int(found[1]) if found else 0


def _first_words(*command: object) -> str:
    try:
        done = run_quietly(command)
    except OSError:
        return ""
    return done.stdout if done.returncode == 0 else ""


def _download_playwright_chromium() -> Path | None:
    step("No Chromium is installed; asking Playwright for its own.")
    run_quietly([VENV_PYTHON, "-m", "playwright", "install", "chromium", "--no-shell"])
    return find_playwright_chromium()


def _install(what: str, packages: Sequence[str], services: Sequence[str]) -> None:
    by_hand = f"The tests need {what}. Install it and try again, on Debian and Ubuntu with:\n  sudo apt-get install {' '.join(packages)}"
    root = _as_root()
    if not shutil.which("apt-get") or root is None:
        stop(by_hand)
    step(f"Installing {what} from the distribution.")
    if not (_apt(root, packages) or (_refresh_apt(root) and _apt(root, packages))):
        stop(f"{by_hand}\napt-get could not do it; its words are in .build/apt.log.")
    for service in services:
        _silence(root, service)


def _as_root() -> list[str] | None:
    """What to put before a command so that root runs it; None where nobody may without being asked for a password."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and run_quietly(["sudo", "-n", "true"]).returncode == 0:
        return ["sudo", "-n"]
    return None


def _apt(root: list[str], packages: Sequence[str]) -> bool:
    command = [*root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "install", "-y", "--no-install-recommends", *packages]
    done = run_quietly(command)
    BUILD.mkdir(exist_ok=True)
    (BUILD / "apt.log").write_text(done.stdout)
    return done.returncode == 0


def _refresh_apt(root: list[str]) -> bool:
    return run_quietly([*root, "apt-get", "update"]).returncode == 0


def _silence(root: list[str], service: str) -> None:
    """The package starts a server of its own, now and at each boot. Nobody asked for that: the program was not here before."""
    run_quietly([*root, "service", service, "stop"])
    run_quietly([*root, "update-rc.d", service, "disable"])


def provide_all() -> None:
    for provide in (provide_chromium, provide_postgres, provide_redis):
        provide()
