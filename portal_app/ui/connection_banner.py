"""Says in words when the line to the portal is gone and when it is back; replaces the framework's own notices."""

import reflex as rx

from portal_app.ui.client import library


class _ConnectionBanner(rx.Component):
    library = library("connection.jsx")
    tag = "ConnectionBanner"


def connection_banner() -> rx.Component:
    return _ConnectionBanner.create()
