"""Which of the finds come first: better numbers, then what the company buys itself, then what everybody buys."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from portal_app.catalog.rules.planning import NumberKind
from portal_app.kernel.ids import Id

POOL = 200  # so many finds are compared before the best few are shown
_BY_WORDS = len(NumberKind)  # comes after every kind of number


class Find(NamedTuple):
    """A product that was found. `kind` and `exact` say how, where it was found by a number."""

    product_id: Id
    popularity: int
    place: int
    kind: NumberKind | None = None
    exact: bool = False


def rank_finds(finds: Iterable[Find], bought: Mapping[Id, int]) -> list[Id]:
    """Products, the best first, each once. `bought` says how often the company ordered a product."""
    ordered = sorted(
        (not find.exact, _BY_WORDS if find.kind is None else find.kind, -bought.get(find.product_id, 0), -find.popularity, find.place, find.product_id)
        for find in finds
    )
    return list(dict.fromkeys(key[-1] for key in ordered))
