"""What an order list may be: names, sharing, and what becomes of wishes for the same product."""

from decimal import Decimal

import pytest

from portal_app.ordering.rules.order_lists import (
    LONGEST,
    MOST_PEOPLE,
    NO_CENTRE_CHOSEN,
    NO_NAME,
    NOBODY_CHOSEN,
    ODD_SIGN,
    TOO_LONG,
    TOO_MANY_PEOPLE,
    ListSharing,
    ListWish,
    Sharing,
    check_sharing,
    check_texts,
    kept_sharing,
    merged,
    tidy,
)  # fmt: skip

BOLT, NUT = "bolt", "nut"


@pytest.mark.parametrize(
    ("texts", "problems"),
    [
        ({"name": "Line 4"}, {}),
        ({"name": ""}, {"name": NO_NAME}),
        ({"name": "x" * LONGEST["name"]}, {}),
        ({"name": "x" * (LONGEST["name"] + 1)}, {"name": TOO_LONG}),
        ({"name": "a\x00b"}, {"name": ODD_SIGN}),
        ({"section": "", "note": ""}, {}),
        ({"section": "x" * 40, "note": "x" * 200}, {}),
        ({"section": "x" * 41, "note": "x" * 201}, {"section": TOO_LONG, "note": TOO_LONG}),
    ],
)
def test_texts_of_a_list(texts: dict[str, str], problems: dict[str, str]):
    assert check_texts(**texts) == problems


def test_texts_stand_in_one_line():
    assert tidy("  Line \n 4\t ") == "Line 4"


@pytest.mark.parametrize(
    ("wanted", "problems"),
    [
        (ListSharing(), {}),
        (ListSharing(Sharing.COMPANY), {}),
        (ListSharing(Sharing.PEOPLE), {"person_ids": NOBODY_CHOSEN}),
        (ListSharing(Sharing.PEOPLE, ("mia",)), {}),
        (ListSharing(Sharing.PEOPLE, tuple(map(str, range(MOST_PEOPLE)))), {}),
        (ListSharing(Sharing.PEOPLE, tuple(map(str, range(MOST_PEOPLE + 1)))), {"person_ids": TOO_MANY_PEOPLE}),
        (ListSharing(Sharing.COST_CENTRE), {"cost_centre_id": NO_CENTRE_CHOSEN}),
        (ListSharing(Sharing.COST_CENTRE, cost_centre_id="4711"), {}),
    ],
)
def test_a_way_of_sharing_names_somebody(wanted: ListSharing, problems: dict[str, str]):
    assert check_sharing(wanted) == problems


@pytest.mark.parametrize(
    ("sharing", "kept"),
    [
        (Sharing.PRIVATE, ListSharing()),
        (Sharing.PEOPLE, ListSharing(Sharing.PEOPLE, ("mia", "ole"), "", True)),
        (Sharing.COST_CENTRE, ListSharing(Sharing.COST_CENTRE, (), "4711", True)),
        (Sharing.COMPANY, ListSharing(Sharing.COMPANY, (), "", True)),
    ],
)
def test_only_what_belongs_to_the_way_of_sharing_is_kept(sharing: Sharing, kept: ListSharing):
    assert kept_sharing(ListSharing(sharing, ("mia", "ole", "mia"), "4711", True)) == kept


def test_wishes_for_the_same_product_become_one():
    bolts = ListWish(BOLT, Decimal(100)), ListWish(BOLT, Decimal(200), "Bolts", "zinc"), ListWish(BOLT, Decimal(1), "More", "no")
    wishes = [bolts[0], ListWish(NUT, Decimal(5), "Nuts"), *bolts[1:]]
    assert merged(wishes) == {BOLT: ListWish(BOLT, Decimal(301), "Bolts", "zinc"), NUT: ListWish(NUT, Decimal(5), "Nuts")}
    assert list(merged(wishes)) == [BOLT, NUT]
