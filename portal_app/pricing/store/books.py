"""Price books: loaded from the database in a few statements for the whole company, kept in this process by version.

What is kept is only ever found under the versions that the asking transaction reads itself, and a version is a text that never comes
twice. So no process answers with prices of yesterday, and nobody has to tell anybody.
"""

import threading
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select
from sqlmodel import col, or_, select

from portal_app.kernel.errors import Busy
from portal_app.kernel.gate import Context
from portal_app.kernel.ids import Id
from portal_app.pricing.rules.levels import Level
from portal_app.pricing.rules.price_books import ListPrices, PriceBook, PriceBooks
from portal_app.pricing.rules.price_rules import Discount, PriceRule, PriceSource
from portal_app.pricing.store.rule_rows import (
    AGREEMENT,
    DISCOUNT,
    PRICE,
    agreed_discounts,
    agreed_rules,
    agreement_source,
    columns_of,
    group_discounts,
    list_rules,
    list_source,
)  # fmt: skip
from portal_app.pricing.store.standing import Standing, standing_of
from portal_app.pricing.tables import AgreedDiscount, AgreedPrice, CustomerGroup, GroupDiscount, ListPrice, PriceAgreement, PriceList

_TRIES = 5
_AT_ONCE = 5000  # values in one statement; SQLite takes 32,766 and PostgreSQL 65,535
_MOST_LISTED = 500_000  # products in all lists together; with more, everything is begun anew

_books = PriceBooks(most=500, holding=250_000)  # rules and tier tables, about 1 kB each
_lists: dict[Id, tuple[str, ListPrices]] = {}  # by price list: its version, and the products learnt so far
_lock = threading.Lock()


@dataclass(frozen=True)
class _Lesson:
    """What one list is to learn."""

    prices: ListPrices
    products: Collection[Id]
    rules: list[PriceRule]


def book_for(ctx: Context, product_ids: Collection[Id]) -> tuple[Standing, PriceBook]:
    """The book of the company of the call, with the list prices of these products, and the standing that it belongs to.

    On PostgreSQL each statement sees what was committed meanwhile. So after anything was loaded the versions are asked once more, and what
    was loaded between two versions is thrown away before anybody sees it.
    """
    for _ in range(_TRIES):
        standing = standing_of(ctx)
        known = _books.find(standing.company_id, standing.versions)
        book = known or _load(ctx, standing)
        lessons = _lessons(ctx, book, product_ids)
        if (known and not lessons) or standing_of(ctx) == standing:
            for lesson in lessons:
                lesson.prices.learn(lesson.products, lesson.rules)
            return standing, book
    raise Busy


def keep_book(standing: Standing, book: PriceBook) -> None:
    """For the next call. A book grows while it answers, so it is put again when it has."""
    kept = _books.find(standing.company_id, standing.versions)
    if kept is not book or book.has_grown():
        _books.put(standing.company_id, standing.versions, book)
    if sum(len(prices) for _, prices in list(_lists.values())) > _MOST_LISTED:
        forget_books()


def forget_books() -> None:
    """Begin anew: what is in use lives on until its call ends."""
    with _lock:
        _books.clear()
        _lists.clear()


def _load(ctx: Context, standing: Standing) -> PriceBook:
    lists = ctx.db.exec(select(PriceList).where(or_(col(PriceList.customer_group_id).is_(None), PriceList.customer_group_id == standing.group_id))).all()
    prices, discounts = _own(ctx)
    discounts += _of_group(ctx, standing.group_id)
    return PriceBook(prices, discounts, [_shared(list_source(row), standing.versions[0]) for row in lists])


def _shared(source: PriceSource, version: str) -> ListPrices:
    """The prices of a list as far as this process has learnt them, in this version."""
    with _lock:
        known, prices = _lists.get(source.id, ("", None))
        if prices is None or known != version:
            prices = ListPrices(source)
            _lists[source.id] = (version, prices)
        return prices


def _own(ctx: Context) -> tuple[list[PriceRule], list[Discount]]:
    """All agreements of the company, also those that are over: somebody may ask why they do not count."""
    agreements = {row.id: row for row in ctx.db.exec(select(PriceAgreement)).all()}
    if not agreements:
        return [], []
    sources = {agreement_id: agreement_source(row) for agreement_id, row in agreements.items()}
    prices = ctx.db.execute(_by_rule(AgreedPrice, *PRICE, AGREEMENT)).all()
    discounts = ctx.db.execute(_by_rule(AgreedDiscount, *DISCOUNT, AGREEMENT)).all()
    return [*agreed_rules(prices, agreements, sources)], [*agreed_discounts(discounts, agreements, sources)]


def _of_group(ctx: Context, group_id: Id | None) -> list[Discount]:
    group = ctx.db.get(CustomerGroup, group_id) if group_id else None
    if group is None:
        return []
    rows = ctx.db.execute(_by_rule(GroupDiscount, *DISCOUNT).where(col(GroupDiscount.customer_group_id) == group.id)).all()
    return [*group_discounts(rows, PriceSource(group.id, Level.LIST, group.code, group.name))]


def _lessons(ctx: Context, book: PriceBook, product_ids: Collection[Id]) -> list[_Lesson]:
    """What the lists of a book do not know yet. Nothing is put into them here."""
    found = []
    for prices in book.lists:
        missing = sorted(prices.missing(product_ids))
        if missing:
            found.append(_Lesson(prices, missing, [*list_rules(_rows_of(ctx, prices.source.id, missing), prices.source)]))
    return found


def _rows_of(ctx: Context, list_id: Id, product_ids: Sequence[Id]) -> Iterable[Any]:
    query = select(*columns_of(ListPrice, PRICE)).where(ListPrice.price_list_id == list_id)
    query = query.order_by(ListPrice.product_id, ListPrice.rule_id, col(ListPrice.from_quantity))
    for start in range(0, len(product_ids), _AT_ONCE):
        yield from ctx.db.execute(query.where(col(ListPrice.product_id).in_(product_ids[start : start + _AT_ONCE]))).all()


def _by_rule(table: Any, *names: str) -> Select:
    return select(*columns_of(table, names)).order_by(table.rule_id, table.from_quantity)
