"""Rows of prices and discounts, a tier each, as the rules that the resolver takes. The rows of a rule come one after the other, tiers rising."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Any

from portal_app.kernel.ids import Id
from portal_app.pricing.rules.levels import Level
from portal_app.pricing.rules.price_facts import LEVEL_OF, AgreementKind
from portal_app.pricing.rules.price_rules import Discount, PriceRule, PriceSource, Tier
from portal_app.pricing.tables import PriceAgreement, PriceList

_RULE = attrgetter("rule_id")


def list_source(row: PriceList) -> PriceSource:
    level = Level.GROUP_LIST if row.customer_group_id else Level.LIST
    return PriceSource(row.id, level, row.number, row.name, row.currency, exclusive=row.exclusive)


def agreement_source(row: PriceAgreement) -> PriceSource:
    level = LEVEL_OF[AgreementKind(row.kind)]
    return PriceSource(row.id, level, row.number, row.name, row.currency, row.project, row.exclusive)


def list_rules(rows: Iterable[Any], source: PriceSource) -> Iterator[PriceRule]:
    for rule_id, tiers in groupby(rows, key=_RULE):
        first, steps = _tiers(tiers, "price")
        yield PriceRule(
            id=rule_id, source=source, tiers=steps, product_id=first.product_id, price_unit=first.price_unit, unit=first.unit,
            valid_from=first.valid_from, valid_to=first.valid_to,
        )  # fmt: skip


def agreed_rules(rows: Iterable[Any], agreements: Mapping[Id, PriceAgreement], sources: Mapping[Id, PriceSource]) -> Iterator[PriceRule]:
    for rule_id, tiers in groupby(rows, key=_RULE):
        first, steps = _tiers(tiers, "price")
        yield PriceRule(
            id=rule_id, source=sources[first.agreement_id], tiers=steps, product_id=first.product_id, price_unit=first.price_unit, unit=first.unit,
            **_terms(first, agreements[first.agreement_id]),
        )  # fmt: skip


def agreed_discounts(rows: Iterable[Any], agreements: Mapping[Id, PriceAgreement], sources: Mapping[Id, PriceSource]) -> Iterator[Discount]:
    for rule_id, tiers in groupby(rows, key=_RULE):
        first, steps = _tiers(tiers, "percent")
        yield Discount(
            id=rule_id, source=sources[first.agreement_id], tiers=steps, product_group=first.product_group, cumulative=first.cumulative,
            **_terms(first, agreements[first.agreement_id]),
        )  # fmt: skip


def group_discounts(rows: Iterable[Any], source: PriceSource) -> Iterator[Discount]:
    for rule_id, tiers in groupby(rows, key=_RULE):
        first, steps = _tiers(tiers, "percent")
        yield Discount(
            id=rule_id, source=source, tiers=steps, product_group=first.product_group, cumulative=first.cumulative,
            valid_from=first.valid_from, valid_to=first.valid_to,
        )  # fmt: skip


def _tiers(rows: Iterable[Any], value: str) -> tuple[Any, tuple[Tier, ...]]:
    every = list(rows)
    return every[0], tuple(Tier(row.from_quantity, getattr(row, value)) for row in every)


def _terms(row: Any, agreement: PriceAgreement) -> dict[str, Any]:
    """The days of a row inside those of its agreement, and what is committed."""
    return {
        "valid_from": _latest(row.valid_from, agreement.valid_from),
        "valid_to": _earliest(row.valid_to, agreement.valid_to),
        "committed": agreement.committed,
        "called": agreement.called,
    }


def _latest(one: date | None, other: date | None) -> date | None:
    return max(one, other) if one and other else one or other


def _earliest(one: date | None, other: date | None) -> date | None:
    return min(one, other) if one and other else one or other
