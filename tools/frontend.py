"""The pages, built for production into a folder named by what they were built from.

A build lies in .build/front/<digest> and is never changed afterwards: a server keeps the one it started with, a new one
appears beside it in one rename. Building happens on a copy of the sources, so that nothing edited meanwhile and nothing that
Reflex writes back (it re-sorts its lock folder) touches the checkout.
"""

import fcntl
import hashlib
import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from tools.alone import alone
from tools.children import run_quietly
from tools.places import BUILD, ROOT, VENV, VENV_PYTHON
from tools.say import step, stop

FRONT = BUILD / "front"
_SOURCE = BUILD / "source"
_WORK = BUILD / "web"
_LOG = BUILD / "front.log"
_INPUTS = ("portal_app", "assets", "reflex.lock", "rxconfig.py", ".npmrc", "requirements.txt")
_NOT_INPUTS = shutil.ignore_patterns("__pycache__", "*.pyc", "external", ".*.sw?", "*~")
_SERVED = ("build", "backend", "routes.json", "reflex.json", "package.json")
_KEPT = 3


def built_front() -> Path:
    """The folder of the pages for the sources as they are now; builds them when there is none yet."""
    found = FRONT / digest_of(ROOT)
    if not found.exists():
        with alone("pages"):
            if not found.exists():
                found = _build()
    os.utime(found)
    return found


def digest_of(root: Path) -> str:
    """Changes with everything that can change the pages."""
    digest = hashlib.sha256()
    for path in _input_files(root):
        digest.update(f"{path.relative_to(root)}\0{path.stat().st_size}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:20]


def _input_files(root: Path) -> Iterator[Path]:
    for name in _INPUTS:
        if (root / name).is_file():
            yield root / name
        for folder, folders, files in os.walk(root / name):
            left_out = _NOT_INPUTS(folder, [*folders, *files])
            folders[:] = sorted(set(folders) - left_out)
            yield from (Path(folder, file) for file in sorted(set(files) - left_out))


def _build() -> Path:
    started = time.monotonic()
    first = "" if (_WORK / "node_modules").exists() else " (the first time npm fetches their packages: about a minute)"
    step(f"Building the pages{first}.")
    _copy_sources()
    shutil.rmtree(_WORK / "public", ignore_errors=True)  # Reflex adds to it only: words and styles of older builds would go along for ever
    target = FRONT / digest_of(_SOURCE)
    _run_reflex()
    _put_in_place(target)
    _clear_old_builds(keep=target)
    step(f"Built in {time.monotonic() - started:.0f} seconds.")
    return target


def build_without_lock(start_from: Path | None = None) -> Path:
    """Build from nothing and return the lock folder that comes out; npm chooses what `start_from` does not pin."""
    _copy_sources()
    shutil.rmtree(_SOURCE / "reflex.lock", ignore_errors=True)
    shutil.rmtree(_WORK, ignore_errors=True)
    if start_from and start_from.exists():
        shutil.copytree(start_from, _SOURCE / "reflex.lock")
    _run_reflex()
    return _SOURCE / "reflex.lock"


def _run_reflex() -> None:
    built = run_quietly(
        [VENV_PYTHON, "-m", "reflex", "export", "--frontend-only", "--no-zip"], cwd=_SOURCE, env=build_environment(),
    )  # fmt: skip
    _LOG.write_text(built.stdout)
    if built.returncode or not (_WORK / "build" / "client" / "index.html").exists():
        stop(_why_the_build_failed(built.stdout))


def _copy_sources() -> None:
    shutil.rmtree(_SOURCE, ignore_errors=True)
    _SOURCE.mkdir(parents=True)
    for name in _INPUTS:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, _SOURCE / name, ignore=_NOT_INPUTS)
        elif (ROOT / name).exists():
            shutil.copy2(ROOT / name, _SOURCE / name)
    (_SOURCE / "bunfig.toml").write_text("# bun is not used; with this file Reflex does not measure registries over the network\n")


def build_environment() -> dict[str, str]:
    """One build serves every place, so no setting of this place may leak into it."""
    kept = {name: value for name, value in os.environ.items() if not name.lstrip("_").startswith(("PORTAL_", "REFLEX_", "PYTHON"))}
    kept |= {
        "PATH": os.pathsep.join(filter(None, (str(VENV / "bin"), os.environ.get("PATH")))),
        "REFLEX_DIR": str(BUILD / "reflex"),
        "REFLEX_WEB_WORKDIR": str(_WORK),
        "REFLEX_STATES_WORKDIR": str(BUILD / "states"),
        "REFLEX_USE_NPM": "1",
        "REFLEX_CHECK_LATEST_VERSION": "false",
        "REFLEX_TELEMETRY_ENABLED": "false",
        "PYTHONUTF8": "1",
        "CI": "1",  # no progress bars from npm and Vite
    }
    if not os.access(os.path.expanduser("~"), os.W_OK):
        kept["npm_config_cache"] = str(BUILD / "npm-cache")
    return kept


def _put_in_place(target: Path) -> None:
    fresh = FRONT / f".new-{os.getpid()}"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    for name in _SERVED:
        if (_WORK / name).exists():
            (_WORK / name).rename(fresh / name) if name == "build" else _copy(_WORK / name, fresh / name)
    _copy(_SOURCE / "reflex.lock", fresh / "reflex.lock")  # what npm really took: a test compares it with ours
    shutil.rmtree(target, ignore_errors=True)
    fresh.rename(target)


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target)
    else:
        shutil.copy2(source, target)


def hold(front: Path) -> int:
    """Mark a build as being served, for as long as the returned file stays open in this process or its children."""
    held = os.open(front / ".served", os.O_RDWR | os.O_CREAT, 0o644)
    fcntl.flock(held, fcntl.LOCK_SH)
    os.set_inheritable(held, True)
    return held


def _clear_old_builds(keep: Path) -> None:
    """Delete what interrupted builds left and all but the latest builds, never one that a server uses."""
    for left in FRONT.glob(".new-*"):
        shutil.rmtree(left, ignore_errors=True)
    builds = sorted((path for path in FRONT.iterdir() if path != keep), key=lambda path: path.stat().st_mtime, reverse=True)
    for old in builds[_KEPT - 1:]:
        if not _is_served(old):
            shutil.rmtree(old, ignore_errors=True)


def _is_served(front: Path) -> bool:
    with open(front / ".served", "w") as mark:
        try:
            fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def _why_the_build_failed(said: str) -> str:
    lines = [line.rstrip() for line in said.splitlines() if line.strip()]
    if any("ENOTFOUND" in line or "ECONNREFUSED" in line or "EAI_AGAIN" in line for line in lines):
        reason = "npm cannot reach its registry, which the first build needs once. A proxy is taken from HTTPS_PROXY."
    elif any("ENOSPC" in line or "No space left" in line for line in lines):
        reason = "The disk is full; the pages need about 1 GB while they are built."
    else:
        reason = "The pages could not be built."
    return f"{reason}\nThe last lines (all of them are in {_LOG.relative_to(ROOT)}):\n" + "\n".join(lines[-25:])
