"""Checks a file and takes it, by its kind. What a file of a kind means, and who may take it, the slice that owns the thing decides."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from portal_app.accounts import import_company_file, preview_company_file, put_company_entries
from portal_app.catalog import (
    import_assortment_file,
    import_category_file,
    import_product_file,
    import_stock_file,
    preview_assortment_file,
    preview_category_file,
    preview_product_file,
    preview_stock_file,
    put_assortment_part,
)
from portal_app.imports import store
from portal_app.imports.rules import ImportKind
from portal_app.integrations.erp import import_warehouse_file, preview_warehouse_file
from portal_app.kernel.actor import Actor
from portal_app.kernel.errors import Forbidden, NotFound
from portal_app.kernel.file_outcomes import FileOutcome
from portal_app.kernel.gate import Context, staff_command, staff_query
from portal_app.kernel.i18n import message
from portal_app.kernel.ids import Id
from portal_app.kernel.permissions import Permission
from portal_app.ordering import import_order_file, preview_order_file, put_order_entries
from portal_app.pricing import import_price_file, preview_price_file, put_price_entries


@dataclass(frozen=True)
class _Ways:
    """`preview` and `take` are called with who asks, the file's name and its content, `put` with who asks and the arguments of one part."""

    preview: Callable[..., Any]
    take: Callable[..., Any]
    put: Callable[..., Any]


_WAYS: dict[ImportKind, _Ways] = {
    ImportKind.WAREHOUSES: _Ways(preview_warehouse_file, import_warehouse_file, import_warehouse_file),
    ImportKind.CATEGORIES: _Ways(preview_category_file, import_category_file, import_category_file),
    ImportKind.COMPANIES: _Ways(preview_company_file, import_company_file, put_company_entries),
    ImportKind.ASSORTMENTS: _Ways(preview_assortment_file, import_assortment_file, put_assortment_part),
    ImportKind.PRODUCTS: _Ways(preview_product_file, import_product_file, import_product_file),
    ImportKind.PRICES: _Ways(preview_price_file, import_price_file, put_price_entries),
    ImportKind.STOCK: _Ways(preview_stock_file, import_stock_file, import_stock_file),
    ImportKind.ORDERS: _Ways(preview_order_file, import_order_file, put_order_entries),
}


def check_file(actor: Actor, kind: ImportKind, name: str, content: bytes) -> FileOutcome:
    """The dry run: what taking it would do. Raises Invalid for a file that cannot be read, or not as one of this kind."""
    return _WAYS[kind].preview(actor, name, content)


def take_file(actor: Actor, kind: ImportKind, name: str, content: bytes) -> FileOutcome:
    """All lines, or none where one is wrong. The same file once more changes nothing."""
    return _WAYS[kind].take(actor, name, content)


REPLACED = message("This file was replaced by another one, or taken already. Please choose it again.")
NOT_A_PERSON = message("Only people hand in files here. The command line takes files from folders.")


@staff_command(Permission.STAFF_OPERATE)
def hand_in_file(ctx: Context, name: str, content: bytes) -> Id:
    """Keep a file until it is taken or replaced. Returns what names it in the next steps."""
    if ctx.actor.account_id is None:
        raise Forbidden(NOT_A_PERSON)
    return store.put_file(ctx, ctx.actor.account_id, " ".join(name.replace("\x00", "").split())[:120], content)


@staff_query(Permission.STAFF_OPERATE, across=True)
def check_handed_file(ctx: Context, kind: ImportKind, seen: str) -> FileOutcome:
    """The dry run of one's own file. Raises NotFound when it is not the one that was seen any more."""
    row = store.find_file(ctx, ctx.actor.account_id or "", seen[:26])
    if row is None:
        raise NotFound(REPLACED)
    return _WAYS[kind].preview(ctx, row.name, row.content)


@staff_command(Permission.STAFF_OPERATE, step_up=True)
def begin_taking(ctx: Context, kind: ImportKind, seen: str) -> None:
    """Somebody takes their file now. What is put is recorded once more where it is put. Raises NotFound as the dry run does."""
    row = store.find_file(ctx, ctx.actor.account_id or "", seen[:26])
    if row is None:
        raise NotFound(REPLACED)
    ctx.record("file.taken", "handed-file", row.id, after={"name": row.name, "kind": kind.value})


@staff_command(Permission.STAFF_OPERATE)
def drop_handed_file(ctx: Context) -> None:
    """It was taken."""
    store.drop_file(ctx, ctx.actor.account_id or "")


def put_of(kind: ImportKind) -> Callable[..., Any]:
    """The action that puts one part of a file of this kind."""
    return _WAYS[kind].put
