"""What stands on the page when a part of it breaks in the browser: a sentence and a way on, never a stack."""

import reflex as rx
from reflex_base.components.component import Component
from reflex_base.event import noop
from reflex_base.vars.base import Var
from reflex_base.vars.function import ArgsFunctionOperation
from reflex_components_core.base.error_boundary import ErrorBoundary

from portal_app.ui.client import library


class _BrokenPage(rx.Component):
    library = library("broken.jsx")
    tag = "BrokenPage"


def broken_page_boundary(*, reports: bool) -> Component:
    """Catches what breaks below it. `reports`: whether there is a state that takes the report to our log."""
    fallback = ArgsFunctionOperation.create(("broken",), Var.create(_BrokenPage.create()))
    return ErrorBoundary.create(fallback_render=fallback, **({} if reports else {"on_error": noop()}))
