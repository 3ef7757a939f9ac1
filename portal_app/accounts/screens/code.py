"""The second step of a sign-in: the code from the app, or one of the recovery codes."""

import reflex as rx

from portal_app.accounts.screens.sign_in import CODE, RECOVERY, ROUTE, next_page
from portal_app.accounts.screens.welcome import Welcome, before_sign_in, help_hours, welcome
from portal_app.ui import T, button, code_field, dialog, http_form, send_button, step_mark, text_button, text_field, tick, with_query


def _code() -> rx.Component:
    return before_sign_in(
        step_mark("2", T("Step 2 of 2")),
        rx.el.h1(T("Code from your app")),
        rx.el.p(T("Six digits, new every 30 seconds. You may paste them. After the sixth it goes on by itself."), class_name="sub"),
        http_form(
            rx.el.div(code_field(name="code", label=T("Code from your app"), auto_focus=True, sends=True), class_name="named-above"),
            tick(name="trust_device", label=T("Trust this device for 30 days")),
            next_page(),
            send_button(T("Go to my desk"), busy_word=T("Checking"), full=True),
            action="/auth/code",
            label=T("Second step"),
        ),
        _other_ways(rx.el.a(T("Use a recovery code"), href=with_query(RECOVERY))),
    )


def _recovery() -> rx.Component:
    return before_sign_in(
        step_mark("2", T("Step 2 of 2")),
        rx.el.h1(T("Recovery code")),
        rx.el.p(T("One of the ten codes you kept when you set up the second step. Each works once."), class_name="sub"),
        http_form(
            text_field(
                name="code",
                label=T("Recovery code"),
                help=T("Ten letters and digits, for example k7m2q-x9d4a"),
                code=True,
                width="medium",
                auto_focus=True,
                auto_complete="off",
                max_length=40,
            ),
            next_page(),
            send_button(T("Go to my desk"), busy_word=T("Checking"), full=True),
            action="/auth/recovery",
            label=T("Second step"),
        ),
        _other_ways(rx.el.a(T("Use the code from your app"), href=with_query(CODE))),
    )


def _other_ways(other: rx.Component) -> rx.Component:
    return rx.fragment(
        rx.el.p(
            other,
            text_button(T("Lost the device?"), opens="lost-device"),
            rx.el.a(T("Sign in as somebody else"), href=with_query(ROUTE)),
            class_name="ways sub",
        ),
        _lost_device(),
    )


def _lost_device() -> rx.Component:
    return dialog(
        rx.el.p(T("Sign in with one of your recovery codes and move the second step to your new device on your account page.")),
        rx.el.p(T("No codes left? Your company's administrator can reset your second step; at your next sign-in you set it up anew.")),
        rx.el.p(
            T(
                "Are you the administrator yourself? Call us, we make sure that it is you: {phone}, Monday to Friday {hours}.",
                phone=Welcome.phone,
                hours=help_hours(),
            )
        ),
        title=T("Lost the device?"),
        id="lost-device",
        foot=[button(T("Close"), kind="secondary", closes=True)],
    )


CODE_PAGE = welcome(CODE, _code, T("Code from your app"))
RECOVERY_PAGE = welcome(RECOVERY, _recovery, T("Recovery code"))
