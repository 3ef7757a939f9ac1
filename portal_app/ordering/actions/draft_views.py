"""A draft as it is shown: each row with its product, what is wrong with it, and what may have been meant."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from portal_app.catalog import Destination, FittedQuantity, ProductLine, find_products, fit_quantity, resolve_numbers, suggest_products
from portal_app.kernel.gate import Context
from portal_app.kernel.i18n import language_of
from portal_app.kernel.ids import Id
from portal_app.kernel.money import Money
from portal_app.ordering.actions.offers import Offer, Wish, destination_of, least_of, offers_for
from portal_app.ordering.rules.draft_rows import JudgedRow, RowEntry, number_meant
from portal_app.ordering.rules.judging import Fitting, judge_row
from portal_app.ordering.rules.quantities import ReadQuantity, read_quantity
from portal_app.ordering.store import drafts as store
from portal_app.ordering.tables import Draft, DraftRow

NEAR = 3
_MOST_LOOKED_UP = 20  # rows for which something near is looked for; the others find it when somebody goes there


@dataclass(frozen=True)
class RowSheet:
    """`wanted` is the quantity as it was typed, exactly or as a text; `near` are products that may be meant.

    `offer` is for the quantity that would be ordered; a row that cannot be ordered yet has the offer for the least there is.
    """

    key: str
    version: int
    typed: str
    product: ProductLine | None
    wanted: Decimal | None
    wanted_text: str
    as_wanted: bool
    judged: JudgedRow
    offer: Offer | None = None
    near: tuple[ProductLine, ...] = ()


@dataclass(frozen=True)
class DraftSheet:
    """`taken` are the keys of rows that were put just now as they were typed; others were changed elsewhere. `removed` are rows to put back.

    `total` is net, over the rows that can be ordered and have a price; None when there is no such row, or for who may not see prices. `to` is
    where it would be delivered.
    """

    version: int
    changed_at: datetime | None
    rows: tuple[RowSheet, ...] = ()
    taken: tuple[str, ...] = ()
    removed: tuple[RowEntry, ...] = ()
    total: Money | None = None
    prices_as_of: datetime | None = None
    to: Destination = Destination()


def sheet_of(ctx: Context, draft: Draft, *, taken: Collection[str] = (), removed: tuple[RowEntry, ...] = ()) -> DraftSheet:
    rows = store.rows_of(ctx, draft)
    products = _products_of(ctx, rows)
    candidates = _candidates(ctx, [row for row in rows if row.typed and row.product_id not in products])
    language = language_of(ctx.actor.locale)
    to = destination_of(ctx)
    sheets = _with_offers(ctx, [_sheet(row, products, candidates, language) for row in rows], to)
    lines = [row.offer.price for row in sheets if row.offer and row.offer.price and row.judged.verdict.can_be_ordered]
    return DraftSheet(
        draft.version, draft.changed_at, sheets, tuple(sorted(taken)), removed, _sum_of([price.amount for price in lines if price.amount]),
        min((price.as_of for price in lines if price.as_of), default=None), to,
    )  # fmt: skip


def _with_offers(ctx: Context, rows: Sequence[RowSheet], to: Destination) -> tuple[RowSheet, ...]:
    asked = [row for row in rows if row.product]
    offers = dict(zip((row.key for row in asked), offers_for(ctx, [_wish(row) for row in asked], to), strict=True))
    return tuple(replace(row, offer=offers.get(row.key)) for row in rows)


def _wish(row: RowSheet) -> Wish:
    quantity = row.judged.quantity if row.judged.verdict.can_be_ordered else None
    return Wish(row.product, least_of(row.product) if quantity is None else quantity)


def _sum_of(amounts: Sequence[Money]) -> Money | None:
    return sum(amounts[1:], amounts[0]) if amounts else None


def _products_of(ctx: Context, rows: Sequence[DraftRow]) -> dict[Id, ProductLine]:
    ids = {row.product_id for row in rows if row.product_id}
    return {line.id: line for line in find_products(ctx, sorted(ids))} if ids else {}


@dataclass(frozen=True)
class _Candidates:
    """For rows without a product: those with just the number (then somebody must choose), or what comes near."""

    same: tuple[ProductLine, ...] = ()
    near: tuple[ProductLine, ...] = ()


def _candidates(ctx: Context, rows: Sequence[DraftRow]) -> dict[str, _Candidates]:
    known = resolve_numbers(ctx, sorted({row.typed for row in rows})) if rows else {}
    found = {}
    for row in rows[:_MOST_LOOKED_UP]:
        same = known.get(row.typed)
        found[row.key] = _Candidates(same=find_products(ctx, same.products)) if same else _Candidates(near=_near(ctx, row.typed))
    return found


def _near(ctx: Context, typed: str) -> tuple[ProductLine, ...]:
    meant = number_meant(typed)
    return (suggest_products(ctx, meant, limit=NEAR) if meant else ()) or suggest_products(ctx, typed, limit=NEAR)


def _sheet(row: DraftRow, products: dict[Id, ProductLine], candidates: dict[str, _Candidates], language: str) -> RowSheet:
    product, others = products.get(row.product_id or ""), candidates.get(row.key, _Candidates())
    read = ReadQuantity(row.wanted) if row.wanted is not None else read_quantity(row.wanted_text, language)
    judged = judge_row(
        has_text=bool(row.typed), products=1 if product else len(others.same), read=read, fitting=_fitting(product, read.amount), as_wanted=row.as_wanted
    )
    near = (others.same or others.near)[:NEAR] if product is None else ()
    return RowSheet(row.key, row.version, row.typed, product, row.wanted, row.wanted_text, row.as_wanted, judged, near=near)


def _fitting(product: ProductLine | None, wanted: Decimal | None) -> Fitting | None:
    if product is None or wanted is None:
        return None
    fitted = fit_quantity(wanted, product.terms)
    return Fitting(fitted.quantity, fitted.reason, fitted.values) if isinstance(fitted, FittedQuantity) else Fitting(None, fitted.reason)
