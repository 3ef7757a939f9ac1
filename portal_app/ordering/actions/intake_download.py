"""The lines of an intake as a CSV that any spreadsheet opens and that can be read in again when it is mended."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from portal_app.integrations.files import write_csv
from portal_app.kernel.i18n import format_date, format_number, message, translate
from portal_app.ordering.actions.intake_views import Intake
from portal_app.ordering.rules.intake.settling import ordered_quantity
from portal_app.ordering.rules.intake.verdicts import OPEN, IntakeLine, Remark, Verdict

FILES = "/files/order-intake"  # where files come in, and go out again
VERDICT_NAMES: dict[Verdict, str] = {
    Verdict.OK: message("Ok"),
    Verdict.CORRECTED: message("Corrected"),
    Verdict.CHOOSE: message("Choose"),
    Verdict.UNKNOWN: message("Unknown"),
    Verdict.NOT_ALLOWED: message("Not allowed"),
    Verdict.SHORT: message("Short"),
    Verdict.DUPLICATE: message("Duplicate"),
    Verdict.HEADING: message("Heading"),
    Verdict.EMPTY: message("Empty"),
    Verdict.LEFT_OUT: message("Left out"),
    Verdict.MERGED: message("Merged"),
    Verdict.IN_CART: message("In the cart"),
}
_HEADS = (
    message("Line"), message("Article number"), message("Quantity"), message("Description"), message("Note"), message("Cost centre"),
    message("Requested date"), message("Reference"), message("Verdict"), message("Why"), message("Perhaps"),
)  # fmt: skip


def intake_csv(intake: Intake, locale: str) -> bytes:
    """Every line of the source with its verdict."""
    return _written(intake, intake.lines, locale)


def open_lines_csv(intake: Intake, locale: str) -> bytes:
    """What still needs somebody."""
    return _written(intake, (line for line in intake.lines if line.verdict in OPEN), locale)


def _written(intake: Intake, lines: Iterable[IntakeLine], locale: str) -> bytes:
    return write_csv([translate(locale, head) for head in _HEADS], (_cells(intake, line, locale) for line in lines))


def _cells(intake: Intake, line: IntakeLine, locale: str) -> list[str]:
    facts, product = line.facts, intake.products.get(line.product_id)
    candidates = [intake.products[one] for one in line.candidates if one in intake.products]
    return [
        str(line.line), line.wanted or line.source, _quantity(line, locale), facts.name or (product.name if product else ""), facts.note, facts.cost_centre,
        facts.requested_on.isoformat() if facts.requested_on else facts.unread_date, facts.reference, translate(locale, VERDICT_NAMES[line.verdict]),
        " ".join(said(remark, locale) for remark in line.remarks), ", ".join(f"{one.number} {one.name}" for one in candidates),
    ]  # fmt: skip


def _quantity(line: IntakeLine, locale: str) -> str:
    """As it would be ordered; else as it stood in the source."""
    return line.wanted_quantity if line.quantity is None else format_number(locale, ordered_quantity(line))


def said(remark: Remark, locale: str) -> str:
    """The remark as a sentence in the reader's language."""
    return translate(locale, remark.reason, **{name: _formed(value, locale) for name, value in remark.values.items()})


def _formed(value: object, locale: str) -> object:
    if isinstance(value, Decimal):
        return format_number(locale, value)
    return format_date(locale, value) if isinstance(value, date) else value
