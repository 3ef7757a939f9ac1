"""Files of companies: a line says a company, and with it an address, a cost centre and a person. More lines of the same company say more of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from portal_app.accounts.rules.addresses import parse_email
from portal_app.accounts.rules.companies import AddressFacts, CompanyFacts, CostCentreFacts, check_address, check_company, check_cost_centre, tidy
from portal_app.accounts.rules.people import PersonFacts, check_email, check_person
from portal_app.accounts.rules.people import tidy as tidy_person
from portal_app.accounts.rules.roles import Holding, Role
from portal_app.kernel.file_columns import ColumnProblem, FileColumns, choice_in, fold_head, needed_in, number_in, several_in
from portal_app.kernel.file_outcomes import LineFate
from portal_app.kernel.i18n import message

COLUMNS = FileColumns({
    "customer_number": "customernumber customerno customer kundennummer kunde debitor", "name": "company companyname name firma firmenname",
    "locale": "language sprache", "time_zone": "timezone zeitzone", "currency": "currency waehrung",
    "label": "addressname place lieferort adressname", "recipient": "recipient empfaenger", "street": "street strasse",
    "postcode": "postcode zip plz postleitzahl", "city": "city town ort stadt", "country": "country land",
    "centre": "costcentre costcenter kostenstelle", "centre_name": "costcentrename costcentername kostenstellenname kostenstellenbezeichnung",
    "email": "email mail emailadresse", "first_name": "firstname vorname", "last_name": "lastname surname nachname",
    "salutation": "salutation title anrede titel", "unit": "department unit abteilung", "roles": "roles role rollen rolle",
    "limit_per_order": "limitperorder limitprobestellung", "limit_per_month": "limitpermonth limitpromonat",
}, needed=("customer_number",), numbers=frozenset({"limit_per_order", "limit_per_month"}))  # fmt: skip
OTHER_NAME = message("Another line names this company differently.")
OTHER_CURRENCY = message("The currency of a company stays as it is: {currency}.")
OTHER_ADDRESS = message("Another line says something else of the address {label}.")
OTHER_CENTRE = message("Another line names the cost centre {number} differently.")
OTHER_PERSON = message("{email} is in this company already, with another name or other roles. Please change people on their page.")
TWICE = message("{email} stands in another line of this company already.")
NO_CENTRE = message("This company has no cost centre {number}. Please name it in a line before.")
CLOSED = message("This company is closed. Please open it again first.")
STRANGE_ADDRESS = message("The address {email} cannot be invited: it belongs to the supplier's people, or it is locked.")
SET_BY_THEM = message("Language and time zone are the company's own to set by now.")
_ADDRESS, _PERSON = ("label", "recipient", "street", "postcode", "city", "country"), ("email", "first_name", "last_name", "roles")
_ROLES = {
    "administrator": Role.ADMINISTRATOR, "purchasingmanager": Role.MANAGER, "einkaufsleitung": Role.MANAGER, "buyer": Role.BUYER, "einkauf": Role.BUYER,
    "accounting": Role.ACCOUNTING, "buchhaltung": Role.ACCOUNTING, "readonly": Role.READ_ONLY,
    "nurlesen": Role.READ_ONLY, "analyst": Role.ANALYST, "auswertung": Role.ANALYST,
}  # fmt: skip


@dataclass(frozen=True)
class PersonEntry:
    """Somebody to invite. `centre` is the number of the cost centre for which the roles hold; "": the whole company."""

    email: str
    facts: PersonFacts
    roles: frozenset[Role]
    centre: str


@dataclass(frozen=True)
class CompanyEntry:
    """One line. What it does not say is None."""

    company: CompanyFacts
    address: AddressFacts | None = None
    centre: CostCentreFacts | None = None
    person: PersonEntry | None = None
    says_settings: bool = False


@dataclass(frozen=True)
class KnownPerson:
    """`roles` with the numbers of their cost centres."""

    name: str
    roles: frozenset[tuple[Role, str]]


@dataclass(frozen=True)
class KnownCompany:
    """What there is of a company already: addresses by label, cost centres by number, people by e-mail."""

    facts: CompanyFacts
    closed: bool = False
    addresses: Mapping[str, AddressFacts] = field(default_factory=dict)
    centres: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[str, KnownPerson] = field(default_factory=dict)


@dataclass(frozen=True)
class CompanyVerdict:
    """What becomes of a line; `reason` with `values` says why it is wrong, or what of it does not count."""

    fate: LineFate
    reason: str = ""
    values: Mapping[str, str] = field(default_factory=dict)


def entry_in(cells: Mapping[str, str], known: CompanyFacts | None, sign: str = "") -> CompanyEntry:
    """Raises ColumnProblem. What a line does not say of a known company stays; a new one is in Germany and pays in EUR unless it says otherwise."""
    number = needed_in("customernumber", cells["customer_number"], 40)
    before = known or CompanyFacts("", number)
    said = {name: cells[name] for name in ("name", "locale", "time_zone", "currency") if cells.get(name)}
    company = tidy(CompanyFacts(**{**vars(before), **said, "customer_number": number}))
    _raise(check_company(company))
    says_settings = bool(said.keys() & {"locale", "time_zone"})
    return CompanyEntry(company, _address_in(cells, company), _centre_in(cells), _person_in(cells, sign), says_settings)


def _address_in(cells: Mapping[str, str], company: CompanyFacts) -> AddressFacts | None:
    if not any(cells.get(name) for name in ("label", "recipient", "street", "postcode", "city")):
        return None
    said = {name: cells.get(name, "") for name in _ADDRESS}
    otherwise = {"label": said["city"], "recipient": company.name, "country": "DE"}
    facts = tidy(AddressFacts(**{name: said[name] or otherwise.get(name, "") for name in _ADDRESS}))
    _raise(check_address(facts))
    return facts


def _centre_in(cells: Mapping[str, str]) -> CostCentreFacts | None:
    """Only a line that names it makes or renames a cost centre; a number alone says where somebody's roles hold."""
    if not cells.get("centre_name"):
        return None
    facts = tidy(CostCentreFacts(needed_in("costcentre", cells.get("centre", "")), cells["centre_name"]))
    _raise(check_cost_centre(facts))
    return facts


def _person_in(cells: Mapping[str, str], sign: str) -> PersonEntry | None:
    if not any(cells.get(name) for name in _PERSON):
        return None
    _raise(check_email(cells.get("email", "")))
    roles = frozenset(choice_in("roles", one, _ROLES) for one in several_in(needed_in("roles", cells.get("roles", ""))))
    limits = {name: number_in(fold_head(name), cells[name], sign) if cells.get(name) else None for name in ("limit_per_order", "limit_per_month")}
    texts = {name: cells.get(name, "") for name in ("first_name", "last_name", "salutation", "unit")}
    facts = tidy_person(PersonFacts(**texts, holdings=frozenset(Holding(role) for role in roles), **limits))
    _raise(check_person(facts))
    return PersonEntry(parse_email(cells["email"]) or "", facts, roles, cells.get("centre", ""))


def _raise(problems: Mapping[str, str]) -> None:
    """The first problem of a field as a sentence that names its column."""
    for name, sentence in problems.items():
        raise ColumnProblem(sentence, column=fold_head(name))


def judge_companies(every: Sequence[CompanyEntry], known: Mapping[str, KnownCompany], strange: Mapping[str, bool]) -> list[CompanyVerdict]:
    """One verdict for each line. `known` by customer number; `strange` names the e-mail addresses that cannot be invited."""
    said: dict[str, dict[str, dict[str, Any]]] = {}
    return [_judge(entry, known.get(entry.company.customer_number), said.setdefault(entry.company.customer_number, {}), strange) for entry in every]


def _judge(entry: CompanyEntry, known: KnownCompany | None, said: dict[str, dict[str, Any]], strange: Mapping[str, bool]) -> CompanyVerdict:
    """`said` is what the lines before said of this company."""
    if known and known.closed:
        return CompanyVerdict(LineFate.WRONG, CLOSED)
    if said.setdefault("name", {}).setdefault("", entry.company.name) != entry.company.name:
        return CompanyVerdict(LineFate.WRONG, OTHER_NAME)
    if known and known.facts.currency != entry.company.currency:
        return CompanyVerdict(LineFate.WRONG, OTHER_CURRENCY, {"currency": known.facts.currency})
    parts = [_judge_address(entry.address, known, said), _judge_centre(entry.centre, known, said), _judge_person(entry.person, known, said, strange)]
    wrong = next((one for one in parts if one.fate is LineFate.WRONG), None)
    if wrong:
        return wrong
    fates = {one.fate for one in parts}
    if known is None:
        return CompanyVerdict(LineFate.NEW)
    if LineFate.NEW in fates:
        return CompanyVerdict(LineFate.NEW)
    if known.facts.name != entry.company.name or LineFate.CHANGED in fates:
        return CompanyVerdict(LineFate.CHANGED)
    other = (known.facts.locale, known.facts.time_zone) != (entry.company.locale, entry.company.time_zone)
    return CompanyVerdict(LineFate.SAME, SET_BY_THEM if other and entry.says_settings else "")


def _judge_address(address: AddressFacts | None, known: KnownCompany | None, said: dict[str, dict[str, Any]]) -> CompanyVerdict:
    if address is None:
        return CompanyVerdict(LineFate.SAME)
    if said.setdefault("address", {}).setdefault(address.label, address) != address:
        return CompanyVerdict(LineFate.WRONG, OTHER_ADDRESS, {"label": address.label})
    before = known.addresses.get(address.label) if known else None
    return CompanyVerdict(_fate(before, address))


def _judge_centre(centre: CostCentreFacts | None, known: KnownCompany | None, said: dict[str, dict[str, Any]]) -> CompanyVerdict:
    if centre is None:
        return CompanyVerdict(LineFate.SAME)
    if said.setdefault("centre", {}).setdefault(centre.number, centre.name) != centre.name:
        return CompanyVerdict(LineFate.WRONG, OTHER_CENTRE, {"number": centre.number})
    return CompanyVerdict(_fate(known.centres.get(centre.number) if known else None, centre.name))


def _judge_person(person: PersonEntry | None, known: KnownCompany | None, said: dict[str, dict[str, Any]], strange: Mapping[str, bool]) -> CompanyVerdict:
    if person is None:
        return CompanyVerdict(LineFate.SAME)
    if said.setdefault("person", {}).setdefault(person.email, person) is not person:
        return CompanyVerdict(LineFate.WRONG, TWICE, {"email": person.email})
    if person.centre and person.centre not in {**(known.centres if known else {}), **said.get("centre", {})}:
        return CompanyVerdict(LineFate.WRONG, NO_CENTRE, {"number": person.centre})
    before = known.people.get(person.email) if known else None
    if before is not None:
        wanted = frozenset((role, "" if role is Role.ADMINISTRATOR else person.centre) for role in person.roles)
        same = before.name == f"{person.facts.first_name} {person.facts.last_name}" and before.roles == wanted
        return CompanyVerdict(LineFate.SAME) if same else CompanyVerdict(LineFate.WRONG, OTHER_PERSON, {"email": person.email})
    return CompanyVerdict(LineFate.WRONG, STRANGE_ADDRESS, {"email": person.email}) if strange.get(person.email) else CompanyVerdict(LineFate.NEW)


def _fate(before: Any, after: Any) -> LineFate:
    if before is None:
        return LineFate.NEW
    return LineFate.SAME if before == after else LineFate.CHANGED
