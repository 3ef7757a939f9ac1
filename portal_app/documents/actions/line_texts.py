"""The lines of an order's paper, where they go, and what leaves when."""

from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo

from babel import Locale

from portal_app.documents.actions.paper import Known, PaperDelivery, PaperLine, PaperPlace
from portal_app.documents.rules.naming import name_on_paper
from portal_app.kernel.i18n import format_date, format_money, format_number, format_quantity, translate, translate_count
from portal_app.kernel.money import Money, Quantity
from portal_app.ordering import OrderAddress, OrderDelivery, OrderLineSheet, OrderSheet, OrderState

_NOTHING_COMES = (OrderState.CANCELLED, OrderState.REFUSED)
_MARKS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_FEW = 12  # so many lines of a delivery are named; what many lines hold is read in the lines themselves


def places_of(language: str, order: OrderSheet) -> tuple[PaperPlace, ...]:
    """The delivery addresses, the order's own first; with marks where there are several."""
    several = len(order.snapshot.addresses) > 1
    return tuple(
        PaperPlace(_mark(place) if several else "", one.label, _address(language, one)) for place, one in enumerate(order.snapshot.addresses)
    )  # fmt: skip


def line_of(language: str, order: OrderSheet, line: OrderLineSheet, product: Known, places: tuple[PaperPlace, ...]) -> PaperLine:
    own = ", ".join(product.own_numbers)
    return PaperLine(
        format_number(language, line.position), line.number, translate(language, "Your number {number}", number=own) if own else "",
        name_on_paper(line.name, product.names, language), _details(language, order, line, places), format_quantity(language, line.quantity),
        _price(language, line.price) if line.price else "", _per(language, line) if line.price else "",
        format_money(language, line.net, currency=False) if line.net else "",
    )  # fmt: skip


def deliveries_of(language: str, order: OrderSheet, zone: str) -> tuple[PaperDelivery, ...]:
    """What has left, the first first, then what is still to come, day by day. Nothing while there is one day for everything, or none at all."""
    if order.row.state in _NOTHING_COMES:
        return ()
    gone = [_gone(language, order, one, zone) for one in order.deliveries]
    coming = _by_day(order)
    if not gone and len(coming) < 2:
        return ()
    return (*gone, *(_to_come(language, day, lines) for day, lines in coming))


def _details(language: str, order: OrderSheet, line: OrderLineSheet, places: tuple[PaperPlace, ...]) -> tuple[str, ...]:
    """Below the name: when it comes, where it goes and who pays where lines differ, the buyer's note."""
    snapshot = order.snapshot
    marks = {one.id: place.mark for one, place in zip(snapshot.addresses, places, strict=True)}
    centres = {one.id: f"{one.number} {one.name}" for one in snapshot.cost_centres} if len(snapshot.cost_centres) > 1 else {}
    mark = marks.get(line.place.address_id, "")
    centre = centres.get(line.place.cost_centre_id, "")
    facts = (
        _when(language, order, line), translate(language, "to address {mark}", mark=mark) if mark else "",
        translate(language, "cost centre {name}", name=centre) if centre else "",
    )  # fmt: skip
    return tuple(filter(None, (" · ".join(filter(None, facts)), line.note)))


def _when(language: str, order: OrderSheet, line: OrderLineSheet) -> str:
    """What is confirmed is the day on which it leaves, what was promised the day on which it arrives."""
    if order.row.state in _NOTHING_COMES:
        return ""
    if line.shipped >= line.quantity.amount:
        return translate(language, "delivered in full")
    part = translate(language, "{quantity} delivered", quantity=format_quantity(language, Quantity(line.shipped, line.quantity.unit))) if line.shipped else ""
    if line.confirmed_on:
        when = translate(language, "leaves us on {day}", day=_day(language, line.confirmed_on))
    elif line.promised_on and not part:
        when = translate(language, "expected with you on {day}", day=_day(language, line.promised_on))
    else:
        when = translate(language, "the day is not known yet")
    return translate(language, "{part}, rest: {when}", part=part, when=when) if part else when


def _price(language: str, price: Money) -> str:
    """Exactly: with two decimals, or as many more as there are."""
    digits = -price.amount.normalize().as_tuple().exponent
    return format_money(language, price, decimals=max(2, digits), currency=False)


def _per(language: str, line: OrderLineSheet) -> str:
    return translate(language, "per {n}", n=format_number(language, line.price_unit)) if line.price_unit != 1 else ""


def _gone(language: str, order: OrderSheet, one: OrderDelivery, zone: str) -> PaperDelivery:
    day = _day(language, one.at.astimezone(ZoneInfo(zone)).date())
    lines = {line.position: line for line in order.lines}
    tracking = translate(language, "tracking number {number}", number=one.tracking_number) if one.tracking_number else ""
    how = ", ".join(filter(None, (translate(language, "left on {day}", day=day), one.carrier, tracking)))
    holds = [(lines[position], quantity) for position, quantity in one.lines if position in lines]
    return PaperDelivery(translate(language, "Delivery {number}", number=one.number), how, _holds(language, holds))


def _by_day(order: OrderSheet) -> list[tuple[date | None, list[OrderLineSheet]]]:
    """What has not left yet by the day on which it will, days that nobody knows last."""
    days: dict[date | None, list[OrderLineSheet]] = {}
    for line in order.lines:
        if line.shipped < line.quantity.amount:
            days.setdefault(line.confirmed_on, []).append(line)
    return sorted(days.items(), key=lambda one: one[0] or date.max)


def _to_come(language: str, day: date | None, lines: list[OrderLineSheet]) -> PaperDelivery:
    when = translate(language, "leaves us on {day}", day=_day(language, day)) if day else translate(language, "the day is not known yet")
    return PaperDelivery(translate(language, "To come"), when, _holds(language, [(line, line.quantity.amount - line.shipped) for line in lines]))


def _holds(language: str, parts: list[tuple[OrderLineSheet, Decimal]]) -> str:
    """Each article with its quantity, or how many lines there are."""
    if len(parts) > _FEW:
        return translate_count(language, "{n} line", "{n} lines", len(parts))
    return ", ".join(f"{format_quantity(language, Quantity(quantity, line.quantity.unit))} {line.number}" for line, quantity in parts)


def _address(language: str, one: OrderAddress) -> tuple[str, ...]:
    """The country is said abroad only."""
    abroad = Locale(language).territories.get(one.country, one.country) if one.country != "DE" else ""
    return tuple(filter(None, (one.recipient, one.street, f"{one.postcode} {one.city}", abroad)))


def _day(language: str, day: date) -> str:
    return format_date(language, day, weekday=True)


def _mark(place: int) -> str:
    """A, B, ... Z, AA, AB ..."""
    return (_MARKS[place // len(_MARKS) - 1] if place >= len(_MARKS) else "") + _MARKS[place % len(_MARKS)]
