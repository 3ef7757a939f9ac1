"""New pins: requirements*.txt out of requirements*.in, reflex.lock out of what the pages import. Arguments: --upgrade."""

import json
import shutil
import sys

from tools.alone import alone
from tools.children import run_quietly
from tools.frontend import build_without_lock
from tools.packages import FOR_WORKING, provide_packages
from tools.places import ROOT, VENV
from tools.say import end_in_sentences, step, stop

_COMPILE = ("--universal", "--generate-hashes", "--python-version", "3.11", "--no-emit-index-url", "--no-header", "--quiet")
_LOCK = ROOT / "reflex.lock"


def main(*options: str) -> None:
    upgrade = "--upgrade" in options
    for name in FOR_WORKING:
        pin_python_packages(name, upgrade)
    provide_packages(FOR_WORKING)
    pin_npm_packages(upgrade)


def pin_python_packages(name: str, upgrade: bool) -> None:
    step(f"Pinning {name}.")
    more = ("--upgrade",) if upgrade else ()
    source = name.replace(".txt", ".in")
    done = run_quietly([VENV / "bin" / "uv", "pip", "compile", *_COMPILE, *more, source, "-o", name], cwd=ROOT)
    if done.returncode:
        stop(f"uv found no set of versions for {source}:\n{done.stdout}")


def pin_npm_packages(upgrade: bool) -> None:
    step("Pinning the npm packages of the pages.")
    with alone("pages"):
        found = build_without_lock() if upgrade else build_without_lock(start_from=_LOCK)
    shutil.rmtree(_LOCK, ignore_errors=True)
    _LOCK.mkdir()
    for file in sorted(found.glob("*.json")):  # sorted keys: Reflex writes them in a new order each time
        (_LOCK / file.name).write_text(json.dumps(json.loads(file.read_text()), indent=2, sort_keys=True) + "\n")


if __name__ == "__main__":
    end_in_sentences(main, *sys.argv[1:])
