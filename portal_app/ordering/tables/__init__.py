"""Tables of ordering, a module for each topic."""

from portal_app.ordering.tables.carts import Cart, CartLine
from portal_app.ordering.tables.drafts import Draft, DraftRow
from portal_app.ordering.tables.intakes import OrderIntake
from portal_app.ordering.tables.mappings import IntakeMapping
from portal_app.ordering.tables.order_lists import OrderList, OrderListLine, OrderListPerson
from portal_app.ordering.tables.orders import Order, OrderLine, OrderNumber, OrderStep

__all__ = ["Cart", "CartLine", "Draft", "DraftRow", "IntakeMapping", "Order", "OrderIntake", "OrderLine", "OrderNumber", "OrderStep"]
__all__ = [
    "Cart", "CartLine", "Draft", "DraftRow", "IntakeMapping", "Order", "OrderLine", "OrderList", "OrderListLine", "OrderListPerson", "OrderNumber", "OrderStep",
]  # fmt: skip
