"""How the house talks: one line a step, one sentence or two when it cannot go on."""

import os
import sys
from typing import NoReturn


class Stop(Exception):
    """The house cannot go on; the text says what happened and what to do."""


def step(text: str) -> None:
    print(text, flush=True)


def stop(text: str) -> NoReturn:
    raise Stop(text)


def end_with_a_sentence(trouble: BaseException) -> NoReturn:
    """End the process for trouble that a person can mend; anything else is a bug and stays loud."""
    if isinstance(trouble, Stop):
        print(f"\n{trouble}", file=sys.stderr)
    elif isinstance(trouble, KeyboardInterrupt):
        print("\nStopped.", file=sys.stderr)
    elif isinstance(trouble, OSError):
        where = f" ({trouble.filename})" if trouble.filename else ""
        print(f"\nThe system refused: {os.strerror(trouble.errno) if trouble.errno else trouble}{where}.", file=sys.stderr)
    else:
        raise trouble
    sys.exit(130 if isinstance(trouble, KeyboardInterrupt) else 1)
