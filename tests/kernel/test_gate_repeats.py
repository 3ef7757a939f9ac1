"""Commands are safe to repeat: a double click, a retry and a second tab give one result."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from portal_app.kernel.actor import visitor
from portal_app.kernel.errors import Conflict, Forbidden, GateBroken
from portal_app.kernel.gate import Context, command
from portal_app.kernel.ids import Id, new_id
from portal_app.kernel.money import Money
from portal_app.kernel.permissions import Permission as P
from tests.database import TwoCompanies, behind_the_guard, person_of
from tests.kernel import office


@pytest.fixture
def anna(two_companies: TwoCompanies) -> Any:
    return person_of(two_companies.mine, P.COST_CENTRE_EDIT, P.COST_CENTRE_VIEW)


def _count(table: str, company_id: str) -> int:
    return behind_the_guard(f"SELECT count(*) FROM {table} WHERE company_id = :company", company=company_id)[0][0]


def test_a_repetition_gets_the_first_answer_with_all_its_types(anna: Any):
    first = office.open_centre(anna, "40", repeat_key="k1")
    assert office.open_centre(anna, "40", repeat_key="k1") == first
    assert type(first.budget.amount).__name__ == "Decimal" and first.at.tzinfo is not None


def test_fifty_calls_at_once_with_one_key_run_once_and_all_get_its_answer(two_companies: TwoCompanies, anna: Any, in_full: bool):
    for round_number in range(200 if in_full else 4):
        start = threading.Barrier(50)

        def call(_: int, number: str = f"r{round_number}", start: threading.Barrier = start) -> office.Opened:
            start.wait(30)
            return office.open_centre(anna, number, repeat_key=number)

        with ThreadPoolExecutor(50) as threads:
            answers = list(threads.map(call, range(50)))
        assert len({answer.id for answer in answers}) == 1
    rounds = round_number + 1
    assert [_count(table, two_companies.mine) for table in ("cost_centre", "audit_entry", "outbox_message")] == [3 + rounds, rounds, rounds]


@pytest.mark.parametrize("contents", [b"\xff\x00 a file", {"b": 2, "a": [1, (2, {"c"})]}, Money(Decimal("0.10")), date(2026, 11, 23), None])
def test_contents_of_any_kind_compare_equal_to_themselves(contents: Any, anna: Any):
    @command(P.COST_CENTRE_EDIT)
    def take(ctx: Context, contents: Any) -> str:
        return new_id()

    first = take(anna, contents, repeat_key="k9")
    assert take(anna, deepcopy(contents), repeat_key="k9") == first
    with pytest.raises(Conflict):
        take(anna, [contents], repeat_key="k9")


def test_what_cannot_be_compared_is_refused_at_the_first_call(anna: Any):
    with pytest.raises(GateBroken, match="plain values"):
        office.open_centre(anna, object(), repeat_key="k10")


@pytest.mark.parametrize("other", [{"number": "51"}, {"number": "50", "note": "with a note"}])
def test_the_same_key_with_other_contents_is_a_conflict(other: dict[str, str], two_companies: TwoCompanies, anna: Any):
    office.open_centre(anna, number="50", repeat_key="k2")
    with pytest.raises(Conflict):
        office.open_centre(anna, **other, repeat_key="k2")
    assert _count("cost_centre", two_companies.mine) == 4


def test_it_makes_no_difference_whether_arguments_are_named(anna: Any):
    assert office.open_centre(anna, "52", repeat_key="k3") == office.open_centre(anna, number="52", repeat_key="k3")
    assert office.open_centre(anna, "52", "", repeat_key="k3") == office.open_centre(anna, "52", repeat_key="k3")


def test_the_order_of_a_set_makes_no_difference(anna: Any):
    runs: Counter[str] = Counter()

    @command(P.COST_CENTRE_EDIT)
    def note_all(ctx: Context, names: frozenset[str]) -> int:
        runs["note_all"] += 1
        return len(names)

    names = [new_id() for _ in range(40)]
    assert note_all(anna, frozenset(names), repeat_key="k4") == note_all(anna, frozenset(reversed(names)), repeat_key="k4") == 40
    assert runs["note_all"] == 1


def test_the_same_key_of_another_person_company_or_action_is_another_key(two_companies: TwoCompanies, anna: Any):
    somebody = person_of(two_companies.mine, P.COST_CENTRE_EDIT)
    elsewhere = replace(anna, company_id=two_companies.theirs)
    first = office.open_centre(anna, "53", repeat_key="k5").id
    assert office.open_centre(elsewhere, "53", repeat_key="k5").id != first
    with pytest.raises(Exception, match="(?i)unique"):
        office.open_centre(somebody, "53", repeat_key="k5")
    assert office.change_nothing(anna, repeat_key="k5") == "nothing"


def test_two_visitors_at_one_address_do_not_get_each_others_answers(two_companies: TwoCompanies):
    numbers = iter(range(1000))

    @office.public_command(limit=office.Limit(1000, 60))
    def draw(ctx: Context) -> int:
        ctx.record("number.drawn", "number")
        return next(numbers)

    one, other = visitor(address="192.0.2.9"), visitor(address="192.0.2.9")
    assert draw(one, repeat_key="a-random-key-of-one-browser") == draw(one, repeat_key="a-random-key-of-one-browser") == 0
    assert draw(other, repeat_key="a-random-key-of-another-browser") == 1


def test_a_call_that_failed_leaves_its_key_free(two_companies: TwoCompanies, anna: Any):
    with pytest.raises(Conflict):
        office.open_and_fail(anna, "54", repeat_key="k6")
    with pytest.raises(Conflict):
        office.open_and_fail(anna, "55", repeat_key="k6")
    assert office.open_centre(anna, "54", repeat_key="k6").number == "54"


def test_a_repetition_after_the_right_was_taken_away_is_refused(anna: Any):
    office.open_centre(anna, "55", repeat_key="k7")
    with pytest.raises(Forbidden):
        office.open_centre(replace(anna, permissions=frozenset()), "55", repeat_key="k7")


def test_an_answer_of_nothing_is_kept_too(anna: Any):
    runs: list[Id] = []

    @command(P.COST_CENTRE_EDIT)
    def touch(ctx: Context) -> None:
        runs.append(new_id())

    assert touch(anna, repeat_key="k8") is None
    assert touch(anna, repeat_key="k8") is None
    assert len(runs) == 1


def test_without_a_key_a_command_runs_each_time(two_companies: TwoCompanies, anna: Any):
    office.open_centre(anna, "56")
    with pytest.raises(Exception, match="(?i)unique"):
        office.open_centre(anna, "56")


def test_kept_answers_name_neither_caller_nor_key(anna: Any):
    office.open_centre(anna, "57", repeat_key="a-key-nobody-should-read")
    kept = behind_the_guard("SELECT key, arguments FROM repeated_call")
    assert all(len(key) == 64 and len(arguments) == 64 for key, arguments in kept)
