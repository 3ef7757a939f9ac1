"""What the chosen person's pane says, as finished text in the reader's language. Decides nothing."""

from dataclasses import dataclass, field

from portal_app.accounts.actions.people import PersonSheet, PersonState
from portal_app.accounts.actions.people_changes import ChangePreview
from portal_app.accounts.rules.people import PersonFacts
from portal_app.accounts.rules.roles import ROLE_NAMES, Role
from portal_app.accounts.screens.differences import ChangeText
from portal_app.accounts.screens.person_draft import PersonDraft, read_role
from portal_app.kernel.actor import Actor
from portal_app.kernel.errors import Invalid
from portal_app.kernel.i18n import format_date, format_moment, message, translate, translate_count
from portal_app.kernel.permissions import Permission
from portal_app.ui import Problem

_STATES = {
    PersonState.ACTIVE: (message("Active"), "green", "full"),
    PersonState.INVITED: (message("Invited"), "ochre", "clock"),
    PersonState.OFF: (message("Off"), "", "square"),
}
_SINCE = {
    PersonState.ACTIVE: message("since {day}"),
    PersonState.INVITED: message("invited {day}"),
    PersonState.OFF: message("off since {day}"),
}
_FIELDS = {
    "salutation": message("salutation"),
    "first_name": message("first name"),
    "last_name": message("last name"),
    "unit": message("unit"),
    "limit_per_order": message("limit per order"),
    "limit_per_month": message("limit per month"),
    "role": message("role"),
}


@dataclass(frozen=True)
class PaneHead:
    """Who it is, how they stand, and which acts are offered. The gate decides about each act."""

    id: str = ""
    name: str = ""
    last_name: str = ""
    sub: str = ""
    email: str = ""
    seen: str = ""
    state: str = ""
    state_text: str = ""
    tone: str = ""
    sign: str = ""
    currency: str = ""
    is_self: bool = False
    may_edit: bool = False
    may_assign: bool = False
    may_invite: bool = False
    may_switch: bool = False
    has_second_step: bool = False
    has_sessions: bool = False


@dataclass(frozen=True)
class RoleBox:
    """One role to tick, for the whole company."""

    role: str
    name: str
    held: bool
    fixed: bool


@dataclass(frozen=True)
class ScopedRole:
    """A role for one cost centre, held or entered."""

    value: str
    text: str
    fixed: bool


@dataclass(frozen=True)
class LookAhead:
    """What saving would change. `trouble` stands there instead while something entered cannot be taken."""

    is_changed: bool = False
    may_order: bool = True
    lines: list[ChangeText] = field(default_factory=list)
    gained: str = ""
    lost: str = ""
    warnings: list[str] = field(default_factory=list)
    signs_out: bool = False
    trouble: str = ""


def head_of(actor: Actor, sheet: PersonSheet) -> PaneHead:
    line, locale = sheet.line, actor.locale
    state_text, tone, sign = _STATES[line.state]
    since = translate(locale, _SINCE[line.state], day=format_date(locale, line.since.date()))
    return PaneHead(
        line.id, line.name, sheet.facts.last_name, ", ".join(filter(None, [line.unit, since])), line.email, _seen(actor, sheet),
        line.state.value, translate(locale, state_text), tone, sign, sheet.currency, sheet.is_self, actor.may(Permission.PEOPLE_EDIT),
        actor.may(Permission.ROLE_ASSIGN), actor.may(Permission.PEOPLE_INVITE), actor.may(Permission.PEOPLE_DEACTIVATE),
        line.has_second_step, sheet.sessions > 0,
    )  # fmt: skip


def role_boxes(locale: str, draft: PersonDraft, assignable: list[str]) -> list[RoleBox]:
    return [RoleBox(role.value, translate(locale, ROLE_NAMES[role]), role.value in draft.roles, role.value not in assignable) for role in Role]


def scoped_roles(locale: str, draft: PersonDraft, cost_centres: dict[str, str], assignable: list[str]) -> list[ScopedRole]:
    found = [(written, read_role(written)) for written in draft.roles if "@" in written]
    return [
        ScopedRole(written, f"{translate(locale, ROLE_NAMES[one.role])}, {cost_centres.get(one.cost_centre_id, '–')}", one.role.value not in assignable)
        for written, one in found
    ]


def look_ahead(locale: str, preview: ChangePreview, *, may_order: bool) -> LookAhead:
    lines = [ChangeText(translate(locale, _FIELDS[line.field]), line.before, line.after) for line in preview.lines]
    return LookAhead(True, may_order, lines, ", ".join(preview.gained), ", ".join(preview.lost), list(preview.warnings), preview.signs_out)


def read_facts(draft: PersonDraft, locale: str) -> PersonFacts | Problem:
    """What was entered, or why it cannot be taken."""
    try:
        return draft.facts()
    except Invalid as trouble:
        return Problem(translate(locale, trouble.message), {name: translate(locale, text) for name, text in trouble.fields.items()}, trouble.code)


def _seen(actor: Actor, sheet: PersonSheet) -> str:
    locale = actor.locale
    if not sheet.last_seen_at:
        return ""
    if sheet.line.here_now:
        return translate_count(locale, "here now, {n} browser signed in", "here now, {n} browsers signed in", sheet.sessions)
    at = format_moment(locale, sheet.last_seen_at, actor.time_zone)
    if not sheet.sessions:
        return translate(locale, "last here {time}", time=at)
    return translate_count(locale, "last here {time}, {n} browser signed in", "last here {time}, {n} browsers signed in", sheet.sessions, time=at)
