"""Signing in with a password: who gets in, what the policy asks next, and that nothing tells who is known."""

import dataclasses
from datetime import timedelta

import pytest
from passlib.context import CryptContext

from portal_app.accounts import NextStep, Role, ended_among, enter_code, find_signed_in, sign_in, sign_out
from portal_app.accounts.actions.people_changes import deactivate_person
from portal_app.accounts.actions.sign_in import open_after_password, prove_password
from portal_app.kernel import secrets
from portal_app.kernel.actor import ActorKind, Assurance
from portal_app.kernel.errors import NotSignedIn
from portal_app.kernel.permissions import Permission
from tests.accounts.cast import FIREFOX, PASSWORD, House, mails_to, somewhere
from tests.database import behind_the_guard


def test_a_buyer_without_an_app_is_in_after_the_password(house: House, advance):
    jan = house.hires("Jan Keller", Role.BUYER)
    opened = sign_in(somewhere(), jan.email, PASSWORD, user_agent=FIREFOX)
    found = find_signed_in(somewhere(), opened.token)
    assert opened.step is NextStep.DONE
    assert (found.actor.kind, found.actor.name, found.actor.company_id) == (ActorKind.PERSON, "Jan Keller", house.company_id)
    assert (found.actor.assurance, found.actor.second_step_due, found.roles) == (Assurance.PASSWORD, False, ("buyer",))
    assert (found.company_name, found.acting_for, found.email) == ("Hansen Maschinenbau GmbH", "", jan.email)


@pytest.mark.asvs("6.3.3")
@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.MANAGER, Role.ACCOUNTING])
def test_roles_that_need_two_steps_are_not_in_after_the_password(house: House, role: Role):
    who = house.hires("Anna Berg", role)
    opened = sign_in(somewhere(), who.email, PASSWORD)
    assert opened.step is NextStep.CODE
    assert find_signed_in(somewhere(), opened.token) is None


def test_the_code_after_the_password_opens_the_session(house: House, advance):
    anna = house.hires("Anna Berg", Role.MANAGER)
    waiting = sign_in(anna.place, anna.email, PASSWORD)
    advance(timedelta(seconds=30))
    opened = enter_code(anna.place, waiting.token, anna.code())
    found = find_signed_in(anna.place, opened.token)
    assert (found.actor.assurance, found.actor.second_step_due) == (Assurance.TWO_STEPS, False)
    assert Permission.APPROVAL_DECIDE in found.actor.permissions


@pytest.mark.asvs("7.2.4")
def test_every_step_gives_a_new_token_and_the_old_one_is_dead(house: House, advance):
    anna = house.hires("Anna Berg", Role.MANAGER)
    waiting = sign_in(anna.place, anna.email, PASSWORD)
    advance(timedelta(seconds=30))
    opened = enter_code(anna.place, waiting.token, anna.code())
    assert opened.token != waiting.token
    assert find_signed_in(anna.place, waiting.token) is None
    with pytest.raises(NotSignedIn):
        enter_code(anna.place, waiting.token, anna.code())


@pytest.mark.asvs("7.2.2")
def test_the_database_holds_no_token(house: House):
    jan = house.hires("Jan Keller", Role.BUYER)
    token, device_token = jan.token, jan.device_token
    held = str(behind_the_guard("SELECT * FROM sign_in_session")) + str(behind_the_guard("SELECT * FROM known_device"))
    assert token not in held and device_token not in held


@pytest.mark.parametrize("typed", ["{email}", "  {email} ", "{upper}"])
def test_the_address_may_be_typed_with_spaces_around_and_in_capitals(house: House, typed: str):
    jan = house.hires("Jan Keller", Role.BUYER)
    assert sign_in(somewhere(), typed.format(email=jan.email, upper=jan.email.upper()), PASSWORD).step is NextStep.DONE


@pytest.mark.asvs("6.2.8")
@pytest.mark.parametrize("nearly", [PASSWORD.upper(), f" {PASSWORD}", f"{PASSWORD} ", PASSWORD[:-1], f"{PASSWORD}x", ""])
def test_a_password_that_is_nearly_right_is_wrong(house: House, nearly: str):
    jan = house.hires("Jan Keller", Role.BUYER)
    with pytest.raises(NotSignedIn):
        sign_in(somewhere(), jan.email, nearly)


@pytest.mark.asvs("6.3.8")
def test_an_unknown_address_a_wrong_password_and_an_uninvited_one_sound_the_same(house: House):
    jan, invited = house.hires("Jan Keller", Role.BUYER), house.invites("Tim Wolff", Role.BUYER)
    off = house.hires("Greta Nissen", Role.BUYER)
    deactivate_person(house.boss.actor, off.person_id)
    others = ("nobody@nowhere.example", invited.email, off.email, "no address", "\ud800@x.example")
    tries = [(jan.email, "wrong password here"), *((email, PASSWORD) for email in others)]
    said = set()
    for email, password in tries:
        with pytest.raises(NotSignedIn) as refused:
            sign_in(somewhere(), email, password)
        said.add((refused.value.message, refused.value.status, refused.value.code, tuple(refused.value.fields)))
    assert len(said) == 1


def test_signing_out_ends_this_session_only(house: House, advance):
    jan = house.hires("Jan Keller", Role.BUYER)
    first = jan.signed_in.actor.session_id
    old_token = jan.token
    jan.signs_in(advance)
    second = jan.signed_in.actor.session_id
    sign_out(jan.place, old_token)
    assert find_signed_in(jan.place, old_token) is None
    assert ended_among(jan.place, [first, second]) == [first]
    assert jan.signed_in.actor.session_id == second


def test_signing_out_twice_or_with_nonsense_is_no_trouble(house: House):
    jan = house.hires("Jan Keller", Role.BUYER)
    for token in (jan.token, jan.token, "nonsense", ""):
        assert sign_out(jan.place, token) is None


@pytest.mark.asvs("6.3.5")
def test_a_new_browser_is_told_by_mail_once_and_a_known_one_is_not(house: House, advance):
    jan = house.hires("Jan Keller", Role.BUYER)
    assert _new_browser_mails(jan.email) == 0, "the first browser ever is the one of the invitation"
    jan.signs_in(advance)
    assert _new_browser_mails(jan.email) == 1
    jan.signs_in(advance, known_device=True)
    assert _new_browser_mails(jan.email) == 1


def test_the_record_of_the_company_names_who_signed_in(house: House):
    jan = house.hires("Jan Keller", Role.BUYER)
    rows = behind_the_guard("SELECT actor_name, account_id, company_id FROM audit_entry WHERE action = 'session.started' AND person_id = :id", id=jan.person_id)
    assert rows == [("Jan Keller", jan.signed_in.actor.account_id, house.company_id)]


def test_an_outdated_hash_is_renewed_at_sign_in(house: House, monkeypatch):
    jan = house.hires("Jan Keller", Role.BUYER)
    stronger = CryptContext(schemes=["argon2"], argon2__type="ID", argon2__time_cost=2, argon2__memory_cost=128, argon2__parallelism=1)
    monkeypatch.setattr(secrets, "_passwords", stronger)
    before = _hash_of(jan.email)
    sign_in(somewhere(), jan.email, PASSWORD)
    after = _hash_of(jan.email)
    assert "m=64,t=1" in before and "m=128,t=2" in after
    assert sign_in(somewhere(), jan.email, PASSWORD).step is NextStep.DONE


def test_a_password_that_changed_while_it_was_checked_opens_nothing(house: House):
    jan = house.hires("Jan Keller", Role.BUYER)
    checked = dataclasses.replace(prove_password(somewhere(), jan.email, PASSWORD), password_hash="another hash")
    assert open_after_password(somewhere(), checked, device_token="", user_agent="") is None


def _new_browser_mails(email: str) -> int:
    return sum(mail.subject == "Sign-in from a new browser" or mail.subject == "Anmeldung mit einem neuen Browser" for mail in mails_to(email))


def _hash_of(email: str) -> str:
    return behind_the_guard("SELECT password_hash FROM account WHERE email = :email", email=email)[0][0]
