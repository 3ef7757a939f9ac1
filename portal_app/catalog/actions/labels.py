"""What higher slices ask inside a call of the supplier's own people: names of products. No use case of its own: the slice's right was asked."""

from collections.abc import Collection
from dataclasses import dataclass

from portal_app.catalog.store import labels
from portal_app.kernel.gate import Context
from portal_app.kernel.i18n import language_of


@dataclass(frozen=True)
class ProductLabel:
    """How a product is called in the language of whoever asks, and its unit of measure."""

    name: str
    unit: str


def product_labels(ctx: Context, numbers: Collection[str]) -> dict[str, ProductLabel]:
    """By article number; unknown ones are missing."""
    german = language_of(ctx.actor.locale) == "de"
    return {number: ProductLabel(name_de if german else name_en, unit) for number, name_en, name_de, unit in labels.labels_of(ctx, numbers)}


def numbers_like(ctx: Context, words: str, *, limit: int = 500) -> list[str]:
    """Article numbers of the products that these words mean, whoever may see them."""
    return labels.numbers_like(ctx, words, limit)
