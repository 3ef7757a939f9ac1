"""What is kept of prices, as the facts that they came from: for an import that says some of them anew."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlmodel import col, select

from portal_app.kernel.gate import Context
from portal_app.kernel.ids import Id
from portal_app.pricing.rules.price_facts import AgreementKind, PriceFacts
from portal_app.pricing.rules.price_files import GROUP_LIST, OTHER_KIND, KnownPrices
from portal_app.pricing.store.putting import find_list
from portal_app.pricing.tables import AgreedPrice, ListPrice, PriceAgreement

_AT_ONCE = 5000
_FACTS = ("price", "from_quantity", "price_unit", "unit")
_DAYS = ("valid_from", "valid_to")


def known_list(ctx: Context, number: str, products: Mapping[Id, str]) -> KnownPrices:
    """The list for everybody of this number, with its prices of these products (article numbers by id)."""
    row = find_list(ctx, number)
    if row is None:
        return KnownPrices()
    trouble = GROUP_LIST if row.customer_group_id else ""
    return KnownPrices(row.currency, row.name, True, trouble, _prices(ctx, ListPrice, ListPrice.price_list_id == row.id, products, row.currency))


def find_own_list(ctx: Context, company_id: Id, number: str) -> PriceAgreement | None:
    """A company's agreement of this number, whatever its kind."""
    query = select(PriceAgreement).where(PriceAgreement.company_id == company_id, PriceAgreement.number == number)
    return ctx.db.exec(query).first() if number.isprintable() else None


def known_own_list(ctx: Context, company_id: Id, number: str, products: Mapping[Id, str]) -> KnownPrices:
    """The same for a company's own list."""
    row = find_own_list(ctx, company_id, number)
    if row is None:
        return KnownPrices()
    trouble = "" if row.kind == AgreementKind.COMPANY_LIST.value else OTHER_KIND
    condition = (AgreedPrice.company_id == company_id) & (AgreedPrice.agreement_id == row.id)
    return KnownPrices(row.currency, row.name, True, trouble, _prices(ctx, AgreedPrice, condition, products, row.currency))


def _prices(ctx: Context, table: Any, condition: Any, products: Mapping[Id, str], currency: str) -> dict[str, frozenset[PriceFacts]]:
    found: dict[str, set[PriceFacts]] = {}
    columns = [getattr(table, name) for name in ("product_id", *_FACTS, *_DAYS)]
    for part in _parts(products):
        for product_id, price, from_quantity, price_unit, unit, first, last in ctx.db.execute(
            select(*columns).where(condition, col(table.product_id).in_(part))
        ).all():  # fmt: skip
            number = products[product_id]
            found.setdefault(number, set()).add(PriceFacts(number, price, from_quantity, price_unit, unit, currency, first, last))
    return {number: frozenset(tiers) for number, tiers in found.items()}


def _parts(ids: Iterable[Id]) -> list[list[Id]]:
    every = sorted(ids)
    return [every[start : start + _AT_ONCE] for start in range(0, len(every), _AT_ONCE)]
