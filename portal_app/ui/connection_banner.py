"""Says in words when the line to the portal is gone and when it is back; replaces the framework's own notices."""

import reflex as rx

from portal_app.ui.client import library


class _ConnectionBanner(rx.Component):
    library = library("connection.jsx")
    tag = "ConnectionBanner"


def connection_banner() -> rx.Component:
    return _ConnectionBanner.create()


class _LineStamp(rx.Component):
    library = library("connection.jsx")
    tag = "LineStamp"


def line_stamp() -> rx.Component:
    """The same as a stamp: Connected or Away."""
    return _LineStamp.create()
