"""From an order file into a cart: the good lines go over, each once; what cannot go stays, and says why."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from portal_app.accounts import list_cost_centres, reach_of
from portal_app.kernel import clock
from portal_app.kernel.errors import Invalid
from portal_app.kernel.gate import Context, command
from portal_app.kernel.i18n import message
from portal_app.kernel.ids import Id
from portal_app.kernel.permissions import Permission
from portal_app.ordering.actions.cart_lines import put_lines
from portal_app.ordering.actions.cart_views import place_of
from portal_app.ordering.actions.carts import open_cart
from portal_app.ordering.actions.intake_mending import touched
from portal_app.ordering.actions.intake_sheets import put_lines_into
from portal_app.ordering.rules.cart_lines import LONGEST_NOTE, LineKey, LinePlace, LineWish, PutLine, key_of
from portal_app.ordering.rules.carts import MOST_LINES, check_day
from portal_app.ordering.rules.intake.packing import VERDICT, PackedLine, pack_line, unpack_line, unpacked
from portal_app.ordering.rules.intake.settling import ordered_quantity
from portal_app.ordering.rules.intake.texts import folded
from portal_app.ordering.rules.intake.verdicts import GOOD, OPEN, IntakeLine, Remark, Verdict
from portal_app.ordering.store import carts as carts_store
from portal_app.ordering.store import intakes as store

NOTHING_GOOD = message("No line of this file can be ordered yet. Please mend one first.")
NO_ROOM = message("This cart holds {most} lines already. Please choose another one, or a new one.")
IN_CART = message("In the cart “{cart}”.")


@dataclass(frozen=True)
class FilledFromIntake:
    """`put` lines went into the cart. Of those that stay, `full` are good and found no room, `open_lines` still need somebody."""

    cart_id: Id
    cart_name: str
    put: int
    full: int
    open_lines: int


@command(Permission.CART_EDIT)
def fill_cart_from_intake(ctx: Context, intake_id: Id, cart_id: Id, name: str = "") -> FilledFromIntake:
    """Into this cart, or with "" into a new one with this name. Raises Invalid, and moves nothing, when no line can go."""
    row = store.intake_to_change(ctx, intake_id)
    lines = unpacked(row.lines)
    good = {place: unpack_line(line) for place, line in enumerate(lines) if line[VERDICT] in GOOD}
    if not good:
        raise Invalid(NOTHING_GOOD)
    cart_id = cart_id or open_cart(ctx, name)
    cart = carts_store.cart_to_change(ctx, cart_id)
    wishes = _that_fit(ctx, cart_id, dict(zip(good, _wishes(ctx, list(good.values())), strict=True)))
    if not wishes:
        raise Invalid(NO_ROOM, most=MOST_LINES)
    answers = put_lines(ctx, cart_id, list(wishes.values()))
    for place, put in zip(wishes, answers, strict=True):
        lines[place] = pack_line(_gone_over(good[place], put, cart.name))
    merged = _taken_along(lines, {good[place].line for place, put in zip(wishes, answers, strict=True) if not put.problem}, cart.name)
    put_lines_into(row, lines)
    touched(ctx, row)
    put = sum(not answer.problem for answer in answers) + merged
    return FilledFromIntake(cart_id, cart.name, put, sum(row.counts[one] for one in GOOD), sum(row.counts[one] for one in OPEN))


def _that_fit(ctx: Context, cart_id: Id, wishes: Mapping[int, LineWish]) -> dict[int, LineWish]:
    """As many as the cart has room for, the first ones first."""
    lines: set[LineKey] = {key_of(line.product_id, place_of(line)) for line in carts_store.lines_of(ctx, cart_id)}
    fitting = {}
    for place, wish in wishes.items():
        key = key_of(wish.product_id, wish.place)
        if key in lines or len(lines) < MOST_LINES:
            lines.add(key)
            fitting[place] = wish
    return fitting


def _taken_along(lines: list[PackedLine], gone: Collection[int], cart: str) -> int:
    """Lines that were merged into those that went go with them. Returns how many."""
    merged = [place for place, line in enumerate(lines) if line[VERDICT] == Verdict.MERGED and unpack_line(line).same_as in gone]
    for place in merged:
        lines[place] = pack_line(_in_cart(unpack_line(lines[place]), cart))
    return len(merged)


def _gone_over(line: IntakeLine, put: PutLine, cart: str) -> IntakeLine:
    if put.problem:
        return replace(line, verdict=Verdict.NOT_ALLOWED, remarks=(Remark(put.problem, put.values),))
    return _in_cart(line, cart)


def _in_cart(line: IntakeLine, cart: str) -> IntakeLine:
    return replace(line, verdict=Verdict.IN_CART, remarks=(Remark(IN_CART, {"cart": cart}),))


def _wishes(ctx: Context, lines: Sequence[IntakeLine]) -> Iterator[LineWish]:
    """Where a line names a cost centre that somebody may order for, it goes there. Whatever else it says stands in its note."""
    today, centres = clock.today(ctx.actor.time_zone), _centres(ctx) if any(line.facts.cost_centre for line in lines) else {}
    for line in lines:
        facts, centre = line.facts, centres.get(folded(line.facts.cost_centre), "") if line.facts.cost_centre else ""
        is_late = facts.requested_on is not None and bool(check_day(facts.requested_on, today))
        said = (facts.reference, facts.note, "" if centre else facts.cost_centre, facts.requested_on.isoformat() if is_late else "")
        place = LinePlace(centre, requested_on=None if is_late else facts.requested_on)
        yield LineWish(line.product_id, ordered_quantity(line), place, "; ".join(filter(None, said))[:LONGEST_NOTE])


def _centres(ctx: Context) -> dict[str, Id]:
    """By number and by name, those that are open and within reach."""
    reach = reach_of(ctx, Permission.CART_EDIT)
    mine = [line for line in list_cost_centres(ctx) if not line.closed and (reach is None or line.id in reach)]
    return {folded(text): line.id for line in mine for text in (line.name, line.number)}
