"""Lines of an order file of which not everything is there: short, with what is there and when the rest leaves."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from portal_app.integrations.erp import CountedStock, Incoming, Warehouse, put_stock, put_warehouses
from portal_app.kernel import clock
from portal_app.ordering import OPEN, Verdict, read_order_text, said
from tests.catalog.conftest import OPERATOR
from tests.ordering.conftest import Buyers

D, V = Decimal, Verdict


@pytest.fixture(autouse=True)
def _on_a_monday_at_noon():
    with clock.frozen(datetime(2026, 11, 23, 11, 0, tzinfo=UTC)):
        yield


@pytest.fixture
def stock(buyers: Buyers) -> None:
    put_warehouses(OPERATOR, [Warehouse("KI", "Kiel", "DE-SH")])
    soon = (Incoming(date(2026, 12, 1), D(500)),)
    counted = {"48-1007-M8": (600, soon), "99-TWO-1": (5, soon), "99-TWO-2": (0, soon), "99-CABLE": (0, ()), "99-NEW-1": (5, ())}
    put_stock(OPERATOR, [CountedStock(number, "KI", D(there), coming) for number, (there, coming) in counted.items()])


def read(buyers: Buyers, text: str) -> list[tuple[Verdict, str]]:
    intake = read_order_text(buyers.mine, text)
    assert sum(intake.counts.values()) == len(intake.lines)
    return [(line.verdict, " ".join(said(remark, "en") for remark in line.remarks)) for line in intake.lines]


def test_a_line_is_short_with_what_is_there_and_when_the_rest_leaves(buyers: Buyers, stock: None):
    assert read(buyers, "99-TWO-1;5") == [(V.OK, "")]
    assert read(buyers, "99-TWO-1;20") == [(V.SHORT, "5 are there now, the other 15 leave on 2 Dec 2026.")]
    assert read(buyers, "99-TWO-2;20") == [(V.SHORT, "None are there now; they leave on 2 Dec 2026.")]
    assert read(buyers, "99-CABLE;20") == [(V.SHORT, "None are there now, and when they come is not known yet.")]
    assert read(buyers, "99-NEW-1;40") == [(V.SHORT, "5 are there now; when the other 35 come is not known yet.")]
    assert V.SHORT in OPEN


def test_what_was_corrected_stays_said_and_lines_share_what_there_is(buyers: Buyers, stock: None):
    text = "Artikel;Menge;KST\n48-1007-M8;450;1\n48-1007-M8;200;2"
    assert read(buyers, text)[1:] == [
        (V.CORRECTED, "Packs of 100: 450 becomes 500."),
        (V.SHORT, "100 are there now, the other 100 leave on 2 Dec 2026."),
    ]


def test_what_comes_by_the_day_that_was_asked_for_is_not_short(buyers: Buyers, stock: None):
    text = "Artikel;Menge;Termin\n99-TWO-2;20;3.12.2026\n99-TWO-2;20;2.12.2026"
    assert [verdict for verdict, _ in read(buyers, text)] == [V.HEADING, V.OK, V.SHORT]


def test_of_what_was_never_counted_nothing_is_said(buyers: Buyers, stock: None):
    assert read(buyers, "48-2001-M8;100") == [(V.OK, "")]
