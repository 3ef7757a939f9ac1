"""`make test`: style, then the tests. Without a name everything, the long runs in their short form; with a name one of them in full."""

import os
import signal
import subprocess
import sys
import tempfile
from typing import Any

from tools.places import ROOT, VENV_PYTHON
from tools.programs import provide_all
from tools.say import end_in_sentences, step, stop

LONG_RUNS = ("kills", "races", "load", "fuzz")
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
    return style() | every_test()


def style() -> int:
    step("Style (ruff).")
    return subprocess.call([VENV_PYTHON, "-m", "ruff", "check", "--quiet", "."])


def tests(*arguments: str) -> int:
    step("Tests (pytest).")
    return _ended(_begun(*arguments))


def every_test() -> int:
    """Those with a browser mostly wait for it: all others run beside them, and what they say comes when both have ended."""
    step("Tests (pytest). Those with a browser show here; beside them run all others, which are shown at the end.")
    with tempfile.TemporaryFile() as said:
        others = _begun("-m", "not browser", "-p", "no:cacheprovider", stdout=said, stderr=subprocess.STDOUT)
        answer = _ended(_begun("-m", "browser"), others)
        said.seek(0)
        step("Tests without a browser.")
        sys.stdout.buffer.write(said.read())
        sys.stdout.flush()
    return answer


def _begun(*arguments: str, **streams: Any) -> subprocess.Popen:
    return subprocess.Popen([VENV_PYTHON, "-m", "pytest", *arguments], stdin=subprocess.DEVNULL, **streams)


def _ended(*running: subprocess.Popen) -> int:
    """0 when all of them say so."""
    signal.signal(signal.SIGINT, lambda *_: None)  # Ctrl-C reaches pytest too; we wait while it stops its servers
    signal.signal(signal.SIGTERM, lambda *_: [one.send_signal(signal.SIGINT) for one in running])
    return max(abs(one.wait()) for one in running)


if __name__ == "__main__":
    end_in_sentences(main, *sys.argv[1:])
