"""What the back office says of one order: its lines and what they wait for, the fields of its next step, its deliveries. Finished text."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from portal_app.integrations.erp import ENDED, DeliveryStatus, InvoiceStatus, Move, OrderState, TakenLine, state_after
from portal_app.kernel.i18n import format_moment, format_number, format_quantity, language_of, message, translate
from portal_app.kernel.money import Quantity
from portal_app.ordering.actions.back_office import ErpOrderSheet
from portal_app.ordering.rules.quantities import quantity_text, read_quantity, storable
from portal_app.ordering.screens.staff_texts import joined, said_day, said_erp_state

SHIPPED, PICKED = message("{n} shipped"), message("{n} picked")
RESERVED, MISSING = message("{n} reserved"), message("{n} missing")
UNREADABLE_DAY = message("Please enter a day.")
TOO_LARGE = message("This quantity is larger than anything that can leave.")


@dataclass(frozen=True)
class ErpOrderFacts:
    """The order itself. `step` is what it stood at when it was shown; `asks` says what is to be done next."""

    number: str = ""
    sub: str = ""
    state: str = ""
    tone: str = ""
    step: str = ""
    asks: str = ""
    reason: str = ""
    place: str = ""
    together: str = ""
    note: str = ""
    order_number: str = ""
    po_number: str = ""
    customer_number: str = ""


@dataclass(frozen=True)
class ErpLineRow:
    number: str
    name: str
    note: str
    quantity: str
    progress: str
    tone: str
    warehouse: str
    leaves: str


@dataclass(frozen=True)
class StepField:
    """A field of a step's form: a day or a quantity of one line."""

    name: str
    label: str
    value: str
    said: str


@dataclass(frozen=True)
class Paper:
    """A delivery or an invoice."""

    number: str
    when: str
    tracking: str
    holds: str


def facts_of(locale: str, sheet: ErpOrderSheet) -> ErpOrderFacts:
    order, taken = sheet.taken.order, sheet.taken
    state, tone = said_erp_state(locale, order.state)
    together = "" if taken.in_parts else translate(locale, "The company wants all of it together: nothing is picked before all of it is there.")
    return ErpOrderFacts(
        order.number, _sub(locale, sheet), state, tone, str(order.step), _asks(locale, sheet), translate(locale, order.reason), taken.ship_to, together,
        taken.note, order.order_number, order.po_number, order.customer_number,
    )  # fmt: skip


def moves_of(sheet: ErpOrderSheet) -> list[str]:
    """The steps that make sense now: what the life of an order allows, and what stock allows."""
    state, lines = sheet.taken.order.state, sheet.taken.lines
    reserved, picked = any(line.reserved > line.picked for line in lines), any(line.picked for line in lines)
    complete = all(not line.missing for line in lines)
    sense = {Move.PICK: reserved and (sheet.taken.in_parts or complete), Move.SHIP_PART: picked}
    return [move.value for move in Move if move is not Move.SHIP_REST and state_after(state, move) and sense.get(move, True)]


def line_rows(locale: str, sheet: ErpOrderSheet) -> list[ErpLineRow]:
    return [_line(locale, sheet, line) for line in sheet.taken.lines]


def day_fields(locale: str, sheet: ErpOrderSheet) -> list[StepField]:
    """One for each line, with the day that stock allows."""
    fields = []
    for line in sheet.taken.lines:
        day = sheet.days.get(line.position)
        said = joined(locale, (RESERVED, line.reserved), (MISSING, line.missing))
        wanted = translate(locale, "wanted {day}", day=said_day(locale, line.wanted_day)) if line.wanted_day else ""
        fields.append(StepField(_name(line), _label(locale, sheet, line), day.isoformat() if day else "", ", ".join(filter(None, (said, wanted)))))
    return fields


def leaving_fields(locale: str, sheet: ErpOrderSheet) -> list[StepField]:
    """One for each line of which something is picked: all of it, for the first address."""
    picked = [line for line in sheet.taken.lines if line.picked]
    fields = []
    for line in picked:
        here = line.place == picked[0].place
        said = translate(
            locale, "{picked} of {quantity} are picked.", picked=format_number(locale, line.picked), quantity=format_quantity(locale, line.quantity)
        )
        goes = translate(locale, "Goes to {place}.", place=line.place) if line.place else ""
        fields.append(StepField(_name(line), _label(locale, sheet, line), quantity_text(locale, line.picked) if here else "", f"{said} {goes}".strip()))
    return fields


def read_leaving(locale: str, values: Mapping[str, str]) -> tuple[dict[int, Decimal], dict[str, str]]:
    """What was typed, by position, and what is wrong with it, by field. An empty field stays."""
    found, wrong = {}, {}
    for name, text in values.items():
        position = position_of(name)
        if position is None:
            continue
        told = read_quantity(str(text), language_of(locale))
        amount = storable(told.amount)
        if told.reason:
            wrong[name] = translate(locale, told.reason, **{key: format_number(locale, value) for key, value in told.values.items()})
        elif told.amount is not None and amount is None:
            wrong[name] = translate(locale, TOO_LARGE)
        elif amount is not None:
            found[position] = amount
    return found, wrong


def position_of(name: str) -> int | None:
    """The line that a field is about: line-3."""
    digits = name.removeprefix("line-")
    return int(digits) if name != digits and digits.isascii() and digits.isdigit() and len(digits) < 6 else None


def papers_of(locale: str, zone: str, sheet: ErpOrderSheet) -> list[Paper]:
    """Deliveries and invoices, the latest first."""
    status, lines = sheet.taken.status, {line.position: line for line in sheet.taken.lines}
    made: list[DeliveryStatus | InvoiceStatus] = [*status.deliveries, *status.invoices]
    return [_paper(locale, zone, one, lines) for one in sorted(made, key=lambda one: one.at, reverse=True)]


def _paper(locale: str, zone: str, one: DeliveryStatus | InvoiceStatus, lines: dict[int, TakenLine]) -> Paper:
    moment = format_moment(locale, one.at, zone)
    if isinstance(one, InvoiceStatus):
        return Paper(one.number, translate(locale, "Invoiced {moment}", moment=moment), "", "")
    when = translate(locale, "{moment} with {carrier}", moment=moment, carrier=one.carrier) if one.carrier else moment
    units = {position: line.quantity.unit for position, line in lines.items()}
    holds = [f"{format_quantity(locale, Quantity(amount, units[position]))} {lines[position].number}" for position, amount in one.lines if position in lines]
    return Paper(one.number, when, one.tracking_number, ", ".join(holds))


def _sub(locale: str, sheet: ErpOrderSheet) -> str:
    order = sheet.taken.order
    words = {"number": order.order_number, "company": sheet.company, "who": sheet.buyer}
    told = translate(locale, "{number} of {company}, ordered by {who}", **words) if sheet.buyer else translate(locale, "{number} of {company}", **words)
    return f"{told}, {translate(locale, 'own number {number}', number=order.po_number)}" if order.po_number else told


_ASKS: dict[OrderState, str] = {
    OrderState.HELD: message("Somebody must look: release it, or refuse it with a reason."),
    OrderState.RECEIVED: message("Confirm the day on which each line leaves."),
    OrderState.CONFIRMED: message("Pick what is there."),
    OrderState.PICKED: message("Ship all of it, or a part."),
    OrderState.PARTLY_SHIPPED: message("Ship what is picked; pick what came in."),
    OrderState.SHIPPED: message("All of it has left. Write the invoice."),
}


def _asks(locale: str, sheet: ErpOrderSheet) -> str:
    state = sheet.taken.order.state
    waits = state in (OrderState.CONFIRMED, OrderState.PARTLY_SHIPPED) and not {Move.PICK.value, Move.SHIP_PART.value} & set(moves_of(sheet))
    if waits:
        return translate(locale, "Nothing can be picked now. It goes on when goods have come in; see the stock.")
    return translate(locale, _ASKS[state]) if state in _ASKS else ""


def _line(locale: str, sheet: ErpOrderSheet, line: TakenLine) -> ErpLineRow:
    is_over = sheet.taken.order.state in ENDED
    missing = Decimal(0) if is_over else line.missing
    parts = ((SHIPPED, line.shipped), (PICKED, line.picked), (RESERVED, line.reserved - line.picked), (MISSING, missing))
    done = line.shipped == line.quantity.amount
    tone = "green" if done else "ochre" if missing else "blue" if line.picked or line.reserved else ""
    note = ", ".join(filter(None, (line.note, translate(locale, "Goes to {place}.", place=line.place) if line.place else "")))
    leaves = said_day(locale, line.confirmed_day) or (said_day(locale, sheet.days.get(line.position)) and translate(
        locale, "{day}, not confirmed yet", day=said_day(locale, sheet.days.get(line.position))))  # fmt: skip
    return ErpLineRow(
        line.number, sheet.names.get(line.number, ""), note, format_quantity(locale, line.quantity), joined(locale, *parts), tone, line.warehouse, leaves or "",
    )  # fmt: skip


def _label(locale: str, sheet: ErpOrderSheet, line: TakenLine) -> str:
    return " ".join(filter(None, (line.number, sheet.names.get(line.number, ""), f"({format_quantity(locale, line.quantity)})")))


def _name(line: TakenLine) -> str:
    return f"line-{line.position}"
