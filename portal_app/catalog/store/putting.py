"""Puts products and takes them away, in sets. The search index changes in the same transaction."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlmodel import col, delete, insert, select, update

from portal_app.catalog.rules.folding import fold_number, words_to_keep
from portal_app.catalog.rules.planning import NumberKind
from portal_app.catalog.rules.products import ProductFacts, ProductStatus
from portal_app.catalog.store.versions import make_version
from portal_app.catalog.tables import (
    Assortment,
    AssortmentProduct,
    FormerNumber,
    Product,
    ProductCategory,
    ProductDocument,
    ProductLink,
    SearchEntry,
    SearchNumber,
    SearchWord,
)  # fmt: skip
from portal_app.kernel.db import insert_for
from portal_app.kernel.gate import Context
from portal_app.kernel.ids import Id, new_id

_AT_ONCE = 1000
_LONGEST_WORDS = 6000
_LONGEST_WORD = 80
_LONGEST_NUMBERS = 400
_HANGING_ON_A_PRODUCT = (FormerNumber, ProductLink, ProductDocument, AssortmentProduct, SearchNumber)


def put_products(ctx: Context, every: Sequence[ProductFacts]) -> dict[str, Id]:
    """Insert or replace these products, found by their article numbers. Popular ones first: the index keeps the order in which they come.

    Categories and assortments exist; a link to an unknown number is left out. Returns the ids by number.
    """
    make_version(ctx)
    known = ids_by_number(ctx, [facts.number for facts in every])
    ids = {facts.number: known.get(facts.number) or new_id() for facts in every}
    categories = {row.id: row for row in ctx.db.exec(select(ProductCategory)).all()}
    rows = [_row(ctx, facts, ids[facts.number], categories) for facts in every]
    _insert(ctx, Product, [row for row in rows if row["number"] not in known])
    _update(ctx, Product, [row for row in rows if row["number"] in known])
    _clear(ctx, known.values())
    _put_what_hangs_on(ctx, every, ids)
    _put_entries(ctx, every, ids, _category_words(categories))
    return ids


def withdraw_products(ctx: Context, product_ids: Sequence[Id]) -> None:
    """Nobody finds or sees them any more."""
    make_version(ctx)
    for part in _parts(product_ids):
        for table in (AssortmentProduct, SearchNumber, SearchEntry):
            ctx.db.execute(delete(table).where(col(table.product_id).in_(part)))
        ctx.db.execute(update(Product).where(col(Product.id).in_(part)).values(status=ProductStatus.WITHDRAWN.value, changed_at=ctx.now))


def ids_by_number(ctx: Context, numbers: Iterable[str]) -> dict[str, Id]:
    """Products by their article numbers, whoever may see them: for the supplier's own work only."""
    found: dict[str, Id] = {}
    for part in _parts(sorted(set(numbers))):
        found |= dict(ctx.db.exec(select(Product.number, Product.id).where(col(Product.number).in_(part))).all())
    return found


def _row(ctx: Context, facts: ProductFacts, product_id: Id, categories: Mapping[Id, ProductCategory]) -> dict[str, Any]:
    category_id = next(row.id for row in categories.values() if row.code == facts.category)
    return {
        "id": product_id, "number": facts.number, "name_en": facts.name_en, "name_de": facts.name_de, "text_en": facts.text_en, "text_de": facts.text_de,
        "category_id": category_id, "ean": facts.ean, "manufacturer": facts.manufacturer, "manufacturer_number": facts.manufacturer_number,
        "unit": facts.unit, "pack": facts.terms.pack, "minimum": facts.terms.minimum, "step": facts.terms.step, "price_unit": facts.price_unit,
        "weight": facts.weight, "hazards": list(facts.hazards), "status": facts.status.value, "pictogram": facts.pictogram,
        "attributes": dict(facts.attributes), "popularity": facts.popularity, "changed_at": ctx.now,
    }  # fmt: skip


def _clear(ctx: Context, product_ids: Iterable[Id]) -> None:
    for part in _parts(list(product_ids)):
        for table in _HANGING_ON_A_PRODUCT:
            ctx.db.execute(delete(table).where(col(table.product_id).in_(part)))


def _put_what_hangs_on(ctx: Context, every: Sequence[ProductFacts], ids: Mapping[str, Id]) -> None:
    others = ids | ids_by_number(ctx, {other for facts in every for _, other in facts.links if other not in ids})
    assortments = dict(ctx.db.exec(select(Assortment.name, Assortment.id)).all())
    former, links, documents, shown = [], [], [], []
    for facts in every:
        own = {"product_id": ids[facts.number]}
        former += [own | {"number": number} for number in dict.fromkeys(facts.former_numbers)]
        links += [
            own | {"kind": kind.value, "other_id": others[other], "position": place}
            for place, (kind, other) in enumerate(dict.fromkeys(facts.links)) if other in others
        ]  # fmt: skip
        documents += [own | {"id": new_id(), "kind": kind.value, "title": title} for kind, title in facts.documents]
        shown += [own | {"assortment_id": assortments[name]} for name in dict.fromkeys(facts.assortments)]
    for table, rows in ((FormerNumber, former), (ProductLink, links), (ProductDocument, documents), (AssortmentProduct, shown)):
        _insert(ctx, table, rows)


def _put_entries(ctx: Context, every: Sequence[ProductFacts], ids: Mapping[str, Id], category_words: Mapping[str, str]) -> None:
    numbers, entries, vocabulary = [], [], set()
    places = _places(ctx, ids.values())
    for facts in every:
        product_id, folded = ids[facts.number], _folded_numbers(facts)
        words = [word[:_LONGEST_WORD] for word in words_to_keep(*_texts(facts), category_words[facts.category])]
        numbers += [{"product_id": product_id, "kind": kind, "folded": number, "reversed": number[::-1]} for kind, number in folded]
        entry = {"product_id": product_id, "popularity": facts.popularity}
        entry |= {"numbers": _within(dict.fromkeys(number for _, number in folded), _LONGEST_NUMBERS), "words": _within(words, _LONGEST_WORDS)}
        entries.append(entry | ({"place": places[product_id]} if product_id in places else {}))
        vocabulary |= {word for word in words if not word[0].isdigit() and len(word) > 2}
    _insert(ctx, SearchNumber, numbers)
    _insert(ctx, SearchEntry, [entry for entry in entries if "place" not in entry])
    _update(ctx, SearchEntry, [entry for entry in entries if "place" in entry])
    _put_words(ctx, vocabulary)


def _folded_numbers(facts: ProductFacts) -> list[tuple[int, str]]:
    kept = (
        (NumberKind.OWN, facts.number), (NumberKind.EAN, facts.ean), (NumberKind.MANUFACTURER, facts.manufacturer_number),
        *((NumberKind.FORMER, number) for number in facts.former_numbers),
    )  # fmt: skip
    return list(dict.fromkeys((int(kind), folded) for kind, number in kept if (folded := fold_number(number))))


def _texts(facts: ProductFacts) -> tuple[str, ...]:
    return (facts.number, facts.name_en, facts.name_de, facts.manufacturer, *facts.attributes.values())


def _within(words: Iterable[str], longest: int) -> str:
    """Whole words only, as many as have room."""
    text = " ".join(words)
    return text if len(text) <= longest else text[: longest + 1].rpartition(" ")[0]


def _category_words(categories: Mapping[Id, ProductCategory]) -> dict[str, str]:
    """The names of each category and of those above it."""
    found = {}
    for row in categories.values():
        step, names = row, []
        while step is not None:
            names += [step.name_en, step.name_de]
            step = categories.get(step.parent_id) if step.parent_id else None
        found[row.code] = " | ".join(names)
    return found


def _places(ctx: Context, product_ids: Iterable[Id]) -> dict[Id, int]:
    found: dict[Id, int] = {}
    for part in _parts(list(product_ids)):
        found |= dict(ctx.db.exec(select(SearchEntry.product_id, SearchEntry.place).where(col(SearchEntry.product_id).in_(part))).all())
    return found


def _put_words(ctx: Context, words: set[str]) -> None:
    for part in _parts(sorted(words)):
        known = set(ctx.db.exec(select(SearchWord.word).where(col(SearchWord.word).in_(part))).all())
        new = [{"word": word} for word in part if word not in known]
        if new:
            ctx.db.execute(insert_for(ctx.db)(SearchWord).on_conflict_do_nothing(index_elements=["word"]), new)


def _insert(ctx: Context, table: Any, rows: list[dict[str, Any]]) -> None:
    if rows:
        ctx.db.execute(insert(table), rows)


def _update(ctx: Context, table: Any, rows: list[dict[str, Any]]) -> None:
    if rows:
        ctx.db.execute(update(table), rows)


def _parts(values: Sequence[Any]) -> list[Sequence[Any]]:
    return [values[start : start + _AT_ONCE] for start in range(0, len(values), _AT_ONCE)]
