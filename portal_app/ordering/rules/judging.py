"""Whether a row can be ordered as it stands. Products, packs and their rules are the catalogue's; they come as arguments."""

from dataclasses import dataclass, field
from decimal import Decimal

from portal_app.kernel.i18n import message
from portal_app.ordering.rules.draft_rows import JudgedRow, RowVerdict
from portal_app.ordering.rules.quantities import ReadQuantity

CANNOT_BE = message("{wanted} cannot be ordered, {quantity} can.")


@dataclass(frozen=True)
class Fitting:
    """What of a wanted quantity can be ordered: None and why not, or the next one that can be; `reason` is empty where it is the same."""

    quantity: Decimal | None
    reason: str = ""
    values: dict[str, Decimal] = field(default_factory=dict)


def judge_row(*, has_text: bool, products: int, read: ReadQuantity, fitting: Fitting | None, as_wanted: bool) -> JudgedRow:
    """`products` counts those with the row's number; `fitting` is None without a product or without a quantity."""
    if not has_text:
        return JudgedRow(RowVerdict.NO_ARTICLE, read.amount, reason=read.reason, values=read.values)
    if products != 1:
        return JudgedRow(RowVerdict.CHOOSE if products else RowVerdict.UNKNOWN, read.amount, reason=read.reason, values=read.values)
    if read.reason:
        return JudgedRow(RowVerdict.WRONG_QUANTITY, reason=read.reason, values=read.values)
    if read.amount is None or fitting is None:
        return JudgedRow(RowVerdict.NO_QUANTITY)
    return _judge_quantity(read.amount, fitting, as_wanted)


def _judge_quantity(wanted: Decimal, fitting: Fitting, as_wanted: bool) -> JudgedRow:
    if fitting.quantity is None:
        return JudgedRow(RowVerdict.WRONG_QUANTITY, wanted, reason=fitting.reason, values=fitting.values)
    if fitting.quantity == wanted:
        return JudgedRow(RowVerdict.OK, wanted, wanted)
    if as_wanted:
        return JudgedRow(RowVerdict.WRONG_QUANTITY, wanted, fitting.quantity, CANNOT_BE, {"wanted": wanted, "quantity": fitting.quantity})
    return JudgedRow(RowVerdict.CORRECTED, fitting.quantity, fitting.quantity, fitting.reason, fitting.values)
