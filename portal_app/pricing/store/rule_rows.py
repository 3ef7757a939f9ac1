"""Rows of prices and discounts, a tier each, as the rules that the resolver takes. The rows of a rule come one after the other, tiers rising.

A row is a plain tuple, since thousands are read for a book: PRICE or DISCOUNT names its places.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any

from portal_app.kernel.ids import Id
from portal_app.pricing.rules.levels import Level
from portal_app.pricing.rules.price_facts import LEVEL_OF, AgreementKind
from portal_app.pricing.rules.price_rules import Discount, PriceRule, PriceSource, Tier
from portal_app.pricing.tables import PriceAgreement, PriceList

PRICE = ("rule_id", "from_quantity", "price", "valid_from", "valid_to", "product_id", "price_unit", "unit")
DISCOUNT = ("rule_id", "from_quantity", "percent", "valid_from", "valid_to", "product_group", "cumulative")
AGREEMENT = "agreement_id"  # behind these places in a row of an agreement
_RULE = itemgetter(0)


def columns_of(table: Any, names: Iterable[str]) -> list[Any]:
    return [getattr(table, name) for name in names]


def list_source(row: PriceList) -> PriceSource:
    level = Level.GROUP_LIST if row.customer_group_id else Level.LIST
    return PriceSource(row.id, level, row.number, row.name, row.currency, exclusive=row.exclusive)


def agreement_source(row: PriceAgreement) -> PriceSource:
    level = LEVEL_OF[AgreementKind(row.kind)]
    return PriceSource(row.id, level, row.number, row.name, row.currency, row.project, row.exclusive)


def list_rules(rows: Iterable[Sequence[Any]], source: PriceSource) -> Iterator[PriceRule]:
    for rule_id, same in groupby(rows, key=_RULE):
        tiers, (first, last, product_id, price_unit, unit) = _rule(same)
        yield PriceRule(
            id=rule_id, source=source, tiers=tiers, product_id=product_id, price_unit=price_unit, unit=unit, valid_from=first, valid_to=last
        )  # fmt: skip


def agreed_rules(rows: Iterable[Sequence[Any]], agreements: Mapping[Id, PriceAgreement], sources: Mapping[Id, PriceSource]) -> Iterator[PriceRule]:
    for rule_id, same in groupby(rows, key=_RULE):
        tiers, (first, last, product_id, price_unit, unit, agreement_id) = _rule(same)
        agreement = agreements[agreement_id]
        yield PriceRule(
            id=rule_id, source=sources[agreement_id], tiers=tiers, product_id=product_id, price_unit=price_unit, unit=unit,
            valid_from=_latest(first, agreement.valid_from), valid_to=_earliest(last, agreement.valid_to),
            committed=agreement.committed, called=agreement.called,
        )  # fmt: skip


def agreed_discounts(rows: Iterable[Sequence[Any]], agreements: Mapping[Id, PriceAgreement], sources: Mapping[Id, PriceSource]) -> Iterator[Discount]:
    for rule_id, same in groupby(rows, key=_RULE):
        tiers, (first, last, group, cumulative, agreement_id) = _rule(same)
        agreement = agreements[agreement_id]
        yield Discount(
            id=rule_id, source=sources[agreement_id], tiers=tiers, product_group=group, cumulative=cumulative,
            valid_from=_latest(first, agreement.valid_from), valid_to=_earliest(last, agreement.valid_to),
            committed=agreement.committed, called=agreement.called,
        )  # fmt: skip


def group_discounts(rows: Iterable[Sequence[Any]], source: PriceSource) -> Iterator[Discount]:
    for rule_id, same in groupby(rows, key=_RULE):
        tiers, (first, last, group, cumulative) = _rule(same)
        yield Discount(id=rule_id, source=source, tiers=tiers, product_group=group, cumulative=cumulative, valid_from=first, valid_to=last)


def _rule(rows: Iterable[Sequence[Any]]) -> tuple[tuple[Tier, ...], Sequence[Any]]:
    """The tiers of one rule, and what all of its rows have in common."""
    every = list(rows)
    return tuple([Tier(row[1], row[2]) for row in every]), every[0][3:]


def _latest(one: date | None, other: date | None) -> date | None:
    return max(one, other) if one and other else one or other


def _earliest(one: date | None, other: date | None) -> date | None:
    return min(one, other) if one and other else one or other
