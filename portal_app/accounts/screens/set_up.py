"""Setting up the second step: put a key into an app, type its first code, keep ten recovery codes. Secrets stay in the browser's memory."""

from dataclasses import dataclass
from typing import Any

import reflex as rx
from reflex_base.vars.base import Var
from reflex_base.vars.function import FunctionVar

from portal_app.accounts.screens.sign_in import ROUTE, SET_UP
from portal_app.accounts.screens.welcome import before_sign_in, welcome
from portal_app.kernel.actor import ActorKind, Assurance
from portal_app.ui import (
    PortalState,
    Problem,
    T,
    answer_to,
    arrival,
    ask_once,
    code_field,
    code_list,
    copy_code,
    http_form,
    link_button,
    note,
    password_field,
    post_button,
    public_event,
    query_part,
    send_button,
    skeleton,
)

RECOVERY_CODES = "/recovery-codes"


class SetUp(PortalState):
    """How somebody who is signed in proves that it is them, and whether there is a way back."""

    signed_in: bool = False
    by_code: bool = False  # False: no app yet, the password counts

    @public_event
    def look(self) -> None:
        actor = self._actor
        self.signed_in, self.by_code = actor.kind is not ActorKind.VISITOR, actor.assurance is Assurance.TWO_STEPS


@dataclass(frozen=True)
class Begun:
    """The secret for the app: to type, as a link for an app on this device, as an SVG drawing. Or why there is none."""

    secret: str
    link: str
    drawing: str
    problem: Problem


@dataclass(frozen=True)
class CodesMade:
    recovery_codes: list[str]
    problem: Problem


@dataclass(frozen=True)
class Confirmed:
    recovery_codes: list[str]
    go: str


def set_up_guide(*, here: Any, next_path: Any) -> rx.Component:
    """From the key to the recovery codes, after asking who one is when that is too long ago. `here` is the address of the page."""
    begun, confirmed = answer_to("begun", Begun), answer_to("confirmed", Confirmed)
    return rx.fragment(
        ask_once("/auth/set-up/begin", answer="begun"),
        rx.cond(
            confirmed.go,
            keep_codes(confirmed.recovery_codes, confirmed.go),
            rx.cond(
                begun.secret,
                _steps(begun, next_path),
                rx.cond(begun.problem.code == "step-up-needed", proof(here), rx.cond(begun.problem, _not_possible(begun.problem), skeleton(4))),
            ),
        ),
    )


def keep_codes(codes: Var, go: Any) -> rx.Component:
    """Recovery codes, shown this once."""
    return arrival(
        rx.el.h2(T("Keep your recovery codes")),
        rx.el.p(
            T("Each of them replaces the app once, for the day your phone is lost. They are shown only now: print them or put them into your password safe.")
        ),
        code_list(codes, title=T("Recovery codes of the portal"), file_name="recovery-codes.txt"),
        rx.el.p(link_button(rx.cond(SetUp.signed_in, T("I have kept them, go back"), T("I have kept them, go to my desk")), go, kind="primary", leaves=True)),
        class_name="stack wide",
    )


def proof(next_path: Any) -> rx.Component:
    """Asks once more who one is; the page is loaded anew afterwards and goes on."""
    by_code = rx.fragment(
        rx.el.p(T("This is sensitive: please enter the code that your app shows now."), class_name="sub"),
        rx.el.div(code_field(name="code", label=T("Code from your app"), auto_focus=True, sends=True), class_name="named-above"),
    )
    by_password = rx.fragment(
        rx.el.p(T("Please enter your password once more, so that nobody else sets up a second step for you."), class_name="sub"),
        password_field(name="password", auto_focus=True, max_length=1000),
    )
    return http_form(
        rx.cond(SetUp.by_code, by_code, by_password),
        _next(next_path),
        rx.el.div(send_button(T("Go on"), busy_word=T("Checking")), class_name="foot"),
        action="/auth/step-up",
        label=T("Please confirm that it is you"),
    )


def _steps(begun: Any, next_path: Any) -> rx.Component:
    return rx.el.ol(
        rx.el.li(
            rx.el.h2(T("Take an app")),
            rx.el.p(
                T("Any authenticator app does: the one of your phone, of your password safe, or another that shows codes of six digits."), class_name="sub"
            ),
        ),
        rx.el.li(rx.el.h2(T("Scan this with the app")), _key(begun)),
        rx.el.li(rx.el.h2(T("Type the code it shows")), _first_code(next_path)),
        class_name="guide",
    )


def _key(begun: Any) -> rx.Component:
    image = Var(f'({begun.drawing} ?? "").replace("<svg ", "<svg xmlns=\'http://www.w3.org/2000/svg\' ")', _var_data=begun.drawing._get_all_var_data())
    source = Var.create("data:image/svg+xml;charset=utf-8,").to(str) + _encoded(image)
    typed = Var(f'({begun.secret} ?? "").replace(/(.{{4}})(?=.)/g, "$1 ")', _var_data=begun.secret._get_all_var_data()).to(str)
    return rx.el.div(
        rx.el.img(src=source, alt=T("Drawing for the camera; the key beside it says the same"), class_name="qr"),
        rx.el.div(
            rx.el.p(T("Or type this key into the app, as a key that changes with time:"), class_name="sub"),
            copy_code(typed),
            rx.el.p(rx.el.a(T("Open in an app on this device"), href=begun.link, reload_document=True), class_name="sub phone"),
            class_name="stack",
        ),
        class_name="key",
    )


def _first_code(next_path: Any) -> rx.Component:
    return http_form(
        rx.el.div(code_field(name="code", label=T("Code from your app"), sends=True), class_name="named-above"),
        _next(next_path),
        rx.el.div(send_button(T("Switch the second step on"), busy_word=T("Checking")), class_name="foot"),
        action="/auth/set-up/confirm",
        answer="confirmed",
        stays=True,
        label=T("Type the code it shows"),
    )


def _next(path: Any) -> rx.Component:
    return rx.el.input(type="hidden", name="next", value=path, read_only=True)


def _not_possible(problem: Any) -> rx.Component:
    return rx.fragment(note(problem.title, tone="bad"), rx.el.p(rx.el.a(T("To the sign-in"), href=ROUTE)))


def _page() -> rx.Component:
    return before_sign_in(
        rx.el.h1(T("Set up your second step")),
        rx.el.p(T("Besides your password we then ask for a code from an app, since a password alone can be stolen. It takes two minutes."), class_name="sub"),
        set_up_guide(here=_here(SET_UP), next_path=query_part("next")),
        way_back(),
    )


def _codes_page() -> rx.Component:
    made = answer_to("codes_made", CodesMade)
    ask = rx.fragment(
        rx.el.p(T("Ten new codes that each replace the app once. The old ones are void from then on."), class_name="sub"),
        rx.cond(made.problem, note(made.problem.title, tone="bad")),
        rx.el.p(post_button(T("Make ten new codes"), "/auth/recovery-codes", answer="codes_made")),
    )
    return before_sign_in(
        rx.el.h1(T("New recovery codes")),
        rx.cond(
            made.recovery_codes,
            keep_codes(made.recovery_codes, "/account"),
            rx.cond(made.problem.code == "step-up-needed", proof(RECOVERY_CODES), ask),
        ),
        way_back(),
    )


def way_back() -> rx.Component:
    """For somebody who is signed in and does not want to, after all."""
    return rx.cond(SetUp.signed_in, rx.el.p(rx.el.a(T("Back to your account"), href="/account", reload_document=True), class_name="ways sub"))


def _here(path: str) -> Any:
    """The address of this page with its way back."""
    return Var.create(path).to(str) + rx.cond(query_part("next"), Var.create("?next=").to(str) + _encoded(query_part("next")), "")


def _encoded(text: Var) -> Var:
    return Var("encodeURIComponent").to(FunctionVar).call(text).to(str)


PAGE = welcome(SET_UP, _page, T("Set up your second step"), on_load=(SetUp.look,))
CODES_PAGE = welcome(RECOVERY_CODES, _codes_page, T("New recovery codes"), on_load=(SetUp.look,))
