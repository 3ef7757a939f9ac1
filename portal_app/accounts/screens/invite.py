"""Inviting a person: a short form in a dialog. What was typed stays until the invitation is on its way."""

from typing import Any

import reflex as rx

from portal_app.accounts.actions.invitations import invite_person
from portal_app.accounts.actions.invite_choices import list_invite_choices
from portal_app.accounts.rules.roles import ROLE_NAMES, Role
from portal_app.accounts.screens.answers import Choice, address, own_problem, plainly
from portal_app.accounts.screens.person_draft import LIMITS, TEXTS, PersonDraft
from portal_app.accounts.screens.person_texts import read_facts
from portal_app.kernel.i18n import message, translate
from portal_app.kernel.permissions import Permission
from portal_app.ui import (
    PortalState,
    Problem,
    T,
    button,
    dialog,
    email_field,
    form,
    form_foot,
    go_on_after_step_up,
    number_field,
    on_event,
    problem_view,
    select_field,
    send_button,
    text_area,
    text_field,
    tick_list,
)

ID = "invite"
_TYPED = (*TEXTS, *LIMITS, "email", "language", "reason")


class Invite(PortalState):
    """One invitation being filled in."""

    open: bool = False
    entered: dict[str, str] = {}
    roles: list[str] = []
    role_choices: list[Choice] = []
    currency: str = ""
    asks_why: bool = False
    trouble: Problem = Problem()
    refused: Problem = Problem()  # what was refused outside of the form
    sent: int = 0  # grows with each invitation, so that the next one begins with an empty form

    @on_event
    async def offer(self) -> None:
        if not self._actor.may(Permission.PEOPLE_INVITE):
            return
        choices = await self._do(list_invite_choices)
        if choices is not None:
            self.currency = choices.currency
            self.role_choices = [Choice(role.value, translate(self._locale, ROLE_NAMES[role])) for role in choices.roles]
            self.entered = {**dict.fromkeys(_TYPED, ""), "language": choices.language, **self.entered}

    @on_event
    async def send(self, values: dict[str, str | bool | list[str]]) -> Any:
        self.entered = {name: str(values.get(name, self.entered.get(name, "")))[:1000] for name in _TYPED}
        roles = values.get("roles", [])
        self.roles = [role for role in roles if role in list(Role)] if isinstance(roles, list) else []
        done = await self._send()
        if done is None:
            self.trouble = self._stay()
        return done

    @on_event
    async def send_again(self) -> Any:
        """After the code was given."""
        done = await self._send()
        if done is None:
            self.refused = plainly(self._stay())
        return done

    @on_event
    def closed(self) -> None:
        self.open = False

    async def _send(self) -> Any:
        """None when it was refused; the reason then stands in `problem`."""
        draft = PersonDraft(fields={name: self.entered.get(name, "") for name in (*TEXTS, *LIMITS)}, roles=list(self.roles))
        facts = read_facts(draft, self._locale)
        if isinstance(facts, Problem):
            self.problem = facts
            return None
        name = f"{facts.first_name} {facts.last_name}"
        entered = dict.fromkeys(_TYPED, "") | self.entered
        person_id = await self._do(invite_person, entered["email"], facts, locale=entered["language"], reason=entered["reason"])
        if person_id is None:
            return [] if await go_on_after_step_up(self, Invite.send_again) else None
        self.open, self.sent, self.trouble, self.refused, self.roles, self.asks_why = False, self.sent + 1, Problem(), Problem(), [], False
        self.entered = dict.fromkeys(_TYPED, "") | {"language": entered["language"]}
        await self._toast(message("{name} gets a mail with a link."), name=name)
        return rx.redirect(address("/company/people", person=person_id))

    def _stay(self) -> Problem:
        """With the form open, also when the page was loaded anew in between."""
        problem = own_problem(self)
        self.open, self.asks_why = True, self.asks_why or "reason" in problem.fields
        return problem


def invite_button() -> rx.Component:
    return button(T("Invite"), kind="secondary", icon_name="plus", opens=ID)


def invite_dialog() -> rx.Component:
    why = text_area(
        name="reason", label=T("Why this is right"), help=T("It stands in the record beside the invitation."), rows=2, value=Invite.entered["reason"]
    )
    fields = form(
        email_field(name="email", value=Invite.entered["email"], auto_complete="off"),
        rx.el.div(
            _text("first_name", T("First name")),
            _text("last_name", T("Last name")),
            _text("salutation", T("Salutation or title"), optional=True),
            _text("unit", T("Unit"), optional=True),
            class_name="fields",
        ),
        tick_list(name="roles", label=T("Roles, for the whole company"), options=Invite.role_choices, value=Invite.roles, two_columns=True),
        rx.el.div(_limit("limit_per_order", T("Limit per order")), _limit("limit_per_month", T("Limit per month")), class_name="fields"),
        rx.el.p(T("Empty means no limit; 0 means that nothing can be ordered."), class_name="hint"),
        select_field(
            name="language",
            label=T("Language of the mail"),
            options=[{"value": "de", "label": "Deutsch"}, {"value": "en", "label": "English"}],
            value=Invite.entered["language"],
            width="medium",
        ),
        rx.cond(Invite.asks_why, why),
        form_foot(send_button(T("Send the invitation"), busy_word=T("Sending")), button(T("Cancel"), kind="quiet", closes=True)),
        on_submit=Invite.send,
        problem=Invite.trouble,
        saved_when=Invite.sent,
    )
    return dialog(
        rx.el.p(T("The person gets a mail with a link and chooses a password. Nobody else ever knows it."), class_name="sub"),
        problem_view(Invite.refused),
        fields,
        title=T("Invite a person"),
        id=ID,
        open=Invite.open,
        closes_when=Invite.sent,
        on_close=Invite.closed,
    )


def _text(name: str, label: Any, *, optional: bool = False) -> rx.Component:
    return text_field(name=name, label=label, value=Invite.entered[name], optional=optional, max_length=80)


def _limit(name: str, label: Any) -> rx.Component:
    return number_field(name=name, label=label, value=Invite.entered[name], unit=Invite.currency, decimals=2, min=0, optional=True)
