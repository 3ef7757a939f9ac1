"""Prices of the demo world: a list of all products, two customer groups, what is agreed with two of the three companies. Built through actions."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from portal_app.accounts import list_companies
from portal_app.catalog import PricedProduct, list_sales_terms
from portal_app.kernel.actor import system
from portal_app.kernel.permissions import Permission as P
from portal_app.pricing.actions.agreements import put_agreements, put_company_group
from portal_app.pricing.actions.keeping import put_customer_groups, put_group_discounts, put_list_prices, put_price_lists
from portal_app.pricing.demo.agreed import of_alpenrose, of_hansen
from portal_app.pricing.demo.listing import list_prices, share
from portal_app.pricing.rules.price_facts import CustomerGroupFacts, DiscountFacts, PriceFacts, PriceListFacts, PriceProblem

INDUSTRY, WORKSHOPS = "Group 2", "Group 3"
_OPERATOR = system(frozenset({P.STAFF_OPERATE, P.STAFF_COMPANIES_VIEW}), name="demo")
_GROUP_OF = {"10023": INDUSTRY, "10655": WORKSHOPS}  # by customer number; Shannon pays the list price
_AGREED_WITH = {"10023": of_hansen, "10655": of_alpenrose}
_INDUSTRY_OFF = {
    "hex-bolts": 20, "socket-screws": 20, "machine-screws": 15, "hex-nuts": 20, "lock-nuts": 15, "washers": 20, "drills": 12, "spanners": 8, "": 3,
}  # fmt: skip


def build(today: date) -> None:
    """All in a few transactions; each may be repeated."""
    products = list_sales_terms(_OPERATOR).products
    main, special = f"List {today.year}", f"Safety {today.year}"
    every = [*list_prices(products, today)]
    _taken(put_customer_groups(_OPERATOR, [CustomerGroupFacts(INDUSTRY, "Industry"), CustomerGroupFacts(WORKSHOPS, "Workshops")]).problems)
    _taken(put_price_lists(_OPERATOR, [PriceListFacts(main, "List prices"), PriceListFacts(special, "Safety equipment", group=WORKSHOPS)]).problems)
    _taken(put_list_prices(_OPERATOR, main, every).problems)
    _taken(put_list_prices(_OPERATOR, special, _for_workshops(every, products)).problems)
    _taken(put_group_discounts(_OPERATOR, INDUSTRY, [DiscountFacts(Decimal(percent), group) for group, percent in _INDUSTRY_OFF.items()]))
    _taken(put_group_discounts(_OPERATOR, WORKSHOPS, [DiscountFacts(Decimal(8)), DiscountFacts(Decimal(12), from_quantity=Decimal(2000))]))
    for line in list_companies(_OPERATOR).rows:
        if line.customer_number in _GROUP_OF:
            put_company_group(_OPERATOR, line.id, _GROUP_OF[line.customer_number])
            _taken(put_agreements(_OPERATOR, line.id, _AGREED_WITH[line.customer_number](products, today)).problems)


def _for_workshops(every: Sequence[PriceFacts], products: dict[str, PricedProduct]) -> list[PriceFacts]:
    """Safety shoes and helmets cost them less."""
    chosen = (facts for facts in every if products[facts.product].group in ("shoes", "helmets"))
    return [PriceFacts(facts.product, share(facts.price, 85), facts.from_quantity, facts.price_unit) for facts in chosen]


def _taken(problems: Sequence[PriceProblem]) -> None:
    if problems:
        raise ValueError(f"The demo's prices are wrong: {problems[:3]}")
