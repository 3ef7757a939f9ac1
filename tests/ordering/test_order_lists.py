"""Order lists: saved, shared, changed by two, used; what one does not see does not exist; no price is kept."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest

from portal_app.accounts.rules.roles import Role
from portal_app.catalog import PackTerms, ProductFacts, put_products, withdraw_products
from portal_app.kernel.actor import Actor
from portal_app.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from portal_app.kernel.ids import Id, new_id
from portal_app.ordering import (
    LineWish,
    ListChoice,
    ListFilter,
    ListLineFacts,
    ListSharing,
    ListTarget,
    ListWish,
    RowEntry,
    Sharing,
    add_to_list,
    change_list_line,
    copy_list,
    fill_cart_from_list,
    list_carts,
    list_order_lists,
    look_at_list,
    open_cart,
    put_lines,
    put_list_line,
    put_rows,
    read_cart,
    read_draft,
    read_list,
    read_list_sharing,
    remove_list,
    remove_list_line,
    rename_list,
    renew_list_line,
    restore_list,
    restore_list_line,
    save_cart_as_list,
    save_draft_as_list,
    save_list,
    save_order_as_list,
    search_lists,
    share_list,
)  # fmt: skip
from portal_app.ordering.rules.cart_lines import MERGED as MORE_IN_CART
from portal_app.ordering.rules.cart_lines import UNKNOWN
from portal_app.ordering.rules.order_lists import CHANGED, LINE_GONE, MERGED, MOST_LINES, MOST_LISTS, ONLY_OWNER, ONLY_USE, TOO_LONG, TOO_MANY_LISTS
from portal_app.ordering.tables import OrderList, OrderListLine
from tests.database import behind_the_guard, new_company
from tests.ordering.placing import an_order, put_an_order
from tests.ordering.shop import BEARING, BOLT, NEW, OIL, OLD, OPERATOR, THEIRS, Shop, new_person, put_price


def wish(shop: Shop, number: str, quantity: str, section: str = "", note: str = "") -> ListWish:
    return ListWish(shop.product(number), Decimal(quantity), section, note)


def a_list(shop: Shop, *wanted: tuple[str, str], name: str = "Line 4") -> Id:
    return save_list(shop.jan, name, [wish(shop, number, quantity) for number, quantity in wanted or ((BOLT, "300"), (BEARING, "24"))])


def shared(shop: Shop, list_id: Id, *people: Actor, others_edit: bool = False) -> Id:
    share_list(shop.jan, list_id, ListSharing(Sharing.PEOPLE, tuple(who.person_id for who in people), others_edit=others_edit), version=1)
    return list_id


def held(who: Actor, list_id: Id) -> list[tuple[str, Decimal]]:
    return [(line.number, line.kept) for line in read_list(who, list_id).lines]


# --- saving ----------------------------------------------------------------------------------------------------------


def test_a_saved_list_is_its_owners_alone(shop: Shop):
    list_id = a_list(shop)
    (row,) = list_order_lists(shop.jan)
    assert (row.id, row.name, row.shared_with, row.owner_name, row.lines, row.may_edit, row.is_own) == (
        list_id, "Line 4", Sharing.PRIVATE, "Jan Keller", 2, True, True,
    )  # fmt: skip
    assert held(shop.jan, list_id) == [(BOLT, 300), (BEARING, 24)]
    assert list_order_lists(shop.mia) == list_order_lists(shop.stranger) == ()


def test_no_table_of_lists_has_a_column_for_a_price():
    names = {column.name for table in (OrderList, OrderListLine) for column in table.__table__.columns}
    assert [name for name in names if any(word in name for word in ("price", "net", "amount", "currency", "cost"))] == ["cost_centre_id"]


def test_wishes_for_one_product_become_one_line_in_packs_that_are_sold(shop: Shop):
    list_id = save_list(shop.jan, "Bolts", [wish(shop, BOLT, "120", "Line 4"), wish(shop, BOLT, "130", "", "zinc")])
    (line,) = read_list(shop.jan, list_id).lines
    assert (line.kept, line.section, line.note, line.is_same) == (300, "Line 4", "zinc", True)


@pytest.mark.parametrize(("name", "problem"), [("", "name"), (" \n ", "name"), ("x" * 81, "name")])
def test_a_list_needs_a_name(shop: Shop, name: str, problem: str):
    with pytest.raises(Invalid) as refused:
        save_list(shop.jan, name)
    assert list(refused.value.fields) == [problem]
    assert list_order_lists(shop.jan) == ()


@pytest.mark.parametrize("quantity", ["0", "-1", "1e9"])
def test_a_quantity_that_cannot_be_ordered_saves_nothing(shop: Shop, quantity: str):
    with pytest.raises(Invalid):
        save_list(shop.jan, "Line 4", [wish(shop, BEARING, "1"), wish(shop, BOLT, quantity)])
    assert list_order_lists(shop.jan) == ()


def test_a_product_that_the_company_does_not_see_is_unknown(shop: Shop):
    list_id = a_list(shop)
    for product_id in (shop.product(THEIRS), new_id(), "nonsense"):
        with pytest.raises(NotFound):
            add_to_list(shop.jan, list_id, [ListWish(product_id, Decimal(1))])
    assert len(held(shop.jan, list_id)) == 2


def test_so_many_lists_and_not_one_more(shop: Shop, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("portal_app.ordering.actions.order_lists.MOST_LISTS", 2)
    who = shop.jan
    ids = [save_list(who, f"List {n}") for n in range(2)]
    with pytest.raises(Invalid, match=TOO_MANY_LISTS[:20]):
        save_list(who, "One more")
    remove_list(who, ids[0])
    save_list(who, "In its place")
    with pytest.raises(Invalid):
        restore_list(who, ids[0])
    assert MOST_LISTS == 50


def test_so_many_lines_and_not_one_more(shop: Shop, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("portal_app.ordering.actions.list_lines.MOST_LINES", 2)
    list_id = a_list(shop)
    add_to_list(shop.jan, list_id, [wish(shop, BOLT, "100")])  # more of a line needs no room
    with pytest.raises(Invalid) as refused:
        add_to_list(shop.jan, list_id, [wish(shop, OIL, "5")])
    assert refused.value.values == {"most": 2, "lines": 3}
    first = read_list(shop.jan, list_id).lines[0]
    remove_list_line(shop.jan, first.id, version=first.version)
    add_to_list(shop.jan, list_id, [wish(shop, OIL, "5")])
    with pytest.raises(Invalid):
        restore_list_line(shop.jan, first.id)
    assert MOST_LINES == 500


def test_a_double_click_makes_one_list(shop: Shop):
    ids = {save_list(shop.jan, "Line 4", [wish(shop, BOLT, "100")], repeat_key="the form") for _ in range(2)}
    assert len(ids) == len(list_order_lists(shop.jan)) == 1


# --- sharing ---------------------------------------------------------------------------------------------------------


def people_of(shop: Shop) -> dict[str, Actor]:
    return {
        "owner": shop.jan, "mia": shop.mia, "manager": new_person(shop.company, "Anna Berg", Role.MANAGER),
        "of the first centre": new_person(shop.company, "Finn Carstens", Role.BUYER, cost_centre_id=shop.centres[0]),
        "of the second centre": new_person(shop.company, "Tim Wolff", Role.BUYER, cost_centre_id=shop.centres[1]),
        "stranger": shop.stranger,
    }  # fmt: skip


EVERYBODY_INSIDE = {"owner", "mia", "manager", "of the first centre", "of the second centre"}


@pytest.mark.parametrize(
    ("sharing", "seeing"),
    [
        (Sharing.PRIVATE, {"owner"}),
        (Sharing.PEOPLE, {"owner", "mia"}),
        (Sharing.COST_CENTRE, EVERYBODY_INSIDE - {"of the second centre"}),
        (Sharing.COMPANY, EVERYBODY_INSIDE),
    ],
)
def test_who_sees_a_list(shop: Shop, sharing: Sharing, seeing: set[str]):
    list_id, people = a_list(shop), people_of(shop)
    share_list(shop.jan, list_id, ListSharing(sharing, (shop.mia.person_id,), shop.centres[0]), version=1)
    assert {name for name, who in people.items() if list_order_lists(who)} == seeing
    for name, who in people.items():
        if name not in seeing:
            for unknown in (list_id, new_id(), "nonsense"):
                with pytest.raises(NotFound):
                    read_list(who, unknown)
                with pytest.raises(NotFound):
                    fill_cart_from_list(who, unknown)
                with pytest.raises(NotFound):
                    copy_list(who, unknown, "Mine now")


@pytest.mark.parametrize("others_edit", [False, True])
def test_a_colleague_uses_the_list_and_changes_it_only_when_allowed(shop: Shop, others_edit: bool):
    list_id = shared(shop, a_list(shop), shop.mia, others_edit=others_edit)
    (row,) = list_order_lists(shop.mia)
    assert (row.may_edit, row.is_own, row.people, row.owner_name) == (others_edit, False, 1, "Jan Keller")
    line = read_list(shop.mia, list_id).lines[0]
    changes: tuple[Callable, ...] = (
        lambda: add_to_list(shop.mia, list_id, [wish(shop, OIL, "5")]),
        lambda: put_list_line(shop.mia, list_id, shop.product(NEW), Decimal(1)),
        lambda: rename_list(shop.mia, list_id, "Ours", version=2),
        lambda: change_list_line(shop.mia, line.id, ListLineFacts(Decimal(500)), version=line.version),
        lambda: remove_list_line(shop.mia, line.id, version=line.version + 1),
        lambda: restore_list_line(shop.mia, line.id),
    )
    for change in changes:
        if others_edit:
            change()
        else:
            with pytest.raises(Forbidden, match=ONLY_USE[:20]):
                change()
    for owners in (lambda: share_list(shop.mia, list_id, ListSharing(), version=2), lambda: remove_list(shop.mia, list_id)):
        with pytest.raises(Forbidden, match=ONLY_OWNER[:10]):
            owners()
    assert len(fill_cart_from_list(shop.mia, list_id).lines) == (4 if others_edit else 2)


def test_what_is_not_shared_any_more_is_gone_for_the_colleague(shop: Shop):
    list_id = shared(shop, a_list(shop), shop.mia)
    share_list(shop.jan, list_id, ListSharing(), version=2)
    assert list_order_lists(shop.mia) == ()
    with pytest.raises(NotFound):
        read_list(shop.mia, list_id)


def test_a_list_is_shared_only_with_people_and_centres_of_the_company(shop: Shop):
    list_id = a_list(shop)
    reader = new_person(shop.company, "Rolf Petersen", Role.READ_ONLY)
    for person in (shop.stranger.person_id, reader.person_id, new_id()):
        with pytest.raises(NotFound):
            share_list(shop.jan, list_id, ListSharing(Sharing.PEOPLE, (shop.mia.person_id, person)), version=1)
    with pytest.raises(NotFound):
        share_list(shop.jan, list_id, ListSharing(Sharing.COST_CENTRE, cost_centre_id=shop.their_centre), version=1)
    assert list_order_lists(shop.jan)[0].shared_with is Sharing.PRIVATE


def test_who_orders_for_one_centre_shares_with_that_one_only(shop: Shop):
    finn = new_person(shop.company, "Finn Carstens", Role.BUYER, cost_centre_id=shop.centres[0])
    list_id = save_list(finn, "Hall 3")
    assert [line.id for line in read_list_sharing(finn, list_id).cost_centres] == [shop.centres[0]]
    with pytest.raises(NotFound):
        share_list(finn, list_id, ListSharing(Sharing.COST_CENTRE, cost_centre_id=shop.centres[1]), version=1)


def test_colleagues_know_with_whom_a_list_is_shared_and_only_its_owner_gets_choices(shop: Shop):
    list_id = shared(shop, a_list(shop), shop.mia)
    mine, hers = read_list_sharing(shop.jan, list_id), read_list_sharing(shop.mia, list_id)
    assert mine.names == ("Mia Roth",) and [one.name for one in mine.colleagues] == ["Mia Roth"]
    assert (hers.sharing, hers.colleagues, hers.cost_centres) == (mine.sharing, (), ())


def test_who_reads_only_has_no_lists(shop: Shop):
    reader = new_person(shop.company, "Rolf Petersen", Role.READ_ONLY)
    with pytest.raises(Forbidden):
        list_order_lists(reader)


def test_saving_sharing_and_removing_stand_in_the_record(shop: Shop):
    list_id = shared(shop, a_list(shop), shop.mia)
    rename_list(shop.jan, list_id, "Line 5", version=2)
    remove_list(shop.jan, list_id)
    restore_list(shop.jan, list_id)
    entries = behind_the_guard("SELECT action FROM audit_entry WHERE object_id = :id ORDER BY id", id=list_id)
    assert [action for (action,) in entries] == [f"order-list.{word}" for word in ("saved", "shared", "renamed", "removed", "restored")]


# --- two people at once ----------------------------------------------------------------------------------------------


def test_the_second_of_two_who_change_a_line_is_told_and_overwrites_nothing(shop: Shop):
    list_id = shared(shop, a_list(shop), shop.mia, others_edit=True)
    seen = read_list(shop.mia, list_id).lines[0]
    change_list_line(shop.jan, seen.id, ListLineFacts(Decimal(500)), version=seen.version)
    for late in (
        lambda: change_list_line(shop.mia, seen.id, ListLineFacts(Decimal(100)), version=seen.version),
        lambda: remove_list_line(shop.mia, seen.id, version=seen.version),
        lambda: renew_list_line(shop.mia, seen.id, version=seen.version),
    ):
        with pytest.raises(Conflict):
            late()
    line = read_list(shop.mia, list_id).lines[0]
    assert (line.kept, line.changed_by) == (500, "Jan Keller")
    change_list_line(shop.mia, line.id, ListLineFacts(Decimal(100)), version=line.version)
    assert read_list(shop.jan, list_id).row.changed_by == "Mia Roth"


def test_the_second_of_two_names_is_told_by_whom_the_list_is_called_what(shop: Shop):
    list_id = shared(shop, a_list(shop), shop.mia, others_edit=True)
    rename_list(shop.mia, list_id, "Line 4 and 5", version=2)
    with pytest.raises(Conflict, match=CHANGED[:10]) as late:
        rename_list(shop.jan, list_id, "Line 6", version=2)
    assert late.value.values == {"who": "Mia Roth", "name": "Line 4 and 5"}
    with pytest.raises(Conflict):
        share_list(shop.jan, list_id, ListSharing(Sharing.COMPANY), version=2)
    assert rename_list(shop.jan, list_id, "Line 4 and 5", version=2) == 3  # what it is called already is no change


def test_both_add_and_nothing_is_lost(shop: Shop):
    list_id = shared(shop, a_list(shop, (BOLT, "300")), shop.mia, others_edit=True)
    assert add_to_list(shop.jan, list_id, [wish(shop, BEARING, "5"), wish(shop, OIL, "5")]) == 2
    assert add_to_list(shop.mia, list_id, [wish(shop, BEARING, "4"), wish(shop, NEW, "7")]) == 1
    assert held(shop.jan, list_id) == [(BOLT, 300), (BEARING, 9), (OIL, 5), (NEW, 7)]


# --- lines -----------------------------------------------------------------------------------------------------------


def test_one_more_of_what_is_there_is_said(shop: Shop):
    list_id = a_list(shop, (BOLT, "300"))
    more = put_list_line(shop.jan, list_id, shop.product(BOLT), Decimal(100))
    assert (more.reason, more.quantity, more.values) == (MERGED, 400, {"quantity": 400})
    least = put_list_line(shop.jan, list_id, shop.product(OIL))
    assert (least.quantity, least.reason) == (5, "")
    corrected = put_list_line(shop.jan, list_id, shop.product(NEW), Decimal("1.5"))
    assert (corrected.quantity, bool(corrected.reason)) == (2, True)


def test_a_line_is_changed_taken_out_and_brought_back(shop: Shop):
    list_id = a_list(shop)
    line = read_list(shop.jan, list_id).lines[0]
    assert change_list_line(shop.jan, line.id, ListLineFacts(Decimal(250), " Line  4 ", "zinc"), version=line.version).quantity == 300
    line = read_list(shop.jan, list_id).lines[0]
    assert (line.kept, line.section, line.note) == (300, "Line 4", "zinc")
    remove_list_line(shop.jan, line.id, version=line.version)
    remove_list_line(shop.jan, line.id, version=line.version)
    assert held(shop.jan, list_id) == [(BEARING, 24)]
    restore_list_line(shop.jan, line.id)
    assert held(shop.jan, list_id) == [(BOLT, 300), (BEARING, 24)]


def test_a_line_that_comes_back_beside_the_same_product_becomes_one_with_it(shop: Shop):
    list_id = a_list(shop, (BOLT, "300"))
    line = read_list(shop.jan, list_id).lines[0]
    remove_list_line(shop.jan, line.id, version=line.version)
    add_to_list(shop.jan, list_id, [wish(shop, BOLT, "100")])
    assert restore_list_line(shop.jan, line.id).reason == MERGED
    assert held(shop.jan, list_id) == [(BOLT, 400)]


@pytest.mark.parametrize(("section", "note"), [("x" * 41, ""), ("", "x" * 201)])
def test_texts_of_a_line_that_are_too_long(shop: Shop, section: str, note: str):
    list_id = a_list(shop)
    line = read_list(shop.jan, list_id).lines[0]
    with pytest.raises(Invalid) as refused:
        change_list_line(shop.jan, line.id, ListLineFacts(line.kept, section, note), version=line.version)
    assert list(refused.value.fields.values()) == [TOO_LONG]


# --- what is different today -----------------------------------------------------------------------------------------


def test_prices_are_those_of_today_and_only_for_who_sees_them(shop: Shop):
    list_id = a_list(shop, (BEARING, "10"))
    put_price(BEARING, "6.32")
    assert read_list(shop.jan, list_id).lines[0].offer.price.price.amount == Decimal("6.32")
    blind = Actor(**{**vars(shop.jan), "permissions": shop.jan.permissions - {"price:view"}})
    line = read_list(blind, list_id).lines[0]
    assert line.offer.price is None and line.offer.availability is not None
    assert look_at_list(blind, list_id).net is None


def test_other_packs_are_a_difference_until_the_line_is_changed(shop: Shop):
    list_id = a_list(shop, (BOLT, "300"))
    packs = ProductFacts(BOLT, "Hex bolt", "Schraube", "bolts", terms=PackTerms(Decimal(250)), price_unit=100, assortments=("Main",))
    assert put_products(OPERATOR, [packs]).problems == ()
    (line,) = read_list(shop.jan, list_id).lines
    assert (line.kept, line.quantity, line.pack_then, line.product.terms.pack, line.is_same) == (300, 500, 100, 250, False)
    change_list_line(shop.jan, line.id, ListLineFacts(Decimal(500)), version=line.version)
    assert read_list(shop.jan, list_id).lines[0].is_same


def test_what_is_gone_stays_in_the_list_and_says_so(shop: Shop):
    list_id = a_list(shop)
    withdraw_products(OPERATOR, [BEARING])
    bolt, bearing = read_list(shop.jan, list_id).lines
    assert (bolt.is_same, bearing.number, bearing.problem, bearing.product, bearing.offer) == (True, BEARING, UNKNOWN, None, None)
    filled = fill_cart_from_list(shop.jan, list_id)
    assert [(line.number, line.problem) for line in filled.lines] == [(BOLT, ""), (BEARING, UNKNOWN)]
    assert [line.number for line in read_cart(shop.jan, filled.cart_id).lines] == [BOLT]


def test_a_successor_is_offered_taken_once_or_kept_in_the_list(shop: Shop):
    list_id = a_list(shop, (OLD, "10"))
    (line,) = read_list(shop.jan, list_id).lines
    assert (line.is_discontinued, line.successor.number, line.product.number) == (True, NEW, OLD)
    once = fill_cart_from_list(shop.jan, list_id, [ListChoice(line.id, Decimal(10), instead=True)])
    assert [one.number for one in read_cart(shop.jan, once.cart_id).lines] == [NEW]
    assert held(shop.jan, list_id) == [(OLD, 10)]
    renew_list_line(shop.jan, line.id, version=line.version)
    assert held(shop.jan, list_id) == [(NEW, 10)] and read_list(shop.jan, list_id).lines[0].is_same
    (line,) = read_list(shop.jan, list_id).lines
    with pytest.raises(NotFound):
        renew_list_line(shop.jan, line.id, version=line.version)


def test_a_successor_that_is_in_the_list_already_becomes_more(shop: Shop):
    list_id = a_list(shop, (NEW, "5"), (OLD, "10"))
    line = read_list(shop.jan, list_id).lines[1]
    assert renew_list_line(shop.jan, line.id, version=line.version).reason == MERGED
    assert held(shop.jan, list_id) == [(NEW, 15)]


# --- using -----------------------------------------------------------------------------------------------------------


def test_a_list_becomes_a_cart_and_stays_as_it_is(shop: Shop):
    list_id = shared(shop, a_list(shop), shop.mia)
    filled = fill_cart_from_list(shop.mia, list_id)
    cart = read_cart(shop.mia, filled.cart_id)
    assert (cart.header.name, [(line.number, line.quantity) for line in cart.lines]) == ("Line 4", [(BOLT, 300), (BEARING, 24)])
    assert held(shop.jan, list_id) == [(BOLT, 300), (BEARING, 24)] and list_carts(shop.jan) == ()


def test_chosen_lines_in_other_quantities_go_into_the_chosen_cart(shop: Shop):
    list_id, cart_id = a_list(shop), open_cart(shop.jan, "Monday")
    put_lines(shop.jan, cart_id, [LineWish(shop.product(BEARING), Decimal(2))])
    bolt, bearing = read_list(shop.jan, list_id).lines
    filled = fill_cart_from_list(shop.jan, list_id, [ListChoice(bearing.id, Decimal(3))], cart_id)
    assert (filled.cart_id, [(line.reason, line.quantity) for line in filled.lines]) == (cart_id, [(MORE_IN_CART, 5)])
    with pytest.raises(NotFound):
        fill_cart_from_list(shop.mia, shared(shop, list_id, shop.mia), [ListChoice(bolt.id, Decimal(100))], cart_id)


def test_a_look_says_what_it_costs_and_what_is_corrected_before_anything_is_put(shop: Shop):
    list_id = a_list(shop)
    bolt, bearing = read_list(shop.jan, list_id).lines
    look = look_at_list(shop.jan, list_id, [ListChoice(bolt.id, Decimal(120)), ListChoice(bearing.id, Decimal(2))])
    assert [(line.wanted, line.quantity, bool(line.reason)) for line in look.lines] == [(120, 200, True), (2, 2, False)]
    assert look.net.amount == Decimal("16.80") + Decimal("12.20")
    assert list_carts(shop.jan) == ()


@pytest.mark.parametrize("quantity", ["0", "-1", "1e9"])
def test_a_choice_that_cannot_be_ordered_opens_no_cart(shop: Shop, quantity: str):
    list_id = a_list(shop)
    line = read_list(shop.jan, list_id).lines[0]
    with pytest.raises(Invalid):
        fill_cart_from_list(shop.jan, list_id, [ListChoice(line.id, Decimal(quantity))])
    assert list_carts(shop.jan) == ()


def test_a_line_of_another_list_or_one_that_was_taken_out_is_said(shop: Shop):
    list_id, other = a_list(shop), a_list(shop, name="Line 5")
    gone, elsewhere = read_list(shop.jan, list_id).lines[0], read_list(shop.jan, other).lines[0]
    remove_list_line(shop.jan, gone.id, version=gone.version)
    for line_id in (gone.id, elsewhere.id, new_id()):
        with pytest.raises(NotFound, match=LINE_GONE[:20]):
            fill_cart_from_list(shop.jan, list_id, [ListChoice(line_id, Decimal(1))])
    assert list_carts(shop.jan) == ()


def test_a_double_click_fills_one_cart(shop: Shop):
    list_id = a_list(shop)
    assert len({fill_cart_from_list(shop.jan, list_id, repeat_key="the button").cart_id for _ in range(2)}) == len(list_carts(shop.jan)) == 1


def test_an_empty_list_fills_nothing(shop: Shop):
    with pytest.raises(Invalid):
        fill_cart_from_list(shop.jan, save_list(shop.jan, "Empty"))
    assert list_carts(shop.jan) == ()


# --- saving from elsewhere -------------------------------------------------------------------------------------------


def test_a_cart_becomes_a_list_and_stays(shop: Shop):
    cart_id = open_cart(shop.jan, "Monday")
    put_lines(shop.jan, cart_id, [LineWish(shop.product(BOLT), Decimal(300), note="zinc"), LineWish(shop.product(BEARING), Decimal(2))])
    saved = save_cart_as_list(shop.jan, cart_id, ListTarget("Every Monday"))
    assert (saved.put, saved.left, held(shop.jan, saved.list_id)) == (2, 0, [(BOLT, 300), (BEARING, 2)])
    assert read_list(shop.jan, saved.list_id).lines[0].note == "zinc" and len(read_cart(shop.jan, cart_id).lines) == 2
    with pytest.raises(NotFound):
        save_cart_as_list(shop.mia, cart_id, ListTarget("Mine"))


def test_a_cart_goes_into_a_list_that_stands_already(shop: Shop):
    list_id, cart_id = a_list(shop, (BOLT, "300")), open_cart(shop.jan, "Monday")
    put_lines(shop.jan, cart_id, [LineWish(shop.product(BOLT), Decimal(100)), LineWish(shop.product(BEARING), Decimal(2))])
    saved = save_cart_as_list(shop.jan, cart_id, ListTarget(list_id=list_id))
    assert (saved.list_id, saved.put, held(shop.jan, list_id)) == (list_id, 2, [(BOLT, 400), (BEARING, 2)])
    with pytest.raises(NotFound):
        save_cart_as_list(shop.jan, cart_id, ListTarget(list_id=new_id()))


def test_an_order_becomes_a_list_without_what_is_gone(shop: Shop):
    order_id = put_an_order(shop.jan, an_order(shop))
    saved = save_order_as_list(shop.jan, order_id, ListTarget("Spares"))
    assert (saved.put, saved.left, held(shop.jan, saved.list_id)) == (1, 0, [(BEARING, 3)])
    withdraw_products(OPERATOR, [BEARING])
    with pytest.raises(Invalid):
        save_order_as_list(shop.jan, order_id, ListTarget("Nothing left"))
    with pytest.raises(NotFound):
        save_order_as_list(shop.stranger, order_id, ListTarget("Theirs"))


def test_the_quick_order_becomes_a_list_and_says_what_no_list_can_hold(shop: Shop):
    rows = [(BOLT, "300"), (BEARING, ""), ("no such number", "5"), (BOLT, "100")]
    put_rows(shop.jan, [RowEntry(new_id(), typed, quantity) for typed, quantity in rows])
    saved = save_draft_as_list(shop.jan, ListTarget("Typed"))
    assert (saved.put, saved.left, sorted(held(shop.jan, saved.list_id))) == (2, 1, [(BOLT, 400), (BEARING, 1)])
    assert len(read_draft(shop.jan).rows) == 4
    with pytest.raises(Invalid):
        save_draft_as_list(shop.mia, ListTarget("Nothing typed"))


def test_a_copy_is_ones_own_and_private(shop: Shop):
    list_id = shared(shop, a_list(shop), shop.mia)
    copied = copy_list(shop.mia, list_id, "Line 4, copy")
    row = next(row for row in list_order_lists(shop.mia) if row.id == copied)
    assert (row.is_own, row.shared_with, held(shop.mia, copied)) == (True, Sharing.PRIVATE, [(BOLT, 300), (BEARING, 24)])
    with pytest.raises(NotFound):
        read_list(shop.jan, copied)


# --- finding ---------------------------------------------------------------------------------------------------------


def test_lists_are_found_by_words_and_by_whose_they_are(shop: Shop, advance: Callable):
    first = save_list(shop.jan, "Line 4, every Monday")
    advance(timedelta(minutes=1))
    second = save_list(shop.mia, "Monday 100 %")
    share_list(shop.mia, second, ListSharing(Sharing.COMPANY), version=1)
    asked = {
        "monday": [second, first], "MONDAY line": [first], "%": [second], "_": [], "nothing": [],
    }  # fmt: skip
    assert {words: [row.id for row in search_lists(shop.jan, ListFilter(words)).rows] for words in asked} == asked
    assert [row.id for row in search_lists(shop.jan, ListFilter(only_own=True)).rows] == [first]
    assert [row.id for row in search_lists(shop.jan, ListFilter(sharing=Sharing.COMPANY)).rows] == [second]
    page = search_lists(shop.jan, number=2, size=1)
    assert ([row.id for row in page.rows], page.total) == ([first], 2)


def test_a_removed_list_is_out_of_everybodys_sight_until_its_owner_brings_it_back(shop: Shop):
    list_id = shared(shop, a_list(shop), shop.mia)
    remove_list(shop.jan, list_id)
    assert list_order_lists(shop.jan) == list_order_lists(shop.mia) == ()
    for who in (shop.mia, shop.stranger):
        with pytest.raises(NotFound):
            restore_list(who, list_id)
    restore_list(shop.jan, list_id)
    assert [row.id for row in list_order_lists(shop.mia)] == [list_id]


def test_another_companys_lists_are_nowhere(shop: Shop):
    list_id = a_list(shop)
    share_list(shop.jan, list_id, ListSharing(Sharing.COMPANY), version=1)
    elsewhere = new_person(new_company("Third"), "Lars Holm", Role.MANAGER)
    for who in (shop.stranger, elsewhere):
        assert list_order_lists(who) == ()
        with pytest.raises(NotFound):
            rename_list(who, list_id, "Theirs", version=2)
