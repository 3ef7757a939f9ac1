"""For tests: an ERP in memory that keeps the port's promises, and a line to any ERP that goes wrong by chance, the same way for the same seed."""

import hashlib
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar

from portal_app.integrations.erp.life import Move, OrderState, state_after
from portal_app.integrations.erp.port import (
    Acknowledgement,
    DeliveryStatus,
    ErpConflict,
    ErpContract,
    ErpHealth,
    ErpPort,
    ErpRejected,
    ErpUnavailable,
    Incoming,
    InvoiceStatus,
    LineStatus,
    OrderStatus,
    OutgoingOrder,
    StockFacts,
    Verdict,
    WarehouseStock,
)
from portal_app.kernel import clock
from portal_app.kernel.ids import new_id
from portal_app.kernel.money import Money

T = TypeVar("T")
TIME_LIMIT = timedelta(seconds=5)
_NOTHING = Decimal(0)


@dataclass
class _Taken:
    key: str
    order: OutgoingOrder
    answer: Acknowledgement
    status: OrderStatus
    reserved: dict[int, Decimal]


class FakeErp:
    """One warehouse, in memory. `orders_by_key` is what a test counts."""

    def __init__(self) -> None:
        self._stock: dict[str, WarehouseStock] = {}
        self._taken: dict[str, _Taken] = {}  # by key
        self._lock = threading.Lock()

    def put_stock(self, number: str, on_hand: int, incoming: tuple[Incoming, ...] = ()) -> None:
        self._stock[number] = WarehouseStock("FAKE", Decimal(on_hand), incoming=incoming)

    @property
    def orders_by_key(self) -> Counter[str]:
        return Counter(taken.key for taken in self._taken.values() if taken.answer.verdict is not Verdict.REJECTED)

    def health(self) -> ErpHealth:
        return ErpHealth("fake", clock.now())

    def stock(self, numbers: Sequence[str]) -> dict[str, StockFacts]:
        return {number: StockFacts(number, (self._stock[number],), clock.now()) for number in numbers if number in self._stock}

    def place_order(self, order: OutgoingOrder, idempotency_key: str) -> Acknowledgement:
        with self._lock:
            known = self._taken.get(idempotency_key)
            if known is not None:
                if known.order != order:
                    raise ErpConflict(f"The key {idempotency_key} was used for another order.")
                return known.answer
            taken = self._take(order, idempotency_key)
            self._taken[idempotency_key] = taken
            return taken.answer

    def find_order(self, idempotency_key: str) -> Acknowledgement | None:
        known = self._taken.get(idempotency_key)
        return known.answer if known else None

    def cancel_order(self, number: str) -> None:
        with self._lock:
            taken = self._find(number)
            if taken is None:
                raise ErpRejected("There is no such order.")
            if taken.status.state is OrderState.CANCELLED:
                return
            if state_after(taken.status.state, Move.CANCEL) is None:
                raise ErpRejected("It is too late to cancel.")
            for line in taken.order.lines:
                self._reserve(line.number, -taken.reserved[line.position])
            self._move(taken, Move.CANCEL)

    def order_status(self, numbers: Sequence[str]) -> dict[str, OrderStatus]:
        return {number: taken.status for number in numbers if (taken := self._find(number))}

    def step(self, number: str) -> None:
        """Whatever comes next in the life of an order; all that is reserved leaves at once."""
        taken = self._find(number)
        state = taken.status.state
        if state is OrderState.PICKED:
            self._ship(taken)
        else:
            self._move(taken, {OrderState.RECEIVED: Move.CONFIRM, OrderState.CONFIRMED: Move.PICK, OrderState.SHIPPED: Move.INVOICE}[state])
        if taken.status.state is OrderState.INVOICED:
            net = Money(sum((line.amount for line in taken.order.lines), _NOTHING), taken.order.currency)
            taken.status = replace(taken.status, invoices=(InvoiceStatus(f"R-{number}", clock.now(), net),))

    def _take(self, order: OutgoingOrder, key: str) -> _Taken:
        number = f"F-{new_id()}"
        answer, reserved = self._answer(order, number)
        state = {Verdict.ACCEPTED: OrderState.RECEIVED, Verdict.HELD: OrderState.HELD, Verdict.REJECTED: OrderState.REJECTED}[answer.verdict]
        lines = tuple(LineStatus(line.position, line.number, line.quantity, None, _NOTHING) for line in order.lines)
        return _Taken(key, order, answer, OrderStatus(number, state, 1, clock.now(), lines), reserved)

    def _answer(self, order: OutgoingOrder, number: str) -> tuple[Acknowledgement, dict[int, Decimal]]:
        if any(line.number not in self._stock for line in order.lines):
            return Acknowledgement(Verdict.REJECTED, number, "An article is unknown."), {line.position: _NOTHING for line in order.lines}
        held, reserved = False, {}
        for line in order.lines:
            stock = self._stock[line.number]
            reserved[line.position] = part = min(stock.free, line.quantity)
            held = held or line.quantity - part > sum((one.quantity for one in stock.incoming), _NOTHING)
            self._reserve(line.number, part)
        return Acknowledgement(Verdict.HELD if held else Verdict.ACCEPTED, number, "No date is known." if held else ""), reserved

    def _reserve(self, number: str, quantity: Decimal) -> None:
        stock = self._stock[number]
        self._stock[number] = replace(stock, reserved=stock.reserved + quantity)

    def _ship(self, taken: _Taken) -> None:
        taken.status = replace(taken.status, lines=tuple(replace(line, shipped=taken.reserved[line.position]) for line in taken.status.lines))
        leaving = tuple((line.position, line.shipped) for line in taken.status.lines if line.shipped)
        for line in taken.order.lines:
            stock, part = self._stock[line.number], taken.reserved[line.position]
            self._stock[line.number] = replace(stock, on_hand=stock.on_hand - part, reserved=stock.reserved - part)
        delivery = DeliveryStatus(f"L-{taken.status.number}", clock.now(), "Fake freight", "", leaving)
        taken.status = replace(taken.status, deliveries=(*taken.status.deliveries, delivery))
        everything = all(line.shipped == line.quantity for line in taken.status.lines)
        self._move(taken, Move.SHIP_REST if everything else Move.SHIP_PART)

    def _move(self, taken: _Taken, move: Move) -> None:
        state, lines = state_after(taken.status.state, move), taken.status.lines
        if move is Move.CONFIRM:
            lines = tuple(replace(line, confirmed_day=self._day(line, taken)) for line in lines)
        taken.status = replace(taken.status, state=state, lines=lines, step=taken.status.step + 1, moved_at=clock.now())

    def _day(self, line: LineStatus, taken: _Taken) -> date | None:
        incoming = self._stock[line.number].incoming
        if taken.reserved[line.position] == line.quantity:
            return clock.today()
        return incoming[-1].day if incoming else None

    def _find(self, number: str) -> _Taken | None:
        return next((taken for taken in self._taken.values() if taken.status.number == number), None)


class Fault(StrEnum):
    NONE = "none"
    DOWN = "down"  # nobody answers; nothing was done
    SLOW = "slow"  # no answer within the time limit; nothing was done
    LOST = "lost"  # done, and the answer was lost on the way
    LATE = "late"  # done, but after the time limit
    TWICE = "twice"  # something in between sent it twice
    GARBLED = "garbled"  # done, and the answer makes no sense


_ALL = tuple(fault for fault in Fault if fault is not Fault.NONE)


class FaultyErp:
    """A line to another ERP on which every call may go wrong: `percent` of them do, each kind as often, in an order that the seed decides.

    `wait` is called with how long a slow call takes. `percent` and `faults` may be changed while it works.
    """

    def __init__(self, inner: ErpPort, *, seed: int, percent: int = 50, faults: Sequence[Fault] = _ALL, wait: Callable[[timedelta], object]) -> None:
        self.inner, self.percent, self.faults = inner, percent, tuple(faults)
        self.met: Counter[Fault] = Counter()
        self._seed, self._calls, self._wait = seed, 0, wait

    def health(self) -> ErpHealth:
        return self._through(self.inner.health)

    def stock(self, numbers: Sequence[str]) -> dict[str, StockFacts]:
        return self._through(lambda: self.inner.stock(numbers))

    def place_order(self, order: OutgoingOrder, idempotency_key: str) -> Acknowledgement:
        return self._through(lambda: self.inner.place_order(order, idempotency_key))

    def find_order(self, idempotency_key: str) -> Acknowledgement | None:
        return self._through(lambda: self.inner.find_order(idempotency_key))

    def cancel_order(self, number: str) -> None:
        return self._through(lambda: self.inner.cancel_order(number))

    def order_status(self, numbers: Sequence[str]) -> dict[str, OrderStatus]:
        return self._through(lambda: self.inner.order_status(numbers))

    def _through(self, call: Callable[[], T]) -> T:
        fault = self._next_fault()
        self.met[fault] += 1
        if fault in (Fault.SLOW, Fault.LATE):
            self._wait(TIME_LIMIT)
        if fault in (Fault.DOWN, Fault.SLOW):
            raise ErpUnavailable(fault.value)
        answer: Any = call()
        if fault in (Fault.LOST, Fault.LATE):
            raise ErpUnavailable(fault.value)
        if fault is Fault.GARBLED:
            raise ErpContract(fault.value)
        return call() if fault is Fault.TWICE else answer

    def _next_fault(self) -> Fault:
        self._calls += 1
        thrown = int.from_bytes(hashlib.sha256(f"{self._seed} {self._calls}".encode()).digest()[:8], "big")
        if not self.faults or thrown % 100 >= self.percent:
            return Fault.NONE
        return self.faults[thrown // 100 % len(self.faults)]
