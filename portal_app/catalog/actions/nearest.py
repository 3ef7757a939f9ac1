"""For numbers that nobody knows: what may be meant. For products that are no longer sold: what replaces them."""

from collections.abc import Iterable, Sequence

from portal_app.catalog.rules.folding import fold_number
from portal_app.catalog.rules.nearness import one_mistake_away
from portal_app.catalog.store.lookup import by_numbers
from portal_app.catalog.store.sight import sight_of
from portal_app.catalog.store.successors import successors_among
from portal_app.kernel.gate import Context, query
from portal_app.kernel.ids import Id
from portal_app.kernel.permissions import Permission

MOST_NEAR = 200  # numbers looked at in one call; the question grows with each
EACH = 3


@query(Permission.CATALOG_VIEW)
def nearest_numbers(ctx: Context, numbers: Sequence[str]) -> dict[str, tuple[Id, ...]]:
    """For each of the first numbers up to three products that have one a single mistake away. Those without any are missing."""
    near = {number: one_mistake_away(fold_number(number)) for number in list(dict.fromkeys(numbers))[:MOST_NEAR]}
    owners: dict[str, list[Id]] = {}
    for folded, _, product_id in by_numbers(ctx, sight_of(ctx), set().union(*near.values())):
        owners.setdefault(folded, []).append(product_id)
    found = {number: _likelier_first(fold_number(number), some & owners.keys()) for number, some in near.items()}
    return {number: tuple(dict.fromkeys(one for folded in some for one in owners[folded]))[:EACH] for number, some in found.items() if some}


def _likelier_first(typed: str, near: Iterable[str]) -> list[str]:
    """What lost or doubled a sign or turned two round may be few; a wrong sign may be any."""
    return sorted(near, key=lambda folded: (len(folded) == len(typed) and sorted(folded) != sorted(typed), folded))


@query(Permission.CATALOG_VIEW)
def successors_of(ctx: Context, products: Sequence[Id]) -> dict[Id, tuple[Id, ...]]:
    """The products that replace these, as far as the company sees them. Products without a successor are missing."""
    return successors_among(ctx, sight_of(ctx), products)
