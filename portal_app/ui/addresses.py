"""A page has one address, without a slash at its end, and is served there: no round trip to another one, no address that changes under the reader."""

from pathlib import Path
from typing import Any

from starlette.types import Receive, Scope, Send


class Addresses:
    """ASGI: asks the static files for `/company/people` as the folder in which that page lies. `pages` is the folder of the built pages."""

    def __init__(self, app: Any, pages: Path) -> None:
        self._app = app
        self._folders = {f"/{page.parent.relative_to(pages).as_posix()}" for page in pages.rglob("index.html") if page.parent != pages}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"] in self._folders:
            scope = {**scope, "path": f"{scope['path']}/"}
        await self._app(scope, receive, send)
