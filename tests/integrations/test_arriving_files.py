"""Files on their way in: what cannot be read is refused with its sentence as soon as it shows, and never after more than there may be."""

import pytest

from portal_app.integrations.files import MOST_BYTES, MOST_LINES, ArrivingFile, read_table, refusals
from portal_app.kernel.errors import Invalid
from tests.integrations.workbooks import Tab, workbook


def arrive(*parts: bytes) -> str:
    """The sentence with which these parts are refused; "" when all of them come in."""
    arriving = ArrivingFile()
    try:
        for part in parts:
            arriving.add(part)
    except Invalid as refused:
        return refused.message
    return ""


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        ([b"a;1\n" * MOST_LINES], ""),
        ([b"a;1\n" * MOST_LINES, b"a;1\n"], refusals.TOO_MANY_LINES),
        ([b"a;1\r\n" * MOST_LINES], ""),
        ([b"a;1\r" * (MOST_LINES + 1)], refusals.TOO_MANY_LINES),
        (["a;1\n".encode("utf-16") * (MOST_LINES + 1)], ""),  # told when it is read
        ([b"%P", b"DF-1.7\n", b"x"], refusals.PDF),
        ([b"\x89PNG\r\n"], refusals.PICTURE),
        ([b"<!doctype html>"], refusals.WEB_PAGE),
        ([b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)], ""),  # its end says whether it is locked or old
        ([b"x" * MOST_BYTES], ""),
        ([b"x" * MOST_BYTES, b"x"], refusals.TOO_LARGE),
        ([b"PK\x03\x04" + b"\n" * (MOST_LINES + 5)], ""),  # no lines in there yet
        ([b""], ""),
    ],
)
def test_what_comes_is_looked_at_part_by_part(parts: list[bytes], sentence: str):
    assert arrive(*parts) == sentence


def test_what_is_refused_on_its_way_is_refused_with_the_same_words_when_it_is_read():
    for content in (b"%PDF-1.7", b"\x89PNG\r\n", b"<html>", b"a;1\n" * (MOST_LINES + 1)):
        with pytest.raises(Invalid) as refused:
            read_table("a.csv", content)
        assert refused.value.message == arrive(content)


def test_what_can_be_read_comes_in_byte_by_byte():
    for content in (workbook(Tab("A", [["4711", 5]])), b"4711;5\n", "Stück;1".encode("cp1252"), b"BMW 5;1"):
        assert arrive(*(content[at : at + 1] for at in range(len(content)))) == ""
        assert read_table("a", content).rows
