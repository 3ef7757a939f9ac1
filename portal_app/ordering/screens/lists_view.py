"""How the order lists look: search, whose they are, a row for each."""

from typing import Any

import reflex as rx

from portal_app.ordering.screens.lists import Lists
from portal_app.ordering.screens.lists_texts import LISTS
from portal_app.ui import (
    Column,
    PortalPage,
    PortalState,
    Shortcut,
    T,
    button,
    dialog,
    empty_view,
    error_view,
    form,
    form_foot,
    framed,
    no_right_view,
    nothing_found_view,
    page_head,
    pager,
    row_link,
    send_button,
    skeleton,
    table,
    text_field,
    two_lines,
    view_switch,
)

NEW = "new-list"


def page() -> rx.Component:
    ready = Lists.view == "ready"
    return framed(
        page_head(
            T("Order lists"),
            rx.cond(ready, button(T("New order list"), kind="secondary", icon_name="plus", opens=NEW)),
            sub=T("What you order again and again, alone or together. Prices are always those of today."),
        ),
        rx.match(
            Lists.view,
            ("ready", rx.el.div(_filters(), _lists(), _pages(), class_name="stack wide")),
            ("forbidden", no_right_view(T("Order lists are used by people who order."), who=T("Your company's administrator"))),
            ("failed", error_view(PortalState.problem.title, on_retry=Lists.show, incident=PortalState.problem.incident)),
            skeleton(),
        ),
        _new_dialog(),
        current="lists",
        shortcuts=(
            Shortcut("/", T("Search order lists"), focuses="main input[name=find]"),
            Shortcut("n", T("New order list"), opens=NEW),
        ),
    )


PAGE = PortalPage(LISTS, page, T("Order lists"), on_load=Lists.show)


def _filters() -> rx.Component:
    search = text_field(name="find", label=T("Search order lists"), placeholder=T("Name"), lead="search", not_required=True, value=Lists.words,
                        on_type=Lists.find, max_length=80)  # fmt: skip
    whose = view_switch(T("Whose lists"), [("", T("All")), ("own", T("Mine")), ("company", T("Whole company"))], value=Lists.whose, on_change=Lists.filter)
    shown = rx.el.div(rx.el.div(search, class_name="fields filters"), rx.el.div(whose, class_name="row"), role="search", class_name="stack",
                      aria_label=T("Filter the order lists"))  # fmt: skip
    return rx.cond((Lists.rows.length() > 0) | (Lists.words + Lists.whose != ""), shown)


def _lists() -> rx.Component:
    columns = [
        Column(T("Order list"), phone="lead"),
        Column(T("Lines"), number=True, phone="aside"),
        Column(T("Shared with"), phone="second"),
        Column(T("Changed"), phone="third"),
    ]
    empty = rx.cond(Lists.words + Lists.whose != "", nothing_found_view(Lists.clear), _nothing())
    return table(columns, Lists.rows, _cells, label=T("Order lists"), empty=empty)


def _cells(row: Any) -> list[Any]:
    return [row_link(row.name, row.href), row.lines, two_lines(row.shared, row.by), row.changed]


def _nothing() -> rx.Component:
    words = T("An order list keeps articles and quantities. Save a cart, an order or the quick order as one, or begin with an empty list and add articles.")
    return empty_view(T("There is no order list yet"), words, button(T("New order list"), opens=NEW))


def _pages() -> rx.Component:
    where = Lists.where
    pages = pager(where.said, has_before=where.has_before, has_after=where.has_after, on_before=Lists.turn_page(-1), on_after=Lists.turn_page(1))
    return rx.cond(where.has_before | where.has_after, pages)


def _new_dialog() -> rx.Component:
    return dialog(
        form(
            text_field(name="name", label=T("Name of the order list"), max_length=80, help=T("For example: what line 4 needs each week.")),
            form_foot(send_button(T("Save the list")), button(T("Cancel"), kind="quiet", closes=True)),
            on_submit=Lists.save,
            problem=PortalState.problem,
            saved_when=Lists.saved,
        ),
        title=T("New order list"),
        id=NEW,
        closes_when=Lists.saved,
        narrow=True,
    )
