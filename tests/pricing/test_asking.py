"""Prices through the gate, out of the database: whole sets, tier tables, explanations, and who hears what."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from portal_app.kernel.errors import Forbidden, Invalid
from portal_app.kernel.ids import new_id
from portal_app.kernel.money import Money
from portal_app.kernel.permissions import Permission as P
from portal_app.pricing import AgreementFacts, AgreementKind, Level, PriceView, TierTableView, explain_price, price_many, put_agreements, tier_table_of
from portal_app.pricing.actions.prices import MOST_QUESTIONS
from tests.pricing.builders import TODAY
from tests.pricing.stall import LIST, NET, OPERATOR, asks, colleague_in, listed, new_article, new_buyer, new_group, off, prices, tiers_of

pytestmark = pytest.mark.usefixtures("stall")
SENTINEL = "SENTINEL-77"


def framework(*prices: object, number: str = "2026-11", **facts: object) -> AgreementFacts:
    return AgreementFacts(number, AgreementKind.FRAMEWORK, prices=tuple(prices), **facts)


def agreed(buyer, *every: AgreementFacts) -> None:
    assert put_agreements(OPERATOR, buyer.company_id, every).problems == ()


def test_a_set_is_answered_in_its_order_each_in_its_own_unit_and_the_companys_currency():
    bolt, rope, buyer = new_article(), new_article(unit="MTR"), new_buyer()
    listed(bolt, "14.20", ("500", "12.00"))
    listed(rope, ("0.5", "3.10"), price_unit=1)
    asked = [asks(bolt, "500"), asks(rope, "0.5"), asks(bolt, "7"), asks(rope, "0.5", unit="C62"), asks(bolt, currency="USD")]
    views = price_many(buyer, asked)
    assert prices(views) == ["12.00", "3.10", "14.20", None, None]
    assert [view.amount for view in views[:3]] == [Money(Decimal("60.00")), Money(Decimal("1.55")), Money(Decimal("0.99"))]
    assert [view.price_unit for view in views[:3]] == [100, 1, 100]


def test_a_view_says_tier_next_tier_and_age():
    bolt, buyer = new_article(), new_buyer()
    listed(bolt, "14.20", ("500", "12.78"))
    view = price_many(buyer, [asks(bolt, "120")])[0]
    assert (view.from_quantity, view.each) == (Decimal(1), Decimal("0.142"))
    assert (view.next_tier.more, view.next_tier.unit_price, view.next_tier.saving) == (Decimal(380), Money(Decimal("12.78")), Decimal("10.0"))
    assert view.as_of is not None


def test_every_level_of_prices_comes_out_of_the_database():
    bolt, buyer = new_article(), new_buyer()
    listed(bolt, "14.20")
    assert prices(price_many(buyer, [asks(bolt)])) == ["14.20"]
    new_group(buyer, off("20"), off("10", "bolts"))
    assert prices(price_many(buyer, [asks(bolt)])) == ["11.36"]
    agreed(buyer, AgreementFacts("Loyal", AgreementKind.DISCOUNT, discounts=(off("2.5", cumulative=True),)))
    assert prices(price_many(buyer, [asks(bolt)])) == ["11.08"]
    agreed(buyer, AgreementFacts("Own list", AgreementKind.COMPANY_LIST, prices=tiers_of(bolt, "11.00")))
    assert prices(price_many(buyer, [asks(bolt)])) == ["11.00"]
    agreed(buyer, framework(*tiers_of(bolt, "9.80", ("500", "8.40"))))
    assert prices(price_many(buyer, [asks(bolt), asks(bolt, "500")])) == ["9.80", "8.40"]
    agreed(buyer, AgreementFacts("Hall", AgreementKind.PROJECT, project="Hall 3", prices=tiers_of(bolt, "5.00")))
    assert prices(price_many(buyer, [asks(bolt, project="Hall 3"), asks(bolt), asks(bolt, project="Hall 4")])) == ["5.00", "9.80", "9.80"]


def test_a_list_of_a_customer_group_goes_before_the_list_and_a_net_list_lets_no_discount_come_on_top():
    from portal_app.pricing import PriceListFacts, put_price_lists

    bolt, nut, buyer = new_article(), new_article("nuts"), new_buyer()
    group, stranger = new_group(buyer, off("50")), new_buyer()
    put_price_lists(OPERATOR, [PriceListFacts(f"Of {group}", group=group)])
    listed(bolt, "14.20")
    listed(bolt, "13.00", number=f"Of {group}")
    listed(nut, "3.00", number=NET)
    assert prices(price_many(buyer, [asks(bolt), asks(nut)])) == ["13.00", "3.00"]
    assert prices(price_many(stranger, [asks(bolt), asks(nut)])) == ["14.20", "3.00"]


@pytest.mark.parametrize(
    ("row_days", "agreement_days", "valid"),
    [
        ((None, None), (None, TODAY), True),
        ((None, None), (None, TODAY - timedelta(1)), False),
        ((None, TODAY - timedelta(1)), (None, None), False),
        ((TODAY, TODAY), (TODAY - timedelta(9), TODAY + timedelta(9)), True),
        ((TODAY - timedelta(9), None), (TODAY + timedelta(1), None), False),
    ],
)
def test_a_price_is_valid_on_the_days_of_its_row_and_of_its_agreement(row_days, agreement_days, valid: bool):
    bolt, buyer = new_article(), new_buyer()
    rows = tiers_of(bolt, "9.80", valid_from=row_days[0], valid_to=row_days[1])
    agreed(buyer, framework(*rows, valid_from=agreement_days[0], valid_to=agreement_days[1]))
    assert prices(price_many(buyer, [asks(bolt)])) == ["9.80" if valid else None]


def test_no_more_than_is_left_to_call_has_the_agreed_price():
    bolt, buyer = new_article(), new_buyer()
    listed(bolt, "14.20")
    agreed(buyer, framework(*tiers_of(bolt, "9.80"), committed=Decimal(10_000), called=Decimal(6_800)))
    assert prices(price_many(buyer, [asks(bolt, "3200"), asks(bolt, "3201")])) == ["9.80", "14.20"]


@pytest.mark.parametrize("quantity", ["0", "-3", "NaN", "Infinity", "-Infinity", "1E+300", "1000000000000", "1E-30"])
def test_an_impossible_quantity_has_no_price_and_does_no_harm_to_the_others(quantity: str):
    bolt, buyer = new_article(), new_buyer()
    listed(bolt, "14.20")
    assert prices(price_many(buyer, [asks(bolt, quantity), asks(bolt)])) == [None, "14.20"]


def test_what_is_unknown_or_not_seen_has_no_price_like_what_was_never_priced():
    hidden, unpriced, buyer = new_article(assortment="Special"), new_article(), new_buyer(P.AGREEMENT_VIEW)
    listed(hidden, "14.20")
    for product_id in (hidden.id, unpriced.id, new_id(), "nonsense", "a\x00b", ""):
        question = asks(hidden)._replace(product_id=product_id)
        assert price_many(buyer, [question]) == (PriceView(),)
        assert explain_price(buyer, question).unit_price is None
    assert tier_table_of(buyer, hidden.id) == tier_table_of(buyer, new_id()) == tier_table_of(buyer, "a\x00b") == TierTableView()
    assert explain_price(buyer, asks(hidden)) == explain_price(buyer, asks(hidden)._replace(product_id=new_id()))


def test_the_product_group_is_the_products_own_whatever_a_caller_says():
    nut, buyer = new_article("nuts"), new_buyer()
    listed(nut, "10.00")
    new_group(buyer, off("50", "bolts"))
    assert prices(price_many(buyer, [asks(nut, product_group="bolts")])) == ["10.00"]


def test_the_tier_table_has_each_change_once_with_its_saving():
    bolt, buyer = new_article(), new_buyer()
    listed(bolt, "14.20", ("200", "14.00"))
    agreed(buyer, framework(*tiers_of(bolt, ("100", "9.80"), ("500", "8.40"))))
    table = tier_table_of(buyer, bolt.id)
    assert [(row.from_quantity, f"{row.price.amount:.2f}", row.saving) for row in table.rows] == [
        (Decimal(1), "14.20", None), (Decimal(100), "9.80", Decimal("31.0")), (Decimal(500), "8.40", Decimal("40.8")),
    ]  # fmt: skip
    assert (table.unit, table.rows[0].price_unit) == ("C62", 100)


def test_a_manager_hears_where_a_price_comes_from_and_what_did_not_count():
    bolt, buyer = new_article(), new_buyer(P.AGREEMENT_VIEW)
    listed(bolt, "14.20")
    agreed(buyer, framework(*tiers_of(bolt, "9.80")), framework(*tiers_of(bolt, "7.00"), number="2025-02", valid_to=date(2025, 12, 31)))
    trace = explain_price(buyer, asks(bolt))
    assert (trace.level, [step.source.number for step in trace.steps]) == (Level.AGREEMENT, [LIST, "2026-11"])
    assert {passed.source.number for passed in trace.passed_over} >= {"2025-02"}


def test_a_buyer_never_hears_where_a_price_comes_from():
    """A sentinel in every name and number that stands behind a price."""
    bolt, buyer = new_article(), new_buyer()
    listed(bolt, "14.20")
    new_group(buyer, off("1"))
    agreed(
        buyer,
        framework(*tiers_of(bolt, "9.80", ("500", "8.40")), number=SENTINEL, name=f"Name {SENTINEL}", committed=Decimal(777_777), called=Decimal(111_111)),
        AgreementFacts(f"P {SENTINEL}", AgreementKind.PROJECT, project=f"Hall {SENTINEL}", prices=tiers_of(bolt, "5.00")),
    )
    views = price_many(buyer, [asks(bolt), asks(bolt, "700"), asks(bolt, project=f"Hall {SENTINEL}")])
    assert prices(views) == ["9.80", "8.40", "5.00"]
    said = repr(views) + repr(tier_table_of(buyer, bolt.id))
    for secret in (SENTINEL, "777777", "666666", "666667", "agreement", "project", "Level", "Group"):
        assert secret.lower() not in said.lower()


def test_without_the_right_nobody_hears_a_price():
    bolt, buyer = new_article(), new_buyer()
    listed(bolt, "14.20")
    with pytest.raises(Forbidden):
        explain_price(buyer, asks(bolt))
    blind = replace(buyer, permissions=buyer.permissions - {P.PRICE_VIEW} | {P.AGREEMENT_VIEW})
    for call in (lambda: price_many(blind, [asks(bolt)]), lambda: tier_table_of(blind, bolt.id)):
        with pytest.raises(Forbidden):
            call()


def test_more_questions_than_a_file_may_have_are_refused_with_a_sentence():
    bolt, buyer = new_article(), new_buyer()
    question = asks(bolt)
    assert len(price_many(buyer, [question] * MOST_QUESTIONS)) == MOST_QUESTIONS
    with pytest.raises(Invalid) as refused:
        price_many(buyer, [question] * (MOST_QUESTIONS + 1))
    assert refused.value.values == {"most": MOST_QUESTIONS}


def test_agreements_of_another_company_never_count():
    bolt, mine, theirs = new_article(), new_buyer(P.AGREEMENT_VIEW), new_buyer()
    listed(bolt, "14.20")
    agreed(theirs, framework(*tiers_of(bolt, "1.00"), number=SENTINEL))
    new_group(theirs, off("50"))
    assert prices(price_many(mine, [asks(bolt)])) == ["14.20"]
    assert SENTINEL not in repr(explain_price(mine, asks(bolt)))
    assert prices(price_many(theirs, [asks(bolt)])) == ["1.00"]


def test_colleagues_have_the_same_prices():
    bolt, buyer = new_article(), new_buyer()
    agreed(buyer, framework(*tiers_of(bolt, "9.80")))
    assert price_many(buyer, [asks(bolt)]) == price_many(colleague_in(buyer.company_id), [asks(bolt)])


def test_a_caller_with_odd_projects_units_and_currencies_does_not_fill_the_book():
    from portal_app.pricing.store import books

    bolt, buyer = new_article(), new_buyer()
    listed(bolt, "14.20")
    price_many(buyer, [asks(bolt)])
    held = sum(len(book) for _, book in books._books._books.values())
    odd = [asks(bolt, project=f"Hall {place}") for place in range(50)]
    odd += [asks(bolt, unit=f"X{place}") for place in range(50)] + [asks(bolt, currency=f"C{place}") for place in range(50)]
    assert prices(price_many(buyer, odd)) == ["14.20"] * 50 + [None] * 100
    assert sum(len(book) for _, book in books._books._books.values()) == held
