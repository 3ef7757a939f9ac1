"""Tables out of workbooks: what a cell holds stays what it is; archives that lie, grow or bring programs along are refused."""

import struct
import zipfile
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from portal_app.integrations.files import MOST_COLUMNS, MOST_LINES, FileKind, read_table, refusals, text_of
from portal_app.kernel.errors import Invalid
from tests.integrations.workbooks import Formula, Tab, texts_xml, workbook, zipped

DAY = date(2026, 11, 23)
ORDER = Tab("Bestellung", [["Bedarf KW 48"], [], ["Teilenr", "Menge", "Termin"], ["004711", 20, DAY], ["HM-2207", 2.5, ""]])


def refusal_of(content: bytes) -> str:
    with pytest.raises(Invalid) as refused:
        read_table("Bedarf.xlsx", content)
    return refused.value.message


@pytest.mark.parametrize("shared", [True, False])
def test_a_sheet_is_read_row_by_row_with_its_own_numbers(shared: bool):
    table = read_table("Bedarf.csv", workbook(ORDER, shared=shared))
    assert [tuple(row) for row in table.rows] == [
        (1, ("Bedarf KW 48", "", "")), (2, ("", "", "")), (3, ("Teilenr", "Menge", "Termin")),
        (4, ("004711", Decimal(20), DAY)), (5, ("HM-2207", Decimal("2.5"), "")),
    ]  # fmt: skip
    assert (table.kind, table.sheet, table.name, table.other_sheets) == (FileKind.WORKBOOK, "Bestellung", "Bedarf.csv", ())


@pytest.mark.parametrize(
    ("cell", "read", "text"),
    [
        ("004711", "004711", "004711"),
        (4711.0, Decimal(4711), "4711"),
        (4046356128431, Decimal(4046356128431), "4046356128431"),
        (2.5, Decimal("2.5"), "2.5"),
        (0.1 + 0.2, Decimal("0.3"), "0.3"),
        (1000, Decimal(1000), "1000"),
        (-1, Decimal(-1), "-1"),
        (1e300, "1e+300", "1e+300"),
        (DAY, DAY, "2026-11-23"),
        (True, "TRUE", "TRUE"),
        ("  Öl & <Fett>  ", "  Öl & <Fett>  ", "  Öl & <Fett>  "),
        (Formula("A1*2", "7"), Decimal(7), "7"),
        (Formula("A1*2"), "=…", "=…"),
        (Formula("A1*2", ""), "=…", "=…"),
        ("=cmd|'/c calc'!A1", "=cmd|'/c calc'!A1", "=cmd|'/c calc'!A1"),
    ],
)
def test_a_cell_stays_what_it_is(cell: object, read: object, text: str):
    found = read_table("a.xlsx", workbook(Tab("A", [[cell, "x"]]))).rows[0].cells[0]
    assert (type(found), found, text_of(found)) == (type(read), read, text)


def test_the_first_visible_sheet_with_content_is_read_and_the_others_are_named():
    tabs = [Tab("Notes", [["secret"]], "hidden"), Tab("Empty", []), ORDER, Tab("Empty too", []), Tab("Prices", [["x"]]), Tab("Old", [["y"]], "veryHidden")]
    table = read_table("a.xlsx", workbook(*tabs))
    assert (table.sheet, table.other_sheets) == ("Bestellung", ("Prices",))
    assert refusal_of(workbook(Tab("Notes", [["x"]], "hidden"), Tab("Empty", [[]]))) == refusals.EMPTY_WORKBOOK


def test_a_large_sheet_beside_the_one_that_is_read_does_no_harm():
    beside = Tab("Stock", [["x", place] for place in range(MOST_LINES + 5)])
    assert read_table("a.xlsx", workbook(ORDER, beside)).other_sheets == ("Stock",)
    assert refusal_of(workbook(beside, ORDER)) == refusals.TOO_MANY_LINES


def test_as_much_as_is_allowed_is_read_and_no_more():
    assert len(read_table("a.xlsx", workbook(Tab("A", [["x"]] * MOST_LINES))).rows) == MOST_LINES
    assert len(read_table("a.xlsx", workbook(Tab("A", [["x"] * MOST_COLUMNS]))).rows[0].cells) == MOST_COLUMNS
    assert refusal_of(workbook(Tab("A", [["x"]] * (MOST_LINES + 1)))) == refusals.TOO_MANY_LINES
    assert refusal_of(workbook(Tab("A", [["x"] * (MOST_COLUMNS + 1)]))) == refusals.TOO_MANY_COLUMNS


def sheet(data: str) -> bytes:
    return b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>' + data.encode() + b"</sheetData></worksheet>"


def with_sheet(data: str, texts: dict[str, int] | None = None) -> bytes:
    return workbook(Tab("A", []), more={"xl/worksheets/sheet1.xml": sheet(data), "xl/sharedStrings.xml": texts_xml(texts or {})})


@pytest.mark.asvs("5.2.3")
@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', refusals.TOO_MANY_LINES),
        ('<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>1</v></c></row>', refusals.TOO_MANY_COLUMNS),
        ('<row><c r = "A1"><v>1</v></c><c\nr\n=\n"ZZ900000"><v>1</v></c></row>', refusals.TOO_MANY_LINES),
        ('<row><c r="A99999999999"><v>1</v></c></row>', refusals.TOO_MANY_LINES),
        ('<row r="20000"><c r="KN20000"><v>1</v></c></row>', refusals.TOO_MANY_CELLS),
    ],
)
def test_cells_far_apart_do_not_fill_the_memory(data: str, sentence: str):
    assert refusal_of(with_sheet(data)) == sentence


@pytest.mark.asvs("5.2.3")
def test_one_long_text_in_many_cells_does_not_fill_the_memory():
    text = {"x" * 30_000: 0}
    row = '<row r="{0}">' + '<c r="A{0}" t="s"><v>0</v></c>' + "</row>"
    assert len(read_table("a.xlsx", with_sheet("".join(row.format(line) for line in range(1, 1000)), text)).rows) == 999
    assert refusal_of(with_sheet("".join(row.format(line) for line in range(1, 2000)), text)) == refusals.BOMB
    many = "".join(row.format(line).replace("<v>0</v>", f"<v>{line % 2}</v>") for line in range(1, 3000))
    assert refusal_of(with_sheet(many, {"x" * 40_000: 0, "y": 1})) == refusals.BOMB
    short = many.replace("<v>1</v>", "<v>2</v>").replace("<v>0</v>", "<v>1</v>")
    assert len(read_table("a.xlsx", with_sheet(short, {"x" * 40_000: 0, "y": 1, "z": 2})).rows) == 2999  # the long text is shown nowhere


def declared(content: bytes, size: int) -> bytes:
    """The archive with a directory that says that its sheet is only so large unpacked."""
    name = b"xl/worksheets/sheet1.xml"
    entry = content.index(b"PK\x01\x02", content.rindex(name) - 60)
    return content[: entry + 24] + struct.pack("<I", size) + content[entry + 28 :]


BIG = sheet("<row r='1'><c r='A1'><v>1</v></c></row>" + " " * 60_000_000)
ARCHIVES = {
    "unpacks to more than 50 MB": (lambda: workbook(ORDER, more={"xl/worksheets/sheet1.xml": BIG}), refusals.BOMB),
    "says that it is small": (lambda: declared(workbook(ORDER, more={"xl/worksheets/sheet1.xml": BIG}), 1000), refusals.DAMAGED),
    "a hundred times larger unpacked": (lambda: workbook(ORDER, more={"xl/media/a.bin": bytes(3_000_000)}), refusals.BOMB),
    "thousand entries": (lambda: workbook(ORDER, more={f"a{place}": b"" for place in range(1000)}), refusals.BOMB),
    "macros": (lambda: workbook(ORDER, more={"xl/vbaProject.bin": OLD}), refusals.MACROS),
    "old macros": (lambda: workbook(ORDER, more={"xl/macrosheets/sheet1.xml": b"<a/>"}), refusals.MACROS),
    "binary": (lambda: zipped({"xl/workbook.bin": b"x"}), refusals.BINARY_WORKBOOK),
    "OpenDocument": (lambda: zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<a/>"}), refusals.OTHER_WORKBOOK),
    "Word": (lambda: zipped({"word/document.xml": b"<a/>"}), refusals.TEXT_DOCUMENT),
    "slides": (lambda: zipped({"ppt/presentation.xml": b"<a/>"}), refusals.NOT_A_TABLE),
    "any archive": (lambda: zipped({"../../etc/passwd": b"x", "Bedarf.csv": b"4711;20"}), refusals.ARCHIVE),
    "another way to pack": (lambda: zipped({"xl/workbook.xml": b"<a/>"}, zipfile.ZIP_BZIP2), refusals.NOT_A_TABLE),
    "cut off": (lambda: workbook(ORDER)[:-100], refusals.DAMAGED),
    "no XML": (lambda: workbook(ORDER, more={"xl/worksheets/sheet1.xml": b"<worksheet><row>"}), refusals.DAMAGED),
    "no sheet": (lambda: zipped({"xl/workbook.xml": b"<workbook/>"}), refusals.EMPTY_WORKBOOK),
    "entities that grow": (lambda: workbook(ORDER, more={"xl/worksheets/sheet1.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), refusals.DAMAGED),
}
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.asvs("5.2.3")
@pytest.mark.parametrize("name", ARCHIVES)
def test_an_archive_is_looked_at_before_it_is_unpacked(name: str):
    make, sentence = ARCHIVES[name]
    assert refusal_of(make()) == sentence


def test_an_encrypted_entry_is_told_from_a_damaged_one():
    content = bytearray(workbook(ORDER))
    for start in (b"PK\x01\x02", b"PK\x03\x04"):
        content[content.index(start) + (8 if start == b"PK\x01\x02" else 6)] |= 1
    assert refusal_of(bytes(content)) == refusals.LOCKED


def test_a_formula_without_its_outcome_is_seen_wherever_it_stands():
    rows = [["a", Formula("B9"), Formula("B9", "3")], [Formula("B9"), "", "x"]]
    table = read_table("a.xlsx", workbook(Tab("A", rows)))
    assert [row.cells for row in table.rows] == [("a", "=…", Decimal(3)), ("=…", "", "x")]


WHOLE = workbook(ORDER)
CELLS = (
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), min_size=1, max_size=12)
    | st.integers(-(10**9), 10**9)
    | st.dates(date(1901, 1, 1), date(2199, 12, 31))
)


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=8), st.booleans())
@hypothesis_settings(max_examples=50)
def test_each_cell_that_was_written_is_read_again(rows: list[list], shared: bool):
    table = read_table("a.xlsx", workbook(Tab("A", rows), shared=shared))
    assert [list(row.cells) for row in table.rows] == [[Decimal(cell) if isinstance(cell, int) else cell for cell in row] for row in rows]


@pytest.mark.fuzz
def test_a_damaged_workbook_is_read_or_refused(in_full: bool):
    @given(st.data())
    @hypothesis_settings(max_examples=3000 if in_full else 150, deadline=None)
    def check(data: st.DataObject) -> None:
        content = bytearray(WHOLE)
        for _ in range(data.draw(st.integers(1, 4))):
            content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
        _is_read_or_refused(bytes(content))

    check()


@pytest.mark.fuzz
def test_a_sheet_of_any_xml_is_read_or_refused(in_full: bool):
    """The archive is whole: what is odd gets as far as the reader of cells."""
    places, types = (
        st.sampled_from(["", "A1", "B2", "a1", "A0", "1", "ZZZ1", "A1:B2", "Ä1"]),
        st.sampled_from(["", "s", "str", "b", "e", "d", "n", "inlineStr", "q"]),
    )
    values = st.sampled_from(["", "0", "1", "-1", "99", "1e400", "NaN", "x", "2026-11-23", "1 2", "<b/>", "TRUE", "#N/A", "=1"])
    cells = st.builds(
        '<c r="{}" t="{}" s="{}"><f/><v>{}</v><is><t>{}</t></is></c>'.format, places, types, st.sampled_from(["", "0", "1", "7", "x"]), values, values
    )
    rows = st.builds('<row r="{}">{}</row>'.format, st.sampled_from(["", "0", "1", "2", "x", "-1"]), st.lists(cells, max_size=4).map("".join))

    @given(st.lists(rows, max_size=4).map("".join))
    @hypothesis_settings(max_examples=3000 if in_full else 150, deadline=None)
    def check(data: str) -> None:
        _is_read_or_refused(with_sheet(data, {"a": 0, "b": 1}))

    check()


def _is_read_or_refused(content: bytes) -> None:
    try:
        table = read_table("a.xlsx", content)
    except Invalid as refused:
        assert refused.message in vars(refusals).values()
    else:
        assert [row.line for row in table.rows] == list(range(1, len(table.rows) + 1))
        assert all(isinstance(text_of(cell), str) for row in table.rows for cell in row.cells)
