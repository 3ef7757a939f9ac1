"""What is known of companies by their customer numbers, over all of them: for the supplier's imports."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlmodel import col, select

from portal_app.accounts.rules.companies import AddressFacts, CompanyFacts
from portal_app.accounts.rules.company_files import KnownCompany, KnownPerson
from portal_app.accounts.rules.roles import Role
from portal_app.accounts.tables import Account, Company, CostCentre, DeliveryAddress, Person, RoleAssignment
from portal_app.kernel.gate import Context
from portal_app.kernel.ids import Id

_AT_ONCE = 1000


def company_rows(ctx: Context, numbers: Collection[str]) -> dict[str, Company]:
    """By customer number; unknown ones are missing, closed ones are not."""
    found = {}
    for part in _parts(sorted(number for number in set(numbers) if number.isprintable())):
        found |= {row.customer_number: row for row in ctx.db.exec(select(Company).where(col(Company.customer_number).in_(part))).all()}
    return found


def put_company(ctx: Context, facts: CompanyFacts) -> Company:
    row = Company(**vars(facts), created_at=ctx.now)
    ctx.db.add(row)
    return row


def known_companies(ctx: Context, numbers: Collection[str]) -> dict[str, KnownCompany]:
    """By customer number, with all that hangs on them. Reads across companies."""
    rows = company_rows(ctx, numbers)
    ids = [row.id for row in rows.values()]
    addresses, centres, people = addresses_of(ctx, ids), centres_of(ctx, ids), _people(ctx, ids)
    return {
        number: KnownCompany(
            CompanyFacts(row.name, number, row.locale, row.time_zone, row.currency), row.closed_at is not None,
            addresses.get(row.id, {}), centres.get(row.id, {}), people.get(row.id, {}),
        )
        for number, row in rows.items()
    }  # fmt: skip


def known_people(ctx: Context) -> set[str]:
    """The e-mail addresses of everybody of the company of this call."""
    return set(ctx.db.exec(select(Account.email).join(Person, col(Person.account_id) == Account.id)).all())


def accounts_not_to_invite(ctx: Context, emails: Collection[str]) -> dict[str, bool]:
    """Those of these addresses that belong to staff, or are locked."""
    found: dict[str, bool] = {}
    for part in _parts(sorted(set(emails))):
        query = select(Account.email).where(col(Account.email).in_(part), col(Account.staff_role).is_not(None) | col(Account.locked_at).is_not(None))
        found |= dict.fromkeys(ctx.db.exec(query).all(), True)
    return found


def addresses_of(ctx: Context, ids: Sequence[Id]) -> dict[Id, dict[str, AddressFacts]]:
    found: dict[Id, dict[str, AddressFacts]] = {}
    for row in _of(ctx, DeliveryAddress, ids):
        found.setdefault(row.company_id, {})[row.label] = facts_of(row)
    return found


def facts_of(row: DeliveryAddress) -> AddressFacts:
    return AddressFacts(row.label, row.recipient, row.street, row.postcode, row.city, row.country)


def centres_of(ctx: Context, ids: Sequence[Id]) -> dict[Id, dict[str, str]]:
    found: dict[Id, dict[str, str]] = {}
    for row in _of(ctx, CostCentre, ids):
        found.setdefault(row.company_id, {})[row.number] = row.name
    return found


def _people(ctx: Context, ids: Sequence[Id]) -> dict[Id, dict[str, KnownPerson]]:
    centres = {row.id: row.number for row in _of(ctx, CostCentre, ids)}
    roles: dict[Id, set[tuple[Role, str]]] = {}
    for row in _of(ctx, RoleAssignment, ids):
        roles.setdefault(row.person_id, set()).add((Role(row.role), centres.get(row.cost_centre_id, "")))
    found: dict[Id, dict[str, KnownPerson]] = {}
    for part in _parts(ids):
        query = select(Person, Account.email).join(Account, col(Account.id) == Person.account_id).where(col(Person.company_id).in_(part))
        for row, email in ctx.db.exec(query).all():
            found.setdefault(row.company_id, {})[email] = KnownPerson(f"{row.first_name} {row.last_name}", frozenset(roles.get(row.id, ())))
    return found


def _of(ctx: Context, table: Any, ids: Sequence[Id]) -> Iterator[Any]:
    for part in _parts(ids):
        yield from ctx.db.exec(select(table).where(col(table.company_id).in_(part)).order_by(table.id)).all()


def _parts(values: Sequence[Any]) -> list[Sequence[Any]]:
    return [values[start : start + _AT_ONCE] for start in range(0, len(values), _AT_ONCE)]
