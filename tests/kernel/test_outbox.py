"""The outbox: a message is kept with the change that sent it, carried out once in effect, tried again, laid aside, never lost."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from portal_app.kernel import clock, outbox
from portal_app.kernel.db import transaction
from portal_app.kernel.errors import Unavailable
from portal_app.kernel.ids import Id, new_id
from portal_app.kernel.outbox import LEASE, PAUSES, Hopeless, Later, Message, Worker
from portal_app.kernel.tenancy import NOBODY, company_scope
from tests.database import behind_the_guard, new_company

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.fixture
def topic() -> Iterator[str]:
    """A topic of this test alone, so that no other test's messages are claimed."""
    name = f"test.{new_id()}"
    kept = dict(outbox._handlers)
    outbox._handlers.clear()
    outbox.deliver(name, lambda message: None)
    yield name
    outbox._handlers.clear()
    outbox._handlers.update(kept)


def _put(topic: str, number: int = 1, **more: Any) -> Id | None:
    with transaction(NOBODY, writes=True) as session:
        return outbox.put(session, topic, {"number": number}, **more)


def _row(message_id: Id) -> dict[str, Any]:
    columns = "attempts, done_at, dead_at, last_error, lease_until, payload"
    (row,) = behind_the_guard(f"SELECT {columns} FROM outbox_message WHERE id = :id", id=message_id)
    return dict(zip(columns.split(", "), row, strict=True))


def _carry_out(topic: str, handler: Any) -> list[Message]:
    """Run what is due once, with this handler, and list what it was given."""
    given: list[Message] = []

    def note(message: Message) -> None:
        given.append(message)
        handler(message)

    outbox.deliver(topic, note)
    outbox.run_due()
    return given


def _fail(_message: Message) -> None:
    raise ConnectionError("the mail server hung up")


def test_a_message_carries_its_contents_and_its_company(shared_database: str, topic: str):
    company = new_company()
    with transaction(company_scope(company), writes=True) as session:
        message_id = outbox.put(session, topic, {"to": "Ümit Şahin", "lines": [1, "2", None]})
    (message,) = _carry_out(topic, lambda _: None)
    assert message == Message(message_id, topic, {"to": "Ümit Şahin", "lines": [1, "2", None]}, company, 1)


def test_a_message_is_carried_out_once(shared_database: str, topic: str):
    message_id = _put(topic)
    assert [message.id for message in _carry_out(topic, lambda _: None)] == [message_id]
    assert _carry_out(topic, lambda _: None) == []
    assert _row(message_id)["done_at"] is not None


def test_a_message_of_a_transaction_that_failed_does_not_exist(shared_database: str, topic: str):
    with pytest.raises(ZeroDivisionError), transaction(NOBODY, writes=True) as session:
        outbox.put(session, topic, {})
        raise ZeroDivisionError
    assert _carry_out(topic, lambda _: None) == []


def test_messages_of_one_moment_are_carried_out_in_the_order_in_which_they_were_sent(shared_database: str, topic: str):
    with clock.frozen(NOON):
        ids = [_put(topic) for _ in range(20)]
        assert [message.id for message in _carry_out(topic, lambda _: None)] == ids


def test_messages_are_carried_out_in_the_order_in_which_they_are_due(shared_database: str, topic: str):
    now = clock.now()
    late, early, middle = (_put(topic, run_at=now - timedelta(seconds=seconds)) for seconds in (1, 3, 2))
    assert [message.id for message in _carry_out(topic, lambda _: None)] == [early, middle, late]


def test_a_message_waits_for_its_time(shared_database: str, topic: str):
    with clock.frozen(NOON) as advance:
        message_id = _put(topic, run_at=NOON + timedelta(hours=1))
        advance(timedelta(minutes=59, seconds=59))
        assert _carry_out(topic, lambda _: None) == []
        advance(timedelta(seconds=1))
        assert [message.id for message in _carry_out(topic, lambda _: None)] == [message_id]


def test_a_topic_nobody_delivers_waits_for_somebody_who_does(shared_database: str, topic: str):
    _put(f"{topic}.later")
    assert _carry_out(topic, lambda _: None) == []
    assert len(_carry_out(f"{topic}.later", lambda _: None)) == 1


def test_failures_are_tried_again_with_growing_pauses_and_then_laid_aside(shared_database: str, topic: str):
    with clock.frozen(NOON) as advance:
        message_id = _put(topic)
        for attempt, pause in enumerate(PAUSES, start=1):
            assert [message.attempt for message in _carry_out(topic, _fail)] == [attempt]
            advance(timedelta(seconds=pause - 1))
            assert _carry_out(topic, _fail) == []
            advance(timedelta(seconds=1))
        assert [message.attempt for message in _carry_out(topic, _fail)] == [len(PAUSES) + 1]
        advance(timedelta(days=30))
        assert _carry_out(topic, _fail) == []
    assert _row(message_id)["dead_at"] is not None
    assert _row(message_id)["last_error"] == "ConnectionError: the mail server hung up"


def test_a_failure_keeps_no_more_of_its_words_than_fit(shared_database: str, topic: str):
    message_id = _put(topic)

    def fail(_message: Message) -> None:
        raise ValueError("ß" * 5000)

    _carry_out(topic, fail)
    assert len(_row(message_id)["last_error"]) == 500


def test_a_hopeless_message_is_laid_aside_at_once(shared_database: str, topic: str):
    message_id = _put(topic)

    def give_up(_message: Message) -> None:
        raise Hopeless("no such mailbox")

    _carry_out(topic, give_up)
    assert _row(message_id)["dead_at"] is not None and _row(message_id)["attempts"] == 1


def test_a_message_that_must_wait_for_others_never_becomes_a_dead_letter(shared_database: str, topic: str):
    def away(_message: Message) -> None:
        raise Later("the other side is away", timedelta(minutes=5))

    with clock.frozen(NOON) as advance:
        message_id = _put(topic)
        for _ in range(3 * len(PAUSES)):
            assert len(_carry_out(topic, away)) == 1
            advance(timedelta(minutes=5, seconds=-1))
            assert _carry_out(topic, away) == []
            advance(timedelta(seconds=1))
        (message,) = _carry_out(topic, lambda _: None)
    row = _row(message_id)
    assert (message.attempt, row["attempts"], row["last_error"]) == (1, 1, "the other side is away")
    assert row["done_at"] is not None and row["dead_at"] is None


def test_a_dead_letter_gets_a_fresh_start_once(shared_database: str, topic: str):
    message_id = _put(topic)

    def give_up(_message: Message) -> None:
        raise Hopeless

    _carry_out(topic, give_up)
    with transaction(NOBODY, writes=True) as session:
        assert outbox.retry_dead(session, message_id) is True
        assert outbox.retry_dead(session, message_id) is False
        assert outbox.retry_dead(session, new_id()) is False
    assert [message.attempt for message in _carry_out(topic, lambda _: None)] == [1]
    assert _row(message_id)["done_at"] is not None


def test_one_failure_does_not_hold_up_the_others(shared_database: str, topic: str):
    ids = [_put(topic, number) for number in range(5)]

    def fail_the_second(message: Message) -> None:
        if message.payload["number"] == 1:
            raise ConnectionError

    _carry_out(topic, fail_the_second)
    assert [_row(one)["done_at"] is not None for one in ids] == [True, False, True, True, True]


# Leases


def test_a_leased_message_is_nobody_elses_until_the_lease_is_over(shared_database: str, topic: str):
    with clock.frozen(NOON) as advance:
        _put(topic)
        ((message, _token),) = outbox.claim()
        advance(LEASE - timedelta(seconds=1))
        assert outbox.claim() == []
        advance(timedelta(seconds=1))
        ((again, _),) = outbox.claim()
        assert (again.id, again.attempt) == (message.id, 2)


def test_who_lost_the_lease_can_neither_finish_nor_fail(shared_database: str, topic: str):
    with clock.frozen(NOON) as advance:
        message_id = _put(topic)
        ((slow, slow_token),) = outbox.claim()
        advance(LEASE)
        ((quick, quick_token),) = outbox.claim()
        assert outbox.finish(slow, slow_token) is False
        assert outbox.fail(slow, slow_token, "too late") is False
        assert outbox.finish(quick, quick_token) is True
        assert outbox.fail(quick, quick_token, "after the end") is False
    assert _row(message_id)["last_error"] == ""


def test_when_the_first_of_many_takes_too_long_the_rest_is_left_to_others(shared_database: str, topic: str):
    with clock.frozen(NOON) as advance:
        for number in range(4):
            _put(topic, number)
        done = [message.payload["number"] for message in _carry_out(topic, lambda message: advance(timedelta(seconds=31)))]
        assert done == [0, 1]
        assert [message.attempt for message in _carry_out(topic, lambda _: None)] == [2, 2]


def test_a_message_that_takes_its_worker_with_it_each_time_is_laid_aside(shared_database: str, topic: str):
    with clock.frozen(NOON) as advance:
        message_id = _put(topic)
        for _ in range(len(PAUSES) + 1):
            assert len(outbox.claim()) == 1  # and the worker dies
            advance(LEASE)
        assert _carry_out(topic, lambda _: None) == []
    assert _row(message_id)["dead_at"] is not None
    assert "ended with the worker" in _row(message_id)["last_error"]


def test_many_workers_share_the_messages_without_sharing_one(shared_database: str, topic: str):
    ids = {_put(topic, number) for number in range(120)}
    start = threading.Barrier(6)

    def work(_: int) -> list[Id]:
        start.wait(60)
        mine: list[Id] = []
        while claimed := outbox.claim(limit=7):
            for message, token in claimed:
                mine.append(message.id)
                assert outbox.finish(message, token) is True
        return mine

    with ThreadPoolExecutor(6) as threads:
        shares = list(threads.map(work, range(6)))
    done = [message_id for share in shares for message_id in share]
    assert len(done) == len(set(done)) == 120 and set(done) == ids


# One message for one key


def test_a_dedupe_key_is_used_once_for_ever(shared_database: str, topic: str):
    first = _put(topic, dedupe_key=f"{topic}@1")
    assert _put(topic, dedupe_key=f"{topic}@1") is None
    _carry_out(topic, lambda _: None)
    assert _put(topic, dedupe_key=f"{topic}@1") is None
    assert _put(topic, dedupe_key=f"{topic}@2") not in (None, first)


def test_a_dedupe_key_of_a_transaction_that_failed_is_free(shared_database: str, topic: str):
    with pytest.raises(ZeroDivisionError), transaction(NOBODY, writes=True) as session:
        outbox.put(session, topic, {}, dedupe_key=f"{topic}@1")
        raise ZeroDivisionError
    assert _put(topic, dedupe_key=f"{topic}@1") is not None


def test_calls_at_the_same_moment_with_one_key_leave_one_message(shared_database: str, topic: str):
    start = threading.Barrier(12)

    def put(_: int) -> Id | None:
        start.wait(60)
        return _put(topic, dedupe_key=f"{topic}@1")

    with ThreadPoolExecutor(12) as threads:
        answers = list(threads.map(put, range(12)))
    assert sorted(answer is None for answer in answers) == [False] + [True] * 11


# The thread


def test_a_worker_carries_on_after_whatever_goes_wrong_around_it(shared_database: str, topic: str):
    done, rounds = threading.Event(), iter(range(10_000))

    def also() -> None:
        trouble = {0: Unavailable(), 1: KeyError("a bug in a job")}.get(next(rounds))
        if trouble:
            raise trouble
        if not done.is_set():
            _put(topic)

    outbox.deliver(topic, lambda message: done.set())
    worker = Worker(pause=0.01, also=also)
    worker.start()
    assert done.wait(60)
    worker.stop()


def test_a_job_that_always_fails_does_not_stop_the_mail(shared_database: str, topic: str):
    done = threading.Event()
    outbox.deliver(topic, lambda message: done.set())
    _put(topic)

    def also() -> None:
        raise KeyError("a bug in a job")

    worker = Worker(pause=0.01, also=also)
    worker.start()
    assert done.wait(60)
    worker.stop()


def test_a_worker_that_is_stopped_finishes_the_message_in_hand(shared_database: str, topic: str):
    begun, end = threading.Event(), threading.Event()

    def take_time(_message: Message) -> None:
        begun.set()
        end.wait(5)

    outbox.deliver(topic, take_time)
    message_id = _put(topic)
    worker = Worker(pause=0.01)
    worker.start()
    assert begun.wait(60)
    threading.Timer(0.1, end.set).start()
    worker.stop()
    assert _row(message_id)["done_at"] is not None
