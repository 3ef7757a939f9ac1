"""Tools and safety equipment of the demo: series of invented makers in all of their sizes. What is hazardous says so."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from portal_app.catalog.demo.making import COMMON, ProductFacts, chance, packs_of, popularity_of
from portal_app.catalog.rules.products import DocumentKind, LinkKind, ProductStatus

MAKERS = ("Kessel & Sohn", "Nordfjord", "Łukasik", "Tessaro", "Harrow Tools", "Öztürk")


@dataclass(frozen=True)
class Series:
    """One thing in all its sizes from several makers: article numbers are `code`, the maker, the size."""

    code: str
    category: str
    english: str
    german: str
    sizes: tuple[str, ...]
    makers: int
    standard: str = ""
    material: str = ""
    unit: str = "C62"
    pack: int = 1
    price_unit: int = 1
    grams: int = 100
    usual: int = 40
    hazards: tuple[str, ...] = ()


def _steps(first: str, last: str, step: str, unit: str = "mm") -> tuple[str, ...]:
    size, found = Decimal(first), []
    while size <= Decimal(last):
        found.append(f"{size} {unit}".strip())
        size += Decimal(step)
    return tuple(found)


_SHOES = tuple(str(size) for size in range(36, 50))
_CLOTHES = ("XS", "S", "M", "L", "XL", "XXL", "3XL")
_GLOVES = ("6", "7", "8", "9", "10", "11", "12")
_TAPS = ("M3", "M4", "M5", "M6", "M8", "M10", "M12", "M14", "M16", "M18", "M20", "M24")
_SPANNERS = ("6", "7", "8", "9", "10", "11", "12", "13", "14", "15", "16", "17", "18", "19", "21", "22", "24", "27", "30", "32", "36", "41")
_DISCS = ("115×1.0", "125×1.0", "125×1.6", "150×1.6", "180×2.0", "230×2.0", "230×3.0")
_BEARINGS = tuple(f"{row}{bore:02d}" for row in (60, 62, 63) for bore in range(17))

SERIES = (
    Series("52-3301", "drills", "Twist drill HSS-R", "Spiralbohrer HSS-R", _steps("1.0", "13.0", "0.1"), 5, "DIN 338", "HSS", pack=10, grams=20),
    Series("52-3305", "drills", "Twist drill HSS-Co", "Spiralbohrer HSS-Co", _steps("1.0", "13.0", "0.1"), 4, "DIN 338", "HSS-Co", pack=5, grams=20),
    Series("52-3315", "drills", "Solid carbide drill", "Vollhartmetallbohrer", _steps("3.0", "16.0", "0.1"), 3, "DIN 6537", "carbide", grams=40),
    Series("52-3331", "drills", "Hammer drill bit SDS-plus", "Hammerbohrer SDS-plus", _steps("5", "26", "1"), 4, "", "carbide", grams=150),
    Series("52-3410", "taps", "Machine tap", "Maschinengewindebohrer", _TAPS, 6, "DIN 371", "HSS-Co", grams=50),
    Series("52-3420", "taps", "Hand tap set", "Handgewindebohrer-Satz", _TAPS, 5, "DIN 352", "HSS", grams=90),
    Series("52-0900", "cutting-discs", "Cutting disc, inox", "Trennscheibe Inox", _DISCS, 6, "EN 12413", "corundum", pack=25, grams=30, usual=400),
    Series("52-0910", "cutting-discs", "Flap disc", "Fächerschleifscheibe",
        tuple(f"{disc[:3]} P{grit}" for disc in _DISCS[1::2] for grit in (40, 60, 80, 120)), 4, "EN 13743", "zirconia", pack=10),
    Series("51-1100", "spanners", "Combination spanner", "Ringmaulschlüssel", _SPANNERS, 5, "DIN 3113", "chrome vanadium", grams=180),
    Series("51-1200", "spanners", "Double open ended spanner", "Doppelmaulschlüssel", _SPANNERS, 4, "DIN 3110", "chrome vanadium", grams=160),
    Series("51-1300", "spanners", "Socket 1/2 inch", "Steckschlüsseleinsatz 1/2 Zoll", _SPANNERS, 5, "DIN 3124", "chrome vanadium", grams=110),
    Series("51-1400", "hex-keys", "Hexagon key", "Innensechskantschlüssel", ("1.5", "2", "2.5", "3", "4", "5", "6", "8", "10", "12", "14",
        "17"), 6, "ISO 2936", "steel", pack=5),
    Series("51-1500", "screwdrivers", "Screwdriver, slotted", "Schraubendreher, Schlitz", ("0.4×2.5", "0.6×3.5", "0.8×4.0", "1.0×5.5", "1.2×6.5",
        "1.6×8.0"), 6, "ISO 2380"),
    Series("51-1600", "pliers", "Combination pliers", "Kombizange", ("160 mm", "180 mm", "200 mm"), 6, "ISO 5746", "tool steel", grams=260),
    Series("51-1700", "hammers", "Engineer's hammer", "Schlosserhammer", ("100 g", "200 g", "300 g", "500 g", "800 g", "1000 g", "1500 g",
        "2000 g"), 5, "DIN 1041"),
    Series("77-0110", "bearings", "Deep groove ball bearing 2RS C3", "Rillenkugellager 2RS C3", _BEARINGS, 5, "DIN 625", "bearing steel", usual=120),
    Series("77-0120", "bearings", "Deep groove ball bearing ZZ", "Rillenkugellager ZZ", _BEARINGS, 5, "DIN 625", "bearing steel", usual=90),
    Series("47-2100", "cable-ties", "Cable tie, black", "Kabelbinder, schwarz", ("2.5×100", "2.5×200", "3.6×140", "3.6×200", "4.8×200", "4.8×300",
        "7.6×380"), 5, "", "polyamide", pack=100, price_unit=100, usual=600),
    Series("31-2204", "gloves", "Cut-resistant gloves level D", "Schnittschutzhandschuhe Stufe D", _GLOVES, 6, "EN 388", "HPPE", "PR", 12, usual=500),
    Series("31-2101", "gloves", "Assembly gloves", "Montagehandschuhe", _GLOVES, 6, "EN 388", "nylon", "PR", 12, usual=700),
    Series("31-2301", "gloves", "Chemical protection gloves", "Chemikalienschutzhandschuhe", _GLOVES, 6, "EN ISO 374", "nitrile", "PR", 12, usual=200),
    Series("34-1100", "shoes", "Safety shoe S1P", "Sicherheitsschuh S1P", _SHOES, 6, "EN ISO 20345", "microfibre", "PR", grams=1100),
    Series("34-1200", "shoes", "Safety boot S3", "Sicherheitsstiefel S3", _SHOES, 6, "EN ISO 20345", "leather", "PR", grams=1400),
    Series("35-1100", "clothing", "High-visibility jacket class 3", "Warnschutzjacke Klasse 3", _CLOTHES, 6, "EN ISO 20471", "polyester", grams=700),
    Series("35-1200", "clothing", "Work trousers", "Bundhose", tuple(str(size) for size in range(42, 66, 2)), 6, "", "cotton", grams=600),
    Series("35-1300", "clothing", "Welding jacket", "Schweißerschutzjacke", _CLOTHES, 5, "EN ISO 11611", "leather", grams=1300),
    Series("32-1100", "eye-protection", "Safety glasses", "Schutzbrille", ("clear", "grey", "yellow"), 6, "EN 166", "polycarbonate",
        pack=5, grams=30, usual=200),
    Series("33-1180", "hearing-protection", "Ear plugs", "Gehörschutzstöpsel", ("20 dB", "25 dB", "33 dB", "37 dB"), 5, "EN 352-2", "foam",
        pack=200, price_unit=100, grams=2, usual=900),
    Series("33-1420", "hearing-protection", "Ear defenders", "Kapselgehörschutz", ("25 dB", "28 dB", "30 dB", "32 dB", "35 dB"), 5, "EN 352-1", grams=240),
    Series("36-1100", "helmets", "Safety helmet", "Schutzhelm", ("white", "yellow", "blue", "red", "orange", "green"), 5, "EN 397", "ABS", grams=380),
    Series("61-0042", "cleaners", "Solvent cleaner", "Lösemittelreiniger", ("1 l", "5 l", "10 l", "25 l", "200 l"), 4, unit="LTR",
        grams=800, hazards=("GHS02", "GHS07", "GHS08")),
    Series("61-0101", "cleaners", "Brake cleaner spray", "Bremsenreiniger-Spray", ("500 ml",
        "600 ml"), 6, pack=12, grams=450, usual=800, hazards=("GHS02", "GHS07", "GHS09")),
    Series("60-4410", "lubricants", "Cutting fluid", "Kühlschmierstoff", ("1 l", "5 l", "10 l", "20 l", "200 l"), 4, unit="LTR", grams=950, hazards=("GHS07",)),
    Series("60-4500", "lubricants", "Assembly paste", "Montagepaste", ("100 g", "250 g", "500 g", "1 kg"), 5, grams=300),
    Series("62-1010", "adhesives", "Threadlocker, medium", "Schraubensicherung, mittelfest", ("10 ml", "50 ml",
        "250 ml"), 5, grams=60, usual=150, hazards=("GHS07",)),
)  # fmt: skip


def goods() -> Iterator[ProductFacts]:
    for series in SERIES:
        for place, size in enumerate(series.sizes, start=1):
            for maker in range(series.makers):
                yield _made(series, size, place, maker)


def number_of(series: Series, place: int, maker: int) -> str:
    return f"{series.code}-{place:02d}" + (f"-{maker}" if maker else "")


def _made(series: Series, size: str, place: int, maker: int) -> ProductFacts:
    number, name = number_of(series, place, maker), MAKERS[maker]
    said = " ".join(word for word in (series.standard, size) if word)
    old = _is_old(series, place, maker)
    return ProductFacts(
        number, f"{series.english} {said}, {name}", f"{series.german} {said}, {name}", series.category,
        text_en=f"{series.english}, {said}. Made by {name}.", text_de=f"{series.german}, {said}. Hersteller: {name}.",
        manufacturer=name, manufacturer_number=f"{name[:2].upper()}{chance(number, 'maker', 900_000) + 100_000}", unit=series.unit,
        terms=packs_of(series.pack), price_unit=series.price_unit, weight=Decimal(series.grams) / 1000, hazards=series.hazards,
        status=ProductStatus.DISCONTINUED if old else ProductStatus.ACTIVE, pictogram=series.category,
        attributes={name: value for name, value in (("standard", series.standard), ("size", size), ("material", series.material)) if value},
        popularity=popularity_of(number, usual=series.usual // (4 if old else 1 + maker)),
        former_numbers=(f"{series.code[:2]}{series.code[3:]}{place:02d}",) if not maker else (),
        links=tuple(_links(series, place, maker)), documents=tuple(_documents(series)), assortments=(COMMON,),
    )  # fmt: skip


def _is_old(series: Series, place: int, maker: int) -> bool:
    """What the last maker of a series makes is given up, in each fifth size."""
    return maker == series.makers - 1 and place % 5 == 0


def _links(series: Series, place: int, maker: int) -> Iterator[tuple[LinkKind, str]]:
    other = number_of(series, place, 0 if maker else 1)
    if _is_old(series, place, maker):
        yield LinkKind.SUCCESSOR, other
    elif series.makers > 1:
        yield LinkKind.SUBSTITUTE, other


def _documents(series: Series) -> Iterator[tuple[DocumentKind, str]]:
    yield DocumentKind.DATA_SHEET, series.english
    if series.hazards:
        yield DocumentKind.SAFETY_DATA_SHEET, f"{series.english}, EC 1907/2006"
