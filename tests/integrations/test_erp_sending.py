"""From the portal to the ERP: sealed on the way, exactly once whatever happens in between, and the answers become news."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from portal_app.integrations.erp import (
    CancellationRefused,
    OrderAcknowledged,
    OrderInDoubt,
    OrderMoved,
    OrderRejected,
    OrderState,
    OutgoingOrder,
    Verdict,
    confirm_order,
    erp,
    pick_order,
    recall_order,
    send_cancellation,
    send_order,
)
from portal_app.integrations.erp.actions import handing
from portal_app.integrations.erp.calling import using
from portal_app.integrations.erp.fake import FakeErp, Fault, FaultyErp
from portal_app.integrations.erp.port import Acknowledgement
from portal_app.integrations.erp.sending import ask_about, ask_about_all, tell_doubts
from portal_app.kernel import clock, outbox
from portal_app.kernel.ids import Id, new_id
from tests.database import TwoCompanies, behind_the_guard, module_database, shared_database, two_companies
from tests.integrations.conftest import News
from tests.integrations.erp_cast import OPERATOR, EmbeddedBench, inside, line, minutes, new_number, order

__all__ = ["module_database", "shared_database", "two_companies"]
Advance = Callable[[timedelta], None]
PATIENCE = minutes(5)


class CountingErp(FakeErp):
    """Counts what it is asked."""

    def __init__(self) -> None:
        super().__init__()
        self.placed: list[str] = []
        self.found: list[str] = []
        self.put_stock("bolt", 1_000_000)

    def place_order(self, order: OutgoingOrder, idempotency_key: str) -> Acknowledgement:
        self.placed.append(idempotency_key)
        return super().place_order(order, idempotency_key)

    def find_order(self, idempotency_key: str) -> Acknowledgement | None:
        self.found.append(idempotency_key)
        return super().find_order(idempotency_key)


def _send(company_id: Id, key: str = "", wanted: OutgoingOrder | None = None, **more: object) -> str:
    key = key or new_id()
    with inside(company_id) as ctx:
        assert send_order(ctx, wanted or order(line(number="bolt")), key, **more)
    return key


def _carry_out() -> None:
    while outbox.run_due():
        pass


def _in(span: timedelta) -> datetime:
    return clock.now() + span


def _row(key: str) -> tuple:
    return behind_the_guard("SELECT state, tries, number FROM erp_handover WHERE key = :key", key=key)[0]


def test_an_order_waits_sealed_arrives_once_and_the_answer_is_news(two_companies: TwoCompanies, news: News, advance: Advance):
    with using(CountingErp()):
        secret = replace(order(line(number="bolt")), note="for the secret prototype")
        key = _send(two_companies.mine, wanted=secret)
        assert "secret prototype" not in str(behind_the_guard("SELECT payload FROM outbox_message"))
        assert erp().placed == []
        _carry_out(), _carry_out()
        assert erp().placed == [f"{two_companies.mine}.{key}"]
    assert _row(key)[:2] == ("acknowledged", 1)
    assert news.told == [(two_companies.mine, OrderAcknowledged(key, _row(key)[2]))]
    assert ("order.acknowledged",) in behind_the_guard("SELECT action FROM audit_entry WHERE object_id = :key", key=key)


def test_an_order_of_a_change_that_failed_never_leaves(two_companies: TwoCompanies, news: News, advance: Advance):
    with using(CountingErp()):
        with pytest.raises(ZeroDivisionError), inside(two_companies.mine) as ctx:
            send_order(ctx, order(), "rolled back")
            raise ZeroDivisionError
        _carry_out()
        assert erp().placed == []


def test_a_key_is_sent_once_for_ever_and_two_companies_may_use_the_same(two_companies: TwoCompanies, news: News, advance: Advance):
    key = new_id()
    with using(CountingErp()):
        _send(two_companies.mine, key)
        with inside(two_companies.mine) as ctx:
            assert not send_order(ctx, order(line(number="bolt", quantity="99")), key)
        _send(two_companies.theirs, key)
        _carry_out()
        assert len(erp().placed) == 2 and len(erp().orders_by_key) == 2
    assert {company for company, _ in news.told} == {two_companies.mine, two_companies.theirs}


@pytest.mark.parametrize("key", ["", "x" * 51])
def test_a_key_that_cannot_be_kept_is_refused(two_companies: TwoCompanies, key: str):
    with pytest.raises(ValueError), inside(two_companies.mine) as ctx:
        send_order(ctx, order(), key)


def test_until_its_time_an_order_can_be_taken_back(two_companies: TwoCompanies, news: News, advance: Advance):
    with using(CountingErp()):
        key = _send(two_companies.mine, not_before=None)
        late = _send(two_companies.mine, not_before=_in(minutes(1)))
        _carry_out()
        assert len(erp().placed) == 1
        with inside(two_companies.mine) as ctx:
            assert recall_order(ctx, late)
            assert not recall_order(ctx, late)
            assert not recall_order(ctx, key)
        advance(minutes(2))
        _carry_out()
        assert len(erp().placed) == 1
    assert _row(late)[0] == "recalled" and news.of(late) == []


def test_a_stranger_takes_nothing_back(two_companies: TwoCompanies, news: News, advance: Advance):
    with using(CountingErp()):
        key = _send(two_companies.mine)
        with inside(two_companies.theirs) as ctx:
            assert not recall_order(ctx, key)
        _carry_out()
    assert _row(key)[0] == "acknowledged"


# What goes wrong in between


@pytest.mark.parametrize("fault", [Fault.LOST, Fault.LATE, Fault.GARBLED])
def test_when_the_answer_is_lost_the_order_is_looked_for_and_not_placed_again(two_companies: TwoCompanies, news: News, advance: Advance, fault: Fault):
    counting = CountingErp()
    with using(FaultyErp(counting, seed=1, percent=100, faults=[fault], wait=advance)):
        key = _send(two_companies.mine)
        _carry_out()
        assert (_row(key)[0], news.told) == ("trying", [])
        erp().percent = 0
        advance(PATIENCE)
        _carry_out()
    assert (len(counting.placed), len(counting.found)) == (1, 1)
    assert news.told == [(two_companies.mine, OrderAcknowledged(key, _row(key)[2]))]


@pytest.mark.parametrize("fault", [Fault.DOWN, Fault.SLOW])
def test_when_nothing_was_done_it_is_asked_for_and_then_placed(two_companies: TwoCompanies, news: News, advance: Advance, fault: Fault):
    counting = CountingErp()
    with using(FaultyErp(counting, seed=1, percent=100, faults=[fault], wait=advance)):
        _send(two_companies.mine)
        _carry_out()
        erp().percent = 0
        advance(PATIENCE)
        _carry_out()
    assert (len(counting.placed), len(counting.found), len(news.told)) == (1, 1, 1)


def test_a_worker_that_dies_between_the_answer_and_its_note_leaves_it_to_the_next(two_companies: TwoCompanies, news: News, advance: Advance, monkeypatch):
    class Killed(BaseException):
        pass

    def die(*_args: object) -> None:
        raise Killed

    note = handing.note_acknowledgement
    with using(CountingErp()):
        key = _send(two_companies.mine)
        monkeypatch.setattr(handing, "note_acknowledgement", die)
        with pytest.raises(Killed):
            outbox.run_due()
        monkeypatch.setattr(handing, "note_acknowledgement", note)
        _carry_out()
        assert news.told == []
        advance(outbox.LEASE)
        _carry_out()
        assert (len(erp().placed), len(erp().found)) == (1, 1)
    assert news.told == [(two_companies.mine, OrderAcknowledged(key, _row(key)[2]))]


def test_a_bug_in_a_listener_takes_the_note_back_and_it_is_told_again(two_companies: TwoCompanies, news: News, advance: Advance):
    with using(CountingErp()):
        key, news.broken = _send(two_companies.mine), True
        _carry_out()
        assert _row(key)[0] == "trying"
        news.broken = False
        advance(PATIENCE)
        _carry_out()
        assert (len(erp().placed), len(erp().found)) == (1, 1)
    assert news.told == [(two_companies.mine, OrderAcknowledged(key, _row(key)[2]))]


def test_an_erp_that_is_away_for_two_days_gets_everything_within_minutes_of_its_return(two_companies: TwoCompanies, news: News, advance: Advance):
    counting = CountingErp()
    with using(FaultyErp(counting, seed=1, percent=100, faults=[Fault.DOWN], wait=advance)):
        keys = [_send(two_companies.mine) for _ in range(10)]
        for _ in range(48):
            _carry_out()
            advance(timedelta(hours=1))
        asked_in_vain = erp().met[Fault.DOWN]
        erp().percent = 0
        _carry_out()
        advance(PATIENCE)
        _carry_out()
    assert sorted(counting.placed) == sorted(f"{two_companies.mine}.{key}" for key in keys)
    assert behind_the_guard("SELECT count(*) FROM outbox_message WHERE dead_at IS NOT NULL") == [(0,)]
    assert asked_in_vain < 60  # the breaker: not ten orders each time
    assert sum(_row(key)[1] for key in keys) < 60  # and whoever is not let through does not count as a try


def test_a_key_that_the_erp_knows_for_another_order_is_laid_aside_for_a_person(two_companies: TwoCompanies, news: News, advance: Advance):
    with using(CountingErp()):
        key = new_id()
        erp().place_order(order(line(number="bolt", quantity="7")), f"{two_companies.mine}.{key}")
        _send(two_companies.mine, key)
        _carry_out()
    assert behind_the_guard("SELECT count(*) FROM outbox_message WHERE dead_at IS NOT NULL AND company_id = :mine", mine=two_companies.mine) == [(1,)]
    assert news.told == []


# What nobody has answered


def test_an_order_without_an_answer_is_in_doubt_after_a_minute_and_told_once(two_companies: TwoCompanies, news: News, advance: Advance):
    with using(FaultyErp(CountingErp(), seed=1, percent=100, faults=[Fault.LOST], wait=advance)):
        key = _send(two_companies.mine)
        first = clock.now()
        _carry_out()
        advance(first + handing.DOUBTFUL - clock.now() - timedelta(seconds=1))
        tell_doubts(clock.now())
        assert news.of(key) == []
        advance(timedelta(seconds=1))
        tell_doubts(clock.now()), tell_doubts(clock.now())
        assert news.of(key) == [OrderInDoubt(key)]
        erp().percent = 0
        advance(PATIENCE)
        _carry_out()
        advance(PATIENCE)
        tell_doubts(clock.now())
    assert news.of(key) == [OrderInDoubt(key), OrderAcknowledged(key, _row(key)[2])]


def test_it_is_told_also_while_nobody_is_let_through_to_the_erp(two_companies: TwoCompanies, news: News, advance: Advance):
    with using(FaultyErp(CountingErp(), seed=1, percent=100, faults=[Fault.DOWN], wait=advance)):
        keys = [_send(two_companies.mine) for _ in range(7)]
        _carry_out()
        tried = [key for key in keys if _row(key)[0] == "trying"]
        advance(handing.DOUBTFUL)
        tell_doubts(clock.now())
    assert 0 < len(tried) < 7 and sorted(event.key for _, event in news.told) == sorted(tried)  # the others have not left


def test_what_was_answered_or_taken_back_or_waits_is_not_in_doubt(two_companies: TwoCompanies, news: News, advance: Advance):
    with using(CountingErp()):
        _send(two_companies.mine)
        _carry_out()
        late, waits = _send(two_companies.mine, not_before=_in(minutes(1))), _send(two_companies.mine, not_before=_in(minutes(60)))
        with inside(two_companies.mine) as ctx:
            recall_order(ctx, late)
        advance(minutes(30))
        tell_doubts(clock.now())
    assert not any(isinstance(event, OrderInDoubt) for _, event in news.told) and _row(waits)[0] == "waiting"


def test_an_answer_in_the_last_moment_is_no_doubt(two_companies: TwoCompanies, news: News, advance: Advance):
    """Found by the list, answered before it is told."""
    with using(FaultyErp(CountingErp(), seed=1, percent=100, faults=[Fault.LOST], wait=advance)):
        key = _send(two_companies.mine)
        _carry_out()
        advance(handing.DOUBTFUL)
        assert (two_companies.mine, key) in handing.list_doubtful_orders(OPERATOR)
        handing.note_acknowledgement(OPERATOR, two_companies.mine, key, Acknowledgement(Verdict.ACCEPTED, "A1"))
        assert not handing.note_doubt(OPERATOR, two_companies.mine, key)
    assert [type(event) for event in news.of(key)] == [OrderAcknowledged]


# What the ERP says


def test_a_no_is_news_and_nobody_asks_about_it_any_more(two_companies: TwoCompanies, news: News, advance: Advance):
    with using(CountingErp()):
        key = _send(two_companies.mine, wanted=order(line(number="unheard of")))
        _carry_out()
    assert news.told == [(two_companies.mine, OrderRejected(key, "An article is unknown."))]
    assert _row(key)[0] == "rejected" and key not in {one.key for one in handing.list_open_orders(OPERATOR)}


def test_an_answer_that_comes_twice_is_kept_and_told_once(two_companies: TwoCompanies, news: News, advance: Advance):
    with using(CountingErp()):
        key = _send(two_companies.mine)
        _carry_out()
    for answer in (Acknowledgement(Verdict.ACCEPTED, "another"), Acknowledgement(Verdict.REJECTED, "", "no")):
        assert not handing.note_acknowledgement(OPERATOR, two_companies.mine, key, answer)
    assert len(news.of(key)) == 1 and _row(key)[2] == news.of(key)[0].number


def test_an_order_that_is_held_says_so(two_companies: TwoCompanies, news: News, advance: Advance):
    with using(CountingErp()):
        key = _send(two_companies.mine, wanted=order(line(number="bolt", quantity="9000000")))
        _carry_out()
    assert news.told == [(two_companies.mine, OrderAcknowledged(key, _row(key)[2], True, "No date is known."))]


def test_each_step_of_the_embedded_erp_is_news_in_order(two_companies: TwoCompanies, news: News, advance: Advance):
    bench, number = EmbeddedBench(), new_number()
    bench.put_stock(number, 100)
    key = _send(two_companies.mine, wanted=order(line(number=number)))
    _carry_out()
    for _ in range(4):
        bench.step(_row(key)[2])
        _carry_out()
    first, *moved = news.of(key)
    assert isinstance(first, OrderAcknowledged) and all(isinstance(one, OrderMoved) for one in moved)
    assert [one.status.state for one in moved] == ["confirmed", "picked", "shipped", "invoiced"]
    assert moved[-1].status.deliveries[0].lines == ((1, Decimal(10)),)
    assert _row(key)[0] == "ended"


def test_what_no_hint_told_is_found_on_the_schedule_and_old_news_are_none(two_companies: TwoCompanies, news: News, advance: Advance):
    with using(CountingErp()):
        key = _send(two_companies.mine)
        _carry_out()
        number = _row(key)[2]
        before = erp().order_status([number])[number]
        erp().step(number), erp().step(number)
        ask_about_all(_in(timedelta(0)))
        assert ask_about(None) == 0
        assert not handing.note_status(OPERATOR, two_companies.mine, key, before)
    assert [one.status.state for one in news.of(key)[1:]] == [OrderState.PICKED]


def test_questions_to_an_erp_that_is_away_wait_for_the_next_time(two_companies: TwoCompanies, news: News, advance: Advance):
    with using(FaultyErp(CountingErp(), seed=1, percent=0, wait=advance)):
        key = _send(two_companies.mine)
        _carry_out()
        erp().inner.step(_row(key)[2])
        erp().percent, erp().faults = 100, (Fault.DOWN,)
        ask_about_all(_in(timedelta(0)))
        assert len(news.told) == 1
        erp().percent = 0
        ask_about_all(_in(timedelta(0)))
    assert [one.status.state for one in news.of(key)[1:]] == [OrderState.CONFIRMED]


# Cancelling


def test_a_cancelled_order_is_news(two_companies: TwoCompanies, news: News, advance: Advance):
    with using(CountingErp()):
        key = _send(two_companies.mine)
        _carry_out()
        with inside(two_companies.mine) as ctx:
            send_cancellation(ctx, key)
        _carry_out()
    assert [one.status.state for one in news.of(key)[1:]] == [OrderState.CANCELLED]
    assert _row(key)[0] == "ended"


def test_it_is_cancelled_after_the_answer_when_that_takes_longer(two_companies: TwoCompanies, news: News, advance: Advance):
    with using(FaultyErp(CountingErp(), seed=1, percent=100, faults=[Fault.LOST], wait=advance)):
        key = _send(two_companies.mine)
        _carry_out()
        with inside(two_companies.mine) as ctx:
            send_cancellation(ctx, key)
        _carry_out()
        erp().percent = 0
        for _ in range(3):
            advance(PATIENCE)
            _carry_out()
    acknowledged, moved = news.of(key)
    assert isinstance(acknowledged, OrderAcknowledged) and moved.status.state is OrderState.CANCELLED


def test_too_late_to_cancel_is_news_too(two_companies: TwoCompanies, news: News, advance: Advance):
    bench, number = EmbeddedBench(), new_number()
    bench.put_stock(number, 100)
    key = _send(two_companies.mine, wanted=order(line(number=number)))
    _carry_out()
    confirm_order(OPERATOR, _row(key)[2])
    pick_order(OPERATOR, _row(key)[2])
    with inside(two_companies.mine) as ctx:
        send_cancellation(ctx, key)
    _carry_out()
    assert isinstance(news.of(key)[-1], CancellationRefused) and news.of(key)[-1].reason
    assert _row(key)[0] == "acknowledged"
