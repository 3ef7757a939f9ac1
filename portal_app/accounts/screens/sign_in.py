"""The sign-in page. Address and password are posted by HTTP, since the answer sets a cookie; the second step has a page of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import reflex as rx

from portal_app.accounts.rules.paths import path_afterwards
from portal_app.accounts.screens.answers import asked
from portal_app.accounts.screens.welcome import Welcome, before_sign_in, welcome
from portal_app.kernel.actor import ActorKind
from portal_app.ui import (
    PortalPage,
    PortalState,
    T,
    answer_to,
    email_field,
    http_form,
    note,
    password_field,
    public_event,
    query_part,
    send_button,
    step_mark,
    text_field,
    with_query,
)

ROUTE, CODE, RECOVERY, SET_UP = "/sign-in", "/sign-in/code", "/sign-in/recovery", "/second-step"
STEPS = {"code": CODE, "set-up": SET_UP}  # where the portal's answers lead


@dataclass(frozen=True)
class SignInAnswer:
    """`with-code`: strangers made this address wait; the code from the app lets its owner pass."""

    step: str


class SignIn(PortalState):
    @public_event
    def leave_if_signed_in(self) -> Any:
        return None if self._actor.kind is ActorKind.VISITOR else rx.redirect(path_afterwards(asked(self, "next")), replace=True)


def sign_in_page(parts: Callable[[], rx.Component] | None = None, on_load: tuple[Any, ...] = ()) -> PortalPage:
    """`parts` is what only a demo has, its cast; portal_app.py hands it in."""

    def content() -> rx.Component:
        return before_sign_in(
            step_mark("1", T("Step 1 of 2")),
            rx.el.h1(T("Sign in")),
            rx.cond(Welcome.is_set_up, rx.fragment(), _not_set_up()),
            _form(),
            parts=parts() if parts else None,
        )

    return welcome(ROUTE, content, T("Sign in"), on_load=(SignIn.leave_if_signed_in, *on_load))


def next_page() -> rx.Component:
    """Where to go afterwards, as the address says."""
    return rx.el.input(type="hidden", name="next", value=query_part("next"), read_only=True)


def _form() -> rx.Component:
    answer = answer_to("sign_in", SignInAnswer)
    with_code = text_field(
        name="code",
        label=T("Code from your app"),
        help=T("With the code you need not wait."),
        optional=True,
        code=True,
        width="medium",
        input_mode="numeric",
        auto_complete="one-time-code",
        max_length=12,
    )
    return http_form(
        email_field(name="email", auto_focus=True),
        password_field(name="password", max_length=1000),
        rx.cond(answer.step == "with-code", with_code),
        next_page(),
        rx.el.div(
            send_button(T("Sign in"), busy_word=T("Checking")),
            rx.el.span(class_name="grow"),
            rx.el.a(T("Forgot it?"), href=with_query("/forgot")),
            class_name="row",
        ),
        action="/auth/sign-in",
        answer="sign_in",
        steps=STEPS,
        label=T("Sign in"),
    )


def _not_set_up() -> rx.Component:
    return note(T("Nobody has access to this portal yet. Its operator invites the first administrator; how, stands in the manual under “First start”."))
