"""A forgotten password: ask for a link by mail, and choose a new password with it."""

import reflex as rx

from portal_app.accounts.screens.join import PASSWORD_HELP, Said, token_field
from portal_app.accounts.screens.sign_in import ROUTE
from portal_app.accounts.screens.welcome import before_sign_in, welcome
from portal_app.ui import T, answer_to, arrival, email_field, http_form, link_button, note, password_field, send_button, with_query


def _ask() -> rx.Component:
    asked = answer_to("reset_asked", Said)
    form = http_form(
        email_field(name="email", auto_focus=True),
        rx.el.div(send_button(T("Send me a link"), busy_word=T("Sending")), class_name="foot"),
        action="/auth/reset-request",
        answer="reset_asked",
        label=T("Forgot your password?"),
    )
    told = arrival(
        rx.el.h2(T("Look into your mail")),
        rx.el.p(asked.say),
        rx.el.p(T("Nothing there after some minutes? Look into the spam folder, or call us."), class_name="hint"),
        class_name="stack",
    )
    return before_sign_in(
        rx.el.h1(T("Forgot your password?")),
        rx.cond(
            asked.say,
            told,
            rx.fragment(rx.el.p(T("Enter your address, and we send you a link to choose a new one. Your second step stays as it is."), class_name="sub"), form),
        ),
        _back(),
    )


def _choose() -> rx.Component:
    done = answer_to("reset_done", Said)
    form = http_form(
        password_field(name="password", label=T("New password"), new=True, help=PASSWORD_HELP, auto_focus=True, max_length=1000),
        token_field(),
        rx.el.div(send_button(T("Set the new password"), busy_word=T("One moment")), class_name="foot"),
        action="/auth/reset",
        answer="reset_done",
        stays=True,
        label=T("Choose a new password"),
    )
    told = arrival(rx.el.h2(T("Done")), note(done.say, tone="good"), rx.el.p(link_button(T("Sign in"), ROUTE, kind="primary")), class_name="stack wide")
    return before_sign_in(
        rx.el.h1(T("Choose a new password")),
        rx.cond(
            done.say,
            told,
            rx.fragment(
                rx.el.p(T("All sign-ins of yours end, on every device."), class_name="sub"),
                form,
                rx.el.p(rx.el.a(T("Send me a new link"), href="/forgot"), class_name="ways sub"),
            ),
        ),
    )


def _back() -> rx.Component:
    return rx.el.p(rx.el.a(T("Back to the sign-in"), href=with_query(ROUTE)), class_name="ways sub")


ASK_PAGE = welcome("/forgot", _ask, T("Forgot your password?"))
CHOOSE_PAGE = welcome("/reset", _choose, T("Choose a new password"))
