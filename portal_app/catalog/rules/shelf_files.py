"""Files of what products stand in: categories, and assortments with the companies that see them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from portal_app.catalog.rules.products import CategoryFacts
from portal_app.kernel.file_columns import TWICE, FileColumns, needed_in, several_in, text_in, yes_in
from portal_app.kernel.i18n import message

CATEGORY_COLUMNS = FileColumns({
    "code": "code category kategorie warengruppe nummer number", "name_en": "name nameen nameenglish", "name_de": "namede namedeutsch bezeichnung",
    "parent": "parent above oberkategorie uebergeordnet oberwarengruppe",
}, needed=("code",))  # fmt: skip
ASSORTMENT_COLUMNS = FileColumns({
    "name": "assortment name sortiment", "for_all": "forall everybody fueralle alle", "companies": "customers customernumbers kunden kundennummern",
}, needed=("name",))  # fmt: skip
UNKNOWN_PARENT = message("There is no category {category} before this line.")
UNKNOWN_COMPANY = message("There is no company with the customer number {number}.")
NOT_TAKEN_BACK = message("Somebody sees this assortment already. A file gives assortments; it takes none away.")


@dataclass(frozen=True)
class AssortmentEntry:
    """One assortment: for all, or for the companies with these customer numbers."""

    name: str
    for_all: bool
    companies: tuple[str, ...]


def category_in(cells: Mapping[str, str], known: CategoryFacts | None) -> CategoryFacts:
    """Raises ColumnProblem. A column that is not there leaves what is known."""
    before = known or CategoryFacts("", "", "")
    name_en, name_de = (text_in(name, cells.get(name, getattr(before, name)), 120) for name in ("name_en", "name_de"))
    code = needed_in("code", cells["code"], 40)
    return CategoryFacts(code, name_en or name_de or code, name_de or name_en or code, cells.get("parent", before.parent))


def check_categories(every: Sequence[CategoryFacts], known: Collection[str]) -> dict[int, tuple[str, Mapping[str, str]]]:
    """Problems by place: (sentence, values). Parents stand before their children, or are known already."""
    problems: dict[int, tuple[str, Mapping[str, str]]] = {}
    seen: set[str] = set()
    for place, facts in enumerate(every):
        if facts.code in seen:
            problems[place] = (TWICE, {})
        elif facts.parent and (facts.parent == facts.code or facts.parent not in {*seen, *known}):
            problems[place] = (UNKNOWN_PARENT, {"category": facts.parent})
        seen.add(facts.code)
    return problems


def assortment_in(cells: Mapping[str, str]) -> AssortmentEntry:
    """Raises ColumnProblem."""
    return AssortmentEntry(needed_in("assortment", cells["name"], 80), yes_in("forall", cells.get("for_all", "")), several_in(cells.get("companies", "")))


def check_assortments(every: Sequence[AssortmentEntry], for_all: Mapping[str, bool], companies: Collection[str]) -> dict[int, tuple[str, Mapping[str, str]]]:
    """Problems by place. `for_all` says of each known assortment whether everybody sees it."""
    problems: dict[int, tuple[str, Mapping[str, str]]] = {}
    seen: set[str] = set()
    for place, entry in enumerate(every):
        strange = [number for number in entry.companies if number not in companies]
        if entry.name in seen:
            problems[place] = (TWICE, {})
        elif strange:
            problems[place] = (UNKNOWN_COMPANY, {"number": strange[0]})
        elif for_all.get(entry.name) and not entry.for_all:
            problems[place] = (NOT_TAKEN_BACK, {})
        seen.add(entry.name)
    return problems
