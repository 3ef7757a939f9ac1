"""Which products rows mean: the suggestion that was taken, else the one product with the number that was typed."""

from collections.abc import Sequence

from portal_app.catalog import find_products, resolve_numbers
from portal_app.kernel.gate import Context
from portal_app.kernel.ids import Id, is_id
from portal_app.ordering.rules.draft_rows import RowEntry, tidy_typed


def products_meant(ctx: Context, entries: Sequence[RowEntry]) -> list[Id | None]:
    """One for each entry. A product that the company does not see is none, and what was typed counts."""
    taken = {entry.product_id for entry in entries if is_id(entry.product_id)}
    seen = {line.id for line in find_products(ctx, sorted(taken))} if taken else set()
    typed = {tidy_typed(entry.typed) for entry in entries if entry.product_id not in seen} - {""}
    known = resolve_numbers(ctx, sorted(typed)) if typed else {}

    def meant(entry: RowEntry) -> Id | None:
        if entry.product_id in seen:
            return entry.product_id
        found = known.get(tidy_typed(entry.typed))
        return found.products[0] if found and len(found.products) == 1 else None

    return [meant(entry) for entry in entries]
