"""The people of the demo world, as data. Invented; every address ends in .example. Days count back from the day the world is built."""

import base64
import hashlib
from dataclasses import dataclass
from decimal import Decimal

from portal_app.accounts.rules.companies import AddressFacts, CompanyFacts, CostCentreFacts
from portal_app.accounts.rules.roles import Role, StaffRole
from portal_app.accounts.rules.second_step import RECOVERY_BYTES, written_recovery_code
from portal_app.accounts.rules.second_step import RECOVERY_CODES as HOW_MANY

PASSWORD = "copper-valve-winter-9"
RECOVERY_CODES = tuple(written_recovery_code(hashlib.sha256(f"recovery {n}".encode()).digest()[:RECOVERY_BYTES]) for n in range(HOW_MANY))


@dataclass(frozen=True)
class Member:
    """A person of a company. `invited` and `joined` are days ago; `joined` None: not yet. `centre` narrows the roles to one cost centre."""

    first_name: str
    last_name: str
    email: str
    roles: tuple[Role, ...]
    unit: str
    invited: int
    joined: int | None
    limit: int | None = None
    month: int | None = None
    app: bool = True  # has a second step
    centre: str = ""
    salutation: str = ""
    off: int | None = None  # switched off so many days ago
    seen: int = 1  # last sign-in, days ago
    browser: str = "Firefox Windows"
    why: str = ""  # said when the roles together are a worry
    first_limit: int | None = None  # the limit until it was changed a while later
    language: str = ""  # chosen by themselves; otherwise the company's

    @property
    def name(self) -> str:
        return f"{self.salutation} {self.first_name} {self.last_name}".strip()

    @property
    def is_active(self) -> bool:
        return self.joined is not None and self.off is None

    def amount(self, value: int | None) -> Decimal | None:
        return None if value is None else Decimal(value)


@dataclass(frozen=True)
class Customer:
    """A company with its people; the first of them is its administrator from the start and invites the others."""

    facts: CompanyFacts
    since: int
    members: tuple[Member, ...]
    cost_centres: tuple[CostCentreFacts, ...]
    places: tuple[AddressFacts, ...]
    everybody_two_steps: bool = False


@dataclass(frozen=True)
class Colleague:
    """One of the supplier's people. `looks_after` are customer numbers."""

    name: str
    email: str
    role: StaffRole
    joined: int
    looks_after: tuple[str, ...] = ()
    locale: str = "de"


@dataclass(frozen=True)
class ActiveMember:
    """Somebody who can sign in now, with what they are: roles of a company, or one role of the supplier's own."""

    name: str
    email: str
    company: str  # "" for the supplier's own people
    roles: tuple[Role, ...] | tuple[StaffRole, ...]
    has_app: bool


def secret_of(email: str) -> str:
    """The fixed secret of somebody's authenticator app, for the demo only: 160 bits in base 32, made from the address."""
    return base64.b32encode(hashlib.sha256(f"demo {email}".encode()).digest()[:20]).decode()


def active_members() -> tuple[ActiveMember, ...]:
    """Everybody who can sign in, company after company, the supplier's own people last. Who works for two companies is named once, with the first."""
    found = [ActiveMember(one.name, one.email, customer.facts.name, one.roles, one.app) for customer in COMPANIES for one in customer.members if one.is_active]
    found += [ActiveMember(one.name, one.email, "", (one.role,), True) for one in STAFF]
    return tuple({one.email: one for one in reversed(found)}[email] for email in dict.fromkeys(one.email for one in found))


_ADMIN, _MANAGER, _BUYER, _BOOKS, _READER, _ANALYST = Role.ADMINISTRATOR, Role.MANAGER, Role.BUYER, Role.ACCOUNTING, Role.READ_ONLY, Role.ANALYST
_CHROME, _EDGE, _PHONE, _SAFARI = "Chrome Windows", "Edge Windows", "Safari iPhone", "Safari Mac"

_HANSEN = Customer(
    CompanyFacts("Hansen Maschinenbau GmbH", "10023"),
    since=1346,
    members=(
        Member("Henrik", "Lang", "h.lang@hansen-mb.example", (_MANAGER, _ADMIN), "Management", 1346, 1346, salutation="Dr", seen=2, browser=_SAFARI),
        Member("Anna", "Berg", "a.berg@hansen-mb.example", (_MANAGER,), "Purchasing", 1345, 1345, 5000, 40000, browser=_EDGE, language="en"),
        Member("Jan", "Keller", "j.keller@hansen-mb.example", (_BUYER,), "Maintenance", 1345, 1345, 1500, 6000, seen=0, first_limit=1000),
        Member("Mia", "Roth", "m.roth@hansen-mb.example", (_BUYER,), "Tools", 418, 418, 1000, 4000, app=False, browser=_CHROME),
        Member("Ole", "Jensen", "o.jensen@hansen-mb.example", (_BUYER,), "Assembly", 902, 902, 1000, 4000, seen=3),
        Member("Ute", "Meyer", "u.meyer@hansen-mb.example", (_BOOKS,), "Accounting", 1340, 1340, seen=4, browser=_EDGE),
        Member("Svea", "Klein", "s.klein@hansen-mb.example", (_BUYER,), "Safety", 640, 640, 1500, 6000, seen=6, browser=_CHROME),
        Member("Rolf", "Petersen", "r.petersen@hansen-mb.example", (_READER,), "Goods in, Gate B", 1210, 1210, browser=_PHONE),
        Member("Tim", "Wolff", "t.wolff@hansen-mb.example", (_BUYER,), "Maintenance", 3, None, 300, 1000, app=False),
        Member("Ines", "Behrens", "i.behrens@hansen-mb.example", (_ANALYST,), "Quality", 388, 388, seen=5, browser=_SAFARI),
        Member("Paul", "Voigt", "p.voigt@hansen-mb.example", (_BUYER,), "Assembly", 251, 251, 500, 2000, seen=2),
        Member("Greta", "Nissen", "g.nissen@hansen-mb.example", (_BUYER,), "Tools", 1100, 1100, 800, 3000, off=21, seen=24),
        Member("Finn", "Carstens", "f.carstens@hansen-mb.example", (_BUYER,), "Assembly", 96, 95, 250, 800, app=False, centre="4720", browser=_PHONE),
        Member("Karin", "Sommer", "k.sommer@buero-sommer.example", (_BOOKS,), "External bookkeeping", 520, 520, seen=8, browser=_CHROME),
    ),
    cost_centres=(
        CostCentreFacts("4711", "Maintenance"), CostCentreFacts("4712", "Tools"), CostCentreFacts("4720", "Assembly"), CostCentreFacts("4730", "Safety"),
    ),
    places=(
        AddressFacts("Plant 2, Gate B", "Hansen Maschinenbau GmbH, Wareneingang", "Werftbahnstraße 18", "24143", "Kiel"),
        AddressFacts("Plant 1, Gate A", "Hansen Maschinenbau GmbH", "Werftbahnstraße 4", "24143", "Kiel"),
        AddressFacts("Site office Rendsburg", "Hansen Maschinenbau GmbH, Bauleitung", "Am Kreishafen 7", "24768", "Rendsburg"),
    ),
)  # fmt: skip

_SHANNON = Customer(
    CompanyFacts("Shannon Valve Works Ltd", "10417", "en", "Europe/Dublin"),
    since=611,
    members=(
        Member("Aoife", "Brennan", "aoife.brennan@shannonvalve.example", (_ADMIN,), "Operations", 611, 611, browser=_SAFARI),
        Member("Declan", "Murphy", "declan.murphy@shannonvalve.example", (_MANAGER,), "Purchasing", 611, 611, 10000, 80000, browser=_EDGE),
        Member("Siobhan", "Kelly", "siobhan.kelly@shannonvalve.example", (_BUYER,), "Production", 609, 609, 2000, 9000, centre="100", browser=_CHROME),
        Member("Rory", "Walsh", "rory.walsh@shannonvalve.example", (_BUYER,), "Maintenance", 300, 299, 1200, 5000, centre="200", seen=3, browser=_PHONE),
        Member("Niamh", "Doyle", "niamh.doyle@shannonvalve.example", (_BOOKS,), "Accounts", 605, 605, seen=2, browser=_EDGE),
        Member("Patrick", "Quinn", "patrick.quinn@shannonvalve.example", (_READER,), "Stores", 410, 410, seen=5, browser=_CHROME),
        Member("Ciara", "Byrne", "ciara.byrne@shannonvalve.example", (_ANALYST,), "Finance", 190, 190, seen=9),
        Member("Eoin", "Gallagher", "eoin.gallagher@shannonvalve.example", (_BUYER,), "Test bay", 1, None, 500, 2000),
    ),
    cost_centres=(CostCentreFacts("100", "Production"), CostCentreFacts("200", "Maintenance"), CostCentreFacts("300", "Test bay")),
    places=(
        AddressFacts("Goods in, Raheen", "Shannon Valve Works Ltd", "Unit 14, Raheen Park", "V94 X0X0", "Limerick", "IE"),
        AddressFacts("Field service store", "Shannon Valve Works Ltd, c/o Field Service", "3 Dock Road", "V94 X0X1", "Limerick", "IE"),
    ),
    everybody_two_steps=True,
)  # fmt: skip

_ALPENROSE = Customer(
    CompanyFacts("Alpenrose Seilbahnservice GmbH", "10655", "de", "Europe/Vienna"),
    since=204,
    members=(
        Member("Veronika", "Egger", "v.egger@alpenrose.example", (_ADMIN,), "Geschäftsführung", 204, 204, browser=_SAFARI),
        Member("Birgit", "Auer", "b.auer@alpenrose.example", (_MANAGER,), "Büro", 203, 203, 3000, 15000, browser=_EDGE),
        Member("Matthias", "Pichler", "m.pichler@alpenrose.example", (_BUYER,), "Werkstatt", 203, 203, 600, 2500, app=False, browser=_PHONE),
        Member("Stefan", "Moser", "s.moser@alpenrose.example", (_READER,), "Lager", 160, 158, app=False, seen=12, browser=_CHROME),
        Member("Karin", "Sommer", "k.sommer@buero-sommer.example", (_BOOKS,), "Externe Buchhaltung", 150, 150, seen=8, browser=_CHROME),
    ),
    cost_centres=(CostCentreFacts("1000", "Werkstatt"), CostCentreFacts("2000", "Revision Bergbahnen")),
    places=(
        AddressFacts("Werkstatt Innsbruck", "Alpenrose Seilbahnservice GmbH", "Haller Straße 41", "6020", "Innsbruck", "AT"),
        AddressFacts("Talstation Stubai", "Alpenrose Seilbahnservice GmbH", "Mutterberg 2", "6167", "Neustift im Stubaital", "AT"),
    ),
)  # fmt: skip

COMPANIES = (_HANSEN, _SHANNON, _ALPENROSE)
STAFF = (
    Colleague("Petra Thode", "p.thode@brandt-thode.example", StaffRole.ADMINISTRATOR, 1360),
    Colleague("Katrin Lund", "k.lund@brandt-thode.example", StaffRole.SALES, 1358, ("10023", "10655")),
    Colleague("Owen Price", "o.price@brandt-thode.example", StaffRole.SALES, 640, ("10417",), "en"),
    Colleague("Jonas Feddersen", "j.feddersen@brandt-thode.example", StaffRole.SERVICE, 1200),
)
