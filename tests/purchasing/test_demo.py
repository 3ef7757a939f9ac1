"""Hansen's budgets, rules and deputy in the demo world, and that a second building changes nothing."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from portal_app.accounts import list_cost_centres
from portal_app.accounts.actions.demo_entry import enter_as
from portal_app.accounts.actions.sessions import find_signed_in
from portal_app.kernel import clock
from portal_app.kernel.actor import Actor, visitor
from portal_app.kernel.config import settings
from portal_app.kernel.db import engine
from portal_app.purchasing import BudgetMode, CartFacts, CartLine, judge_cart, list_budgets, list_delegations, list_rules
from portal_app.purchasing.demo import build
from tests.purchasing.builders import eur

TOOL = {"categories": ("tools", "drills"), "is_first_purchase": True}


@pytest.fixture
def hansen(demo_sqlite: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Actor]]:
    """Some of Hansen's people at work in a copy of the finished world."""
    file = Path(shutil.copy(demo_sqlite, tmp_path / "portal.db"))
    monkeypatch.setenv("PORTAL_DATABASE_URL", f"sqlite:///{file}")
    settings.cache_clear(), engine.cache_clear()
    yield {name: find_signed_in(visitor(), enter_as(visitor(), f"{name}@hansen-mb.example").token).actor for name in ("j.keller", "a.berg", "h.lang")}
    engine().dispose()
    settings.cache_clear(), engine.cache_clear()


def test_hansen_has_budgets_for_its_cost_centres_two_rules_and_a_deputy(hansen: dict[str, Actor]):
    jan, lang = hansen["j.keller"], hansen["h.lang"]
    assert [(one.name, one.amount, one.mode) for one in list_budgets(jan)] == [
        ("4711 Maintenance", eur(3080), BudgetMode.APPROVAL), ("4712 Tools", eur(1800), BudgetMode.APPROVAL),
        ("4720 Assembly", eur(2500), BudgetMode.SOFT), ("4730 Safety", eur(12000), BudgetMode.HARD),
    ]  # fmt: skip
    assert [rule.facts.name for rule in list_rules(lang)] == ["Neues Werkzeug", "Über 500 EUR"]
    (deputy,) = list_delegations(jan)
    assert (deputy.person_name, deputy.delegate_name) == ("Anna Berg", "Dr Henrik Lang") and deputy.first_day > clock.today()
    build(clock.today())
    assert (len(list_budgets(jan)), len(list_rules(lang)), len(list_delegations(jan))) == (4, 2, 1)


def test_what_happens_to_carts_of_the_demo(hansen: dict[str, Actor]):
    jan = hansen["j.keller"]
    tools = next(line.id for line in list_cost_centres(jan) if line.number == "4712")
    small, large = CartLine("1", "Bolt", eur(100), tools), CartLine("1", "Bolt", eur("500.01"), tools)
    assert not judge_cart(jan, CartFacts((small,))).needs_approval
    told = judge_cart(jan, CartFacts((large,)))
    assert [one.name for one in told.steps[0].deciders] == ["Anna Berg", "Dr Henrik Lang"] and told.small_changes[0].less == eur("0.01")
    new_tool = judge_cart(jan, CartFacts((replace(small, **TOOL),)))
    assert [[one.name for one in step.deciders] for step in new_tool.steps] == [["Anna Berg"], ["Dr Henrik Lang"]] and not new_tool.problem
    over = judge_cart(jan, CartFacts((replace(small, net=eur(1890)),)))
    assert over.outlooks[0].over == eur(90)


def test_when_the_administrator_orders_a_new_tool_nobody_can_decide_the_second_step(hansen: dict[str, Actor]):
    told = judge_cart(hansen["h.lang"], CartFacts((CartLine("1", "Drill", eur(10), **TOOL),)))
    assert told.problem.startswith("Nobody in your company can decide")
    with clock.frozen(clock.now() + timedelta(days=8)):  # he is Anna Berg's deputy then, and still does not decide
        assert judge_cart(hansen["h.lang"], CartFacts((CartLine("1", "Drill", eur(10), **TOOL),))).problem
