"""The bounded thread pool in which actions run, off the event loop. A full queue answers Busy instead of growing."""

import asyncio
import contextvars
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from portal_app.kernel.errors import Busy

WAITING = 500  # calls that may wait for a thread; at 2 ms each that is a second


class WorkPool:
    def __init__(self, threads: int) -> None:
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="action")
        self._open = 0
        self._most = threads + WAITING

    async def run(self, function: Callable[..., Any], *args: Any, **arguments: Any) -> Any:
        """Run a synchronous function in a thread and wait for it. Raises Busy when too many wait already."""
        if self._open >= self._most:
            raise Busy
        self._open += 1
        try:
            context = contextvars.copy_context()
            return await asyncio.get_running_loop().run_in_executor(self._threads, lambda: context.run(function, *args, **arguments))
        finally:
            self._open -= 1

    def close(self) -> None:
        self._threads.shutdown(wait=True, cancel_futures=True)
