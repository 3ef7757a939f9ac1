"""The way to the ERP for operators: what waits, what is laid aside and why, which orders are in doubt, with the names that the portal knows."""

from dataclasses import dataclass
from datetime import datetime

from portal_app.accounts import Customers, customers_seen
from portal_app.integrations.erp import ORDER as ORDER_TOPIC
from portal_app.integrations.erp import LineReport, LineToErp, line_report, read_line
from portal_app.kernel.gate import Context, staff_query
from portal_app.kernel.ids import Id
from portal_app.kernel.permissions import Permission
from portal_app.ordering.store import across
from portal_app.ordering.tables import Order


@dataclass(frozen=True)
class QueuedMessage:
    """A message that is not carried out. `about` is the portal's number of its order or the ERP's, "" for none."""

    id: Id
    topic: str
    about: str
    company: str
    created_at: datetime
    run_at: datetime
    attempts: int
    is_dead: bool
    is_under_way: bool
    is_planned: bool
    last_error: str


@dataclass(frozen=True)
class DoubtfulOrder:
    """An order that was sent and not answered. `message_id` is what will ask again; "" where nothing does any more."""

    number: str
    company: str
    tries: int
    since: datetime
    message_id: Id


@dataclass(frozen=True)
class ErpLine:
    line: LineToErp
    report: LineReport
    messages: tuple[QueuedMessage, ...]
    in_doubt: tuple[DoubtfulOrder, ...]


@staff_query(Permission.STAFF_OPERATE, across=True)
def read_erp_line(ctx: Context) -> ErpLine:
    """Over all companies. The report is that of the process that answers."""
    customers, line = customers_seen(ctx), read_line(ctx)
    keys = [message.payload.get("key", "") for message in line.messages] + [one.key for one in line.in_doubt]
    orders = across.orders_by_id(ctx, keys)
    return ErpLine(line, line_report(), _messages(line, customers, orders), _doubtful(line, customers, orders))


def _messages(line: LineToErp, customers: Customers, orders: dict[Id, Order]) -> tuple[QueuedMessage, ...]:
    return tuple(
        QueuedMessage(
            one.id, one.topic, _about(one.payload, orders), customers.names.get(one.company_id or "", ""), one.created_at, one.run_at, one.attempts,
            one.is_dead, one.is_under_way, one.is_planned, one.last_error,
        )
        for one in line.messages
    )  # fmt: skip


def _doubtful(line: LineToErp, customers: Customers, orders: dict[Id, Order]) -> tuple[DoubtfulOrder, ...]:
    asking = {one.payload.get("key", ""): one.id for one in line.messages if one.topic == ORDER_TOPIC}
    return tuple(
        DoubtfulOrder(_number(one.key, orders), customers.names.get(one.company_id, ""), one.tries, one.since, asking.get(one.key, "")) for one in line.in_doubt
    )


def _about(payload: dict, orders: dict[Id, Order]) -> str:
    return _number(payload["key"], orders) if "key" in payload else str(payload.get("number", ""))


def _number(key: str, orders: dict[Id, Order]) -> str:
    return orders[key].number if key in orders else key
