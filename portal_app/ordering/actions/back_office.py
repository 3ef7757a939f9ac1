"""The back office of the ERP that comes with the portal: orders over all companies, with the names that the portal knows.

What staff do with an order are commands of the ERP itself. A sales representative sees the orders of the companies they look after.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from portal_app.accounts import Customers, customers_seen
from portal_app.catalog import product_labels
from portal_app.integrations.erp import (
    OrderState,
    TakenFilter,
    TakenOrder,
    TakenSheet,
    count_taken_orders,
    list_taken_orders,
    proposed_days_of,
    taken_sheet_or_missing,
)
from portal_app.kernel.gate import Context, staff_query
from portal_app.kernel.ids import Id
from portal_app.kernel.paging import Page
from portal_app.kernel.permissions import Permission
from portal_app.ordering.store import across

MOST_WORDS, LONGEST_WORDS = 8, 200


@dataclass(frozen=True)
class ErpOrderRow:
    """An order in the list of the back office. `company` is its customer number where the portal does not know it yet."""

    order: TakenOrder
    company: str


@dataclass(frozen=True)
class ErpOrderList:
    """A page, and how many orders stand where, whatever was looked for."""

    page: Page[ErpOrderRow]
    counts: dict[OrderState, int]


@dataclass(frozen=True)
class ErpOrderSheet:
    """One order. `names` are the products' by article number, `days` those on which each line could leave while it is not confirmed."""

    taken: TakenSheet
    company: str
    buyer: str
    names: dict[str, str]
    days: dict[int, date | None]


@staff_query(Permission.STAFF_COMPANIES_VIEW, across=True)
def list_erp_orders(ctx: Context, words: str = "", states: Collection[OrderState] = (), number: int = 1, size: int = 25) -> ErpOrderList:
    """The latest first. Each word stands in one of the order's numbers or in its company's name."""
    customers = customers_seen(ctx)
    wanted = tuple(words[:LONGEST_WORDS].replace("\x00", "").split()[:MOST_WORDS])
    asked = TakenFilter(wanted, {word: _named(customers, word) for word in wanted}, frozenset(states), customers.ids)
    page = list_taken_orders(ctx, asked, number=number, size=size)
    rows = tuple(ErpOrderRow(order, _company(customers, order)) for order in page.rows)
    return ErpOrderList(Page(rows, page.total, page.number, page.size), count_taken_orders(ctx, customers.ids))


@staff_query(Permission.STAFF_COMPANIES_VIEW, across=True)
def read_erp_order(ctx: Context, number: str) -> ErpOrderSheet:
    """By the ERP's number. Raises NotFound for one of a company that the caller does not see, as for an unknown one."""
    customers = customers_seen(ctx)
    taken = taken_sheet_or_missing(ctx, number[:20], customers.ids)
    names = {label: one.name for label, one in product_labels(ctx, [line.number for line in taken.lines]).items()}
    order = across.orders_by_id(ctx, [taken.order.key]).get(taken.order.key)
    days = proposed_days_of(ctx, number) if taken.order.state is OrderState.RECEIVED else {}
    return ErpOrderSheet(taken, _company(customers, taken.order), order.buyer_name if order else "", names, days)


def _named(customers: Customers, word: str) -> frozenset[Id]:
    return frozenset(company_id for company_id, name in customers.names.items() if word.casefold() in name.casefold())


def _company(customers: Customers, order: TakenOrder) -> str:
    return customers.names.get(order.company_id, order.customer_number)
