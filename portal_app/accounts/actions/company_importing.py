"""Companies with their addresses, cost centres and people out of a file: a dry run, and the import, one company after the other."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from portal_app.accounts.actions.invitations import invite
from portal_app.accounts.rules.companies import AddressFacts
from portal_app.accounts.rules.company_files import COLUMNS, CompanyEntry, PersonEntry, entry_in, judge_companies
from portal_app.accounts.rules.roles import Holding, Role
from portal_app.accounts.store import companies, places
from portal_app.accounts.store import known as store
from portal_app.integrations.files import entries_in, read_lines
from portal_app.kernel.actor import Actor
from portal_app.kernel.errors import Conflict
from portal_app.kernel.file_outcomes import FileOutcome, FilePart, JudgedLine, LineFate, outcome_of, put_parts
from portal_app.kernel.gate import Context, staff_command, staff_query
from portal_app.kernel.ids import Id
from portal_app.kernel.permissions import Permission


@dataclass(frozen=True)
class CompanyBrief:
    """What imports of other things must know of a company."""

    id: Id
    customer_number: str
    name: str
    currency: str
    time_zone: str
    closed: bool


@staff_query(Permission.STAFF_OPERATE)
def companies_by_number(ctx: Context, numbers: Collection[str]) -> dict[str, CompanyBrief]:
    """By customer number; unknown ones are missing."""
    rows = store.company_rows(ctx, numbers)
    return {
        number: CompanyBrief(row.id, number, row.name, row.currency, row.time_zone, row.closed_at is not None) for number, row in rows.items()
    }  # fmt: skip


@staff_query(Permission.STAFF_COMPANIES_EDIT, across=True)
def preview_company_file(ctx: Context, name: str, content: bytes) -> FileOutcome:
    """The dry run. Raises Invalid for a file that is no table of companies."""
    read = read_lines(name, content, COLUMNS)
    known = store.known_companies(ctx, {line.cells["customer_number"] for line in read.lines})
    facts = {number: one.facts for number, one in known.items()}
    entries, judged = entries_in(read, "customer_number", lambda cells: entry_in(cells, facts.get(cells["customer_number"]), read.decimal_sign))
    strange = store.accounts_not_to_invite(ctx, {entry.person.email for _, entry in entries if entry.person})
    parts: dict[str, list[tuple[int, CompanyEntry]]] = {}
    for (line, entry), verdict in zip(entries, judge_companies([entry for _, entry in entries], known, strange), strict=True):
        number = entry.company.customer_number
        judged.append(JudgedLine(line.line, number, verdict.fate, verdict.reason, verdict.values))
        if verdict.fate in (LineFate.NEW, LineFate.CHANGED):
            parts.setdefault(number, []).append((line.line, entry))
    return outcome_of(judged, read.unread, [FilePart(number, tuple(line for line, _ in some), ([one for _, one in some],)) for number, some in parts.items()])


def import_company_file(actor: Actor, name: str, content: bytes) -> FileOutcome:
    """Add companies, or what the file says more of known ones. New people get their invitations by mail. One company after the other, or none
    where a line is wrong."""
    return put_parts(preview_company_file(actor, name, content), lambda entries: put_company_entries(actor, entries))


@staff_command(Permission.STAFF_COMPANIES_EDIT, step_up=True)
def put_company_entries(ctx: Context, entries: Sequence[CompanyEntry]) -> Id:
    """All lines of one company, which is found by its number or added. What stands already is left as it is.

    Raises Conflict when the company was closed or another currency was given meanwhile, Invalid for somebody who cannot be invited.
    """
    facts = entries[0].company
    if any(entry.company.customer_number != facts.customer_number for entry in entries):
        raise Conflict
    row = store.company_rows(ctx, [facts.customer_number]).get(facts.customer_number)
    if row is None:
        row = store.put_company(ctx, facts)
        ctx.enter_company(row.id)
        ctx.record("company.created", "company", row.id, after={"name": facts.name, "customer_number": facts.customer_number})
    elif row.closed_at or row.currency != facts.currency:
        raise Conflict
    else:
        ctx.enter_company(row.id)
        _rename(ctx, row.id, facts.name)
    for entry in entries:
        _put_centre(ctx, entry)
        _put_address(ctx, entry.address)
    for entry in entries:
        _put_person(ctx, entry.person)
    return row.id


def _rename(ctx: Context, company_id: Id, name: str) -> None:
    row = companies.company_or_missing(ctx, company_id)
    if row.name != name:
        ctx.record("company.changed", "company", row.id, before={"name": row.name}, after={"name": name})
        row.name = name


def _put_centre(ctx: Context, entry: CompanyEntry) -> None:
    if entry.centre is None:
        return
    row = next((one for one in places.list_cost_centres(ctx) if one.number == entry.centre.number), None)
    if row is None:
        row = places.put_cost_centre(ctx, entry.centre)
        ctx.record("cost-centre.added", "cost-centre", row.id, after=vars(entry.centre))
    elif row.name != entry.centre.name:
        ctx.record("cost-centre.changed", "cost-centre", row.id, before={"name": row.name}, after={"name": entry.centre.name})
        row.name = entry.centre.name


def _put_address(ctx: Context, facts: AddressFacts | None) -> None:
    """The first address of a company becomes its default."""
    if facts is None:
        return
    every = places.list_addresses(ctx)
    row = next((one for one in every if one.label == facts.label), None)
    if row is None:
        row = places.put_address(ctx, facts, is_default=not any(one.is_default for one in every))
        ctx.record("address.added", "address", row.id, after=vars(facts))
        return
    changed = {name: value for name, value in vars(facts).items() if getattr(row, name) != value}
    if changed:
        ctx.record("address.changed", "address", row.id, before={name: getattr(row, name) for name in changed}, after=changed)
        for name, value in changed.items():
            setattr(row, name, value)


def _put_person(ctx: Context, person: PersonEntry | None) -> None:
    """Whoever is there already stays as they are."""
    if person is None or person.email in store.known_people(ctx):
        return
    centres = {row.number: row.id for row in places.list_cost_centres(ctx)}
    if person.centre and person.centre not in centres:
        raise Conflict
    centre_id = centres.get(person.centre)
    holdings = frozenset(Holding(role, None if role is Role.ADMINISTRATOR else centre_id) for role in person.roles)
    invite(ctx, person.email, replace(person.facts, holdings=holdings))
