"""The order confirmation, read back from its PDF: what it says in both languages, for whom, and that its amounts add up."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from portal_app.accounts.rules.roles import ROLE_RIGHTS, Role
from portal_app.catalog import put_part_numbers
from portal_app.documents import PaperKind, pdf_of, read_order_confirmation
from portal_app.kernel.errors import Forbidden, NotFound
from portal_app.kernel.ids import new_id
from portal_app.kernel.money import Money
from portal_app.kernel.permissions import Permission
from portal_app.ordering import LinePlace, OrderAddress, OrderMove, OrderSnapshot
from portal_app.ordering.rules.order_snapshots import vat_of
from tests.database import person_of
from tests.documents.papers import CONFIRM, an_order_that_is, paper_for, supplier_told, with_name
from tests.documents.reading import amounts_in, squeezed
from tests.ordering.placing import SENTINEL, a_line, an_order, put_an_order
from tests.ordering.shop import BEARING, BOLT, OIL, OPERATOR, Shop, new_person

# The sentinel is a price no other figure comes near: 13.3713 for one, 40.11 for three, 7.62 VAT, 47.73 gross.
SENTINELS = ("13.3713", "13,3713", "40.11", "40,11", "7.62", "7,62", "47.73", "47,73")


# What it says


def test_it_says_who_what_when_and_how_much(shop: Shop):
    order_id = an_order_that_is(shop, *CONFIRM, po_number="4500-22917", reference="Shutdown line 4", note="Gate B, please.", requested_on=date(2026, 11, 25))
    told = paper_for(shop.jan, order_id).text
    for words in (
        "Brandt & Thode", "Werftstraße 12", "Hansen Maschinenbau GmbH",
        "Customer number", "Ordered by Jan Keller", "Order confirmation O-", "PO number 4500-22917",
        "Reference Shutdown line 4", "Ordered on 23 Nov 2026", "Confirmed on 23 Nov 2026", "Requested date 25 Nov 2026", "Partial delivery allowed",
        "Deliver to", "Plant 1 Hansen Werkstr. 1 28195 Bremen", BEARING, "Bearing 6204-2RS C3", "3 pcs", "13.3713", "40.11", "VAT 19 % 7.62 EUR", "47.73 EUR",
        "Your note: Gate B, please.", "Net in EUR, without freight.", "As of 23 Nov 2026, 10:00", "Page 1 of 1",
    ):  # fmt: skip
        assert words in told, words


def test_german_has_german_words_numbers_and_days(shop: Shop):
    line = a_line(shop, BOLT, "2500", Decimal("8.4"), promised_on=date(2026, 12, 1))
    order_id = an_order_that_is(shop, *CONFIRM, lines=[replace(line, price_unit=100, net=Money(Decimal("21000.00")))], po_number="4500-22917")
    told = paper_for(shop.jan, order_id, "de").text
    for words in (
        "Auftragsbestätigung O-", "Kundennummer", "Bestellt von Jan Keller", "Ihre Bestellnummer 4500-22917", "Bestellt am 23. Nov. 2026", "Liefern an",
        "2.500 Stk.", "8,40", "je 100", "21.000,00", "Umsatzsteuer 19 % 3.990,00 EUR", "24.990,00 EUR", "voraussichtlich bei Ihnen am Di 1. Dez. 2026",
        "Teillieferung erlaubt", "Stand 23. Nov. 2026, 10:00 Uhr", "Seite 1 von 1",
    ):  # fmt: skip
        assert words in told, words
    assert "Order" not in told and " of " not in told


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_amounts_add_up(shop: Shop, language: str):
    lines = [a_line(shop, BEARING, "3"), a_line(shop, BOLT, "100", Decimal("0.333333")), a_line(shop, OIL, "2.5", Decimal("7.777"))]
    told = paper_for(shop.jan, an_order_that_is(shop, *CONFIRM, lines=lines), language).text
    nets = [line.net.amount for line in lines]
    net, vat = sum(nets), vat_of(tuple(("DE", line.net) for line in lines)).amount
    found = amounts_in(told, language)
    assert [amount for amount in found if amount in nets] == nets
    assert found[-3:] == [net, vat, net + vat]


def test_a_title_an_author_a_language_tags_and_the_time_it_was_true(shop: Shop):
    order_id = an_order_that_is(shop, *CONFIRM)
    paper = read_order_confirmation(shop.jan, order_id, "de")
    pdf = pdf_of(paper)
    told = paper_for(shop.jan, order_id, "de")
    assert told.facts["Title"] == f"Auftragsbestätigung {paper.number}, Hansen Maschinenbau GmbH"
    assert told.facts["Author"] == "Brandt & Thode" and told.facts["CreationDate"].startswith("D:20261123090000")
    assert told.is_tagged and all(mark in pdf for mark in (b"/Lang(de)", b"<pdfaid:part>3</pdfaid:part>", b"<pdfaid:conformance>B</pdfaid:conformance>"))


def test_the_same_order_at_the_same_moment_is_the_same_file(shop: Shop):
    order_id = an_order_that_is(shop, *CONFIRM)
    assert pdf_of(read_order_confirmation(shop.jan, order_id)) == pdf_of(read_order_confirmation(shop.jan, order_id))


def test_own_part_numbers_and_the_name_in_the_language_of_the_paper(shop: Shop):
    put_part_numbers(OPERATOR, shop.company, {"HM-6204": BEARING})
    order_id = an_order_that_is(shop, *CONFIRM, lines=[with_name(a_line(shop), "Bearing 6204-2RS C3"), with_name(a_line(shop, BOLT), "As it was called then")])
    german = paper_for(shop.jan, order_id, "de").text
    assert "Kugellager 6204-2RS C3 Ihre Nummer HM-6204" in german
    assert "As it was called then" in german and "Sechskantschraube" not in german


def test_several_places_cost_centres_and_rates(shop: Shop):
    here, abroad = LinePlace(shop.centres[0], shop.addresses[0]), LinePlace(shop.centres[1], shop.addresses[1])
    lines = (replace(a_line(shop), place=here), replace(a_line(shop, BOLT, "100", Decimal(1)), place=abroad, note="with certificate"))
    new = an_order(shop, *lines)
    home = new.snapshot.addresses[0]
    away = OrderAddress(shop.addresses[1], "Werk Linz", "Hansen Austria", "Hafenstr. 2", "4020", "Linz", "AT")
    new = replace(new, snapshot=OrderSnapshot((home, away)), vat=vat_of((("DE", lines[0].net), ("AT", lines[1].net))))
    told = paper_for(shop.jan, put_an_order(shop.jan, new)).text
    for words in ("A: Plant 1", "B: Werk Linz", "4020 Linz Austria", "to address A", "to address B with certificate", "VAT 19 % on 40.11 EUR 7.62 EUR",
                  "VAT 0 % on 100.00 EUR 0.00 EUR", "147.73 EUR"):  # fmt: skip
        assert words in told, words


def test_deliveries_say_what_left_and_what_is_still_to_come(shop: Shop):
    order_id = an_order_that_is(shop, *CONFIRM, lines=[a_line(shop, BEARING, "12"), a_line(shop, BOLT, "100"), a_line(shop, OIL, "5")])
    gone = {"number": "L-1", "at": "2026-11-24T08:00:00+00:00", "carrier": "North Freight", "tracking_number": "NF1", "lines": [[1, "12"]]}
    supplier_told(shop, order_id, {1: date(2026, 11, 24), 2: date(2026, 11, 27)}, {1: Decimal(12)}, gone)
    told = paper_for(shop.jan, order_id).text
    for words in (
        "delivered in full", "leaves us on Fri 27 Nov 2026", "the day is not known yet",
        "Delivery L-1, left on Tue 24 Nov 2026, North Freight, tracking number NF1",
        f"12 pcs {BEARING}", f"To come, leaves us on Fri 27 Nov 2026 100 pcs {BOLT}", f"To come, the day is not known yet 5 pcs {OIL}",
    ):  # fmt: skip
        assert words in told, words


# Which paper


@pytest.mark.parametrize(
    ("moves", "kind", "says"),
    [
        ((), PaperKind.SUMMARY, "is on its way to us. This is no order confirmation"),
        ((OrderMove.LOSE_SIGHT,), PaperKind.SUMMARY, "has not answered yet"),
        ((OrderMove.SEND,), PaperKind.SUMMARY, "We have received your order and are checking it."),
        (CONFIRM, PaperKind.CONFIRMATION, "We confirm it as follows."),
        ((*CONFIRM, OrderMove.SHIP_PART), PaperKind.CONFIRMATION, "We confirm it"),
        ((*CONFIRM, OrderMove.SHIP), PaperKind.CONFIRMATION, "We confirm it"),
        ((*CONFIRM, OrderMove.INVOICE), PaperKind.CONFIRMATION, "We confirm it"),
        ((*CONFIRM, OrderMove.CANCEL), PaperKind.SUMMARY, "This order was cancelled."),
        ((OrderMove.TURN_DOWN,), PaperKind.SUMMARY, "This order was refused."),
    ],
)
def test_before_it_is_confirmed_there_is_a_summary_that_says_so(shop: Shop, moves: tuple[OrderMove, ...], kind: PaperKind, says: str):
    order_id = an_order_that_is(shop, *moves)
    paper = read_order_confirmation(shop.jan, order_id)
    assert (paper.kind, paper.file_name) == (kind, f"{kind.value}-{paper.number}.pdf")
    assert says in paper_for(shop.jan, order_id).text


def test_an_order_that_waits_says_that_nothing_is_ordered_yet(shop: Shop):
    paper = read_order_confirmation(shop.jan, put_an_order(shop.jan, an_order(shop), OrderMove.SUBMIT))
    assert paper.kind is PaperKind.SUMMARY and "has not been placed yet" in paper.lead


# For whom


@pytest.mark.asvs("8.2.3")
@pytest.mark.parametrize("role", [*Role])
@pytest.mark.parametrize("language", ["en", "de"])
def test_a_price_stands_on_the_paper_of_who_may_see_it_and_nowhere_else(shop: Shop, role: Role, language: str):
    """Searched in what is read from the pages and in what the file consists of."""
    order_id = an_order_that_is(shop, *CONFIRM, po_number="4500-22917")
    who = shop.jan if role is Role.BUYER else new_person(shop.company, "Some Body", role)
    paper = read_order_confirmation(who, order_id, language)
    told = paper_for(who, order_id, language)
    may = {Permission.PRICE_VIEW, Permission.AMOUNT_VIEW} <= ROLE_RIGHTS[role]
    assert may == (role not in (Role.ACCOUNTING, Role.READ_ONLY))
    found = [amount for amount in SENTINELS if amount in told.text or amount in repr(paper)]
    assert (len(found) == 4) if may else found == []
    assert "4500-22917" in told.text and BEARING in told.text
    assert may or {"en": "without prices and amounts", "de": "Ohne Preise und Beträge"}[language] in told.text


@pytest.mark.parametrize("right", [Permission.PRICE_VIEW, Permission.AMOUNT_VIEW])
def test_half_of_the_rights_is_none(shop: Shop, right: Permission):
    order_id = an_order_that_is(shop, *CONFIRM)
    who = person_of(shop.company, Permission.ORDER_VIEW, right, account_id=shop.jan.account_id)
    told = paper_for(who, order_id).text
    assert [amount for amount in SENTINELS if amount in told] == [] and "EUR" not in told


def test_who_does_not_see_the_order_sees_no_paper_of_it(shop: Shop):
    order_id = an_order_that_is(shop, *CONFIRM)
    for who in (shop.mia, shop.stranger, new_person(shop.other, "Carla Voss", Role.ADMINISTRATOR)):
        for unknown in (order_id, new_id(), "nonsense", ""):
            with pytest.raises(NotFound):
                read_order_confirmation(who, unknown)
    with pytest.raises(Forbidden):
        read_order_confirmation(person_of(shop.company), order_id)


def test_a_day_is_that_of_the_company(shop: Shop, advance: Callable):
    advance(datetime(2026, 11, 23, 23, 30, tzinfo=UTC) - datetime(2026, 11, 23, 9, tzinfo=UTC))
    assert "Ordered on 24 Nov 2026" in paper_for(shop.jan, an_order_that_is(shop, *CONFIRM)).text


def test_the_sentinel_is_what_it_says():
    assert (Money(SENTINEL) * 3).rounded() == Money(Decimal("40.11")) and squeezed("4 0") == "40"
