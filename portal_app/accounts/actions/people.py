"""The people of a company, as its administrators and managers see them: the list, one person, one person's rights."""

import unicodedata
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from portal_app.accounts.actions.grants import own_holdings
from portal_app.accounts.actions.sessions import full_name
from portal_app.accounts.rules.changes import version_of
from portal_app.accounts.rules.granting import roles_to_hand_out
from portal_app.accounts.rules.people import PersonFacts
from portal_app.accounts.rules.rights import GROUP_NAMES, RIGHT_NAMES
from portal_app.accounts.rules.roles import ROLE_RIGHTS, Holding, Role, needs_two_steps, rights_of
from portal_app.accounts.rules.sessions import HERE_NOW
from portal_app.accounts.store import people
from portal_app.accounts.tables import Account, Company, Person
from portal_app.kernel.gate import Context, query
from portal_app.kernel.i18n import translate
from portal_app.kernel.ids import Id
from portal_app.kernel.money import Money
from portal_app.kernel.paging import LARGEST, Page
from portal_app.kernel.permissions import GROUPS, STAFF_ONLY, Permission


class PersonState(StrEnum):
    ACTIVE = "active"
    INVITED = "invited"
    OFF = "off"


@dataclass(frozen=True)
class HeldRole:
    """A role, and the number of the cost centre it is for; both empty when it is for the whole company."""

    role: Role
    cost_centre_id: Id = ""
    cost_centre_number: str = ""


@dataclass(frozen=True)
class PersonLine:
    """One row of the list. `since` is when the person was invited, joined or switched off, as the state says."""

    id: Id
    name: str
    initials: str
    unit: str
    email: str
    roles: tuple[HeldRole, ...]
    may_order: bool  # whether limits mean anything
    limit_per_order: Money | None
    limit_per_month: Money | None
    has_second_step: bool
    second_step_asked: bool  # by role or company
    state: PersonState
    since: datetime
    here_now: bool


@dataclass(frozen=True)
class PeopleList:
    page: Page[PersonLine]
    without_second_step: int  # active people of the whole company who are asked for one and have none


@dataclass(frozen=True)
class PeopleFigures:
    """How many people of the company are in each state, and active ones who are asked for a second step and have none."""

    active: int
    invited: int
    off: int
    without_second_step: int

    @property
    def members(self) -> int:
        """Those who are active or invited."""
        return self.active + self.invited


@dataclass(frozen=True)
class PersonSheet:
    """One person in full. `version` goes back with a change, `may_assign` are the roles the reader may hand out, limits are in `currency`."""

    line: PersonLine
    currency: str
    facts: PersonFacts
    version: str
    last_seen_at: datetime | None
    sessions: int
    is_self: bool
    may_assign: tuple[Role, ...]


@dataclass(frozen=True)
class Right:
    """One right of a person: its name in the reader's language, and the roles of theirs that give it (none: they do not hold it)."""

    permission: Permission
    group: str
    name: str
    given_by: tuple[Role, ...]


@query(Permission.PEOPLE_VIEW)
def list_people(ctx: Context, *, search: str = "", state: str = "", number: int = 1, size: int = 50) -> PeopleList:
    """The people of the company by name, active and invited before those switched off. `search` looks into name, unit and address."""
    company, everybody = people.company_of(ctx), people.list_members(ctx)
    found = [row for row in everybody if _fits(row, search, state)]
    found.sort(key=lambda row: (row[0].deactivated_at is not None, _sorting(row[0].last_name), _sorting(row[0].first_name), row[0].id))
    size = min(max(size, 1), LARGEST)
    number = min(max(number, 1), max(1, -(-len(found) // size)))
    rows = found[(number - 1) * size : number * size]
    lines = _lines(ctx, company, rows)
    return PeopleList(Page(lines, len(found), number, size), _without_second_step(ctx, company, everybody))


@query(Permission.PEOPLE_VIEW)
def count_people(ctx: Context) -> PeopleFigures:
    everybody = people.list_members(ctx)
    states = Counter(state_of(person) for person, _ in everybody)
    return PeopleFigures(*(states[state] for state in PersonState), _without_second_step(ctx, people.company_of(ctx), everybody))


@query(Permission.PEOPLE_VIEW)
def read_person(ctx: Context, person_id: Id) -> PersonSheet:
    person, account = people.member_or_missing(ctx, person_id)
    company = people.company_of(ctx)
    (line,) = _lines(ctx, company, [(person, account)])
    facts = facts_of(ctx, person)
    seen = people.last_seen(ctx, [account.id]).get(account.id)
    own = own_holdings(ctx)
    assignable = tuple(Role) if own is None else roles_to_hand_out(own)
    return PersonSheet(
        line, company.currency, facts, version_of(facts), seen.at if seen else None, seen.sessions if seen else 0, person.id == ctx.actor.person_id, assignable
    )


@query(Permission.PEOPLE_VIEW)
def list_rights(ctx: Context, person_id: Id) -> tuple[Right, ...]:
    """All rights a customer's role can hold, in their groups, and which of this person's roles give each."""
    people.person_or_missing(ctx, person_id)
    roles = sorted({one.role for one in people.holdings_of(ctx, person_id)}, key=list(Role).index)
    return tuple(
        Right(right, translate(ctx.actor.locale, GROUP_NAMES[group]), translate(ctx.actor.locale, RIGHT_NAMES[right]), _givers(right, roles))
        for group, rights in GROUPS.items()
        for right in rights
        if right not in STAFF_ONLY
    )


def facts_of(ctx: Context, person: Person) -> PersonFacts:
    """What can be changed about a person, as it is now."""
    return PersonFacts(
        person.first_name, person.last_name, people.holdings_of(ctx, person.id), person.salutation, person.unit,
        person.limit_per_order, person.limit_per_month,
    )  # fmt: skip


def state_of(person: Person) -> PersonState:
    if person.deactivated_at:
        return PersonState.OFF
    return PersonState.ACTIVE if person.joined_at else PersonState.INVITED


def initials(name: str) -> str:
    words = [word for word in name.split() if word[0].isalpha()]
    return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()


def _lines(ctx: Context, company: Company, rows: list[tuple[Person, Account]]) -> tuple[PersonLine, ...]:
    held = people.holdings_by_person(ctx, [person.id for person, _ in rows])
    numbers = people.cost_centre_numbers(ctx)
    seen = people.last_seen(ctx, [account.id for _, account in rows])
    here = {account_id for account_id, one in seen.items() if ctx.now - one.at <= HERE_NOW}
    return tuple(_line(company, person, account, held.get(person.id, frozenset()), numbers, account.id in here) for person, account in rows)


def _line(company: Company, person: Person, account: Account, holdings: frozenset[Holding], numbers: dict[Id, str], here: bool) -> PersonLine:
    state, name = state_of(person), full_name(person)
    since = person.deactivated_at if state is PersonState.OFF else person.joined_at or person.invited_at
    order = sorted(holdings, key=lambda one: (list(Role).index(one.role), numbers.get(one.cost_centre_id, "")))
    return PersonLine(
        person.id, f"{person.salutation} {name}".strip(), initials(name), person.unit, account.email,
        tuple(HeldRole(one.role, one.cost_centre_id or "", numbers.get(one.cost_centre_id, "")) for one in order),
        Permission.CART_SUBMIT in rights_of(holdings), _money(company, person.limit_per_order), _money(company, person.limit_per_month),
        account.totp_confirmed_at is not None, needs_two_steps(holdings, everybody=company.everybody_two_steps), state, since, here,
    )  # fmt: skip


def _without_second_step(ctx: Context, company: Company, everybody: list[tuple[Person, Account]]) -> int:
    bare = [person.id for person, account in everybody if state_of(person) is PersonState.ACTIVE and not account.totp_confirmed_at]
    held = people.holdings_by_person(ctx, bare)
    return sum(needs_two_steps(held.get(person_id, frozenset()), everybody=company.everybody_two_steps) for person_id in bare)


def _fits(row: tuple[Person, Account], search: str, state: str) -> bool:
    person, account = row
    text = _sorting(f"{person.salutation} {full_name(person)} {person.unit} {account.email}")
    return state in ("", state_of(person)) and all(word in text for word in _sorting(search[:200]).split())


def _sorting(text: str) -> str:
    """Without case and accents, so that Ö stands beside O and is found by it."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(sign))


def _givers(right: Permission, roles: list[Role]) -> tuple[Role, ...]:
    return tuple(role for role in roles if right in ROLE_RIGHTS[role])


def _money(company: Company, amount) -> Money | None:
    return None if amount is None else Money(amount, company.currency)
