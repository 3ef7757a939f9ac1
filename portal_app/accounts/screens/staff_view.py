"""How the supplier's list of companies looks, with the chosen one and the form for a new one."""

from typing import Any

import reflex as rx

from portal_app.accounts.screens.answers import kept_unless_refused, list_pager, viewed
from portal_app.accounts.screens.differences import what_will_change
from portal_app.accounts.screens.entries import add_dialog, entry_head, entry_pane, new_button
from portal_app.accounts.screens.staff import NEW, ROUTE, NewCompany, StaffCompanies
from portal_app.kernel.permissions import Permission
from portal_app.ui import (
    Column,
    PortalPage,
    Shortcut,
    T,
    button,
    dialog,
    email_field,
    empty_view,
    entry_link,
    facts,
    form,
    form_foot,
    framed,
    nothing_found_view,
    page_head,
    panes,
    post_button,
    problem_view,
    select_field,
    send_button,
    stamp,
    table,
    text_area,
    text_field,
    text_input,
)

_LANGUAGES = [{"value": "de", "label": "Deutsch"}, {"value": "en", "label": "English"}]
_ZONES = [{"value": zone, "label": zone} for zone in ("Europe/Berlin", "Europe/Vienna", "Europe/Zurich", "Europe/Dublin", "Europe/London", "Europe/Paris")]
_CURRENCIES = [{"value": code, "label": code} for code in ("EUR", "CHF", "GBP", "USD", "DKK", "SEK", "NOK", "PLN", "CZK")]


def page() -> rx.Component:
    return framed(
        page_head(T("Companies"), rx.cond(StaffCompanies.may_edit, new_button(T("Add a company"), NEW)), sub=T("The customers who order here.")),
        viewed(
            StaffCompanies.view,
            panes(_list(), _pane(), open=StaffCompanies.open_id, label=T("The chosen company")),
            closed=T("This page is for the supplier's own people."),
            on_retry=StaffCompanies.show,
        ),
        kept_unless_refused(_new(), StaffCompanies.view, StaffCompanies.may_edit),
        current="staff",
        width="full",
        shortcuts=(
            Shortcut("/", T("Search companies"), focuses="main input[name=find]"),
            Shortcut("n", T("Add a company"), opens=NEW, shown=StaffCompanies.may_edit),
        ),
    )


PAGE = PortalPage(ROUTE, page, T("Companies"), on_load=StaffCompanies.show, right=Permission.STAFF_COMPANIES_VIEW)


def _list() -> rx.Component:
    state = StaffCompanies
    return rx.fragment(
        rx.el.div(
            text_input(
                name="find", label=T("Search companies"), placeholder=T("Name or customer number"), lead="search", value=state.search, on_type=state.find
            ),
            class_name="toolbar",
        ),
        table(
            [
                Column(T("Company"), phone="lead"),
                Column(T("Customer number"), phone="hide", width="160px"),
                Column(T("State"), phone="aside", width="180px"),
            ],
            state.rows,
            lambda row: [
                rx.el.span(entry_link(row.name, row.href, id=row.id, current=row.id == state.open_id), rx.el.span(row.people, class_name="part")),
                rx.el.span(row.customer_number, class_name="code"),
                stamp(row.state, row.tone, bare=True),
            ],
            label=T("Companies"),
            empty=rx.cond(
                state.search != "",
                nothing_found_view(state.clear),
                empty_view(
                    T("No company yet"),
                    T("Add a customer with the person who will administer it; everything else they set up themselves."),
                    rx.cond(state.may_edit, button(T("Add a company"), opens=NEW)),
                ),
            ),
        ),
        list_pager(state.where, state.turn_page),
    )


def _pane() -> rx.Component:
    state, row = StaffCompanies, StaffCompanies.chosen
    act = rx.el.div(
        rx.el.p(T("You see the company as its people do. A banner shows it all the time, and the record names you."), class_name="hint"),
        rx.el.div(post_button(T("Act for {name}", name=row.name), "/auth/act-for", {"company_id": row.id, "next": "/"}, kind="secondary")),
        class_name="stack",
    )
    edit = form(
        text_field(name="name", label=T("Name"), max_length=120, value=state.entered["name"], on_change=lambda value: state.put("name", value)),
        text_field(
            name="customer_number",
            label=T("Customer number"),
            max_length=40,
            code=True,
            width="medium",
            value=state.entered["customer_number"],
            on_change=lambda value: state.put("customer_number", value),
        ),
        what_will_change(state.ahead),
        form_foot(send_button(T("Save"), busy_word=T("Saving")), button(T("Discard"), kind="quiet", on_click=state.discard)),
        on_submit=state.save,
        problem=state.trouble,
        saved_when=state.saved,
    )
    read = facts((T("Customer number"), row.customer_number))
    body = rx.fragment(
        entry_head(row.name, row.people, row.state, row.tone),
        problem_view(state.refused),
        rx.cond(row.closed, rx.fragment(), act),
        rx.cond(state.may_edit, rx.fragment(rx.el.div(edit, class_name="section"), _switch(row)), read),
    )
    return entry_pane(
        state.open_id,
        row.id,
        body,
        href=ROUTE,
        back=T("All companies"),
        nothing=T("Choose a company to act for it or to change it."),
        unknown=T("We cannot find this company"),
    )


def _switch(row: Any) -> rx.Component:
    state = StaffCompanies
    close = _with_reason(
        "close-company",
        T("Close {name}?", name=row.name),
        T("All its people are signed out and cannot sign in again. What was ordered stays, and the company can be opened again."),
        T("Close {name}", name=row.name),
        lambda values: state.close(row.id, values),
    )
    reopen = _with_reason(
        "reopen-company",
        T("Open {name} again?", name=row.name),
        T("Its people can sign in again, with the roles they had."),
        T("Open {name}", name=row.name),
        lambda values: state.reopen(row.id, values),
    )
    opener = rx.cond(
        row.closed,
        button(T("Open again"), kind="secondary", opens="reopen-company"),
        button(T("Close the company"), kind="danger", opens="close-company"),
    )
    return rx.fragment(rx.el.div(opener, class_name="section row acts"), close, reopen)


def _with_reason(id: str, title: Any, words: Any, verb: Any, on_submit: Any) -> rx.Component:
    state = StaffCompanies
    body = form(
        rx.el.p(words, class_name="sub"),
        text_area(name="reason", label=T("Why"), help=T("It stands in the company's record."), rows=2),
        form_foot(send_button(verb, kind="danger" if id.startswith("close") else "primary"), button(T("Cancel"), kind="quiet", closes=True)),
        on_submit=on_submit,
        problem=state.refused,
        saved_when=state.saved,
    )
    return dialog(body, title=title, id=id, narrow=True, closes_when=state.chosen.closed)


def _new() -> rx.Component:
    state = NewCompany

    def text(name: str, label: Any, **more: Any) -> rx.Component:
        return text_field(name=name, label=label, value=state.entered[name], **more)

    fields = (
        rx.el.div(
            text("name", T("Name of the company"), max_length=120), text("customer_number", T("Customer number"), max_length=40, code=True), class_name="fields"
        ),
        rx.el.div(
            select_field(name="locale", label=T("Language"), options=_LANGUAGES, value=state.entered["locale"]),
            select_field(name="time_zone", label=T("Time zone"), options=_ZONES, value=state.entered["time_zone"]),
            select_field(name="currency", label=T("Currency"), options=_CURRENCIES, value=state.entered["currency"]),
            class_name="fields",
        ),
        rx.el.h3(T("Its first administrator")),
        rx.el.div(
            text("first_name", T("First name"), max_length=60),
            text("last_name", T("Last name"), max_length=60),
            text("salutation", T("Salutation or title"), max_length=20, optional=True),
            class_name="fields",
        ),
        email_field(name="email", value=state.entered["email"], auto_complete="off"),
        rx.el.p(T("They get a mail with a link, choose a password and set up a second step."), class_name="hint"),
    )
    return add_dialog(
        NEW,
        T("Add a company"),
        *fields,
        on_submit=state.add,
        problem=state.trouble,
        added=state.added,
        open=state.open,
        on_close=state.closed,
        above=(problem_view(state.refused),),
    )
