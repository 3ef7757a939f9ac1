"""The kit's views that stand where content would be."""

import reflex as rx

from portal_app.ui.blocks import section
from portal_app.ui.buttons import button
from portal_app.ui.views import empty_view, error_view, no_right_view, nothing_found_view, skeleton
from portal_app.ui.words import T


def instead(state: type) -> rx.Component:
    views = rx.el.div(
        empty_view(
            T("No order lists yet"),
            T("A list keeps what you order again and again."),
            button(T("Make a list"), kind="secondary", icon_name="plus", on_click=state.hear("list")),
        ),
        nothing_found_view(state.hear("clear")),
        error_view(T("The documents cannot be loaded right now. Your filter is kept."), on_retry=state.hear("retry"), incident="k7m2-x4qp"),
        no_right_view(T("Invoices are opened by Accounting and Manager."), who=T("Anna Berg or Dr Henrik Lang")),
        skeleton(3),
        class_name="stack wide",
    )
    return section(T("Instead of content"), views)
