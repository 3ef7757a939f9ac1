"""The prices of the demo world: every product has one, and the hard cases are there."""

from decimal import Decimal
from pathlib import Path

import pytest

from portal_app.catalog import list_sales_terms, resolve_numbers, sold_as
from portal_app.kernel import clock
from portal_app.kernel.actor import Actor, system
from portal_app.kernel.errors import Forbidden
from portal_app.kernel.ids import Id
from portal_app.kernel.permissions import Permission
from portal_app.pricing import Level, PriceQuestion, Reason, explain_price, price_many, tier_table_of
from portal_app.pricing.demo.listing import list_prices
from tests.demo.conftest import world
from tests.demo.test_world import actor_of

__all__ = ["world"]
BUYERS = {
    "hansen": "j.keller@hansen-mb.example", "shannon": "siobhan.kelly@shannonvalve.example", "alpenrose": "m.pichler@alpenrose.example",
}  # fmt: skip
MANAGER = "h.lang@hansen-mb.example"


def terms() -> dict:
    return list_sales_terms(system(frozenset({Permission.STAFF_OPERATE}))).products


def product(who: Actor, number: str) -> Id:
    return resolve_numbers(who, [number])[number].products[0]


def asked(product_id: Id, quantity: int = 500, **facts: object) -> PriceQuestion:
    return PriceQuestion(product_id, Decimal(quantity), clock.today(), **facts)


def test_every_product_that_a_company_sees_has_a_price(world: Path):
    every = [one.id for one in terms().values()]
    assert len(every) == 12_000
    for place, email in enumerate(BUYERS.values()):
        buyer, some = actor_of(email), every[place :: len(BUYERS)]
        seen = sold_as(buyer, some).keys()
        views = price_many(buyer, [asked(product_id) for product_id in some])
        assert {product_id for product_id, view in zip(some, views, strict=True) if view.price is not None} == seen
        assert len(seen) > 3_000


def test_the_bolt_costs_hansen_what_the_pictures_say(world: Path):
    hansen, shannon = actor_of(BUYERS["hansen"]), actor_of(BUYERS["shannon"])
    bolt = product(hansen, "HM-2207")
    assert [(int(row.from_quantity), str(row.price.amount)) for row in tier_table_of(hansen, bolt).rows][:4] == [
        (1, "9.8"), (500, "8.4"), (2000, "7.1"), (5000, "6.4"),
    ]  # fmt: skip
    assert price_many(shannon, [asked(bolt, 100)])[0].price.amount == Decimal("14.20")
    assert price_many(hansen, [asked(bolt, project="Hall 3")])[0].price.amount == Decimal("6.10")


def test_hansens_manager_finds_every_kind_of_rule(world: Path):
    manager = actor_of(MANAGER)
    known = terms()
    levels, reasons, numbers = set(), set(), set()
    for group in ("hex-bolts", "bearings", "cutting-discs", "hex-nuts", "washers", "gloves", "helmets", "drills"):
        for one in [one for one in known.values() if one.group == group][:9]:
            for question in (asked(one.id), asked(one.id, 1, project="Hall 3")):
                trace = explain_price(manager, question)
                levels.add(trace.level)
                reasons |= {passed.reason for passed in trace.passed_over}
                numbers |= {step.source.number for step in trace.steps}
    assert levels >= {Level.PROJECT, Level.AGREEMENT, Level.LIST}
    assert reasons >= {Reason.OVER, Reason.NOT_YET, Reason.OTHER_PROJECT, Reason.HIGHER_LEVEL, Reason.DEARER}
    assert numbers >= {"Group 2", "Loyalty"}


def test_a_company_of_another_group_has_its_own_list(world: Path):
    alpenrose, shannon = actor_of(BUYERS["alpenrose"]), actor_of(BUYERS["shannon"])
    shoe = product(shannon, "34-1100-03")
    theirs, list_price = price_many(alpenrose, [asked(shoe, 1)])[0], price_many(shannon, [asked(shoe, 1)])[0]
    assert theirs.price < list_price.price


def test_nobody_without_the_right_gets_a_price_of_the_demo(world: Path):
    for email in ("u.meyer@hansen-mb.example", "r.petersen@hansen-mb.example"):
        who = actor_of(email)
        with pytest.raises(Forbidden):
            price_many(who, [asked(product(who, "HM-2207"))])


def test_the_prices_are_the_same_each_time(world: Path):
    known = terms()
    assert [*list_prices(known, clock.today())] == [*list_prices(known, clock.today())]
    assert len({one.price_unit for one in list_prices(known, clock.today())}) == 2
