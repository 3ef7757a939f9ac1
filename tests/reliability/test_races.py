"""Twenty at once want what there is only once: exactly one gets it, nobody sees a deadlock, and no limit is passed."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from sqlalchemy import update

from portal_app.accounts import AddressFacts, CostCentreFacts, NextStep, Role, sign_in
from portal_app.accounts.actions.addresses import add_address, make_default_address
from portal_app.accounts.actions.cost_centres import add_cost_centre
from portal_app.accounts.actions.invitations import invite_person, join_company
from portal_app.accounts.actions.people_changes import deactivate_person
from portal_app.accounts.actions.reset import put_reset_password, send_reset_link
from portal_app.accounts.actions.second_step import open_after_code, read_recovery_hashes
from portal_app.accounts.actions.second_step import open_after_recovery_code as open_with_recovery_code
from portal_app.accounts.tables import Person
from portal_app.kernel import clock
from portal_app.kernel.actor import system, visitor
from portal_app.kernel.errors import PortalError
from portal_app.kernel.gate import Context, command
from portal_app.kernel.ids import Id, new_id
from portal_app.kernel.permissions import Permission as P
from tests.accounts.cast import FIREFOX, House, Somebody, facts_for, link_token, new_house
from tests.accounts.conftest import quick_hashing
from tests.database import behind_the_guard, module_database, shared_database

__all__ = ["module_database", "quick_hashing", "shared_database"]
AT_ONCE = 20


@pytest.fixture
def rounds(in_full: bool) -> range:
    return range(100 if in_full else 2)


@pytest.fixture
def house(shared_database: str) -> House:
    return new_house()


@pytest.fixture(autouse=True)
def advance(shared_database: str) -> Iterator[Callable[[timedelta], None]]:
    """A clock that stands still: a code of the app fits for a whole round."""
    with clock.frozen(clock.now()) as move:
        yield move


def _all_at_once(calls: list[Callable[[], Any]]) -> list[Any]:
    """What each call answers when all begin at the same moment; foreseen trouble is an answer, everything else a failure."""
    start = threading.Barrier(len(calls))

    def run(call: Callable[[], Any]) -> Any:
        start.wait(30)
        try:
            return call()
        except PortalError as trouble:
            return trouble

    with ThreadPoolExecutor(len(calls)) as threads:
        return list(threads.map(run, calls))


def _wins(answers: list[Any]) -> int:
    return sum(answer is not None and answer is not False and not isinstance(answer, PortalError) for answer in answers)


def _troubles(answers: list[Any]) -> set[str]:
    return {answer.code for answer in answers if isinstance(answer, PortalError)}


# A limited amount


@command(P.COST_CENTRE_EDIT)
def take_ten(ctx: Context, person_id: Id) -> bool:
    """One conditional statement, as every limited thing is taken: it happens where enough is left, or not at all."""
    enough = (Person.id == person_id, Person.limit_per_order >= Decimal(10))
    taken = ctx.db.execute(update(Person).where(*enough).values(limit_per_order=Person.limit_per_order - Decimal(10)))
    ctx.record("ten.taken", "person", person_id)
    return taken.rowcount == 1


def test_a_limited_amount_is_never_overdrawn(house: House, rounds: range):
    person = house.hires("Jan Keller", Role.BUYER, limit_per_order=Decimal("75.5")).person_id
    who = system(frozenset({P.COST_CENTRE_EDIT}), house.company_id)
    for _ in rounds:
        answers = _all_at_once([partial(take_ten, who, person)] * AT_ONCE)
        assert Counter(answers) == {True: 7, False: AT_ONCE - 7}
        assert behind_the_guard("SELECT limit_per_order FROM person WHERE id = :id", id=person) == [(5_500_000,)]
        _refill(who, person)


@command(P.COST_CENTRE_EDIT)
def _refill(ctx: Context, person_id: Id) -> None:
    ctx.db.execute(update(Person).where(Person.id == person_id).values(limit_per_order=Decimal("75.5")))
    ctx.record("limit.refilled", "person", person_id)


# Codes and links that work once


def _waiting(who: Somebody) -> str:
    """A sign-in of this person that waits for the second step."""
    opened = sign_in(visitor(address=f"192.0.2.{new_id()[-6:]}"), who.email, who.password, user_agent=FIREFOX)
    assert opened.step is NextStep.CODE
    return opened.token


def test_a_code_of_the_app_opens_one_session(house: House, rounds: range, advance: Callable):
    for _ in rounds:
        advance(timedelta(minutes=20))
        tokens = [_waiting(house.boss) for _ in range(AT_ONCE)]
        code = house.boss.code()
        answers = _all_at_once([partial(open_after_code, _visitor(), token, code, trust_device=False, device_token="") for token in tokens])
        assert (_wins(answers), _troubles(answers)) == (1, set())


def test_a_recovery_code_opens_one_session(house: House, rounds: range, advance: Callable):
    for _ in list(rounds)[:4]:  # a person has ten of them
        advance(timedelta(minutes=20))
        tokens = [_waiting(house.boss) for _ in range(AT_ONCE)]
        code_id = next(iter(read_recovery_hashes(_visitor(), tokens[0])))
        answers = _all_at_once([partial(open_with_recovery_code, _visitor(), token, code_id, device_token="") for token in tokens])
        assert (_wins(answers), _troubles(answers)) == (1, set())


def test_an_invitation_is_accepted_once(house: House, rounds: range):
    for number in rounds:
        invited = house.invites(f"Tim Nummer{number}", Role.BUYER)
        token = link_token(invited.email)
        calls = [partial(join_company, _visitor(), token, f"hash {n}", known=False, device_token="", user_agent=FIREFOX) for n in range(AT_ONCE)]
        answers = _all_at_once(calls)
        assert (_wins(answers), _troubles(answers)) == (1, {"not-found"})
        assert behind_the_guard("SELECT count(*) FROM membership WHERE person_id = :id", id=invited.person_id) == [(1,)]
        assert behind_the_guard("SELECT count(*) FROM sign_in_session WHERE person_id = :id", id=invited.person_id) == [(1,)]


def test_a_reset_link_sets_one_password(house: House, rounds: range, advance: Callable):
    for _ in rounds:
        advance(timedelta(hours=2))
        send_reset_link(system(frozenset({P.STAFF_OPERATE})), house.boss.email)
        token = link_token(house.boss.email)
        answers = _all_at_once([partial(put_reset_password, _visitor(), token, f"hash {n}", user_agent=FIREFOX) for n in range(AT_ONCE)])
        assert (_wins(answers), _troubles(answers)) == (1, {"not-found"})


# Names that are taken once, and things of which there is one


def test_an_address_is_invited_into_a_company_once(house: House, rounds: range):
    for _ in rounds:
        email = f"{new_id()}@hansen.example"
        answers = _all_at_once([partial(invite_person, _boss(house), email, facts_for("Nora Neu", Role.BUYER))] * AT_ONCE)
        assert (_wins(answers), _troubles(answers)) == (1, {"invalid"})
        assert behind_the_guard("SELECT count(*) FROM account WHERE email = :email", email=email) == [(1,)]


def test_an_address_is_invited_by_two_companies_at_once(house: House, rounds: range):
    neighbours = new_house("Nordwerk Anlagenbau KG", "Carla Voss")
    for _ in rounds:
        email = f"{new_id()}@shared.example"
        calls = [partial(invite_person, _boss(one), email, facts_for("Nora Neu", Role.BUYER)) for one in (house, neighbours) * 5]
        answers = _all_at_once(calls)
        assert (_wins(answers), _troubles(answers)) == (2, {"invalid"})
        assert behind_the_guard("SELECT count(*) FROM account WHERE email = :email", email=email) == [(1,)]


def test_a_number_of_a_cost_centre_is_given_once(house: House, rounds: range):
    for number in rounds:
        answers = _all_at_once([partial(add_cost_centre, _boss(house), CostCentreFacts(f"9{number}", "Workshop"))] * AT_ONCE)
        assert (_wins(answers), _troubles(answers)) == (1, {"invalid"})


def test_there_is_one_default_address_whoever_chooses_last(house: House, rounds: range):
    facts = AddressFacts("", "Hansen", "Werkstr. 1", "28195", "Bremen")
    places = [add_address(_boss(house), replace(facts, label=f"Plant {number}")) for number in range(5)]
    for _ in rounds:
        answers = _all_at_once([partial(make_default_address, _boss(house), place) for place in places * 4])
        assert _troubles(answers) == set()
        assert behind_the_guard("SELECT count(*) FROM delivery_address WHERE company_id = :id AND is_default", id=house.company_id) == [(1,)]


def test_two_administrators_cannot_switch_each_other_off(house: House, rounds: range):
    for number in rounds:
        other = house.hires(f"Rita Zweite{number}", Role.ADMINISTRATOR)
        pairs = ((_boss(house), other.person_id), (other.actor, house.boss.person_id))
        answers = _all_at_once([partial(deactivate_person, who, whom, reason="race") for who, whom in pairs])
        assert _administrators(house) >= 1, answers
        if behind_the_guard("SELECT deactivated_at FROM person WHERE id = :id", id=house.boss.person_id) != [(None,)]:
            house.boss = other


def _administrators(house: House) -> int:
    """How many of a company's administrators are active."""
    active = "SELECT id FROM person WHERE company_id = :id AND deactivated_at IS NULL"
    return behind_the_guard(f"SELECT count(*) FROM role_assignment WHERE role = 'administrator' AND person_id IN ({active})", id=house.company_id)[0][0]


def _boss(house: House) -> Any:
    return house.boss.actor


def _visitor() -> Any:
    return visitor(address=f"198.51.100.{new_id()[-8:]}")
