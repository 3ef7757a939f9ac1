"""Nobody hands out more than they hold; and duties that should not meet in one person."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal_app.accounts.rules.duties import conflicts_in
from portal_app.accounts.rules.granting import beyond, limit_beyond, roles_to_hand_out
from portal_app.accounts.rules.roles import Holding, Role, rights_at
from tests.accounts.test_roles import holdings


def held(*roles: Role, at: str | None = None) -> frozenset[Holding]:
    return frozenset(Holding(role, at) for role in roles)


@pytest.mark.parametrize(
    ("granter", "may"),
    [
        (held(Role.ADMINISTRATOR), tuple(Role)),
        (held(Role.MANAGER), (Role.MANAGER, Role.BUYER, Role.READ_ONLY, Role.ANALYST)),
        (held(Role.BUYER), (Role.BUYER,)),
        (held(Role.ACCOUNTING), (Role.ACCOUNTING, Role.READ_ONLY)),
        (held(Role.READ_ONLY), (Role.READ_ONLY,)),
        (held(Role.MANAGER, at="4711"), ()),
        (frozenset(), ()),
    ],
)
def test_who_may_hand_out_what_for_the_whole_company(granter: frozenset[Holding], may: tuple[Role, ...]):
    assert roles_to_hand_out(granter) == may


def test_a_manager_of_one_cost_centre_hands_out_roles_there_only():
    granter = held(Role.MANAGER, at="4711")
    wanted = held(Role.BUYER, at="4711") | held(Role.BUYER, at="4712") | held(Role.BUYER)
    assert beyond(granter, wanted) == (Holding(Role.BUYER), Holding(Role.BUYER, "4712"))


@given(holdings, holdings)
def test_whoever_is_invited_never_has_more_rights_anywhere_than_the_one_who_invites(granter, wanted):
    granted = wanted - frozenset(beyond(granter, wanted))
    for place in (None, "4711", "4712"):
        assert rights_at(granted, place) <= rights_at(granter, place)


@pytest.mark.parametrize(
    ("own", "wanted", "refused"),
    [
        (None, None, False), (None, "9999999", False), ("5000", "5000", False), ("5000", "4999.99", False), ("5000", "0", False),
        ("5000", "5000.01", True), ("5000", None, True), ("0", "0", False), ("0", "0.01", True),
    ],
)  # fmt: skip
def test_a_limit_is_at_most_ones_own_and_none_is_the_largest(own: str | None, wanted: str | None, refused: bool):
    amounts = [None if text is None else Decimal(text) for text in (own, wanted)]
    assert limit_beyond(*amounts, held(Role.BUYER)) is refused


def test_who_cannot_order_needs_no_limit():
    assert limit_beyond(Decimal(100), None, held(Role.READ_ONLY)) is False


@pytest.mark.parametrize(
    ("roles", "worries"),
    [
        (held(Role.BUYER) | held(Role.MANAGER), [None]),
        (held(Role.BUYER, at="4711") | held(Role.MANAGER, at="4711"), ["4711"]),
        (held(Role.BUYER, at="4711") | held(Role.MANAGER), ["4711"]),
        (held(Role.BUYER, at="4711") | held(Role.MANAGER, at="4712"), []),
        (held(Role.BUYER) | held(Role.READ_ONLY) | held(Role.ANALYST), []),
        (held(Role.ADMINISTRATOR) | held(Role.MANAGER), [None]),
        (held(Role.BUYER) | held(Role.ACCOUNTING), [None]),
        (held(Role.BUYER) | held(Role.MANAGER, at="4711") | held(Role.MANAGER, at="4712"), ["4711", "4712"]),
    ],
)
def test_duties_that_meet_at_a_place_are_a_worry_there(roles: frozenset[Holding], worries: list[str | None]):
    assert [conflict.cost_centre_id for conflict in conflicts_in(roles)] == worries


def test_a_worry_says_why():
    (conflict,) = conflicts_in(held(Role.BUYER) | held(Role.MANAGER))
    assert conflict.roles == (Role.MANAGER, Role.BUYER)
    assert "who orders should not also be the one who approves" in conflict.reason


@given(holdings, st.randoms())
def test_worries_do_not_depend_on_the_order(roles, random):
    shuffled = list(roles)
    random.shuffle(shuffled)
    assert conflicts_in(frozenset(shuffled)) == conflicts_in(roles)
