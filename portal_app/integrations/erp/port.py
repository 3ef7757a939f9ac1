"""An ERP in our words: what the portal asks of it and tells it. One module a real system keeps this promise; its own words end there.

Every call ends within a few seconds and names its trouble. None is made while a transaction is open.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from portal_app.integrations.erp.life import OrderState
from portal_app.kernel.money import Money, exact


class ErpTrouble(Exception):
    """A call that did not go well. The text is for operators."""


class ErpUnavailable(ErpTrouble):
    """Away, too slow, or the line broke. What was asked for may have been done or not: ask before asking for it again."""


class ErpContract(ErpTrouble):
    """An answer that is not what was agreed. What was asked for may have been done or not. Somebody must look."""


class ErpRejected(ErpTrouble):
    """A no for good, with its reason."""


class ErpConflict(ErpTrouble):
    """The key was used before, for something else. Nothing was done; always a mistake of ours."""


@dataclass(frozen=True)
class ErpHealth:
    """Which system answers, and when it did."""

    system: str
    at: datetime


@dataclass(frozen=True)
class Warehouse:
    """Where goods leave. What is ordered before `cut_off` (local time) leaves that day, on working days of `region`, and is `lead_days` on its way."""

    code: str
    name: str
    region: str = "DE"  # ISO 3166: DE, DE-SH
    time_zone: str = "Europe/Berlin"
    cut_off: time = time(15)
    lead_days: int = 1


@dataclass(frozen=True)
class Incoming:
    """So much is expected on a day."""

    day: date
    quantity: Decimal


@dataclass(frozen=True)
class WarehouseStock:
    """One product in one warehouse. `reserved` is a part of `on_hand`; `waiting` is ordered and has to come in first."""

    warehouse: str
    on_hand: Decimal
    reserved: Decimal = Decimal(0)
    waiting: Decimal = Decimal(0)
    incoming: tuple[Incoming, ...] = ()  # the earliest first

    @property
    def free(self) -> Decimal:
        return self.on_hand - self.reserved


@dataclass(frozen=True)
class StockFacts:
    """What is known of a product's stock, warehouse after warehouse, and when it was true."""

    number: str
    places: tuple[WarehouseStock, ...]
    as_of: datetime


@dataclass(frozen=True)
class ShipTo:
    recipient: str
    street: str
    postcode: str
    city: str
    country: str = "DE"  # ISO 3166-1


@dataclass(frozen=True)
class OrderedLine:
    """One product of an order. `amount` is the net amount of the line; `wanted_day` the day it should leave; `ship_to` None: as the order says."""

    position: int
    number: str
    quantity: Decimal
    amount: Decimal
    unit: str = "C62"
    wanted_day: date | None = None
    ship_to: ShipTo | None = None
    note: str = ""  # cost centre and whatever else shall stand on the papers

    def __post_init__(self) -> None:
        if exact(self.quantity) <= 0:
            raise ValueError("A line is about more than nothing.")
        for name in ("quantity", "amount"):
            object.__setattr__(self, name, _as_written_once(getattr(self, name)))


@dataclass(frozen=True)
class OutgoingOrder:
    """An order as it leaves the portal: final, with everything in it. `order_number` is the portal's own."""

    order_number: str
    customer_number: str
    ship_to: ShipTo
    lines: tuple[OrderedLine, ...]
    currency: str = "EUR"
    po_number: str = ""
    in_parts: bool = True  # what is there may leave before the rest
    note: str = ""

    def __post_init__(self) -> None:
        positions = [line.position for line in self.lines]
        if not positions or len(set(positions)) < len(positions):
            raise ValueError("An order has lines, each with a position of its own.")


class Verdict(StrEnum):
    ACCEPTED = "accepted"
    HELD = "held"  # taken, but somebody looks at it first
    REJECTED = "rejected"  # not taken


@dataclass(frozen=True)
class Acknowledgement:
    """The ERP's answer to an order. `number` is the ERP's own number for it; a rejected order may have none."""

    verdict: Verdict
    number: str = ""
    reason: str = ""


@dataclass(frozen=True)
class LineStatus:
    """`confirmed_day` is when it leaves, None while that is not known; `shipped` how much of it has left."""

    position: int
    number: str
    quantity: Decimal
    confirmed_day: date | None
    shipped: Decimal


@dataclass(frozen=True)
class DeliveryStatus:
    """What left together. `lines` are (position, quantity)."""

    number: str
    at: datetime
    carrier: str
    tracking_number: str
    lines: tuple[tuple[int, Decimal], ...]


@dataclass(frozen=True)
class InvoiceStatus:
    number: str
    at: datetime
    net: Money


@dataclass(frozen=True)
class OrderStatus:
    """Where an order stands. `step` grows with every change, so that an older answer is told from a newer one. `reason`: why it came to nothing."""

    number: str
    state: OrderState
    step: int
    moved_at: datetime
    lines: tuple[LineStatus, ...]
    deliveries: tuple[DeliveryStatus, ...] = ()
    invoices: tuple[InvoiceStatus, ...] = ()
    reason: str = ""


def _as_written_once(value: Decimal) -> Decimal:
    """1, 1.0 and 1.00 in one form, so that the same order has the same text whoever reads it from where."""
    return exact(value).quantize(Decimal(1)) if value == value.to_integral_value() else exact(value).normalize()


class ErpPort(Protocol):
    """What every ERP does for the portal. Any call may raise ErpUnavailable or ErpContract."""

    def health(self) -> ErpHealth:
        """Live. Asked before orders go out again after the ERP was away."""

    def stock(self, numbers: Sequence[str]) -> dict[str, StockFacts]:
        """Live, in bulk. What the ERP does not know is missing."""

    def place_order(self, order: OutgoingOrder, idempotency_key: str) -> Acknowledgement:
        """Live. The same key with the same order gives the first answer again and does nothing; with another order it raises ErpConflict."""

    def find_order(self, idempotency_key: str) -> Acknowledgement | None:
        """Live. The answer that an order got, when one with this key has arrived."""

    def cancel_order(self, number: str) -> None:
        """Live. Cancelling twice is harmless. Raises ErpRejected when it is too late, or the number is unknown."""

    def order_status(self, numbers: Sequence[str]) -> dict[str, OrderStatus]:
        """Live, in bulk. What the ERP does not know is missing."""
