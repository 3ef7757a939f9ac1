"""The circuit breaker: five failures in a row and nobody asks any more; after half a minute a probe decides."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from portal_app.integrations.erp import ErpUnavailable
from portal_app.integrations.erp.calling import Resting, ask_erp, using
from portal_app.integrations.erp.fake import FakeErp, Fault, FaultyErp

Advance = Callable[[timedelta], None]


def seconds(count: float) -> timedelta:
    return timedelta(seconds=count)


def _fail(times: int, advance: Advance, apart: float = 1) -> list[str]:
    met = []
    for _ in range(times):
        try:
            ask_erp(lambda port: port.health())
            met.append("fine")
        except Resting:
            met.append("resting")
        except ErpUnavailable:
            met.append("away")
        advance(seconds(apart))
    return met


@pytest.fixture
def line(advance: Advance) -> FaultyErp:
    """To an ERP that is down."""
    with using(faulty := FaultyErp(FakeErp(), seed=1, percent=100, faults=[Fault.DOWN], wait=advance)):
        yield faulty


def test_after_five_failures_it_is_not_asked(line: FaultyErp, advance: Advance):
    assert _fail(7, advance) == ["away"] * 5 + ["resting"] * 2
    assert line.met[Fault.DOWN] == 5


@pytest.mark.parametrize(("apart", "opens"), [(10, True), (10.001, False)])
def test_failures_count_when_each_comes_within_ten_seconds_of_the_one_before(line: FaultyErp, advance: Advance, apart: float, opens: bool):
    _fail(5, advance, apart)
    assert (_fail(1, advance) == ["resting"]) is opens


def test_a_success_in_between_begins_anew(line: FaultyErp, advance: Advance):
    _fail(4, advance)
    line.percent = 0
    _fail(1, advance)
    line.percent = 100
    assert _fail(5, advance) == ["away"] * 5


@pytest.mark.parametrize(("waited", "met"), [(29.999, ["resting"]), (30, ["fine"])])
def test_after_thirty_seconds_its_health_is_asked_first(line: FaultyErp, advance: Advance, waited: float, met: list[str]):
    _fail(5, advance, apart=0)
    line.percent = 0
    advance(seconds(waited))
    assert _fail(1, advance) == met
    assert line.met[Fault.NONE] == (2 if met == ["fine"] else 0)


def test_a_probe_that_fails_begins_another_rest(line: FaultyErp, advance: Advance):
    _fail(5, advance, apart=0)
    advance(seconds(30))
    assert _fail(3, advance) == ["away", "resting", "resting"]
    assert line.met[Fault.DOWN] == 6


def test_whoever_must_wait_is_told_how_long(line: FaultyErp, advance: Advance):
    _fail(5, advance, apart=0)
    advance(seconds(12))
    with pytest.raises(Resting) as told:
        ask_erp(lambda port: port.health())
    assert told.value.remaining == seconds(18)
