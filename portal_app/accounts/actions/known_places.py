"""The places of companies by the names that files use: asked by imports of higher slices inside their own transaction. No use case of its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal_app.accounts.rules.companies import AddressFacts
from portal_app.accounts.store import known, people, places
from portal_app.kernel.gate import Context
from portal_app.kernel.ids import Id


@dataclass(frozen=True)
class KnownPlaces:
    """Cost centres by number as (id, name), addresses by label as (id, facts); closed ones too."""

    company_name: str
    locale: str
    centres: Mapping[str, tuple[Id, str]]
    addresses: Mapping[str, tuple[Id, AddressFacts]]
    default_address: tuple[Id, AddressFacts] | None


def own_places(ctx: Context) -> KnownPlaces:
    """Of the company of this call."""
    rows = places.list_addresses(ctx)
    addresses = {row.label: (row.id, known.facts_of(row)) for row in rows}
    default = next((addresses[row.label] for row in rows if row.is_default), None)
    centres = {row.number: (row.id, row.name) for row in places.list_cost_centres(ctx)}
    company = people.company_of(ctx)
    return KnownPlaces(company.name, company.locale, centres, addresses, default)


def places_of_companies(ctx: Context, company_ids: Sequence[Id]) -> dict[Id, tuple[frozenset[str], frozenset[str]]]:
    """(numbers of cost centres, labels of addresses) of each. For calls that read over all companies."""
    centres, addresses = known.centres_of(ctx, company_ids), known.addresses_of(ctx, company_ids)
    return {one: (frozenset(centres.get(one, ())), frozenset(addresses.get(one, ()))) for one in company_ids}
