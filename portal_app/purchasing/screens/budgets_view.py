"""How the budgets look: the list with its bars, the chosen one with its form and movements, the form for a new one."""

from typing import Any

import reflex as rx

from portal_app.kernel.permissions import Permission
from portal_app.purchasing.screens.budget_texts import PATH
from portal_app.purchasing.screens.budgets import Budgets
from portal_app.ui import (
    Column,
    PortalPage,
    PortalState,
    Shortcut,
    T,
    back_link,
    budget_bar,
    button,
    dialog,
    empty_view,
    entry_link,
    error_view,
    facts,
    form,
    form_foot,
    framed,
    no_right_view,
    note,
    number_field,
    page_head,
    panes,
    problem_view,
    row_link,
    section,
    select_field,
    send_button,
    sign,
    skeleton,
    stamp,
    table,
    text_field,
    two_lines,
)

_NEW, _CLOSE = "new-budget", "close-budget"


def page() -> rx.Component:
    return framed(
        page_head(
            T("Budgets"),
            rx.cond(Budgets.view == "ready", button(T("Add a budget"), kind="secondary", icon_name="plus", opens=_NEW)),
            way=((T("Company"), "/company/people"), (T("Budgets"), "")),
            sub=T("What cost centres, people and the whole company may spend. Orders book on them by themselves."),
        ),
        rx.match(
            Budgets.view,
            ("ready", panes(_list(), _pane(), open=Budgets.open_id, label=T("The chosen budget"))),
            ("forbidden", no_right_view(T("Budgets are set by your company's administrator."), who=T("Your company's administrator"))),
            ("failed", error_view(PortalState.problem.title, on_retry=Budgets.show, incident=PortalState.problem.incident)),
            skeleton(),
        ),
        _new(),
        _closing(),
        current="company",
        width="full",
        shortcuts=(Shortcut("n", T("Add a budget"), opens=_NEW, shown=Budgets.view == "ready"),),
    )


PAGE = PortalPage(PATH, page, T("Budgets"), on_load=Budgets.show, right=Permission.BUDGET_EDIT)


def _list() -> rx.Component:
    columns = [
        Column(T("Budget"), phone="lead"),
        Column(T("Period"), phone="second"),
        Column(T("Used"), phone="third"),
        Column(T("Left"), number=True, phone="aside"),
    ]
    empty = empty_view(
        T("No budget yet"),
        T("A budget says what a cost centre, a person or the company may spend in a month, a quarter or a year."),
        button(T("Add a budget"), opens=_NEW),
    )
    return table(columns, Budgets.rows, _cells, label=T("Budgets"), empty=empty)


def _cells(row: Any) -> list[Any]:
    return [
        rx.el.span(entry_link(row.name, row.href, id=row.id, current=row.id == Budgets.open_id), rx.el.span(row.subject, class_name="part")),
        two_lines(row.period, row.mode_said),
        rx.el.div(rx.el.span(row.used), _bar(row, thin=True), class_name="stack"),
        rx.el.span(row.left, class_name="strong"),
    ]


def _bar(row: Any, *, thin: bool) -> rx.Component:
    return budget_bar(spent=row.spent_bar, reserved=row.reserved_bar, over=row.over_bar, limit=row.limit_bar, said=row.said, thin=thin)


def _pane() -> rx.Component:
    row = Budgets.chosen
    missing = rx.el.div(
        rx.el.h2(T("We cannot find this budget"), tab_index=-1), rx.el.p(T("It may have been removed, or the link is incomplete.")), class_name="blank"
    )
    shown = rx.fragment(back_link(T("All budgets"), PATH), rx.cond(row.id != "", _chosen(), missing))
    return rx.cond(Budgets.open_id == "", rx.el.p(T("Choose a budget to see what was booked on it, or to change it."), class_name="hint"), shown)


def _chosen() -> rx.Component:
    row = Budgets.chosen
    head = rx.el.div(
        rx.el.div(rx.el.h2(row.name, tab_index=-1, class_name="big-title"), stamp(row.share, row.tone), class_name="row wrap"),
        rx.el.p(rx.fragment(row.subject, ", ", row.period), class_name="sub"),
    )
    bar = rx.foreach(Budgets.bars, lambda one: _bar(one, thin=False))
    told = facts(
        (T("Amount"), row.limit_said), (T("Reserved, waits for approval"), row.reserved), (T("Ordered for good"), row.committed), (T("Invoiced"), row.actual),
        (T("Left"), rx.el.b(row.left)),
    )  # fmt: skip
    return rx.el.div(head, bar, told, _edit(), _entries(), class_name="stack wider")


def _edit() -> rx.Component:
    row = Budgets.chosen
    now = note(T("It now says: {name}, {amount}, {mode}.", name=row.name, amount=row.limit_said, mode=row.mode_said), tone="info")
    hidden = [rx.el.input(type="hidden", name=name, value=value, read_only=True) for name, value in (("budget", row.id), ("version", Budgets.version))]
    return section(
        T("Change it"),
        problem_view(PortalState.problem),
        rx.cond(Budgets.is_behind, now),
        form(
            *hidden,
            *_fields(Budgets.entered),
            rx.el.p(T("A change counts for the running period at once. For whom and for which period it is stays."), class_name="hint"),
            form_foot(
                send_button(T("Save"), busy_word=T("Saving")),
                button(T("Discard"), kind="quiet", on_click=Budgets.discard),
                button(T("Close it …"), kind="danger", opens=_CLOSE),
            ),
            on_submit=Budgets.save,
            problem=Budgets.trouble,
            saved_when=Budgets.saved,
            label=T("Change it"),
        ),
    )


def _entries() -> rx.Component:
    columns = [
        Column(T("What"), phone="lead"),
        Column(T("When"), phone="second"),
        Column(T("Who"), phone="third"),
        Column(T("Adds"), number=True, phone="amount"),
    ]
    nothing = rx.el.p(T("Nothing is booked in this period yet."), class_name="hint")
    return section(T("Movements of this period"), table(columns, Budgets.entries, _entry, label=T("Movements of this period"), empty=nothing))


def _entry(row: Any) -> list[Any]:
    return [rx.el.span(sign(row.sign), " ", row_link(row.what, row.href)), row.when, row.who, row.amount]


def _fields(entered: Any) -> list[rx.Component]:
    return [
        text_field(name="name", label=T("Name"), value=entered["name"], max_length=80),
        number_field(name="amount", label=T("Amount, net"), value=entered["amount"], unit=Budgets.currency, min=0, decimals=2, width="medium"),
        select_field(name="mode", label=T("Above the amount"), options=Budgets.modes, value=entered["mode"]),
    ]


def _new() -> rx.Component:
    body = form(
        select_field(name="subject", label=T("For whom"), options=Budgets.subjects, value=Budgets.new["subject"], optional=True),
        select_field(name="period", label=T("Period"), options=Budgets.periods, value=Budgets.new["period"]),
        *_fields(Budgets.new),
        form_foot(send_button(T("Add"), busy_word=T("Adding")), button(T("Cancel"), kind="quiet", closes=True)),
        on_submit=Budgets.add,
        problem=Budgets.new_trouble,
        saved_when=Budgets.added,
    )
    return dialog(body, title=T("Add a budget"), id=_NEW, closes_when=Budgets.added)


def _closing() -> rx.Component:
    row = Budgets.chosen
    body = form(
        rx.el.input(type="hidden", name="budget", value=row.id, read_only=True),
        rx.el.p(T("Nothing new is booked on it. What is booked stays, and is invoiced or released as before.")),
        form_foot(send_button(T("Close {name}", name=row.name), kind="danger"), button(T("Cancel"), kind="quiet", closes=True)),
        on_submit=Budgets.close,
        problem=PortalState.problem,
        saved_when=Budgets.saved,
    )
    return dialog(body, title=T("Close this budget?"), id=_CLOSE, closes_when=Budgets.saved, narrow=True)
