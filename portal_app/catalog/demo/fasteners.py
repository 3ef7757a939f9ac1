"""Screws, nuts and washers of the demo: real standards, sizes, lengths, materials and surfaces. Weights are estimates."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from portal_app.catalog.demo.making import COMMON, LIFT, MARINE, ProductFacts, packs_of, popularity_of
from portal_app.catalog.rules.products import DocumentKind, LinkKind

THREADS = (3, 4, 5, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 27, 30)
_LENGTHS = (6, 8, 10, 12, 16, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 80, 90, 100, 110, 120, 130, 140, 150, 160, 180, 200)
_USUAL = {5, 6, 8, 10, 12}


@dataclass(frozen=True)
class Family:
    """One standard in all its sizes. `code` stands in the article number; `old` is the standard that it replaced."""

    code: str
    category: str
    english: str
    german: str
    standard: str
    old: str = ""
    threads: tuple[int, ...] = THREADS
    shortest: int = 2  # times the thread
    longest: int = 14


@dataclass(frozen=True)
class Material:
    """`suffix` stands in the article number."""

    suffix: str
    material: str
    english: str
    german: str
    share: int  # of what is ordered, in percent


BOLT_MATERIALS = (
    Material("", "A2-70", "stainless steel A2-70", "Edelstahl A2-70", 100),
    Material("-A4", "A4-80", "stainless steel A4-80", "Edelstahl A4-80", 45),
    Material("-ZN", "8.8", "steel 8.8, zinc-plated", "Stahl 8.8, verzinkt", 120),
    Material("-BK", "8.8", "steel 8.8, plain", "Stahl 8.8, blank", 40),
    Material("-109", "10.9", "steel 10.9, zinc flake coated", "Stahl 10.9, zinklamellenbeschichtet", 30),
)
PLAIN_MATERIALS = (
    Material("", "A2", "stainless steel A2", "Edelstahl A2", 100),
    Material("-A4", "A4", "stainless steel A4", "Edelstahl A4", 45),
    Material("-ZN", "steel", "steel, zinc-plated", "Stahl, verzinkt", 120),
    Material("-HDG", "steel", "steel, hot-dip galvanised", "Stahl, feuerverzinkt", 25),
)

BOLTS = (
    Family("1007", "hex-bolts", "Hexagon bolt, full thread", "Sechskantschraube mit Gewinde bis Kopf", "ISO 4017", "DIN 933"),
    Family("1009", "hex-bolts", "Hexagon bolt, partial thread", "Sechskantschraube mit Schaft", "ISO 4014", "DIN 931",
        threads=THREADS[3:], shortest=4, longest=16),
    Family("1021", "socket-screws", "Hexagon socket cap screw", "Zylinderschraube mit Innensechskant", "ISO 4762", "DIN 912"),
    Family("1025", "socket-screws", "Countersunk socket screw", "Senkschraube mit Innensechskant", "ISO 10642", "DIN 7991", threads=THREADS[:11]),
    Family("1027", "socket-screws", "Button head socket screw", "Linsenflachkopfschraube mit Innensechskant", "ISO 7380-1", threads=THREADS[:9]),
    Family("1031", "machine-screws", "Pan head screw, cross recess", "Linsenschraube mit Kreuzschlitz", "ISO 7045", "DIN 7985", threads=THREADS[:6]),
    Family("1033", "machine-screws", "Countersunk screw, cross recess", "Senkschraube mit Kreuzschlitz", "ISO 7046", "DIN 965", threads=THREADS[:6]),
    Family("1041", "set-screws", "Set screw with cup point", "Gewindestift mit Ringschneide", "ISO 4029", "DIN 916",
        threads=THREADS[:9], shortest=1, longest=6),
    Family("1043", "set-screws", "Set screw with flat point", "Gewindestift mit Kegelkuppe", "ISO 4026", "DIN 913", threads=THREADS[:9], shortest=1, longest=6),
    Family("1051", "hex-bolts", "Hexagon bolt with flange", "Sechskantschraube mit Flansch", "EN 1665", "DIN 6921", threads=THREADS[2:9]),
    Family("1061", "carriage-bolts", "Carriage bolt", "Flachrundschraube mit Vierkantansatz", "DIN 603", threads=THREADS[2:10], shortest=3, longest=20),
    Family("1071", "wood-screws", "Hexagon head wood screw", "Sechskant-Holzschraube", "DIN 571", threads=THREADS[2:7], shortest=4, longest=20),
)  # fmt: skip
NUTS = (
    Family("3001", "hex-nuts", "Hexagon nut", "Sechskantmutter", "ISO 4032", "DIN 934"),
    Family("3005", "hex-nuts", "Hexagon thin nut", "Sechskantmutter, niedrig", "ISO 4035", "DIN 439"),
    Family("3011", "lock-nuts", "Prevailing torque nut with insert", "Sicherungsmutter mit Klemmteil", "ISO 10511", "DIN 985"),
    Family("3021", "hex-nuts", "Hexagon nut with flange", "Sechskantmutter mit Flansch", "EN 1661", "DIN 6923"),
    Family("3031", "cap-nuts", "Domed cap nut", "Hutmutter, hohe Form", "DIN 1587"),
    Family("3041", "cap-nuts", "Wing nut", "Flügelmutter", "DIN 315"),
)
WASHERS = (
    Family("2001", "washers", "Plain washer", "Unterlegscheibe", "ISO 7089", "DIN 125"),
    Family("2010", "washers", "Fender washer", "Karosseriescheibe", "ISO 7093", "DIN 9021"),
    Family("2044", "lock-washers", "Spring lock washer", "Federring", "DIN 127"),
    Family("2051", "lock-washers", "Serrated lock washer", "Fächerscheibe", "DIN 6798"),
)


def fasteners() -> Iterator[ProductFacts]:
    for family in BOLTS:
        for thread in family.threads:
            for length in _LENGTHS:
                if family.shortest * thread <= length <= family.longest * thread:
                    yield from (_bolt(family, material, thread, length) for material in BOLT_MATERIALS)
    for family in (*NUTS, *WASHERS):
        yield from (_plain(family, material, thread) for thread in family.threads for material in PLAIN_MATERIALS)


def bolt_number(code: str, thread: int, length: int, suffix: str = "") -> str:
    """The bolt that everybody knows has the short number."""
    if (code, thread, length) == ("1007", 8, 40):
        return f"48-1007-M8{suffix}"
    return f"48-{code}-M{thread}-{length}{suffix}"


def _bolt(family: Family, material: Material, thread: int, length: int) -> ProductFacts:
    number = bolt_number(family.code, thread, length, material.suffix)
    usual = material.share * (6 if thread in _USUAL else 1) * (3 if thread * 2 <= length <= thread * 6 else 1)
    weight = Decimal(thread * thread * (length + 2 * thread)) * Decimal("0.0000057")
    old = (bolt_number(f"0{family.old.split()[-1]}"[-4:], thread, length, material.suffix),) if family.old and not material.suffix else ()
    return _fastener(family, material, number, f"M{thread}×{length}", usual, weight, length, former=old, links=_goes_with(thread, material))


def _plain(family: Family, material: Material, thread: int) -> ProductFacts:
    number = f"48-{family.code}-M{thread}{material.suffix}"
    weight = Decimal(thread**3) * Decimal("0.0000125")
    return _fastener(family, material, number, f"M{thread}", material.share * (20 if thread in _USUAL else 4), weight, 0)


def _fastener(
    family: Family, material: Material, number: str, size: str, usual: int, weight: Decimal, length: int, former: tuple[str, ...] = (), links: tuple = ()
) -> ProductFacts:
    standards = f"{family.standard} / {family.old}" if family.old else family.standard
    thread = int(size[1:].partition("×")[0])
    facts = {"standard": standards, "size": size, "thread": f"M{thread}", "material": material.material}
    return ProductFacts(
        number, f"{family.english} {family.standard} {size}, {material.english}", f"{family.german} {family.standard} {size}, {material.german}",
        family.category,
        text_en=f"{family.english} to {standards}, {size}, {material.english}.", text_de=f"{family.german} nach {standards}, {size}, {material.german}.",
        manufacturer="Brandt & Thode", terms=packs_of(200 if thread <= 6 else 100 if thread <= 10 else 50 if thread <= 16 else 10), price_unit=100,
        weight=weight.quantize(Decimal("0.00001")) or Decimal("0.00001"), pictogram=family.category,
        attributes=facts | ({"length": f"{length} mm"} if length else {})
        | {"surface": material.english.rpartition(", ")[2] if "," in material.english else "plain"},
        popularity=popularity_of(number, usual=usual), former_numbers=former, links=links,
        documents=((DocumentKind.DATA_SHEET, f"{standards}"),), assortments=_seen_in(material),
    )  # fmt: skip


def _goes_with(thread: int, material: Material) -> tuple[tuple[LinkKind, str], ...]:
    """The nut and the washer of the same material."""
    suffix = {"": "", "-A4": "-A4", "-BK": "-ZN", "-ZN": "-ZN", "-109": "-HDG"}[material.suffix]
    return ((LinkKind.ACCESSORY, f"48-2001-M{thread}{suffix}"), (LinkKind.ACCESSORY, f"48-3001-M{thread}{suffix}"))


def _seen_in(material: Material) -> tuple[str, ...]:
    """Sea water and ropeways have materials that others are not offered."""
    special = {"-A4": (COMMON, MARINE), "-109": (LIFT,), "-HDG": (LIFT, MARINE)}
    return special.get(material.suffix, (COMMON,))
