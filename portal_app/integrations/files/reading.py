"""Reads a table from a file or from pasted text. What cannot be read is refused with a sentence, as early as it shows."""

from dataclasses import replace

from portal_app.integrations.files import refusals
from portal_app.integrations.files.delimited import delimiter_of, rows_of
from portal_app.integrations.files.encodings import UNPRINTABLE, decode
from portal_app.integrations.files.kinds import kind_of
from portal_app.integrations.files.tables import MOST_BYTES, FileKind, TableFile
from portal_app.integrations.files.workbooks import read_workbook
from portal_app.kernel.errors import Invalid

_LONGEST_NAME = 120


def read_table(name: str, content: bytes) -> TableFile:
    """The rows of a CSV, TSV or XLSX file. What it is, its content tells; `name` is only what somebody called it. Raises Invalid."""
    if len(content) > MOST_BYTES:
        raise Invalid(refusals.TOO_LARGE, most=MOST_BYTES // 1_000_000)
    if kind_of(content) is FileKind.WORKBOOK:
        return replace(read_workbook(content), name=_short(name))
    try:
        text, encoding = decode(content)
    except ValueError:
        raise Invalid(refusals.NOT_A_TABLE) from None
    return replace(_table_of(text, encoding, refusals.EMPTY), name=_short(name))


def read_pasted(text: str) -> TableFile:
    """The rows of a text that somebody pasted or typed: cells of a sheet, or a line for each thing. Raises Invalid."""
    if len(text) > MOST_BYTES:
        raise Invalid(refusals.TOO_LARGE, most=MOST_BYTES // 1_000_000)
    return _table_of(UNPRINTABLE.sub(" ", text), "", refusals.NOTHING_PASTED)


def _table_of(text: str, encoding: str, if_empty: str) -> TableFile:
    if not text.strip():
        raise Invalid(if_empty)
    delimiter = delimiter_of(text)
    return TableFile(FileKind.TEXT, rows_of(text, delimiter), encoding=encoding, delimiter=delimiter)


def _short(name: str) -> str:
    """Without folders and anything that cannot be shown."""
    return UNPRINTABLE.sub("", name.replace("\\", "/").rpartition("/")[2])[:_LONGEST_NAME]
