"""Turns an order into the finished texts of its paper, in the paper's language."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from portal_app.documents.actions.line_texts import deliveries_of, line_of, places_of
from portal_app.documents.actions.paper import Customer, Known, OrderPaper, PaperFact, PaperKind
from portal_app.documents.actions.sum_texts import sums_of
from portal_app.kernel.config import settings
from portal_app.kernel.i18n import format_date, format_time, message, translate
from portal_app.kernel.ids import Id
from portal_app.ordering import OrderMove, OrderSheet, OrderState

_S = OrderState
_ADDRESS, _IMPRINT = "Werftstraße 12 | 24143 Kiel", "Brandt & Thode GmbH & Co. KG | Kiel | HRA 0000 KI | USt-IdNr. DE000000000"
CONFIRMED = frozenset({_S.CONFIRMED, _S.PARTLY_SHIPPED, _S.SHIPPED, _S.INVOICED})
_TITLES = {PaperKind.CONFIRMATION: message("Order confirmation {number}"), PaperKind.SUMMARY: message("Order summary {number}")}
_FILES = {PaperKind.CONFIRMATION: message("order-confirmation-{number}.pdf"), PaperKind.SUMMARY: message("order-summary-{number}.pdf")}
_THANKS = message("Thank you for your order. We confirm it as follows.")
# What a summary says first: where the order stands, and that it is no confirmation.
_STANDS = {
    _S.DRAFT: message("This is not ordered yet."),
    _S.WAITING: message("This order waits for an approval in your company. It has not been placed yet, and this is no order confirmation."),
    _S.APPROVED: message("Your order was placed and is on its way to us. This is no order confirmation; you get that as soon as we have checked the order."),
    _S.UNCONFIRMED: message("Your order was placed; our system has not answered yet. This is no order confirmation; we ask until the answer is there."),
    _S.SENT: message("We have received your order and are checking it. This is no order confirmation; you get that as soon as we have checked the order."),
    _S.CANCELLED: message("This order was cancelled. Nothing of it is delivered any more."),
    _S.REFUSED: message("This order was refused. Nothing of it is delivered."),
}


def paper_of(language: str, order: OrderSheet, customer: Customer, known: Mapping[Id, Known], now: datetime) -> OrderPaper:
    kind = PaperKind.CONFIRMATION if order.row.state in CONFIRMED else PaperKind.SUMMARY
    title = translate(language, _TITLES[kind], number=order.row.number)
    places = places_of(language, order)
    return OrderPaper(
        kind, order.row.number, language, now, translate(language, _FILES[kind], number=order.row.number), title, f"{title}, {customer.name}",
        settings().supplier_name, translate(language, settings().supplier_trade), _contact(language), _imprint(), customer.name,
        _recipient(language, order, customer), _lead(language, order), _facts(language, order, customer, kind), places,
        tuple(line_of(language, order, line, known.get(line.product_id, Known()), places) for line in order.lines), sums_of(language, order),
        deliveries_of(language, order, customer.time_zone), _notes(language, order), _as_of(language, now, customer.time_zone),
        _words(language, order),
    )  # fmt: skip


def _contact(language: str) -> tuple[str, ...]:
    chosen = settings()
    phone = (translate(language, "Phone {number}", number=chosen.help_phone),) if chosen.help_phone else ()
    return (*_parts(chosen.supplier_address or _in_demo(_ADDRESS)), *phone)


def _imprint() -> str:
    return " · ".join(_parts(settings().supplier_imprint or _in_demo(_IMPRINT)))


def _parts(setting: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in setting.split("|") if part.strip())


def _in_demo(invented: str) -> str:
    """What nobody has set is invented in the demo, and left out on papers that count."""
    return invented if settings().is_demo else ""


def _recipient(language: str, order: OrderSheet, customer: Customer) -> tuple[str, ...]:
    return (translate(language, "Customer number {number}", number=customer.number), translate(language, "Ordered by {name}", name=order.row.buyer_name))


def _lead(language: str, order: OrderSheet) -> str:
    return translate(language, _THANKS if order.row.state in CONFIRMED else _STANDS[order.row.state])


def _facts(language: str, order: OrderSheet, customer: Customer, kind: PaperKind) -> tuple[PaperFact, ...]:
    """The title block. What nobody filled in has no field, apart from the company's own number: people look for it."""
    row, zone = order.row, customer.time_zone
    confirmed = _moved_on(language, order, OrderMove.CONFIRM, zone) if kind is PaperKind.CONFIRMATION else ""
    told = (
        (translate(language, "Order number"), row.number), (translate(language, "PO number"), row.po_number or "–"),
        (translate(language, "Reference"), order.reference), (translate(language, "Name of the order"), row.name),
        (translate(language, "Cost centre"), ", ".join(f"{one.number} {one.name}" for one in order.snapshot.cost_centres)),
        (translate(language, "Ordered on"), _day(language, row.placed_at, zone)), (translate(language, "Confirmed on"), confirmed),
        (translate(language, "Requested date"), format_date(language, order.requested_on) if order.requested_on else ""),
        (translate(language, "Partial delivery"), translate(language, "allowed") if order.partial_delivery else translate(language, "not wanted")),
    )  # fmt: skip
    return tuple(PaperFact(label, value) for label, value in told if value)


def _moved_on(language: str, order: OrderSheet, move: OrderMove, zone: str) -> str:
    """The day of the first such move; confirmed anew means other days of delivery, not another order."""
    moments = [step.at for step in order.steps if step.move is move]
    return _day(language, moments[-1], zone) if moments else ""


def _notes(language: str, order: OrderSheet) -> tuple[PaperFact, ...]:
    terms = tuple(PaperFact(translate(language, name), agreed) for name, agreed in order.snapshot.terms)
    note = (PaperFact(translate(language, "Your note"), order.note),) if order.note else ()
    if order.row.net is None:
        prices = translate(language, "This paper is without prices and amounts: your roles do not show them.")
    else:
        prices = translate(language, "Net in {currency}, without freight.", currency=order.row.net.currency)
    return (*terms, *note, PaperFact(translate(language, "Prices"), prices))


def _as_of(language: str, now: datetime, zone: str) -> str:
    return translate(language, "As of {day}, {time}", day=_day(language, now, zone), time=format_time(language, now, zone))


def _words(language: str, order: OrderSheet) -> dict[str, str]:
    """What stands on every paper: heads of columns and sections, the foot."""
    currency = order.row.net.currency if order.row.net else ""
    return {
        "position": translate(language, "Pos."), "number": translate(language, "Article"), "name": translate(language, "Description"),
        "quantity": translate(language, "Quantity"), "price": translate(language, "Price"),
        "net": translate(language, "Net {currency}", currency=currency) if currency else "", "lines": translate(language, "Lines of the order"),
        "place": translate(language, "Deliver to"), "deliveries": translate(language, "Deliveries"), "page": translate(language, "Page {page} of {pages}"),
    }  # fmt: skip


def _day(language: str, at: datetime, zone: str) -> str:
    return format_date(language, at.astimezone(ZoneInfo(zone)).date())
