"""Several people in one order list at the same moment: nothing that was added is lost, and of those who change a line one wins."""

from decimal import Decimal

from portal_app.ordering import ListLineFacts, ListSharing, ListWish, Sharing, add_to_list, change_list_line, read_list, rename_list, save_list, share_list
from tests.ordering.shop import BEARING, BOLT, Shop
from tests.ordering.test_cart_races import AT_ONCE, all_at_once


def test_what_several_add_at_once_is_all_there(shop: Shop):
    list_id, product = save_list(shop.jan, "Line 4"), shop.product(BEARING)
    share_list(shop.jan, list_id, ListSharing(Sharing.COMPANY, others_edit=True), version=1)
    people = [shop.jan, shop.mia] * (AT_ONCE // 2)
    answers = all_at_once([lambda who=who: add_to_list(who, list_id, [ListWish(product, Decimal(3))]) for who in people])
    assert sorted(answers) == [0] * (AT_ONCE - 1) + [1]
    (line,) = read_list(shop.jan, list_id).lines
    assert line.kept == 3 * AT_ONCE


def test_of_several_who_change_a_line_or_the_name_one_wins_and_the_others_are_told(shop: Shop):
    list_id = save_list(shop.jan, "Line 4", [ListWish(shop.product(BOLT), Decimal(100))])
    (line,) = read_list(shop.jan, list_id).lines
    facts = [ListLineFacts(Decimal(n * 100)) for n in range(2, 2 + AT_ONCE)]
    answers = all_at_once([lambda one=one: change_list_line(shop.jan, line.id, one, version=line.version) for one in facts])
    winners = [answer for answer in answers if answer != "conflict"]
    assert len(winners) == 1 and read_list(shop.jan, list_id).lines[0].kept == winners[0].quantity
    names = all_at_once([lambda n=n: rename_list(shop.jan, list_id, f"Line {n}", version=1) for n in range(10, 10 + AT_ONCE)])
    assert sorted(names, key=str) == [2, *["conflict"] * (AT_ONCE - 1)]
