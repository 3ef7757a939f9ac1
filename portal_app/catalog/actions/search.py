"""Find products while somebody types, and look up many numbers at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal_app.catalog.actions.views import ProductLine, line_of
from portal_app.catalog.rules.planning import NumberKind
from portal_app.catalog.store import search
from portal_app.catalog.store.products import products_in_order
from portal_app.catalog.store.sight import Sight, sight_of
from portal_app.kernel.errors import Invalid
from portal_app.kernel.gate import Context, query
from portal_app.kernel.i18n import message
from portal_app.kernel.ids import Id
from portal_app.kernel.permissions import Permission

SUGGESTIONS = 8
MOST_NUMBERS = 20_000
TOO_MANY_NUMBERS = message("Please send at most {most} numbers at once.")


@dataclass(frozen=True)
class ResolvedNumber:
    """Whose number it is, and its products: more than one where a number is not unique."""

    kind: NumberKind
    products: tuple[Id, ...]


@query(Permission.CATALOG_VIEW)
def suggest_products(ctx: Context, typed: str, bought: Mapping[Id, int] | None = None, limit: int = SUGGESTIONS) -> tuple[ProductLine, ...]:
    """What may be meant, the best first. `bought` says how often the company ordered a product; those come earlier."""
    sight, found = search.suggest(ctx, typed, bought or {}, min(max(limit, 1), SUGGESTIONS * 4))
    return _lines(ctx, sight, found)


@query(Permission.CATALOG_VIEW)
def resolve_numbers(ctx: Context, numbers: Sequence[str]) -> dict[str, ResolvedNumber]:
    """For each number as it is written the products with just this number. Unknown ones, and those of unseen products, are missing."""
    if len(numbers) > MOST_NUMBERS:
        raise Invalid(TOO_MANY_NUMBERS, most=MOST_NUMBERS)
    return {number: ResolvedNumber(kind, products) for number, (kind, products) in search.resolve_many(ctx, numbers).items()}


@query(Permission.CATALOG_VIEW)
def find_products(ctx: Context, products: Sequence[Id]) -> tuple[ProductLine, ...]:
    """These products in this order; what the company does not see is missing."""
    return _lines(ctx, sight_of(ctx), products[:MOST_NUMBERS])


def _lines(ctx: Context, sight: Sight, products: Sequence[Id]) -> tuple[ProductLine, ...]:
    return tuple(line_of(ctx, product, own_numbers) for product, own_numbers in products_in_order(ctx, sight, products))
