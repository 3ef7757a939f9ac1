"""Order lists as screens show them: what each line can be ordered as today, what it costs now for who may see it, and what changed since it was put."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal

from portal_app.accounts import cost_centre_names
from portal_app.catalog import Destination, ProductLine, ProductStatus, QuantityProblem, find_products, fit_quantity, successors_of
from portal_app.kernel.gate import Context
from portal_app.kernel.ids import Id
from portal_app.kernel.money import Money
from portal_app.ordering.actions.offers import Offer, Wish, destination_of, offers_for
from portal_app.ordering.rules.cart_lines import UNKNOWN
from portal_app.ordering.rules.order_lists import ListChoice, Sharing
from portal_app.ordering.store import order_lists as store
from portal_app.ordering.tables import OrderList, OrderListLine


@dataclass(frozen=True)
class OrderListRow:
    """A list among others. `people` counts those with whom it is shared by name, `cost_centre` is “4711 Maintenance” where it is shared with one;
    `version` is that of its name and sharing."""

    id: Id
    name: str
    shared_with: Sharing
    owner_name: str
    lines: int
    changed_at: datetime
    may_edit: bool
    is_own: bool
    changed_by: str
    people: int
    cost_centre: str
    version: int


@dataclass(frozen=True)
class ListLineSheet:
    """A line. `product` is what would be ordered: that of the line, or what follows it where that was chosen; None when nobody sees it any more.

    `wanted` can be ordered as `quantity`, 0 where it cannot and `problem` says why; `reason` says why it is another one. `values` fill both.
    `pack_then` differs from the pack of the product when that is sold in other packs than on the day it was put.
    """

    id: Id
    number: str
    name: str
    kept: Decimal
    section: str
    note: str
    version: int
    changed_by: str
    product: ProductLine | None
    wanted: Decimal
    quantity: Decimal
    pack_then: Decimal
    reason: str = ""
    problem: str = ""
    values: dict[str, Decimal] = field(default_factory=dict)
    is_discontinued: bool = False
    successor: ProductLine | None = None
    instead: bool = False
    offer: Offer | None = None

    @property
    def is_same(self) -> bool:
        """Whether it is sold as it was when it was put."""
        same_pack = self.product is None or self.instead or self.product.terms.pack == self.pack_then
        return same_pack and not self.is_discontinued and not self.problem and not self.reason


@dataclass(frozen=True)
class ListSheet:
    """A list with its lines, in their order."""

    row: OrderListRow
    lines: tuple[ListLineSheet, ...]


def rows_of(ctx: Context, rows: Sequence[OrderList]) -> tuple[OrderListRow, ...]:
    ids = [row.id for row in rows]
    lines, people = store.count_lines(ctx, ids), store.people_of(ctx, ids)
    centres = cost_centre_names(ctx) if any(row.cost_centre_id for row in rows) else {}
    return tuple(_row(ctx, row, lines.get(row.id, 0), len(people.get(row.id, ())), centres.get(row.cost_centre_id or "", "")) for row in rows)


def sheet_of(ctx: Context, row: OrderList) -> ListSheet:
    return ListSheet(rows_of(ctx, [row])[0], line_sheets(ctx, store.lines_of(ctx, row.id)))


def line_sheets(ctx: Context, lines: Sequence[OrderListLine], choices: Mapping[Id, ListChoice] | None = None) -> tuple[ListLineSheet, ...]:
    """As they would be ordered now. `choices` by line say another quantity than the list, or what follows the article."""
    products = {one.id: one for one in find_products(ctx, [line.product_id for line in lines])}
    successors = successors_by_product(ctx, [line.product_id for line in lines if not _is_sold(products.get(line.product_id))])
    sheets = [_sheet(line, products.get(line.product_id), successors.get(line.product_id), (choices or {}).get(line.id)) for line in lines]
    return _priced(ctx, sheets, destination_of(ctx))


def net_of(lines: Sequence[ListLineSheet]) -> Money | None:
    """What they cost together; None as soon as one has no price, and for who sees none."""
    amounts = [line.offer.price.amount if line.offer and line.offer.price else None for line in lines]
    return None if None in amounts or not amounts else sum(amounts[1:], amounts[0])


def successors_by_product(ctx: Context, product_ids: Sequence[Id]) -> dict[Id, ProductLine]:
    """What replaces each of these, as far as it is sold and the company sees it."""
    found = successors_of(ctx, product_ids) if product_ids else {}
    products = {one.id: one for one in find_products(ctx, [ids[0] for ids in found.values()])} if found else {}
    return {product_id: products[ids[0]] for product_id, ids in found.items() if ids[0] in products}


def is_own(ctx: Context, row: OrderList) -> bool:
    return row.account_id == ctx.actor.account_id


def may_edit(ctx: Context, row: OrderList) -> bool:
    return is_own(ctx, row) or row.others_edit


def _row(ctx: Context, row: OrderList, lines: int, people: int, cost_centre: str) -> OrderListRow:
    return OrderListRow(
        row.id, row.name, Sharing(row.sharing), row.owner_name, lines, row.changed_at, may_edit(ctx, row), is_own(ctx, row), row.changed_by, people,
        cost_centre, row.version,
    )  # fmt: skip


def _sheet(line: OrderListLine, product: ProductLine | None, successor: ProductLine | None, choice: ListChoice | None) -> ListLineSheet:
    wanted, instead = (choice.quantity, choice.instead and successor is not None) if choice else (line.quantity, False)
    ordered = successor if instead else product
    number, name = (product.number, product.name) if product else (line.number, line.name)
    told = ListLineSheet(
        line.id, number, name, line.quantity, line.section, line.note, line.version, line.changed_by, ordered, wanted, Decimal(0), line.pack,
        is_discontinued=not instead and not _is_sold(product), successor=successor, instead=instead,
    )  # fmt: skip
    if ordered is None:
        return replace(told, problem=UNKNOWN)
    fitted = fit_quantity(wanted, ordered.terms)
    if isinstance(fitted, QuantityProblem):
        return replace(told, problem=fitted.reason)
    return replace(told, quantity=fitted.quantity, reason=fitted.reason, values=fitted.values)


def _priced(ctx: Context, sheets: Sequence[ListLineSheet], to: Destination) -> tuple[ListLineSheet, ...]:
    asked = [sheet for sheet in sheets if sheet.product is not None and not sheet.problem]
    offers = dict(zip((sheet.id for sheet in asked), offers_for(ctx, [Wish(sheet.product, sheet.quantity) for sheet in asked], to), strict=True))
    return tuple(replace(sheet, offer=offers.get(sheet.id)) for sheet in sheets)


def _is_sold(product: ProductLine | None) -> bool:
    return product is not None and product.status is ProductStatus.ACTIVE
