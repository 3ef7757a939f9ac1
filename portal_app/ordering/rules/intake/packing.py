"""Judged lines as one piece that a database keeps, and back. A page of them is unpacked without unpacking the others."""

import json
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any

from portal_app.ordering.rules.intake.lines import SourceFacts
from portal_app.ordering.rules.intake.mends import Decision, Mend
from portal_app.ordering.rules.intake.quantities import QuantityReading
from portal_app.ordering.rules.intake.verdicts import IntakeLine, Remark, Verdict

_FAST = 1  # zlib's level: these texts repeat so much that the others make them hardly smaller
# A packed line is a short list, so that 10,000 of them are read in a moment. These are its places; the rest is one text, read when it is needed.
LINE, VERDICT, PRODUCT, QUANTITY, MORE, REST = range(6)
PackedLine = list[Any]


def packed(content: object) -> bytes:
    return zlib.compress(_written(content).encode(), _FAST)


def unpacked(content: bytes) -> Any:
    return json.loads(zlib.decompress(content))


def packed_source(content: bytes) -> bytes:
    return zlib.compress(content, _FAST)


def source_in(content: bytes) -> bytes:
    return zlib.decompress(content)


def pack_line(line: IntakeLine) -> PackedLine:
    said = line.said
    rest = [
        line.source, line.wanted, line.wanted_quantity,
        [[remark.reason, {name: _tagged(value) for name, value in remark.values.items()}] for remark in line.remarks],
        list(line.candidates), [str(one) for one in line.choices], line.same_as, _facts(line.facts),
        [said.text, [str(one) for one in said.quantities], said.doubtful, said.word, said.reason], line.unit,
    ]  # fmt: skip
    return [line.line, line.verdict.value, line.product_id, _text(line.quantity), _text(line.more), _written(rest)]


def unpack_line(row: PackedLine) -> IntakeLine:
    number, verdict, product, quantity, more, rest = row
    source, wanted, wanted_quantity, remarks, candidates, choices, same_as, facts, said, unit = json.loads(rest)
    return IntakeLine(
        number, source, Verdict(verdict), wanted, wanted_quantity, product, _number(quantity),
        tuple(Remark(reason, {name: _untagged(value) for name, value in values.items()}) for reason, values in remarks),
        tuple(candidates), tuple(map(Decimal, choices)), same_as, _as_facts(facts),
        QuantityReading(said[0], tuple(map(Decimal, said[1])), said[2], said[3], said[4]), unit, Decimal(more),
    )  # fmt: skip


def ordered_of(row: PackedLine) -> Decimal:
    """The quantity of a good line, with what was merged into it."""
    return Decimal(row[QUANTITY]) + Decimal(row[MORE])


def pack_mends(mends: Mapping[int, tuple[Mend, IntakeLine]]) -> list[Any]:
    return [[_mend(mend), pack_line(read)] for mend, read in mends.values()]


def unpack_mends(rows: Iterable[Any]) -> dict[int, tuple[Mend, IntakeLine]]:
    """By their lines: what was said, and how the line was read before."""
    return {read[LINE]: (_as_mend(mend), unpack_line(read)) for mend, read in rows}


def _written(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def _mend(mend: Mend) -> list[Any]:
    return [mend.wanted, mend.product_id, _text(mend.quantity), mend.in_packs, mend.decision.value]


def _as_mend(row: list[Any]) -> Mend:
    return Mend(row[0], row[1], _number(row[2]), row[3], Decision(row[4]))


def _facts(facts: SourceFacts) -> list[Any]:
    """Most lines say nothing beside number and quantity."""
    values = [getattr(facts, one.name) for one in fields(facts)]
    return [value.isoformat() if isinstance(value, date) else value for value in values] if any(values) else []


def _as_facts(row: list[Any]) -> SourceFacts:
    if not row:
        return SourceFacts()
    found = SourceFacts(*row)
    return SourceFacts(found.name, found.note, found.cost_centre, date.fromisoformat(row[3]) if row[3] else None, found.unread_date, found.reference)


def _text(number: Decimal | None) -> str | None:
    return None if number is None else str(number)


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _tagged(value: object) -> object:
    """JSON knows neither decimals nor days: a sign in front says what a text was."""
    if isinstance(value, Decimal):
        return f"#{value}"
    if isinstance(value, date):
        return f"@{value.isoformat()}"
    return f"'{value}" if isinstance(value, str) else value


def _untagged(value: Any) -> object:
    if not isinstance(value, str):
        return value
    tag, text = value[:1], value[1:]
    return Decimal(text) if tag == "#" else date.fromisoformat(text) if tag == "@" else text
