"""What the quick order says about its rows and suggestions, as finished text in the person's language."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from portal_app.catalog import PackTerms, ProductLine, ProductStatus
from portal_app.kernel.i18n import format_quantity, message, translate, translate_count
from portal_app.kernel.money import Quantity
from portal_app.ordering.actions.draft_views import DraftSheet, RowSheet
from portal_app.ordering.actions.offers import Offer
from portal_app.ordering.actions.suggesting import Suggestion
from portal_app.ordering.rules.draft_rows import RowEntry, RowVerdict, number_meant, same_number
from portal_app.ordering.rules.quantities import quantity_text
from portal_app.ordering.screens.offer_texts import exact_money, row_cells, said_amount, said_availability, said_price, said_step
from portal_app.ui import EntryCell, EntryOption, EntrySaid

_PICTURES = {
    "bolt": ("hex-bolts", "socket-screws", "machine-screws", "set-screws", "carriage-bolts", "wood-screws"),
    "nut": ("hex-nuts", "lock-nuts", "cap-nuts"),
    "washer": ("washers", "lock-washers"),
}
_PICTURE_OF = {pictogram: picture for picture, pictograms in _PICTURES.items() for pictogram in pictograms}
_TITLES = {
    RowVerdict.UNKNOWN: message("No such article"),
    RowVerdict.CHOOSE: message("Several articles have this number"),
    RowVerdict.NO_ARTICLE: message("Which article?"),
}
_UNKNOWN = message("Nothing has this number. The row is kept.")
_UNKNOWN_NEAR = message("The row is kept. Type on, or take one of these.")
_UNKNOWN_LETTER = message("A letter O, I or L between digits? The row is kept.")
_HEADS = (message("Article number"), message("Typed"), message("Description"), message("Quantity"), message("Unit of measure"), message("Available"))
_PRICE_HEADS = (message("Net / unit"), message("Price for"), message("Line net"))


def said_rows(locale: str, sheet: DraftSheet) -> Iterator[EntrySaid]:
    above = ""
    for row in sheet.rows:
        yield said_row(locale, row, above)
        above = row.key


def said_row(locale: str, row: RowSheet, above: str) -> EntrySaid:
    judged, product = row.judged, row.product
    title = product.name if product else translate(locale, _TITLES[judged.verdict])
    wanted = row.wanted_text if row.wanted is None else quantity_text(locale, row.wanted)
    quantity = wanted if judged.quantity is None else quantity_text(locale, judged.quantity)
    looks = judged.verdict in (RowVerdict.NO_QUANTITY, RowVerdict.NO_ARTICLE)
    part, act = _part(locale, row), _act(locale, row)
    if not act.words and row.offer and row.offer.step and judged.verdict is RowVerdict.OK:
        said, words = said_step(locale, row.offer.step)
        part, act = said or part, _Act(words, quantity_text(locale, row.offer.step.quantity))
    return EntrySaid(
        row.key, row.version, above, row.typed, quantity, product.id if product else "", row.as_wanted, _wrong_field(judged.verdict), looks,
        title, part, act.words, act.quantity, act.as_wanted, [said_option(locale, line) for line in row.near],
        row_cells(locale, row.offer, ordered=judged.verdict.can_be_ordered),
    )  # fmt: skip


def said_option(locale: str, line: ProductLine, *, exact: bool = False, offer: Offer | None = None) -> EntryOption:
    own = translate(locale, "Your number {number}", number=", ".join(line.own_numbers)) if line.own_numbers else ""
    part = " · ".join(filter(None, (own, said_packs(locale, line.terms, line.unit))))
    stamp = said_availability(locale, offer.availability) if offer else None
    price = said_price(locale, offer.price) if offer and offer.price else EntryCell()
    return EntryOption(line.id, line.number, line.name, part, picture_of(line.pictogram), exact, stamp, price.text, price.part)


def said_suggestions(locale: str, found: tuple[Suggestion, ...]) -> list[EntryOption]:
    return [said_option(locale, one.product, exact=one.exact, offer=one.offer) for one in found]


def picture_of(pictogram: str) -> str:
    """The icon of a product."""
    return _PICTURE_OF.get(pictogram, "box")


def summary(locale: str, sheet: DraftSheet) -> str:
    """“6 rows, 1 to look at”; nothing for an empty draft."""
    if not sheet.rows:
        return ""
    looks = sum(not row.judged.verdict.can_be_ordered for row in sheet.rows)
    rows = translate_count(locale, "{n} row", "{n} rows", len(sheet.rows))
    if looks == 0:
        return translate(locale, "{rows}, all can be ordered", rows=rows)
    return f"{rows}, {translate_count(locale, '{n} to look at', '{n} to look at', looks)}"


def table_of(locale: str, sheet: DraftSheet, *, with_prices: bool) -> list[list[str]]:
    """The draft as it is downloaded, its head first."""
    heads = (*_HEADS, *(_PRICE_HEADS if with_prices else ()), message("Remark"))
    return [[translate(locale, head) for head in heads], *(_line(locale, row, with_prices=with_prices) for row in sheet.rows)]


def plain_entry(entry: RowEntry) -> dict[str, str | int | bool]:
    return asdict(entry)


def _line(locale: str, row: RowSheet, *, with_prices: bool) -> list[str]:
    said, product = said_row(locale, row, ""), row.product
    facts = [product.number, row.typed, product.name] if product else ["", row.typed, ""]
    unit = _unit(locale, product.unit) if product else ""
    stock = said.cells[0].text if said.cells else ""
    prices = _price_cells(locale, row.offer, ordered=row.judged.verdict.can_be_ordered) if with_prices else []
    return [*facts, said.quantity, unit, stock, *prices, said.part if product else f"{said.title}. {said.part}".strip()]


def _price_cells(locale: str, offer: Offer | None, *, ordered: bool) -> list[str]:
    price = offer.price if offer else None
    if price is None or price.price is None:
        return ["", "", ""]
    return [exact_money(locale, price.price), str(price.price_unit), said_amount(locale, price.amount) if ordered else ""]


def _wrong_field(verdict: RowVerdict) -> str:
    if verdict in (RowVerdict.UNKNOWN, RowVerdict.CHOOSE):
        return "code"
    return "count" if verdict is RowVerdict.WRONG_QUANTITY else ""


def _part(locale: str, row: RowSheet) -> str:
    """The second line: what is wrong or was corrected, else whose number it is and how it is sold."""
    judged = row.judged
    if judged.reason:
        return translate(locale, judged.reason, **{name: quantity_text(locale, value) for name, value in judged.values.items()})
    if judged.verdict is RowVerdict.UNKNOWN:
        return translate(locale, _UNKNOWN_LETTER if number_meant(row.typed) else _UNKNOWN_NEAR if row.near else _UNKNOWN)
    if judged.verdict is RowVerdict.CHOOSE:
        return translate(locale, "Please choose the one you mean.")
    if row.product is None:
        return ""
    asked = translate(locale, "How many?") if judged.verdict is RowVerdict.NO_QUANTITY else ""
    gone = translate(locale, "Discontinued") if row.product.status is ProductStatus.DISCONTINUED else ""
    return " · ".join(filter(None, (asked, _whose(locale, row.typed, row.product), said_packs(locale, row.product.terms, row.product.unit), gone)))


def _whose(locale: str, typed: str, product: ProductLine) -> str:
    if same_number(typed, product.number):
        return ""
    if any(same_number(typed, own) for own in product.own_numbers):
        return translate(locale, "your number for {number}", number=product.number)
    return translate(locale, "article {number}", number=product.number)


def said_packs(locale: str, terms: PackTerms, unit: str) -> str:
    """“packs of 100 pcs”; nothing where each number can be ordered."""
    step = max(terms.pack, terms.step)
    return translate(locale, "packs of {quantity}", quantity=format_quantity(locale, Quantity(step, unit))) if step != 1 else ""


def _unit(locale: str, unit: str) -> str:
    return format_quantity(locale, Quantity(2, unit)).split("\N{NO-BREAK SPACE}")[-1]


@dataclass(frozen=True)
class _Act:
    """The button behind the second line: its words, and what it puts into the row."""

    words: str = ""
    quantity: str = ""
    as_wanted: bool = False


def _act(locale: str, row: RowSheet) -> _Act:
    judged = row.judged
    wanted = "" if row.wanted is None else quantity_text(locale, row.wanted)
    if judged.verdict is RowVerdict.CORRECTED:
        return _Act(translate(locale, "Undo"), wanted, as_wanted=True)
    if row.as_wanted and judged.fitting is not None and judged.verdict is RowVerdict.WRONG_QUANTITY:
        return _Act(translate(locale, "Take {quantity}", quantity=quantity_text(locale, judged.fitting)), wanted)
    return _Act()
