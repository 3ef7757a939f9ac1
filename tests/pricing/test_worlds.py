"""Whole worlds of random prices, put through the actions and asked for through the gate, against the second resolver over the same facts."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest

from portal_app.kernel.permissions import Permission as P
from portal_app.pricing import (
    AgreementFacts,
    AgreementKind,
    Discount,
    DiscountFacts,
    Level,
    PriceFacts,
    PriceListFacts,
    PriceQuestion,
    PriceRule,
    PriceSource,
    Tier,
    explain_price,
    price_many,
    put_agreements,
    put_list_prices,
    put_price_lists,
    tier_table_of,
)  # fmt: skip
from tests.pricing.builders import TODAY
from tests.pricing.second_resolver import second_price
from tests.pricing.stall import LIST, NET, OPERATOR, Article, new_article, new_buyer, new_group

LEVELS = {
    AgreementKind.PROJECT: Level.PROJECT, AgreementKind.FRAMEWORK: Level.AGREEMENT, AgreementKind.COMPANY_LIST: Level.COMPANY_LIST,
    AgreementKind.DISCOUNT: Level.LIST,
}  # fmt: skip
GROUPS = ("", "bolts", "bolts", "nuts")


class Maker:
    """Facts that compete: few products, few quantities, days around today."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)

    def days(self) -> tuple[date | None, date | None]:
        first, last = (TODAY + timedelta(days=self.chance.randint(-4, 4)) if self.chance.random() < 0.25 else None for _ in range(2))
        return (first, last) if not (first and last and last < first) else (last, first)

    def steps(self) -> list[Decimal]:
        return sorted(map(Decimal, self.chance.sample(["1", "50", "100", "500"], self.chance.randint(1, 3))))

    def prices(self, articles: list[Article], currency: str = "EUR") -> tuple[PriceFacts, ...]:
        found = []
        for article in self.chance.sample(articles, self.chance.randint(1, len(articles))):
            (first, last), unit = self.days(), self.chance.choice((1, 10, 100, 1000))
            found += [
                PriceFacts(article.number, Decimal(self.chance.randint(0, 99999)).scaleb(-self.chance.choice((2, 4))), step, unit, "", currency, first, last)
                for step in self.steps()
            ]
        return tuple(found)

    def discounts(self, most: int) -> tuple[DiscountFacts, ...]:
        found = []
        for group, cumulative in {(self.chance.choice(GROUPS), self.chance.random() < 0.3) for _ in range(self.chance.randint(0, most))}:
            first, last = self.days()
            found += [DiscountFacts(Decimal(self.chance.randint(1, 10_000)).scaleb(-2), group, step, cumulative, first, last) for step in self.steps()]
        return tuple(found)

    def agreement(self, number: int, articles: list[Article]) -> AgreementFacts:
        kind, (first, last) = self.chance.choice([*AgreementKind]), self.days()
        limited = kind is AgreementKind.FRAMEWORK and self.chance.random() < 0.4
        return AgreementFacts(
            f"A{number}", kind, project="Hall 3" if kind is AgreementKind.PROJECT else "", exclusive=self.chance.random() < 0.15,
            valid_from=first, valid_to=last, committed=Decimal(self.chance.choice((50, 500))) if limited else None,
            called=Decimal(self.chance.choice((0, 1, 450))) if limited else Decimal(0),
            prices=() if kind is AgreementKind.DISCOUNT else self.prices(articles), discounts=self.discounts(2),
        )  # fmt: skip

    def question(self, articles: list[Article]) -> PriceQuestion:
        quantity = Decimal(self.chance.choice(["0.5", "1", "7", "49", "50", "99.5", "100", "499", "500", "1000", "3333.333333"]))
        day = TODAY + timedelta(days=self.chance.randint(-4, 4))
        return PriceQuestion(self.chance.choice(articles).id, quantity, day, project=self.chance.choice(("", "", "Hall 3", "Hall 4")))


def price_rules(facts: tuple[PriceFacts, ...], source: PriceSource, ids: dict[str, str], terms: AgreementFacts | None = None) -> list[PriceRule]:
    """What the facts say, put together here in another way than in the portal: one rule for all rows of a product with the same days."""
    rules: dict[tuple, list[PriceFacts]] = {}
    for one in facts:
        rules.setdefault((one.product, one.valid_from, one.valid_to), []).append(one)
    return [
        PriceRule(
            id=f"{source.id}{key}", source=source, product_id=ids[key[0]], price_unit=tiers[0].price_unit,
            tiers=tuple(Tier(one.from_quantity, one.price) for one in tiers), **limits(tiers[0], terms),
        )
        for key, tiers in rules.items()
    ]  # fmt: skip


def discount_rules(facts: tuple[DiscountFacts, ...], source: PriceSource, terms: AgreementFacts | None = None) -> list[Discount]:
    rules: dict[tuple, list[DiscountFacts]] = {}
    for one in facts:
        rules.setdefault((one.product_group, one.cumulative, one.valid_from, one.valid_to), []).append(one)
    return [
        Discount(
            id=f"{source.id}{key}", source=source, product_group=key[0], cumulative=key[1],
            tiers=tuple(Tier(one.from_quantity, one.percent) for one in tiers), **limits(tiers[0], terms),
        )
        for key, tiers in rules.items()
    ]  # fmt: skip


def limits(row: PriceFacts | DiscountFacts, terms: AgreementFacts | None) -> dict:
    days = [(one.valid_from, one.valid_to) for one in (row, terms) if one]
    facts = {"valid_from": max((first or date.min) for first, _ in days), "valid_to": min((last or date.max) for _, last in days)}
    return facts | ({"committed": terms.committed, "called": terms.called} if terms else {})


@pytest.mark.parametrize("seed", range(8))
def test_the_gate_answers_as_the_second_resolver_does(stall: str, seed: int):
    make, buyer, stranger = Maker(seed), new_buyer(P.AGREEMENT_VIEW), new_buyer()
    articles = [new_article("bolts"), new_article("nuts"), new_article("bolts")]
    ids, groups = {one.number: one.id for one in articles}, dict(zip([one.id for one in articles], ("bolts", "nuts", "bolts"), strict=True))
    off = make.discounts(3)
    group = new_group(buyer, *off)
    put_price_lists(OPERATOR, [PriceListFacts(f"Of {group}", group=group)])
    prices, discounts = [], discount_rules(off, PriceSource("group", Level.LIST, group))
    for number, level in ((LIST, Level.LIST), (NET, Level.LIST), (f"Of {group}", Level.GROUP_LIST)):
        if number != NET or make.chance.random() < 0.4:
            facts = make.prices(articles)
            assert put_list_prices(OPERATOR, number, facts).problems == ()
            prices += price_rules(facts, PriceSource(number, level, number, exclusive=number == NET), ids)
    usd = make.prices(articles, "USD")
    assert put_list_prices(OPERATOR, "USD list", usd).problems == ()
    every = [make.agreement(number, articles) for number in range(5)]
    assert put_agreements(OPERATOR, buyer.company_id, every).problems == ()
    for facts in every:
        source = PriceSource(facts.number, LEVELS[facts.kind], facts.number, project=facts.project, exclusive=facts.exclusive)
        prices += price_rules(facts.prices, source, ids, facts)
        discounts += discount_rules(facts.discounts, source, facts)
    asked = [make.question(articles) for _ in range(80)]
    views = price_many(buyer, asked)
    assert [None if view.price is None else (view.each, view.amount.amount * 100) for view in views] == [
        second_price(prices, discounts, as_asked(question, groups)) for question in asked
    ]
    assert sum(view.price is not None for view in views) > 20
    for question, view in zip(asked[:20], views, strict=False):
        trace = explain_price(buyer, question)
        assert (trace.unit_price, trace.price_unit if view.price else 1) == (view.price, view.price_unit)
    common = [rule for rule in prices if rule.source.level is Level.LIST]
    assert [view.each for view in price_many(stranger, asked)] == [
        price and price[0] for price in (second_price(common, [], as_asked(question, groups)) for question in asked)
    ]
    for article in articles:
        for row in tier_table_of(buyer, article.id).rows:
            at = PriceQuestion(article.id, row.from_quantity, TODAY)
            assert price_many(buyer, [at])[0].price == row.price


def as_asked(question: PriceQuestion, groups: dict[str, str]) -> PriceQuestion:
    return PriceQuestion(question.product_id, question.quantity, question.day, groups[question.product_id], "C62", "EUR", question.project)
