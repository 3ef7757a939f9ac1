"""Orders for the tests of papers, moved as far as a test needs them, and the PDF that somebody gets of one."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from portal_app.documents import pdf_of, read_order_confirmation
from portal_app.kernel.actor import Actor
from portal_app.kernel.ids import Id
from portal_app.ordering import OrderMove
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


def gross(net: str, vat: str) -> Decimal:
    return Decimal(net) + Decimal(vat)
