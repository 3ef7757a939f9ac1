"""What order lists say of themselves: with whom they are shared, their lines as they are sold today. Finished text in the person's language."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from portal_app.kernel.i18n import format_moment, format_quantity, message, translate, translate_count
from portal_app.kernel.money import Quantity
from portal_app.ordering.actions.list_views import ListLineSheet, ListSheet, OrderListRow
from portal_app.ordering.actions.suggesting import Suggestion
from portal_app.ordering.rules.order_lists import Sharing
from portal_app.ordering.rules.quantities import quantity_text
from portal_app.ordering.screens.cart_texts import Choice, plain_quantity
from portal_app.ordering.screens.offer_texts import said_availability, said_price
from portal_app.ui import ComboOption, EntryCell

LISTS, LIST = "/lists", "/lists/list"
_PIECE = "C62"
_ORDERS = {"name": lambda line: (line.name.casefold(), line.number), "number": lambda line: line.number}
NO_SECTION = message("Everything else")


@dataclass(frozen=True)
class ListListed:
    """One list among others. `by` is who shares it, "" for one's own."""

    id: str
    href: str
    name: str
    lines: str
    shared: str
    by: str
    changed: str


@dataclass(frozen=True)
class ListedLine:
    """A line of a list. `quantity` is plain ("2.5"); `said` is what changed since it was put, `successor` the number of what follows it."""

    id: str
    version: int
    number: str
    name: str
    note: str
    section: str
    quantity: str
    amount: str
    unit: str
    stock: str
    tone: str
    price: str
    per: str
    said: str
    successor: str


@dataclass(frozen=True)
class ListSection:
    """Lines below one title; "" for a list without sections."""

    title: str
    lines: list[ListedLine]


def href_of_list(list_id: str, **more: str) -> str:
    return f"{LIST}?{urlencode({'id': list_id, **{name: value for name, value in more.items() if value}})}"


def listed(locale: str, time_zone: str, row: OrderListRow) -> ListListed:
    by = "" if row.is_own else translate(locale, "by {who}", who=row.owner_name)
    changed = translate(locale, "{moment}, {who}", moment=format_moment(locale, row.changed_at, time_zone), who=row.changed_by)
    return ListListed(row.id, href_of_list(row.id), row.name, said_lines(locale, row.lines), said_sharing(locale, row), by, changed)


def said_lines(locale: str, lines: int) -> str:
    return translate_count(locale, "{n} line", "{n} lines", lines)


def said_sharing(locale: str, row: OrderListRow) -> str:
    """“Only you”, “3 colleagues”, “4711 Maintenance”, “Whole company”."""
    if row.shared_with is Sharing.PRIVATE:
        return translate(locale, "Only you")
    if row.shared_with is Sharing.COMPANY:
        return translate(locale, "Whole company")
    if row.shared_with is Sharing.COST_CENTRE:
        return row.cost_centre
    return translate_count(locale, "{n} colleague", "{n} colleagues", row.people)


def said_head(locale: str, time_zone: str, row: OrderListRow) -> str:
    """“12 lines. Shared by Jan Keller with 4711 Maintenance, to use. Changed 23 Nov, 09:12 by Mia Roth.”"""
    words = {"owner": row.owner_name, "whom": said_sharing(locale, row)}
    changed = translate(locale, "Changed {moment} by {who}.", moment=format_moment(locale, row.changed_at, time_zone), who=row.changed_by)
    if row.shared_with is Sharing.PRIVATE:
        shared = translate(locale, "Only you see it.")
    elif row.is_own:
        shared = translate(locale, "You share it: {whom}.", **words)
    elif row.may_edit:
        shared = translate(locale, "{owner} shares it: {whom}. You may change it.", **words)
    else:
        shared = translate(locale, "{owner} shares it: {whom}. It is for you to use.", **words)
    return f"{said_lines(locale, row.lines)}. {shared} {changed}"


def sections_of(locale: str, sheet: ListSheet, order: str) -> list[ListSection]:
    """In the list's own order by section, those without one last; in another order all of it together."""
    lines = sorted(sheet.lines, key=_ORDERS[order]) if order in _ORDERS else list(sheet.lines)
    titles = [""] if order in _ORDERS else [*dict.fromkeys(line.section for line in lines if line.section), ""]
    by_title = {title: [line for line in lines if order in _ORDERS or line.section == title] for title in titles}
    rest = translate(locale, NO_SECTION) if len(titles) > 1 else ""
    return [ListSection(title or rest, [_line(locale, line) for line in held]) for title, held in by_title.items() if held]


def said_changes(locale: str, line: ListLineSheet) -> str:
    """What is not as it was when the line was put: gone, running out, other packs, another quantity."""
    if line.is_same:
        return ""
    if line.problem:
        return translate(locale, line.problem, **{name: quantity_text(locale, value) for name, value in line.values.items()})
    found = [translate(locale, "It is sold only while it lasts.")] if line.is_discontinued else []
    if line.product is not None and not line.instead and line.product.terms.pack != line.pack_then:
        packs = {"now": quantity_text(locale, line.product.terms.pack), "then": quantity_text(locale, line.pack_then)}
        found.append(translate(locale, "Packs of {now}, then {then}.", **packs))
    if line.reason:
        found.append(translate(locale, line.reason, **{name: quantity_text(locale, value) for name, value in line.values.items()}))
    return " ".join(found)


def stock_of(locale: str, line: ListLineSheet) -> EntryCell:
    return said_availability(locale, line.offer.availability) if line.offer else EntryCell()


def price_of(locale: str, line: ListLineSheet) -> EntryCell:
    return said_price(locale, line.offer.price) if line.offer and line.offer.price else EntryCell()


def unit_of(locale: str, line: ListLineSheet) -> str:
    unit = line.product.unit if line.product else _PIECE
    return format_quantity(locale, Quantity(line.wanted, unit)).rpartition("\N{NO-BREAK SPACE}")[2]


def found_options(locale: str, found: Sequence[Suggestion]) -> list[ComboOption]:
    return [ComboOption(one.product.id, f"{one.product.number} {one.product.name}", _detail(locale, one)) for one in found]


def list_choices(locale: str, rows: Sequence[OrderListRow], empty: str) -> list[Choice]:
    """Those that can be added to, after a new one."""
    return [Choice("", translate(locale, empty)), *(Choice(row.id, row.name) for row in rows if row.may_edit)]


def _line(locale: str, line: ListLineSheet) -> ListedLine:
    stock, price = stock_of(locale, line), price_of(locale, line)
    successor = line.successor.number if line.successor else ""
    unit = unit_of(locale, line)
    return ListedLine(
        line.id, line.version, line.number, line.name, line.note, line.section, plain_quantity(line.kept), f"{quantity_text(locale, line.kept)} {unit}", unit,
        stock.text, stock.tone or "", price.text, price.part, said_changes(locale, line), successor,
    )  # fmt: skip


def _detail(locale: str, one: Suggestion) -> str:
    price = said_price(locale, one.offer.price) if one.offer.price else EntryCell()
    return " · ".join(filter(None, (f"{price.text}{price.part}", said_availability(locale, one.offer.availability).text)))
