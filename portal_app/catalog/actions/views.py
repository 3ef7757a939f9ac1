"""A product as it is shown in a list or a row: plain values, the name in the language of whoever asks."""

from collections.abc import Sequence
from dataclasses import dataclass

from portal_app.catalog.rules.packs import PackTerms
from portal_app.catalog.rules.products import ProductStatus
from portal_app.catalog.store.products import ListedProduct, own_numbers_of
from portal_app.kernel.gate import Context
from portal_app.kernel.i18n import language_of
from portal_app.kernel.ids import Id


@dataclass(frozen=True)
class ProductLine:
    """`own_numbers` are the company's own numbers for it."""

    id: Id
    number: str
    name: str
    own_numbers: tuple[str, ...]
    unit: str
    terms: PackTerms
    price_unit: int
    status: ProductStatus
    hazards: tuple[str, ...]
    pictogram: str


def lines_of(ctx: Context, products: Sequence[ListedProduct]) -> tuple[ProductLine, ...]:
    own = own_numbers_of(ctx, [product.id for product in products]) if products else {}
    return tuple(line_of(ctx, product, own.get(product.id, ())) for product in products)


def name_in(ctx: Context, english: str, german: str) -> str:
    return german if language_of(ctx.actor.locale) == "de" else english


def line_of(ctx: Context, product: ListedProduct, own: Sequence[str]) -> ProductLine:
    return ProductLine(
        product.id, product.number, name_in(ctx, product.name_en, product.name_de), tuple(own), product.unit,
        PackTerms(product.pack, product.minimum, product.step), product.price_unit, ProductStatus(product.status), tuple(product.hazards), product.pictogram,
    )  # fmt: skip
