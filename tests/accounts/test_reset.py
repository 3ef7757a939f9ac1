"""A forgotten password: the link, and that nothing tells whether an address is known."""

import json
import statistics
import threading
import time
from datetime import timedelta

import pytest

from portal_app.accounts import NextStep, Role, accept_invitation, ask_reset, carry_out_reset, enter_code, find_signed_in, reset_password, sign_in
from portal_app.accounts.actions.reset import TOPIC, put_reset_password, send_reset_link
from portal_app.accounts.actions.staff_people import lock_account
from portal_app.kernel import outbox
from portal_app.kernel.errors import Forbidden, Invalid, NotFound, NotSignedIn
from tests.accounts.cast import OPERATOR, PASSWORD, House, link_token, mails_to, somewhere
from tests.database import behind_the_guard

NEW = "neue gabel alte tasse"
RESET = {"Neues Passwort wählen", "Choose a new password"}


def resets(email: str) -> int:
    return sum(mail.subject in RESET for mail in mails_to(email))


def test_asking_puts_the_same_work_aside_for_every_address(house: House):
    ask_reset(somewhere(), house.boss.email)
    ask_reset(somewhere(), "nobody@nowhere.example")
    rows = behind_the_guard("SELECT payload FROM outbox_message WHERE topic = :topic", topic=TOPIC)
    assert {"nobody@nowhere.example", house.boss.email} <= {_email(row[0]) for row in rows}
    assert resets(house.boss.email) == 0, "the mail is written later, by the worker"


def test_the_worker_sends_the_link_to_a_known_address_only(house: House):
    for email in (house.boss.email, "nobody@nowhere.example"):
        carry_out_reset(outbox.Message("id", TOPIC, {"email": email}, None, 1))
    assert resets(house.boss.email) == 1
    assert mails_to("nobody@nowhere.example") == []


@pytest.mark.asvs("6.3.8")
def test_asking_takes_equally_long_for_known_and_unknown(house: House):
    known, unknown = [], []
    for number in range(40):
        known.append(_seconds(house.boss.email))
        unknown.append(_seconds(f"nobody{number}@nowhere.example"))
    assert abs(statistics.median(known) - statistics.median(unknown)) < max(0.005, 0.5 * statistics.median(known))


def test_a_new_password_replaces_the_old_one_and_ends_every_session(house: House):
    jan = house.hires("Jan Keller", Role.BUYER)
    send_reset_link(OPERATOR, jan.email)
    reset_password(somewhere(), link_token(jan.email), NEW)
    assert find_signed_in(jan.place, jan.token) is None
    with pytest.raises(NotSignedIn):
        sign_in(somewhere(), jan.email, PASSWORD)
    assert sign_in(somewhere(), jan.email, NEW).step is NextStep.DONE


@pytest.mark.asvs("6.4.3")
def test_the_second_step_is_asked_as_before_also_in_a_trusted_browser(house: House, advance):
    boss = house.boss
    advance(timedelta(seconds=30))
    trusted = enter_code(boss.place, sign_in(boss.place, boss.email, PASSWORD).token, boss.code(), trust_device=True)
    send_reset_link(OPERATOR, boss.email)
    device_token = reset_password(somewhere(), link_token(boss.email), NEW)
    for token in (device_token, trusted.device_token, ""):
        assert sign_in(boss.place, boss.email, NEW, device_token=token).step is NextStep.CODE


@pytest.mark.asvs("6.4.1")
def test_a_link_works_once_for_sixty_minutes_and_the_newest_only(house: House, advance):
    jan = house.hires("Jan Keller", Role.BUYER)
    send_reset_link(OPERATOR, jan.email)
    older = link_token(jan.email)
    send_reset_link(OPERATOR, jan.email)
    newer = link_token(jan.email)
    _refused(older)
    advance(timedelta(minutes=60))
    reset_password(somewhere(), newer, NEW)
    _refused(newer)
    send_reset_link(OPERATOR, jan.email)
    advance(timedelta(minutes=60, seconds=1))
    _refused(link_token(jan.email))


def test_of_twenty_who_use_a_link_at_once_one_sets_the_password(house: House):
    jan = house.hires("Jan Keller", Role.BUYER)
    send_reset_link(OPERATOR, jan.email)
    token, won, lock = link_token(jan.email), [], threading.Lock()

    def use(number: int) -> None:
        try:
            put_reset_password(somewhere(), token, f"hash {number}", user_agent="")
        except NotFound:
            return
        with lock:
            won.append(number)

    threads = [threading.Thread(target=use, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(won) == 1
    assert behind_the_guard("SELECT password_hash FROM account WHERE email = :email", email=jan.email) == [(f"hash {won[0]}",)]


def test_a_weak_password_is_refused_and_the_link_still_works(house: House):
    jan = house.hires("Jan Keller", Role.BUYER)
    send_reset_link(OPERATOR, jan.email)
    for weak in ("short", "jankeller2026!", "Hansen Maschinenbau"):
        with pytest.raises(Invalid) as refused:
            reset_password(somewhere(), link_token(jan.email), weak)
        assert list(refused.value.fields) == ["password"]
    reset_password(somewhere(), link_token(jan.email), NEW)


def test_a_fourth_request_within_the_hour_sends_nothing_and_leaves_the_last_link_alive(house: House, advance):
    jan = house.hires("Jan Keller", Role.BUYER)
    for _ in range(5):
        send_reset_link(OPERATOR, jan.email)
    assert resets(jan.email) == 3
    reset_password(somewhere(), link_token(jan.email), NEW)
    advance(timedelta(hours=1))
    send_reset_link(OPERATOR, jan.email)
    assert resets(jan.email) == 4


def test_who_has_not_joined_or_is_locked_out_gets_no_link(house: House):
    tim, jan = house.invites("Tim Wolff", Role.BUYER), house.hires("Jan Keller", Role.BUYER)
    lock_account(OPERATOR, jan.email, reason="stolen")
    for who in (tim, jan):
        send_reset_link(OPERATOR, who.email)
        assert resets(who.email) == 0


def test_an_invitations_link_does_not_reset_and_a_reset_link_does_not_invite(house: House):
    tim, jan = house.invites("Tim Wolff", Role.BUYER), house.hires("Jan Keller", Role.BUYER)
    _refused(link_token(tim.email))
    send_reset_link(OPERATOR, jan.email)
    with pytest.raises(NotFound):
        accept_invitation(somewhere(), link_token(jan.email), NEW)


@pytest.mark.asvs("6.3.7")
def test_the_owner_is_told_that_the_password_changed(house: House):
    jan = house.hires("Jan Keller", Role.BUYER)
    send_reset_link(OPERATOR, jan.email)
    reset_password(somewhere(), link_token(jan.email), NEW)
    assert mails_to(jan.email)[-1].subject in ("Ihr Passwort wurde geändert", "Your password was changed")


@pytest.mark.parametrize("email", ["", "jan", "jan@x", "a@b.example\nBcc: c@d.example"])
def test_what_is_no_address_is_said_so(house: House, email: str):
    with pytest.raises(Invalid) as refused:
        ask_reset(somewhere(), email)
    assert list(refused.value.fields) == ["email"]


def test_links_lead_to_the_portals_own_address_whatever_a_request_claims(house: House):
    send_reset_link(OPERATOR, house.boss.email)
    assert "\nhttp://127.0.0.1:3000/reset#" in mails_to(house.boss.email)[-1].text


def test_customers_cannot_send_links_as_staff_do(house: House):
    with pytest.raises(Forbidden):
        send_reset_link(house.boss.actor, house.boss.email)


def _refused(token: str) -> None:
    with pytest.raises(NotFound) as refused:
        reset_password(somewhere(), token, NEW)
    assert refused.value.message == "This link was used already or has expired. Please ask for a new one."


def _seconds(email: str) -> float:
    place = somewhere()
    start = time.perf_counter()
    ask_reset(place, email)
    return time.perf_counter() - start


def _email(payload) -> str:
    return (json.loads(payload) if isinstance(payload, str) else payload)["email"]
