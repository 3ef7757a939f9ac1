"""Tables of ordering, a module for each topic."""

from portal_app.ordering.tables.mappings import IntakeMapping

__all__ = ["IntakeMapping"]
