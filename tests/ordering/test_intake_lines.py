"""Lines of free text, header words, columns told apart by content: what each line of a source says."""

import time
from datetime import date
from decimal import Decimal

import pytest

from portal_app.ordering.rules.intake.columns import NO_MAPPING, TWICE, ColumnKind, ColumnMapping, check_mapping
from portal_app.ordering.rules.intake.dates import read_date
from portal_app.ordering.rules.intake.free_lines import readings_of
from portal_app.ordering.rules.intake.header_words import kind_by_head
from portal_app.ordering.rules.intake.layouts import find_layout, sample_of
from portal_app.ordering.rules.intake.lines import read_lines
from portal_app.ordering.rules.intake.quantities import read_quantity
from portal_app.ordering.rules.intake.source import SourceRow
from portal_app.ordering.rules.intake.texts import plain
from portal_app.ordering.rules.intake.units import PACK, unit_of

K = ColumnKind


@pytest.mark.parametrize(
    ("text", "wanted", "quantity", "unit"),
    [
        ("20 x 4711", "4711", 20, ""), ("20x 4711", "4711", 20, ""), ("20 × 4711", "4711", 20, ""), ("20 mal 4711", "4711", 20, ""),
        ("4711;20", "4711", 20, ""), ("4711, 20", "4711", 20, ""), ("4711: 20", "4711", 20, ""), ("4711 = 20", "4711", 20, ""), ("4711\t20", "4711", 20, ""),
        ("4711 20 Stk", "4711", 20, "Stk"), ("4711 - 20 Stück", "4711", 20, "Stück"), ("4711 (20 Stk.)", "4711", 20, "Stk"),
        ("20 Stk 4711", "4711", 20, "Stk"), ("20 Paar Handschuhe Gr. 10", "Handschuhe Gr. 10", 20, "Paar"), ("77-0110-0 2 Pack", "77-0110-0", 2, "Pack"),
        ("Sechskantschraube M8x40 100", "Sechskantschraube M8x40", 100, ""), ("20 Stk. Sechskantschraube M8x40", "Sechskantschraube M8x40", 20, "Stk"),
        ("48-1007-M8 x 500", "48-1007-M8", 500, ""), ("M8x40 20x", "M8x40", 20, ""), ("4711 20", "4711", 20, ""), ("20 4711", "4711", 20, ""),
        ("1. 4711 20 Stk", "4711", 20, "Stk"), ("- 4711 20", "4711", 20, ""), ("• 20 x 4711", "4711", 20, ""), ("Pos 1: 4711 20 Stk", "4711", 20, "Stk"),
        ("Art.-Nr. 4711 Menge: 20", "4711", 20, ""), ("Menge 20: 4711", "4711", 20, ""), ("Artikel 4711, 20 Stk", "4711", 20, "Stk"),
        ("2,5 m 77-0110", "77-0110", Decimal("2.5"), "m"), ("1.000,5 x 4711", "4711", Decimal("1000.5"), ""), ("-5 x 4711", "4711", -5, ""),
        ("Handschuh Gr. 10; 60", "Handschuh Gr. 10", 60, ""), ("qty 20 4711", "4711", 20, ""),
    ],
)  # fmt: skip
def test_a_line_of_free_text_is_understood(text: str, wanted: str, quantity: object, unit: str):
    first, last = readings_of(text)[0], readings_of(text)[-1]
    assert (first.wanted, list(first.quantity.quantities), first.quantity.word) == (wanted, [quantity], unit)
    assert (last.wanted, last.quantity.quantities) == (text, ())


@pytest.mark.parametrize("text", ["48-1007-M8", "Schraube M8", "bitte liefern Sie", "4711", "x" * 200, "1 " * 100, "x 1 " * 50])
def test_a_line_without_a_quantity_is_wanted_as_it_stands(text: str):
    assert any(reading.wanted == text and not reading.quantity.quantities for reading in readings_of(text))


HEADS = {
    K.NUMBER: "Artikelnummer|Art.-Nr.|Artikel-Nr|Teilenr|Materialnummer|Ihre Artikelnummer|EAN|EAN-13|GTIN|SKU|Item no.|"
    "Part Number|Product code|StockCode|Bestellnummer",
    K.QUANTITY: "Menge|Bestellmenge|Anzahl|Stück|Stückzahl|Qty|QTY.|Quantity|Order quantity|Bedarf|Menge (Stk)",
    K.UNIT: "Einheit|ME|Mengeneinheit|Unit|UoM",
    K.NAME: "Bezeichnung|Artikelbezeichnung|Beschreibung|Name|Description|Materialkurztext",
    K.NOTE: "Bemerkung|Hinweis|Kommentar|Note|Remarks|Comment",
    K.COST_CENTRE: "Kostenstelle|KST|Cost centre|Cost Center",
    K.REQUESTED_DATE: "Wunschtermin|Liefertermin|Termin|Lieferdatum|Delivery date|Due date|Datum",
    K.REFERENCE: "Referenz|Ihre Referenz|Kommission|Projekt|Auftrag|PO Number|Reference|Order number",
    K.LEFT_OUT: "Pos.|Position|Lfd. Nr.|Einzelpreis|Preis|Gesamtpreis|Net price|Betrag|VPE|Line",
    None: "Farbe|x|4711|48-1007-M8|",
}  # fmt: skip


@pytest.mark.parametrize(("kind", "head"), [(kind, head) for kind, heads in HEADS.items() for head in heads.split("|")])
def test_header_words_say_what_a_column_holds(kind: ColumnKind | None, head: str):
    assert kind_by_head(head) is kind


def rows(text: str) -> list[SourceRow]:
    return [SourceRow(line, tuple(plain(cell) for cell in row.split(";"))) for line, row in enumerate(text.strip("\n").split("\n"), start=1)]


@pytest.mark.parametrize(
    ("text", "columns", "header"),
    [
        ("Artikel;Menge\n4711;20", [K.NUMBER, K.QUANTITY], 1),
        ("Bedarf KW 48\n\nTeilenr;Menge;Auftrag\n4711;20;A1", [K.NUMBER, K.QUANTITY, K.REFERENCE], 3),
        ("Pos;Menge;ME;Material;Kurztext;Preis\n10;5;ST;4711;Schraube;1,20", [K.LEFT_OUT, K.QUANTITY, K.UNIT, K.NUMBER, K.NAME, K.LEFT_OUT], 1),
        ("4711;20\n4712;30\n4713;5", [K.NUMBER, K.QUANTITY], 0),
        ("20;4711\n30;4712\n5;4713", [K.QUANTITY, K.NUMBER], 0),
        ("1;48-1007-M8;20;Stk\n2;48-1007-M10;30;Stk\n3;HM-2207;5;Stk", [K.LEFT_OUT, K.NUMBER, K.QUANTITY, K.UNIT], 0),
        ("10;A-4711;20;3,50;70,00\n20;B-4712;30;2,15;64,50\n30;C-4713;5;1,99;9,95", [K.LEFT_OUT, K.NUMBER, K.QUANTITY, K.LEFT_OUT, K.LEFT_OUT], 0),
        ("Schraube verzinkt;48-1007-M8;20\nMutter;48-1007-M9;30", [K.NAME, K.NUMBER, K.QUANTITY], 0),
        ("Nr.;Menge\n4711;20\n4712;7", [K.NUMBER, K.QUANTITY], 1),
        ("Nr.;Artikelnummer;Menge\n1;4711;20\n2;4712;7\n3;4713;9", [K.LEFT_OUT, K.NUMBER, K.QUANTITY], 1),
        ("Bestellnummer;Artikelnummer;Menge\nP1;4711;20\nP1;4712;7\nP1;4713;9", [K.REFERENCE, K.NUMBER, K.QUANTITY], 1),
        ("Artikelnummer\n4711\n4712", [K.NUMBER], 1),
        ("20 x 4711\n5 x 4712", [], 0),
    ],
)
def test_columns_are_told_by_words_and_by_content(text: str, columns: list, header: int):
    layout = find_layout(rows(text))
    assert (list(layout.mapping.columns), layout.header) == (columns, header)


def test_what_is_known_decides_where_the_numbers_are():
    text = "9988;20;A17\n9989;30;B18\n9990;7;C19"
    assert list(find_layout(rows(text)).mapping.columns) == [K.NUMBER, K.QUANTITY, K.LEFT_OUT]
    assert sample_of(rows(text)) == {"9988", "20", "A17", "9989", "30", "B18", "9990", "7", "C19"}
    assert find_layout(rows(text), {"A17", "B18"}).mapping.columns[2] is K.NUMBER
    assert sample_of(rows("Artikel;Menge\n4711;20")) == set()


def test_files_with_the_same_head_have_one_signature():
    first, same = find_layout(rows("Artikel-Nr;Menge\n1111;2")), find_layout(rows("Bedarf\nArtikelnr.;MENGE\n2222;5\n3333;7"))
    other = find_layout(rows("Artikel-Nr;Anzahl\n1111;2"))
    assert first.signature == same.signature != other.signature
    assert len(first.signature) == 64 and first.heads == ("Artikel-Nr", "Menge")


def kinds(text: str) -> list[str]:
    source = rows(text)
    return [line.kind.value for line in read_lines(source, find_layout(source))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bedarf;;\n;;\nArtikel;Menge;Text\n4711;20;x\n;;\nSumme;20;", "heading empty heading order empty heading"),
        ("Artikel;Menge\n4711;20\nArtikel;Menge\n4712;3", "heading order heading order"),
        ("Artikel;Menge\n4711;20\nLager 2;\nBoden;\n4712;3", "heading order order heading order"),
        ("Código;Cantidad\n4711;20\n4712;3", "heading order order"),
        ("Hallo Frau Meier,\nbitte liefern Sie:\n20 x 4711\n\nDanke", "heading heading order empty heading"),
        ("Artikel;Menge\n4711;\n4712;3\n4713;\n4714;", "heading empty-form order empty-form empty-form"),
        ("Artikel;Menge\n4711;\n4712;3\n4713;4\n4714;5", "heading order order order order"),
        ("4711\n4712\n4713", "order order order"),
        ("Kabelbinder;viele\nKlebeband;20\nDübel;5", "heading order order"),
        ("Klebeband;20\nKabelbinder;viele\nDübel;5", "order order order"),
    ],
)
def test_each_line_is_an_order_or_a_heading_or_empty(text: str, expected: str):
    assert kinds(text) == expected.replace("empty-form", "blank").split()


def test_a_row_says_everything_its_columns_hold():
    head = "Artikel;EAN;Menge;ME;Text;Bemerkung;KST;Termin;Referenz"
    source = [*rows(f"{head}\n4711;4012345000018;2,5;m;Kabel;eilig;4711 Wartung;24.12.2026;K-9\n4712;;3;m;;;;bald;")]
    first, second = read_lines(source, find_layout(source))[1:]
    assert [reading.wanted for reading in first.readings] == ["4711", "4012345000018"]
    assert {(reading.quantity.quantities, first.unit) for reading in first.readings} == {((Decimal("2.5"),), "m")}
    facts = first.facts
    assert (facts.name, facts.note, facts.cost_centre, facts.requested_on, facts.reference) == ("Kabel", "eilig", "4711 Wartung", date(2026, 12, 24), "K-9")
    assert (second.facts.requested_on, second.facts.unread_date) == (None, "bald")


def test_numbers_and_dates_of_a_workbook_are_taken_as_they_are():
    day = date(2026, 12, 24)
    source = [
        SourceRow(1, ("Artikel", "Menge", "Termin"), ()),
        SourceRow(2, ("4711", "1.125", "2026-12-24"), (Decimal(4711), Decimal("1.125"), day)),
        SourceRow(3, ("4712", "1.125", ""), (None, None, None)),
    ]
    lines = read_lines(source, find_layout(source))
    assert lines[1].readings[0].quantity.quantities == (Decimal("1.125"),) and lines[1].facts.requested_on == day
    assert len(lines[2].readings[0].quantity.quantities) == 2


@pytest.mark.parametrize(
    ("text", "day"),
    [("24.12.2026", date(2026, 12, 24)), ("4.1.27", date(2027, 1, 4)), ("24/12/2026", date(2026, 12, 24)), ("2026-12-24", date(2026, 12, 24)),
     ("2026-12-24 00:00:00", date(2026, 12, 24)), ("31.2.2026", None), ("KW 48", None), ("", None), ("12/24/2026", None)],
)  # fmt: skip
def test_dates_are_read_with_the_day_first(text: str, day: date | None):
    assert read_date(text) == day


@pytest.mark.parametrize(
    ("text", "read"),
    [("  48-1007\u00a0M8 \u200b", "48-1007 M8"), ("４７１１", "4711"), ("'=1+1", "=1+1"), ("'4711", "'4711"), ("Größe", "Größe"),
     ("\u202e4711\u202c", "4711"),
     ("M8×40", "M8×40"), ("x" * 500, "x" * 200), ("a\x07b\tc", "a b c"), ("½ Zoll", "1/2 Zoll")],
)  # fmt: skip
def test_texts_are_made_plain(text: str, read: str):
    assert plain(text) == read


@pytest.mark.parametrize(
    ("word", "unit"), [("Stk.", "C62"), ("STÜCK", "C62"), ("pcs", "C62"), ("lfm", "MTR"), ("VE", PACK), ("Karton", PACK), ("Paar", "PR"), ("Rolle", "")]
)
def test_words_of_units_are_known_in_both_languages(word: str, unit: str):
    assert unit_of(word) == unit


@pytest.mark.parametrize(
    ("mapping", "problem"),
    [
        (ColumnMapping((K.NUMBER, K.NUMBER, K.QUANTITY, K.NAME, K.NAME), ","), ""),
        (ColumnMapping(), ""),
        (ColumnMapping((K.QUANTITY, K.QUANTITY)), TWICE),
        (ColumnMapping((K.NUMBER,), ";"), NO_MAPPING),
        (ColumnMapping((K.LEFT_OUT,) * 301), NO_MAPPING),
        (ColumnMapping((K.LEFT_OUT,) * 300), ""),
    ],
)
def test_what_somebody_says_of_the_columns_is_checked(mapping: ColumnMapping, problem: str):
    assert check_mapping(mapping) == problem


@pytest.mark.asvs("1.3.12")
@pytest.mark.parametrize("part", ["1 ", "x 1 ", "1,", "a, ", "menge ", "1", " x", "- 1", "1.1.", "art nr ", "1 x", "1 stk ", "('", "1'", "1, stk ", "(1 "])
def test_no_line_takes_long(part: str):
    """Ten thousand such lines would take some seconds at most; the patterns look back at nothing."""
    text = plain(part * 200)
    start = time.process_time()
    for _ in range(20):
        readings_of(text)
        read_quantity(text)
    assert time.process_time() - start < 20 * 0.002
