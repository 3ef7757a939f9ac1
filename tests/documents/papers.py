"""Orders for the tests of papers, moved as far as a test needs them, and the PDF that somebody gets of one."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from sqlmodel import select

from portal_app.documents import pdf_of, read_order_confirmation
from portal_app.kernel.actor import Actor
from portal_app.kernel.db import transaction
from portal_app.kernel.ids import Id
from portal_app.kernel.tenancy import company_scope
from portal_app.ordering import OrderMove
from portal_app.ordering.tables import Order, OrderLine
from tests.documents.reading import Read, read
from tests.ordering.placing import an_order, move_an_order, put_an_order
from tests.ordering.shop import Shop

CONFIRM = (OrderMove.SEND, OrderMove.CONFIRM)


def an_order_that_is(shop: Shop, *moves: OrderMove, lines: Any = (), **header: Any) -> Id:
    """Placed by Jan Keller, and moved on."""
    order_id = put_an_order(shop.jan, an_order(shop, *lines, **header))
    for move in moves:
        move_an_order(shop.jan, order_id, move)
    return order_id


def paper_for(who: Actor, order_id: Id, language: str = "en") -> Read:
    return read(pdf_of(read_order_confirmation(who, order_id, language)))


def with_name(line: Any, name: str, **more: Any) -> Any:
    return replace(line, name=name, **more)


def supplier_told(shop: Shop, order_id: Id, leaves: dict[int, date], shipped: dict[int, Decimal], *deliveries: dict[str, Any]) -> None:
    """What the supplier's system told of an order: by a line's position the day on which it leaves, and how much of it has left."""
    with transaction(company_scope(shop.company), writes=True) as session:
        session.exec(select(Order).where(Order.id == order_id)).one().deliveries = list(deliveries)
        for line in session.exec(select(OrderLine).where(OrderLine.order_id == order_id)).all():
            line.confirmed_on, line.shipped = leaves.get(line.position), shipped.get(line.position, line.shipped)
