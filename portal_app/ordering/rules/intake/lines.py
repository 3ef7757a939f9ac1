"""What each line of the source says: nothing, words between the lines, or what is wanted and how much."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from portal_app.ordering.rules.intake.columns import ColumnKind, ColumnMapping
from portal_app.ordering.rules.intake.dates import read_date
from portal_app.ordering.rules.intake.free_lines import Reading, readings_of
from portal_app.ordering.rules.intake.layouts import FileLayout
from portal_app.ordering.rules.intake.quantities import NOBODY_SAYS, NOT_SAID, QuantityReading, exact_quantity, read_quantity
from portal_app.ordering.rules.intake.source import SourceRow
from portal_app.ordering.rules.intake.texts import folded

_SUMS = {"summe", "gesamt", "gesamtsumme", "zwischensumme", "total", "subtotal", "sum", "uebertrag", "grandtotal"}
_DIGIT = re.compile(r"\d")


class LineKind(StrEnum):
    """`BLANK`: a row of a form in which somebody filled in the quantities of a few others."""

    ORDER = "order"
    EMPTY = "empty"
    HEADING = "heading"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """What else a line says. `unread_date` is a requested date that is none."""

    name: str = ""
    note: str = ""
    cost_centre: str = ""
    requested_on: date | None = None
    unread_date: str = ""
    reference: str = ""


NO_FACTS = SourceFacts()


@dataclass(frozen=True, slots=True)
class SourceLine:
    """`readings` are the ways to understand it, the likeliest first. `unit` is the word for the unit of measure."""

    line: int
    source: str
    kind: LineKind
    readings: tuple[Reading, ...] = ()
    unit: str = ""
    facts: SourceFacts = NO_FACTS


def read_lines(rows: Sequence[SourceRow], layout: FileLayout) -> list[SourceLine]:
    """One for each row, in their order. Where at least half of the lines have no quantity, the file is a form, and those lines are not ordered."""
    first = next((row.line for row in rows if any(row.texts)), 0)
    lines = [_line(row, layout, is_first=row.line == first) for row in rows]
    orders = [line for line in lines if line.kind is LineKind.ORDER]
    unsaid = {line.line for line in orders if all(reading.quantity == NOT_SAID for reading in line.readings)}
    if len(unsaid) == len(orders):
        alone = {row.line for row in rows if sum(bool(text) for text in row.texts) == 1}
        return [_with_nothing_said(line) if line.line in alone else line for line in lines]
    if layout.mapping.place(ColumnKind.QUANTITY) is not None and len(unsaid) * 2 >= len(orders):
        return [replace(line, kind=LineKind.BLANK) if line.line in unsaid else line for line in lines]
    return lines


def with_unread_date(line: SourceLine) -> SourceLine:
    """With its requested date as a text that says nothing."""
    facts = replace(line.facts, requested_on=None, unread_date=line.facts.requested_on.isoformat() if line.facts.requested_on else "")
    return replace(line, facts=facts)


def _with_nothing_said(line: SourceLine) -> SourceLine:
    """A bare number in a list of numbers."""
    return replace(line, readings=tuple(Reading(reading.wanted, NOBODY_SAYS) for reading in line.readings))


def _line(row: SourceRow, layout: FileLayout, *, is_first: bool) -> SourceLine:
    source = row.source
    if not source:
        return SourceLine(row.line, source, LineKind.EMPTY)
    filled = [text for text in row.texts if text]
    if row.line <= layout.header or row.texts == layout.heads or (filled[0].isalpha() and folded(filled[0]) in _SUMS):
        return SourceLine(row.line, source, LineKind.HEADING)
    if not layout.mapping.columns or len(filled) == 1:
        return _free(row, source, filled, layout.mapping)
    if not _DIGIT.search(source) and (is_first or not row.text(layout.mapping.place(ColumnKind.QUANTITY))):
        return SourceLine(row.line, source, LineKind.HEADING)  # heads in a language we do not know, or a title
    return _row(row, source, layout.mapping)


def _free(row: SourceRow, source: str, filled: Sequence[str], mapping: ColumnMapping) -> SourceLine:
    """A line without columns. Without a single digit it names neither a number nor a quantity."""
    if not _DIGIT.search(source):
        return SourceLine(row.line, source, LineKind.HEADING)
    if len(filled) > 1:  # a few lines of a text had what looked like a delimiter
        return SourceLine(row.line, source, LineKind.ORDER, readings_of("; ".join(filled), mapping.decimal_sign))
    return SourceLine(row.line, source, LineKind.ORDER, readings_of(filled[0], mapping.decimal_sign))


def _row(row: SourceRow, source: str, mapping: ColumnMapping) -> SourceLine:
    quantity, facts = _quantity(row, mapping), _facts(row, mapping)
    wanted = [text for place in mapping.places(ColumnKind.NUMBER) if (text := row.text(place))] or [facts.name]
    unit = quantity.word or row.text(mapping.place(ColumnKind.UNIT))
    readings = tuple(Reading(one, quantity) for one in dict.fromkeys(wanted))
    return SourceLine(row.line, source, LineKind.ORDER, (*readings, *_turned(row, mapping, quantity)), unit, facts)


def _turned(row: SourceRow, mapping: ColumnMapping, quantity: QuantityReading) -> tuple[Reading, ...]:
    """Number and quantity in each other's column: possible where only that way a quantity is one."""
    wanted, number = row.text(mapping.place(ColumnKind.QUANTITY)), row.text(mapping.place(ColumnKind.NUMBER))
    if quantity.quantities or not wanted or not number:
        return ()
    said = read_quantity(number, mapping.decimal_sign)
    return (Reading(wanted, said),) if said.quantities else ()


def _quantity(row: SourceRow, mapping: ColumnMapping) -> QuantityReading:
    place = mapping.place(ColumnKind.QUANTITY)
    value = row.value(place)
    return exact_quantity(value) if isinstance(value, Decimal) else read_quantity(row.text(place), mapping.decimal_sign)


def _facts(row: SourceRow, mapping: ColumnMapping) -> SourceFacts:
    place = mapping.place(ColumnKind.REQUESTED_DATE)
    value, text = row.value(place), row.text(place)
    requested_on = date(value.year, value.month, value.day) if isinstance(value, date) else read_date(text)
    return SourceFacts(
        name=_joined(row, mapping, ColumnKind.NAME), note=_joined(row, mapping, ColumnKind.NOTE), cost_centre=row.text(mapping.place(ColumnKind.COST_CENTRE)),
        requested_on=requested_on, unread_date="" if requested_on else text, reference=row.text(mapping.place(ColumnKind.REFERENCE)),
    )  # fmt: skip


def _joined(row: SourceRow, mapping: ColumnMapping, kind: ColumnKind) -> str:
    return " ".join(text for place in mapping.places(kind) if (text := row.text(place)))[:200]
