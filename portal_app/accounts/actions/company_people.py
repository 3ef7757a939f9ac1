"""What higher slices ask about the company and its people inside their own transaction. No use case of its own: the slice's right was asked."""

from dataclasses import dataclass
from decimal import Decimal

from portal_app.accounts.actions.sessions import full_name
from portal_app.accounts.rules.roles import Holding
from portal_app.accounts.store import people, places
from portal_app.kernel.gate import Context
from portal_app.kernel.ids import Id


@dataclass(frozen=True)
class CompanyPerson:
    """A person of the company with the roles they hold. Active: has joined and is not switched off. Limits are net; None is no limit."""

    id: Id
    name: str
    email: str
    locale: str
    holdings: frozenset[Holding]
    is_active: bool
    limit_per_order: Decimal | None
    limit_per_month: Decimal | None


@dataclass(frozen=True)
class CompanyTerms:
    """The company's currency, and the time zone (IANA) that decides what a day is."""

    name: str
    currency: str
    time_zone: str


def company_people(ctx: Context) -> dict[Id, CompanyPerson]:
    """Everybody of the company of this call, invited and switched off included."""
    rows = people.list_members(ctx)
    held = people.holdings_by_person(ctx, [person.id for person, _ in rows])
    return {
        person.id: CompanyPerson(
            person.id, f"{person.salutation} {full_name(person)}".strip(), account.email, account.locale, held.get(person.id, frozenset()),
            person.joined_at is not None and person.deactivated_at is None, person.limit_per_order, person.limit_per_month,
        )
        for person, account in rows
    }  # fmt: skip


def company_terms(ctx: Context) -> CompanyTerms:
    row = people.company_of(ctx)
    return CompanyTerms(row.name, row.currency, row.time_zone)


def cost_centre_names(ctx: Context) -> dict[Id, str]:
    """All cost centres of the company, closed ones too: “4712 Tools”."""
    return {row.id: f"{row.number} {row.name}" for row in places.list_cost_centres(ctx)}
