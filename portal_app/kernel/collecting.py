"""The garbage collector, where it would only be in the way: over what lives as long as the process, and while thousands of values are made."""

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_lock = threading.Lock()
_held = 0
_was_on = True


def leave_out_what_stays() -> None:
    """Called when a process stands: modules, classes and pages stay until its end, so no collection walks over them again."""
    gc.collect()
    gc.freeze()


@contextmanager
def collector_held() -> Iterator[None]:
    """Nothing is collected in this process until the block ends, for a second at most.

    For work that makes tens of thousands of values without circles among them: each collection would walk over all of them and find nothing.
    """
    global _held, _was_on
    with _lock:
        if not _held:
            _was_on = gc.isenabled()
            gc.disable()
        _held += 1
    try:
        yield
    finally:
        with _lock:
            _held -= 1
            if not _held and _was_on:
                gc.enable()
