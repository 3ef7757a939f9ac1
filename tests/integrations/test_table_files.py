"""Tables out of texts: every encoding with every delimiter, quotes, limits; and what is no table is refused with a sentence."""

import csv
import string
from io import StringIO
from itertools import product

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from portal_app.integrations.files import MOST_BYTES, MOST_COLUMNS, MOST_LINES, FileKind, TableFile, read_pasted, read_table, refusals, write_csv
from portal_app.integrations.files.delimited import delimiter_of
from portal_app.kernel.errors import Invalid

ENCODINGS = {"utf-8": "utf-8", "utf-8-sig": "utf-8", "cp1252": "cp1252", "utf-16": "utf-16", "utf-16-le": "utf-16-le", "utf-16-be": "utf-16-be"}
HEADED = [("Artikelnr.", "Menge", "Bezeichnung"), ("48-1007-M8", "2,5", "Schraube für Größe 8"), ("004711", "1.000", "Öl & Fett, 5 l")]
CASES = list(product(ENCODINGS, (";", ",", "\t", "|"), ("\r\n", "\n", "\r"), (True, False)))


def rows(table: TableFile) -> list[tuple]:
    return [row.cells for row in table.rows]


@pytest.mark.parametrize(("encoding", "delimiter", "end", "with_header"), CASES)
def test_encoding_and_delimiter_are_found_by_content(encoding: str, delimiter: str, end: str, with_header: bool):
    lines, written = HEADED if with_header else HEADED[1:], StringIO(newline="")
    csv.writer(written, delimiter=delimiter, lineterminator=end).writerows(lines)
    table = read_table("Bedarf.xlsx", written.getvalue().encode(encoding))
    assert rows(table) == lines
    assert (table.kind, table.encoding, table.delimiter) == (FileKind.TEXT, ENCODINGS[encoding], delimiter)
    assert [row.line for row in table.rows] == list(range(1, len(lines) + 1))


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("4711;2,5\n4712;1,5\n", ";"),
        ("4711,20\n4712,30\n", ","),
        ("4711, 20\n4712, 30\n", ","),
        ("2,5 m 4711\n1,5 m 4712\n", ""),
        ("20 x 4711\n5 x 4712\n", ""),
        ("Schraube, verzinkt M8 100\nMutter M8 100\nScheibe M8 100", ""),
        ('a;"b, c";1\nd;"e, f";2', ";"),
        ("4711\tSchraube; verzinkt\t5\n4712\tMutter; blank\t6", "\t"),
        ("Bedarf KW 48\n\n4711;20\n4712;30\n", ";"),
        ("sep=|\na;b|c\n", "|"),
        ("4711 20", ""),
        ("", ""),
    ],
)
def test_a_delimiter_stands_in_most_lines(text: str, delimiter: str):
    assert delimiter_of(text) == delimiter


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('1;"a;b"\n2;c', [(1, ("1", "a;b")), (2, ("2", "c"))]),
        ('1;"two\nlines"\n2;c', [(1, ("1", "two\nlines")), (3, ("2", "c"))]),
        ('1;"say ""it"""\n2;c', [(1, ("1", 'say "it"')), (2, ("2", "c"))]),
        ('1;"open\n2;c\n3;d', [(1, ("1", "open")), (2, ("2", "c")), (3, ("3", "d"))]),  # a quote that is never closed swallows nothing
        ('1;pipe 1/2"\n2;c', [(1, ("1", 'pipe 1/2"')), (2, ("2", "c"))]),
        ("1;a\n\n2;c\n\n", [(1, ("1", "a")), (2, ("",)), (3, ("2", "c")), (4, ("",))]),
        ('1;"x\n' + "2;y\n" * 20 + '3;z"\n', [(1, ("1", "x")), *[(line, ("2", "y")) for line in range(2, 22)], (22, ("3", 'z"'))]),
    ],
)
def test_quotes_hold_delimiters_and_line_breaks_and_no_line_is_lost_to_a_stray_one(text: str, expected: list):
    assert [tuple(row) for row in read_table("a.csv", text.encode()).rows] == expected


UTF16_NAMES = "EncryptedPackage".encode("utf-16-le")
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
REFUSED = {
    "nothing": (b"", refusals.EMPTY),
    "blanks": (b" \r\n\t\n", refusals.EMPTY),
    "only a mark": (b"\xef\xbb\xbf", refusals.EMPTY),
    "zeros": (b"\x00" * 5000, refusals.EMPTY),
    "one byte too many": (b"4711;1\n" + b" " * (MOST_BYTES - 6), refusals.TOO_LARGE),
    "one line too many": (b"4711;1\n" * (MOST_LINES + 1), refusals.TOO_MANY_LINES),
    "one column too many": (b"1" + b";1" * MOST_COLUMNS, refusals.TOO_MANY_COLUMNS),
    "too many cells": (b";" * 250 + (b"\n" + b";" * 250) * 9000, refusals.TOO_MANY_CELLS),
    "PDF": (b"%PDF-1.7\n1 0 obj", refusals.PDF),
    "PNG": (b"\x89PNG\r\n\x1a\n\x00\x00", refusals.PICTURE),
    "JPEG": (b"\xff\xd8\xff\xe0\x00\x10JFIF", refusals.PICTURE),
    "WebP": (b"RIFF\x00\x01\x00\x00WEBPVP8 ", refusals.PICTURE),
    "iPhone": (b"\x00\x00\x00\x18ftypheic\x00\x00", refusals.PICTURE),
    "bitmap": (b"BM\x36\x00\x0c\x00\x00\x00\x00\x00", refusals.PICTURE),
    "old Excel": (OLD + b"\x00" * 600, refusals.OLD_WORKBOOK),
    "older Excel": (b"\x09\x08\x10\x00\x00\x06\x05\x00", refusals.OLD_WORKBOOK),
    "encrypted": (OLD + b"\x00" * 600 + UTF16_NAMES, refusals.LOCKED),
    "Word": (OLD + b"\x00" * 600 + "WordDocument".encode("utf-16-le"), refusals.TEXT_DOCUMENT),
    "RTF": (b"{\\rtf1\\ansi 4711;20}", refusals.TEXT_DOCUMENT),
    "web page": (b"\r\n<html><table><tr><td>4711</td></tr></table>", refusals.WEB_PAGE),
    "XML": (b'\xef\xbb\xbf<?xml version="1.0"?><order/>', refusals.WEB_PAGE),
    "gzip": (b"\x1f\x8b\x08\x00\x00\x00", refusals.ARCHIVE),
    "program": (b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff" * 9, refusals.NOT_A_TABLE),
    "rubbish": (bytes(range(256)) * 4, refusals.NOT_A_TABLE),
}


@pytest.mark.asvs("5.2.2")
@pytest.mark.parametrize("name", REFUSED)
@pytest.mark.parametrize("called", ["Bedarf.csv", "Bedarf.xlsx"])
def test_what_is_no_table_is_refused_with_a_sentence_whatever_its_name_says(name: str, called: str):
    content, sentence = REFUSED[name]
    with pytest.raises(Invalid) as refused:
        read_table(called, content)
    assert refused.value.message == sentence


def test_as_much_as_is_allowed_is_read():
    assert len(read_table("a.csv", b"4711;1\n" * MOST_LINES).rows) == MOST_LINES
    assert len(read_table("a.csv", b"1" + b";1" * (MOST_COLUMNS - 1)).rows[0].cells) == MOST_COLUMNS
    assert len(read_table("a.csv", b"4711;1\n" + b" " * (MOST_BYTES - 7)).rows) == 2


@pytest.mark.parametrize("text", ["BM;20\nBM1;30", "GIF8;2", "PK;20", "BMÄ;20\n"])
def test_a_number_that_begins_like_a_picture_is_still_a_number(text: str):
    assert rows(read_table("a.csv", text.encode("cp1252")))[0][0] == text.partition(";")[0]


def test_a_slip_of_a_control_character_spoils_no_file():
    table = read_table("a.csv", b"4711;20;" + b"x" * 300 + b"\x07y\n4712;30;\x1a")
    assert [row.cells[1] for row in table.rows] == ["20", "30"]


@pytest.mark.parametrize(("given", "kept"), [("../../etc/Bedarf.csv", "Bedarf.csv"), ("C:\\Users\\x\\a\x00b.csv", "ab.csv"), ("x" * 500, "x" * 120), ("", "")])
def test_the_name_is_kept_without_folders_and_what_cannot_be_shown(given: str, kept: str):
    assert read_table(given, b"4711;20").name == kept


def test_pasted_text_is_read_like_a_file_without_bytes():
    assert rows(read_pasted("4711\t20\n4712\t30")) == [("4711", "20"), ("4712", "30")]
    assert rows(read_pasted("20 x 4711\x00\r\n5 x 4712")) == [("20 x 4711 ",), ("5 x 4712",)]
    with pytest.raises(Invalid) as refused:
        read_pasted(" \n ")
    assert refused.value.message == refusals.NOTHING_PASTED
    with pytest.raises(Invalid) as refused:
        read_pasted("4711\n" * (MOST_LINES + 1))
    assert (refused.value.message, refused.value.values) == (refusals.TOO_MANY_LINES, {"most": MOST_LINES})


CELLS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]) | st.sampled_from("äöü;,|\"' \n\t=+-@"), max_size=12)
TABLES = st.integers(2, 5).flatmap(lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=12))


@given(TABLES, st.sampled_from([";", "\t", "|", ","]), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
@hypothesis_settings(max_examples=50)
def test_each_cell_that_was_written_is_read_again(table: list[list[str]], delimiter: str, encoding: str):
    """The delimiter is told, since a table of arbitrary signs may look like several."""
    written = StringIO(newline="")
    csv.writer(written, delimiter=delimiter, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows([[f"sep={delimiter}"], *table])
    found = read_table("a.csv", written.getvalue().encode(encoding))
    assert [list(cells) for cells in rows(found)[1:]] == table


@given(st.binary(max_size=400) | st.text(max_size=200).map(str.encode) | st.text("\"';,\t\n\r 14a", max_size=60).map(str.encode))
@hypothesis_settings(max_examples=300)
def test_any_bytes_are_read_line_by_line_or_refused(content: bytes):
    try:
        table = read_table("a.csv", content)
    except Invalid as refused:
        assert refused.message in vars(refusals).values()
    else:
        places = [row.line for row in table.rows]
        assert table.rows and places == sorted(set(places)) and all(row.cells for row in table.rows)


@pytest.mark.asvs("1.2.10")
@pytest.mark.parametrize("cell", ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", " =1", "=cmd|'/c calc'!A1", "\u200b=1", "＝1+1"])
def test_no_cell_that_is_written_is_a_formula(cell: str):
    written = write_csv(["Head"], [[cell, "ok"]])
    assert next(csv.reader(StringIO(written.decode("utf-8-sig").partition("\r\n")[2], newline=""), delimiter=";")) == [f"'{cell}", "ok"]


@pytest.mark.parametrize("cell", ["-12", "+3", "-1.234,50", "48-1007-M8", "", "a=b", "1e5"])
def test_numbers_stay_numbers(cell: str):
    assert write_csv(["Head"], [[cell, "x"]]) == b"\xef\xbb\xbfHead\r\n" + f"{cell};x\r\n".encode()


SAFE = st.text(string.printable.replace("\x0b", "").replace("\x0c", "").replace("\r", ""), max_size=10)


@given(st.lists(st.tuples(SAFE, SAFE), max_size=8))
def test_what_is_written_is_read_again_but_for_the_apostrophe(pairs: list[tuple[str, str]]):
    """The first column is filled: a line without anything in it may be several."""
    pairs = [(f"x{first}", second) for first, second in pairs]
    found = [row for row in rows(read_table("a.csv", write_csv(["A", "B"], pairs))) if row[0].startswith("x")]
    assert [(first, second if second == pair[1] else second.removeprefix("'")) for (first, second), pair in zip(found, pairs, strict=True)] == pairs
