"""How the cost centres look: the list, the chosen one, the form for a new one."""

from typing import Any

import reflex as rx

from portal_app.accounts.screens.answers import kept_unless_refused, list_pager, viewed
from portal_app.accounts.screens.company import CompanyTabs, company_head
from portal_app.accounts.screens.cost_centres import NEW, ROUTE, CostCentres
from portal_app.accounts.screens.differences import what_will_change
from portal_app.accounts.screens.entries import add_dialog, entry_head, entry_pane, new_button
from portal_app.ui import (
    Column,
    PortalPage,
    Shortcut,
    T,
    button,
    empty_view,
    entry_link,
    facts,
    form,
    form_foot,
    framed,
    panes,
    problem_view,
    send_button,
    stamp,
    table,
    text_field,
)


def page() -> rx.Component:
    return framed(
        company_head("cost-centres", rx.cond(CostCentres.may_edit, new_button(T("Add a cost centre"), NEW))),
        viewed(
            CostCentres.view,
            panes(_list(), _pane(), open=CostCentres.open_id, label=T("The chosen cost centre")),
            closed=T("Your roles do not open the cost centres of your company."),
            on_retry=CostCentres.show,
        ),
        kept_unless_refused(
            add_dialog(NEW, T("Add a cost centre"), *_fields(), on_submit=CostCentres.add, problem=CostCentres.new_trouble, added=CostCentres.added),
            CostCentres.view,
            CostCentres.may_edit,
        ),
        current="company",
        width="full",
        shortcuts=(Shortcut("n", T("Add a cost centre"), opens=NEW, shown=CostCentres.may_edit),),
    )


PAGE = PortalPage(ROUTE, page, T("Cost centres"), on_load=[CompanyTabs.show_tabs, CostCentres.show])


def _list() -> rx.Component:
    return rx.fragment(
        table(
            [Column(T("Number"), phone="lead", width="120px"), Column(T("Name"), phone="second"), Column(T("State"), phone="aside", width="120px")],
            CostCentres.rows,
            lambda row: [
                entry_link(row.number, row.href, id=row.id, current=row.id == CostCentres.open_id),
                rx.el.span(row.name, rx.el.span(row.people, class_name="part")),
                stamp(row.state, row.tone, bare=True),
            ],
            label=T("Cost centres"),
            empty=empty_view(
                T("No cost centre yet"),
                T("A cost centre says where an order is booked: a plant, a team, a machine. Budgets and approvals follow it."),
                rx.cond(CostCentres.may_edit, button(T("Add a cost centre"), opens=NEW)),
            ),
        ),
        list_pager(CostCentres.where, CostCentres.turn_page),
    )


def _pane() -> rx.Component:
    row = CostCentres.chosen
    switch = rx.cond(
        row.closed,
        button(T("Open again"), kind="secondary", on_click=CostCentres.reopen(row.id)),
        button(T("Close {number}", number=row.number), kind="danger", on_click=CostCentres.close(row.id)),
    )
    edit = rx.fragment(
        problem_view(CostCentres.refused),
        form(
            *_fields(CostCentres.entered, CostCentres.put),
            what_will_change(CostCentres.ahead),
            form_foot(send_button(T("Save"), busy_word=T("Saving")), button(T("Discard"), kind="quiet", on_click=CostCentres.discard)),
            on_submit=CostCentres.save,
            problem=CostCentres.trouble,
            saved_when=CostCentres.saved,
        ),
        rx.el.div(
            rx.el.p(T("What was booked on a closed cost centre stays; nothing new is."), class_name="hint"), rx.el.div(switch), class_name="section stack"
        ),
    )
    read = facts((T("Number"), row.number), (T("Name"), row.name))
    return entry_pane(
        CostCentres.open_id,
        row.id,
        rx.fragment(entry_head(rx.fragment(row.number, " ", row.name), row.people, row.state, row.tone), rx.cond(CostCentres.may_edit, edit, read)),
        href=ROUTE,
        back=T("All cost centres"),
        nothing=T("Choose a cost centre to see it."),
        unknown=T("We cannot find this cost centre"),
    )


def _fields(entered: Any = None, put: Any = None) -> list[rx.Component]:
    def field(name: str, label: Any, **more: Any) -> rx.Component:
        given = {"value": entered[name], "on_change": lambda value: put(name, value)} if entered is not None else {}
        return text_field(name=name, label=label, **given, **more)

    return [
        field("number", T("Number"), width="medium", max_length=24, code=True),
        field("name", T("Name"), max_length=80),
    ]
