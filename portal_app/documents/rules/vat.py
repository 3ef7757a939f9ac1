"""The VAT of an order by its rates, as far as it adds up to what was kept with the order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from portal_app.kernel.money import Money


@dataclass(frozen=True)
class VatPart:
    """What goes to places of one rate. `rate` is None where it is not known any more: then it is all of the order."""

    rate: Decimal | None
    net: Money
    vat: Money


def vat_parts(parts: Sequence[tuple[str, Money]], rates: Mapping[str, Decimal], total: Money) -> tuple[VatPart, ...]:
    """`parts` are pairs of a country and the net of a line that goes there, `rates` those of today. What is owed never changes: where today's
    rates lead elsewhere than to `total`, the total alone is said. The highest rate comes first."""
    nets: dict[str, Money] = {}
    for country, net in parts:
        nets[country] = nets[country] + net if country in nets else net
    by_rate: dict[Decimal, list[tuple[Money, Money]]] = {}
    for country, net in nets.items():
        rate = rates.get(country, Decimal(0))
        by_rate.setdefault(rate, []).append((net, (net * rate).rounded()))
    found = tuple(VatPart(rate, _sum(net for net, _ in by_rate[rate]), _sum(vat for _, vat in by_rate[rate])) for rate in sorted(by_rate, reverse=True))
    if _sum(part.vat for part in found) == total:
        return found
    return (VatPart(None, _sum(nets.values()), total),)


def _sum(amounts) -> Money:
    first, *rest = amounts
    return sum(rest, first)
