"""How much now, the rest when, and when it arrives: over cut-off minutes, weekends, holidays, month ends and changes of the clock."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal_app.catalog.rules.availability import Availability, AvailabilityKind, Departures, FreeStock, WarehouseHours, leaving_from, left_to_promise, promise
from portal_app.catalog.rules.working_days import WorkingDays

D = Decimal
BERLIN = ZoneInfo("Europe/Berlin")
KIEL = WarehouseHours(WorkingDays(("DE-SH",)))
NUREMBERG = WarehouseHours(WorkingDays(("DE-BY",)), lead_days=2)
HOURS = {"KI": KIEL, "NU": NUREMBERG}
GERMANY, BAVARIA = WorkingDays(("DE",)), WorkingDays(("DE-BY",))


def local(written: str, zone: ZoneInfo = BERLIN) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=zone).astimezone(UTC)


def day(written: str) -> date:
    return date.fromisoformat(written)


MONDAY_MORNING = local("2026-11-23 10:00")


def ask(quantity: int | str, *places: FreeStock, at: datetime = MONDAY_MORNING, there: WorkingDays = GERMANY) -> Availability:
    return promise(D(quantity), places, departures(HOURS, at, there))[0]


def departures(hours: dict[str, WarehouseHours], at: datetime = MONDAY_MORNING, there: WorkingDays = GERMANY) -> dict[str, Departures]:
    return {code: Departures(one, at, there) for code, one in hours.items()}


def stock(now: int, *coming: tuple[str, int], warehouse: str = "KI") -> FreeStock:
    return FreeStock(warehouse, D(now), tuple((day(when), D(much)) for when, much in coming))


# When it leaves and arrives


@pytest.mark.parametrize(
    ("at", "leaves"),
    [
        ("2026-11-23 14:59:59.999999", "2026-11-23"),
        ("2026-11-23 15:00", "2026-11-24"),  # the cut-off itself is too late
        ("2026-11-23 00:00", "2026-11-23"),
        ("2026-11-22 23:59", "2026-11-23"),  # a Sunday
        ("2026-11-20 15:00", "2026-11-23"),  # a Friday
        ("2026-11-30 15:01", "2026-12-01"),  # the end of a month
        ("2026-12-24 14:59", "2026-12-24"),
        ("2026-12-24 15:00", "2026-12-28"),  # two holidays and a Sunday
        ("2026-12-31 18:00", "2027-01-04"),
        ("2027-03-25 16:00", "2027-03-30"),  # Easter
        ("2028-02-28 15:00", "2028-02-29"),
    ],
)
def test_what_is_ordered_before_the_cut_off_leaves_that_day(at: str, leaves: str):
    found, order_by = leaving_from(KIEL, local(at))
    assert found == day(leaves)
    assert order_by == local(f"{leaves} 15:00") and order_by > local(at)


@pytest.mark.parametrize(
    ("at", "order_by"),
    [
        ("2027-03-26 16:00", "2027-03-30 13:00"),  # the clock goes forward on 28 March: 15:00 is 13:00 in UTC
        ("2027-03-25 14:00", "2027-03-25 14:00"),
        ("2026-10-23 16:00", "2026-10-26 14:00"),  # and back on 25 October
        ("2026-10-23 12:00", "2026-10-23 13:00"),
    ],
)
def test_the_cut_off_is_local_time_also_when_the_clock_changes(at: str, order_by: str):
    assert leaving_from(KIEL, local(at))[1] == datetime.fromisoformat(order_by).replace(tzinfo=UTC)


def test_a_cut_off_in_the_hour_that_does_not_exist_or_comes_twice_is_still_one_instant():
    night = WarehouseHours(WorkingDays(()), cut_off=time(2, 30))
    sundays = WarehouseHours(WorkingDays(("XX",)), cut_off=time(2, 30))
    assert leaving_from(night, local("2027-03-26 01:00"))[1] == local("2027-03-26 02:30")
    for friday, monday in (("2027-03-26 03:00", "2027-03-29 02:30"), ("2026-10-23 03:00", "2026-10-26 02:30")):
        assert leaving_from(sundays, local(friday)) == (day(monday[:10]), local(monday))


def test_the_cut_off_counts_in_the_warehouses_time_zone():
    lisbon = WarehouseHours(GERMANY, "Europe/Lisbon")
    assert leaving_from(lisbon, local("2026-11-23 15:59"))[0] == day("2026-11-23")
    assert leaving_from(lisbon, local("2026-11-23 16:00"))[0] == day("2026-11-24")
    assert leaving_from(lisbon, local("2026-11-24 00:30"))[1] == local("2026-11-24 15:00", ZoneInfo("Europe/Lisbon"))


@pytest.mark.parametrize(
    ("at", "there", "arrives"),
    [
        ("2026-11-23 10:00", GERMANY, "2026-11-24"),
        ("2026-11-23 16:00", GERMANY, "2026-11-25"),
        ("2026-11-27 10:00", GERMANY, "2026-11-30"),  # Friday to Monday
        ("2026-11-30 16:00", GERMANY, "2026-12-02"),
        ("2027-01-05 10:00", GERMANY, "2027-01-06"),
        ("2027-01-05 10:00", BAVARIA, "2027-01-07"),  # Epiphany: leaves Kiel, nobody takes it in Bavaria
        ("2026-12-23 16:00", GERMANY, "2026-12-28"),
    ],
)
def test_it_arrives_on_a_working_day_of_the_place_it_goes_to(at: str, there: WorkingDays, arrives: str):
    assert ask(1, stock(5), at=local(at), there=there).arrives == day(arrives)


def test_with_no_days_on_the_way_it_arrives_on_the_day_it_leaves_when_somebody_works_there():
    hours = {"KI": WarehouseHours(GERMANY, lead_days=0)}
    for there, arrives in ((GERMANY, "2027-01-06"), (BAVARIA, "2027-01-07")):
        answer, _ = promise(D(1), [stock(1)], departures(hours, local("2027-01-06 10:00"), there))
        assert (answer.leaves, answer.arrives) == (day("2027-01-06"), day(arrives))


# Now, part, date, unknown


@pytest.mark.parametrize(
    ("place", "kind", "now", "rest", "rest_leaves"),
    [
        (stock(100), "now", 100, 0, None),
        (stock(101), "now", 100, 0, None),
        (stock(99), "part", 99, 1, None),
        (stock(99, ("2026-12-01", 1)), "part", 99, 1, "2026-12-02"),
        (stock(60, ("2026-12-01", 20), ("2026-12-10", 20)), "part", 60, 40, "2026-12-11"),
        (stock(60, ("2026-12-01", 39)), "part", 60, 40, None),
        (stock(0, ("2026-12-01", 100)), "date", 0, 100, "2026-12-02"),
        (stock(0, ("2026-12-04", 100)), "date", 0, 100, "2026-12-07"),  # comes in on a Friday
        (stock(0, ("2026-12-24", 100)), "date", 0, 100, "2026-12-28"),
        (stock(0, ("2026-12-01", 99)), "unknown", 0, 100, None),
        (stock(0), "unknown", 0, 100, None),
        (stock(0, ("2026-11-02", 100)), "date", 0, 100, "2026-11-24"),  # overdue: as if it came today
        (stock(0, ("2026-11-23", 100)), "date", 0, 100, "2026-11-24"),
    ],
)
def test_how_much_now_and_the_rest_when(place: FreeStock, kind: str, now: int, rest: int, rest_leaves: str | None):
    answer = ask(100, place)
    assert (answer.kind, answer.now, answer.rest) == (AvailabilityKind(kind), now, rest)
    assert answer.rest_leaves == (day(rest_leaves) if rest_leaves else None)
    assert (answer.rest_arrives is None) is (rest_leaves is None)
    assert (answer.order_by, answer.leaves) == ((local("2026-11-23 15:00"), day("2026-11-23")) if now else (None, None))


def test_of_what_no_warehouse_has_nothing_is_known():
    assert ask("2.5") == Availability(AvailabilityKind.UNKNOWN, rest=D("2.5"))


@pytest.mark.parametrize(
    ("free", "waiting", "incoming", "left"),
    [
        (10, 0, [], (10, [])),
        (10, 4, [("2026-12-01", 5)], (6, [("2026-12-01", 5)])),
        (0, 4, [("2026-12-01", 5)], (0, [("2026-12-01", 1)])),
        (0, 5, [("2026-12-01", 5), ("2026-12-08", 5)], (0, [("2026-12-08", 5)])),
        (3, 10, [("2026-12-08", 5), ("2026-12-01", 5)], (0, [("2026-12-08", 3)])),
        (0, 99, [("2026-12-01", 5)], (0, [])),
    ],
)
def test_who_waits_already_comes_first(free: int, waiting: int, incoming: list, left: tuple):
    expected = FreeStock("KI", D(left[0]), tuple((day(when), D(much)) for when, much in left[1]))
    assert left_to_promise("KI", D(free), D(waiting), [(day(when), D(much)) for when, much in incoming]) == expected


@pytest.mark.parametrize(
    ("places", "warehouse"),
    [
        ((stock(10), stock(10, warehouse="NU")), "KI"),  # both have it: the preferred one
        ((stock(9), stock(10, warehouse="NU")), "NU"),  # only one has it all
        ((stock(9, ("2026-12-08", 5)), stock(0, ("2026-12-01", 10), warehouse="NU")), "NU"),  # one will have it sooner
        ((stock(0, ("2026-12-01", 10)), stock(9, ("2026-12-01", 10), warehouse="NU")), "KI"),
        ((stock(2), stock(9, warehouse="NU")), "NU"),  # nobody will: who has most
    ],
)
def test_which_warehouse_it_comes_from(places: tuple[FreeStock, ...], warehouse: str):
    assert ask(10, *places).warehouse == warehouse


def test_another_warehouse_has_its_own_holidays_and_days_on_the_way():
    answer = ask(1, stock(1, warehouse="NU"), at=local("2027-01-06 10:00"))
    assert (answer.leaves, answer.arrives) == (day("2027-01-07"), day("2027-01-11"))


amounts = st.integers(0, 50).map(D)
places = st.builds(
    lambda warehouse, now, coming: FreeStock(warehouse, now, tuple(sorted((date(2026, 12, 1 + later), much) for later, much in coming.items()))),
    st.sampled_from(["KI", "NU"]), amounts, st.dictionaries(st.integers(0, 27), st.integers(1, 30).map(D), max_size=3),
)  # fmt: skip


@given(st.lists(places, max_size=2, unique_by=lambda one: one.warehouse), st.lists(st.integers(1, 60).map(D), min_size=1, max_size=6))
def test_wishes_together_are_never_promised_more_than_there_is(shelves: list[FreeStock], wishes: list[D]):
    left, answers = tuple(shelves), []
    for wish in wishes:
        answer, left = promise(wish, left, departures(HOURS))
        answers.append(answer)
        assert answer.now + answer.rest == wish
    assert sum((answer.now for answer in answers), D(0)) <= sum((place.now for place in shelves), D(0))
    dated = sum((answer.now + (answer.rest if answer.rest_leaves else 0) for answer in answers), D(0))
    assert dated <= sum((place.now + sum((much for _, much in place.coming), D(0)) for place in shelves), D(0))


@given(st.integers(0, 4 * 365 * 24 * 60), st.integers(0, 5))
def test_every_promise_leaves_and_arrives_on_working_days_in_order(minutes: int, lead: int):
    at = MONDAY_MORNING + timedelta(minutes=minutes)
    hours = WarehouseHours(WorkingDays(("DE-BY",)), lead_days=lead)
    answer, _ = promise(D(2), [FreeStock("KI", D(1), ((at.date(), D(1)),))], departures({"KI": hours}, at))
    assert at < answer.order_by and hours.working_days.is_working(answer.leaves) and hours.working_days.is_working(answer.rest_leaves)
    assert GERMANY.is_working(answer.arrives) and answer.leaves <= answer.arrives <= answer.rest_arrives
    assert at.astimezone(BERLIN).date() <= answer.leaves <= answer.rest_leaves
