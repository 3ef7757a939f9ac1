"""The head that the pages of the back office share: its tabs, for those whose roles reach further than the orders; and what stands instead of a page."""

from typing import Any

import reflex as rx
from reflex_base.vars.base import Var

from portal_app.ordering.screens.staff_texts import LINE, ORDERS, STOCK
from portal_app.ui import PortalState, T, error_view, no_right_view, page_head, page_tabs, pager, skeleton


def office_head(current: str, *actions: rx.Component, may_operate: Var, sub: Any = "") -> rx.Component:
    tabs = page_tabs(
        T("Back office"),
        (T("Orders"), ORDERS, current == ORDERS, ""),
        (T("Stock"), STOCK, current == STOCK, ""),
        (T("Way to the ERP"), LINE, current == LINE, ""),
    )
    return page_head(T("Back office"), *actions, sub=sub, tabs=rx.cond(may_operate, tabs))


def office_view(view: Var, body: rx.Component, *, on_retry: Any) -> rx.Component:
    """The content, or why it does not stand there."""
    return rx.match(
        view,
        ("ready", body),
        ("forbidden", no_right_view(T("This page is for the supplier's own people."))),
        ("failed", error_view(PortalState.problem.title, on_retry=on_retry, incident=PortalState.problem.incident)),
        skeleton(),
    )


def office_pager(sight: Var, turn_page: Any) -> rx.Component:
    pages = pager(sight.said, has_before=sight.has_before, has_after=sight.has_after, on_before=turn_page(-1), on_after=turn_page(1))
    return rx.cond(sight.has_before | sight.has_after, pages, rx.cond(sight.said != "", rx.el.p(sight.said, class_name="hint")))
