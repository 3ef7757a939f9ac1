"""What somebody said about a line in place of what its source says."""

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from portal_app.kernel.i18n import message
from portal_app.kernel.ids import Id
from portal_app.ordering.rules.intake.free_lines import Reading
from portal_app.ordering.rules.intake.lines import LineKind, SourceLine
from portal_app.ordering.rules.intake.quantities import exact_quantity
from portal_app.ordering.rules.intake.units import PACK
from portal_app.ordering.rules.intake.verdicts import IntakeLine

NOT_TO_BE_MENDED = message("Nothing can be changed about this line any more.")


class Decision(StrEnum):
    """About a line that is understood. `ACCEPT`: part of it comes later, and that is all right."""

    NONE = ""
    LEFT_OUT = "left-out"
    KEEP = "keep"
    MERGE = "merge"
    ACCEPT = "accept"


@dataclass(frozen=True, slots=True)
class Mend:
    """Empty, or None, is as the source says. `in_packs`: the quantity counts packs; without a quantity nobody has said in what it counts."""

    wanted: str = ""
    product_id: Id = ""
    quantity: Decimal | None = None
    in_packs: bool = False
    decision: Decision = Decision.NONE


NO_MEND = Mend()


@dataclass(frozen=True, slots=True)
class Change:
    """What somebody says about a line now; what is None stays as it was said before. `quantity` is what was typed."""

    wanted: str | None = None
    product_id: Id | None = None
    quantity: str | None = None
    in_packs: bool = False
    decision: Decision | None = None


def with_change(mend: Mend, change: Change, *, quantity: Decimal | None) -> Mend:
    """`quantity` is what was typed, as a number. Another number is another product; a line that is changed is to be decided about anew."""
    if change.decision is not None:
        return replace(mend, decision=change.decision)
    mend = replace(mend, decision=Decision.NONE)
    if change.wanted is not None and change.wanted != mend.wanted:
        mend = replace(mend, wanted=change.wanted, product_id="")
    if change.product_id is not None:
        mend = replace(mend, product_id=change.product_id)
    if quantity is not None:
        mend = replace(mend, quantity=quantity, in_packs=change.in_packs)
    return mend


def mended_source(read: IntakeLine, mend: Mend) -> SourceLine:
    """The line as if its source said this. `read` is how it was read."""
    said, unit = (read.said, read.unit) if mend.quantity is None else (exact_quantity(mend.quantity), PACK if mend.in_packs else "")
    return SourceLine(read.line, read.source, LineKind.ORDER, (Reading(mend.wanted or read.wanted, said),), unit, read.facts)
