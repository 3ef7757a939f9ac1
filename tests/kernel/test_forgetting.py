"""What is old is forgotten, and nothing that still counts."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from portal_app.kernel import clock, outbox
from portal_app.kernel.db import transaction
from portal_app.kernel.forgetting import KEPT, forget
from portal_app.kernel.ids import Id, new_id
from portal_app.kernel.repeats import RepeatedCall
from portal_app.kernel.tenancy import NOBODY
from tests.database import behind_the_guard

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def _message(*, topic: str = "test.forgotten", key: str | None = None, done: bool = False, dead: bool = False) -> Id:
    with transaction(NOBODY, writes=True) as session:
        message_id = outbox.put(session, topic, {"secret": "sealed"}, dedupe_key=key)
        message = session.get(outbox.OutboxMessage, message_id)
        message.done_at, message.dead_at = (clock.now() if done else None), (clock.now() if dead else None)
    assert message_id
    return message_id


def _kept(*ids: Id) -> list[str]:
    return [one for one in ids if behind_the_guard("SELECT id FROM outbox_message WHERE id = :id", id=one)]


def _payload(message_id: Id) -> Any:
    with transaction(NOBODY, writes=False) as session:
        return session.get(outbox.OutboxMessage, message_id).payload


def test_finished_messages_go_and_open_and_dead_ones_stay(shared_database: str):
    with clock.frozen(NOON) as advance:
        done, still_open, dead, slot = _message(done=True), _message(), _message(dead=True), _message(topic="job.test", key=new_id(), done=True)
        advance(KEPT)
        recent = _message(done=True)
        forget(clock.now())
        assert _kept(done, still_open, dead, slot, recent) == [done, still_open, dead, slot, recent]
        advance(timedelta(seconds=1))
        forget(clock.now())
    assert _kept(done, still_open, dead, slot, recent) == [still_open, dead, recent]
    assert _payload(dead) == _payload(still_open) == {"secret": "sealed"}


def test_a_dedupe_key_counts_for_ever_though_its_message_is_emptied(shared_database: str):
    key = new_id()
    with clock.frozen(NOON) as advance:
        kept = _message(key=key, done=True)
        advance(KEPT + timedelta(days=1))
        forget(clock.now())
        assert _payload(kept) == {}
        with transaction(NOBODY, writes=True) as session:
            assert outbox.put(session, "test.forgotten", {}, dedupe_key=key) is None


@pytest.mark.parametrize(("days", "left"), [(29, 1), (31, 0)])
def test_answers_for_repetitions_are_kept_thirty_days(shared_database: str, days: int, left: int):
    key = new_id()
    with transaction(NOBODY, writes=True) as session:
        session.add(RepeatedCall(key=key, arguments="", at=NOON))
    with clock.frozen(NOON + timedelta(days=days)):
        forget(clock.now())
    assert len(behind_the_guard("SELECT key FROM repeated_call WHERE key = :key", key=key)) == left
