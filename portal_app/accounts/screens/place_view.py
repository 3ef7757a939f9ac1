"""How the delivery addresses look: the list, the chosen one, the form for a new one."""

from typing import Any

import reflex as rx

from portal_app.accounts.screens.answers import kept_unless_refused, list_pager, viewed
from portal_app.accounts.screens.company import CompanyTabs, company_head
from portal_app.accounts.screens.differences import what_will_change
from portal_app.accounts.screens.entries import add_dialog, entry_head, entry_pane, new_button
from portal_app.accounts.screens.places import NEW, ROUTE, Places
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
    select_field,
    send_button,
    stamp,
    table,
    text_field,
)


def page() -> rx.Component:
    return framed(
        company_head("places", rx.cond(Places.may_edit, new_button(T("Add a place"), NEW))),
        viewed(
            Places.view,
            panes(_list(), _pane(), open=Places.open_id, label=T("The chosen place")),
            closed=T("Your roles do not open the delivery places of your company."),
            on_retry=Places.show,
        ),
        kept_unless_refused(
            add_dialog(NEW, T("Add a place"), *_fields(), on_submit=Places.add, problem=Places.new_trouble, added=Places.added),
            Places.view,
            Places.may_edit,
        ),
        current="company",
        width="full",
        shortcuts=(Shortcut("n", T("Add a place"), opens=NEW, shown=Places.may_edit),),
    )


PAGE = PortalPage(ROUTE, page, T("Places"), on_load=[CompanyTabs.show_tabs, Places.show])


def _list() -> rx.Component:
    return rx.fragment(
        table(
            [Column(T("Place"), phone="lead"), Column(T("Recipient"), phone="hide"), Column(T("State"), phone="aside", width="120px")],
            Places.rows,
            lambda row: [
                rx.el.span(entry_link(row.label, row.href, id=row.id, current=row.id == Places.open_id), rx.el.span(row.line, class_name="part")),
                row.recipient,
                stamp(row.state, row.tone, bare=True),
            ],
            label=T("Places"),
            empty=empty_view(
                T("No place yet"),
                T("A place is an address that goods may be sent to, under the name your people use for it: Plant 2, Gate B."),
                rx.cond(Places.may_edit, button(T("Add a place"), opens=NEW)),
            ),
        ),
        list_pager(Places.where, Places.turn_page),
    )


def _pane() -> rx.Component:
    row = Places.chosen
    edit = rx.fragment(
        problem_view(Places.refused),
        form(
            *_fields(Places.entered),
            what_will_change(Places.ahead),
            form_foot(send_button(T("Save"), busy_word=T("Saving")), button(T("Discard"), kind="quiet", on_click=Places.discard)),
            on_submit=Places.save,
            problem=Places.trouble,
            saved_when=Places.saved,
        ),
        rx.el.div(_acts(row), class_name="section row wrap acts"),
    )
    read = facts((T("Recipient"), row.recipient), (T("Address"), row.line))
    return entry_pane(
        Places.open_id,
        row.id,
        rx.fragment(entry_head(row.label, row.line, row.state, row.tone), rx.cond(Places.may_edit, edit, read)),
        href=ROUTE,
        back=T("All places"),
        nothing=T("Choose a place to see it."),
        unknown=T("We cannot find this place"),
    )


def _acts(row: Any) -> rx.Component:
    return rx.cond(
        row.closed,
        button(T("Open again"), kind="secondary", on_click=Places.reopen(row.id)),
        rx.fragment(
            rx.cond(row.is_default, rx.fragment(), button(T("Make it the default"), kind="secondary", on_click=Places.make_default(row.id))),
            button(T("Close {name}", name=row.label), kind="danger", on_click=Places.close(row.id)),
        ),
    )


def _fields(entered: Any = None) -> list[rx.Component]:
    def given(name: str) -> dict[str, Any]:
        if entered is None:
            return {"value": Places.home} if name == "country" else {}
        return {"value": entered[name], "on_change": lambda value: Places.put(name, value)}

    def text(name: str, label: Any, **more: Any) -> rx.Component:
        return text_field(name=name, label=label, **given(name), **more)

    return [
        text("label", T("Name"), help=T("What your people call it, such as Plant 2, Gate B."), max_length=80),
        text("recipient", T("Recipient"), max_length=120),
        text("street", T("Street and number"), max_length=120),
        rx.el.div(text("postcode", T("Postcode"), max_length=16), text("city", T("City"), max_length=80), class_name="fields"),
        select_field(name="country", label=T("Country"), options=Places.countries, width="medium", **given("country")),
    ]
