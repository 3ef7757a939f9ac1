"""What one order says: where it stands step by step, its lines, its deliveries, who decided, what happened. Finished text.

No amount is made here: each comes from the answer, and where that has none there is no text of it either.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo

from portal_app.kernel.i18n import LANGUAGES, format_date, format_moment, format_money, format_quantity, language_of, message, translate, translate_count
from portal_app.kernel.money import Quantity
from portal_app.ordering.actions.order_views import OrderDelivery, OrderLineSheet, OrderSheet, OrderStepSheet
from portal_app.ordering.rules.order_snapshots import OrderAddress
from portal_app.ordering.rules.order_states import OrderMove, OrderState
from portal_app.ordering.rules.quantities import quantity_text
from portal_app.ordering.screens.cart_ahead import said_names
from portal_app.ordering.screens.offer_texts import exact_money, said_amount
from portal_app.ordering.screens.orders_texts import said_day
from portal_app.purchasing import say_rules

_M, _S = OrderMove, OrderState
NOTHING_COMES = (_S.CANCELLED, _S.REFUSED)
_LEFT = (_S.PARTLY_SHIPPED, _S.SHIPPED, _S.INVOICED)
_CONFIRMED = (_S.CONFIRMED, *_LEFT)
# What the history says of each move, and its sign. {who} is the person; the supplier's system has no name.
_TOLD = {
    _M.SUBMIT: ("ring", message("Sent for approval by {who}")), _M.PLACE: ("ring", message("Ordered by {who}")),
    _M.APPROVE: ("check", message("Approved by {who}")), _M.REFUSE: ("no", message("Refused by {who}")),
    _M.TAKE_BACK: ("no", message("Taken back by {who}")), _M.ASK_TO_CANCEL: ("clock", message("{who} asked to cancel it")),
    _M.LOSE_SIGHT: ("clock", message("It has left; the supplier's system has not answered yet")),
    _M.SEND: ("arrow", message("The supplier has it")), _M.TURN_DOWN: ("no", message("The supplier has not taken it")),
    _M.CONFIRM: ("full", message("Confirmed by the supplier")), _M.SHIP_PART: ("half", message("A part was shipped")),
    _M.SHIP: ("arrow", message("All of it was shipped")),
    _M.INVOICE: ("full", message("Invoiced by the supplier")), _M.CANCEL: ("no", message("Cancelled by the supplier")),
    _M.KEEP: ("tri", message("It could not be cancelled any more")),
}  # fmt: skip
_IN_LANGUAGE = {"en": message("the same in English"), "de": message("the same in German")}
_BY_THE_SYSTEM = (_M.SEND, _M.TURN_DOWN, _M.KEEP)  # their reasons are sentences of ours; what people wrote stays as they wrote it


@dataclass(frozen=True)
class OrderPaper:
    """A PDF of the order: what it is called, where it is."""

    name: str = ""
    href: str = ""


@dataclass(frozen=True)
class OrderFacts:
    """The head of an order. `net` and `taxes` are "" for who sees no amounts."""

    number: str = ""
    name: str = ""
    sub: str = ""
    state: str = ""
    tone: str = ""
    note: str = ""
    po_number: str = ""
    erp_number: str = ""
    currency: str = ""
    net: str = ""
    taxes: str = ""


@dataclass(frozen=True)
class WayStep:
    """One field of the strip: done, now or todo."""

    state: str
    sign: str
    title: str
    detail: str = ""


@dataclass(frozen=True)
class OrderedLine:
    """A line as it was ordered, and how much of it has left."""

    number: str
    name: str
    note: str
    quantity: str
    shipped: str
    tone: str
    price: str
    per: str
    net: str


@dataclass(frozen=True)
class SentOff:
    """What left together, or (without a number) what is still to come. `before` is the day it had first."""

    number: str
    state: str
    tone: str
    when: str
    before: str
    tracking: str
    holds: str


@dataclass(frozen=True)
class Destination:
    """Where something goes; `holds` says what, where there are several."""

    label: str
    lines: str
    holds: str


@dataclass(frozen=True)
class Decided:
    """One level of approval: who was asked, by which rule, and who decided."""

    who: str
    detail: str


@dataclass(frozen=True)
class Happened:
    """One entry of the history."""

    sign: str
    title: str
    detail: str
    strong: bool


def way_of(locale: str, zone: str, order: OrderSheet) -> list[WayStep]:
    """From the click to the invoice; an order that came to nothing ends where it did."""
    at = _moments(locale, zone, order)
    state = order.row.state
    way = [WayStep("done", "check", translate(locale, "Ordered"), at.get(_M.PLACE) or at.get(_M.SUBMIT, ""))]
    way += _approval(locale, order, at)
    if state in NOTHING_COMES:
        last = next((at[move] for move in (_M.TAKE_BACK, _M.REFUSE, _M.TURN_DOWN, _M.CANCEL) if move in at), "")
        return [*way, WayStep("now", "no", translate(locale, "Cancelled" if state is _S.CANCELLED else "Refused"), last)]
    confirmed, left = at.get(_M.CONFIRM, ""), at.get(_M.SHIP, "")
    way.append(_field(locale, "Confirmed", state in _CONFIRMED, state in (_S.APPROVED, _S.UNCONFIRMED, _S.SENT), confirmed or _sent(locale, order)))
    if state is _S.PARTLY_SHIPPED:
        return [*way, WayStep("now", "half", translate(locale, "Partly shipped"), _open_lines(locale, order)), _invoice(locale, order, at)]
    way.append(_field(locale, "Shipped", state in _LEFT, state is _S.CONFIRMED, left or _leaves(locale, order)))
    return [*way, _invoice(locale, order, at)]


def line_rows(locale: str, order: OrderSheet) -> list[OrderedLine]:
    return [_line(locale, order, line) for line in order.lines]


def deliveries(locale: str, zone: str, order: OrderSheet) -> list[SentOff]:
    """What left, the first first, then what is still to come."""
    gone = [_sent_off(locale, zone, order, one) for one in order.deliveries]
    missing = [line for line in order.lines if line.shipped < line.quantity.amount]
    if not gone or not missing or order.row.state in NOTHING_COMES:
        return gone
    return [*gone, _rest(locale, missing)]


def destinations(locale: str, order: OrderSheet) -> list[Destination]:
    several = len(order.snapshot.addresses) > 1
    return [_destination(locale, order, one, several=several) for one in order.snapshot.addresses]


def approvals(locale: str, zone: str, order: OrderSheet) -> list[Decided]:
    """Who was asked, level by level, and below it who decided."""
    asked = [Decided(said_names(locale, one.names), say_rules(locale, one.rules)) for one in order.snapshot.approvers]
    decided = [one for one in reversed(order.steps) if one.move in (_M.APPROVE, _M.REFUSE)]
    return [*asked, *(Decided(_title(locale, one), _moment_and_note(locale, zone, one)) for one in decided)]


def papers_of(locale: str, order: OrderSheet) -> list[OrderPaper]:
    """The order as a PDF, in the reader's language and in the others. Once the supplier has confirmed it, it is the confirmation."""
    is_confirmed = order.row.state in _CONFIRMED
    own = translate(locale, "Order confirmation (PDF)") if is_confirmed else translate(locale, "Order summary (PDF)")
    path = f"/documents/order-confirmation/{order.row.id}.pdf?locale="
    others = [OrderPaper(translate(locale, _IN_LANGUAGE[one]), path + one) for one in LANGUAGES if one != language_of(locale)]
    return [OrderPaper(own, path + language_of(locale)), *others]


def history(locale: str, zone: str, order: OrderSheet) -> list[Happened]:
    """The latest first."""
    return [Happened(_TOLD[one.move][0], _title(locale, one), _moment_and_note(locale, zone, one), place == 0) for place, one in enumerate(order.steps)]


def is_asked_to_cancel(order: OrderSheet) -> bool:
    """Whether the supplier was asked and has not answered."""
    asked = [one.move for one in order.steps if one.move in (_M.ASK_TO_CANCEL, _M.KEEP, _M.CANCEL)]
    return asked[:1] == [_M.ASK_TO_CANCEL]


def taxes_of(locale: str, order: OrderSheet) -> str:
    if order.row.net is None or order.vat is None:
        return ""
    words = {"vat": format_money(locale, order.vat), "gross": format_money(locale, order.row.net + order.vat)}
    return translate(locale, "VAT {vat}, gross {gross}, without freight.", **words)


def _moments(locale: str, zone: str, order: OrderSheet) -> dict[OrderMove, str]:
    """When each move happened the last time."""
    return {one.move: format_moment(locale, one.at, zone) for one in reversed(order.steps)}


def _approval(locale: str, order: OrderSheet, at: dict[OrderMove, str]) -> list[WayStep]:
    if not order.snapshot.approvers and _M.APPROVE not in at:
        return []
    if order.row.state is _S.WAITING:
        return [WayStep("now", "clock", translate(locale, "Waits for approval"), ", ".join(order.snapshot.approvers[0].names))]
    who = next((one.who for one in order.steps if one.move is _M.APPROVE), "")
    if not who:
        return []
    return [WayStep("done", "check", translate(locale, "Approved"), translate(locale, "{moment}, {who}", moment=at[_M.APPROVE], who=who))]


def _field(locale: str, title: str, is_done: bool, is_now: bool, detail: str) -> WayStep:
    state = "done" if is_done else "now" if is_now else "todo"
    return WayStep(state, {"done": "check", "now": "clock", "todo": "ring"}[state], translate(locale, title), detail)


def _sent(locale: str, order: OrderSheet) -> str:
    """What is known of an order that has no confirmation yet."""
    if order.row.state is _S.UNCONFIRMED:
        return translate(locale, "not answered yet, we go on asking")
    if order.row.state is _S.SENT:
        return translate(locale, "The supplier has it")
    return translate(locale, "not yet") if order.row.state is not _S.WAITING else ""


def _leaves(locale: str, order: OrderSheet) -> str:
    days = [line.confirmed_on for line in order.lines]
    if not days or None in days:
        return ""
    return translate(locale, "leaves {day}", day=said_day(locale, max(days)))


def _open_lines(locale: str, order: OrderSheet) -> str:
    missing = sum(line.shipped < line.quantity.amount for line in order.lines)
    return translate_count(locale, "{n} of {all} lines open", "{n} of {all} lines open", missing, all=len(order.lines))


def _invoice(locale: str, order: OrderSheet, at: dict[OrderMove, str]) -> WayStep:
    return _field(locale, "Invoiced", order.row.state is _S.INVOICED, order.row.state is _S.SHIPPED, at.get(_M.INVOICE, ""))


def _line(locale: str, order: OrderSheet, line: OrderLineSheet) -> OrderedLine:
    shipped, tone = ("", "") if order.row.state in NOTHING_COMES else _shipped(locale, order, line)
    per = translate(locale, "per {n}", n=quantity_text(locale, Decimal(line.price_unit))) if line.price and line.price_unit != 1 else ""
    return OrderedLine(
        line.number, line.name, line.note, format_quantity(locale, line.quantity), shipped, tone, exact_money(locale, line.price) if line.price else "", per,
        said_amount(locale, line.net),
    )  # fmt: skip


def _shipped(locale: str, order: OrderSheet, line: OrderLineSheet) -> tuple[str, str]:
    """“all, 12 Nov”, “28, rest leaves 27 Nov”, “leaves 27 Nov”, “with you 24 Nov”."""
    if line.shipped >= line.quantity.amount:
        left = max((one.at for one in order.deliveries if any(position == line.position for position, _ in one.lines)), default=None)
        day = format_date(locale, left.date(), year=False) if left else ""
        return (translate(locale, "all, {day}", day=day) if day else translate(locale, "all")), "green"
    leaves = format_date(locale, line.confirmed_on, year=False) if line.confirmed_on else ""
    if line.shipped or order.row.state is _S.PARTLY_SHIPPED:
        shipped = quantity_text(locale, line.shipped)
        if not leaves:
            return translate(locale, "{shipped}, rest not known yet", shipped=shipped), "ochre"
        return translate(locale, "{shipped}, rest leaves {day}", shipped=shipped, day=leaves), "ochre"
    if leaves:
        return translate(locale, "leaves {day}", day=leaves), "blue"
    promised = format_date(locale, line.promised_on, year=False) if line.promised_on else ""
    return (translate(locale, "with you {day}", day=promised) if promised else translate(locale, "no day yet")), ""


def _sent_off(locale: str, zone: str, order: OrderSheet, one: OrderDelivery) -> SentOff:
    day = format_date(locale, one.at.astimezone(ZoneInfo(zone)).date(), weekday=True, year=False)
    when = translate(locale, "{day} with {carrier}", day=day, carrier=one.carrier) if one.carrier else day
    return SentOff(one.number, translate(locale, "Shipped"), "green", when, "", one.tracking_number, _holds(locale, order, one))


def _holds(locale: str, order: OrderSheet, one: OrderDelivery) -> str:
    """“all lines”, or each with its quantity."""
    lines = {line.position: line for line in order.lines}
    if len(order.deliveries) == 1 and {(line.position, line.quantity.amount) for line in order.lines} == set(one.lines):
        return translate(locale, "All of it.")
    parts = [(lines[position], quantity) for position, quantity in one.lines if position in lines]
    return ", ".join(f"{format_quantity(locale, Quantity(quantity, line.quantity.unit))} {line.number}" for line, quantity in parts)


def _rest(locale: str, missing: list[OrderLineSheet]) -> SentOff:
    known = [line.confirmed_on for line in missing if line.confirmed_on]
    when = _last_day(locale, known) if len(known) == len(missing) else translate(locale, "Nobody knows the day yet")
    holds = ", ".join(f"{format_quantity(locale, Quantity(line.quantity.amount - line.shipped, line.quantity.unit))} {line.number}" for line in missing)
    return SentOff("", translate(locale, "To come"), "ochre", translate(locale, "leaves {day}", day=when) if known else when, "", "", holds)


def _last_day(locale: str, days: list[date]) -> str:
    return said_day(locale, max(days))


def _destination(locale: str, order: OrderSheet, one: OrderAddress, *, several: bool) -> Destination:
    numbers = [line.number for line in order.lines if line.place.address_id == one.id] if several else []
    return Destination(one.label, f"{one.recipient}, {one.street}, {one.postcode} {one.city}", ", ".join(numbers))


def _title(locale: str, step: OrderStepSheet) -> str:
    return translate(locale, _TOLD[step.move][1], who=step.who)


def _moment_and_note(locale: str, zone: str, step: OrderStepSheet) -> str:
    moment = format_moment(locale, step.at, zone)
    note = translate(locale, step.note) if step.move in _BY_THE_SYSTEM else step.note
    return translate(locale, "{moment}, “{note}”", moment=moment, note=note) if note else moment
