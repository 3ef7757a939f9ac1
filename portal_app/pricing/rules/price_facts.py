"""Prices as they come from outside, one row for each tier, and what they are about: groups, lists, agreements."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from portal_app.pricing.rules.levels import Level
from portal_app.pricing.rules.price_rules import EVERY_GROUP


class AgreementKind(StrEnum):
    """What kind of agreement with a company it is; each belongs to one level of prices."""

    PROJECT = "project"
    FRAMEWORK = "framework"
    COMPANY_LIST = "company-list"
    DISCOUNT = "discount"  # only discounts on the list price


LEVEL_OF: dict[AgreementKind, Level] = {
    AgreementKind.PROJECT: Level.PROJECT,
    AgreementKind.FRAMEWORK: Level.AGREEMENT,
    AgreementKind.COMPANY_LIST: Level.COMPANY_LIST,
    AgreementKind.DISCOUNT: Level.LIST,
}


@dataclass(frozen=True, slots=True)
class PriceFacts:
    """One tier of a product's price. `product` is the article number; an empty `unit` is the product's own."""

    product: str
    price: Decimal
    from_quantity: Decimal = Decimal(1)
    price_unit: int = 1
    unit: str = ""
    currency: str = "EUR"
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class DiscountFacts:
    """One tier of a discount in percent on the list price. `product_group` is the code of a category; empty: on everything."""

    percent: Decimal
    product_group: str = EVERY_GROUP
    from_quantity: Decimal = Decimal(1)
    cumulative: bool = False
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True)
class CustomerGroupFacts:
    code: str
    name: str


@dataclass(frozen=True)
class PriceListFacts:
    """`group` is the code of the customer group that it is for; empty: for everybody."""

    number: str
    name: str = ""
    currency: str = "EUR"
    group: str = ""
    exclusive: bool = False


@dataclass(frozen=True)
class AgreementFacts:
    """One agreement with a company. Its days hold for all of its prices and discounts. `called` is what was called before it came here."""

    number: str
    kind: AgreementKind
    name: str = ""
    project: str = ""
    currency: str = "EUR"
    exclusive: bool = False
    valid_from: date | None = None
    valid_to: date | None = None
    committed: Decimal | None = None
    called: Decimal = Decimal(0)
    prices: tuple[PriceFacts, ...] = ()
    discounts: tuple[DiscountFacts, ...] = ()


@dataclass(frozen=True)
class PriceProblem:
    """What is wrong with one row, counted from 1; row 0 is the thing itself. `name` is an article number, a group, an agreement."""

    row: int
    name: str
    reason: str
    values: Mapping[str, str] = field(default_factory=dict)
