"""`make test`: style, then the tests. Without a name everything, the long runs in their short form; with a name one of them in full."""

import os
import signal
import subprocess
import sys

from tools.places import ROOT, VENV_PYTHON
from tools.programs import provide_all
from tools.say import end_in_sentences, step, stop

LONG_RUNS = ("kills", "races", "load", "fuzz")
BY_THEMSELVES = " or ".join(("browser", "live", *LONG_RUNS))  # what waits for a page or a clock, or takes every core
NEEDS_NOTHING = "not browser and not postgres and not redis and not live and not kills and not races and not load and not fuzz"


def main(what: str = "all") -> int:
    os.chdir(ROOT)
    if what == "fast":
        return style() | tests("-m", NEEDS_NOTHING)
    if what != "all" and what not in LONG_RUNS:
        stop(f"There is no test run “{what}”. There are: fast, {', '.join(LONG_RUNS)}.")
    provide_all()
    if what in LONG_RUNS:
        return tests("-m", what, "--long")
    return style() | tests("-m", f"not ({BY_THEMSELVES})", *_side_by_side()) | tests("-m", BY_THEMSELVES)


def style() -> int:
    step("Style (ruff).")
    return subprocess.call([VENV_PYTHON, "-m", "ruff", "check", "--quiet", "."])


def _side_by_side() -> tuple[str, ...]:
    """In a few processes, each file in one of them: its tests share what they set up."""
    return "--numprocesses", str(min(os.cpu_count() or 1, 4)), "--dist", "loadfile"


def tests(*arguments: str) -> int:
    step("Tests (pytest).")
    running = subprocess.Popen([VENV_PYTHON, "-m", "pytest", *arguments], stdin=subprocess.DEVNULL)
    signal.signal(signal.SIGINT, lambda *_: None)  # Ctrl-C reaches pytest too; we wait while it stops its servers
    signal.signal(signal.SIGTERM, lambda *_: running.send_signal(signal.SIGINT))
    return running.wait()


if __name__ == "__main__":
    end_in_sentences(main, *sys.argv[1:])
