"""What tests of the ERP share: orders with defaults, stock, and who may do it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from portal_app.integrations.erp import CountedStock, Incoming, OrderedLine, OutgoingOrder, ShipTo, Warehouse, put_stock, put_warehouses
from portal_app.integrations.erp.actions.steps import step_order
from portal_app.integrations.erp.embedded import EmbeddedErp
from portal_app.integrations.erp.fake import FakeErp
from portal_app.integrations.erp.port import ErpPort
from portal_app.kernel import clock
from portal_app.kernel.actor import system
from portal_app.kernel.db import transaction
from portal_app.kernel.gate import Context
from portal_app.kernel.ids import Id, new_id
from portal_app.kernel.permissions import Permission
from portal_app.kernel.tenancy import company_scope

OPERATOR = system(frozenset({Permission.STAFF_OPERATE}), name="test")
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)  # a Monday
SOON = date(2026, 12, 1)
KIEL = Warehouse("KI", "Kiel", "DE-SH")
NUREMBERG = Warehouse("NU", "Nuremberg", "DE-BY")
GATE_B = ShipTo("Hansen, goods in", "Werftbahnstraße 18", "24143", "Kiel")


def line(position: int = 1, number: str = "48-1007", quantity: str = "10", amount: str = "12.50", **more: object) -> OrderedLine:
    return OrderedLine(position, number, Decimal(quantity), Decimal(amount), **more)


def order(*lines: OrderedLine, **more: object) -> OutgoingOrder:
    return OutgoingOrder(**{"order_number": "O-10482", "customer_number": "10023", "ship_to": GATE_B, "lines": lines or (line(),), **more})


def coming(quantity: int, day: date = SOON) -> tuple[Incoming, ...]:
    return (Incoming(day, Decimal(quantity)),)


class EmbeddedBench:
    """The embedded ERP with a hand on its stock and its orders."""

    def __init__(self) -> None:
        self.port: ErpPort = EmbeddedErp()
        put_warehouses(OPERATOR, [KIEL, NUREMBERG])

    def put_stock(self, number: str, on_hand: int, incoming: tuple[Incoming, ...] = ()) -> None:
        put_stock(OPERATOR, [CountedStock(number, "KI", Decimal(on_hand), incoming)])

    def step(self, number: str) -> None:
        step_order(OPERATOR, number)


class FakeBench:
    """The fake ERP in the same hands."""

    def __init__(self) -> None:
        self.port = FakeErp()
        self.put_stock, self.step = self.port.put_stock, self.port.step


@contextmanager
def inside(company_id: Id) -> Iterator[Context]:
    """A transaction of a company, as a command of a higher slice has it."""
    with transaction(company_scope(company_id), writes=True) as session:
        yield Context(OPERATOR, session, clock.now(), True)


def new_number() -> str:
    """An article number that no other test uses."""
    return f"T-{new_id()}"


def minutes(count: int) -> timedelta:
    return timedelta(minutes=count)
