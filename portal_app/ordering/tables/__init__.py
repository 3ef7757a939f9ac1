"""Tables of ordering, a module for each topic."""

from portal_app.ordering.tables.mappings import IntakeMapping

__all__ = ["IntakeMapping"]
from portal_app.ordering.tables.carts import Cart, CartLine

__all__ = ["Cart", "CartLine"]
