"""Orders from before out of files: whole orders, times where the company is, products that are sold no more, and never twice."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from portal_app.accounts.rules.roles import Role
from portal_app.catalog import ProductFacts, put_products, withdraw_products
from portal_app.kernel import file_columns as columns
from portal_app.kernel.errors import Forbidden
from portal_app.kernel.money import Money
from portal_app.ordering import OrderFilter, OrderState, import_order_file, list_orders, preview_order_file, read_order, reorder
from portal_app.ordering.rules import order_files as said
from tests.database import behind_the_guard
from tests.ordering.shop import BEARING, BOLT, OPERATOR, Shop, new_person

HEAD = "Order number;Customer number;Ordered at;Number;Name;Quantity;Price;Currency;Buyer;Cost centre;Status"


def number_of(company_id: str) -> str:
    return behind_the_guard("SELECT customer_number FROM company WHERE id = :id", id=company_id)[0][0]


def csv(shop: Shop, *lines: str) -> bytes:
    """`{c}` in a line is our company's number, `{o}` the stranger's."""
    return "\n".join((HEAD, *(line.format(c=number_of(shop.company), o=number_of(shop.other)) for line in lines))).encode()


FIRST = ("536365;{{c}};2010-12-01 08:26;{0};White bearing;6;2.55;EUR;Jan Keller;1;", "536365;{{c}};2010-12-01 08:26;{1};;300;8.375;EUR;Jan Keller;1;")
TWO_LINES = tuple(line.format(BEARING, BOLT) for line in FIRST)


def test_an_order_is_read_as_it_was(shop: Shop):
    assert import_order_file(OPERATOR, "o.csv", csv(shop, *TWO_LINES)).new == 2
    (row,) = list_orders(shop.jan).rows
    order = read_order(shop.jan, row.id)
    assert (row.name, order.erp_number, row.state, row.net) == ("536365", "536365", OrderState.INVOICED, Money(Decimal("2527.80")))
    assert row.placed_at == datetime(2010, 12, 1, 7, 26, tzinfo=UTC)  # 8:26 in Berlin
    assert [(line.number, line.name, line.quantity.amount, line.price.amount, line.net.amount, line.shipped) for line in order.lines] == [
        (BEARING, "White bearing", 6, Decimal("2.55"), Decimal("15.30"), 6),
        (BOLT, "Sechskantschraube ISO 4017 M8x40", 300, Decimal("8.375"), Decimal("2512.50"), 300),
    ]  # fmt: skip
    assert (order.cost_centre_id, order.is_own, order.snapshot.addresses[0].label) == (shop.centres[0], True, "Plant 1")


def test_twice_the_same_file_takes_over_nothing_twice(shop: Shop):
    import_order_file(OPERATOR, "o.csv", csv(shop, *TWO_LINES))
    more = csv(shop, *TWO_LINES, f"536366;{{c}};2010-12-02;{BEARING};;1;6;EUR;;;")
    outcome = import_order_file(OPERATOR, "o.csv", more)
    assert (outcome.same, outcome.new) == (2, 1)
    assert list_orders(shop.jan).total == 1  # of nobody who can be named: the company's
    assert list_orders(new_person(shop.company, "Anna Berg", Role.MANAGER)).total == 2
    assert import_order_file(OPERATOR, "o.csv", more).same == 3


def test_the_same_number_with_other_contents_is_refused(shop: Shop):
    import_order_file(OPERATOR, "o.csv", csv(shop, *TWO_LINES))
    outcome = import_order_file(OPERATOR, "o.csv", csv(shop, TWO_LINES[0]))
    assert [one.reason for one in outcome.problems] == [said.OTHER_BEFORE]
    outcome = import_order_file(OPERATOR, "o.csv", csv(shop, *TWO_LINES).replace(b"300;", b"400;"))
    assert [one.reason for one in outcome.problems] == [said.OTHER_BEFORE] * 2


def test_two_companies_may_have_the_same_numbers_and_see_their_own(shop: Shop):
    lines = (*TWO_LINES, f"536365;{{o}};2010-12-03 10:00;{BEARING};;9;6;EUR;Lars Holm;;")
    assert import_order_file(OPERATOR, "o.csv", csv(shop, *lines)).new == 3
    assert [row.lines for row in list_orders(shop.jan).rows] == [2] and [row.lines for row in list_orders(shop.stranger).rows] == [1]


def test_what_is_sold_no_more_stays_in_old_orders_and_is_told_when_it_is_ordered_again(shop: Shop):
    put_products(OPERATOR, [ProductFacts("GONE-1", "Old lamp", "Alte Lampe", "bolts", assortments=("Main",))])
    withdraw_products(OPERATOR, ["GONE-1"])
    lines = (f"7;{{c}};2011-01-05;{number};{name};2;4;EUR;Jan Keller;;" for number, name in (("GONE-1", "Red lamp"), (BEARING, "")))
    import_order_file(OPERATOR, "o.csv", csv(shop, *lines))
    (row,) = list_orders(shop.jan, OrderFilter(words="red lamp")).rows
    again = reorder(shop.jan, row.id)
    assert [(line.number, line.is_discontinued, bool(line.line_id)) for line in again.lines] == [("GONE-1", True, False), (BEARING, False, True)]


def test_a_cancelled_order_came_to_nothing(shop: Shop):
    import_order_file(OPERATOR, "o.csv", csv(shop, f"8;{{c}};2011-01-05 09:00;{BEARING};;2;4;EUR;Jan Keller;;storniert"))
    (row,) = list_orders(shop.jan).rows
    assert row.state is OrderState.CANCELLED
    assert [line.shipped for line in read_order(shop.jan, row.id).lines] == [0]


def test_nothing_is_sent_or_booked_for_it(shop: Shop):
    import_order_file(OPERATOR, "o.csv", csv(shop, *TWO_LINES))
    for table in ("erp_handover", "budget_entry", "approval_request"):
        assert behind_the_guard(f"SELECT count(*) FROM {table} WHERE company_id = :id", id=shop.company) == [(0,)]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("9;nobody;2011-01-05;{0};;2;4;EUR;;;", said.UNKNOWN_COMPANY), ("9;{{c}};2011-01-05;no such;;2;4;EUR;;;", said.UNKNOWN_PRODUCT),
        ("9;{{c}};2011-01-05;{0};;-2;4;EUR;;;", said.NOTHING_ORDERED), ("9;{{c}};2011-01-05;{0};;0;4;EUR;;;", said.NOTHING_ORDERED),
        ("9;{{c}};2011-01-05;{0};;2;4;GBP;;;", said.OTHER_CURRENCY), ("9;{{c}};2031-01-05;{0};;2;4;EUR;;;", said.TOO_EARLY),
        ("9;{{c}};2011-01-05;{0};;2;4;EUR;;77;", said.UNKNOWN_CENTRE), ("9;{{c}};05/13/2011;{0};;2;4;EUR;;;", columns.NOT_A_MOMENT),
        ("9;{{c}};2011-03-27 02:30;{0};;2;4;EUR;;;", columns.NO_SUCH_MOMENT), ("9;{{c}};2011-01-05;{0};;2;x;EUR;;;", columns.NOT_A_NUMBER),
        ("9;{{c}};2011-01-05;{0};;2;4;EUR;;;open", columns.NOT_A_CHOICE), ("536365;{{c}};2010-12-01 08:27;{0};;2;4;EUR;Jan Keller;1;", said.OTHER_HEAD),
    ],
)  # fmt: skip
def test_a_wrong_line_keeps_the_whole_file_out(shop: Shop, line: str, reason: str):
    outcome = import_order_file(OPERATOR, "o.csv", csv(shop, *TWO_LINES, line.format(BEARING)))
    wrong = [one for one in outcome.problems if one.reason != said.BESIDE_A_WRONG_LINE]
    assert [(one.line, one.reason) for one in wrong] == [(4, reason)] and outcome.lines == 3
    assert list_orders(shop.jan).total == 0


def test_the_other_lines_of_a_wrong_order_say_so(shop: Shop):
    outcome = preview_order_file(OPERATOR, "o.csv", csv(shop, TWO_LINES[0], TWO_LINES[1].replace(BOLT, "no such")))
    assert [one.reason for one in outcome.problems] == [said.BESIDE_A_WRONG_LINE, said.UNKNOWN_PRODUCT]


def test_only_whoever_runs_the_portal_takes_orders_over(shop: Shop):
    for who in (shop.jan, new_person(shop.company, "Henrik Lang", Role.ADMINISTRATOR)):
        with pytest.raises(Forbidden):
            preview_order_file(who, "o.csv", csv(shop, *TWO_LINES))
