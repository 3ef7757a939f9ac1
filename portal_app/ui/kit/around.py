"""The kit's parts that stand around content: tabs of a place, way to a page, banners, steps, a table in other states."""

import reflex as rx

from portal_app.ui.blocks import section
from portal_app.ui.buttons import button
from portal_app.ui.page_head import crumbs, page_tabs
from portal_app.ui.stamps import stamp
from portal_app.ui.tables import Column, group_row, table, total_row, who
from portal_app.ui.title_block import banner
from portal_app.ui.welcome import or_line, step_mark
from portal_app.ui.words import T


def around(state: type) -> rx.Component:
    tabs = page_tabs(T("Company"), (T("People"), "/kit", True, "14"), (T("Roles"), "/kit", False, "6"), (T("Places"), "/kit", False, ""))
    parts = (crumbs((T("Orders"), "/kit"), (T("Line 4 spares"), "")), tabs, _banners(state), _steps(), _people())
    return section(T("Around content"), rx.el.div(*parts, class_name="stack wide"))


def _banners(state: type) -> rx.Component:
    stop = button(T("Stop acting"), kind="secondary", small=True, on_click=state.hear("stopped"))
    return rx.el.div(
        banner(
            "acting",
            "two",
            T("Acting for a company"),
            T("You act for {company}. All you do is recorded under your own name.", company="Hansen Maschinenbau GmbH"),
            stop,
        ),
        banner("info", "diamond", T("Prices"), T("Prices are held until 30 November.")),
        class_name="stack",
    )


def _steps() -> rx.Component:
    return rx.el.div(step_mark("1", T("Step 1 of 2"), done=True), step_mark("2", T("Step 2 of 2")), or_line(), class_name="stack wide")


def _people() -> rx.Component:
    columns = [
        Column(T("Person"), phone="lead"),
        Column(T("Roles")),
        Column(T("Limit per order"), number=True, phone="amount"),
        Column(T("Second step"), phone="third"),
    ]
    people = [
        ("AB", "Anna Berg", T("Purchasing"), T("Manager"), "5,000", stamp(T("App"), "green", bare=True)),
        ("MR", "Mia Roth", T("Tools"), T("Buyer"), "1,000", stamp(T("None"), "red", bare=True)),
    ]
    return table(
        columns,
        people,
        lambda one: [who(one[0], rx.el.b(one[1]), one[2]), *one[3:]],
        label=T("People"),
        chosen=lambda one: one[0] == "AB",
        before=[group_row(T("2 people"), columns=4)],
        foot=[total_row(T("Together"), "6,000", columns=4, before=1, total=False)],
    )
