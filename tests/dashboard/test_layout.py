"""What stands on a desk and where: by tables of cases, and for every choice of widgets there is."""

from itertools import combinations

import pytest

from portal_app.accounts.rules.roles import ACTING_RIGHTS, ROLE_RIGHTS, STAFF_RIGHTS, Role, StaffRole
from portal_app.dashboard.rules.first_steps import CompanySoFar, FirstStep, steps_done
from portal_app.dashboard.rules.greeting import greeting
from portal_app.dashboard.rules.layout import COLUMNS, NARROWEST, Widget, layout
from portal_app.dashboard.rules.widgets import widgets_for

EVERY_CHOICE = [frozenset(choice) for size in range(1, len(Widget) + 1) for choice in combinations(Widget, size)]


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


@pytest.mark.parametrize("shown", EVERY_CHOICE, ids=lambda shown: "+".join(sorted(shown)))
def test_every_desk_fills_its_rows_and_shows_each_widget_once_in_order(shown: frozenset[Widget]):
    assert [spot.widget for spot in layout(shown)] == [widget for widget in Widget if widget in shown]
    rows = rows_of(shown)
    assert all(sum(row) == COLUMNS and min(row) >= NARROWEST and len(row) <= 4 for row in rows)
    assert max(map(len, rows)) - min(map(len, rows)) <= 1


def test_an_empty_desk_has_no_widget():
    assert layout(frozenset()) == ()


@pytest.mark.parametrize(
    ("shown", "columns"),
    [
        ({"steps", "people", "changes", "sign-ins", "cost-centres", "places"}, [4, 4, 4, 4, 4, 4]),
        ({"people", "changes", "sign-ins", "cost-centres", "places"}, [4, 5, 3, 6, 6]),
        ({"sign-ins", "cost-centres", "places"}, [4, 4, 4]),
        ({"companies", "sign-ins"}, [8, 4]),
    ],
)
def test_what_says_more_gets_more_room(shown: set[str], columns: list[int]):
    assert [spot.columns for spot in layout(frozenset(map(Widget, shown)))] == columns


CASES = [
    (ROLE_RIGHTS[Role.ADMINISTRATOR], {"people", "changes", "sign-ins", "cost-centres", "places"}),
    (ROLE_RIGHTS[Role.MANAGER], {"people", "sign-ins", "cost-centres", "places"}),
    (ROLE_RIGHTS[Role.BUYER], {"sign-ins", "cost-centres", "places"}),
    (ROLE_RIGHTS[Role.ACCOUNTING], {"sign-ins", "cost-centres", "places"}),
    (ROLE_RIGHTS[Role.READ_ONLY], {"sign-ins", "cost-centres", "places"}),
    (ROLE_RIGHTS[Role.ANALYST], {"sign-ins", "cost-centres"}),
]


@pytest.mark.parametrize(("rights", "expected"), CASES, ids=[role.value for role in Role])
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
    assert Widget.COMPANIES not in widgets_for(STAFF_RIGHTS[role] | ACTING_RIGHTS[role], in_company=True, steps_left=False)


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
