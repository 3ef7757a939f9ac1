"""What an order file that is being worked on says of itself: its columns, its counts, a row for each line. Finished text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from urllib.parse import urlencode

from portal_app.catalog import ProductLine
from portal_app.kernel.i18n import format_moment, format_number, format_quantity, message, translate
from portal_app.kernel.ids import Id, is_id
from portal_app.kernel.money import Quantity
from portal_app.ordering.actions.intake_download import VERDICT_NAMES, said
from portal_app.ordering.actions.intake_sheets import IntakeRow, IntakeSheet
from portal_app.ordering.rules.intake.needs import Need, need_of
from portal_app.ordering.rules.intake.settling import may_be_changed, ordered_quantity
from portal_app.ordering.rules.intake.verdicts import OPEN, IntakeLine, Verdict
from portal_app.ordering.rules.quantities import quantity_text

PATH = "/intake"
_V = Verdict
LOOKS: dict[Verdict, tuple[str, str]] = {  # tone and sign
    _V.OK: ("green", "full"), _V.CORRECTED: ("blue", "fix"), _V.CHOOSE: ("plum", "diamond"), _V.UNKNOWN: ("red", "tri"), _V.NOT_ALLOWED: ("red", "no"),
    _V.SHORT: ("ochre", "half"), _V.DUPLICATE: ("plum", "two"), _V.HEADING: ("", "ring"), _V.EMPTY: ("", "ring"), _V.LEFT_OUT: ("", "no"),
    _V.MERGED: ("", "two"), _V.IN_CART: ("green", "check"),
}  # fmt: skip
_ALWAYS = (_V.OK, _V.CORRECTED, _V.CHOOSE, _V.SHORT, _V.DUPLICATE, _V.NOT_ALLOWED, _V.UNKNOWN)
_SOMETIMES = (_V.LEFT_OUT, _V.MERGED, _V.IN_CART, _V.HEADING, _V.EMPTY)
_GROUPS = {
    Need.OPEN: message("Need you: {n}"), Need.CORRECTED: message("Corrected, please read: {n}"), Need.OK: message("As they stand: {n}"),
    Need.DECIDED: message("Left out or merged: {n}"), Need.IN_CART: message("In the cart: {n}"), Need.NO_ORDER: message("Order nothing: {n}"),
}  # fmt: skip


@dataclass(frozen=True)
class IntakeAsked:
    """What the address of the page asks for: which intake, lines of one verdict or of all, a page of them."""

    intake_id: str = ""
    show: str = ""
    page: int = 1


@dataclass(frozen=True)
class Tally:
    """How many lines have a verdict. `share` is how wide its stretch of the bar is."""

    label: str
    count: str
    share: int
    tone: str
    sign: str
    href: str
    here: bool


@dataclass(frozen=True)
class Meant:
    """A product that may be meant."""

    product_id: str
    number: str
    name: str


@dataclass(frozen=True)
class LineRow:
    """One line of the source. `group` names the rows from here on. Words of acts that cannot be done are empty.

    `wanted` and `wanted_quantity` are what stands in the fields when it is changed; `one` and `pack` say what a quantity may count.
    """

    line: int
    group: str
    source: str
    verdict: str
    tone: str
    sign: str
    number: str
    name: str
    quantity: str
    said: str
    meant: list[Meant] = field(default_factory=list)
    choices: list[str] = field(default_factory=list)
    accept: str = ""
    together: str = ""
    keep: str = ""
    leave: str = ""
    change: str = ""
    undo: str = ""
    wanted: str = ""
    wanted_quantity: str = ""
    one: str = ""
    pack: str = ""


@dataclass(frozen=True)
class EarlierIntake:
    """One that was read before and is kept."""

    id: str
    href: str
    name: str
    said: str
    changed: str


def read_asked(parts: Mapping[str, str]) -> IntakeAsked:
    """From the parts of an address, whatever somebody wrote there."""
    intake_id, show, page = parts.get("read", ""), parts.get("show", ""), parts.get("page", "")
    known = {verdict.value for verdict in Verdict}
    return IntakeAsked(intake_id[:26], show if show in known else "", int(page) if page.isascii() and page.isdigit() and len(page) < 6 else 1)


def address_of(intake_id: Id, *, show: str = "", page: int = 1) -> str:
    parts = {"read": intake_id, "show": show, "page": page if page > 1 else ""}
    return f"{PATH}?{urlencode({name: value for name, value in parts.items() if value})}"


def earlier_rows(locale: str, time_zone: str, rows: Sequence[IntakeRow]) -> list[EarlierIntake]:
    return [
        EarlierIntake(row.id, address_of(row.id), name_of(locale, row.name), said_counts(locale, row), format_moment(locale, row.changed_at, time_zone))
        for row in rows
    ]


def said_counts(locale: str, row: IntakeRow) -> str:
    """“200 lines, 187 good, 13 need you”."""
    numbers = {name: format_number(locale, getattr(row, name)) for name in ("lines", "good_lines", "open_lines")}
    return translate(locale, "{lines} lines, {good_lines} good, {open_lines} need you", **numbers)


def name_of(locale: str, name: str) -> str:
    return name or translate(locale, "Pasted text")


def tallies(locale: str, sheet: IntakeSheet, show: str) -> list[Tally]:
    """All lines, then each verdict. Together the verdicts are as many as all lines."""
    shown = [*_ALWAYS, *(verdict for verdict in _SOMETIMES if sheet.counts[verdict])]
    whole = Tally(translate(locale, "All lines"), format_number(locale, sheet.total), 0, "", "", address_of(sheet.id), not show)
    return [whole, *(_tally(locale, sheet, verdict, show) for verdict in shown)]


def line_rows(locale: str, sheet: IntakeSheet, show: str) -> list[LineRow]:
    rows, group = [], None
    for line in sheet.lines:
        need = need_of(line.verdict)
        rows.append(_row(locale, sheet, line, "" if show or need is group else _said_group(locale, sheet, need)))
        group = need
    return rows


def where_in(locale: str, sheet: IntakeSheet) -> str:
    """“26 to 50 of 1,243”; nothing where all of them are in sight."""
    if sheet.shown <= sheet.size:
        return ""
    first = (sheet.number - 1) * sheet.size + 1
    numbers = {"first": first, "last": first + len(sheet.lines) - 1, "total": sheet.shown}
    return translate(locale, "{first} to {last} of {total}", **{name: format_number(locale, value) for name, value in numbers.items()})


def said_line(line: IntakeLine, locale: str) -> str:
    return " ".join(said(remark, locale) for remark in line.remarks)


def _tally(locale: str, sheet: IntakeSheet, verdict: Verdict, show: str) -> Tally:
    count, (tone, sign) = sheet.counts[verdict], LOOKS[verdict]
    href = address_of(sheet.id, show=verdict.value)
    return Tally(translate(locale, VERDICT_NAMES[verdict]), format_number(locale, count), count, tone, sign, href, show == verdict.value)


def _said_group(locale: str, sheet: IntakeSheet, need: Need) -> str:
    count = sum(number for verdict, number in sheet.counts.items() if need_of(verdict) is need)
    return translate(locale, _GROUPS[need], n=format_number(locale, count))


def _row(locale: str, sheet: IntakeSheet, line: IntakeLine, group: str) -> LineRow:
    product, (tone, sign) = sheet.products.get(line.product_id), LOOKS[line.verdict]
    number, name = (product.number, product.name) if product else ("", "")
    return LineRow(
        line.line, group, line.source, translate(locale, VERDICT_NAMES[line.verdict]), tone, sign, number, name, _said_quantity(locale, line, product),
        said_line(line, locale), _meant(sheet, line), [quantity_text(locale, one) for one in line.choices] if len(line.choices) > 1 else [],
        **_acts(locale, sheet, line), **_entered(locale, line, product),
    )  # fmt: skip


def _entered(locale: str, line: IntakeLine, product: ProductLine | None) -> dict[str, str]:
    if not may_be_changed(line):
        return {}
    quantity = line.wanted_quantity if line.quantity is None else quantity_text(locale, line.quantity)
    entered = {"wanted": product.number if product else line.wanted, "wanted_quantity": quantity}
    if product is None or product.terms.pack == 1:
        return entered
    one, pack = (format_quantity(locale, Quantity(amount, product.unit)) for amount in (Decimal(1), product.terms.pack))
    return entered | {"one": one, "pack": translate(locale, "pack of {pack}", pack=pack)}


def _said_quantity(locale: str, line: IntakeLine, product: ProductLine | None) -> str:
    if line.quantity is None:
        return ""
    return format_quantity(locale, Quantity(ordered_quantity(line), product.unit)) if product else format_number(locale, ordered_quantity(line))


def _meant(sheet: IntakeSheet, line: IntakeLine) -> list[Meant]:
    found = [sheet.products[one] for one in line.candidates if one in sheet.products] if line.verdict in OPEN else []
    return [Meant(one.id, one.number, one.name) for one in found]


def _acts(locale: str, sheet: IntakeSheet, line: IntakeLine) -> dict[str, str]:
    """The words of what can be done about this line."""
    if not may_be_changed(line):
        return {}
    acts = {}
    if line.verdict is Verdict.SHORT:
        acts["accept"] = translate(locale, "Order it all the same")
    if line.verdict is Verdict.DUPLICATE:
        together = next((value for remark in line.remarks for name, value in remark.values.items() if name == "together"), Decimal(0))
        acts["together"] = translate(locale, "Merge to {together}", together=format_number(locale, together))
        acts["keep"] = translate(locale, "Keep both")
    if line.verdict not in (Verdict.LEFT_OUT, Verdict.MERGED):
        acts |= {"leave": translate(locale, "Leave out"), "change": translate(locale, "Change")}
    return acts | ({"undo": translate(locale, "Undo")} if line.line in sheet.mended else {})


def is_product(value: str) -> bool:
    """Whether what a field sent names a product that was chosen, and is not a number that somebody typed."""
    return is_id(value)
