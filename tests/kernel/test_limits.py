"""Limits: the count is exact, also in parallel, and nothing shares a counter that should not."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

from portal_app.kernel import clock
from portal_app.kernel.db import transaction
from portal_app.kernel.ids import new_id
from portal_app.kernel.limits import Limit, allow, count_try, forget_old_windows
from portal_app.kernel.tenancy import NOBODY
from tests.database import behind_the_guard

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def test_exactly_so_many_tries_are_allowed(shared_database: str):
    key = new_id()
    with clock.frozen(NOON):
        assert [allow(key, Limit(3, 60)) for _ in range(5)] == [True, True, True, False, False]


def test_a_new_window_begins_at_its_second(shared_database: str):
    key = new_id()
    with clock.frozen(NOON) as advance:
        assert [allow(key, Limit(1, 60)) for _ in range(2)] == [True, False]
        advance(timedelta(seconds=59, milliseconds=999))
        assert allow(key, Limit(1, 60)) is False
        advance(timedelta(milliseconds=1))
        assert [allow(key, Limit(1, 60)) for _ in range(2)] == [True, False]


def test_keys_do_not_share_a_counter(shared_database: str):
    one, other = new_id(), new_id()
    with clock.frozen(NOON):
        assert allow(one, Limit(1, 60)) and allow(other, Limit(1, 60))
        assert not allow(one, Limit(1, 60))


def test_a_very_long_key_is_counted_too(shared_database: str):
    key = new_id() + "x" * 5000
    with clock.frozen(NOON):
        assert [allow(key, Limit(1, 60)) for _ in range(2)] == [True, False]


def test_long_keys_that_differ_at_the_end_do_not_share_a_counter(shared_database: str):
    start = new_id() + "x" * 300
    with clock.frozen(NOON):
        assert allow(f"{start}1", Limit(1, 60)) and allow(f"{start}2", Limit(1, 60))


def test_tries_at_the_same_moment_never_share_a_number(shared_database: str):
    key, start = new_id(), threading.Barrier(20)

    def try_often(_: int) -> list[int]:
        start.wait(60)
        numbers = []
        for _ in range(10):
            with transaction(NOBODY, writes=True) as session:
                numbers.append(count_try(session, key, Limit(50, 60)))
        return numbers

    with clock.frozen(NOON), ThreadPoolExecutor(20) as threads:
        numbers = [number for share in threads.map(try_often, range(20)) for number in share]
    assert sorted(numbers) == list(range(1, 201))


def test_a_counter_outlives_the_call_that_was_refused(shared_database: str):
    key = new_id()
    with clock.frozen(NOON):
        allow(key, Limit(1, 60))
    assert behind_the_guard("SELECT count FROM limit_window WHERE key = :key", key=key) == [(1,)]


def test_old_windows_are_forgotten_and_present_ones_kept(shared_database: str):
    old, present = new_id(), new_id()
    with clock.frozen(NOON) as advance:
        allow(old, Limit(1, 60))
        advance(timedelta(seconds=61))
        allow(present, Limit(1, 60))
        forget_old_windows()
        assert behind_the_guard("SELECT key FROM limit_window WHERE key IN (:old, :present)", old=old, present=present) == [(present,)]
        assert allow(present, Limit(1, 60)) is False
