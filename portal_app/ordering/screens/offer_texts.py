"""What the quick order says about prices and dates, as finished text. What has no price is on request."""

from decimal import Decimal

from portal_app.catalog import Availability, AvailabilityKind
from portal_app.kernel.i18n import format_date, format_money, format_number, translate
from portal_app.kernel.money import Money
from portal_app.ordering.actions.offers import Offer
from portal_app.ordering.rules.quantities import quantity_text
from portal_app.ordering.rules.saving import NextStep
from portal_app.pricing import PriceView
from portal_app.ui import EntryCell

_TONES = {AvailabilityKind.NOW: "green", AvailabilityKind.PART: "ochre", AvailabilityKind.DATE: "ochre", AvailabilityKind.UNKNOWN: ""}


def said_availability(locale: str, known: Availability) -> EntryCell:
    """As a stamp: “In stock”, “12 now, 12 on 27 Nov”, “on 1 Dec”, “On request”."""
    days = {name: format_date(locale, day, year=False) if day else "" for name, day in (("first", known.arrives), ("rest", known.rest_arrives))}
    tip = translate(locale, "With you on {day}", day=days["first"]) if days["first"] else ""
    return EntryCell(_said_stock(locale, known, days["rest"]), _TONES[known.kind], tip=tip)


def _said_stock(locale: str, known: Availability, day: str) -> str:
    if known.kind is AvailabilityKind.NOW:
        return translate(locale, "In stock")
    if known.kind is AvailabilityKind.DATE:
        return translate(locale, "on {day}", day=day)
    if known.kind is AvailabilityKind.UNKNOWN:
        return translate(locale, "On request")
    quantities = {"now": quantity_text(locale, known.now), "rest": quantity_text(locale, known.rest)}
    if day:
        return translate(locale, "{now} now, {rest} on {day}", day=day, **quantities)
    return translate(locale, "{now} now, rest on request", **quantities)


def said_price(locale: str, price: PriceView) -> EntryCell:
    """“0.084”, or “8.40 / 100” where prices are for so many."""
    if price.price is None:
        return EntryCell(translate(locale, "On request"))
    per = f"/\N{NO-BREAK SPACE}{format_number(locale, price.price_unit)}" if price.price_unit != 1 else ""
    return EntryCell(exact_money(locale, price.price), part=per)


def exact_money(locale: str, amount: Money) -> str:
    """With two decimals, or as many more as there are."""
    digits = -amount.amount.normalize().as_tuple().exponent
    return format_money(locale, amount, decimals=max(2, digits), currency=False)


def said_amount(locale: str, amount: Money | None) -> str:
    return format_money(locale, amount, currency=False) if amount else ""


def row_cells(locale: str, offer: Offer | None, *, ordered: bool) -> list[EntryCell]:
    """Availability, and for who may see them price and amount; the amount only for a row that can be ordered."""
    if offer is None:
        return []
    cells = [said_availability(locale, offer.availability)]
    if offer.price:
        cells += [said_price(locale, offer.price), EntryCell(said_amount(locale, offer.price.amount) if ordered else "", strong=True)]
    return cells


def said_step(locale: str, step: NextStep) -> tuple[str, str]:
    """What buying more would save, and the words of the button that takes it."""
    act = translate(locale, "{more} more", more=quantity_text(locale, step.more))
    if step.less.amount > 0:
        return translate(locale, "The line costs {less} less with", less=said_amount(locale, step.less)), act
    if not step.saving:
        return "", ""
    percent = format_number(locale, step.saving.quantize(Decimal(1)))
    return translate(locale, "Each costs {percent} % less with", percent=percent), act
