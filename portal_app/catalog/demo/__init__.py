"""Products of the demo world: 12,000 of them, who sees which, and the numbers the three companies have of their own. Built through actions."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import islice

from portal_app.accounts import list_companies
from portal_app.catalog.actions.keeping import give_assortments, put_assortment, put_categories, put_part_numbers, put_products
from portal_app.catalog.demo.fasteners import fasteners
from portal_app.catalog.demo.goods import goods
from portal_app.catalog.demo.making import COMMON, LIFT, MARINE, ProductFacts, chance, ean_of
from portal_app.catalog.demo.stock import WAREHOUSES, counts
from portal_app.catalog.demo.tree import CATEGORIES
from portal_app.integrations.erp import put_stock, put_warehouses
from portal_app.kernel.actor import system
from portal_app.kernel.permissions import Permission as P

COUNT = 12_000
_OPERATOR = system(frozenset({P.STAFF_OPERATE, P.STAFF_COMPANIES_VIEW}), name="demo")
# By customer number: which special assortments a company sees, how its own numbers look, how many it has.
_CUSTOMERS = {"10023": ((), "HM-{:04d}", 400), "10417": ((MARINE,), "SVW {:05d}", 250), "10655": ((LIFT,), "AS.{:04d}.0", 150)}
_KNOWN = {"48-1007-M8": "HM-2207", "31-2204-05": "HM-3104"}  # Hansen's, as in its order lists


def products() -> list[ProductFacts]:
    """The 12,000, the most ordered first. The same each time."""
    return list(_made_once())


@cache
def _made_once() -> tuple[ProductFacts, ...]:
    every = sorted((*fasteners(), *goods()), key=lambda facts: (-facts.popularity, facts.number))
    return tuple(replace(facts, ean=ean_of(place)) for place, facts in enumerate(every[:COUNT]))


def part_numbers(customer_number: str, every: Sequence[ProductFacts]) -> dict[str, str]:
    """A company's own numbers, each with our article number."""
    _, form, count = _CUSTOMERS[customer_number]
    known = dict(_KNOWN) if customer_number == "10023" else {}
    theirs = (facts.number for facts in every if chance(facts.number, customer_number, 10) == 0 and facts.number not in known)
    numbers = {form.format(3000 + 7 * place): number for place, number in enumerate(islice(theirs, count))}
    return numbers | {own: number for number, own in known.items()}


def build(_today: date) -> None:
    """All in a few transactions; each may be repeated."""
    put_categories(_OPERATOR, CATEGORIES)
    for name in (COMMON, LIFT, MARINE):
        put_assortment(_OPERATOR, name, for_all=name == COMMON)
    every = products()
    outcome = put_products(_OPERATOR, every)
    if outcome.problems:
        raise ValueError(f"The demo's products are wrong: {outcome.problems[:3]}")
    for line in list_companies(_OPERATOR).rows:
        if line.customer_number in _CUSTOMERS:
            give_assortments(_OPERATOR, line.id, _CUSTOMERS[line.customer_number][0])
            put_part_numbers(_OPERATOR, line.id, part_numbers(line.customer_number, every))


def build_stock(today: date) -> None:
    """What lies in the warehouses and what is on its way, in two transactions; each may be repeated."""
    put_warehouses(_OPERATOR, WAREHOUSES)
    put_stock(_OPERATOR, counts(products(), today))
