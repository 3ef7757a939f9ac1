"""How the house talks: one line a step, one sentence or two when it cannot go on."""

import os
import sys
from collections.abc import Callable
from typing import NoReturn


class Stop(Exception):
    """The house cannot go on; the text says what happened and what to do."""


def step(text: str) -> None:
    print(text, flush=True)


def stop(text: str) -> NoReturn:
    raise Stop(text)


def end_in_sentences(work: Callable[..., int | None], *arguments: str) -> NoReturn:
    """Do the work and end the process. Trouble that a person can mend becomes a sentence; anything else is a bug and stays loud."""
    try:
        sys.exit(work(*arguments))
    except Stop as trouble:
        _say_last(str(trouble), 1)
    except KeyboardInterrupt:
        _say_last("Stopped.", 130)
    except OSError as trouble:
        where = f" ({trouble.filename})" if trouble.filename else ""
        _say_last(f"The system refused: {os.strerror(trouble.errno) if trouble.errno else trouble}{where}.", 1)


def _say_last(text: str, code: int) -> NoReturn:
    print(f"\n{text}", file=sys.stderr)
    sys.exit(code)
