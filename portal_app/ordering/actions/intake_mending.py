"""Mend a line of an order file in place: another number, product or quantity, or what becomes of it. And take that back."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from portal_app.catalog import ProductLine, find_products
from portal_app.kernel.errors import Conflict, Invalid, NotFound
from portal_app.kernel.gate import Context, command
from portal_app.kernel.i18n import language_of, message
from portal_app.kernel.ids import Id, is_id
from portal_app.kernel.permissions import Permission
from portal_app.ordering.actions.intake_judging import judged, judged_as, settled, with_suggestions
from portal_app.ordering.actions.intake_sheets import place_in, put_lines_into
from portal_app.ordering.rules.intake.mends import NO_MEND, NOT_TO_BE_MENDED, Change, Decision, Mend, mended_source, with_change
from portal_app.ordering.rules.intake.packing import PRODUCT, PackedLine, pack_line, pack_mends, packed, unpack_line, unpack_mends, unpacked
from portal_app.ordering.rules.intake.settling import by_itself, left_out, may_be_changed
from portal_app.ordering.rules.intake.texts import plain
from portal_app.ordering.rules.intake.verdicts import IntakeLine
from portal_app.ordering.rules.quantities import quantity_text, read_quantity
from portal_app.ordering.store import intakes as store
from portal_app.ordering.tables import OrderIntake

NUMBER_MISSING = message("Please enter a number or words.")
QUANTITY_MISSING = message("Please enter a quantity.")
_Mends = dict[int, tuple[Mend, IntakeLine]]


@command(Permission.CART_EDIT)
def mend_line(ctx: Context, intake_id: Id, line: int, change: Change) -> None:
    """Say something about the line with this number of the source. What else hangs on it (duplicates, stock) is judged anew.

    Raises Invalid for a quantity that is none, NotFound for a product that the company does not see, Conflict where nothing can be said any more.
    """
    row = store.intake_to_change(ctx, intake_id)
    lines, mends = unpacked(row.lines), unpack_mends(unpacked(row.mends))
    now = _line_to_mend(lines, line)
    mend, read = mends.get(line, (NO_MEND, by_itself(now)))
    mend = with_change(mend, _checked(ctx, change), quantity=_quantity(ctx, change))
    mends[line] = (mend, read)
    _put(ctx, row, lines, mends, line)


@command(Permission.CART_EDIT)
def undo_line(ctx: Context, intake_id: Id, line: int) -> None:
    """The line as it was read, whatever was said about it since."""
    row = store.intake_to_change(ctx, intake_id)
    lines, mends = unpacked(row.lines), unpack_mends(unpacked(row.mends))
    _line_to_mend(lines, line)
    if line in mends:
        mends[line] = (NO_MEND, mends[line][1])
        _put(ctx, row, lines, mends, line)


def mended_anew(ctx: Context, lines: Sequence[IntakeLine], mends: Mapping[int, Mend]) -> tuple[list[IntakeLine], _Mends]:
    """Lines that were read again, with what was said about them before; and how each of those was read now."""
    alone, kept = [by_itself(line) for line in lines], {}
    for place, line in enumerate(alone):
        if line.line in mends and may_be_changed(line):
            kept[line.line] = (mends[line.line], line)
            alone[place] = _mended(ctx, line, mends[line.line])
    return settled(ctx, alone, _decisions(kept)), kept


def touched(ctx: Context, row: OrderIntake) -> None:
    row.version += 1
    row.changed_at = ctx.now


def _put(ctx: Context, row: OrderIntake, lines: list[PackedLine], mends: _Mends, number: int) -> None:
    """With one line judged anew, and all that share its product, before or now."""
    place = place_in(lines, number)
    before, (mend, read) = unpack_line(lines[place]), mends[number]
    after = read if mend == NO_MEND else _mended(ctx, read, mend)
    products = {before.product_id, read.product_id, after.product_id} - {""}
    places = [at for at, line in enumerate(lines) if at == place or line[PRODUCT] in products]
    group = [after if at == place else by_itself(unpack_line(lines[at])) for at in places]
    for at, line in zip(places, settled(ctx, group, _decisions(mends)), strict=True):
        lines[at] = pack_line(line)
    put_lines_into(row, lines)
    row.mends = packed(pack_mends({line: said for line, said in mends.items() if said[0] != NO_MEND}))
    touched(ctx, row)


def _mended(ctx: Context, read: IntakeLine, mend: Mend) -> IntakeLine:
    """The line with what was said about it, judged by itself."""
    if mend.decision is Decision.LEFT_OUT:
        return left_out(read)
    if not (mend.wanted or mend.product_id or mend.quantity is not None):
        return read
    source = mended_source(read, mend)
    chosen = mend.product_id or (read.product_id if not mend.wanted else "")
    product = _find(ctx, chosen)
    if product is not None:
        return judged_as(ctx, source, product)
    products: dict[Id, ProductLine] = {}
    return with_suggestions(ctx, judged(ctx, [source], products), products)[0]


def _find(ctx: Context, product_id: Id) -> ProductLine | None:
    return next(iter(find_products(ctx, [product_id])), None) if product_id else None


def _line_to_mend(lines: Sequence[PackedLine], number: int) -> IntakeLine:
    place = place_in(lines, number)
    if place is None:
        raise NotFound
    line = unpack_line(lines[place])
    if not may_be_changed(line):
        raise Conflict(NOT_TO_BE_MENDED)
    return line


def _checked(ctx: Context, change: Change) -> Change:
    if change.product_id is not None and not (is_id(change.product_id) and _find(ctx, change.product_id)):
        raise NotFound
    if change.wanted is None:
        return change
    wanted = plain(change.wanted)
    if not wanted:
        raise Invalid(fields={"number": NUMBER_MISSING})
    return replace(change, wanted=wanted)


def _quantity(ctx: Context, change: Change) -> Decimal | None:
    """What was typed, in the notation of whoever typed it. Whether so much can be ordered is judged with the line."""
    if change.quantity is None:
        return None
    locale = ctx.actor.locale
    said = read_quantity(change.quantity, language_of(locale))
    if said.reason:
        values = {name: quantity_text(locale, value) for name, value in said.values.items()}
        raise Invalid(fields={"quantity": said.reason}, **values)
    if said.amount is None:
        raise Invalid(fields={"quantity": QUANTITY_MISSING})
    return said.amount


def _decisions(mends: _Mends) -> dict[int, Decision]:
    return {line: mend.decision for line, (mend, _) in mends.items()}
