"""Fifty at once with one key, two tabs, the last of a budget, an approval and an undo at the same moment: one order, and nothing is exceeded."""

from collections import Counter
from functools import partial

import pytest

from portal_app.ordering import OrderState, list_orders, look_at_cart, read_order, submit_cart, take_back_order
from portal_app.purchasing import BudgetFacts, BudgetMode, Verdict, decide_request, list_budgets, put_budget, read_request
from tests.database import behind_the_guard
from tests.ordering.shop import Shop
from tests.ordering.test_cart_races import all_at_once
from tests.ordering.test_checkout import a_cart, chief_of, eur, new_rule, ordered, standing


@pytest.fixture
def rounds(in_full: bool) -> range:
    return range(200 if in_full else 2)


@pytest.mark.asvs("2.3.4")
def test_fifty_clicks_with_one_key_are_one_order(shop: Shop, rounds: range):
    for number in rounds:
        cart = a_cart(shop)
        click = partial(submit_cart, shop.jan, cart, look_at_cart(shop.jan, cart).digest, repeat_key=f"form {number}")
        answers = all_at_once([click] * 50)
        assert len({answer.number for answer in answers}) == 1
        assert list_orders(shop.jan).total == number + 1


def test_ten_tabs_without_a_key_are_one_order(shop: Shop, rounds: range):
    for number in rounds:
        cart = a_cart(shop)
        answers = all_at_once([partial(submit_cart, shop.jan, cart, look_at_cart(shop.jan, cart).digest)] * 10)
        assert len({answer.order_id for answer in answers}) == 1
        assert list_orders(shop.jan).total == number + 1
    handed_over = behind_the_guard("SELECT count(*) FROM erp_handover WHERE company_id = :company", company=shop.company)
    assert handed_over == [(len(rounds),)]


@pytest.mark.asvs("2.3.4")
def test_the_last_of_a_budget_goes_to_as_many_as_it_holds(shop: Shop, rounds: range):
    chief = chief_of(shop)
    budget = put_budget(chief, BudgetFacts("4711", eur("300"), mode=BudgetMode.HARD, cost_centre_id=shop.centres[0]))
    carts = [(who, a_cart(shop, who=who)) for who in (shop.jan, shop.mia) for _ in range(10)]  # 146.40 each: two fit into 300.00
    for _ in rounds:
        answers = all_at_once([partial(submit_cart, who, cart, look_at_cart(who, cart).digest) for who, cart in carts])
        won = [(who, answer.order_id) for (who, _), answer in zip(carts, answers, strict=True) if not isinstance(answer, str) and answer.order_id]
        assert len(won) == 2 and standing(chief) == ("0.00", "292.80")
        for who, order_id in won:  # their carts are open again for the next round
            take_back_order(who, order_id)
        assert standing(chief) == ("0.00", "0.00")
    assert [line.id for line in list_budgets(chief)] == [budget]


def test_an_approval_and_an_undo_at_the_same_moment_end_in_one_of_both(shop: Shop, rounds: range, supplier):
    anna, chief = new_rule(shop), chief_of(shop)
    put_budget(chief, BudgetFacts("4711", eur("100000"), cost_centre_id=shop.centres[0]))
    for _ in rounds:
        order_id = ordered(shop, a_cart(shop)).order_id
        request = read_request(anna, read_order(shop.jan, order_id).request_id)
        approve = partial(decide_request, anna, request.line.id, Verdict.APPROVE, request.digest)
        answers = all_at_once([approve, partial(take_back_order, shop.jan, order_id)])
        state = read_order(shop.jan, order_id).row.state
        assert "busy" not in answers and answers != ["conflict", "conflict"]
        if state is OrderState.APPROVED:  # undone a moment later it would have been taken back as well
            take_back_order(shop.jan, order_id)
        assert read_order(shop.jan, order_id).row.state is OrderState.CANCELLED
        assert standing(chief) == ("0.00", "0.00")
    moves = Counter(behind_the_guard("SELECT move FROM order_step WHERE company_id = :company", company=shop.company))
    assert moves[("take-back",)] == len(rounds)
