"""The ERP that comes with the portal: the port over the tables in its own database. Each call is a transaction of its own."""

import functools
from collections.abc import Sequence

from portal_app.integrations.erp.actions import ending, taking
from portal_app.integrations.erp.port import Acknowledgement, ErpHealth, ErpRejected, ErpUnavailable, OrderStatus, OutgoingOrder, StockFacts
from portal_app.kernel import clock
from portal_app.kernel.actor import system
from portal_app.kernel.errors import Busy, Conflict, NotFound, Unavailable
from portal_app.kernel.permissions import Permission

_OPERATOR = system(frozenset({Permission.STAFF_OPERATE}), name="embedded ERP")


def _in_words_of_the_port(method):
    """A database that is away or busy is an ERP that is away."""

    @functools.wraps(method)
    def call(*args, **arguments):
        try:
            return method(*args, **arguments)
        except (Busy, Unavailable) as away:
            raise ErpUnavailable(away.message) from away

    return call


class EmbeddedErp:
    """See ErpPort for what each method promises."""

    @_in_words_of_the_port
    def health(self) -> ErpHealth:
        taking.read_warehouses(_OPERATOR)
        return ErpHealth("embedded", clock.now())

    @_in_words_of_the_port
    def stock(self, numbers: Sequence[str]) -> dict[str, StockFacts]:
        return taking.read_stock(_OPERATOR, numbers)

    @_in_words_of_the_port
    def place_order(self, order: OutgoingOrder, idempotency_key: str) -> Acknowledgement:
        return taking.take_order(_OPERATOR, order, idempotency_key)

    @_in_words_of_the_port
    def find_order(self, idempotency_key: str) -> Acknowledgement | None:
        return taking.find_taken_order(_OPERATOR, idempotency_key)

    @_in_words_of_the_port
    def cancel_order(self, number: str) -> None:
        try:
            ending.cancel_taken_order(_OPERATOR, number)
        except (NotFound, Conflict) as no:
            raise ErpRejected(no.message) from no

    @_in_words_of_the_port
    def order_status(self, numbers: Sequence[str]) -> dict[str, OrderStatus]:
        return taking.read_status(_OPERATOR, numbers)
