"""Twenty buyers on the last 100 EUR, and several approvers on one request: never exceeded, exactly what fits, one winner, no deadlock seen by anybody.

50 rounds in `make test`, 1,000 in `make test-races`. Each round is a month of its own, so that also the first movement of a period is raced for.
"""

import random
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from portal_app.kernel import clock
from portal_app.kernel.actor import Actor
from portal_app.kernel.errors import PortalError
from portal_app.kernel.ids import Id, new_id
from portal_app.purchasing import BudgetMode, CartFacts, RequestState, Verdict, decide_request
from tests.database import behind_the_guard
from tests.purchasing.office import MANAGER, Office, book, new_office, send_cart

pytestmark = pytest.mark.races
AT_ONCE = 20
LAST = Decimal(100)


@pytest.fixture
def rounds(in_full: bool) -> range:
    return range(1000 if in_full else 50)


@pytest.fixture
def advance(shared_database: str) -> Iterator[Callable[[timedelta], None]]:
    with clock.frozen(datetime(2026, 1, 15, 9, tzinfo=UTC)) as move:
        yield move


@pytest.fixture
def office(advance: Callable) -> Office:
    return new_office()


@pytest.fixture(scope="module")
def threads() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(AT_ONCE) as pool:
        yield pool


def all_at_once(threads: ThreadPoolExecutor, calls: list[Callable[[], Any]]) -> list[Any]:
    """What each call answers when all begin at the same moment; foreseen trouble is an answer, everything else a failure."""
    start = threading.Barrier(len(calls))

    def run(call: Callable[[], Any]) -> Any:
        start.wait(30)
        try:
            return call()
        except PortalError as trouble:
            return trouble

    return list(threads.map(run, calls))


def used_now(budget: Id) -> tuple[Decimal, Decimal]:
    """Over all periods what the balances say is used, and what the entries sum up to."""
    used = behind_the_guard("SELECT coalesce(sum(used), 0) FROM budget_balance WHERE budget_id = :id", id=budget)[0][0]
    booked = behind_the_guard("SELECT coalesce(sum(reserved + committed + actual), 0) FROM budget_entry WHERE budget_id = :id", id=budget)[0][0]
    return Decimal(int(used)) / 1_000_000, Decimal(int(booked)) / 1_000_000


@pytest.mark.asvs("2.3.4", "15.4.2")
def test_twenty_buyers_on_the_last_hundred(office: Office, rounds: range, advance: Callable, threads: ThreadPoolExecutor):
    """Every other round all want 30, so three win; in the others each wants something else, and who was refused would not have fitted."""
    hard, soft = office.budget("100"), office.budget("1", BudgetMode.SOFT, centre=None)
    chance, before = random.Random(7), Decimal(0)
    for number in rounds:
        advance(timedelta(days=31))
        wishes = [Decimal(30)] * AT_ONCE if number % 2 else [Decimal(chance.randint(1, 9000)) / 100 for _ in range(AT_ONCE)]
        calls = [partial(_order, office, wish) for wish in wishes]
        answers = all_at_once(threads, calls)
        assert {answer.code for answer in answers if answer is not None} <= {"conflict"}, answers
        won = [wish for wish, answer in zip(wishes, answers, strict=True) if answer is None]
        left = LAST - sum(won)
        assert left >= 0 and all(wish > left for wish, answer in zip(wishes, answers, strict=True) if answer is not None)
        assert len(won) == 3 or not number % 2
        after = before + sum(won)
        assert used_now(hard) == (after, after)
        before = after
    assert used_now(soft) == (before, before)


def _order(office: Office, wish: Decimal) -> None:
    book(office.jan, new_id(), CartFacts((office.line(str(wish)),)))


@pytest.mark.asvs("2.3.4")
def test_of_several_approvers_one_decides(office: Office, rounds: range, threads: ThreadPoolExecutor):
    """Half of them approve, half refuse: whoever is first decides, all others are told who it was."""
    approvers = [office.hire(f"Manager{number}", MANAGER) for number in range(6)]
    office.rule()
    for _ in rounds[::5]:
        request_id = send_cart(office.jan, office.cart())
        digest = behind_the_guard("SELECT digest FROM approval_request WHERE id = :id", id=request_id)[0][0]
        answers = all_at_once(threads, [partial(_decide, who, request_id, digest, place) for place, who in enumerate(approvers)])
        winners = [place for place, answer in enumerate(answers) if isinstance(answer, RequestState)]
        assert len(winners) == 1 and {answer.code for answer in answers if isinstance(answer, PortalError)} == {"conflict"}
        assert {answer.values["name"] for answer in answers if isinstance(answer, PortalError)} == {approvers[winners[0]].name}
        found = behind_the_guard("SELECT person_id FROM approval_decision WHERE request_id = :id", id=request_id)
        assert found == [(approvers[winners[0]].person_id,)]


def _decide(who: Actor, request_id: Id, digest: str, place: int) -> RequestState:
    return decide_request(who, request_id, Verdict.REFUSE if place % 2 else Verdict.APPROVE, digest, "no")
