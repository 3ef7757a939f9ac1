"""What was found out about an order file, and what its columns may mean. Finished text."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from portal_app.kernel.i18n import message, translate
from portal_app.ordering.actions.intake_sheets import FoundFile, IntakeSheet
from portal_app.ordering.rules.intake.columns import ColumnKind, ColumnMapping
from portal_app.ordering.rules.order_lists import LONGEST
from portal_app.ordering.screens.cart_texts import Choice
from portal_app.ordering.screens.intake_texts import name_of

KIND_NAMES: dict[ColumnKind, str] = {
    ColumnKind.NUMBER: message("Article number"), ColumnKind.QUANTITY: message("Quantity"), ColumnKind.UNIT: message("Unit of measure"),
    ColumnKind.NAME: message("Description"), ColumnKind.NOTE: message("Note"), ColumnKind.COST_CENTRE: message("Cost centre"),
    ColumnKind.REQUESTED_DATE: message("Requested date"), ColumnKind.REFERENCE: message("Reference"), ColumnKind.LEFT_OUT: message("Not needed"),
}  # fmt: skip
_DELIMITERS = {";": message("semicolons"), ",": message("commas"), "\t": message("tabs"), "|": message("vertical bars")}
_ENCODINGS = {"utf-8": "UTF-8", "cp1252": "Windows-1252"}
_WANTED = (ColumnKind.NUMBER, ColumnKind.QUANTITY, ColumnKind.UNIT)  # of which it is said that the file has none
_COLUMN = "column-"
_ASK = "ask"


@dataclass(frozen=True)
class ColumnSaid:
    """A kind, and the words above its column; no words: there is none."""

    kind: str
    head: str


@dataclass(frozen=True)
class FileSaid:
    """A file with what was found out about it. `sheets` names those that were not read, `list_name` is what an order list of it is called."""

    name: str = ""
    list_name: str = ""
    detail: str = ""
    sheets: str = ""
    is_remembered: bool = False


@dataclass(frozen=True)
class MappedColumn:
    """A column in the dialog: the field's name, its head, a text of it, and what it is taken for."""

    field: str
    head: str
    sample: str
    kind: str


def file_said(locale: str, sheet: IntakeSheet) -> FileSaid:
    found = sheet.found
    parts = [*_of_a_workbook(locale, found), *_of_a_text(locale, found, pasted=not sheet.name), *_of_both(locale, found)]
    sheets = translate(locale, "Not read: {sheets}.", sheets=", ".join(found.other_sheets)) if found.other_sheets else ""
    name = name_of(locale, sheet.name)
    return FileSaid(name, Path(name).stem[: LONGEST["name"]], ", ".join(parts), sheets, found.is_remembered)


def columns_said(locale: str, found: FoundFile) -> list[ColumnSaid]:
    """Each kind with its columns, then what is missing."""
    if not found.columns:
        return []
    mapping = found.mapping
    kinds = [kind for kind in ColumnKind if kind is not ColumnKind.LEFT_OUT and (mapping.places(kind) or kind in _WANTED)]
    return [ColumnSaid(translate(locale, KIND_NAMES[kind]), ", ".join(head_of(locale, found, place) for place in mapping.places(kind))) for kind in kinds]


def mapped_columns(locale: str, found: FoundFile) -> list[MappedColumn]:
    return [
        MappedColumn(f"{_COLUMN}{place}", head_of(locale, found, place), found.samples[place] if place < len(found.samples) else "", kind)
        for place, kind in enumerate(found.columns)
    ]


def kind_choices(locale: str) -> list[Choice]:
    return [Choice(kind.value, translate(locale, name)) for kind, name in KIND_NAMES.items()]


def sign_choices(locale: str) -> list[Choice]:
    return [
        Choice(_ASK, translate(locale, "Not known: ask where it matters")),
        Choice(",", translate(locale, "Comma: 1.000,5")),
        Choice(".", translate(locale, "Point: 1,000.5")),
    ]


def chosen_sign(found: FoundFile) -> str:
    return found.decimal_sign or _ASK


def mapping_from(values: Mapping[str, str], columns: int) -> ColumnMapping | None:
    """As the dialog sends it; None for what it never sends."""
    try:
        return ColumnMapping(tuple(ColumnKind(values[f"{_COLUMN}{place}"]) for place in range(columns)), values["sign"].replace(_ASK, ""))
    except (KeyError, ValueError):
        return None


def head_of(locale: str, found: FoundFile, place: int) -> str:
    head = found.heads[place] if place < len(found.heads) else ""
    return head or translate(locale, "column {n}", n=place + 1)


def _of_a_workbook(locale: str, found: FoundFile) -> list[str]:
    return [translate(locale, "sheet “{sheet}”", sheet=found.sheet)] if found.sheet else []


def _of_a_text(locale: str, found: FoundFile, *, pasted: bool) -> list[str]:
    if found.sheet:
        return []
    encoding = [] if pasted else [_ENCODINGS.get(found.encoding, found.encoding.upper())]
    if not found.delimiter:
        return [*encoding, translate(locale, "each line a text of its own")]
    return [*encoding, translate(locale, "columns between {signs}", signs=translate(locale, _DELIMITERS.get(found.delimiter, found.delimiter)))]


def _of_both(locale: str, found: FoundFile) -> list[str]:
    parts = [translate(locale, "header in line {line}", line=found.header) if found.header else translate(locale, "no header")] if found.columns else []
    if found.decimal_sign:
        parts.append(translate(locale, "decimal comma") if found.decimal_sign == "," else translate(locale, "decimal point"))
    return parts
