"""The back office: staff see orders of all companies, a representative those they look after; each step reaches the page of the company's order."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from portal_app.accounts import StaffRole
from portal_app.accounts.rules.roles import STAFF_RIGHTS
from portal_app.accounts.tables import Account, StaffCustomer
from portal_app.integrations.erp import (
    DELIVERIES,
    ORDER,
    ErpConflict,
    ErpUnavailable,
    confirm_order,
    invoice_order,
    pick_order,
    reject_order,
    ship_part,
    try_again,
)
from portal_app.integrations.erp import OrderState as ErpState
from portal_app.integrations.erp.calling import using
from portal_app.integrations.erp.embedded import EmbeddedErp
from portal_app.kernel import clock, outbox
from portal_app.kernel.actor import Actor, ActorKind, Assurance
from portal_app.kernel.db import transaction
from portal_app.kernel.errors import Conflict, Forbidden, NotFound
from portal_app.kernel.ids import Id, new_id
from portal_app.kernel.outbox import run_due
from portal_app.kernel.tenancy import NOBODY
from portal_app.ordering import CartHeader, LineWish, OrderState, change_cart, look_at_cart, open_cart, put_lines, read_order, submit_cart
from portal_app.ordering.actions.back_office import list_erp_orders, read_erp_order
from portal_app.ordering.actions.back_office_line import read_erp_line
from portal_app.ordering.actions.back_office_stock import list_stock, read_stock_row
from portal_app.ordering.screens.staff_order_texts import moves_of, position_of, read_leaving
from tests.ordering.conftest import Supplier
from tests.ordering.shop import BEARING, BOLT, Shop

D = Decimal


def _staff(role: StaffRole, *customers: Id) -> Actor:
    account_id = new_id()
    with transaction(NOBODY, writes=True) as session:
        session.add(Account(id=account_id, email=f"{account_id}@brandt.example", name="Petra Thode", staff_role=role, created_at=clock.now()))
        session.flush()
        session.add_all([StaffCustomer(account_id=account_id, company_id=company, since=clock.now()) for company in customers])
    return Actor(ActorKind.STAFF, STAFF_RIGHTS[role], None, account_id=account_id, session_id=new_id(), name="Petra Thode", assurance=Assurance.TWO_STEPS)


@pytest.fixture
def boss(shop: Shop) -> Actor:
    return _staff(StaffRole.ADMINISTRATOR)


def _order(who: Actor, shop: Shop, *wishes: tuple[str, int], centre: Id = "", address: Id = "") -> Id:
    cart = open_cart(who, "Line 4 spares")
    header = CartHeader("Line 4 spares", po_number=new_id()[-10:], cost_centre_id=centre or shop.centres[0], address_id=address or shop.addresses[0])
    change_cart(who, cart, header, version=1)
    put_lines(who, cart, [LineWish(shop.product(number), D(quantity)) for number, quantity in wishes])
    return submit_cart(who, cart, look_at_cart(who, cart).digest).order_id


def _erp_number(who: Actor, order_id: Id) -> str:
    return read_order(who, order_id).erp_number


def _listed(who: Actor, words: str = "", **asked) -> list[tuple[str, str]]:
    return [(row.order.number, row.company) for row in list_erp_orders(who, words, **asked).page.rows]


# who sees which


def test_staff_see_the_orders_of_all_companies_and_a_representative_their_own(shop: Shop, supplier: Supplier, boss: Actor):
    mine, theirs = _order(shop.jan, shop, (BEARING, 3)), _order(shop.stranger, shop, (BEARING, 4), centre=shop.their_centre, address=shop.their_address)
    supplier.run()
    my_number, their_number = _erp_number(shop.jan, mine), _erp_number(shop.stranger, theirs)
    for who in (boss, _staff(StaffRole.SERVICE)):
        assert {my_number, their_number} <= {number for number, _ in _listed(who)}
    representative = _staff(StaffRole.SALES, shop.company)
    assert _listed(representative) == [(my_number, "Hansen Maschinenbau GmbH")]
    assert read_erp_order(representative, my_number).buyer == "Jan Keller"
    assert sum(list_erp_orders(representative).counts.values()) == 1
    assert _listed(_staff(StaffRole.SALES)) == []
    for unknown in (their_number, "A999999", "", "x" * 1000):
        with pytest.raises(NotFound):
            read_erp_order(representative, unknown)


def test_only_who_runs_the_portal_moves_orders_and_sees_stock_and_queue(shop: Shop, supplier: Supplier):
    order_id = _order(shop.jan, shop, (BEARING, 3))
    supplier.run()
    number = _erp_number(shop.jan, order_id)
    for who in (_staff(StaffRole.SALES, shop.company), _staff(StaffRole.SERVICE), shop.jan):
        for refused, args in ((confirm_order, (number,)), (list_stock, ()), (read_erp_line, ()), (try_again, (new_id(),))):
            with pytest.raises(Forbidden):
                refused(who, *args)
    with pytest.raises(Forbidden):
        list_erp_orders(shop.jan)


def test_orders_are_found_by_their_numbers_and_by_the_company(shop: Shop, supplier: Supplier, boss: Actor):
    order_id = _order(shop.jan, shop, (BEARING, 3))
    supplier.run()
    sheet = read_order(shop.jan, order_id)
    for words in (sheet.erp_number, sheet.row.number.lower(), sheet.row.po_number, f"hansen {sheet.row.po_number}"):
        assert (sheet.erp_number, "Hansen Maschinenbau GmbH") in _listed(boss, words, size=100)
    for words in (f"nordwerk {sheet.row.po_number}", "%", "\x00 no such order"):
        assert _listed(boss, words) == []
    assert sheet.erp_number in [number for number, _ in _listed(boss, sheet.erp_number, states={ErpState.RECEIVED})]
    assert _listed(boss, sheet.erp_number, states={ErpState.SHIPPED}) == []


# the way of an order


def test_an_order_is_confirmed_shipped_in_parts_and_invoiced_and_its_buyer_sees_each_step(shop: Shop, supplier: Supplier, boss: Actor):
    order_id = _order(shop.jan, shop, (BOLT, 300), (BEARING, 5))
    supplier.run()
    number = _erp_number(shop.jan, order_id)
    sheet = read_erp_order(boss, number)
    assert (sheet.company, sheet.names[BEARING], moves_of(sheet)) == ("Hansen Maschinenbau GmbH", "Bearing 6204-2RS C3", ["confirm", "cancel", "reject"])
    assert sheet.days == dict.fromkeys((1, 2), clock.today())

    confirm_order(boss, number, {1: date(2026, 12, 1)}, seen=sheet.taken.order.step)
    supplier.run()
    told = read_order(shop.jan, order_id)
    assert (told.row.state, [line.confirmed_on for line in told.lines]) == (OrderState.CONFIRMED, [date(2026, 12, 1), sheet.days[2]])

    pick_order(boss, number)
    assert moves_of(read_erp_order(boss, number)) == ["ship a part"]
    ship_part(boss, number, {1: D(100)}, carrier="Nordfracht", tracking_number="NF77")
    supplier.run()
    told = read_order(shop.jan, order_id)
    assert (told.row.state, [line.shipped for line in told.lines]) == (OrderState.PARTLY_SHIPPED, [100, 0])
    assert [(one.carrier, one.tracking_number, one.lines) for one in told.deliveries] == [("Nordfracht", "NF77", ((1, D(100)),))]

    ship_part(boss, number, {1: D(200), 2: D(5)})
    invoice_order(boss, number)
    supplier.run()
    told = read_order(shop.jan, order_id)
    assert (told.row.state, [line.shipped for line in told.lines], len(told.deliveries)) == (OrderState.INVOICED, [300, 5], 2)
    assert moves_of(read_erp_order(boss, number)) == []


def test_why_an_order_was_rejected_stands_in_its_history(shop: Shop, supplier: Supplier, boss: Actor):
    order_id = _order(shop.jan, shop, (BEARING, 3))
    supplier.run()
    reject_order(boss, _erp_number(shop.jan, order_id), reason="We do not sell this any more.")
    supplier.run()
    told = read_order(shop.jan, order_id)
    assert (told.row.state, told.steps[0].note) == (OrderState.REFUSED, "We do not sell this any more.")


def test_what_waits_for_goods_is_not_offered_to_be_picked(shop: Shop, supplier: Supplier, boss: Actor):
    order_id = _order(shop.jan, shop, (BEARING, 3))
    supplier.run()
    sheet = read_erp_order(boss, _erp_number(shop.jan, order_id))
    line = replace(sheet.taken.lines[0], reserved=D(0), missing=D(3))
    confirmed = replace(sheet.taken.order, state=ErpState.CONFIRMED)
    for lines, in_parts, expected in (
        ((line,), True, ["cancel"]),
        ((line, sheet.taken.lines[0]), True, ["pick", "cancel"]),
        ((line, sheet.taken.lines[0]), False, ["cancel"]),
    ):
        assert moves_of(replace(sheet, taken=replace(sheet.taken, order=confirmed, lines=lines, in_parts=in_parts))) == expected


# what is typed


@pytest.mark.parametrize(
    ("locale", "text", "amount", "said"),
    [
        ("en", "2.5", D("2.5"), ""),
        ("de", "2,5", D("2.5"), ""),
        ("de", "1.000,5", D("1000.5"), ""),
        ("en", "1,000.5", D("1000.5"), ""),
        ("en", "1.000,5", D("1000.5"), ""),
        ("en", "-1", D(-1), ""),
        ("en", "1000000000", D(10**9), ""),
        ("en", "1e9", None, "This is not a quantity"),
        ("de", "viele", None, "Das ist keine Menge"),
        ("en", "9" * 20, None, "larger than anything"),
        ("en", "0.0000001", None, "larger than anything"),
        ("en", "1,250", D(1250), ""),
        ("de", "1,250", None, "1,25"),
        ("en", "  ", None, ""),
    ],
)
def test_quantities_are_read_as_people_write_them(locale: str, text: str, amount: D | None, said: str):
    found, wrong = read_leaving(locale, {"line-3": text, "carrier": "DHL", "seen": "3"})
    assert found == ({} if amount is None else {3: amount})
    assert (said in wrong["line-3"]) if said else wrong == {}


@pytest.mark.parametrize(("name", "position"), [("line-3", 3), ("line-", None), ("3", None), ("line--3", None), ("line-²", None), ("line-1234567", None)])
def test_only_fields_of_lines_are_lines(name: str, position: int | None):
    assert position_of(name) == position


# the way to the ERP


class Away(EmbeddedErp):
    def place_order(self, order, idempotency_key):
        raise ErpUnavailable("no answer")


class Confused(EmbeddedErp):
    def place_order(self, order, idempotency_key):
        raise ErpConflict("the key was used for another order")


def test_an_order_whose_answer_got_lost_is_in_doubt_and_is_asked_for_at_once_on_request(shop: Shop, supplier: Supplier, boss: Actor, advance: Callable):
    order_id = _order(shop.jan, shop, (BEARING, 3))
    order_number = read_order(shop.jan, order_id).row.number
    with using(Away()):
        supplier.run()
        line = read_erp_line(boss)
        assert line.report.reason == "ErpUnavailable: no answer" and line.report.failed_at == clock.now()
    (doubtful,) = [one for one in line.in_doubt if one.number == order_number]
    assert (doubtful.company, doubtful.tries) == ("Hansen Maschinenbau GmbH", 1)
    (waiting,) = [one for one in line.messages if one.about == order_number]
    assert (waiting.topic, waiting.id, waiting.last_error, waiting.is_dead) == (ORDER, doubtful.message_id, "ErpUnavailable: no answer", False)
    assert waiting.run_at > clock.now()
    try_again(boss, doubtful.message_id)
    while run_due():
        pass
    assert read_order(shop.jan, order_id).row.state is OrderState.SENT
    assert order_number not in [one.about for one in read_erp_line(boss).messages]
    with pytest.raises(NotFound):
        try_again(boss, doubtful.message_id)


def test_what_was_laid_aside_says_why_and_gets_a_fresh_start(shop: Shop, supplier: Supplier, boss: Actor):
    order_id = _order(shop.jan, shop, (BEARING, 3))
    before = read_erp_line(boss).line.laid_aside
    with using(Confused()):
        supplier.run()
    line = read_erp_line(boss)
    order_number = read_order(shop.jan, order_id).row.number
    (dead,) = [one for one in line.messages if one.about == order_number]
    assert (dead.is_dead, dead.last_error, line.line.laid_aside) == (True, "Hopeless: the key was used for another order", before + 1)
    try_again(boss, dead.id)
    while run_due():
        pass
    assert read_order(shop.jan, order_id).row.state is OrderState.SENT
    assert read_erp_line(boss).line.laid_aside == before


def test_an_order_that_can_still_be_taken_back_does_not_leave_before_its_time(shop: Shop, supplier: Supplier, boss: Actor):
    order_id = _order(shop.jan, shop, (BEARING, 3))
    order_number = read_order(shop.jan, order_id).row.number
    (planned,) = [one for one in read_erp_line(boss).messages if one.about == order_number]
    assert planned.is_planned and planned.run_at > clock.now()
    with pytest.raises(Conflict):
        try_again(boss, planned.id)
    assert run_due() == 0


def test_only_messages_about_orders_are_tried_again(shop: Shop, boss: Actor, monkeypatch: pytest.MonkeyPatch):
    with transaction(NOBODY, writes=True) as session:
        mail = outbox.put(session, "mail", {}, run_at=clock.now() + timedelta(hours=1))
    for message_id in (mail, new_id(), "nonsense", ""):
        with pytest.raises(NotFound):
            try_again(boss, message_id)
    assert "mail" not in DELIVERIES and mail not in [one.id for one in read_erp_line(boss).messages]


def test_how_far_the_portal_is_behind_is_counted(shop: Shop, supplier: Supplier, boss: Actor):
    order_id = _order(shop.jan, shop, (BEARING, 3))
    supplier.run()
    before = read_erp_line(boss).line
    confirm_order(boss, _erp_number(shop.jan, order_id))
    assert (read_erp_line(boss).line.behind, read_erp_line(boss).line.open) == (before.behind + 1, before.open)
    supplier.run()
    assert read_erp_line(boss).line.behind == before.behind


# stock


def test_stock_is_found_by_number_and_by_name_in_the_language_of_who_asks(shop: Shop, boss: Actor):
    german = replace(boss, locale="de")
    assert [row.name for row in list_stock(german, BEARING).page.rows] == ["Kugellager 6204-2RS C3"]
    assert [row.shelf.number for row in list_stock(boss, "bearing").page.rows] == [BEARING]
    assert [row.shelf.number for row in list_stock(german, "Kugellager").page.rows] == [BEARING]
    assert list_stock(boss, "no such thing").page.rows == ()
    assert list_stock(boss, BEARING, "??").page.total == 0
    assert (read_stock_row(boss, BEARING, "KI").unit, read_stock_row(boss, BEARING, "KI").shelf.warehouse_name) == ("C62", "Kiel")
    for number, warehouse in ((BEARING, "NU"), ("nothing", "KI"), ("", "")):
        with pytest.raises(NotFound):
            read_stock_row(boss, number, warehouse)
