"""A supplier with a few products and customers, put through the actions: every test takes products and companies of its own."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from portal_app.catalog import CategoryFacts, ProductFacts, find_products, give_assortments, put_assortment, put_categories, put_products, resolve_numbers
from portal_app.kernel.actor import Actor, system
from portal_app.kernel.ids import Id, new_id
from portal_app.kernel.permissions import Permission as P
from portal_app.pricing import (
    CustomerGroupFacts,
    DiscountFacts,
    PriceFacts,
    PriceListFacts,
    PriceQuestion,
    PriceView,
    put_company_group,
    put_customer_groups,
    put_group_discounts,
    put_list_prices,
    put_price_lists,
)  # fmt: skip
from tests.database import new_company, person_of
from tests.pricing.builders import TODAY

OPERATOR = system(frozenset({P.STAFF_OPERATE}), name="test")
LIST = "List 2026"
NET = "Net list"
_numbers = itertools.count(1)


@dataclass(frozen=True)
class Article:
    """A product by its article number and its id."""

    number: str
    id: Id


def open_stall() -> None:
    """What all tests of a module share: categories, a range that everybody sees and one that nobody does, the supplier's lists."""
    put_categories(OPERATOR, [CategoryFacts("bolts", "Bolts", "Bolzen"), CategoryFacts("nuts", "Nuts", "Muttern")])
    put_assortment(OPERATOR, "Main", for_all=True)
    put_assortment(OPERATOR, "Special")
    lists = [PriceListFacts(LIST), PriceListFacts("USD list", currency="USD"), PriceListFacts(NET, exclusive=True)]
    assert put_price_lists(OPERATOR, lists).problems == ()


def new_article(group: str = "bolts", unit: str = "C62", assortment: str = "Main") -> Article:
    number = f"A{next(_numbers):04d}-{new_id()[-6:]}"
    facts = ProductFacts(number, "Bolt", "Bolzen", group, unit=unit, assortments=(assortment,))
    assert put_products(OPERATOR, [facts]).problems == ()
    seer = new_company()
    give_assortments(OPERATOR, seer, ["Special"])
    return Article(number, resolve_numbers(person_of(seer, P.CATALOG_VIEW), [number])[number].products[0])


def new_buyer(*more: P) -> Actor:
    """Of a company of their own, with the rights of a buyer that count here and some more."""
    return colleague_in(new_company(), *more)


def colleague_in(company_id: Id, *more: P) -> Actor:
    return person_of(company_id, P.CATALOG_VIEW, P.PRICE_VIEW, *more)


def new_group(buyer: Actor | None = None, *discounts: DiscountFacts) -> str:
    """A customer group with these discounts, to which the buyer's company belongs."""
    code = f"Group {new_id()[-8:]}"
    assert put_customer_groups(OPERATOR, [CustomerGroupFacts(code, "Workshops")]).problems == ()
    assert put_group_discounts(OPERATOR, code, discounts) == ()
    if buyer:
        put_company_group(OPERATOR, buyer.company_id, code)
    return code


def listed(article: Article, *steps: tuple[str, str] | str, number: str = LIST, **facts: object) -> None:
    """Put the article's price in a list: a text is the price from 1 on."""
    assert put_list_prices(OPERATOR, number, tiers_of(article, *steps, **facts)).problems == ()


def tiers_of(article: Article, *steps: tuple[str, str] | str, **facts: object) -> tuple[PriceFacts, ...]:
    pairs = [("1", step) if isinstance(step, str) else step for step in steps]
    return tuple(PriceFacts(article.number, Decimal(price), Decimal(quantity), **{"price_unit": 100, **facts}) for quantity, price in pairs)


def off(percent: str, group: str = "", **facts: object) -> DiscountFacts:
    return DiscountFacts(Decimal(percent), group, **facts)


def asks(article: Article, quantity: str = "100", **facts: object) -> PriceQuestion:
    return PriceQuestion(article.id, Decimal(quantity), **{"day": TODAY, **facts})


def prices(views: Sequence[PriceView]) -> list[str | None]:
    return [None if view.price is None else f"{view.price.amount:.2f}" for view in views]


__all__ = [
    "Article", "LIST", "NET", "OPERATOR", "asks", "colleague_in", "find_products", "listed", "new_article", "new_buyer", "new_group", "off",
    "open_stall", "prices", "tiers_of",
]  # fmt: skip
