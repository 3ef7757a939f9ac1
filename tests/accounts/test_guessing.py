"""Limits on guessing: strangers are slowed down more and more, the owner still gets in."""

import statistics
import threading
import time
from datetime import timedelta

import pytest
from passlib.context import CryptContext

from portal_app.accounts import NextStep, Role, sign_in
from portal_app.accounts.actions import password_check
from portal_app.accounts.actions.reset import reset_password, send_reset_link
from portal_app.accounts.actions.sign_in import count_sign_in_try
from portal_app.accounts.rules.waiting import FREE, wait_after
from portal_app.kernel import secrets
from portal_app.kernel.errors import NotSignedIn, TooMany
from tests.accounts.cast import OPERATOR, PASSWORD, House, link_token, somewhere


def wrong(email: str, place=None, password: str = "not the password") -> type:
    """What a wrong try is answered with."""
    with pytest.raises((NotSignedIn, TooMany)) as refused:
        sign_in(place or somewhere(), email, password)
    return refused.type


def use_up(email: str) -> None:
    while wrong(email) is not TooMany:
        pass


@pytest.mark.parametrize(
    ("failures", "seconds"), [(0, 0), (FREE, 0), (FREE + 1, 15), (FREE + 2, 30), (10, 480), (12, 1920), (13, 3600), (1000, 3600)]
)
def test_the_wait_doubles_up_to_an_hour(failures: int, seconds: int):
    assert wait_after(failures) == timedelta(seconds=seconds)


def test_no_fifteen_minutes_hold_more_than_ten_checks():
    """Somebody tries whenever it is allowed, for a day."""
    at, moments = timedelta(0), []
    while at < timedelta(days=1):
        moments.append(at)
        at += wait_after(len(moments))
    assert max(sum(one <= other < one + timedelta(minutes=15) for other in moments) for one in moments) == 10
    assert len(moments) < 40


@pytest.mark.asvs("6.3.1")
def test_a_thousand_wrong_tries_from_fifty_addresses_are_checked_ten_times_in_a_quarter_of_an_hour(house: House, advance, monkeypatch):
    jan = house.hires("Jan Keller", Role.BUYER)
    checks = []
    monkeypatch.setattr(secrets, "check_password", lambda password, hashed: (checks.append(password), (False, None))[1])
    strangers = [somewhere() for _ in range(50)]
    for number in range(1000):
        wrong(jan.email, strangers[number % 50])
        advance(timedelta(seconds=0.9))
    assert 0 < len(checks) <= 10


def test_the_answer_says_how_long_to_wait_and_pushing_does_not_stretch_it(house: House, advance):
    jan = house.hires("Jan Keller", Role.BUYER)
    for _ in range(FREE + 1):
        assert wrong(jan.email) is NotSignedIn
    for _ in range(20):
        with pytest.raises(TooMany) as refused:
            sign_in(somewhere(), jan.email, PASSWORD)
        assert refused.value.values == {"minutes": 1}
    advance(timedelta(seconds=15))
    assert sign_in(somewhere(), jan.email, PASSWORD).step is NextStep.DONE


def test_a_right_password_forgets_the_wrong_ones(house: House):
    jan = house.hires("Jan Keller", Role.BUYER)
    for _ in range(3):
        for _ in range(FREE):
            assert wrong(jan.email) is NotSignedIn
        assert sign_in(somewhere(), jan.email, PASSWORD).step is NextStep.DONE


def test_wrong_tries_are_forgotten_after_a_day(house: House, advance):
    jan = house.hires("Jan Keller", Role.BUYER)
    use_up(jan.email)
    advance(timedelta(hours=24, seconds=1))
    for _ in range(FREE):
        assert wrong(jan.email) is NotSignedIn


@pytest.mark.asvs("6.3.1")
def test_the_owner_gets_in_with_a_browser_the_account_knows(house: House):
    jan = house.hires("Jan Keller", Role.BUYER)
    use_up(jan.email)
    assert wrong(jan.email, password=PASSWORD) is TooMany
    assert sign_in(somewhere(), jan.email, PASSWORD, device_token=jan.device_token).step is NextStep.DONE


def test_a_known_browser_of_somebody_else_does_not_help(house: House):
    jan, mia = house.hires("Jan Keller", Role.BUYER), house.hires("Mia Roth", Role.BUYER)
    use_up(jan.email)
    with pytest.raises(TooMany):
        sign_in(somewhere(), jan.email, PASSWORD, device_token=mia.device_token)


def test_a_known_browser_is_slowed_down_too_but_alone(house: House):
    jan = house.hires("Jan Keller", Role.BUYER)
    for _ in range(FREE + 1):
        with pytest.raises(NotSignedIn):
            sign_in(somewhere(), jan.email, "wrong", device_token=jan.device_token)
    with pytest.raises(TooMany):
        sign_in(somewhere(), jan.email, PASSWORD, device_token=jan.device_token)
    assert sign_in(somewhere(), jan.email, PASSWORD).step is NextStep.DONE


@pytest.mark.asvs("6.3.1")
def test_the_owner_gets_in_with_the_code_of_the_app_beside_the_password(house: House, advance):
    anna = house.hires("Anna Berg", Role.MANAGER)
    advance(timedelta(seconds=30))
    use_up(anna.email)
    opened = sign_in(somewhere(), anna.email, PASSWORD, code=anna.code())
    assert opened.step is NextStep.DONE, "the code was given already"


def test_a_wrong_code_beside_the_password_does_not_help_and_is_limited(house: House, advance):
    anna = house.hires("Anna Berg", Role.MANAGER)
    advance(timedelta(seconds=30))
    use_up(anna.email)
    for _ in range(5):
        with pytest.raises(TooMany):
            sign_in(somewhere(), anna.email, PASSWORD, code="000000")
    with pytest.raises(TooMany):
        sign_in(somewhere(), anna.email, PASSWORD, code=anna.code())


@pytest.mark.asvs("6.3.1")
def test_the_owner_gets_in_by_mail_while_strangers_go_on(house: House):
    jan = house.hires("Jan Keller", Role.BUYER)
    use_up(jan.email)
    send_reset_link(OPERATOR, jan.email)
    device_token = reset_password(somewhere(), link_token(jan.email), "neue gabel alte tasse")
    use_up(jan.email)
    assert sign_in(somewhere(), jan.email, "neue gabel alte tasse", device_token=device_token).step is NextStep.DONE


def test_one_address_may_not_try_the_whole_company(house: House):
    place = somewhere()
    answers = [wrong(f"person{number}@{house.company_id}.example", place) for number in range(121)]
    assert answers[:120] == [NotSignedIn] * 120 and answers[120] is TooMany
    jan = house.hires("Jan Keller", Role.BUYER)
    with pytest.raises(TooMany):
        sign_in(place, jan.email, PASSWORD)
    assert sign_in(place, jan.email, PASSWORD, device_token=jan.device_token).step is NextStep.DONE


def test_fifty_tries_at_once_are_counted_one_by_one(house: House):
    jan = house.hires("Jan Keller", Role.BUYER)
    allowed, lock = [], threading.Lock()

    def one_try() -> None:
        counted = count_sign_in_try(somewhere(), jan.email, "")
        with lock:
            allowed.append(counted.allowed)

    threads = [threading.Thread(target=one_try) for _ in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(allowed), sum(allowed)) == (50, FREE + 1)


def test_an_unknown_address_makes_wait_just_like_a_known_one(house: House):
    jan = house.hires("Jan Keller", Role.BUYER)
    known = [wrong(jan.email) for _ in range(8)]
    unknown = [wrong(f"nobody@{house.company_id}.example") for _ in range(8)]
    assert known == unknown == [NotSignedIn] * 5 + [TooMany] * 3


@pytest.mark.asvs("6.3.8")
def test_an_unknown_address_takes_as_long_as_a_known_one(house: House, monkeypatch):
    """The real hashing parameters; the medians differ by far less than what one check takes. Seconds of this process: the machine has other work."""
    real = CryptContext(schemes=["argon2"], argon2__type="ID", argon2__time_cost=3, argon2__memory_cost=16384, argon2__parallelism=1)
    monkeypatch.setattr(secrets, "_passwords", real)
    password_check._decoy.cache_clear()
    people = [house.hires(f"Person {number}", Role.READ_ONLY) for number in range(15)]
    known, unknown = [], []
    for number, who in enumerate(people):
        known.append(_seconds(who.email))
        unknown.append(_seconds(f"nobody{number}@{house.company_id}.example"))
    password_check._decoy.cache_clear()
    check = _duration(lambda: real.verify("x", real.hash("y"))) / 2
    assert abs(statistics.median(known) - statistics.median(unknown)) < max(0.25 * check, 0.005)


def _seconds(email: str) -> float:
    place = somewhere()
    return _duration(lambda: wrong(email, place))


def _duration(work) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start
