"""What a product is: its facts, and what is wrong with facts from outside."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from portal_app.catalog.rules.folding import fold_number
from portal_app.catalog.rules.packs import PackTerms
from portal_app.kernel.i18n import message

NO_NUMBER = message("Every product needs an article number of letters and digits, 40 characters at most.")
NO_NAME = message("Every product needs a name, 160 characters at most.")
WRONG_TEXT = message("One of the texts is too long or has a sign that cannot be kept.")
WRONG_EAN = message("This EAN is not right: its last digit does not fit the others.")
WRONG_PACK = message("Pack, least quantity and step must be above 0, and a step holds whole packs.")
WRONG_PRICE_UNIT = message("Prices are for 1, 10, 100 or 1,000.")
TWICE = message("This article number stands twice in the rows.")
UNKNOWN_CATEGORY = message("There is no category {category}.")
UNKNOWN_ASSORTMENT = message("There is no assortment {assortment}.")
PRICE_UNITS = (1, 10, 100, 1000)


class ProductStatus(StrEnum):
    ACTIVE = "active"
    DISCONTINUED = "discontinued"
    WITHDRAWN = "withdrawn"  # nobody finds it any more; old orders still name it


class LinkKind(StrEnum):
    SUCCESSOR = "successor"
    SUBSTITUTE = "substitute"
    ACCESSORY = "accessory"


class DocumentKind(StrEnum):
    DATA_SHEET = "data-sheet"
    SAFETY_DATA_SHEET = "safety-data-sheet"


@dataclass(frozen=True)
class ProductFacts:
    """Everything about one product that comes from outside. Other products are named by their article numbers, categories by their code."""

    number: str
    name_en: str
    name_de: str
    category: str
    text_en: str = ""
    text_de: str = ""
    ean: str = ""
    manufacturer: str = ""
    manufacturer_number: str = ""
    unit: str = "C62"
    terms: PackTerms = PackTerms()
    price_unit: int = 1
    weight: Decimal | None = None  # kilograms of one unit of measure
    hazards: tuple[str, ...] = ()  # GHS pictograms: GHS02, GHS07
    status: ProductStatus = ProductStatus.ACTIVE
    pictogram: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)  # standard, size, length, material, surface
    popularity: int = 0  # how often it is ordered, compared with others
    former_numbers: tuple[str, ...] = ()
    links: tuple[tuple[LinkKind, str], ...] = ()
    documents: tuple[tuple[DocumentKind, str], ...] = ()  # kind and title
    assortments: tuple[str, ...] = ()


def check_product(facts: ProductFacts) -> str:
    """The first thing that is wrong, as a sentence; empty when all is well."""
    wrong = {
        NO_NUMBER: not fold_number(facts.number) or len(facts.number) > 40,
        NO_NAME: not all(0 < len(name.strip()) <= 160 for name in (facts.name_en, facts.name_de)),
        WRONG_TEXT: not _texts_fit(facts),
        WRONG_EAN: bool(facts.ean) and not is_ean(facts.ean),
        WRONG_PACK: not _fits(facts.terms),
        WRONG_PRICE_UNIT: facts.price_unit not in PRICE_UNITS,
    }
    return next((sentence for sentence, found in wrong.items() if found), "")


def _texts_fit(facts: ProductFacts) -> bool:
    limits = (
        (40, (facts.number, facts.pictogram, *facts.former_numbers)),
        (60, (facts.manufacturer_number,)),
        (80, (facts.manufacturer,)),
        (160, (facts.name_en, facts.name_de, *facts.attributes, *facts.attributes.values(), *(title for _, title in facts.documents))),
        (2000, (facts.text_en, facts.text_de)),
        (3, (facts.unit,)),
    )
    return all(is_plain(text, longest) for longest, texts in limits for text in texts)


def is_plain(text: str, longest: int) -> bool:
    """Whether both databases can keep this text."""
    return len(text) <= longest and "\x00" not in text


def _fits(terms: PackTerms) -> bool:
    if min(terms.pack, terms.minimum, terms.step) <= 0:
        return False
    return terms.step <= terms.pack or terms.step % terms.pack == 0


def is_ean(text: str) -> bool:
    """Whether these are 8 or 13 digits whose last one checks the others (GS1 General Specifications, section 7.9)."""
    return text.isascii() and text.isdigit() and len(text) in (8, 13) and text[-1] == check_digit(text[:-1])


def check_digit(digits: str) -> str:
    """The digit that goes behind these: from the right each second one counts three times, the sum becomes a multiple of ten."""
    total = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(digits)))
    return str(-total % 10)


@dataclass(frozen=True)
class CategoryFacts:
    """A category from outside. `parent` is the code of the one above, or empty."""

    code: str
    name_en: str
    name_de: str
    parent: str = ""


@dataclass(frozen=True)
class ProductProblem:
    """What is wrong with one row of an import, counted from 1. `values` fill the sentence's {names}."""

    row: int
    number: str
    reason: str
    values: Mapping[str, str] = field(default_factory=dict)


def check_products(every: Sequence[ProductFacts], categories: Collection[str], assortments: Collection[str]) -> list[ProductProblem]:
    """Everything that keeps these rows from being taken, one problem a row."""
    problems, numbers = [], set()
    for row, facts in enumerate(every, start=1):
        if reason := check_product(facts):
            problems.append(ProductProblem(row, facts.number, reason))
        elif facts.number in numbers:
            problems.append(ProductProblem(row, facts.number, TWICE))
        elif facts.category not in categories:
            problems.append(ProductProblem(row, facts.number, UNKNOWN_CATEGORY, {"category": facts.category}))
        elif unknown := [name for name in facts.assortments if name not in assortments]:
            problems.append(ProductProblem(row, facts.number, UNKNOWN_ASSORTMENT, {"assortment": unknown[0]}))
        numbers.add(facts.number)
    return problems
