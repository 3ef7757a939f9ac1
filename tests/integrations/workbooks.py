"""Workbooks (.xlsx) written part by part, so that a test or benchmark can also write those that no spreadsheet would."""

import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr

_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_STYLES = f'<styleSheet {_MAIN}><fonts><font/></fonts><fills><fill/></fills><borders><border/></borders><cellStyleXfs><xf/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>'  # noqa: E501
_FIRST_DAY = date(1899, 12, 30)


@dataclass(frozen=True)
class Formula:
    """`value` None: saved without its outcome."""

    text: str
    value: str | None = None


@dataclass(frozen=True)
class Tab:
    name: str
    rows: Sequence[Sequence[object]]
    state: str = "visible"


def workbook(*tabs: Tab, more: Mapping[str, bytes] | None = None, shared: bool = True) -> bytes:
    """`more` are further parts, or others in the place of those written here. `shared`: texts are kept once and named by their place."""
    texts: dict[str, int] | None = {} if shared else None
    parts = {f"xl/worksheets/sheet{place}.xml": sheet_xml(tab.rows, texts) for place, tab in enumerate(tabs, start=1)}
    return zipped({**_frame(tabs), **parts, "xl/sharedStrings.xml": texts_xml(texts or {}), **(more or {})})


def zipped(parts: Mapping[str, bytes], way: int = zipfile.ZIP_DEFLATED) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", way) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return packed.getvalue()


def sheet_xml(rows: Sequence[Sequence[object]], texts: dict[str, int] | None = None) -> bytes:
    cells = ("".join(cell_xml(line, column, cell, texts) for column, cell in enumerate(row)) for line, row in enumerate(rows, start=1))
    lines = "".join(f'<row r="{line}">{written}</row>' for line, written in enumerate(cells, start=1))
    return f'<?xml version="1.0" encoding="UTF-8"?><worksheet {_MAIN}><sheetData>{lines}</sheetData></worksheet>'.encode()


def cell_xml(line: int, column: int, cell: object, texts: dict[str, int] | None) -> str:
    place = f'r="{letters(column)}{line}"'
    if cell is None or cell == "":
        return ""
    if isinstance(cell, Formula):
        return f"<c {place}><f>{escape(cell.text)}</f>{'' if cell.value is None else f'<v>{cell.value}</v>'}</c>"
    if isinstance(cell, bool):
        return f'<c {place} t="b"><v>{int(cell)}</v></c>'
    if isinstance(cell, (int, float, Decimal)):
        return f"<c {place}><v>{cell}</v></c>"
    if isinstance(cell, date):
        return f'<c {place} s="1"><v>{(cell - _FIRST_DAY).days}</v></c>'
    if texts is None:
        return f'<c {place} t="inlineStr"><is><t xml:space="preserve">{escape(str(cell))}</t></is></c>'
    return f'<c {place} t="s"><v>{texts.setdefault(str(cell), len(texts))}</v></c>'


def texts_xml(texts: Mapping[str, int]) -> bytes:
    items = "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in texts)
    return f"<sst {_MAIN}>{items}</sst>".encode()


def letters(column: int) -> str:
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def _frame(tabs: Sequence[Tab]) -> dict[str, bytes]:
    sheets = "".join(f'<sheet name={quoteattr(tab.name)} sheetId="{place}" state="{tab.state}" r:id="rId{place}"/>' for place, tab in enumerate(tabs, start=1))
    links = "".join(f'<Relationship Id="rId{place}" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet{place}.xml"/>' for place in range(1, len(tabs) + 1))
    links += f'<Relationship Id="rIdT" Type="{_RELATIONS}/sharedStrings" Target="sharedStrings.xml"/>'
    links += f'<Relationship Id="rIdS" Type="{_RELATIONS}/styles" Target="styles.xml"/>'
    start = f'<Relationship Id="rId1" Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/>'
    texts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{start}</Relationships>',
        "xl/workbook.xml": f'<workbook {_MAIN} xmlns:r="{_RELATIONS}"><sheets>{sheets}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>',
        "xl/styles.xml": _STYLES,
    }
    return {name: text.encode() for name, text in texts.items()}
