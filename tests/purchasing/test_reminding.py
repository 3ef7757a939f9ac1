"""Requests that wait: reminded once, escalated once, never decided by waiting."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from portal_app.kernel import clock
from portal_app.kernel.actor import system
from portal_app.kernel.errors import Forbidden
from portal_app.kernel.permissions import Permission as P
from portal_app.purchasing import RequestState, RuleStep, remind_requests
from portal_app.purchasing.jobs import remind
from tests.database import behind_the_guard
from tests.purchasing.builders import by
from tests.purchasing.office import Office, new_office, send_cart
from tests.purchasing.test_requests import decide, inbox, mail_of, state_in

FRIDAY = datetime(2026, 11, 27, 14, 20, tzinfo=UTC)  # 15:20 in Berlin


@pytest.fixture
def at(shared_database: str) -> Iterator[Callable]:
    """The clock stands on Friday afternoon; `at(days, minutes)` puts it to later."""
    with clock.frozen(FRIDAY) as advance:
        yield lambda days, minutes=0: advance(FRIDAY + timedelta(days=days, minutes=minutes) - clock.now())


@pytest.fixture
def office(at: Callable) -> Office:
    return new_office()


def look(office: Office) -> int:
    return remind_requests(system(frozenset({P.APPROVAL_RULE_EDIT}), office.company_id, name="reminding"))


REMINDER, ESCALATION = "Still waiting for you: Shutdown line 4, O-10482", "Nobody has decided yet: Shutdown line 4, O-10482"


def test_it_is_reminded_after_one_working_day_and_escalated_after_two(office: Office, at: Callable):
    office.rule(by(office.anna.person_id))
    request_id = send_cart(office.jan, office.cart())
    for days, minutes in ((0, 0), (1, 0), (2, 0), (3, -1)):  # the weekend does not count
        at(days, minutes)
        assert look(office) == 0
    at(3)
    assert (look(office), look(office)) == (1, 0)
    assert mail_of(office.anna)[1:] == [REMINDER] and mail_of(office.lang) == []
    at(4, -1)
    assert look(office) == 0 and inbox(office.lang) == []
    at(4)
    assert (look(office), look(office)) == (1, 0)
    assert state_in(request_id) == "escalated" and inbox(office.lang) == inbox(office.anna) == [request_id]
    assert mail_of(office.lang) == [ESCALATION] and mail_of(office.anna)[1:] == [REMINDER, REMINDER]
    at(400)
    assert look(office) == 0 and state_in(request_id) == "escalated"
    assert decide(office.lang, request_id) is RequestState.APPROVED


def test_each_level_has_a_clock_of_its_own(office: Office, at: Callable):
    office.rule(by(office.anna.person_id), by(office.bert.person_id))
    request_id = send_cart(office.jan, office.cart())
    at(4)
    look(office)
    decide(office.anna, request_id)
    assert state_in(request_id) == "waiting" and inbox(office.lang) == []
    at(5, -1)
    assert look(office) == 0
    at(5)
    assert look(office) == 1 and mail_of(office.bert)[1:] == [REMINDER]


def test_escalation_asks_no_administrator_who_ordered_it(office: Office, at: Callable):
    office.rule(by(office.anna.person_id))
    request_id = send_cart(office.lang, office.cart())
    at(4)
    look(office)
    assert inbox(office.lang) == [] and inbox(office.anna) == [request_id]
    with pytest.raises(Forbidden, match="your own cart"):
        decide(office.lang, request_id)


def test_the_job_looks_at_every_open_company(office: Office, at: Callable):
    other, closed = new_office(), new_office()
    for one in (office, other, closed):
        one.rule(RuleStep(role="purchasing-manager"))
        send_cart(one.jan, one.cart())
    at(3)
    behind_the_guard("UPDATE company SET closed_at = created_at WHERE id = :id", id=closed.company_id)
    remind(clock.now())
    assert mail_of(office.anna)[1:] == mail_of(other.anna)[1:] == [REMINDER]
    remind(clock.now())
    assert (len(mail_of(other.bert)), len(mail_of(closed.bert))) == (2, 1)
    assert behind_the_guard("SELECT count(*) FROM approval_decision WHERE company_id IN (:a, :b)", a=office.company_id, b=other.company_id) == [(0,)]
