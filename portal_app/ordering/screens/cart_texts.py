"""What the cart says of itself: tabs, lines, what is different now and where it goes, as finished text in the person's language."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from portal_app.kernel.i18n import format_date, format_money, format_quantity, translate, translate_count
from portal_app.kernel.ids import Id
from portal_app.kernel.money import Money, Quantity
from portal_app.ordering.actions.cart_views import CartLineSheet, CartRow
from portal_app.ordering.actions.choosing import CartPlaces
from portal_app.ordering.actions.line_prices import promised_day
from portal_app.ordering.actions.looking import CartLook, LookedLine
from portal_app.ordering.rules.differences import LineDifference, LinePrice
from portal_app.ordering.screens.offer_texts import exact_money, said_amount, said_availability, said_price

PATH = "/cart"
_PIECE = "C62"


@dataclass(frozen=True)
class CartTab:
    """A cart among the others; the open one is `here`."""

    href: str
    name: str
    lines: str
    here: bool


@dataclass(frozen=True)
class Choice:
    """One of the options of a select."""

    value: str
    label: str


@dataclass(frozen=True)
class CartLineRow:
    """A line. `quantity` is plain ("2.5"); `elsewhere` when it goes elsewhere than the cart."""

    id: str
    version: int
    number: str
    name: str
    stock: str
    tone: str
    quantity: str
    unit: str
    price: str
    per: str
    net: str
    centre: str
    place: str
    wanted: str
    elsewhere: bool
    note: str


@dataclass(frozen=True)
class DifferenceRow:
    """What changed about a line: its price, its day, or both. `effect` is what that makes of the line."""

    line_id: str
    version: int
    title: str
    number: str
    name: str
    price_then: str
    price_now: str
    day_then: str
    day_now: str
    effect: str


@dataclass(frozen=True)
class DeliveryRow:
    """What goes to one place."""

    label: str
    days: str
    net: str


def cart_tabs(rows: Sequence[CartRow], open_id: Id) -> list[CartTab]:
    return [CartTab(href_of(row.id), row.name, str(row.lines), row.id == open_id) for row in rows]


def href_of(cart_id: Id) -> str:
    return f"{PATH}?cart={cart_id}"


def centre_choices(locale: str, places: CartPlaces, chosen: Id, *, empty: str) -> list[Choice]:
    """Those that can be chosen, and the chosen one whatever became of it."""
    shown = [line for line in places.cost_centres if line.id in places.open_ids or line.id == chosen]
    return [Choice("", translate(locale, empty)), *(Choice(line.id, f"{line.number} {line.name}") for line in shown)] if shown else []


def address_choices(locale: str, places: CartPlaces, chosen: Id, *, empty: str) -> list[Choice]:
    shown = [line for line in places.addresses if line.id in places.open_ids or line.id == chosen]
    return [Choice("", translate(locale, empty)), *(Choice(line.id, f"{line.facts.label}, {line.facts.city}") for line in shown)]


def line_rows(locale: str, look: CartLook, places: CartPlaces) -> list[CartLineRow]:
    centres, labels = _names_of(places)
    return [_line(locale, look, one, centres, labels) for one in look.lines]


def plain_quantity(quantity: Decimal) -> str:
    return f"{quantity.normalize():f}"


def difference_rows(locale: str, look: CartLook) -> list[DifferenceRow]:
    lines = {one.line.id: one.line for one in look.lines}
    return [_difference(locale, one, lines[one.line_id]) for one in look.differences]


def delivery_rows(locale: str, look: CartLook, places: CartPlaces) -> list[DeliveryRow]:
    """One for each place, in the order of the lines."""
    together: dict[Id, list[LookedLine]] = {}
    for one in look.lines:
        together.setdefault(one.place.address_id, []).append(one)
    addresses = {line.id: line.facts for line in places.addresses}
    named = {key: f"{facts.label}, {facts.city}" for key, facts in addresses.items()}
    return [
        DeliveryRow(named.get(key, translate(locale, "No address yet")), said_days(locale, lines), said_amount(locale, _sum(lines)))
        for key, lines in together.items()
    ]


def said_days(locale: str, lines: Sequence[LookedLine]) -> str:
    """“Wed 25 Nov”, “Wed 25 Nov, the last of it Fri 27 Nov”, or that some of it has no day yet."""
    days = [day for one in lines for day in (one.availability.arrives, promised_day(one.availability))]
    known = sorted({day for day in days if day is not None})
    if not known:
        return translate(locale, "Nobody knows the day yet")
    first, last = said_day(locale, known[0]), said_day(locale, known[-1])
    if any(promised_day(one.availability) is None for one in lines):
        return translate(locale, "{first}, for some of it nobody knows the day yet", first=first)
    return first if len(known) == 1 else translate(locale, "{first}, the last of it {last}", first=first, last=last)


def said_day(locale: str, day: date) -> str:
    return format_date(locale, day, weekday=True, year=False)


def said_lines(locale: str, look: CartLook) -> str:
    """“7 lines, 2 cost centres, 2 places”."""
    counts = [translate_count(locale, "{n} line", "{n} lines", len(look.lines))]
    centres, addresses = ({getattr(one.place, name) for one in look.lines} - {""} for name in ("cost_centre_id", "address_id"))
    if len(centres) > 1:
        counts.append(translate_count(locale, "{n} cost centre", "{n} cost centres", len(centres)))
    if len(addresses) > 1:
        counts.append(translate_count(locale, "{n} place", "{n} places", len(addresses)))
    return ", ".join(counts)


def _names_of(places: CartPlaces) -> tuple[dict[Id, str], dict[Id, str]]:
    return {line.id: line.number for line in places.cost_centres}, {line.id: line.facts.label for line in places.addresses}


def _line(locale: str, look: CartLook, one: LookedLine, centres: dict[Id, str], labels: dict[Id, str]) -> CartLineRow:
    line, price = one.line, said_price(locale, one.price)
    stock, unit = said_availability(locale, one.availability), line.product.unit if line.product else _PIECE
    own = [line.place.cost_centre_id not in ("", look.header.cost_centre_id), line.place.address_id not in ("", look.header.address_id)]
    return CartLineRow(
        line.id, line.version, line.number, line.name, stock.text, stock.tone or "", plain_quantity(line.quantity), _unit_word(locale, line.quantity, unit),
        price.text, price.part, said_amount(locale, one.net), centres.get(one.place.cost_centre_id, ""), labels.get(one.place.address_id, ""),
        said_day(locale, line.place.requested_on) if line.place.requested_on else "", any(own) or line.place.requested_on is not None, line.note,
    )  # fmt: skip


def _unit_word(locale: str, quantity: Decimal, unit: str) -> str:
    return format_quantity(locale, Quantity(quantity, unit)).rpartition("\N{NO-BREAK SPACE}")[2]


def _difference(locale: str, one: LineDifference, line: CartLineSheet) -> DifferenceRow:
    price_changed = (one.then.price, one.then.price_unit) != (one.now.price, one.now.price_unit)
    days = _said_promise(locale, one.then.promised_on), _said_promise(locale, one.now.promised_on)
    later = one.then.promised_on is not None and one.now.promised_on != one.then.promised_on
    title = translate(locale, "Price changed") if price_changed else translate(locale, "Comes later")
    prices = (_said_price(locale, one.then), _said_price(locale, one.now)) if price_changed else ("", "")
    return DifferenceRow(
        line.id, line.version, title, line.number, line.name, *prices, *(days if later else ("", "")),
        _effect(locale, one, line.product.unit if line.product else _PIECE) if price_changed else "",
    )  # fmt: skip


def _said_price(locale: str, told: LinePrice) -> str:
    if told.price is None:
        return translate(locale, "On request")
    per = f"\N{NO-BREAK SPACE}/\N{NO-BREAK SPACE}{told.price_unit}" if told.price_unit != 1 else ""
    return exact_money(locale, told.price) + per


def _said_promise(locale: str, day: date | None) -> str:
    return said_day(locale, day) if day else translate(locale, "no day yet")


def _effect(locale: str, one: LineDifference, unit: str) -> str:
    if one.costs_more is None or not one.costs_more.amount:
        return ""
    quantity = format_quantity(locale, Quantity(one.quantity, unit))
    if one.costs_more.amount > 0:
        return translate(locale, "{quantity} cost {amount} more", quantity=quantity, amount=format_money(locale, one.costs_more))
    return translate(locale, "{quantity} cost {amount} less", quantity=quantity, amount=format_money(locale, -one.costs_more))


def _sum(lines: Sequence[LookedLine]) -> Money | None:
    amounts = [one.net for one in lines]
    return None if None in amounts or not amounts else sum(amounts[1:], amounts[0])
