"""The sums of an order's paper: net, VAT by its rates, gross. Nothing at all for who sees no amounts."""

from decimal import Decimal

from portal_app.documents.actions.paper import PaperSum
from portal_app.documents.rules.vat import VatPart, vat_parts
from portal_app.kernel.i18n import format_money, format_number, translate
from portal_app.ordering import VAT, OrderSheet


def sums_of(language: str, order: OrderSheet) -> tuple[PaperSum, ...]:
    net, vat = order.row.net, order.vat
    if net is None or vat is None:
        return ()
    countries = {one.id: one.country for one in order.snapshot.addresses}
    parts = vat_parts([(countries.get(line.place.address_id, ""), line.net) for line in order.lines], VAT, vat)
    return (
        PaperSum(translate(language, "Order net"), format_money(language, net)),
        *(_vat(language, part, is_only=len(parts) == 1) for part in parts),
        PaperSum(translate(language, "Gross, what is to be paid"), format_money(language, net + vat), True),
    )


def _vat(language: str, part: VatPart, *, is_only: bool) -> PaperSum:
    """“VAT 19 %”; where there are several rates, on how much each is."""
    if part.rate is None:
        return PaperSum(translate(language, "VAT"), format_money(language, part.vat))
    percent = format_number(language, part.rate * Decimal(100))
    if is_only:
        return PaperSum(translate(language, "VAT {percent} %", percent=percent), format_money(language, part.vat))
    net = format_money(language, part.net)
    return PaperSum(translate(language, "VAT {percent} % on {net}", percent=percent, net=net), format_money(language, part.vat))
