"""One's own account: sessions, browsers, password, preferences, companies."""

from datetime import timedelta

import pytest

from portal_app.accounts import NextStep, Role, accept_invitation, enter_code, find_signed_in, invite_person, sign_in
from portal_app.accounts.actions.own_account import (
    end_other_sessions,
    end_own_session,
    forget_own_device,
    list_own_devices,
    list_own_sessions,
    put_preference,
    read_own_account,
    switch_company,
)  # fmt: skip
from portal_app.accounts.actions.passwords import change_password
from portal_app.accounts.rules.preferences import Preferences
from portal_app.kernel import clock
from portal_app.kernel.actor import visitor
from portal_app.kernel.errors import Invalid, NotFound, NotSignedIn, TooMany
from portal_app.kernel.ids import new_id
from tests.accounts.cast import FIREFOX, PASSWORD, House, facts_for, link_token, mails_to, somewhere
from tests.database import behind_the_guard

NEW = "neue gabel alte tasse"


def test_the_page_shows_the_account(house: House):
    account = read_own_account(house.boss.actor)
    assert (account.name, account.email, account.preferences) == ("Henrik Lang", house.boss.email, Preferences("de"))
    assert (account.has_second_step, account.second_step_asked, account.recovery_codes_left) == (True, True, 10)
    assert account.password_changed_at == clock.now()
    assert [(company.name, company.is_this) for company in account.companies] == [("Hansen Maschinenbau GmbH", True)]


@pytest.mark.parametrize("role", list(Role))
def test_every_role_reads_its_own_account(house: House, role: Role):
    account = read_own_account(house.hires("Jan Keller", role).actor)
    assert account.second_step_asked is (role in {Role.ADMINISTRATOR, Role.MANAGER, Role.ACCOUNTING})


@pytest.mark.asvs("7.5.2")
def test_ones_sessions_are_listed_this_one_first(house: House, advance):
    jan = house.hires("Jan Keller", Role.BUYER)
    advance(timedelta(minutes=1))
    other = sign_in(visitor(address="198.51.100.7"), jan.email, PASSWORD, user_agent="Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Safari/604.1")
    listed = list_own_sessions(jan.actor)
    assert [(one.device, one.place, one.is_this) for one in listed] == [("Firefox, Linux", jan.place.address, True), ("Safari, iPhone", "198.51.100.7", False)]
    assert listed[1].started_at == clock.now() and find_signed_in(somewhere(), other.token)


def test_sessions_that_wait_or_are_over_are_not_listed(house: House, advance):
    sign_in(somewhere(), house.boss.email, PASSWORD)
    assert len(list_own_sessions(house.boss.actor)) == 1
    jan = house.hires("Jan Keller", Role.BUYER)
    advance(timedelta(minutes=31))
    jan.signs_in(advance)
    assert len(list_own_sessions(jan.actor)) == 1


@pytest.mark.asvs("7.4.3", "7.5.2")
def test_one_session_or_all_others_are_ended(house: House, advance):
    jan = house.hires("Jan Keller", Role.BUYER)
    tokens = [sign_in(somewhere(), jan.email, PASSWORD, device_token=jan.device_token).token for _ in range(3)]
    ids = [find_signed_in(somewhere(), token).actor.session_id for token in tokens]
    for _ in range(2):
        end_own_session(jan.actor, ids[0])
    assert [find_signed_in(somewhere(), token) is not None for token in tokens] == [False, True, True]
    assert end_other_sessions(jan.actor) == 2
    assert [find_signed_in(somewhere(), token) is not None for token in (*tokens, jan.token)] == [False, False, False, True]
    rows = behind_the_guard("SELECT 1 FROM audit_entry WHERE action = 'session.ended' AND object_id = :id", id=ids[0])
    assert len(rows) == 1


@pytest.mark.asvs("8.2.2")
def test_somebody_elses_session_or_browser_is_as_unknown_as_none(house: House, neighbours: House):
    theirs = house.boss.signed_in.actor.session_id
    device = list_own_devices(house.boss.actor)[0].id
    for session_id, device_id in ((theirs, device), (new_id(), new_id()), ("", "nonsense"), ("\x00", "ü")):
        for action, its_id in ((end_own_session, session_id), (forget_own_device, device_id)):
            with pytest.raises(NotFound) as refused:
                action(neighbours.boss.actor, its_id)
            assert refused.value.message == NotFound.sentence
    assert house.boss.signed_in


def test_a_forgotten_browser_is_a_new_one(house: House, advance):
    jan = house.hires("Jan Keller", Role.BUYER)
    (device,) = list_own_devices(jan.actor)
    assert (device.device, device.known_since, device.trusted_until) == ("Firefox, Linux", clock.now(), None)
    forget_own_device(jan.actor, device.id)
    assert list_own_devices(jan.actor) == ()
    before = len(mails_to(jan.email))
    jan.signs_in(advance, known_device=True)
    assert len(mails_to(jan.email)) == before + 1


# Password


@pytest.mark.asvs("6.2.3", "7.4.3")
def test_a_changed_password_ends_the_other_sessions_and_is_told_by_mail(house: House):
    jan = house.hires("Jan Keller", Role.BUYER)
    elsewhere = sign_in(somewhere(), jan.email, PASSWORD).token
    change_password(jan.actor, PASSWORD, NEW)
    assert find_signed_in(somewhere(), elsewhere) is None and jan.signed_in
    assert mails_to(jan.email)[-1].subject in ("Ihr Passwort wurde geändert", "Your password was changed")
    with pytest.raises(NotSignedIn):
        sign_in(somewhere(), jan.email, PASSWORD)
    jan.password = NEW
    assert sign_in(somewhere(), jan.email, NEW, user_agent=FIREFOX)


@pytest.mark.asvs("6.2.3")
def test_the_current_password_is_asked_and_guessing_it_is_limited(house: House):
    jan = house.hires("Jan Keller", Role.BUYER)
    for _ in range(10):
        with pytest.raises(Invalid) as refused:
            change_password(jan.actor, "wrong", NEW)
        assert refused.value.fields == {"current": "Your current password is not right."}
    with pytest.raises(TooMany):
        change_password(jan.actor, PASSWORD, NEW)
    assert sign_in(somewhere(), jan.email, PASSWORD)


def test_a_weak_new_password_is_told_at_its_field(house: House):
    jan = house.hires("Jan Keller", Role.BUYER)
    for weak in ("short", "hansenmaschinenbau", "jankeller2026!"):
        with pytest.raises(Invalid) as refused:
            change_password(jan.actor, PASSWORD, weak)
        assert list(refused.value.fields) == ["password"]


def test_the_changed_password_takes_trust_from_browsers(house: House, advance):
    boss = house.boss
    advance(timedelta(seconds=30))
    trusted = enter_code(boss.place, sign_in(boss.place, boss.email, PASSWORD).token, boss.code(), trust_device=True)
    change_password(boss.actor, PASSWORD, NEW)
    assert sign_in(boss.place, boss.email, NEW, device_token=trusted.device_token).step is NextStep.CODE


# Preferences


@pytest.mark.parametrize(("name", "value"), [("language", "en"), ("theme", "dark"), ("density", "compact"), ("keys", "off"), ("theme", "")])
def test_a_choice_follows_the_person(house: House, name: str, value: str):
    jan = house.hires("Jan Keller", Role.BUYER)
    put_preference(jan.actor, name, value)
    put_preference(jan.actor, name, value)
    assert getattr(read_own_account(jan.actor).preferences, name) == value
    shown = {"language": jan.signed_in.locale, "theme": jan.signed_in.theme, "density": jan.signed_in.density, "keys": jan.signed_in.keys}
    assert shown[name] == value


@pytest.mark.parametrize(
    ("name", "value"),
    [("language", "fr"), ("language", ""), ("theme", "purple"), ("name", "x"), ("password_hash", "x"), ("staff_role", "administrator"), ("", "")],
)
def test_nothing_else_can_be_set_this_way(house: House, name: str, value: str):
    before = behind_the_guard("SELECT * FROM account WHERE email = :email", email=house.boss.email)
    with pytest.raises(Invalid):
        put_preference(house.boss.actor, name, value)
    assert behind_the_guard("SELECT * FROM account WHERE email = :email", email=house.boss.email) == before


def test_mails_follow_the_language(house: House):
    jan = house.hires("Jan Keller", Role.BUYER)
    put_preference(jan.actor, "language", "en")
    change_password(jan.actor, PASSWORD, NEW)
    assert mails_to(jan.email)[-1].subject == "Your password was changed"


# Several companies


def test_one_goes_on_in_another_company_with_a_new_token_and_its_roles(house: House, neighbours: House, advance):
    jan = house.hires("Jan Keller", Role.BUYER)
    invite_person(neighbours.boss.actor, jan.email, facts_for("Jan Keller", Role.READ_ONLY))
    advance(timedelta(minutes=1))
    there = accept_invitation(somewhere(), link_token(jan.email), PASSWORD)
    here = switch_company(somewhere(), there.token, house.company_id)
    assert find_signed_in(somewhere(), there.token) is None
    found = find_signed_in(somewhere(), here.token)
    assert (found.actor.company_id, found.roles, found.actor.person_id) == (house.company_id, ("buyer",), jan.person_id)
    assert {company.name: company.is_this for company in read_own_account(found.actor).companies} == {
        "Hansen Maschinenbau GmbH": True, "Nordwerk Anlagenbau KG": False,
    }  # fmt: skip


def test_the_company_used_last_is_the_one_of_the_next_sign_in(house: House, neighbours: House, advance):
    jan = house.hires("Jan Keller", Role.BUYER)
    invite_person(neighbours.boss.actor, jan.email, facts_for("Jan Keller", Role.READ_ONLY))
    advance(timedelta(minutes=1))
    there = accept_invitation(somewhere(), link_token(jan.email), PASSWORD)
    assert find_signed_in(somewhere(), sign_in(somewhere(), jan.email, PASSWORD).token).actor.company_id == neighbours.company_id
    advance(timedelta(minutes=1))
    switch_company(somewhere(), there.token, house.company_id)
    assert find_signed_in(somewhere(), sign_in(somewhere(), jan.email, PASSWORD).token).actor.company_id == house.company_id


def test_a_company_one_does_not_belong_to_is_unknown(house: House, neighbours: House):
    jan = house.hires("Jan Keller", Role.BUYER)
    for company_id in (neighbours.company_id, new_id(), "nonsense"):
        with pytest.raises(NotFound) as refused:
            switch_company(somewhere(), jan.token, company_id)
        assert refused.value.message == NotFound.sentence
    with pytest.raises(NotSignedIn):
        switch_company(somewhere(), "nonsense", house.company_id)


def test_the_second_step_the_other_company_asks_for_is_due_there(house: House, neighbours: House):
    """A buyer here, a manager there: coming over with a password only, nothing can be done before the second step."""
    jan = house.hires("Jan Keller", Role.BUYER)
    invite_person(neighbours.boss.actor, jan.email, facts_for("Jan Keller", Role.MANAGER))
    accept_invitation(somewhere(), link_token(jan.email), PASSWORD)
    over = switch_company(somewhere(), jan.token, neighbours.company_id)
    assert find_signed_in(somewhere(), over.token).actor.second_step_due
