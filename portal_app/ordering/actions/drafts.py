"""The draft of the quick order: read it, put rows into it, take rows out of it. It is the same in every tab and on every device."""

from collections.abc import Iterable, Sequence

from portal_app.kernel.errors import Invalid
from portal_app.kernel.gate import Context, command, query
from portal_app.kernel.i18n import language_of
from portal_app.kernel.ids import Id, new_id
from portal_app.kernel.permissions import Permission
from portal_app.ordering.actions.draft_views import DraftSheet, sheet_of
from portal_app.ordering.actions.offers import destination_of
from portal_app.ordering.actions.resolving import products_meant
from portal_app.ordering.rules.draft_rows import MOST_ROWS, TOO_MANY_ROWS, RowEntry, check_entries, is_blank, tidy_typed
from portal_app.ordering.rules.quantities import LONGEST, quantity_text, read_quantity, storable
from portal_app.ordering.store import drafts as store
from portal_app.ordering.tables import Draft, DraftRow


@query(Permission.CART_EDIT)
def read_draft(ctx: Context, seen: int = -1) -> DraftSheet:
    """The draft of whoever asks. When nothing was changed since the version `seen`, only that version."""
    draft = store.find_draft(ctx)
    if draft is None:
        return DraftSheet(0, None, to=destination_of(ctx))
    return DraftSheet(draft.version, draft.changed_at) if draft.version == seen else sheet_of(ctx, draft)


@command(Permission.CART_EDIT)
def put_rows(ctx: Context, entries: Sequence[RowEntry]) -> DraftSheet:
    """Insert rows or change them by their keys.

    A row that was changed elsewhere since it was seen keeps what stands there; what was typed here becomes a row of its own below it.
    Raises Invalid for more rows than a draft holds.
    """
    return put_entries(ctx, entries)


@command(Permission.CART_EDIT)
def remove_rows(ctx: Context, seen: dict[str, int]) -> DraftSheet:
    """Take out rows by their keys, each with the version in which it was seen. One that was changed elsewhere since then stays."""
    draft = store.draft_to_change(ctx)
    every = store.rows_of(ctx, draft)
    return _remove(ctx, draft, every, [row for row in every if row.version <= seen.get(row.key, -1)])


@command(Permission.CART_EDIT)
def empty_draft(ctx: Context) -> DraftSheet:
    draft = store.draft_to_change(ctx)
    every = store.rows_of(ctx, draft)
    return _remove(ctx, draft, every, every)


def _remove(ctx: Context, draft: Draft, every: Sequence[DraftRow], rows: Sequence[DraftRow]) -> DraftSheet:
    above = dict(zip((row.key for row in every), ["", *(row.key for row in every)], strict=False))
    removed = tuple(_as_entry(ctx, row, above[row.key]) for row in rows)
    if rows:
        store.remove_rows(ctx, rows)
        _changed(ctx, draft)
    return sheet_of(ctx, draft, removed=removed)


def _as_entry(ctx: Context, row: DraftRow, above: str) -> RowEntry:
    quantity = row.wanted_text if row.wanted is None else quantity_text(ctx.actor.locale, row.wanted)
    return RowEntry(row.key, row.typed, quantity, row.product_id or "", row.as_wanted, after=above)


def put_entries(ctx: Context, entries: Sequence[RowEntry]) -> DraftSheet:
    if problem := check_entries(entries):
        raise Invalid(problem)
    draft = store.draft_to_change(ctx)
    rows = {row.key: row for row in store.rows_of(ctx, draft)}
    version, taken = draft.version + 1, set()
    for entry, row in zip(entries, _as_rows(ctx, draft, entries, version), strict=True):
        kept = rows.get(entry.key)
        if kept is None and is_blank(entry):
            continue
        if kept is None or (kept.version > entry.seen and _contents(kept) != _contents(row)):
            row.key = new_id() if kept else entry.key
            _insert(ctx, draft, rows, row, after=kept.key if kept else entry.after)
        elif _contents(kept) != _contents(row):
            _change(kept, row)
        if row.key == entry.key:
            taken.add(entry.key)
    if any(row.version == version for row in rows.values()):
        _changed(ctx, draft)
    return sheet_of(ctx, draft, taken=taken)


def _as_rows(ctx: Context, draft: Draft, entries: Sequence[RowEntry], version: int) -> list[DraftRow]:
    """The rows that these entries would be. They are not put yet."""
    products, language = products_meant(ctx, entries), language_of(ctx.actor.locale)
    return [_as_row(draft, entry, product_id, version, language) for entry, product_id in zip(entries, products, strict=True)]


def _as_row(draft: Draft, entry: RowEntry, product_id: Id | None, version: int, language: str) -> DraftRow:
    wanted = storable(read_quantity(entry.quantity, language).amount)
    text = "" if wanted is not None else tidy_typed(entry.quantity)[:LONGEST]
    return DraftRow(
        draft_id=draft.id, key=entry.key, position=0, version=version, typed=tidy_typed(entry.typed), product_id=product_id, wanted=wanted, wanted_text=text,
        as_wanted=entry.as_wanted,
    )  # fmt: skip


def _contents(row: DraftRow) -> tuple[object, ...]:
    return (row.typed, row.product_id, row.wanted, row.wanted_text, row.as_wanted)


def _change(kept: DraftRow, row: DraftRow) -> None:
    kept.typed, kept.product_id, kept.wanted, kept.wanted_text, kept.as_wanted = _contents(row)
    kept.version = row.version


def _insert(ctx: Context, draft: Draft, rows: dict[str, DraftRow], row: DraftRow, *, after: str) -> None:
    """Behind the row with this key, at the top for "", at the end behind one that nobody knows."""
    if len(rows) >= MOST_ROWS:
        raise Invalid(TOO_MANY_ROWS, most=MOST_ROWS)
    last = max((one.position for one in rows.values()), default=0)
    row.position = 1 if not after else rows[after].position + 1 if after in rows else last + 1
    if row.position <= last:
        _make_room(rows.values(), row.position)
    rows[row.key] = row
    store.put_row(ctx, row)


def _make_room(rows: Iterable[DraftRow], position: int) -> None:
    for one in rows:
        if one.position >= position:
            one.position += 1


def _changed(ctx: Context, draft: Draft) -> None:
    draft.version += 1
    draft.changed_at = ctx.now
