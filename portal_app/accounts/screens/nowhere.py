"""What an address shows that leads nowhere, or to a page that is not there for this person. It never says which of the two."""

import reflex as rx

from portal_app.accounts.screens.welcome import before_sign_in, welcome
from portal_app.ui import T, link_button


def _nowhere() -> rx.Component:
    return before_sign_in(
        rx.el.h1(T("There is nothing at this address")),
        rx.el.p(T("The link may be old or mistyped, or the page is not open to you."), class_name="sub"),
        rx.el.p(link_button(T("To the start"), "/", kind="primary")),
    )


PAGE = welcome("404", _nowhere, T("Not found"))
