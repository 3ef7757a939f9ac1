"""What the order intake says: counts that add up, groups by need, for each verdict what can be done, columns and their words."""

from collections.abc import Mapping
from decimal import Decimal

import pytest

from portal_app.catalog import PackTerms, ProductLine, ProductStatus
from portal_app.kernel.clock import now
from portal_app.kernel.ids import new_id
from portal_app.kernel.money import Money
from portal_app.ordering import ColumnKind, ColumnMapping, IntakeLine, IntakeSheet, Remark, Verdict
from portal_app.ordering.actions.intake_sheets import FoundFile
from portal_app.ordering.rules.intake.settling import TWICE
from portal_app.ordering.screens.intake_file_texts import columns_said, file_said, mapped_columns, mapping_from
from portal_app.ordering.screens.intake_texts import IntakeAsked, LineRow, address_of, line_rows, read_asked, tallies, where_in

V, K = Verdict, ColumnKind
BOLT = ProductLine(new_id(), "48-1007-M8", "Bolt", (), "C62", PackTerms(Decimal(100), Decimal(100), Decimal(100)), 100, ProductStatus.ACTIVE, (), "")
FOUND = FoundFile(
    "text", "cp1252", ";", ",", "", (), 2, ("Teilenr", "", "Menge"), ("48-1007-M8", "Schraube", "500"), ("number", "left-out", "quantity"), "0" * 64, True,
)  # fmt: skip


def sheet(*lines: IntakeLine, counts: Mapping[Verdict, int] | None = None, mended: frozenset[int] = frozenset(), **more: object) -> IntakeSheet:
    counted = dict.fromkeys(V, 0) | (counts or {verdict: sum(line.verdict is verdict for line in lines) for verdict in V})
    facts = {"number": 1, "size": 25, "shown": sum(counted.values()), "net": Money(Decimal("4.2")), "version": 1, "changed_at": now()} | more
    return IntakeSheet(new_id(), "Bedarf.csv", FOUND, counted, lines, mended, {BOLT.id: BOLT}, **facts)


def row(verdict: Verdict, locale: str = "en", **facts: object) -> LineRow:
    line = IntakeLine(7, "48-1007-M8; 250", verdict, "48-1007-M8", "250", **{"product_id": BOLT.id, "quantity": Decimal(300), **facts})
    return line_rows(locale, sheet(line, mended=frozenset({7}) if verdict in (V.LEFT_OUT, V.MERGED) else frozenset()), "")[0]


def test_the_strip_counts_every_line_once():
    counts = {verdict: place for place, verdict in enumerate(V)}
    every, *each = tallies("en", sheet(counts=counts), "short")
    assert (every.label, int(every.count)) == ("All lines", sum(counts.values())) and sum(int(one.count) for one in each) == sum(one.share for one in each)
    assert [one.label for one in each if one.here] == ["Short"] and not every.here
    few = tallies("de", sheet(counts={V.OK: 3}), "")
    assert [one.label for one in few][-1] == "Unbekannt" and few[0].here and sum(one.share for one in few) == 3


@pytest.mark.parametrize(
    ("verdict", "acts"),
    [
        (V.OK, {"leave", "change"}), (V.CORRECTED, {"leave", "change"}), (V.CHOOSE, {"leave", "change"}), (V.UNKNOWN, {"leave", "change"}),
        (V.NOT_ALLOWED, {"leave", "change"}), (V.SHORT, {"leave", "change", "accept"}), (V.DUPLICATE, {"leave", "change", "together", "keep"}),
        (V.LEFT_OUT, {"undo"}), (V.MERGED, {"undo"}), (V.IN_CART, set()), (V.HEADING, set()), (V.EMPTY, set()),
    ],
)  # fmt: skip
def test_each_verdict_says_what_can_be_done(verdict: Verdict, acts: set[str]):
    said = row(verdict)
    assert {name for name in ("leave", "change", "accept", "together", "keep", "undo") if getattr(said, name)} == acts


def test_a_row_says_what_was_read_and_what_the_fields_begin_with():
    said = row(V.DUPLICATE, "de", remarks=(Remark(TWICE, {"line": 3, "together": Decimal(1600)}),))
    assert (said.source, said.quantity, said.number, said.said) == (
        "48-1007-M8; 250",
        "300\N{NO-BREAK SPACE}Stk.",
        "48-1007-M8",
        "Auch in Zeile 3; zusammen 1.600.",
    )
    assert (said.together, said.wanted, said.wanted_quantity, said.pack) == (
        "Zu 1.600 zusammenlegen",
        "48-1007-M8",
        "300",
        "Packung zu 100\N{NO-BREAK SPACE}Stk.",
    )
    unknown = row(V.UNKNOWN, product_id="", quantity=None, candidates=(BOLT.id, new_id()), choices=(Decimal(1000), Decimal(1)))
    assert ([one.number for one in unknown.meant], unknown.choices, unknown.wanted_quantity, unknown.pack) == (["48-1007-M8"], ["1,000", "1"], "250", "")


def test_groups_begin_where_the_need_changes_and_not_for_one_verdict():
    lines = [IntakeLine(place, "x", verdict) for place, verdict in enumerate((V.UNKNOWN, V.SHORT, V.CORRECTED, V.OK, V.HEADING), start=1)]
    assert [one.group for one in line_rows("en", sheet(*lines), "")] == ["Need you: 2", "", "Corrected, please read: 1", "As they stand: 1", "Order nothing: 1"]
    assert {one.group for one in line_rows("en", sheet(*lines), "ok")} == {""}


def test_a_page_says_where_it_stands():
    line = IntakeLine(1, "x", V.OK)
    assert where_in("en", sheet(*[line] * 25, counts={V.OK: 1243}, number=2)) == "26 to 50 of 1,243"
    assert where_in("en", sheet(line)) == ""


@pytest.mark.parametrize(
    ("parts", "asked"),
    [
        ({}, IntakeAsked()), ({"read": "a" * 99, "show": "unknown", "page": "3"}, IntakeAsked("a" * 26, "unknown", 3)),
        ({"show": "nonsense", "page": "-1"}, IntakeAsked()), ({"page": "²"}, IntakeAsked()), ({"page": "999999"}, IntakeAsked()),
    ],
)  # fmt: skip
def test_an_address_asks_for_what_there_is(parts: dict[str, str], asked: IntakeAsked):
    assert read_asked(parts) == asked
    assert address_of("x", show="ok", page=2) == "/intake?read=x&show=ok&page=2" and address_of("x") == "/intake?read=x"


def test_a_file_says_what_was_found_and_what_its_columns_mean():
    said = file_said("en", sheet())
    assert (said.name, said.detail, said.is_remembered) == ("Bedarf.csv", "Windows-1252, columns between semicolons, header in line 2, decimal comma", True)
    assert [(one.kind, one.head) for one in columns_said("en", FOUND)] == [("Article number", "Teilenr"), ("Quantity", "Menge"), ("Unit of measure", "")]
    columns = mapped_columns("en", FOUND)
    assert [(one.field, one.head, one.sample, one.kind) for one in columns][1] == ("column-1", "column 2", "Schraube", "left-out")


@pytest.mark.parametrize(
    ("values", "mapping"),
    [
        ({"column-0": "number", "column-1": "quantity", "sign": ","}, ColumnMapping((K.NUMBER, K.QUANTITY), ",")),
        ({"column-0": "number", "column-1": "left-out", "sign": "ask"}, ColumnMapping((K.NUMBER, K.LEFT_OUT))),
        ({"column-0": "number", "sign": ","}, None), ({"column-0": "nonsense", "column-1": "number", "sign": ""}, None), ({}, None),
    ],
)  # fmt: skip
def test_a_mapping_is_what_the_dialog_sends_or_none(values: dict[str, str], mapping: ColumnMapping | None):
    assert mapping_from(values, 2) == mapping
