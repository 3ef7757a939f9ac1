"""The supplier puts groups, lists, prices, discounts and agreements: checked row by row, all or none, with a preview that changes nothing."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from portal_app.kernel.errors import Forbidden, NotFound
from portal_app.kernel.i18n import translate
from portal_app.kernel.ids import new_id
from portal_app.kernel.permissions import Permission as P
from portal_app.pricing import (
    AgreementFacts,
    AgreementKind,
    CustomerGroupFacts,
    DiscountFacts,
    PriceFacts,
    PriceListFacts,
    preview_agreements,
    preview_list_prices,
    price_many,
    put_agreements,
    put_company_group,
    put_customer_groups,
    put_group_discounts,
    put_list_prices,
    put_price_lists,
)  # fmt: skip
from portal_app.pricing.rules import price_checks as checks
from tests.database import behind_the_guard
from tests.pricing.builders import TODAY
from tests.pricing.stall import LIST, OPERATOR, asks, listed, new_article, new_buyer, new_group, off, prices, tiers_of

UNITS = {"bolt": "C62", "rope": "MTR"}
ROW = PriceFacts("bolt", Decimal("9.80"), Decimal(100), 100)
FRAME = AgreementFacts("2026-11", AgreementKind.FRAMEWORK, prices=(ROW,))
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"product": "no such"}, checks.UNKNOWN_PRODUCT),
        ({"price": Decimal("-0.01")}, checks.WRONG_PRICE),
        ({"price": Decimal("NaN")}, checks.WRONG_PRICE),
        ({"price": Decimal("0.0000001")}, checks.WRONG_PRICE),
        ({"price": Decimal(10) ** 12}, checks.WRONG_PRICE),
        ({"from_quantity": Decimal("0.999999")}, checks.WRONG_TIER),
        ({"from_quantity": Decimal(0)}, checks.WRONG_TIER),
        ({"from_quantity": Decimal("Infinity")}, checks.WRONG_TIER),
        ({"product": "rope", "from_quantity": Decimal(0)}, checks.WRONG_TIER),
        ({"price_unit": 50}, checks.WRONG_PRICE_UNIT),
        ({"unit": "pieces"}, checks.WRONG_UNIT),
        ({"valid_from": TODAY, "valid_to": TODAY - DAY}, checks.WRONG_DAYS),
        ({"currency": "USD"}, checks.WRONG_CURRENCY),
    ],
)
def test_a_wrong_price_is_told_with_its_row(wrong: dict, reason: str):
    found = checks.check_prices([ROW, replace(ROW, **{"from_quantity": Decimal(500), **wrong})], UNITS, "EUR")
    assert [(one.row, one.reason) for one in found] == [(2, reason)]


@pytest.mark.parametrize(
    "sound",
    [
        {"price": Decimal(0)}, {"price": Decimal("0.000001")}, {"from_quantity": Decimal(1)}, {"product": "rope", "from_quantity": Decimal("0.5")},
        {"valid_from": TODAY, "valid_to": TODAY}, {"unit": "C62"}, {"price_unit": 10, "product": "rope"},
    ],
)  # fmt: skip
def test_what_is_unusual_but_right_is_taken(sound: dict):
    assert checks.check_prices([ROW, replace(ROW, **{"from_quantity": Decimal(500), **sound})], UNITS, "EUR") == []


@pytest.mark.parametrize(
    ("first", "second", "meet"),
    [
        ((None, None), (None, None), True),
        ((None, TODAY), (TODAY, None), True),
        ((None, TODAY), (TODAY + DAY, None), False),
        ((TODAY, TODAY), (None, TODAY - DAY), False),
        ((TODAY, None), (TODAY - DAY, TODAY), True),
    ],
)
def test_two_rows_for_the_same_tier_never_meet_in_time(first: tuple, second: tuple, meet: bool):
    rows = [replace(ROW, valid_from=days[0], valid_to=days[1]) for days in (first, second)]
    assert [one.reason for one in checks.check_prices(rows, UNITS, "EUR")] == ([checks.SAME_TIER] if meet else [])


def test_tiers_of_a_product_are_for_the_same_price_unit_and_each_row_has_one_problem():
    rows = [ROW, replace(ROW, from_quantity=Decimal(500), price_unit=1), ROW, replace(ROW, product="no such", price=Decimal(-1))]
    found = checks.check_prices(rows, UNITS, "EUR")
    assert [(one.row, one.reason) for one in found] == [(2, checks.OTHER_PRICE_UNIT), (3, checks.SAME_TIER), (4, checks.UNKNOWN_PRODUCT)]


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        (off("0"), checks.WRONG_PERCENT), (off("100.01"), checks.WRONG_PERCENT), (off("-5"), checks.WRONG_PERCENT), (off("5", "no such"), checks.UNKNOWN_GROUP),
        (off("5", from_quantity=Decimal("0.5")), checks.WRONG_TIER), (off("5", valid_from=TODAY, valid_to=TODAY - DAY), checks.WRONG_DAYS),
        (off("10", "bolts"), checks.SAME_TIER),
    ],
)  # fmt: skip
def test_a_wrong_discount_is_told_with_its_row(wrong: DiscountFacts, reason: str):
    assert [(one.row, one.reason) for one in checks.check_discounts([off("100", "bolts"), wrong], {"bolts"})] == [(2, reason)]


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"number": " "}, checks.WRONG_NUMBER), ({"number": "1" * 41}, checks.WRONG_NUMBER), ({"number": "a\x00"}, checks.WRONG_NUMBER),
        ({"name": "n" * 121}, checks.WRONG_NAME), ({"currency": "Euro"}, checks.NO_CURRENCY),
        ({"project": "Hall 3"}, checks.NO_PROJECT), ({"kind": AgreementKind.PROJECT}, checks.NO_PROJECT),
        ({"valid_from": TODAY, "valid_to": TODAY - DAY}, checks.WRONG_DAYS), ({"kind": AgreementKind.DISCOUNT}, checks.ONLY_DISCOUNTS),
        ({"committed": Decimal(0)}, checks.WRONG_COMMITMENT), ({"called": Decimal(5)}, checks.WRONG_COMMITMENT),
        ({"kind": AgreementKind.COMPANY_LIST, "committed": Decimal(5)}, checks.WRONG_COMMITMENT),
    ],
)  # fmt: skip
def test_a_wrong_agreement_is_told(wrong: dict, reason: str):
    found = checks.check_agreements([replace(FRAME, **wrong)], UNITS, {"bolts"})
    assert (found[0].row, found[0].reason) == (0, reason)


def test_an_agreement_is_named_once_and_its_rows_are_checked_too():
    broken = replace(FRAME, prices=(replace(ROW, price=Decimal(-1)),), discounts=(off("0"),))
    found = checks.check_agreements([FRAME, broken], UNITS, set())
    assert [(one.row, one.reason) for one in found] == [(0, checks.TWICE), (1, checks.WRONG_PRICE), (1, checks.WRONG_PERCENT)]


def test_every_sentence_has_its_german():
    sentences = [text for name, text in vars(checks).items() if name.isupper() and isinstance(text, str) and text]
    assert len(sentences) > 15
    assert [text for text in sentences if translate("de", text) == text] == []


def test_rows_with_a_problem_change_nothing_and_a_preview_says_the_same(stall: str):
    bolt, nut, buyer = new_article(), new_article(), new_buyer()
    listed(bolt, "14.20")
    rows = [*tiers_of(bolt, "1.00"), *tiers_of(nut, "2.00"), PriceFacts("no such", Decimal(1))]
    outcome = put_list_prices(OPERATOR, LIST, rows)
    assert (outcome.new, outcome.changed, [one.row for one in outcome.problems]) == (1, 1, [3])
    assert preview_list_prices(OPERATOR, LIST, rows) == outcome
    assert preview_list_prices(OPERATOR, LIST, rows[:2]).problems == ()
    assert prices(price_many(buyer, [asks(bolt), asks(nut)])) == ["14.20", None]


def test_prices_of_a_product_are_replaced_as_a_whole_and_others_stay(stall: str):
    bolt, nut, buyer = new_article(), new_article(), new_buyer()
    listed(bolt, "14.20", ("500", "12.00"))
    listed(nut, "2.00")
    listed(bolt, "13.00")
    assert prices(price_many(buyer, [asks(bolt, "500"), asks(nut)])) == ["13.00", "2.00"]


def test_agreements_are_replaced_by_their_number_and_others_stay(stall: str):
    bolt, nut, buyer = new_article(), new_article("nuts"), new_buyer()
    listed(nut, "10.00")
    one = AgreementFacts("A", AgreementKind.FRAMEWORK, prices=tiers_of(bolt, "9.80"), discounts=(off("30", "nuts"),))
    other = AgreementFacts("B", AgreementKind.COMPANY_LIST, prices=tiers_of(bolt, "11.00"))
    assert put_agreements(OPERATOR, buyer.company_id, [one, other]).new == 2
    assert prices(price_many(buyer, [asks(bolt), asks(nut)])) == ["9.80", "7.00"]
    outcome = put_agreements(OPERATOR, buyer.company_id, [replace(one, prices=(), discounts=())])
    assert (outcome.new, outcome.changed) == (0, 1)
    assert prices(price_many(buyer, [asks(bolt), asks(nut)])) == ["11.00", "10.00"]


def test_a_wrong_agreement_changes_nothing_and_a_preview_says_the_same(stall: str):
    bolt, buyer = new_article(), new_buyer()
    good = AgreementFacts("A", AgreementKind.FRAMEWORK, prices=tiers_of(bolt, "9.80"))
    bad = AgreementFacts("B", AgreementKind.FRAMEWORK, prices=tiers_of(bolt, "-1"))
    outcome = put_agreements(OPERATOR, buyer.company_id, [good, bad])
    assert (outcome.new, [one.reason for one in outcome.problems]) == (2, [checks.WRONG_PRICE])
    assert preview_agreements(OPERATOR, buyer.company_id, [good, bad]) == outcome
    assert preview_agreements(OPERATOR, buyer.company_id, [good]).problems == ()
    assert prices(price_many(buyer, [asks(bolt)])) == [None]


def test_lists_and_groups_are_changed_by_their_names(stall: str):
    group, bolt, buyer = new_group(), new_article(), new_buyer()
    number = f"L{new_id()[-6:]}"
    facts = PriceListFacts(number, group=group)
    assert put_price_lists(OPERATOR, [facts]).new == 1
    listed(bolt, "5.00", number=number)
    assert prices(price_many(buyer, [asks(bolt)])) == [None]
    assert put_price_lists(OPERATOR, [replace(facts, group="")]).changed == 1
    assert prices(price_many(buyer, [asks(bolt)])) == ["5.00"]
    assert put_customer_groups(OPERATOR, [CustomerGroupFacts(group, "Renamed")]).changed == 1
    wrong = [PriceListFacts("X", currency="eur"), PriceListFacts("Y", group="no such"), PriceListFacts(""), PriceListFacts("X")]
    assert [(one.row, one.reason) for one in put_price_lists(OPERATOR, wrong).problems] == [
        (1, checks.NO_CURRENCY), (2, checks.UNKNOWN_CUSTOMER_GROUP), (3, checks.WRONG_NUMBER), (4, checks.TWICE),
    ]  # fmt: skip
    assert put_customer_groups(OPERATOR, [CustomerGroupFacts("", "")]).problems[0].reason == checks.WRONG_NUMBER


def test_a_company_leaves_its_group_again(stall: str):
    bolt, buyer = new_article(), new_buyer()
    listed(bolt, "10.00")
    group = new_group(buyer, off("50"))
    assert prices(price_many(buyer, [asks(bolt)])) == ["5.00"]
    put_company_group(OPERATOR, buyer.company_id, "")
    assert prices(price_many(buyer, [asks(bolt)])) == ["10.00"]
    put_company_group(OPERATOR, buyer.company_id, group)
    assert put_group_discounts(OPERATOR, group, []) == ()
    assert prices(price_many(buyer, [asks(bolt)])) == ["10.00"]


def test_unknown_lists_groups_and_companies_are_not_found(stall: str):
    buyer = new_buyer()
    for call in (
        lambda: put_list_prices(OPERATOR, "no such", []),
        lambda: put_list_prices(OPERATOR, "a\x00", []),
        lambda: put_group_discounts(OPERATOR, "no such", []),
        lambda: put_company_group(OPERATOR, buyer.company_id, "no such"),
        lambda: put_company_group(OPERATOR, new_id(), ""),
        lambda: put_agreements(OPERATOR, "nonsense", []),
        lambda: preview_agreements(OPERATOR, new_id(), []),
    ):
        with pytest.raises(NotFound):
            call()


def test_people_of_companies_keep_no_prices(stall: str):
    buyer = new_buyer(P.AGREEMENT_VIEW)
    for call in (lambda: put_list_prices(buyer, LIST, []), lambda: put_agreements(buyer, buyer.company_id, []), lambda: put_customer_groups(buyer, [])):
        with pytest.raises(Forbidden):
            call()


def test_what_was_put_stands_in_the_record_of_the_company(stall: str):
    bolt, buyer = new_article(), new_buyer()
    put_agreements(OPERATOR, buyer.company_id, [AgreementFacts("A", AgreementKind.FRAMEWORK, prices=tiers_of(bolt, "9.80"), valid_to=date(2027, 1, 1))])
    rows = behind_the_guard("SELECT action, actor_name FROM audit_entry WHERE company_id = :company", company=buyer.company_id)
    assert rows == [("price-agreement.put", "test")]
