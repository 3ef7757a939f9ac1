"""Pages that links in mails lead to for somebody new: an invitation into a company, and the first access of the supplier's own people."""

from dataclasses import dataclass
from typing import Any

import reflex as rx

from portal_app.accounts.screens.sign_in import ROUTE, STEPS
from portal_app.accounts.screens.welcome import Welcome, before_sign_in, welcome
from portal_app.ui import Problem, T, answer_to, ask_once, http_form, link_token, note, password_field, post_button, send_button, skeleton

PASSWORD_HELP = T("At least 12 characters. Four or five words in a row are easy to remember.")


@dataclass(frozen=True)
class Invitation:
    name: str
    email: str
    company_name: str
    has_password: bool
    opens: bool


@dataclass(frozen=True)
class Invited:
    """What the portal says about the link."""

    invitation: Invitation
    problem: Problem


@dataclass(frozen=True)
class Said:
    say: str
    problem: Problem


def _invitation() -> rx.Component:
    invited = answer_to("invited", Invited)
    return before_sign_in(
        ask_once("/auth/invitation", answer="invited", token=link_token()),
        rx.cond(
            invited.invitation,
            rx.cond(invited.invitation.opens, _join(invited.invitation), _old(invited.invitation)),
            rx.fragment(
                rx.el.h1(T("Your invitation")),
                rx.cond(invited.problem, _over(invited.problem), skeleton(4)),
            ),
        ),
    )


def _join(invitation: Any) -> rx.Component:
    new = password_field(name="password", label=T("Choose a password"), new=True, help=PASSWORD_HELP, max_length=1000)
    known = password_field(name="password", label=T("Your password"), help=T("You have access already, through another company."), max_length=1000)
    return rx.fragment(
        rx.el.h1(T("Welcome, {name}", name=invitation.name)),
        rx.el.p(T("{company} invites you to order in our portal.", company=invitation.company_name), class_name="sub"),
        http_form(
            for_the_password_safe(invitation.email),
            rx.cond(invitation.has_password, known, new),
            token_field(),
            send_button(T("Join {company}", company=invitation.company_name), busy_word=T("One moment"), full=True),
            action="/auth/invitation/accept",
            steps=STEPS,
            label=T("Your invitation"),
        ),
    )


def _old(invitation: Any) -> rx.Component:
    sent = answer_to("fresh", Said)
    ask = rx.fragment(
        rx.el.p(T("Links in mails open for one hour. We gladly send a fresh one to {email}.", email=invitation.email)),
        rx.cond(sent.problem, note(sent.problem.title, tone="bad")),
        rx.el.p(post_button(T("Send me a fresh link"), "/auth/invitation/fresh", {"token": link_token()}, answer="fresh")),
    )
    told = note(T("A fresh link is on its way to {email}. It opens for one hour.", email=invitation.email), tone="good")
    return rx.fragment(rx.el.h1(T("Welcome, {name}", name=invitation.name)), rx.cond(sent.say, rx.el.div(told, role="status"), ask))


def _over(problem: Any) -> rx.Component:
    return rx.fragment(
        note(problem.title, tone="bad"),
        rx.el.p(T("Whoever invited you can send a new link. Have you joined already? Then simply sign in.")),
        rx.el.p(rx.el.a(T("To the sign-in"), href=ROUTE)),
    )


def _first_access() -> rx.Component:
    return before_sign_in(
        rx.el.h1(T("Your access to the portal")),
        rx.el.p(T("Choose a password. The second step follows: it protects what you can do for our customers."), class_name="sub"),
        http_form(
            password_field(name="password", label=T("Choose a password"), new=True, help=PASSWORD_HELP, auto_focus=True, max_length=1000),
            token_field(),
            send_button(T("Go on"), busy_word=T("One moment"), full=True),
            action="/auth/staff-set-up",
            steps=STEPS,
            label=T("Your access to the portal"),
        ),
        rx.el.p(
            T("The link in the mail works once and for 60 minutes. An administrator of {supplier} can send a new one.", supplier=Welcome.supplier),
            class_name="hint",
        ),
    )


def for_the_password_safe(email: Any, *, hidden: bool = False) -> rx.Component:
    """The address beside a password, so that password safes keep both together. It is not sent. `hidden` where it stands on the page anyway."""
    address = rx.el.input(type="email", value=email, read_only=True, auto_complete="username", id="for-whom", class_name="input")
    return rx.el.div(rx.el.label(T("E-mail"), html_for="for-whom", class_name="label"), address, class_name="field", hidden=hidden)


def token_field() -> rx.Component:
    return rx.el.input(type="hidden", name="token", value=rx.cond(link_token(), link_token(), ""), read_only=True)


INVITATION_PAGE = welcome("/invitation", _invitation, T("Your invitation"))
FIRST_ACCESS_PAGE = welcome("/set-up", _first_access, T("Your access to the portal"))
