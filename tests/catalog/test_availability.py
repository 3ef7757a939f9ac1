"""Availability as a screen asks for it: from the stock of the ERP, for what the company sees, many at once."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from portal_app.catalog import AvailabilityKind, Destination, StockWish, availability_of, list_products
from portal_app.catalog.actions.availability import MOST_WISHES
from portal_app.integrations.erp import CountedStock, Incoming, OrderedLine, OutgoingOrder, ShipTo, Warehouse, erp, put_stock, put_warehouses
from portal_app.kernel import clock
from portal_app.kernel.actor import Actor
from portal_app.kernel.errors import Forbidden, Invalid
from portal_app.kernel.ids import Id, new_id
from portal_app.kernel.permissions import Permission
from tests.catalog.conftest import OPERATOR, Shop, module_database, shared_database, shop
from tests.database import person_of

__all__ = ["module_database", "shared_database", "shop"]
D = Decimal
NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)  # in Germany, on a Monday
KIND = AvailabilityKind


@pytest.fixture(autouse=True)
def _at_noon():
    with clock.frozen(NOON):
        yield


@pytest.fixture
def products(shop: Shop) -> dict[str, Id]:
    """Number and id of four products: there, short, by a day, never counted."""
    put_warehouses(OPERATOR, [Warehouse("KI", "Kiel", "DE-SH"), Warehouse("NU", "Nuremberg", "DE-BY", lead_days=2)])
    lines = list_products(shop.theirs, size=4).rows
    there, short, later = (line.number for line in lines[:3])
    soon = (Incoming(date(2026, 12, 1), D(50)),)
    put_stock(OPERATOR, [CountedStock(there, "KI", D(500)), CountedStock(short, "KI", D(5), soon), CountedStock(later, "KI", D(0), soon)])
    return dict(zip(("there", "short", "later", "uncounted"), (line.id for line in lines), strict=True))


def _ask(shop: Shop, *wishes: tuple[Id, int | str], **more: object):
    return availability_of(shop.theirs, [StockWish(product_id, D(quantity)) for product_id, quantity in wishes], **more)


def test_each_wish_is_answered_in_order(shop: Shop, products: dict[str, Id]):
    answers = _ask(shop, (products["later"], 10), (products["there"], 10), (products["uncounted"], 10), (products["short"], 20))
    assert [one.kind for one in answers] == [KIND.DATE, KIND.NOW, KIND.UNKNOWN, KIND.PART]
    now, part = answers[1], answers[3]
    assert (now.now, now.leaves, now.arrives, now.order_by) == (10, date(2026, 11, 23), date(2026, 11, 24), datetime(2026, 11, 23, 14, 0, tzinfo=UTC))
    assert (part.now, part.rest, part.rest_leaves, part.rest_arrives) == (5, 15, date(2026, 12, 2), date(2026, 12, 3))
    assert (now.warehouse, now.as_of) == ("KI", NOON)


def test_wishes_for_the_same_product_share_what_there_is(shop: Shop, products: dict[str, Id]):
    answers = _ask(shop, (products["short"], 3), (products["short"], 3), (products["short"], 3))
    assert [(one.kind, one.now) for one in answers] == [(KIND.NOW, 3), (KIND.PART, 2), (KIND.DATE, 0)]


def test_what_others_ordered_is_not_there_any_more(shop: Shop, products: dict[str, Id]):
    number = next(line.number for line in list_products(shop.theirs, size=4).rows if line.id == products["later"])
    place = ShipTo("Nordwerk", "Weg 1", "28195", "Bremen")
    order = OutgoingOrder("O-1", "10417", place, (OrderedLine(1, number, D(45), D(1)),))
    before = _ask(shop, (products["later"], 10))[0]
    answer = erp().place_order(order, new_id())
    assert (before.kind, _ask(shop, (products["later"], 10))[0].kind) == (KIND.DATE, KIND.UNKNOWN)
    erp().cancel_order(answer.number)
    assert _ask(shop, (products["later"], 10))[0] == before


def test_holidays_of_the_address_count(shop: Shop, products: dict[str, Id]):
    with clock.frozen(datetime(2027, 1, 5, 11, 0, tzinfo=UTC)):
        arrivals = [_ask(shop, (products["there"], 1), to=to)[0].arrives for to in (Destination("DE", "24143"), Destination("DE", "90402"))]
    assert arrivals == [date(2027, 1, 6), date(2027, 1, 7)]


def _numbers_seen_by(who: Actor) -> dict[Id, str]:
    pages = range(1, list_products(who, size=100).pages + 1)
    return {line.id: line.number for page in pages for line in list_products(who, number=page, size=100).rows}


def test_nothing_is_known_of_products_that_the_company_does_not_see(shop: Shop, products: dict[str, Id]):
    seen_by_me, seen_by_them = (_numbers_seen_by(who) for who in (shop.mine, shop.theirs))
    foreign, number = min((seen_by_me.items() - seen_by_them.items()), key=lambda one: one[1])
    put_stock(OPERATOR, [CountedStock(number, "KI", D(500))])
    wish = StockWish(foreign, D(1))
    assert availability_of(shop.mine, [wish])[0].kind is KIND.NOW
    assert availability_of(shop.theirs, [wish]) == availability_of(shop.theirs, [StockWish(new_id(), D(1))])


@pytest.mark.parametrize("quantity", ["0", "-1", "1e9", "NaN", "0.0000001"])
def test_a_quantity_that_is_none_has_no_availability(shop: Shop, products: dict[str, Id], quantity: str):
    (answer,) = _ask(shop, (products["there"], quantity))
    assert (answer.kind, answer.now, answer.rest) == (KIND.UNKNOWN, 0, 0)


def test_a_whole_file_is_asked_at_once_and_no_more(shop: Shop, products: dict[str, Id]):
    wishes = [StockWish(products["there"], D(1))] * MOST_WISHES
    answers = availability_of(shop.theirs, wishes)
    assert [sum(one.kind is kind for one in answers) for kind in (KIND.NOW, KIND.UNKNOWN)] == [500, MOST_WISHES - 500]
    with pytest.raises(Invalid):
        availability_of(shop.theirs, [*wishes, wishes[0]])
    assert availability_of(shop.theirs, []) == ()


def test_without_the_right_nothing_is_told(shop: Shop, products: dict[str, Id]):
    with pytest.raises(Forbidden):
        availability_of(person_of(shop.theirs.company_id, Permission.PRICE_VIEW), [])
