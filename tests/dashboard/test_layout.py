"""What stands on a desk and where: by tables of cases, and for every choice of widgets there is."""

from itertools import combinations

import pytest

from portal_app.accounts.rules.roles import ACTING_RIGHTS, ROLE_RIGHTS, STAFF_RIGHTS, Role, StaffRole
from portal_app.dashboard.rules.first_steps import CompanySoFar, FirstStep, steps_done
from portal_app.dashboard.rules.greeting import greeting
from portal_app.dashboard.rules.layout import COLUMNS, NARROWEST, Widget, in_order, layout
from portal_app.dashboard.rules.widgets import widgets_for
from portal_app.kernel.permissions import Permission

EVERY_CHOICE = [frozenset(choice) for size in range(1, len(Widget) + 1) for choice in combinations(Widget, size)]
ORDERING = {"deliveries", "open-orders", "news"}


def rows_of(shown: frozenset[Widget]) -> list[list[int]]:
    """The columns of each row, read as the page lays them out."""
    rows: list[list[int]] = [[]]
    for spot in layout(shown):
        if sum(rows[-1]) + spot.columns > COLUMNS:
            rows.append([])
        rows[-1].append(spot.columns)
    return rows


def test_there_are_as_many_choices_as_there_should_be():
    assert len(EVERY_CHOICE) == 2 ** len(Widget) - 1


def test_every_desk_fills_its_rows_and_shows_each_widget_once_in_order():
    for shown in EVERY_CHOICE:
        assert [spot.widget for spot in layout(shown)] == in_order(shown) and sorted(in_order(shown)) == sorted(shown)
        rows = rows_of(shown)
        assert all(sum(row) == COLUMNS and min(row) >= NARROWEST and len(row) <= 3 for row in rows), shown
        assert max(map(len, rows)) - min(map(len, rows)) <= 1


def test_who_decides_begins_with_what_waits_and_who_orders_with_ordering():
    every = frozenset(Widget)
    assert in_order(every) == list(Widget)
    assert in_order(every - {Widget.WAITING})[:4] == [Widget.STEPS, Widget.BEGUN, Widget.OPEN_ORDERS, Widget.DELIVERIES]
    assert in_order(frozenset({Widget.SIGN_INS, Widget.COMPANIES})) == [Widget.COMPANIES, Widget.SIGN_INS]


def test_an_empty_desk_has_no_widget():
    assert layout(frozenset()) == ()


@pytest.mark.parametrize(
    ("shown", "columns"),
    [
        ({"waiting", "budgets", "deliveries", "open-orders", "begun", "lists", "news", "people", "changes", "sign-ins"}, [5, 4, 3, 6, 3, 3, 6, 6, 8, 4]),
        ({"waiting", "budgets", "deliveries", "open-orders", "begun", "lists", "news", "people", "sign-ins"}, [5, 4, 3, 6, 3, 3, 5, 4, 3]),
        ({"budgets", "deliveries", "open-orders", "begun", "lists", "news", "sign-ins"}, [3, 6, 3, 7, 5, 7, 5]),
        ({"deliveries", "open-orders", "news", "sign-ins"}, [9, 3, 7, 5]),
        ({"companies", "sign-ins"}, [8, 4]),
    ],
)
def test_what_says_more_gets_more_room(shown: set[str], columns: list[int]):
    assert [spot.columns for spot in layout(frozenset(map(Widget, shown)))] == columns


CASES = [
    (ROLE_RIGHTS[Role.ADMINISTRATOR], {"waiting", "budgets", "begun", "lists", "people", "changes", "sign-ins"} | ORDERING),
    (ROLE_RIGHTS[Role.MANAGER], {"waiting", "budgets", "begun", "lists", "people", "sign-ins"} | ORDERING),
    (ROLE_RIGHTS[Role.BUYER], {"budgets", "begun", "lists", "sign-ins"} | ORDERING),
    (ROLE_RIGHTS[Role.ACCOUNTING], {"sign-ins"} | ORDERING),
    (ROLE_RIGHTS[Role.READ_ONLY], {"sign-ins"} | ORDERING),
    (ROLE_RIGHTS[Role.ANALYST], {"sign-ins"} | ORDERING),
    (ROLE_RIGHTS[Role.BUYER] - {Permission.AMOUNT_VIEW}, {"begun", "lists", "sign-ins"} | ORDERING),
]


@pytest.mark.parametrize(("rights", "expected"), CASES, ids=[*(role.value for role in Role), "buyer without amounts"])
def test_each_role_sees_only_what_it_may(rights, expected):
    assert widgets_for(rights, in_company=True, steps_left=False) == {Widget(name) for name in expected}


def test_first_steps_stand_only_before_an_administrator_and_only_while_some_are_left():
    for role in Role:
        shown = widgets_for(ROLE_RIGHTS[role], in_company=True, steps_left=True)
        assert (Widget.STEPS in shown) == (role is Role.ADMINISTRATOR)
    assert Widget.STEPS not in widgets_for(ROLE_RIGHTS[Role.ADMINISTRATOR], in_company=True, steps_left=False)


@pytest.mark.parametrize("role", list(StaffRole))
def test_staff_see_the_companies_on_their_own_side_and_never_while_they_act_for_one(role: StaffRole):
    assert widgets_for(STAFF_RIGHTS[role], in_company=False, steps_left=False) == {Widget.COMPANIES, Widget.SIGN_INS}
    assert widgets_for(STAFF_RIGHTS[role] | ACTING_RIGHTS[role], in_company=False, steps_left=False) == {Widget.COMPANIES, Widget.SIGN_INS}
    acting = widgets_for(STAFF_RIGHTS[role] | ACTING_RIGHTS[role], in_company=True, steps_left=False)
    assert not acting & {Widget.COMPANIES, Widget.WAITING, Widget.BUDGETS} and {Widget(name) for name in ORDERING} <= acting


HOURS = {0: "evening", 4: "evening", 5: "morning", 10: "morning", 11: "afternoon", 16: "afternoon", 17: "evening", 23: "evening"}


@pytest.mark.parametrize(("hour", "time_of_day"), HOURS.items())
def test_the_greeting_follows_the_hour(hour: int, time_of_day: str):
    assert greeting(hour) == f"Good {time_of_day}, {{name}}"


@pytest.mark.parametrize(
    ("company", "done"),
    [
        (CompanySoFar(1, 0, 0, has_second_step=False), set()),
        (CompanySoFar(2, 0, 0, has_second_step=False), {FirstStep.PEOPLE}),
        (CompanySoFar(1, 1, 0, has_second_step=False), {FirstStep.COST_CENTRES}),
        (CompanySoFar(1, 0, 1, has_second_step=False), {FirstStep.PLACES}),
        (CompanySoFar(1, 0, 0, has_second_step=True), {FirstStep.SECOND_STEP}),
        (CompanySoFar(3, 2, 1, has_second_step=True), set(FirstStep)),
    ],
)
def test_a_first_step_is_done_when_there_is_something_of_it(company: CompanySoFar, done: set[FirstStep]):
    assert {step for step, is_done in steps_done(company).items() if is_done} == done
