"""Why this price: the waterfall adds up, names its sources, and says what did not count and why."""

from datetime import date
from decimal import Decimal

import pytest

from portal_app.kernel.i18n import translate
from portal_app.pricing import LEVEL_NAMES, PRECEDENCE, REASONS, Level, PriceTrace, Reason, StepKind, explain
from tests.pricing.builders import BOLTS, LIST, book, off, price, question

P, A, C, G, L = Level.PROJECT, Level.AGREEMENT, Level.COMPANY_LIST, Level.GROUP_LIST, Level.LIST
AGREED = price(A, ("1", "9.80"), ("500", "8.40"), number="2026-11", valid_to=date(2026, 12, 31), committed=Decimal(10000), called=Decimal(6800))


def trace(*rules: object, quantity: str = "500", **facts: object) -> PriceTrace:
    return explain(book(*rules), question(quantity, **facts))


def bars(found: PriceTrace) -> list[tuple[StepKind, str, str]]:
    return [(step.kind, str(step.amount.amount.normalize()), step.source.number) for step in found.steps]


def test_the_precedence_is_as_documented():
    assert PRECEDENCE == (P, A, C, G, L)
    assert set(PRECEDENCE) == set(Level) == set(LEVEL_NAMES)


def test_discounts_come_one_after_the_other_and_the_rounding_last():
    # 14.20 − 2.84 = 11.36; 2.5 % of it 0.284; 11.076 becomes 11.08
    found = trace(LIST, off("20", number="Group 2"), off("2.5", cumulative=True, number="Hansen"))
    assert bars(found) == [
        (StepKind.BASE, "14.2", "List 2026"),
        (StepKind.DISCOUNT, "-2.84", "Group 2"),
        (StepKind.DISCOUNT, "-0.284", "Hansen"),
        (StepKind.ROUNDING, "0.004", "List 2026"),
    ]
    assert [step.percent for step in found.steps] == [None, Decimal(20), Decimal("2.5"), None]


def test_an_agreement_takes_the_place_of_the_list_price_and_then_its_tier_counts():
    found = trace(LIST, AGREED)
    assert bars(found) == [(StepKind.BASE, "14.2", "List 2026"), (StepKind.PRICE, "-4.4", "2026-11"), (StepKind.TIER, "-1.4", "2026-11")]
    assert (found.unit_price.amount, found.level, found.price_unit) == (Decimal("8.40"), A, 100)
    agreement, tier = found.steps[1:]
    assert (agreement.valid_to, agreement.left, tier.from_quantity) == (date(2026, 12, 31), Decimal(3200), Decimal(500))


def test_without_a_list_price_the_waterfall_starts_with_the_rule_itself():
    assert bars(trace(AGREED)) == [(StepKind.BASE, "9.8", "2026-11"), (StepKind.TIER, "-1.4", "2026-11")]


def test_a_list_price_for_100_is_shown_for_1_where_the_agreement_is_for_1():
    assert bars(trace(LIST, price(A, "0.08", price_unit=1, number="A"))) == [(StepKind.BASE, "0.142", "List 2026"), (StepKind.PRICE, "-0.062", "A")]


def test_a_discount_of_a_product_group_in_an_agreement_is_a_step_off_the_list_price():
    found = trace(LIST, off("35", level=A, product_group=BOLTS, number="2026-12"))
    assert (bars(found), found.level) == ([(StepKind.BASE, "14.2", "List 2026"), (StepKind.DISCOUNT, "-4.97", "2026-12")], A)


@pytest.mark.parametrize(
    ("rule", "others", "reason"),
    [
        (price(A, "1", valid_from=date(2026, 11, 24)), [LIST], Reason.NOT_YET),
        (price(A, "1", valid_to=date(2026, 11, 22)), [LIST], Reason.OVER),
        (price(P, "1", project="Hall 4"), [LIST], Reason.OTHER_PROJECT),
        (off("5", project="Hall 4"), [LIST], Reason.OTHER_PROJECT),
        (price(A, "1", currency="USD"), [LIST], Reason.OTHER_CURRENCY),
        (price(A, "1", unit="MTR"), [LIST], Reason.OTHER_UNIT),
        (price(A, ("501", "1")), [LIST], Reason.TOO_FEW),
        (price(A, "1", committed=Decimal(1000), called=Decimal(501)), [LIST], Reason.USED_UP),
        (price(C, "1"), [LIST, AGREED], Reason.HIGHER_LEVEL),
        (off("99"), [LIST, AGREED], Reason.HIGHER_LEVEL),
        (price(A, "8.39"), [price(A, "8.90", exclusive=True)], Reason.SHUT_OUT),
        (off("99"), [LIST, off("1", exclusive=True)], Reason.SHUT_OUT),
        (off("99"), [price(L, "13.00", exclusive=True)], Reason.NET),
        (off("99", level=A), [price(L, "13.00", exclusive=True)], Reason.NET),
        (off("99", level=A), [price(A, "13.00")], Reason.NO_LIST_PRICE),
        (off("99"), [], Reason.NO_LIST_PRICE),
        (price(A, "8.41"), [AGREED], Reason.DEARER),
        (off("19"), [LIST, off("20")], Reason.DEARER),
        (off("19", level=A), [LIST, AGREED], Reason.DEARER),
        (price(L, "14.21"), [LIST], Reason.DEARER),
        (off("50", exclusive=True), [LIST, off("60", exclusive=True)], Reason.DEARER),
    ],
)  # fmt: skip
def test_what_did_not_count_says_why(rule: object, others: list, reason: Reason):
    found = {passed.rule_id: passed.reason for passed in trace(*others, rule).passed_over}
    assert found[rule.id] == reason


@pytest.mark.parametrize("quantity", ["0", "-3"])
def test_for_nothing_there_is_no_price_and_every_rule_says_so(quantity: str):
    found = trace(LIST, AGREED, off("5"), quantity=quantity)
    assert (found.unit_price, found.steps, {passed.reason for passed in found.passed_over}) == (None, (), {Reason.TOO_FEW})


def test_each_reason_has_its_sentence_in_both_languages():
    values = {"valid_from": "1", "valid_to": "2", "project": "3", "currency": "4", "from_quantity": "5", "left": "6"}
    assert set(REASONS) == set(Reason)
    for text in (*REASONS.values(), *LEVEL_NAMES.values()):
        english, german = translate("en", text, **values), translate("de", text, **values)
        assert english != german and "{" not in english + german
