"""The kit's fields, a form that is refused by the server, one that posts, and files."""

import reflex as rx

from portal_app.ui.blocks import section
from portal_app.ui.choices import radio_list, switch, tick, tick_list
from portal_app.ui.combobox import combo_field
from portal_app.ui.fields import (
    code_field,
    date_field,
    email_field,
    number_field,
    password_field,
    select_field,
    text_area,
    text_field,
)
from portal_app.ui.files import file_drop
from portal_app.ui.forms import form, form_foot, http_form, send_button
from portal_app.ui.words import T

_CENTRES = [
    {"value": "4711", "label": "4711 Maintenance", "detail": "2,340.00 EUR"},
    {"value": "4712", "label": "4712 Tools", "detail": "314.50 EUR"},
    {"value": "4720", "label": "4720 Assembly", "detail": "6,720.00 EUR"},
    {"value": "4730", "label": "4730 Säge und Größe", "detail": "725.00 EUR"},
]
_PARTS = [{"value": key, "label": label} for key, label in (("", T("Please choose")), ("yes", T("Partial deliveries are fine")), ("no", T("Only complete")))]
_WAYS = [
    {"value": "keep", "label": T("Keep it together"), "detail": T("1,204.50 waits for approval")},
    {"value": "split", "label": T("Order 4711 now"), "detail": T("only 4712 waits")},
]
_ROLES = [
    {"value": key, "label": label}
    for key, label in (("buyer", T("Buyer")), ("manager", T("Manager")), ("accounting", T("Accounting")), ("reader", T("Read-only")))
]


def typing(state: type) -> rx.Component:
    return section(T("Forms"), rx.el.div(_everything(state), rx.el.div(_alone(state), _posting(), _files(state), class_name="stack wider"), class_name="split"))


def _everything(state: type) -> rx.Component:
    return form(
        rx.el.div(
            text_field(
                name="name", label=T("Name of the order"), value="Shutdown line 4", help=T("Shown to whoever approves it."), missing=T("Give the order a name")
            ),
            email_field(name="mail", label=T("Confirmation to")),
            text_field(name="number", label=T("Article number"), code=True, placeholder="48-1007-M8", optional=True, lead="search"),
            number_field(name="limit", label=T("Limit per order"), unit="EUR", decimals=2, value="2000", min=0, max=10000, on_change=state.hear),
            number_field(name="pieces", label=T("Quantity"), stepper=True, decimals=0, value="500", min=0, step=100, on_change=state.hear),
            date_field(name="day", label=T("Wanted by"), value="2026-11-25", min="2026-11-23", on_change=state.hear),
            select_field(name="parts", label=T("Delivery"), options=_PARTS, missing=T("Say whether parts may come first"), on_change=state.hear),
            combo_field(name="centre", label=T("Cost centre"), options=_CENTRES, on_change=state.took),
            class_name="fields",
        ),
        radio_list(name="way", label=T("How to go on"), options=_WAYS, value="keep", on_change=state.hear),
        tick_list(name="roles", label=T("Roles"), options=_ROLES, value=("buyer",), two_columns=True, optional=True, on_change=state.hear_list),
        text_area(name="note", label=T("Note to the supplier"), optional=True),
        tick(name="terms", label=T("I have read the terms"), detail=T("Version of 1 November"), missing=T("Please read and accept the terms")),
        form_foot(send_button(T("Check and order"), busy_word=T("Checking …"))),
        on_submit=state.save,
        problem=state.problem,
        saved_when=state.saved,
        label=T("Order"),
    )


def _alone(state: type) -> rx.Component:
    return rx.el.div(
        switch(name="mails", label=T("Mails about deliveries"), detail=T("takes effect at once"), checked=state.mails, on_change=state.switch_mails),
        combo_field(
            name="article", label=T("Article"), found=state.found, on_search=state.search, on_change=state.took, help=T("Asks the server while you type.")
        ),
        text_field(name="wrong", label=T("Reference"), value="4500-22917", wrong=T("This reference was already used for O-10391"), width="medium"),
        code_field(name="code", label=T("Six digits"), on_change=state.hear),
        class_name="stack wide",
    )


def _posting() -> rx.Component:
    return http_form(
        email_field(name="email"),
        password_field(name="password", missing=T("Enter your password")),
        form_foot(send_button(T("Sign in")), rx.el.a(T("Forgot it?"), href="/kit")),
        action="/api/kit",
        label=T("Sign in"),
    )


def _files(state: type) -> rx.Component:
    return file_drop(
        action="/api/kit/files",
        label=T("Order from a file"),
        help=T("CSV or Excel, up to 10 MB. Or drop it here."),
        accept=".csv,.xlsx",
        most=3,
        on_stored=state.took,
    )
