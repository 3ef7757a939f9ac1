"""The supplier's list of customer companies: see them, add one with its first administrator, close one."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime

from portal_app.accounts.actions.invitations import invite
from portal_app.accounts.rules.companies import CompanyFacts, check_company, tidy
from portal_app.accounts.rules.people import PersonFacts, reason_line
from portal_app.accounts.rules.roles import ONLY_OWN_CUSTOMERS, Holding, Role
from portal_app.accounts.store import accounts, companies, staff
from portal_app.accounts.tables import Company
from portal_app.kernel.errors import Invalid, NotFound
from portal_app.kernel.gate import Context, staff_command, staff_query
from portal_app.kernel.i18n import message
from portal_app.kernel.ids import Id
from portal_app.kernel.paging import LARGEST, Page
from portal_app.kernel.permissions import Permission


@dataclass(frozen=True)
class NewCompany:
    """A company that was created, and its first administrator, who has been invited."""

    company_id: Id
    administrator_id: Id


@dataclass(frozen=True)
class CompanyLine:
    """A customer as the supplier's people see it. `people` have joined and are active."""

    id: Id
    name: str
    customer_number: str
    people: int
    invited: int
    closed_at: datetime | None
    looked_after: bool  # by the one who asks


@staff_query(Permission.STAFF_COMPANIES_VIEW, across=True)
def list_companies(ctx: Context, *, search: str = "", number: int = 1, size: int = 50) -> Page[CompanyLine]:
    """Open ones by name, closed ones last. A sales representative sees the companies they look after and no others."""
    rows = [row for row in _visible(ctx) if _fits(row, search)]
    size = min(max(size, 1), LARGEST)
    number = min(max(number, 1), max(1, -(-len(rows) // size)))
    return Page(_lines(ctx, rows[(number - 1) * size : number * size]), len(rows), number, size)


@staff_query(Permission.STAFF_COMPANIES_VIEW, across=True)
def read_company_line(ctx: Context, company_id: Id) -> CompanyLine:
    """One of the companies that `list_companies` lists."""
    found = [row for row in _visible(ctx) if row.id == company_id]
    if not found:
        raise NotFound
    return _lines(ctx, found)[0]


@staff_command(Permission.STAFF_COMPANIES_EDIT, step_up=True)
def create_company(ctx: Context, facts: CompanyFacts, email: str, administrator: PersonFacts) -> NewCompany:
    """Add a customer and invite its first administrator; that role they get in any case."""
    facts = tidy(facts)
    problems = check_company(facts)
    if companies.has_number(ctx, facts.customer_number):
        problems["customer_number"] = message("Another company has this customer number.")
    if problems:
        raise Invalid(fields=problems)
    company = Company(**vars(facts), created_at=ctx.now)
    ctx.db.add(company)
    ctx.enter_company(company.id)
    ctx.record("company.created", "company", company.id, after={"name": facts.name, "customer_number": facts.customer_number})
    first = PersonFacts(**{**vars(administrator), "holdings": administrator.holdings | {Holding(Role.ADMINISTRATOR)}})
    return NewCompany(company.id, invite(ctx, email, first))


@staff_command(Permission.STAFF_COMPANIES_EDIT, step_up=True)
def rename_company(ctx: Context, company_id: Id, name: str, customer_number: str) -> None:
    """Correct the name or the customer number. Everything else is the company's own to set."""
    row = companies.company_or_missing(ctx, company_id)
    facts = tidy(CompanyFacts(name, customer_number, row.locale, row.time_zone, row.currency))
    problems = check_company(facts)
    if companies.has_number(ctx, facts.customer_number, but=row.id):
        problems["customer_number"] = message("Another company has this customer number.")
    if problems:
        raise Invalid(fields=problems)
    ctx.enter_company(row.id)
    before = {"name": row.name, "customer_number": row.customer_number}
    row.name, row.customer_number = facts.name, facts.customer_number
    ctx.db.add(row)
    ctx.record("company.changed", "company", row.id, before=before, after={"name": row.name, "customer_number": row.customer_number})


@staff_command(Permission.STAFF_COMPANIES_EDIT, step_up=True)
def close_company(ctx: Context, company_id: Id, *, reason: str) -> None:
    """Nobody of the company gets in any more, open sessions included; what it ordered stays."""
    row = companies.company_or_missing(ctx, company_id)
    if not reason.strip():
        raise Invalid(fields={"reason": message("Please say why.")})
    if row.closed_at:
        return
    ctx.enter_company(row.id)
    row.closed_at = ctx.now
    ctx.db.add(row)
    ctx.record("company.closed", "company", row.id, reason=reason_line(reason))


@staff_command(Permission.STAFF_COMPANIES_EDIT, step_up=True)
def reopen_company(ctx: Context, company_id: Id, *, reason: str) -> None:
    row = companies.company_or_missing(ctx, company_id)
    if not reason.strip():
        raise Invalid(fields={"reason": message("Please say why.")})
    if not row.closed_at:
        return
    ctx.enter_company(row.id)
    row.closed_at = None
    ctx.db.add(row)
    ctx.record("company.reopened", "company", row.id, reason=reason_line(reason))


@dataclass(frozen=True)
class Customers:
    """The companies that a member of staff sees, by id. `is_all`: whoever comes later is seen too."""

    names: dict[Id, str]
    is_all: bool

    @property
    def ids(self) -> frozenset[Id] | None:
        """None: all."""
        return None if self.is_all else frozenset(self.names)


def customers_seen(ctx: Context) -> Customers:
    """What higher slices ask inside a staff query over all companies; their own right was asked."""
    return Customers({row.id: row.name for row in _visible(ctx)}, not _sees_own_only(ctx))


def _visible(ctx: Context) -> list[Company]:
    """A sales representative sees the companies they look after and no others."""
    everything = companies.list_companies(ctx)
    if not _sees_own_only(ctx):
        return everything
    own = staff.customers_of(ctx, ctx.actor.account_id)
    return [row for row in everything if row.id in own]


def _sees_own_only(ctx: Context) -> bool:
    role = accounts.account_or_missing(ctx, ctx.actor.account_id).staff_role if ctx.actor.account_id else None
    return role in ONLY_OWN_CUSTOMERS


def _lines(ctx: Context, rows: list[Company]) -> tuple[CompanyLine, ...]:
    own, counts = staff.customers_of(ctx, ctx.actor.account_id or ""), companies.count_people(ctx, [row.id for row in rows])
    return tuple(CompanyLine(row.id, row.name, row.customer_number, *counts.get(row.id, (0, 0)), row.closed_at, row.id in own) for row in rows)


def _fits(row: Company, search: str) -> bool:
    text = unicodedata.normalize("NFC", f"{row.name} {row.customer_number}").casefold()
    return all(word in text for word in unicodedata.normalize("NFC", search[:200]).casefold().split())
