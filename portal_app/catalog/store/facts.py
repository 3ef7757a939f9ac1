"""What is kept of products, as the facts that it came from: for an import that says only some of them anew."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlmodel import col, select

from portal_app.catalog.rules.packs import PackTerms
from portal_app.catalog.rules.products import DocumentKind, LinkKind, ProductFacts, ProductStatus
from portal_app.catalog.tables import Assortment, AssortmentProduct, FormerNumber, Product, ProductCategory, ProductDocument, ProductLink
from portal_app.kernel.gate import Context
from portal_app.kernel.ids import Id

_AT_ONCE = 1000


def facts_by_number(ctx: Context, numbers: Iterable[str]) -> dict[str, ProductFacts]:
    """Products by their article numbers, whoever may see them: for the supplier's own work only."""
    found: dict[str, ProductFacts] = {}
    every = sorted(set(numbers))
    for first in range(0, len(every), _AT_ONCE):
        rows = ctx.db.exec(
            select(Product, ProductCategory.code).join(ProductCategory).where(col(Product.number).in_(every[first : first + _AT_ONCE]))
        ).all()  # fmt: skip
        hanging = _what_hangs_on(ctx, [product.id for product, _ in rows])
        found |= {product.number: _facts(product, code, hanging.get(product.id, {})) for product, code in rows}
    return found


def _what_hangs_on(ctx: Context, ids: Sequence[Id]) -> dict[Id, dict[str, tuple[Any, ...]]]:
    """For each product its former numbers, links, documents and assortments, in their order."""
    former, link, document, shown = FormerNumber, ProductLink, ProductDocument, AssortmentProduct
    questions = {
        "former_numbers": select(former.product_id, former.number).where(col(former.product_id).in_(ids)).order_by(former.number),
        "links": select(link.product_id, link.kind, Product.number).join(Product, col(Product.id) == link.other_id)
        .where(col(link.product_id).in_(ids)).order_by(col(link.position)),
        "documents": select(document.product_id, document.kind, document.title).where(col(document.product_id).in_(ids)).order_by(document.id),
        "assortments": select(shown.product_id, Assortment.name).join(Assortment).where(col(shown.product_id).in_(ids)).order_by(Assortment.name),
    }  # fmt: skip
    found: dict[Id, dict[str, tuple[Any, ...]]] = {}
    for name, question in questions.items():
        for product_id, *values in ctx.db.execute(question).all():
            kept = found.setdefault(product_id, {})
            kept[name] = (*kept.get(name, ()), values[0] if len(values) == 1 else tuple(values))
    return found


def _facts(row: Product, category: str, hanging: dict[str, tuple[Any, ...]]) -> ProductFacts:
    return ProductFacts(
        row.number, row.name_en, row.name_de, category, text_en=row.text_en, text_de=row.text_de, ean=row.ean, manufacturer=row.manufacturer,
        manufacturer_number=row.manufacturer_number, unit=row.unit, terms=PackTerms(row.pack, row.minimum, row.step), price_unit=row.price_unit,
        weight=row.weight, hazards=tuple(row.hazards), status=ProductStatus(row.status), pictogram=row.pictogram, attributes=dict(row.attributes),
        popularity=row.popularity, former_numbers=hanging.get("former_numbers", ()),
        links=tuple((LinkKind(kind), number) for kind, number in hanging.get("links", ())),
        documents=tuple((DocumentKind(kind), title) for kind, title in hanging.get("documents", ())), assortments=hanging.get("assortments", ()),
    )  # fmt: skip
