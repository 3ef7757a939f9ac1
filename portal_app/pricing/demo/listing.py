"""List prices of the demo, computed from article numbers: thread, length and material of fasteners, series, size and maker of the rest."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from zlib import crc32

from portal_app.catalog import PricedProduct
from portal_app.pricing.rules.price_facts import PriceFacts

KNOWN = {"48-1007-M8": "14.20", "48-2001-M8": "1.60", "48-3001-M8": "4.10", "31-2204-05": "6.90"}  # as in the pictures
DEARER_NEXT_YEAR = "gloves"  # has its prices of next year already

_FASTENER = re.compile(r"48-\d{4}-M(\d+)(?:-(\d+))?(?:-(\w+))?$")
_GOODS = re.compile(r"\d\d-\d{4}-(\d\d)(?:-(\d))?$")
_MATERIALS = {"": 400, "A4": 600, "ZN": 120, "BK": 100, "109": 160, "HDG": 200}  # in percent of plain steel
_CENTS = {
    "drills": 250, "taps": 900, "cutting-discs": 180, "spanners": 950, "hex-keys": 120, "screwdrivers": 480, "pliers": 1600, "hammers": 1400,
    "bearings": 450, "cable-ties": 390, "gloves": 520, "shoes": 6900, "clothing": 4900, "eye-protection": 690, "hearing-protection": 2100,
    "helmets": 1490, "cleaners": 890, "lubricants": 1290, "adhesives": 890,
}  # fmt: skip
_STEPS = ((1, 100), (1000, 92), (5000, 86))  # of what is sold by the hundred; others cost the same in every quantity


def list_prices(products: Mapping[str, PricedProduct], today: date) -> Iterator[PriceFacts]:
    for number, product in products.items():
        price = Decimal(KNOWN[number]) if number in KNOWN else Decimal(cents_of(number, product.group)).scaleb(-2)
        for from_quantity, percent in _STEPS if product.price_unit == 100 else _STEPS[:1]:
            step = PriceFacts(number, share(price, percent), Decimal(from_quantity), product.price_unit)
            yield from _with_next_year(step, today) if product.group == DEARER_NEXT_YEAR else (step,)


def cents_of(number: str, group: str) -> int:
    """For the product's price unit."""
    fastener, other = _FASTENER.match(number), _GOODS.match(number)
    if fastener:
        thread, length = int(fastener[1]), int(fastener[2] or 0)
        return 60 + thread * thread * (length + 2 * thread) * _MATERIALS[fastener[3] or ""] // 1100
    size, maker = (int(other[1]), int(other[2] or 0)) if other else (1, 0)
    return _CENTS[group] * (100 + 4 * size) * (100 + 7 * maker) // 10_000 + crc32(number.encode()) % 40


def share(price: Decimal, percent: int) -> Decimal:
    return (price * percent / 100).quantize(Decimal("0.01"))


def _with_next_year(step: PriceFacts, today: date) -> tuple[PriceFacts, PriceFacts]:
    last, first = date(today.year, 12, 31), date(today.year + 1, 1, 1)
    now = PriceFacts(step.product, step.price, step.from_quantity, step.price_unit, valid_to=last)
    return now, PriceFacts(step.product, share(step.price, 104), step.from_quantity, step.price_unit, valid_from=first)
