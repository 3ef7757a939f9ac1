"""Column types: the same value comes back, on both databases, and sorts and compares as it should."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Column, Connection, Integer, MetaData, Table, bindparam, delete, func, insert, select, update
from sqlalchemy.exc import StatementError

from portal_app.kernel.columns import Amount, Instant
from portal_app.kernel.db import engine

KEPT = Table("kept_value", MetaData(), Column("id", Integer, primary_key=True), Column("amount", Amount), Column("at", Instant))
AMOUNTS = st.integers(-(10**18) + 1, 10**18 - 1).map(lambda count: Decimal(count).scaleb(-6))
ZONES = st.sampled_from([UTC, ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Kathmandu"), timezone(timedelta(hours=-12)), ZoneInfo("Pacific/Apia")])
INSTANTS = st.datetimes(datetime(1, 1, 3), datetime(9999, 12, 29), timezones=ZONES)  # noqa: DTZ001 - `timezones` makes them aware
MANY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def connection(shared_database: str) -> Iterator[Connection]:
    with engine().connect() as connection:
        connection.begin()
        KEPT.create(connection, checkfirst=True)
        yield connection
        connection.rollback()


def _kept(connection: Connection, **values: Any) -> Any:
    connection.execute(delete(KEPT))
    connection.execute(insert(KEPT), {"id": 1, **values})
    (row,) = connection.execute(select(KEPT))
    return row


@MANY
@given(amount=AMOUNTS)
def test_any_amount_comes_back_exactly(connection: Connection, amount: Decimal):
    kept = _kept(connection, amount=amount).amount
    assert type(kept) is Decimal and kept == amount


@pytest.mark.parametrize("amount", ["0.1", "0.2", "0.3", "-0.000001", "999999999999.999999", "9007199254.740993", "0"])
def test_awkward_amounts_come_back_exactly(connection: Connection, amount: str):
    assert _kept(connection, amount=Decimal(amount)).amount == Decimal(amount)


def test_the_database_adds_amounts_exactly(connection: Connection):
    connection.execute(insert(KEPT), [{"id": number, "amount": Decimal("0.1")} for number in range(1, 1001)])
    assert connection.scalar(select(func.sum(KEPT.c.amount))) == Decimal("100")
    assert connection.scalar(select(KEPT.c.amount + Decimal("0.000001")).limit(1)) == Decimal("0.100001")
    assert connection.scalar(select(Decimal(1) - KEPT.c.amount).limit(1)) == Decimal("0.9")
    assert connection.scalar(select(KEPT.c.amount - KEPT.c.amount + KEPT.c.amount).limit(1)) == Decimal("0.1")


def test_a_limit_is_kept_in_one_statement(connection: Connection):
    connection.execute(insert(KEPT), {"id": 1, "amount": Decimal("99.99")})
    spend = update(KEPT).values(amount=KEPT.c.amount + bindparam("more", type_=Amount)).where(KEPT.c.amount + bindparam("more", type_=Amount) <= Decimal(100))
    assert [connection.execute(spend, {"more": Decimal(more)}).rowcount for more in ("0.02", "0.01", "0.000001")] == [0, 1, 0]
    assert connection.scalar(select(KEPT.c.amount)) == Decimal(100)


@pytest.mark.parametrize("wrong", [lambda c: c * 2, lambda c: 2 * c, lambda c: c / 2, lambda c: c % 2, lambda c: c // 2, lambda c: 1 / c])
def test_the_database_neither_multiplies_nor_divides_amounts(wrong: Any):
    with pytest.raises(ValueError, match="in Python"):
        wrong(KEPT.c.amount)


def test_amounts_sort_and_compare_as_numbers(connection: Connection):
    amounts = [Decimal(text) for text in ("-10", "-9.5", "-0.000001", "0", "0.5", "9", "10", "100000")]
    connection.execute(insert(KEPT), [{"id": number, "amount": amount} for number, amount in enumerate(reversed(amounts))])
    assert list(connection.scalars(select(KEPT.c.amount).order_by(KEPT.c.amount))) == amounts
    assert connection.scalar(select(func.count()).where(KEPT.c.amount > Decimal("9"))) == 2


@pytest.mark.parametrize("wrong", [0.1, "0.0000001", Decimal("NaN"), True, Decimal(10) ** 12])
def test_an_amount_that_is_not_exact_is_not_kept(connection: Connection, wrong: object):
    with pytest.raises(StatementError):
        _kept(connection, amount=wrong)


def test_nothing_is_not_zero(connection: Connection):
    assert tuple(_kept(connection, amount=None, at=None)) == (1, None, None)
    assert _kept(connection, amount=Decimal(0)).amount == 0


@MANY
@given(at=INSTANTS)
def test_any_instant_comes_back_as_the_same_instant_in_utc(connection: Connection, at: datetime):
    kept = _kept(connection, at=at).at
    assert kept == at.astimezone(UTC) and kept.utcoffset() == timedelta(0)


def test_both_times_of_the_repeated_hour_are_told_apart(connection: Connection):
    berlin = ZoneInfo("Europe/Berlin")
    first, second = (datetime(2027, 10, 31, 2, 30, tzinfo=berlin, fold=fold) for fold in (0, 1))
    assert _kept(connection, at=second).at - _kept(connection, at=first).at == timedelta(hours=1)


def test_instants_sort_in_the_order_in_which_they_happened(connection: Connection):
    start = datetime(2026, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC)
    moments = [start + timedelta(microseconds=step) for step in (0, 1, 2)] + [start + timedelta(days=400)]
    connection.execute(insert(KEPT), [{"id": number, "at": at.astimezone(ZoneInfo("Asia/Tokyo"))} for number, at in enumerate(reversed(moments))])
    assert list(connection.scalars(select(KEPT.c.at).order_by(KEPT.c.at))) == moments
    assert connection.scalar(select(func.count()).where(KEPT.c.at > moments[1])) == 2


def test_an_instant_without_a_time_zone_is_not_kept(connection: Connection):
    with pytest.raises(StatementError, match="time zone"):
        _kept(connection, at=datetime(2026, 11, 23, 12, 0))  # noqa: DTZ001 - the mistake itself
