"""Changing people: names, unit, limits and roles with a look ahead; switching off and on; their second step and sessions."""

from dataclasses import dataclass
from decimal import Decimal

from portal_app.accounts.actions.grants import check_grants
from portal_app.accounts.actions.people import facts_of, state_of
from portal_app.accounts.actions.set_up import clear_second_step
from portal_app.accounts.rules.changes import PersonChange, compare, version_of
from portal_app.accounts.rules.duties import SAY_WHY
from portal_app.accounts.rules.people import PersonFacts, check_person, reason_line, tidy
from portal_app.accounts.rules.rights import RIGHT_NAMES
from portal_app.accounts.rules.roles import ROLE_NAMES, Holding, Role
from portal_app.accounts.rules.sessions import Ending
from portal_app.accounts.store import accounts, people, sessions
from portal_app.accounts.tables import Account, Person
from portal_app.kernel.errors import Conflict, Forbidden, Invalid
from portal_app.kernel.gate import Context, command, query
from portal_app.kernel.i18n import format_money, message, translate
from portal_app.kernel.ids import Id
from portal_app.kernel.money import Money
from portal_app.kernel.permissions import Permission

NOT_ONESELF = message("Nobody changes their own roles or limits. Please ask another administrator.")
LAST_ADMINISTRATOR = message("This is the last administrator of your company. Please make somebody else one first.")
OWN_SECOND_STEP = message("You cannot reset your own second step here. Please use your account page.")
ELSEWHERE = message("This person also works for another company, so the supplier's service has to do this.")


@dataclass(frozen=True)
class ChangeLine:
    """One difference, in the reader's language. An empty `before` is something new, an empty `after` something gone."""

    field: str  # salutation, first_name, last_name, unit, limit_per_order, limit_per_month, role
    before: str
    after: str


@dataclass(frozen=True)
class ChangePreview:
    """What saving would change. With warnings a reason is asked for."""

    lines: tuple[ChangeLine, ...]
    gained: tuple[str, ...]  # names of rights
    lost: tuple[str, ...]
    warnings: tuple[str, ...]
    signs_out: bool  # changed roles end the person's sessions, so that nothing goes on with the old ones


@query(Permission.PEOPLE_VIEW)
def preview_person_change(ctx: Context, person_id: Id, facts: PersonFacts) -> ChangePreview:
    """What `change_person` would do. Nothing is saved; problems of the entered facts come as Invalid here already."""
    person = people.person_or_missing(ctx, person_id)
    change = compare(facts_of(ctx, person), _checked(facts))
    return _preview(ctx, person, change)


@command(Permission.PEOPLE_EDIT, step_up=True)
def change_person(ctx: Context, person_id: Id, facts: PersonFacts, *, version: str, reason: str = "") -> None:
    """Save a person's facts. `version` is that of the sheet one looked at. Changed roles need `role:assign` too and end the person's sessions."""
    people.hold_company(ctx)
    person = people.person_or_missing(ctx, person_id)
    before, after = facts_of(ctx, person), _checked(facts)
    if version_of(before) != version:
        raise Conflict
    change = compare(before, after)
    _check_change(ctx, person, after, change, reason)
    if change.is_empty:
        return
    _put(ctx, person, after)
    ctx.record("person.changed", "person", person.id, before=_facts_json(before, change), after=_facts_json(after, change), reason=reason_line(reason))
    if change.touches_roles:
        sessions.end_sessions(ctx, Ending.ROLES, account_id=person.account_id, company_id=ctx.company_id)


@command(Permission.PEOPLE_DEACTIVATE)
def deactivate_person(ctx: Context, person_id: Id, *, reason: str = "") -> None:
    """Switch a person off: their sessions end in this transaction, open tabs within a second. Doing it twice changes nothing."""
    people.hold_company(ctx)
    person = people.person_or_missing(ctx, person_id)
    if person.id == ctx.actor.person_id:
        raise Forbidden("You cannot switch yourself off. Please ask another administrator.")
    if person.deactivated_at:
        return
    if not person.joined_at:
        raise Conflict("This person has not accepted the invitation yet. Please withdraw it instead.")
    _keep_an_administrator(ctx, person)
    person.deactivated_at = ctx.now
    accounts.find_membership(ctx, person.account_id, ctx.company_id).ended_at = ctx.now
    sessions.end_sessions(ctx, Ending.DEACTIVATED, account_id=person.account_id, company_id=ctx.company_id)
    ctx.record("person.deactivated", "person", person.id, reason=reason_line(reason))


@command(Permission.PEOPLE_DEACTIVATE, step_up=True)
def reactivate_person(ctx: Context, person_id: Id) -> None:
    """Switch a person on again, with the roles and limits they had. They sign in as before."""
    people.hold_company(ctx)
    person = people.person_or_missing(ctx, person_id)
    if not person.deactivated_at:
        return
    facts = facts_of(ctx, person)
    check_grants(ctx, facts.holdings, limit=facts.limit_per_order, month=facts.limit_per_month)
    person.deactivated_at = None
    accounts.find_membership(ctx, person.account_id, ctx.company_id).ended_at = None
    ctx.record("person.reactivated", "person", person.id)


@command(Permission.PEOPLE_EDIT, step_up=True)
def reset_second_step(ctx: Context, person_id: Id, *, reason: str = "") -> None:
    """For a lost phone: app, recovery codes and trusted browsers are gone, all sessions end. At the next sign-in they set it up anew."""
    person, account = _other_member(ctx, person_id, OWN_SECOND_STEP)
    clear_second_step(ctx, account)
    sessions.end_sessions(ctx, Ending.SECOND_STEP, account_id=account.id)
    ctx.record("second-step.reset", "person", person.id, reason=reason_line(reason))


@command(Permission.PEOPLE_EDIT)
def end_person_sessions(ctx: Context, person_id: Id) -> int:
    """Sign a person out everywhere in this company. Returns how many sessions ended."""
    person = people.person_or_missing(ctx, person_id)
    ended = sessions.end_sessions(ctx, Ending.BY_ADMINISTRATOR, account_id=person.account_id, company_id=ctx.company_id)
    ctx.record("sessions.ended", "person", person.id, after={"count": ended})
    return ended


def _check_change(ctx: Context, person: Person, after: PersonFacts, change: PersonChange, reason: str) -> None:
    if not (change.touches_roles or change.limits):
        return
    if person.id == ctx.actor.person_id:
        raise Forbidden(NOT_ONESELF)
    if change.touches_roles and not ctx.actor.may(Permission.ROLE_ASSIGN):
        raise Forbidden
    check_grants(ctx, change.added | change.removed, limit=after.limit_per_order, month=after.limit_per_month)
    if Holding(Role.ADMINISTRATOR) in change.removed:
        _keep_an_administrator(ctx, person)
    if change.conflicts and not reason.strip():
        raise Invalid(fields={"reason": SAY_WHY})


def _keep_an_administrator(ctx: Context, person: Person) -> None:
    """Called with the company held, so of two administrators who remove each other at once only one succeeds."""
    administrators = people.administrators(ctx)
    if administrators == {person.id}:
        raise Forbidden(LAST_ADMINISTRATOR)


def _other_member(ctx: Context, person_id: Id, if_oneself: str) -> tuple[Person, Account]:
    person = people.person_or_missing(ctx, person_id)
    if person.id == ctx.actor.person_id:
        raise Forbidden(if_oneself)
    account = accounts.hold_account(ctx, person.account_id)
    if accounts.belongs_elsewhere(ctx, account.id, ctx.company_id):
        raise Forbidden(ELSEWHERE)
    return person, account


def _checked(facts: PersonFacts) -> PersonFacts:
    facts = tidy(facts)
    problems = check_person(facts)
    if problems:
        raise Invalid(fields=problems)
    return facts


def _put(ctx: Context, person: Person, facts: PersonFacts) -> None:
    person.salutation, person.first_name, person.last_name, person.unit = facts.salutation, facts.first_name, facts.last_name, facts.unit
    person.limit_per_order, person.limit_per_month = facts.limit_per_order, facts.limit_per_month
    people.put_holdings(ctx, person.id, facts.holdings)


def _preview(ctx: Context, person: Person, change: PersonChange) -> ChangePreview:
    locale, currency, numbers = ctx.actor.locale, people.company_of(ctx).currency, people.cost_centre_numbers(ctx)

    def limit(amount: Decimal | None) -> str:
        return translate(locale, "no limit") if amount is None else format_money(locale, Money(amount, currency))

    def role(holding: Holding) -> str:
        name, number = translate(locale, ROLE_NAMES[holding.role]), numbers.get(holding.cost_centre_id)
        return f"{name} ({number})" if number else name

    lines = [ChangeLine(name, *pair) for name, pair in change.texts.items()]
    lines += [ChangeLine(name, limit(before), limit(after)) for name, (before, after) in change.limits.items()]
    lines += [ChangeLine("role", role(one), "") for one in _in_order(change.removed)]
    lines += [ChangeLine("role", "", role(one)) for one in _in_order(change.added)]
    rights = [tuple(translate(locale, RIGHT_NAMES[right]) for right in Permission if right in some) for some in (change.gained, change.lost)]
    warnings = tuple(translate(locale, conflict.reason) for conflict in change.conflicts)
    return ChangePreview(tuple(lines), *rights, warnings, change.touches_roles and state_of(person) == "active")


def _in_order(holdings: frozenset[Holding]) -> list[Holding]:
    return sorted(holdings, key=lambda one: (list(Role).index(one.role), one.cost_centre_id or ""))


def _facts_json(facts: PersonFacts, change: PersonChange) -> dict[str, object]:
    """The changed fields for the record."""
    kept: dict[str, object] = {name: getattr(facts, name) for name in change.texts}
    kept |= {name: None if getattr(facts, name) is None else str(getattr(facts, name)) for name in change.limits}
    if change.touches_roles:
        kept["roles"] = [f"{one.role}@{one.cost_centre_id}" if one.cost_centre_id else str(one.role) for one in _in_order(facts.holdings)]
    return kept
