"""The second step: codes of the app, recovery codes, trusted browsers, stepping up."""

import threading
from datetime import timedelta

import pyotp
import pytest
from cryptography.exceptions import InvalidTag

from portal_app.accounts import (
    NextStep,
    Role,
    accept_invitation,
    begin_set_up,
    confirm_set_up,
    enter_code,
    enter_recovery_code,
    find_signed_in,
    sign_in,
    step_up,
)  # fmt: skip
from portal_app.accounts.actions.second_step import open_after_code
from portal_app.accounts.actions.set_up import put_recovery_codes, remove_second_step, renew_recovery_codes
from portal_app.kernel import clock
from portal_app.kernel.actor import Assurance
from portal_app.kernel.errors import Forbidden, Invalid, NotSignedIn, StepUpNeeded, TooMany
from tests.accounts.cast import PASSWORD, House, Somebody, link_token, mails_to, somewhere
from tests.database import behind_the_guard

HALF_A_MINUTE = timedelta(seconds=30)


def at_the_door(who: Somebody, advance) -> str:
    """The token of a sign-in that waits for the code, at a moment whose code nobody used."""
    advance(HALF_A_MINUTE)
    return sign_in(who.place, who.email, who.password).token


@pytest.mark.parametrize("typed", ["{code}", " {a} {b} ", "{a}-{b}"])
def test_the_six_digits_may_be_grouped(house: House, advance, typed: str):
    token = at_the_door(house.boss, advance)
    code = house.boss.code()
    assert enter_code(house.boss.place, token, typed.format(code=code, a=code[:3], b=code[3:])).step is NextStep.DONE


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "12345a", "１２３４５６", "k7m2q-x9d4a"])
def test_what_is_not_six_digits_is_said_so(house: House, advance, typed: str):
    token = at_the_door(house.boss, advance)
    with pytest.raises(Invalid) as refused:
        enter_code(house.boss.place, token, typed)
    assert refused.value.fields == {"code": "Please enter the six digits from your app."}


@pytest.mark.asvs("6.5.5")
@pytest.mark.parametrize(("steps", "fits"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_code_fits_one_step_early_or_late(house: House, advance, steps: int, fits: bool):
    advance(timedelta(minutes=5))
    token = at_the_door(house.boss, advance)
    code = pyotp.TOTP(house.boss.secret).at(clock.now() + steps * HALF_A_MINUTE)
    if fits:
        assert enter_code(house.boss.place, token, code).step is NextStep.DONE
    else:
        with pytest.raises(Invalid):
            enter_code(house.boss.place, token, code)


@pytest.mark.asvs("6.5.1")
def test_a_code_works_once(house: House, advance):
    first, second = at_the_door(house.boss, advance), sign_in(house.boss.place, house.boss.email, PASSWORD).token
    code = house.boss.code()
    enter_code(house.boss.place, first, code)
    with pytest.raises(Invalid) as refused:
        enter_code(house.boss.place, second, code)
    assert "was used already" in refused.value.fields["code"]


def test_after_a_code_an_older_one_is_refused_too(house: House, advance):
    advance(timedelta(minutes=5))
    first, second = at_the_door(house.boss, advance), sign_in(house.boss.place, house.boss.email, PASSWORD).token
    older = pyotp.TOTP(house.boss.secret).at(clock.now() - HALF_A_MINUTE)
    enter_code(house.boss.place, first, house.boss.code())
    with pytest.raises(Invalid):
        enter_code(house.boss.place, second, older)


@pytest.mark.asvs("6.5.1")
def test_of_fifty_simultaneous_tries_with_one_code_one_gets_in(house: House, advance):
    advance(timedelta(minutes=5))
    tokens = [sign_in(somewhere(), house.boss.email, PASSWORD, device_token=house.boss.device_token).token for _ in range(50)]
    code, opened, lock = house.boss.code(), [], threading.Lock()

    def one_try(token: str) -> None:
        answer = open_after_code(somewhere(), token, code, trust_device=False, device_token="")
        with lock:
            opened.append(answer)

    threads = [threading.Thread(target=one_try, args=(token,)) for token in tokens]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(opened) == 50
    assert sum(answer is not None for answer in opened) == 1


@pytest.mark.asvs("6.6.3")
def test_the_eleventh_code_in_ten_minutes_has_to_wait(house: House, advance):
    token = at_the_door(house.boss, advance)
    for _ in range(10):
        with pytest.raises(Invalid):
            enter_code(house.boss.place, token, "000000")
    with pytest.raises(TooMany):
        enter_code(house.boss.place, token, house.boss.code())
    advance(timedelta(minutes=10))
    assert enter_code(house.boss.place, token, house.boss.code()).step is NextStep.DONE


def test_without_the_password_there_is_no_second_step(house: House):
    for token in ("", "nonsense", house.boss.token):
        with pytest.raises(NotSignedIn):
            enter_code(somewhere(), token, house.boss.code())
        with pytest.raises(NotSignedIn):
            enter_recovery_code(somewhere(), token, house.boss.recovery_codes[0])


def test_the_waiting_ends_after_half_an_hour(house: House, advance):
    token = at_the_door(house.boss, advance)
    advance(timedelta(minutes=30, seconds=1))
    with pytest.raises(NotSignedIn):
        enter_code(house.boss.place, token, house.boss.code())


# Recovery codes


@pytest.mark.parametrize("written", [str, str.upper, lambda code: code.replace("-", ""), lambda code: code.replace("0", "o").replace("1", "l")])
def test_a_recovery_code_replaces_the_app_however_it_is_copied(house: House, advance, written):
    token = at_the_door(house.boss, advance)
    assert enter_recovery_code(house.boss.place, token, written(house.boss.recovery_codes[0])).step is NextStep.DONE


@pytest.mark.asvs("6.5.1")
def test_each_recovery_code_works_once_and_the_owner_hears_of_it(house: House, advance):
    code = house.boss.recovery_codes[4]
    enter_recovery_code(house.boss.place, at_the_door(house.boss, advance), code)
    told = [mail.text for mail in mails_to(house.boss.email)][-2:]
    assert any("9 Codes" in text or "9 codes are left" in text for text in told)
    with pytest.raises(Invalid) as refused:
        enter_recovery_code(house.boss.place, at_the_door(house.boss, advance), code)
    assert "Each works once" in refused.value.fields["code"]


@pytest.mark.asvs("6.5.2")
def test_ten_different_recovery_codes_and_only_their_hashes_are_kept(house: House):
    codes = house.boss.recovery_codes
    hashes = _recovery_hashes(house.boss)
    assert len(set(codes)) == len(set(hashes)) == 10
    assert all(hashed.startswith("$argon2id$") for hashed in hashes)
    assert not any(code in hashed for code in codes for hashed in hashes)


def test_a_foreign_recovery_code_does_not_fit(house: House, neighbours: House, advance):
    with pytest.raises(Invalid):
        enter_recovery_code(house.boss.place, at_the_door(house.boss, advance), neighbours.boss.recovery_codes[0])


def test_new_recovery_codes_void_the_old_ones(house: House, advance):
    new = renew_recovery_codes(house.boss.actor)
    with pytest.raises(Invalid):
        enter_recovery_code(house.boss.place, at_the_door(house.boss, advance), house.boss.recovery_codes[0])
    assert enter_recovery_code(house.boss.place, at_the_door(house.boss, advance), new[9]).step is NextStep.DONE


def test_recovery_codes_need_a_second_step_and_a_fresh_proof(house: House, advance):
    jan = house.hires("Jan Keller", Role.BUYER)
    with pytest.raises(Forbidden):
        put_recovery_codes(jan.actor, ["hash"])
    advance(timedelta(minutes=5, seconds=1))
    with pytest.raises(StepUpNeeded):
        renew_recovery_codes(house.boss.signed_in.actor)


# Trusted browsers


def test_a_trusted_browser_is_not_asked_for_thirty_days(house: House, advance):
    boss = house.boss
    trusted = enter_code(boss.place, at_the_door(boss, advance), boss.code(), trust_device=True)
    advance(timedelta(days=30, seconds=-1))
    opened = sign_in(boss.place, boss.email, PASSWORD, device_token=trusted.device_token)
    assert opened.step is NextStep.DONE
    assert find_signed_in(boss.place, opened.token).actor.assurance == Assurance.TWO_STEPS
    assert find_signed_in(boss.place, opened.token).actor.stepped_up_at is None, "sensitive changes still ask for the code"
    advance(timedelta(seconds=1))
    assert sign_in(boss.place, boss.email, PASSWORD, device_token=trusted.device_token).step is NextStep.CODE


def test_a_known_browser_that_is_not_trusted_is_asked(house: House, advance):
    opened = enter_code(house.boss.place, at_the_door(house.boss, advance), house.boss.code())
    assert sign_in(house.boss.place, house.boss.email, PASSWORD, device_token=opened.device_token).step is NextStep.CODE


def test_a_trusted_browser_is_trusted_for_its_owner_only(house: House, advance):
    boss, anna = house.boss, house.hires("Anna Berg", Role.MANAGER)
    trusted = enter_code(boss.place, at_the_door(boss, advance), boss.code(), trust_device=True)
    assert sign_in(boss.place, anna.email, PASSWORD, device_token=trusted.device_token).step is NextStep.CODE


# Setting up and giving up


def test_the_first_code_must_fit_and_until_then_nothing_counts(house: House):
    anna = house.invites("Anna Berg", Role.MANAGER)
    opened = accept_invitation(anna.place, link_token(anna.email), PASSWORD)
    assert opened.step is NextStep.SET_UP
    begun = begin_set_up(anna.place, opened.token)
    assert begun.secret in begun.link and begun.drawing.startswith("<svg") and len(begun.secret) == 32
    with pytest.raises(Invalid):
        confirm_set_up(anna.place, opened.token, "000000")
    assert sign_in(somewhere(), anna.email, PASSWORD).step is NextStep.SET_UP, "still no second step"


def test_a_new_secret_replaces_the_one_that_was_only_shown(house: House):
    anna = house.invites("Anna Berg", Role.MANAGER)
    token = accept_invitation(anna.place, link_token(anna.email), PASSWORD).token
    old, new = begin_set_up(anna.place, token), begin_set_up(anna.place, token)
    with pytest.raises(Invalid):
        confirm_set_up(anna.place, token, pyotp.TOTP(old.secret).at(clock.now()))
    assert confirm_set_up(anna.place, token, pyotp.TOTP(new.secret).at(clock.now())).opened.step is NextStep.DONE


@pytest.mark.asvs("11.3.4")
def test_the_secret_is_kept_sealed_and_opens_for_its_own_row_only(house: House, neighbours: House):
    (mine,), (theirs,) = (behind_the_guard("SELECT totp_sealed FROM account WHERE email = :email", email=one.boss.email) for one in (house, neighbours))
    assert house.boss.secret.encode() not in bytes(mine[0])
    behind_the_guard("UPDATE account SET totp_sealed = :sealed WHERE email = :email", sealed=theirs[0], email=house.boss.email)
    token = sign_in(house.boss.place, house.boss.email, PASSWORD).token
    with pytest.raises(InvalidTag):
        enter_code(house.boss.place, token, neighbours.boss.code())


@pytest.mark.asvs("6.2.3")
def test_somebody_signed_in_for_long_proves_themselves_before_setting_up(house: House, advance):
    jan = house.hires("Jan Keller", Role.BUYER)
    advance(timedelta(minutes=5, seconds=1))
    with pytest.raises(StepUpNeeded):
        begin_set_up(jan.place, jan.token)
    jan.take(step_up(jan.place, jan.token, password=PASSWORD)).sets_up_the_app()
    assert sign_in(somewhere(), jan.email, PASSWORD).step is NextStep.CODE


def test_setting_up_ends_the_other_sessions_and_changes_the_token(house: House, advance):
    jan = house.hires("Jan Keller", Role.BUYER)
    elsewhere = sign_in(somewhere(), jan.email, PASSWORD).token
    before = jan.token
    jan.sets_up_the_app()
    assert find_signed_in(somewhere(), elsewhere) is None
    assert find_signed_in(somewhere(), before) is None
    assert jan.signed_in.actor.assurance == Assurance.TWO_STEPS


def test_a_buyer_may_give_the_second_step_up_again(house: House):
    jan = house.hires("Jan Keller", Role.BUYER).sets_up_the_app()
    remove_second_step(jan.actor)
    assert sign_in(somewhere(), jan.email, PASSWORD).step is NextStep.DONE
    assert _recovery_hashes(jan) == []


def test_who_needs_a_second_step_cannot_give_it_up(house: House):
    with pytest.raises(Forbidden) as refused:
        remove_second_step(house.boss.actor)
    assert "move it to another phone" in refused.value.message


# Stepping up


@pytest.mark.asvs("7.5.3")
def test_stepping_up_takes_the_code_and_gives_a_new_token(house: House, advance):
    boss, before = house.boss, house.boss.token
    session_id = boss.signed_in.actor.session_id
    advance(timedelta(minutes=10))
    boss.take(step_up(boss.place, boss.token, code=boss.code()))
    assert boss.token != before and find_signed_in(boss.place, before) is None
    assert (boss.signed_in.actor.session_id, boss.signed_in.actor.stepped_up_at) == (session_id, clock.now())


def test_with_an_app_the_password_is_not_enough_to_step_up(house: House):
    with pytest.raises(Invalid) as refused:
        step_up(house.boss.place, house.boss.token, password=PASSWORD)
    assert list(refused.value.fields) == ["code"]


def test_without_an_app_the_password_steps_up(house: House, advance):
    jan = house.hires("Jan Keller", Role.BUYER)
    advance(timedelta(minutes=10))
    with pytest.raises(Invalid) as refused:
        step_up(jan.place, jan.token, password="not the password")
    assert list(refused.value.fields) == ["password"]
    jan.take(step_up(jan.place, jan.token, password=PASSWORD))
    assert (jan.signed_in.actor.stepped_up_at, jan.signed_in.actor.assurance) == (clock.now(), Assurance.PASSWORD)


def test_stepping_up_does_not_lengthen_the_day(house: House, advance):
    boss = house.boss
    (before,) = behind_the_guard("SELECT expires_at FROM sign_in_session WHERE id = :id", id=boss.signed_in.actor.session_id)
    advance(timedelta(minutes=10))
    boss.take(step_up(boss.place, boss.token, code=boss.code()))
    assert behind_the_guard("SELECT expires_at FROM sign_in_session WHERE id = :id", id=boss.signed_in.actor.session_id) == [before]


def _recovery_hashes(who: Somebody) -> list[str]:
    rows = behind_the_guard("SELECT code_hash FROM recovery_code JOIN account ON account.id = account_id WHERE email = :email", email=who.email)
    return [row[0] for row in rows]
