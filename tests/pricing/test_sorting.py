"""Products in the order of the company's own prices: over all that fit, whatever the level, pack and price unit they come from."""

from decimal import Decimal
from random import Random

import pytest

from portal_app.catalog import PackTerms, ProductFacts, ProductFilter, find_products, list_least_quantities, put_categories, put_products
from portal_app.catalog.rules.products import CategoryFacts
from portal_app.kernel import clock
from portal_app.kernel.actor import Actor
from portal_app.kernel.errors import Forbidden, Invalid
from portal_app.kernel.ids import new_id
from portal_app.kernel.permissions import Permission as P
from portal_app.pricing import AgreementFacts, AgreementKind, PriceFacts, PriceOrder, PriceQuestion, list_products_by_price, price_many, put_agreements
from portal_app.pricing.actions import sorting
from tests.database import person_of
from tests.pricing.stall import LIST, OPERATOR, new_buyer, put_list_prices

pytestmark = pytest.mark.usefixtures("stall")
COUNT = 30


@pytest.fixture
def shelf() -> ProductFilter:
    """Products of a category of this test's own: packs, price units, tiers; every fifth has no price."""
    dice, code = Random(7), f"shelf-{new_id()[-8:]}"
    put_categories(OPERATOR, [CategoryFacts(code, code, code)])
    facts, prices = [], []
    for place in range(COUNT):
        pack, unit = dice.choice([1, 10, 100]), dice.choice([1, 10, 100])
        number = f"{code}-{place}"
        facts.append(ProductFacts(number, number, number, code, terms=PackTerms(*[Decimal(pack)] * 3), price_unit=unit, assortments=("Main",)))
        if place % 5:
            prices += [PriceFacts(number, Decimal(dice.randint(100, 900)).scaleb(-2), Decimal(1), unit)]
            prices += [PriceFacts(number, Decimal(dice.randint(1, 99)).scaleb(-2), Decimal(100), unit)]
    assert put_products(OPERATOR, facts).problems == ()
    assert put_list_prices(OPERATOR, LIST, prices).problems == ()
    return ProductFilter(category=code)


def each_of(who: Actor, shelf: ProductFilter) -> dict[str, Decimal | None]:
    """By number what one costs in the least quantity, asked one product after the other."""
    found = {}
    for product_id, least in list_least_quantities(who, shelf):
        (price,) = price_many(who, [PriceQuestion(product_id, least, clock.today("UTC"))])
        found[find_products(who, [product_id])[0].number] = price.each
    return found


def by_price(who: Actor, shelf: ProductFilter, order: PriceOrder, size: int = 7) -> list[str]:
    """The numbers of all pages, one after the other."""
    first = list_products_by_price(who, shelf, order, size=size)
    pages = [list_products_by_price(who, shelf, order, number=number, size=size) for number in range(1, first.pages + 1)]
    assert {page.total for page in pages} == {COUNT}
    return [line.number for page in pages for line in page.rows]


@pytest.mark.parametrize("order", PriceOrder)
def test_all_pages_together_are_in_the_order_of_own_prices_and_what_has_none_comes_last(shelf: ProductFilter, order: PriceOrder):
    buyer = new_buyer()
    each = each_of(buyer, shelf)
    listed = by_price(buyer, shelf, order)
    assert sorted(listed) == sorted(each)
    priced = [each[number] for number in listed if each[number] is not None]
    assert priced == sorted(priced, reverse=order is PriceOrder.FALLING) and len(set(priced)) > 15
    assert [each[number] for number in listed][len(priced) :] == [None] * (COUNT // 5)


def test_an_agreement_moves_a_product_for_its_company_only(shelf: ProductFilter):
    mine, theirs = new_buyer(), new_buyer()
    dearest = by_price(mine, shelf, PriceOrder.FALLING)[0]
    agreed = AgreementFacts("2026-11", AgreementKind.FRAMEWORK, prices=(PriceFacts(dearest, Decimal("0.01"), price_unit=100),))
    assert put_agreements(OPERATOR, mine.company_id, [agreed]).problems == ()
    assert by_price(mine, shelf, PriceOrder.RISING)[0] == dearest
    assert by_price(theirs, shelf, PriceOrder.FALLING)[0] == dearest


@pytest.mark.parametrize(("number", "size", "page", "rows"), [(999_999, 25, 2, 5), (-1, 25, 1, 25), (0, 25, 1, 25), (1, 0, 1, 1), (1, 999, 1, 30)])
def test_pages_beyond_the_end_are_the_last_one(shelf: ProductFilter, number: int, size: int, page: int, rows: int):
    found = list_products_by_price(new_buyer(), shelf, number=number, size=size)
    assert (found.number, len(found.rows), found.total) == (page, rows, COUNT)


def test_nothing_fits_and_nothing_is_sorted():
    found = list_products_by_price(new_buyer(), ProductFilter(category="no such"))
    assert (found.rows, found.total, found.number) == ((), 0, 1)


def test_all_are_priced_in_one_call(shelf: ProductFilter, monkeypatch: pytest.MonkeyPatch):
    asked = []
    monkeypatch.setattr(sorting, "price_many", lambda ctx, questions: asked.append(len(questions)) or price_many(ctx, questions))
    list_products_by_price(new_buyer(), shelf, size=5)
    assert asked == [COUNT]


def test_too_many_are_refused(shelf: ProductFilter, monkeypatch: pytest.MonkeyPatch):
    from portal_app.catalog.actions import browse

    monkeypatch.setattr(browse, "MOST_LEAST", COUNT - 1)
    with pytest.raises(Invalid):
        list_products_by_price(new_buyer(), shelf)


def test_without_the_right_to_prices_there_is_no_order_by_them(shelf: ProductFilter):
    with pytest.raises(Forbidden):
        list_products_by_price(person_of(new_buyer().company_id, P.CATALOG_VIEW, P.AGREEMENT_VIEW), shelf)
