"""The bounded thread pool in which actions run, off the event loop. A full queue answers Busy instead of growing."""

import asyncio
import contextvars
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from portal_app.kernel.errors import Busy

WAITING = 500  # calls that may wait for a thread; at 2 ms each that is a second


class WorkPool:
    def __init__(self, threads: int) -> None:
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="action")
        self._lock = threading.Lock()
        self._open = 0
        self._most = threads + WAITING

    async def run(self, function: Callable[..., Any], *args: Any, **arguments: Any) -> Any:
        """Run a synchronous function in a thread and wait for it. Raises Busy when too many wait already."""
        with self._lock:
            if self._open >= self._most:
                raise Busy
            self._open += 1
        work = self._threads.submit(contextvars.copy_context().run, function, *args, **arguments)
        work.add_done_callback(self._give_back)  # when the work ends, not when its caller goes away: a thread cannot be cancelled
        return await asyncio.wrap_future(work)

    def _give_back(self, _work: Future) -> None:
        with self._lock:
            self._open -= 1

    def close(self) -> None:
        self._threads.shutdown(wait=True, cancel_futures=True)
