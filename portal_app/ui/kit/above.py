"""The kit's dialogs, drawer and toasts."""

import reflex as rx

from portal_app.ui.blocks import section, timeline
from portal_app.ui.buttons import button
from portal_app.ui.fields import text_area, text_field
from portal_app.ui.forms import form, form_foot, send_button
from portal_app.ui.overlays import dialog, drawer
from portal_app.ui.words import T


def above(state: type) -> rx.Component:
    openers = rx.el.div(
        button(T("Invite a person"), kind="secondary", opens="kit-invite"),
        button(T("Refuse order …"), kind="danger", opens="kit-refuse"),
        button(T("Order history"), kind="secondary", opens="kit-history"),
        button(T("Deactivate with a way back"), kind="secondary", on_click=state.toast),
        button(T("Open from the server"), kind="secondary", on_click=state.open_dialog),
        class_name="row wrap",
    )
    return section(T("Above the page"), openers, _invite(state), _refuse(state), _history(), _by_state(state))


def _invite(state: type) -> rx.Component:
    fields = form(
        text_field(name="person", label=T("Name"), missing=T("Enter the person's name")),
        form_foot(send_button(T("Send the invitation")), button(T("Cancel"), kind="quiet", closes=True)),
        on_submit=state.invite,
        saved_when=state.saved,
        label=T("Invite a person"),
    )
    return dialog(fields, title=T("Invite a person"), id="kit-invite", closes_when=state.saved, narrow=True)


def _refuse(state: type) -> rx.Component:
    refuse = button(T("Refuse order O-10482"), kind="danger", closes=True, on_click=state.hear("refused"))
    return dialog(
        rx.el.p(T("Jan Keller gets the order back with your reason.")),
        text_area(name="reason", label=T("Reason")),
        title=T("Refuse order O-10482?"),
        id="kit-refuse",
        foot=[button(T("Keep it"), kind="quiet", closes=True), refuse],
    )


def _history() -> rx.Component:
    happened = timeline([{"sign": "check", "title": T("Approved by Anna Berg"), "detail": T("Mon 9 Nov 11:40"), "strong": False}] * 2)
    return drawer(happened, title=T("Order history"), id="kit-history", foot=[button(T("Done"), kind="secondary", closes=True)])


def _by_state(state: type) -> rx.Component:
    return dialog(
        rx.el.p(T("The server opened this.")), title=T("From the server"), id="kit-state", open=state.is_open, on_close=state.close_dialog, narrow=True
    )
