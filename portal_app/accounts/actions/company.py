"""A company's own settings, the table of roles and rights, and the record of what happened."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from portal_app.accounts.rules.companies import CompanySettings, check_settings
from portal_app.accounts.rules.record import CHANGES, RECORD_SUBJECTS, RECORD_WORDS
from portal_app.accounts.rules.rights import GROUP_NAMES, RIGHT_NAMES
from portal_app.accounts.rules.roles import ROLE_RIGHTS, Role
from portal_app.accounts.store import people, record, sessions
from portal_app.kernel.audit import AuditEntry
from portal_app.kernel.config import settings
from portal_app.kernel.errors import Invalid
from portal_app.kernel.gate import Context, command, own_query, query
from portal_app.kernel.i18n import translate
from portal_app.kernel.ids import Id
from portal_app.kernel.paging import Page
from portal_app.kernel.permissions import GROUPS, STAFF_ONLY, Permission


@dataclass(frozen=True)
class CompanySheet:
    """`longest_idle` is the portal's own limit in minutes; the company's can only be shorter."""

    name: str
    customer_number: str
    currency: str
    settings: CompanySettings
    longest_idle: int


@dataclass(frozen=True)
class RightRow:
    """One right, and for each role of `RoleTable.roles` whether it holds it."""

    permission: Permission
    name: str
    held: tuple[bool, ...]


@dataclass(frozen=True)
class RoleTable:
    roles: tuple[Role, ...]
    groups: tuple[tuple[str, tuple[RightRow, ...]], ...]  # name of the group and its rights, in the reader's language
    people: tuple[int, ...]  # how many active or invited people hold each role


@dataclass(frozen=True)
class RecordFilter:
    """What is asked of the record. `person_id`: what this person did and what was done to them. `about`: one of RECORD_SUBJECTS, or CHANGES
    for all but signing in. Days are the company's, both included."""

    person_id: Id = ""
    about: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class RecordLine:
    """One entry of the record. `what` is a sentence part in the reader's language, `action` the stable word behind it."""

    id: Id
    at: datetime
    who: str
    acting_for: bool  # a member of the supplier's staff in the company's place
    what: str
    action: str
    object_kind: str
    object_id: str
    object_name: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    reason: str
    address: str


@query(Permission.COMPANY_EDIT)
def read_company(ctx: Context) -> CompanySheet:
    row = people.company_of(ctx)
    chosen = CompanySettings(row.everybody_two_steps, row.idle_minutes, row.locale, row.time_zone)
    return CompanySheet(row.name, row.customer_number, row.currency, chosen, settings().session_idle_minutes)


@command(Permission.COMPANY_EDIT, step_up=True)
def change_company(ctx: Context, chosen: CompanySettings) -> None:
    """Save the settings. A shorter idle limit holds for open sessions at once; a second step for everybody from each one's next click."""
    row = people.hold_company(ctx)
    problems = check_settings(chosen, settings().session_idle_minutes)
    if problems:
        raise Invalid(fields=problems)
    before = {name: getattr(row, name) for name in vars(chosen)}
    after = {name: value for name, value in vars(chosen).items() if before[name] != value}
    if not after:
        return
    for name, value in after.items():
        setattr(row, name, value)
    if chosen.idle_minutes:
        sessions.shorten_idle(ctx, row.id, chosen.idle_minutes)
    ctx.record("company.changed", "company", row.id, before={name: before[name] for name in after}, after=after)


@query(Permission.PEOPLE_VIEW)
def list_roles(ctx: Context) -> RoleTable:
    """Every role with its rights."""
    locale, roles = ctx.actor.locale, tuple(Role)
    counts = people.people_by_role(ctx)
    groups = [(group, [right for right in rights if right not in STAFF_ONLY]) for group, rights in GROUPS.items()]
    table = tuple((translate(locale, GROUP_NAMES[group]), tuple(_row(locale, right, roles) for right in rights)) for group, rights in groups if rights)
    return RoleTable(roles, table, tuple(counts.get(role, 0) for role in roles))


@query(Permission.AUDIT_VIEW)
def list_record(ctx: Context, asked: RecordFilter = RecordFilter(), *, number: int = 1, size: int = 50) -> Page[RecordLine]:
    """What happened in the company, the newest first."""
    if asked.person_id:
        people.person_or_missing(ctx, asked.person_id)
    page = record.list_entries(ctx, _wanted(ctx, asked), number=number, size=size)
    names = record.names_of(ctx, {entry.object_id for entry in page.rows})
    return Page(tuple(_line(ctx, entry, names) for entry in page.rows), page.total, page.number, page.size)


@own_query()
def read_pulse(ctx: Context) -> Id:
    """Another one each time something was changed in the company, whoever did it: every change is recorded. It says nothing of what.

    So whoever shows figures can ask whether they still hold, in one small question. "" on the supplier's own side.
    """
    return record.latest_id(ctx) if ctx.actor.company_id else ""


def _wanted(ctx: Context, asked: RecordFilter) -> record.Wanted:
    """Days are those of the company's time zone; `until` is the last one that counts."""
    zone = ZoneInfo(people.company_of(ctx).time_zone)
    since = datetime.combine(_sane(asked.since), time(), zone) if asked.since else None
    before = datetime.combine(_sane(asked.until) + timedelta(days=1), time(), zone) if asked.until else None
    kinds = RECORD_SUBJECTS.get(asked.about, ())
    but_kinds = RECORD_SUBJECTS["sign-ins"] if asked.about == CHANGES else ()
    return record.Wanted(asked.person_id, kinds, but_kinds, since, before)


def _sane(day: date) -> date:
    """A day that every calendar and clock can reckon with."""
    return min(max(day, date(1970, 1, 1)), date(9000, 1, 1))


def _row(locale: str, right: Permission, roles: tuple[Role, ...]) -> RightRow:
    return RightRow(right, translate(locale, RIGHT_NAMES[right]), tuple(right in ROLE_RIGHTS[role] for role in roles))


def _line(ctx: Context, entry: AuditEntry, names: dict[Id, str]) -> RecordLine:
    words = RECORD_WORDS.get(entry.action)
    return RecordLine(
        entry.id, entry.at, entry.actor_name, entry.acting_for, translate(ctx.actor.locale, words) if words else entry.action, entry.action,
        entry.object_kind, entry.object_id, names.get(entry.object_id, ""), entry.before, entry.after, entry.reason, entry.address,
    )  # fmt: skip
