"""Calls what is ordered from framework agreements, and gives it back when an order comes to nothing. In the caller's transaction."""

from collections.abc import Iterable
from decimal import Decimal

from pydantic import TypeAdapter

from portal_app.kernel.errors import Conflict
from portal_app.kernel.gate import Context
from portal_app.kernel.i18n import message
from portal_app.kernel.ids import Id
from portal_app.ordering.store import orders as store
from portal_app.ordering.tables import Order
from portal_app.pricing import Level, PriceTrace, call_off, give_back

USED_UP = message("Somebody has just called the rest of an agreement, so a price is another one now. Please look at the cart again.")
TRACE = TypeAdapter(PriceTrace)


def call_agreements(ctx: Context, ordered: Iterable[tuple[PriceTrace, Decimal]]) -> None:
    """For lines with the trace of their price. Raises Conflict when an agreement has not enough left any more."""
    quantities = _by_agreement(ordered)
    if quantities and call_off(ctx, quantities):
        raise Conflict(USED_UP)


def give_back_calls(ctx: Context, order: Order) -> None:
    """All that this order has called."""
    lines = store.lines_of(ctx, order.id)
    quantities = _by_agreement((TRACE.validate_python(line.trace), line.quantity) for line in lines if line.trace)
    if quantities:
        give_back(ctx, quantities)


def _by_agreement(ordered: Iterable[tuple[PriceTrace, Decimal]]) -> dict[Id, Decimal]:
    found: dict[Id, Decimal] = {}
    for trace, quantity in ordered:
        source = next((step.source for step in reversed(trace.steps) if step.source.level is Level.AGREEMENT), None)
        if trace.level is Level.AGREEMENT and source is not None:
            found[source.id] = found.get(source.id, Decimal(0)) + quantity
    return found
