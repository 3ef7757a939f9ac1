"""The app as the server sees it: Reflex with our guard inside and our ring outside. Which pages it has is listed in portal_app.py."""

from collections.abc import Sequence
from typing import Any

import reflex as rx

from portal_app.kernel.logs import set_up_logging
from portal_app.ui.addresses import Addresses
from portal_app.ui.bridge import sign_ins
from portal_app.ui.connection.doors import watch_doors
from portal_app.ui.connection.inside import front_folder
from portal_app.ui.connection.own_events import never_reload_by_script
from portal_app.ui.connection.reconnect import keep_tabs
from portal_app.ui.connection.sockets import Sockets
from portal_app.ui.guard import Guard
from portal_app.ui.headers import Headers
from portal_app.ui.incidents import broken_handler, broken_page
from portal_app.ui.pages import PortalPage


class PortalApp(rx.App):
    """Calling it gives the ASGI app (`uvicorn --factory`)."""

    def __call__(self) -> Any:
        set_up_logging()
        pages = front_folder()
        return Headers(Sockets(Addresses(super().__call__(), pages), sign_ins().cookie), pages)


def portal(pages: Sequence[PortalPage], **options: Any) -> PortalApp:
    """The app with these pages. `options` as for `rx.App`."""
    app = PortalApp(backend_exception_handler=broken_handler, frontend_exception_handler=broken_page, **options)
    app.add_middleware(Guard())
    never_reload_by_script()
    keep_tabs(app)
    watch_doors(app)
    for page in pages:
        app.add_page(page.content, route=page.route, title=page.title, on_load=page.first_events)
    return app
