"""What holds for all prices: sets, order, traces, better rules, and a second resolver that is written to be obviously right."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal_app.kernel.money import Money
from portal_app.pricing import Discount, Level, PriceBook, PriceQuestion, PriceRule, PriceSource, Tier, explain, resolve
from tests.pricing.builders import TODAY
from tests.pricing.builders import book as book_of
from tests.pricing.second_resolver import second_price

RULES = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
THOUSANDS = settings(RULES, max_examples=500)  # of up to 12 questions each
QUANTITIES = st.sampled_from(["0.000001", "1", "7", "49", "50", "50.000001", "99.5", "100", "499", "500", "1000", "3333.333333"]).map(Decimal)
PRICES = st.one_of(st.integers(1, 99999).map(lambda cents: Decimal(cents).scaleb(-2)), st.integers(1, 9_999_999).map(lambda n: Decimal(n).scaleb(-6)))
PERCENTS = st.integers(0, 10_000).map(lambda hundredths: Decimal(hundredths).scaleb(-2))
# Most rules fit most questions, so that they compete; some do not.
DAYS = st.sampled_from([None] * 7 + [TODAY + timedelta(days=days) for days in range(-3, 4)])
PRODUCTS, GROUPS = st.sampled_from(["bolt"] * 5 + ["nut"]), st.sampled_from(["", "bolts", "bolts", "nuts"])
PROJECTS = st.sampled_from(["", "", "", "Hall 3"])
UNITS, CURRENCIES = st.sampled_from(["C62"] * 7 + ["MTR"]), st.sampled_from(["EUR"] * 7 + ["USD"])


@st.composite
def tier_tuples(draw: st.DrawFn, values: st.SearchStrategy[Decimal]) -> tuple[Tier, ...]:
    starts = sorted(draw(st.sets(st.sampled_from(["0.000001", "1", "50", "100", "500"]).map(Decimal), min_size=1, max_size=3)))
    return tuple(Tier(start, draw(values)) for start in starts)


@st.composite
def price_sources(draw: st.DrawFn, levels: st.SearchStrategy[Level]) -> PriceSource:
    number = draw(st.integers(1, 10**6))
    return PriceSource(
        f"s{number}", draw(levels), str(number), currency=draw(CURRENCIES), project=draw(PROJECTS),
        exclusive=draw(st.sampled_from([False] * 7 + [True])),
    )  # fmt: skip


def _common(draw: st.DrawFn, letter: str) -> dict:
    committed = draw(st.sampled_from([None] * 6 + [Decimal(0), Decimal(50), Decimal(500)]))
    called = draw(st.sampled_from(["0", "1", "450"]).map(Decimal)) if committed is not None else Decimal(0)
    return {"id": f"{letter}{draw(st.integers(1, 10**9))}", "valid_from": draw(DAYS), "valid_to": draw(DAYS), "committed": committed, "called": called}


@st.composite
def price_rules(draw: st.DrawFn) -> PriceRule:
    return PriceRule(
        source=draw(price_sources(st.sampled_from([*Level, Level.LIST]))), tiers=draw(tier_tuples(PRICES)), product_id=draw(PRODUCTS),
        price_unit=draw(st.sampled_from([1, 100, 1000])), unit=draw(UNITS), **_common(draw, "r"),
    )  # fmt: skip


@st.composite
def discounts(draw: st.DrawFn) -> Discount:
    levels = st.sampled_from([Level.LIST, Level.LIST, Level.AGREEMENT, Level.AGREEMENT, Level.PROJECT])
    return Discount(
        source=draw(price_sources(levels)), tiers=draw(tier_tuples(PERCENTS)), product_group=draw(GROUPS), cumulative=draw(st.booleans()),
        **_common(draw, "d"),
    )  # fmt: skip


@st.composite
def questions(draw: st.DrawFn) -> PriceQuestion:
    day = TODAY + timedelta(days=draw(st.integers(-4, 4)))
    return PriceQuestion(draw(PRODUCTS), draw(QUANTITIES), day, draw(GROUPS), draw(UNITS), "EUR", draw(PROJECTS))


def with_own_ids(rules: list) -> list:
    """Two rules never have the same id: it is the primary key of their table."""
    return [replace(rule, id=f"{rule.id}-{place}") for place, rule in enumerate(rules)]


PRICE_RULES = st.lists(price_rules(), max_size=8).map(with_own_ids)
DISCOUNTS = st.lists(discounts(), max_size=5).map(with_own_ids)


def book(prices: list[PriceRule], discounts: list[Discount]) -> PriceBook:
    return book_of(*prices, *discounts)


@THOUSANDS
@given(PRICE_RULES, DISCOUNTS, st.lists(questions(), min_size=1, max_size=12))
def test_a_second_resolver_finds_the_same(prices: list[PriceRule], off: list[Discount], asked: list[PriceQuestion]):
    for question, answer in zip(asked, resolve(book(prices, off), asked), strict=True):
        expected = second_price(prices, off, question)
        found = (answer.row.each, answer.amount.amount * 100) if answer.amount is not None else None
        assert found == expected, question


@RULES
@given(PRICE_RULES, DISCOUNTS, st.lists(questions(), max_size=12))
def test_a_set_is_answered_as_its_questions_one_by_one(prices: list[PriceRule], off: list[Discount], asked: list[PriceQuestion]):
    alone = [resolve(book(prices, off), [question])[0] for question in asked]
    assert resolve(book(prices, off), asked) == alone


@RULES
@given(PRICE_RULES, DISCOUNTS, questions(), st.randoms(use_true_random=False))
def test_the_order_of_the_rules_changes_nothing(prices: list[PriceRule], off: list[Discount], question: PriceQuestion, chance):
    shuffled = [*prices], [*off]
    for rules in shuffled:
        chance.shuffle(rules)
    one, other = book(prices, off), book(*shuffled)
    assert resolve(one, [question]) == resolve(other, [question])
    assert explain(one, question) == explain(other, question)


@RULES
@given(PRICE_RULES, DISCOUNTS, questions())
def test_the_trace_adds_up_to_the_price_and_accounts_for_every_rule(prices: list[PriceRule], off: list[Discount], question: PriceQuestion):
    one = book(prices, off)
    (answer,), trace = resolve(one, [question]), explain(one, question)
    assert trace.unit_price == answer.unit_price
    if trace.unit_price is not None:
        assert sum((step.amount for step in trace.steps), Money(Decimal(0))) == trace.unit_price
        assert (trace.level, trace.price_unit) == (answer.row.offer.level, answer.row.price_unit)
    concerned = {rule.id for rule in prices if rule.product_id == question.product_id}
    concerned |= {rule.id for rule in off if rule.product_group in ("", question.product_group)}
    passed = [one.rule_id for one in trace.passed_over]
    counted = {answer.row.offer.rule.id, *(rule.id for rule in answer.row.offer.discounts)} if trace.unit_price else set()
    assert sorted(passed) == sorted(concerned - counted)
    assert {step.rule_id for step in trace.steps} - counted <= {passed.rule_id for passed in trace.passed_over}


@RULES
@given(PRICE_RULES, DISCOUNTS, questions(), st.data())
def test_a_better_rule_in_a_level_never_makes_it_dearer(prices: list[PriceRule], off: list[Discount], question: PriceQuestion, data: st.DataObject):
    """One more price, or one more discount, in the level that decides. Exclusive rules are made to do otherwise."""
    one = book(prices, off)
    (before,) = resolve(one, [question])
    if before.amount is None:
        return
    level = before.row.offer.level
    source = PriceSource("new", level, "new")
    tiers = data.draw(tier_tuples(PRICES))
    more_prices = PriceRule(id="new", source=source, tiers=tiers, product_id=question.product_id, price_unit=100, unit=question.unit)
    more_off = Discount(id="new", source=source, tiers=data.draw(tier_tuples(PERCENTS)), cumulative=data.draw(st.booleans()))
    for richer in (book([*prices, more_prices], off), book(prices, [*off, more_off])):
        (after,) = resolve(richer, [question])
        assert after.row.each <= before.row.each


@RULES
@given(PRICE_RULES, DISCOUNTS, questions())
def test_the_tier_table_is_true_at_each_edge_and_promises_no_tier_that_is_not_there(prices: list[PriceRule], off: list[Discount], question: PriceQuestion):
    one = book(prices, off)
    for row in one.tier_table(question).rows:
        (answer,) = resolve(book(prices, off), [question._replace(quantity=row.from_quantity)])
        assert answer.unit_price == row.unit_price
        tier = answer.next_tier
        if tier is not None:
            (then,) = resolve(one, [question._replace(quantity=row.from_quantity + tier.more)])
            assert then.unit_price == tier.unit_price
            assert row.each is None or then.row.each < row.each


@RULES
@given(PRICE_RULES, DISCOUNTS, questions())
def test_an_answer_stays_true_until_its_last_day(prices: list[PriceRule], off: list[Discount], question: PriceQuestion):
    (answer,) = resolve(book(prices, off), [question])
    last = answer.valid_until or date(2027, 6, 1)
    assert question.day <= last
    (later,) = resolve(book(prices, off), [question._replace(day=last)])
    assert (later.unit_price, later.amount) == (answer.unit_price, answer.amount)


@RULES
@given(PRICE_RULES, DISCOUNTS, questions(), st.lists(st.integers(-5, 5), min_size=2, max_size=8))
def test_a_book_asked_for_days_in_any_order_answers_as_a_new_one(prices: list[PriceRule], off: list[Discount], question: PriceQuestion, days: list[int]):
    used = book(prices, off)
    for one in (question._replace(day=TODAY + timedelta(days=day)) for day in days):
        assert resolve(used, [one]) == resolve(book(prices, off), [one])
