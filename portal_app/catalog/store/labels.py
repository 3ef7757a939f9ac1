"""Names of products for the supplier's own people, who see all of them: by article number, and article numbers by words."""

from collections.abc import Collection

from sqlmodel import col, or_, select

from portal_app.catalog.rules.planning import plan_search
from portal_app.catalog.store.lookup import ids_with_words
from portal_app.catalog.tables import Product
from portal_app.kernel.gate import Context

_AT_ONCE = 5000  # values in one statement; SQLite takes 32,766 and PostgreSQL 65,535


def labels_of(ctx: Context, numbers: Collection[str]) -> list[tuple[str, str, str, str]]:
    """(number, English name, German name, unit) of those that are known."""
    every, found = sorted(set(numbers)), []
    for start in range(0, len(every), _AT_ONCE):
        query = select(Product.number, Product.name_en, Product.name_de, Product.unit).where(col(Product.number).in_(every[start : start + _AT_ONCE]))
        found += [tuple(row) for row in ctx.db.execute(query).all()]
    return found


def numbers_like(ctx: Context, words: str, limit: int) -> list[str]:
    """Article numbers of products with these words, and of those whose number holds them; what is ordered most comes first."""
    plan, plain = plan_search(words), words.strip()
    fits = [col(Product.number).icontains(plain, autoescape=True)]
    if plan.words:
        fits.append(col(Product.id).in_(ids_with_words(ctx, plan.begun_words)))
    query = select(Product.number).where(or_(*fits)).order_by(col(Product.popularity).desc(), col(Product.number)).limit(limit)
    return list(ctx.db.exec(query).all())
