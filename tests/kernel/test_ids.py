"""Ids: 26 characters, unique, rising, unguessable."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal_app.kernel import clock
from portal_app.kernel.ids import is_id, new_id

ALPHABET = set("0123456789abcdefghjkmnpqrstvwxyz")


def test_an_id_has_the_shape_of_an_id():
    for one in (new_id() for _ in range(1000)):
        assert is_id(one) and len(one) == 26 and set(one) <= ALPHABET


def test_ids_are_unique_among_threads_also_within_one_millisecond():
    with clock.frozen(datetime(2026, 11, 23, tzinfo=UTC)), ThreadPoolExecutor(8) as threads:
        ids = [one for share in threads.map(lambda _: [new_id() for _ in range(5000)], range(8)) for one in share]
    assert len(set(ids)) == len(ids) == 40_000


def test_ids_rise_in_the_order_in_which_they_are_made():
    ids = [new_id() for _ in range(20_000)]
    assert ids == sorted(ids)


def test_ids_sort_by_time_of_birth():
    with clock.frozen(datetime(1970, 1, 1, tzinfo=UTC)) as advance:
        ids = []
        for _ in range(300):
            ids.append(new_id())
            advance(timedelta(days=100, milliseconds=1))
    assert ids == sorted(ids)


def test_the_same_moment_gives_different_ids_each_time():
    at, firsts = datetime(2026, 11, 23, tzinfo=UTC), set()
    for moment in range(1000):
        with clock.frozen(at + timedelta(seconds=moment % 2)):
            firsts.add(new_id()[10:])
    assert len(firsts) == 1000


def test_the_step_to_the_next_id_is_not_guessable():
    with clock.frozen(datetime(2026, 11, 23, tzinfo=UTC)):
        tails = [_number(new_id()) for _ in range(200)]
    steps = [later - earlier for earlier, later in zip(tails, tails[1:], strict=False)]
    assert len(set(steps)) == len(steps) and min(steps) > 2**40 and max(steps).bit_length() >= 62


def _number(one: str) -> int:
    return sum("0123456789abcdefghjkmnpqrstvwxyz".index(sign) << (5 * place) for place, sign in enumerate(reversed(one)))


ONE = "01m85h9yp081sz5qf1kt6jrm2e"


@pytest.mark.parametrize(
    "other",
    [None, 5, "", "x", ONE[:25], ONE + "0", ONE.upper().replace("0", "O"), "8" + ONE[1:], ONE[:-1] + "i", ONE[:-1] + "l",
     ONE[:-1] + "o", ONE[:-1] + "u", ONE[:-1] + "é", ONE + "\n", " " + ONE[1:], b"0" * 26, "../../../../../etc/passwd0"],
)  # fmt: skip
def test_what_has_another_shape_is_no_id(other: object):
    assert is_id(other) is False


@given(st.text())
def test_no_text_makes_the_check_fail(text: str):
    assert is_id(text) in (True, False)
