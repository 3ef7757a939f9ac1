"""Makes products of the demo out of a few words each. The same words always give the same product."""

from decimal import Decimal
from zlib import crc32

from portal_app.catalog.rules.packs import PackTerms
from portal_app.catalog.rules.products import ProductFacts, check_digit

COMMON, LIFT, MARINE = "Main range", "Lifts and ropeways", "Valves and sea water"
_COMPANY_PREFIX = "4012345"  # of the supplier's EANs


def chance(number: str, salt: str, below: int) -> int:
    """0 to below - 1, by the number: what looks random and is the same each time."""
    return crc32(f"{salt} {number}".encode()) % below


def ean_of(place: int) -> str:
    """Each place gives another one, and its last digit is right."""
    digits = f"{_COMPANY_PREFIX}{place:05d}"
    return digits + check_digit(digits)


def popularity_of(number: str, *, usual: int) -> int:
    """Around `usual`, rarely much more: few products are ordered often."""
    spread = chance(number, "popularity", 1000)
    return usual * (1000 + 9000 // (1 + spread)) // 1000 + spread // 20


def packs_of(pack: int, *, minimum: int = 1) -> PackTerms:
    return PackTerms(Decimal(pack), Decimal(max(pack, minimum)), Decimal(pack))


__all__ = ["COMMON", "LIFT", "MARINE", "ProductFacts", "chance", "ean_of", "packs_of", "popularity_of"]
