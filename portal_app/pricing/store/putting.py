"""Puts prices, in sets. Whatever is put makes a new version in the same transaction."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from sqlmodel import col, delete, insert, select

from portal_app.catalog import PricedProduct
from portal_app.kernel.db import insert_for
from portal_app.kernel.gate import Context
from portal_app.kernel.ids import Id, new_id
from portal_app.pricing.rules.price_facts import AgreementFacts, AgreementKind, CustomerGroupFacts, DiscountFacts, PriceFacts, PriceListFacts
from portal_app.pricing.tables import (
    AgreedDiscount,
    AgreedPrice,
    CompanyPricing,
    CustomerGroup,
    GroupDiscount,
    ListPrice,
    PriceAgreement,
    PriceList,
    PriceVersion,
)  # fmt: skip

Products = Mapping[str, PricedProduct]  # by article number
_AT_ONCE = 5000
_THE_ONE = 1


def put_groups(ctx: Context, every: Sequence[CustomerGroupFacts]) -> None:
    """Found by their codes."""
    known = {row.code: row for row in ctx.db.exec(select(CustomerGroup)).all()}
    for facts in every:
        row = known.setdefault(facts.code, CustomerGroup(code=facts.code, name=""))
        row.name = facts.name
        ctx.db.add(row)
    _change_common(ctx)


def put_lists(ctx: Context, every: Sequence[PriceListFacts]) -> None:
    """Found by their numbers. Their prices stay."""
    groups = group_ids(ctx)
    known = {row.number: row for row in ctx.db.exec(select(PriceList)).all()}
    for facts in every:
        row = known.setdefault(facts.number, PriceList(number=facts.number, currency=facts.currency))
        row.name, row.currency, row.exclusive = facts.name, facts.currency, facts.exclusive
        row.customer_group_id = groups[facts.group] if facts.group else None
        ctx.db.add(row)
    _change_common(ctx)


def group_ids(ctx: Context) -> dict[str, Id]:
    """Customer groups by their codes."""
    return dict(ctx.db.execute(select(CustomerGroup.code, CustomerGroup.id)).all())


def list_numbers(ctx: Context) -> set[str]:
    return set(ctx.db.exec(select(PriceList.number)).all())


def find_list(ctx: Context, number: str) -> PriceList | None:
    return ctx.db.exec(select(PriceList).where(PriceList.number == number)).first() if number.isprintable() else None


def priced_in(ctx: Context, price_list: PriceList, product_ids: Iterable[Id]) -> set[Id]:
    """Those of these products that the list has a price for."""
    found: set[Id] = set()
    for part in _parts(list(product_ids)):
        query = select(ListPrice.product_id).where(ListPrice.price_list_id == price_list.id, col(ListPrice.product_id).in_(part)).distinct()
        found |= set(ctx.db.exec(query).all())
    return found


def put_list_prices(ctx: Context, price_list: PriceList, rows: Sequence[PriceFacts], products: Products) -> None:
    """These are all prices of these products in the list; those of other products stay."""
    for part in _parts(sorted({products[facts.product].id for facts in rows})):
        ctx.db.execute(delete(ListPrice).where(col(ListPrice.price_list_id) == price_list.id, col(ListPrice.product_id).in_(part)))
    _insert(ctx, ListPrice, [row | {"price_list_id": price_list.id} for row in _price_rows(rows, products)])
    _change_common(ctx)


def put_group_discounts(ctx: Context, group_id: Id, rows: Sequence[DiscountFacts]) -> None:
    """These are all discounts of the group."""
    ctx.db.execute(delete(GroupDiscount).where(col(GroupDiscount.customer_group_id) == group_id))
    _insert(ctx, GroupDiscount, [row | {"customer_group_id": group_id} for row in _discount_rows(rows)])
    _change_common(ctx)


def put_company_group(ctx: Context, group_id: Id | None) -> None:
    """The customer group of the company of the call; None: it belongs to none."""
    change_own(ctx, customer_group_id=group_id)


def known_agreements(ctx: Context) -> dict[str, PriceAgreement]:
    """Of the company of the call, by their numbers."""
    return {row.number: row for row in ctx.db.exec(select(PriceAgreement)).all()}


def put_agreements(ctx: Context, every: Sequence[AgreementFacts], products: Products) -> None:
    """Insert or replace these agreements of the company of the call, each with all of its prices and discounts."""
    known = known_agreements(ctx)
    prices: list[dict[str, Any]] = []
    discounts: list[dict[str, Any]] = []
    for facts in every:
        row = known.get(facts.number) or PriceAgreement(number=facts.number, kind=facts.kind.value, currency=facts.currency)
        _describe(row, facts)
        ctx.db.add(row)
        prices += [one | {"agreement_id": row.id} for one in _price_rows(facts.prices, products)]
        discounts += [one | {"agreement_id": row.id} for one in _discount_rows(facts.discounts)]
    ctx.db.flush()
    replaced = [known[facts.number].id for facts in every if facts.number in known]
    for part in _parts(replaced):
        ctx.db.execute(delete(AgreedPrice).where(col(AgreedPrice.agreement_id).in_(part)))
        ctx.db.execute(delete(AgreedDiscount).where(col(AgreedDiscount.agreement_id).in_(part)))
    _insert(ctx, AgreedPrice, prices)
    _insert(ctx, AgreedDiscount, discounts)
    change_own(ctx)


def put_own_prices(ctx: Context, known: PriceAgreement | None, number: str, name: str, rows: Sequence[PriceFacts], products: Products) -> None:
    """These are all prices of these products in a list of the company's own, which is made where it is not there yet; other products keep theirs."""
    kind = AgreementKind.COMPANY_LIST.value
    row = known or PriceAgreement(number=number, name=name, kind=kind, currency=rows[0].currency)
    ctx.db.add(row)
    ctx.db.flush()
    for part in _parts(sorted({products[facts.product].id for facts in rows})):
        ctx.db.execute(delete(AgreedPrice).where(col(AgreedPrice.agreement_id) == row.id, col(AgreedPrice.product_id).in_(part)))
    _insert(ctx, AgreedPrice, [one | {"agreement_id": row.id} for one in _price_rows(rows, products)])
    change_own(ctx)


def _describe(row: PriceAgreement, facts: AgreementFacts) -> None:
    row.name, row.kind, row.project, row.currency, row.exclusive = facts.name, facts.kind.value, facts.project, facts.currency, facts.exclusive
    row.valid_from, row.valid_to, row.committed, row.called = facts.valid_from, facts.valid_to, facts.committed, facts.called


def _price_rows(rows: Sequence[PriceFacts], products: Products) -> list[dict[str, Any]]:
    """Tiers of the same product, unit and days are one rule."""
    rules: dict[tuple, Id] = {}
    found = []
    for facts in rows:
        product = products[facts.product]
        unit = facts.unit or product.unit
        rule = (product.id, unit, facts.valid_from, facts.valid_to)
        rule_id = rules.get(rule) or rules.setdefault(rule, new_id())
        found.append(
            {"rule_id": rule_id, "product_id": product.id, "price": facts.price, "price_unit": facts.price_unit, "unit": unit}
            | _tier(facts.from_quantity, facts.valid_from, facts.valid_to)
        )
    return found


def _discount_rows(rows: Sequence[DiscountFacts]) -> list[dict[str, Any]]:
    """Tiers of the same product group, kind and days are one rule."""
    rules: dict[tuple, Id] = {}
    found = []
    for facts in rows:
        rule = (facts.product_group, facts.cumulative, facts.valid_from, facts.valid_to)
        rule_id = rules.get(rule) or rules.setdefault(rule, new_id())
        found.append(
            {"rule_id": rule_id, "product_group": facts.product_group, "percent": facts.percent, "cumulative": facts.cumulative}
            | _tier(facts.from_quantity, facts.valid_from, facts.valid_to)
        )
    return found


def _tier(from_quantity: Decimal, valid_from: date | None, valid_to: date | None) -> dict[str, Any]:
    return {"from_quantity": from_quantity, "valid_from": valid_from, "valid_to": valid_to}


def _change_common(ctx: Context) -> None:
    """A new version of all global prices."""
    values = {"version": new_id(), "changed_at": ctx.now}
    ctx.db.execute(insert_for(ctx.db)(PriceVersion).on_conflict_do_update(index_elements=["id"], set_=values), [{"id": _THE_ONE, **values}])


def change_own(ctx: Context, **more: Any) -> None:
    """A new version of what is the company's own."""
    values = {"version": new_id(), "changed_at": ctx.now, **more}
    row = ctx.db.get(CompanyPricing, ctx.company_id) or CompanyPricing(version="", changed_at=ctx.now)
    for name, value in values.items():
        setattr(row, name, value)
    ctx.db.add(row)


def _insert(ctx: Context, table: Any, rows: list[dict[str, Any]]) -> None:
    if rows:
        ctx.db.execute(insert(table), rows)


def _parts(values: Sequence[Any]) -> list[Sequence[Any]]:
    return [values[start : start + _AT_ONCE] for start in range(0, len(values), _AT_ONCE)]
