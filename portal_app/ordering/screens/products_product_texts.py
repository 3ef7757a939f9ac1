"""What the page of one product says: names, numbers, tiers, when it comes, what it is made of, what goes with it. Finished text.

No amount is made here: each comes from the answer, and where that has none there is no text of it either.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from portal_app.catalog import AvailabilityKind, DocumentKind, LinkKind, ProductLine, ProductStatus
from portal_app.kernel.i18n import format_date, format_moment, format_number, format_quantity, message, translate
from portal_app.kernel.ids import new_id
from portal_app.kernel.money import Money, Quantity
from portal_app.ordering.actions.product_looks import BesideProduct, GoneProduct, LastOrdered, LookedQuantity, LookedTier, ProductLook
from portal_app.ordering.rules.quantities import quantity_text
from portal_app.ordering.screens.cart_texts import plain_quantity
from portal_app.ordering.screens.offer_texts import exact_money, said_amount, said_availability, said_price
from portal_app.ordering.screens.orders_texts import href_of_order
from portal_app.ordering.screens.products_asked import ProductsAsked, address_of
from portal_app.ordering.screens.products_links import href_of_product
from portal_app.ordering.screens.products_why_texts import said_next, said_validity
from portal_app.ordering.screens.quick_order_texts import picture_of, said_packs
from portal_app.pricing import LEVEL_NAMES, PriceStep

_ATTRIBUTES = {
    "standard": message("Standard"), "size": message("Size"), "thread": message("Thread"), "length": message("Length"), "material": message("Material"),
    "surface": message("Surface"),
}  # fmt: skip
_DOCUMENTS = {DocumentKind.DATA_SHEET: message("Data sheet"), DocumentKind.SAFETY_DATA_SHEET: message("Safety data sheet")}
_KINDS = {LinkKind.ACCESSORY: "", LinkKind.SUBSTITUTE: message("Instead"), LinkKind.SUCCESSOR: message("Follows it")}
_GONE = message("This article is no longer sold, or no longer to your company.")


@dataclass(frozen=True)
class ShownProduct:
    """Who it is. `remark` says that it is discontinued or gone."""

    id: str = ""
    number: str = ""
    name: str = ""
    own_numbers: str = ""
    ean: str = ""
    text: str = ""
    picture: str = "box"
    packs: str = ""
    remark: str = ""


@dataclass(frozen=True)
class WayPart:
    """One of its categories."""

    label: str
    href: str


@dataclass(frozen=True)
class TierShown:
    """A line of the tier table. `here` is the one that the quantity reaches; `source` is where it comes from, where that changes."""

    begins: str
    each: str
    price: str
    saving: str
    source: str
    here: bool


@dataclass(frozen=True)
class Fact:
    label: str
    value: str


@dataclass(frozen=True)
class BesideShown:
    """What goes with it (`kind` is empty), stands in for it, or follows it."""

    id: str
    href: str
    number: str
    name: str
    kind: str
    picture: str
    stock: str
    tone: str
    price: str
    quantity: str
    key: str
    may_add: bool


@dataclass(frozen=True)
class WantedShown:
    """A quantity, what it costs and when it comes. `plain` is "2.5"; `typed` stands in the field, `wrong` below it; `more` would save."""

    typed: str = ""
    plain: str = ""
    said: str = ""
    packs: str = ""
    wrong: str = ""
    reason: str = ""
    stock: str = ""
    tone: str = ""
    comes: str = ""
    price: str = ""
    per: str = ""
    net: str = ""
    currency: str = ""
    more: str = ""
    more_said: str = ""
    key: str = ""


@dataclass(frozen=True)
class LastShown:
    said: str = ""
    href: str = ""


def shown_product(locale: str, look: ProductLook) -> ShownProduct:
    line, sheet = look.sheet.line, look.sheet
    remark = translate(locale, "This article is discontinued: what is left is sold.") if line.status is ProductStatus.DISCONTINUED else ""
    return ShownProduct(
        line.id, line.number, line.name, ", ".join(line.own_numbers), sheet.ean, sheet.text, picture_of(line.pictogram),
        said_packs(locale, line.terms, line.unit), remark,
    )  # fmt: skip


def gone_product(locale: str, gone: GoneProduct) -> ShownProduct:
    return ShownProduct("", gone.number, gone.name, remark=translate(locale, _GONE))


def way_parts(look: ProductLook) -> list[WayPart]:
    return [WayPart(one.name, address_of(ProductsAsked(category=one.code))) for one in look.way]


def tier_rows(locale: str, look: ProductLook, wanted: LookedQuantity) -> list[TierShown]:
    here, named = _here(look.tiers, wanted), [_source(locale, one.source) if one.source else "" for one in look.tiers]
    shown = [name if len(set(named)) > 1 and (place == 0 or name != named[place - 1]) else "" for place, name in enumerate(named)]
    return [_tier(locale, one, name, here=place == here) for place, (one, name) in enumerate(zip(look.tiers, shown, strict=True))]


def source_facts(locale: str, look: ProductLook, wanted: LookedQuantity) -> list[Fact]:
    """Where the price of this quantity comes from, for who sees agreements: its name with its days, and what is left to call."""
    here = _here(look.tiers, wanted)
    step = look.tiers[here].source if here >= 0 else None
    if step is None:
        return []
    days = ", ".join(filter(None, (step.source.number, said_validity(locale, step.valid_from, step.valid_to))))
    found = [Fact(translate(locale, LEVEL_NAMES[step.source.level]), days)]
    return found + ([Fact(translate(locale, "Left to call"), format_number(locale, step.left))] if step.left is not None else [])


def price_unit_of(locale: str, look: ProductLook) -> str:
    """“100”, where prices are for so many; nothing where they are for one."""
    unit = look.tiers[0].tier.price_unit if look.tiers else 1
    return format_number(locale, unit) if unit != 1 else ""


def wanted_shown(locale: str, time_zone: str, product: ProductLine, looked: LookedQuantity, typed: str = "") -> WantedShown:
    """With a problem what was typed stays in the field."""
    offer, values = looked.offer, {name: quantity_text(locale, value) for name, value in looked.values.items()}
    stock, price = said_availability(locale, offer.availability), offer.price
    cost, more = said_price(locale, price) if price else None, price.next_tier if price else None
    return WantedShown(
        typed if looked.problem else quantity_text(locale, looked.quantity), plain_quantity(looked.quantity),
        format_quantity(locale, Quantity(looked.quantity, product.unit)), _packs(locale, product, looked), translate(locale, looked.problem, **values),
        translate(locale, looked.reason, **values), stock.text, stock.tone or "", _comes(locale, time_zone, looked),
        cost.text if cost else "", cost.part if cost else "", said_amount(locale, price.amount) if price else "",
        price.amount.currency if price and price.amount else "", quantity_text(locale, looked.quantity + more.more) if more else "",
        said_next(locale, more) if more else "", new_id(),
    )  # fmt: skip


def spec_facts(locale: str, look: ProductLook) -> list[Fact]:
    """What it is made of and how it is sold, then whose numbers it has."""
    sheet, line = look.sheet, look.sheet.line
    found = [Fact(translate(locale, _ATTRIBUTES.get(name, name)), value) for name, value in sheet.attributes.items() if value]
    least = format_quantity(locale, Quantity(line.terms.minimum, line.unit))
    told = [
        ("Weight", _weight(locale, look)), ("Pack", format_quantity(locale, Quantity(line.terms.pack, line.unit)) if line.terms.pack != 1 else ""),
        ("At least", least if line.terms.minimum > line.terms.pack else ""), ("Hazards", ", ".join(line.hazards)),
        ("Manufacturer", sheet.manufacturer), ("Manufacturer's number", sheet.manufacturer_number), ("Former numbers", ", ".join(sheet.former_numbers)),
    ]  # fmt: skip
    labels = _labels(locale)
    return found + [Fact(labels[name], value) for name, value in told if value]


def papers_of(locale: str, look: ProductLook) -> list[Fact]:
    return [Fact(translate(locale, _DOCUMENTS[kind]), title) for kind, title in look.sheet.documents]


def beside_rows(locale: str, rows: Sequence[BesideProduct]) -> list[BesideShown]:
    return [_beside(locale, one) for one in rows]


def successor_rows(locale: str, gone: GoneProduct) -> list[WayPart]:
    return [WayPart(f"{one.number} {one.name}", href_of_product(one.number)) for one in gone.successors]


def last_shown(locale: str, time_zone: str, last: LastOrdered | None) -> LastShown:
    """“9 Nov 2026, 2,000 pcs for 7.10 / 100”."""
    if last is None:
        return LastShown()
    day = last.placed_at.astimezone(ZoneInfo(time_zone)).date()
    words = {"day": format_date(locale, day), "quantity": format_quantity(locale, last.quantity)}
    if last.price is None:
        return LastShown(translate(locale, "{day}, {quantity}", **words), href_of_order(last.order_id))
    said = translate(locale, "{day}, {quantity} for {price}", price=_price(locale, last.price, last.price_unit), **words)
    return LastShown(said, href_of_order(last.order_id))


def _here(tiers: Sequence[LookedTier], wanted: LookedQuantity) -> int:
    """The place of the tier that the quantity reaches; -1 where its price stands in none, say because an agreement is used up."""
    reached = [place for place, one in enumerate(tiers) if one.tier.from_quantity <= wanted.quantity]
    price = wanted.offer.price
    return reached[-1] if reached and price and tiers[reached[-1]].tier.each == price.each else -1


def _tier(locale: str, one: LookedTier, source: str, *, here: bool) -> TierShown:
    tier = one.tier
    each = exact_money(locale, Money(tier.each, tier.price.currency)) if tier.price_unit != 1 else ""
    saving = f"{format_number(locale, tier.saving)}\N{NO-BREAK SPACE}%" if tier.saving else ""
    return TierShown(format_number(locale, tier.from_quantity), each, exact_money(locale, tier.price), saving, source, here)


def _source(locale: str, step: PriceStep) -> str:
    return f"{translate(locale, LEVEL_NAMES[step.source.level])} {step.source.number}"


def _comes(locale: str, time_zone: str, looked: LookedQuantity) -> str:
    """“With you on Wed 25 Nov when ordered before 15:00.”"""
    known = looked.offer.availability
    if known.kind is AvailabilityKind.DATE and known.rest_arrives:
        return translate(locale, "With you on {day}.", day=format_date(locale, known.rest_arrives, weekday=True, year=False))
    if known.arrives is None or known.order_by is None:
        return ""
    words = {"day": format_date(locale, known.arrives, weekday=True, year=False), "moment": format_moment(locale, known.order_by, time_zone)}
    return translate(locale, "With you on {day} when ordered before {moment}.", **words)


def _packs(locale: str, product: ProductLine, looked: LookedQuantity) -> str:
    """“5 packs of 100 pcs”, where it is sold in packs."""
    pack = product.terms.pack
    if pack == 1 or looked.quantity % pack:
        return ""
    words = {"packs": format_number(locale, looked.quantity / pack), "pack": format_quantity(locale, Quantity(pack, product.unit))}
    return translate(locale, "{packs} × {pack}", **words)


def _labels(locale: str) -> dict[str, str]:
    return {
        "Weight": translate(locale, "Weight"), "Pack": translate(locale, "Pack"), "At least": translate(locale, "At least"),
        "Hazards": translate(locale, "Hazards"), "Manufacturer": translate(locale, "Manufacturer"),
        "Manufacturer's number": translate(locale, "Manufacturer's number"), "Former numbers": translate(locale, "Former numbers"),
    }  # fmt: skip


def _weight(locale: str, look: ProductLook) -> str:
    """Of as many as the price is for."""
    weight, unit = look.sheet.weight, look.sheet.line.price_unit
    if weight is None:
        return ""
    said = f"{format_number(locale, (weight * unit).normalize())}\N{NO-BREAK SPACE}kg"
    return said if unit == 1 else translate(locale, "{weight} for {quantity}", weight=said, quantity=format_number(locale, unit))


def _beside(locale: str, one: BesideProduct) -> BesideShown:
    line, stock = one.product, said_availability(locale, one.offer.availability)
    price, kind = said_price(locale, one.offer.price) if one.offer.price else None, _KINDS[one.kind]
    return BesideShown(
        line.id, href_of_product(line.number), line.number, line.name, translate(locale, kind) if kind else "", picture_of(line.pictogram), stock.text,
        stock.tone or "", f"{price.text} {price.part}".strip() if price else "", quantity_text(locale, one.least), new_id(), one.kind is LinkKind.ACCESSORY,
    )  # fmt: skip


def _price(locale: str, price: Money, price_unit: int) -> str:
    return exact_money(locale, price) + (f"\N{NO-BREAK SPACE}/\N{NO-BREAK SPACE}{format_number(locale, price_unit)}" if price_unit != 1 else "")
