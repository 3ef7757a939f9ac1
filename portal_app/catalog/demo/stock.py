"""Stock of the demo's products in two warehouses: most are there, some are short, some come by a day, some are gone. Days count from today."""

from collections.abc import Iterator, Sequence
from datetime import date, time, timedelta
from decimal import Decimal

from portal_app.catalog.demo.making import chance
from portal_app.catalog.rules.products import ProductFacts, ProductStatus
from portal_app.integrations.erp import CountedStock, Incoming, Warehouse

WAREHOUSES = (
    Warehouse("KI", "Kiel", "DE-SH", cut_off=time(15), lead_days=1),
    Warehouse("NU", "Nürnberg", "DE-BY", cut_off=time(14, 30), lead_days=2),
)
_KNOWN = {"48-1007-M8": 14_300, "48-2044-M8": 0}  # packs aside: as in pictures and stories
_NOTHING = Decimal(0)


def counts(every: Sequence[ProductFacts], today: date) -> list[CountedStock]:
    """What lies where, and what is on its way. The same for the same day."""
    return [count for facts in every for count in _counts_of(facts, today)]


def _counts_of(facts: ProductFacts, today: date) -> Iterator[CountedStock]:
    if facts.number in _KNOWN:
        yield CountedStock(facts.number, "KI", Decimal(_KNOWN[facts.number]))
        return
    yield CountedStock(facts.number, "KI", *_shelf(facts, today))
    if chance(facts.number, "second warehouse", 100) < 15:
        yield CountedStock(facts.number, "NU", facts.terms.pack * (1 + chance(facts.number, "there", 40)))


def _shelf(facts: ProductFacts, today: date) -> tuple[Decimal, tuple[Incoming, ...]]:
    """By chance of the number: 78 of 100 are there, 8 short with more to come, 7 to come, 3 short for good, 4 gone."""
    pack, thrown = facts.terms.pack, chance(facts.number, "stock", 100)
    if facts.status is not ProductStatus.ACTIVE:
        return pack * chance(facts.number, "left over", 6), ()
    if thrown < 78:
        return pack * (20 + facts.popularity // 4 + chance(facts.number, "packs", 60)), ()
    short = pack * (1 + chance(facts.number, "short", 3))
    if thrown < 86:
        return short, _coming(facts, today)
    if thrown < 93:
        return _NOTHING, _coming(facts, today)
    return (short if thrown < 96 else _NOTHING), ()


def _coming(facts: ProductFacts, today: date) -> tuple[Incoming, ...]:
    """One replenishment within four weeks, and for every third product another one after it."""
    day = today + timedelta(days=2 + chance(facts.number, "day", 26))
    first = Incoming(day, facts.terms.pack * (20 + chance(facts.number, "coming", 100)))
    again = Incoming(day + timedelta(days=21), first.quantity)
    return (first, again) if chance(facts.number, "again", 3) == 0 else (first,)
