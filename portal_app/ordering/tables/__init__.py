"""Tables of ordering, a module for each topic."""

from portal_app.ordering.tables.carts import Cart, CartLine
from portal_app.ordering.tables.mappings import IntakeMapping
from portal_app.ordering.tables.orders import Order, OrderLine, OrderNumber, OrderStep

__all__ = ["Cart", "CartLine", "IntakeMapping", "Order", "OrderLine", "OrderNumber", "OrderStep"]
from portal_app.ordering.tables.drafts import Draft, DraftRow

__all__ = ["Cart", "CartLine", "Draft", "DraftRow", "Order", "OrderLine", "OrderNumber", "OrderStep"]
