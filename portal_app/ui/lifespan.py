"""What runs beside the pages in every worker: the outbox with the job schedule, and the watch over ended sessions."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

import reflex as rx

from portal_app.kernel import jobs, outbox
from portal_app.kernel.collecting import leave_out_what_stays
from portal_app.ui.bridge import close_pool
from portal_app.ui.connection.watch import watch_sessions


@contextlib.asynccontextmanager
async def beside_the_pages(app: rx.App) -> AsyncIterator[None]:
    """Start them with the server, and end them with it: the message in hand is finished, nothing new is begun."""
    worker = outbox.Worker(also=jobs.enqueue_due)
    worker.start()
    watch = asyncio.create_task(watch_sessions(app), name="session watch")
    leave_out_what_stays()
    try:
        yield
    finally:
        watch.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await watch
        await asyncio.to_thread(worker.stop)
        close_pool()
