"""The commands behind `make`, each a few lines that say what it takes."""

import os
import sys
from typing import NoReturn

from tools.places import ROOT, VENV_PYTHON
from tools.say import end_in_sentences


def run() -> None:
    """The portal, ready to use."""
    from tools.packages import FOR_RUNNING, provide_packages

    provide_packages(FOR_RUNNING)
    _continue_in_the_environment("tools.portal")


def dev() -> None:
    """The portal, rebuilt and restarted on each change."""
    from tools.packages import FOR_WORKING, provide_packages

    provide_packages(FOR_WORKING)
    _continue_in_the_environment("tools.dev")


def test(*what: str) -> None:
    """The checks: everything, or the one long run that is named."""
    from tools.packages import FOR_WORKING, provide_packages

    provide_packages(FOR_WORKING)
    _continue_in_the_environment("tools.checks", *what)


def bench() -> None:
    """The numbers of docs/performance.md, measured on this machine."""
    from tools.packages import FOR_WORKING, provide_packages

    provide_packages(FOR_WORKING)
    _continue_in_the_environment("benchmarks")


def lock(*options: str) -> None:
    """New pins: Python packages and npm packages, each with its hash."""
    from tools.packages import FOR_WORKING, provide_packages

    provide_packages(FOR_WORKING)
    _continue_in_the_environment("tools.lock", *options)


def clean() -> None:
    """What was made is deleted; the demo's data and yours stay."""
    from tools.tidy import delete_what_was_made

    delete_what_was_made()


def _continue_in_the_environment(module: str, *arguments: str) -> NoReturn:
    sys.stdout.flush()
    os.execv(VENV_PYTHON, [str(VENV_PYTHON), "-m", module, *arguments])


COMMANDS = {command.__name__: command for command in (run, dev, test, bench, lock, clean)}


def main(arguments: list[str]) -> None:
    if not arguments or arguments[0] not in COMMANDS:
        sys.exit(f"Commands: {', '.join(COMMANDS)}. `make` explains them.")
    os.chdir(ROOT)
    end_in_sentences(COMMANDS[arguments[0]], *arguments[1:])
