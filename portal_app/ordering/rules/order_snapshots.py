"""What is kept of an order for ever: everything as it was when it was submitted, whatever is changed elsewhere afterwards."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from portal_app.kernel.ids import Id
from portal_app.kernel.money import Money, Quantity
from portal_app.ordering.rules.cart_lines import LinePlace
from portal_app.ordering.rules.carts import CartHeader

FIRST_NUMBER = 10_000
VAT = {"DE": Decimal("0.19")}  # of a delivery within the country; what goes elsewhere is taxed there


@dataclass(frozen=True)
class OrderAddress:
    """Where something goes."""

    id: Id
    label: str
    recipient: str
    street: str
    postcode: str
    city: str
    country: str


@dataclass(frozen=True)
class OrderCostCentre:
    """Where something is booked."""

    id: Id
    number: str
    name: str


@dataclass(frozen=True)
class OrderApprovers:
    """Who was asked to approve at this level, and by which rules."""

    level: int
    rules: tuple[str, ...]
    names: tuple[str, ...]


@dataclass(frozen=True)
class OrderSnapshot:
    """What stands beside the lines. `terms` are pairs of a term and what was agreed; `prices_as_of` says how fresh the prices were."""

    addresses: tuple[OrderAddress, ...]
    cost_centres: tuple[OrderCostCentre, ...] = ()
    approvers: tuple[OrderApprovers, ...] = ()
    terms: tuple[tuple[str, str], ...] = ()
    prices_as_of: datetime | None = None


@dataclass(frozen=True)
class NewOrderLine:
    """A line that is ordered: `price` is net for `price_unit` units, `net` the line rounded. `place` is where it really goes. `trace` says
    how the price came about, as JSON values."""

    product_id: Id
    number: str
    name: str
    quantity: Quantity
    price: Money
    price_unit: int
    net: Money
    place: LinePlace
    pack: Decimal
    note: str = ""
    promised_on: date | None = None
    trace: dict[str, Any] | None = None


@dataclass(frozen=True)
class NewOrder:
    """An order as it is about to be placed."""

    header: CartHeader
    lines: tuple[NewOrderLine, ...]
    snapshot: OrderSnapshot
    vat: Money
    cart_id: Id | None = None

    @property
    def net(self) -> Money:
        return net_of(line.net for line in self.lines)


def net_of(nets) -> Money:
    """The sum of at least one amount."""
    first, *rest = nets
    return sum(rest, first)


def vat_of(parts: tuple[tuple[str, Money], ...]) -> Money:
    """The VAT of an order: for each country its net amounts together, rounded once."""
    totals: dict[str, Money] = {}
    for country, net in parts:
        totals[country] = totals[country] + net if country in totals else net
    nothing = Money(Decimal(0), parts[0][1].currency)
    return sum(((net * VAT.get(country, Decimal(0))).rounded() for country, net in totals.items()), nothing)


def number_text(serial: int) -> str:
    """O-10482"""
    return f"O-{FIRST_NUMBER + serial}"


def search_text(order: NewOrder, number: str, buyer_name: str) -> str:
    """What an order is found by, in lower case. No amount stands in it: who sees none must not find one either."""
    header = order.header
    words = (number, header.po_number, header.reference, header.name, buyer_name, *(f"{line.number} {line.name}" for line in order.lines))
    return "\n".join(words).casefold()
