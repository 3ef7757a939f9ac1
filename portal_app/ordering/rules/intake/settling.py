"""What lines of an intake are to each other: the same product once more, shares of one stock. And what somebody decided about that."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from portal_app.kernel.i18n import message
from portal_app.ordering.rules.intake.mends import Decision
from portal_app.ordering.rules.intake.verdicts import GOOD, OPEN, IntakeLine, Remark, Verdict

TWICE = message("Also in line {line}; together {together}.")
MERGED_INTO = message("Added to line {line}, which now has {together}.")
MERGED_FROM = message("With line {lines} it is {together}.")
LEFT_OUT = message("You left this line out.")
PARTLY = message("{now} are there now, the other {rest} leave on {day}.")
PARTLY_UNKNOWN = message("{now} are there now; when the other {rest} come is not known yet.")
LATER = message("None are there now; they leave on {day}.")
NOBODY_KNOWS = message("None are there now, and when they come is not known yet.")
_OF_OTHERS = frozenset({TWICE, MERGED_INTO, MERGED_FROM, PARTLY, PARTLY_UNKNOWN, LATER, NOBODY_KNOWS})


class StockOutlook(NamedTuple):
    """Of a quantity so much is there `now`; the `rest` leaves on `leaves` and is at its place on `arrives`, None where nobody knows."""

    now: Decimal
    rest: Decimal
    leaves: date | None = None
    arrives: date | None = None


def ordered_quantity(line: IntakeLine) -> Decimal:
    """With what was merged into it. Of lines that have a quantity."""
    return line.quantity + line.more


def by_itself(line: IntakeLine) -> IntakeLine:
    """As it was judged before other lines were looked at. A line that was left out, or went into a cart, stays what it is."""
    if line.verdict not in (*GOOD, Verdict.SHORT, Verdict.DUPLICATE, Verdict.MERGED):
        return line
    remarks = tuple(remark for remark in line.remarks if remark.reason not in _OF_OTHERS)
    return replace(line, verdict=Verdict.CORRECTED if remarks else Verdict.OK, remarks=remarks, same_as=0, more=Decimal(0))


def with_duplicates(lines: Iterable[IntakeLine], decisions: Mapping[int, Decision] | None = None) -> list[IntakeLine]:
    """The same product once more, for the same place and day, repeats the first line that has it, unless somebody said what to do."""
    decided, firsts, together = decisions or {}, {}, {}
    judged: list[IntakeLine] = []
    for line in lines:
        if line.verdict in GOOD:
            key = (line.product_id, line.facts.cost_centre, line.facts.requested_on, line.facts.reference)
            together[key] = together.get(key, Decimal(0)) + line.quantity
            place = firsts.setdefault(key, len(judged))
            if place < len(judged):
                line, judged[place] = _repeated(line, judged[place], decided.get(line.line, Decision.NONE), together[key])
        judged.append(line)
    return judged


def _repeated(line: IntakeLine, first: IntakeLine, decision: Decision, together: Decimal) -> tuple[IntakeLine, IntakeLine]:
    """The later line and the first one, after the decision about the later one."""
    if decision is Decision.KEEP:
        return line, first
    if decision is not Decision.MERGE:
        remark = Remark(TWICE, {"line": first.line, "together": together})
        return replace(line, verdict=Verdict.DUPLICATE, same_as=first.line, remarks=(*line.remarks, remark)), first
    more = first.more + line.quantity
    lines = ", ".join(filter(None, (_merged_already(first), str(line.line))))
    said = Remark(MERGED_FROM, {"lines": lines, "together": first.quantity + more})
    kept = tuple(remark for remark in first.remarks if remark.reason != MERGED_FROM)
    merged = Remark(MERGED_INTO, {"line": first.line, "together": first.quantity + more})
    first = replace(first, verdict=Verdict.CORRECTED, more=more, remarks=(*kept, said))
    return replace(line, verdict=Verdict.MERGED, same_as=first.line, remarks=(*line.remarks, merged)), first


def _merged_already(first: IntakeLine) -> str:
    return next((str(remark.values["lines"]) for remark in first.remarks if remark.reason == MERGED_FROM), "")


def with_stock(line: IntakeLine, outlook: StockOutlook, decision: Decision = Decision.NONE) -> IntakeLine:
    """A good line of which not everything is there, and whose rest comes after the day that was asked for. Good again when somebody takes it so."""
    in_time = outlook.arrives and line.facts.requested_on and outlook.arrives <= line.facts.requested_on
    if not outlook.rest or in_time:
        return line
    reason = (PARTLY if outlook.leaves else PARTLY_UNKNOWN) if outlook.now else (LATER if outlook.leaves else NOBODY_KNOWS)
    remark = Remark(reason, {"now": outlook.now, "rest": outlook.rest, "day": outlook.leaves})
    verdict = line.verdict if decision is Decision.ACCEPT else Verdict.SHORT
    return replace(line, verdict=verdict, remarks=(*line.remarks, remark))


def left_out(line: IntakeLine) -> IntakeLine:
    return replace(line, verdict=Verdict.LEFT_OUT, remarks=(Remark(LEFT_OUT),), same_as=0, more=Decimal(0))


def may_be_ordered(lines: Sequence[IntakeLine]) -> list[IntakeLine]:
    return [line for line in lines if line.verdict in GOOD]


def may_be_changed(line: IntakeLine) -> bool:
    """Whether somebody may still say something about it. What is in a cart is changed there; a heading says nothing that could be wrong."""
    return line.verdict in GOOD | OPEN | {Verdict.LEFT_OUT, Verdict.MERGED}
