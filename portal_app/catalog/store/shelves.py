"""Puts what products stand in: categories, assortments, what a company sees, its own numbers."""

from collections.abc import Mapping, Sequence

from sqlalchemy import column, table
from sqlmodel import col, insert, select

from portal_app.catalog.rules.folding import fold_number
from portal_app.catalog.rules.products import CategoryFacts, is_plain
from portal_app.catalog.store.putting import ids_by_number
from portal_app.catalog.store.versions import make_version
from portal_app.catalog.tables import Assortment, CompanyAssortment, CustomerPartNumber, ProductCategory
from portal_app.kernel.errors import NotFound
from portal_app.kernel.gate import Context
from portal_app.kernel.ids import Id, is_id

_COMPANY = table("company", column("id"))  # of accounts; only whether it exists is asked


def put_categories(ctx: Context, every: Sequence[CategoryFacts]) -> None:
    """Found by their codes. Parents stand before their children."""
    known = {row.code: row for row in ctx.db.exec(select(ProductCategory)).all()}
    for position, facts in enumerate(every):
        row = known.setdefault(facts.code, ProductCategory(code=facts.code, name_en="", name_de=""))
        row.name_en, row.name_de, row.position = facts.name_en, facts.name_de, position
        row.parent_id = known[facts.parent].id if facts.parent else None
        ctx.db.add(row)
        ctx.db.flush()


def category_codes(ctx: Context) -> set[str]:
    return set(ctx.db.exec(select(ProductCategory.code)).all())


def categories_by_code(ctx: Context) -> dict[str, CategoryFacts]:
    rows = ctx.db.exec(select(ProductCategory)).all()
    codes = {row.id: row.code for row in rows}
    return {row.code: CategoryFacts(row.code, row.name_en, row.name_de, codes.get(row.parent_id, "")) for row in rows}


def put_assortment(ctx: Context, name: str, *, for_all: bool) -> None:
    make_version(ctx)
    row = ctx.db.exec(select(Assortment).where(Assortment.name == name)).first() or Assortment(name=name)
    row.for_all = for_all
    ctx.db.add(row)


def assortments_for_all(ctx: Context) -> dict[str, bool]:
    """Each assortment by its name, and whether everybody sees it."""
    return dict(ctx.db.exec(select(Assortment.name, Assortment.for_all)).all())


def companies_by_assortment(ctx: Context) -> dict[str, set[Id]]:
    """Who sees which by name. Reads across companies."""
    found: dict[str, set[Id]] = {}
    query = select(Assortment.name, CompanyAssortment.company_id).join(CompanyAssortment, col(CompanyAssortment.assortment_id) == Assortment.id)
    for name, company_id in ctx.db.execute(query).all():
        found.setdefault(name, set()).add(company_id)
    return found


def assortment_names(ctx: Context) -> set[str]:
    return set(ctx.db.exec(select(Assortment.name)).all())


def company_or_missing(ctx: Context, company_id: Id) -> None:
    if not is_id(company_id) or ctx.db.execute(select(_COMPANY.c.id).where(_COMPANY.c.id == company_id)).first() is None:
        raise NotFound


def give_assortments(ctx: Context, names: Sequence[str]) -> None:
    """The company of the call sees these too."""
    make_version(ctx)
    wanted = dict(ctx.db.exec(select(Assortment.id, Assortment.name).where(col(Assortment.name).in_(names))).all())
    if len(wanted) != len(set(names)):
        raise NotFound
    given = set(ctx.db.exec(select(CompanyAssortment.assortment_id)).all())
    ctx.db.add_all(CompanyAssortment(assortment_id=assortment_id) for assortment_id in wanted if assortment_id not in given)


def put_part_numbers(ctx: Context, numbers: Mapping[str, str]) -> int:
    """The company's own number to the article number. Those of unknown products and unusable ones are left out; returns how many were put."""
    ids = ids_by_number(ctx, numbers.values())
    known = set(ctx.db.exec(select(CustomerPartNumber.folded, CustomerPartNumber.product_id)).all())
    rows = []
    for own, article in numbers.items():
        product_id, folded = ids.get(article), fold_number(own)
        if product_id and folded and is_plain(own, 60) and (folded, product_id) not in known:
            known.add((folded, product_id))
            rows.append({"product_id": product_id, "number": own, "folded": folded})
    if rows:
        ctx.db.execute(insert(CustomerPartNumber), rows)
    return len(rows)
