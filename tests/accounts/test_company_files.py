"""Companies out of files: one verdict a line, nothing put where one is wrong, and the same file twice changes nothing."""

import pytest

from portal_app.accounts import AddressFacts, import_company_file, list_addresses, list_cost_centres, list_people, preview_company_file
from portal_app.accounts.actions.companies import close_company, list_companies
from portal_app.accounts.actions.people import read_person
from portal_app.accounts.rules import company_files as said
from portal_app.accounts.rules.companies import MISSING
from portal_app.accounts.rules.people import NO_EMAIL
from portal_app.accounts.rules.roles import Holding, Role
from portal_app.kernel.actor import Actor, system
from portal_app.kernel.errors import Forbidden, Invalid
from portal_app.kernel.file_columns import NOT_A_CHOICE
from portal_app.kernel.file_outcomes import LineFate
from portal_app.kernel.ids import Id
from portal_app.kernel.permissions import STAFF_ONLY
from portal_app.kernel.permissions import Permission as P
from tests.accounts.cast import House
from tests.database import behind_the_guard
from tests.integrations.workbooks import Tab, workbook

OPERATOR = system(STAFF_ONLY, name="test")
HEAD = "Kundennummer;Firma;Währung;Lieferort;Straße;PLZ;Ort;Land;Kostenstelle;Kostenstellenname;E-Mail;Vorname;Nachname;Rollen;Sprache"


def csv(*lines: str, head: str = HEAD) -> bytes:
    return "\r\n".join((head, *lines)).encode("cp1252")


def lines_of(number: str) -> tuple[str, ...]:
    """A company with two addresses, a cost centre, an administrator and a buyer of that cost centre."""
    return (
        f"{number};Zürcher Werke AG;CHF;Tor 1;Bahnstr. 3;8001;Zürich;CH;100;Montage;a.{number}@zw.example;Ada;Amsler;Administrator;de",
        f"{number};Zürcher Werke AG;CHF;Tor 2;Bahnstr. 5;8001;Zürich;CH;100;;b.{number}@zw.example;Beat;Bär;Buyer;",
    )


def company_id(number: str) -> Id:
    return next(line.id for line in list_companies(OPERATOR, search=number).rows if line.customer_number == number)


def looking(number: str) -> Actor:
    return system(frozenset({P.PEOPLE_VIEW, P.COST_CENTRE_VIEW, P.ADDRESS_VIEW}), company_id(number), name="test")


@pytest.fixture
def number(house: House) -> str:
    """Of a company that is not there yet, in a database where others are."""
    ((count,),) = behind_the_guard("SELECT count(*) FROM company")
    return f"F{count:05d}"


def fates(outcome) -> list[LineFate]:
    return [one.fate for one in outcome.judged]


def test_a_company_comes_with_its_places_and_people_and_twice_is_once(number: str):
    file = csv(*lines_of(number))
    assert fates(preview_company_file(OPERATOR, "c.csv", file)) == [LineFate.NEW] * 2
    assert list_companies(OPERATOR, search=number).total == 0
    assert fates(import_company_file(OPERATOR, "c.csv", file)) == [LineFate.NEW] * 2
    who = looking(number)
    assert [(line.facts, line.is_default) for line in list_addresses(who)] == [
        (AddressFacts("Tor 1", "Zürcher Werke AG", "Bahnstr. 3", "8001", "Zürich", "CH"), True),
        (AddressFacts("Tor 2", "Zürcher Werke AG", "Bahnstr. 5", "8001", "Zürich", "CH"), False),
    ]
    (centre,) = list_cost_centres(who)
    people = {line.email: read_person(who, line.id).facts.holdings for line in list_people(who).page.rows}
    assert people == {f"a.{number.lower()}@zw.example": {Holding(Role.ADMINISTRATOR)}, f"b.{number.lower()}@zw.example": {Holding(Role.BUYER, centre.id)}}
    ((before,),) = behind_the_guard("SELECT count(*) FROM audit_entry")
    assert fates(import_company_file(OPERATOR, "c.csv", file)) == [LineFate.SAME] * 2
    assert behind_the_guard("SELECT count(*) FROM audit_entry") == [(before,)]


def test_what_a_file_says_more_of_a_known_company_is_added_and_changed(number: str):
    import_company_file(OPERATOR, "c.csv", csv(*lines_of(number)))
    more = csv(
        f"{number};Zürcher Werke AG;CHF;Tor 1;Bahnstr. 9;8001;Zürich;CH;100;Vormontage;;;;;",
        f"{number};Zürcher Werke AG;CHF;;;;;;200;Lager;c.{number}@zw.example;Cleo;Caduff;Einkaufsleitung;en",
    )
    assert fates(import_company_file(OPERATOR, "c.csv", more)) == [LineFate.CHANGED, LineFate.NEW]
    who = looking(number)
    assert [line.facts.street for line in list_addresses(who)] == ["Bahnstr. 9", "Bahnstr. 5"]
    assert {(line.number, line.name) for line in list_cost_centres(who)} == {("100", "Vormontage"), ("200", "Lager")}
    assert list_people(who).page.total == 3
    outcome = import_company_file(OPERATOR, "c.csv", csv(f"{number};Zürcher Werke AG;CHF;;;;;;;;;;;;en"))
    assert [(one.fate, one.reason) for one in outcome.judged] == [(LineFate.SAME, said.SET_BY_THEM)]


def test_each_new_person_gets_one_invitation(number: str):
    def invitations() -> int:
        return behind_the_guard("SELECT count(*) FROM mail_link WHERE company_id = :id AND ended_at IS NULL", id=company_id(number))[0][0]

    import_company_file(OPERATOR, "c.csv", csv(*lines_of(number)))
    assert invitations() == 2
    import_company_file(OPERATOR, "c.csv", csv(*lines_of(number)))
    assert invitations() == 2


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{0};;CHF;;;;;;;;;;;;", MISSING), ("{0};Andere AG;CHF;;;;;;;;;;;;", said.OTHER_NAME),
        ("{0};Zürcher Werke AG;CHF;Tor 3;;8001;Zürich;CH;;;;;;;", MISSING),
        ("{0};Zürcher Werke AG;CHF;Tor 1;Weg 1;8001;Zürich;CH;;;;;;;", said.OTHER_ADDRESS), ("{0};Zürcher Werke AG;CHF;;;;;;100;Lager;;;;;", said.OTHER_CENTRE),
        ("{0};Zürcher Werke AG;CHF;;;;;;;;nobody;Eva;Egli;Buyer;", NO_EMAIL), ("{0};Zürcher Werke AG;CHF;;;;;;;;e@zw.example;Eva;Egli;Boss;", NOT_A_CHOICE),
        ("{0};Zürcher Werke AG;CHF;;;;;;300;;e@zw.example;Eva;Egli;Buyer;", said.NO_CENTRE),
        ("{0};Zürcher Werke AG;CHF;;;;;;;;a.{0}@zw.example;Ada;Amsler;Buyer;", said.TWICE),
    ],
)  # fmt: skip
def test_one_wrong_line_keeps_all_companies_out(number: str, line: str, reason: str):
    file = csv(*lines_of(number), line.format(number))
    if reason == MISSING and ";;CHF" in line:
        file = csv(line.format(number + "B"), *lines_of(number))
    outcome = import_company_file(OPERATOR, "c.csv", file)
    assert [one.reason for one in outcome.problems] == [reason] and outcome.lines == 3
    assert list_companies(OPERATOR, search=number).total == 0


def test_what_a_file_may_not_change_of_a_known_company(number: str, house: House):
    import_company_file(OPERATOR, "c.csv", csv(*lines_of(number)))
    first = lines_of(number)[0]
    for line, reason in (
        (first.replace(";CHF;", ";EUR;"), said.OTHER_CURRENCY),
        (first.replace("Administrator", "Buyer"), said.OTHER_PERSON),
        (first.replace("Amsler", "Zwingli"), said.OTHER_PERSON),
    ):
        assert [one.reason for one in import_company_file(OPERATOR, "c.csv", csv(line)).problems] == [reason]
    close_company(OPERATOR, company_id(number), reason="moved away")
    assert [one.reason for one in import_company_file(OPERATOR, "c.csv", csv(first)).problems] == [said.CLOSED]


def test_people_of_the_supplier_are_not_invited(number: str):
    columns = "(id, email, name, staff_role, totp_last_step, locale, theme, density, keys, created_at)"
    values = "(:id, :email, 'Petra', 'administrator', 0, 'de', '', '', '', '2026-01-01')"
    behind_the_guard(f"INSERT INTO account {columns} VALUES {values}", id=f"0{number}", email=f"a.{number.lower()}@zw.example")
    outcome = import_company_file(OPERATOR, "c.csv", csv(*lines_of(number)))
    assert [one.reason for one in outcome.problems] == [said.STRANGE_ADDRESS]


def test_workbooks_and_english_heads_do_as_well(number: str):
    rows = [["Customer number", "Company", "Language", "Time zone", "Currency", "Shoe size"], [number, "Shannon Valve", "en", "Europe/Dublin", "EUR", 42]]
    outcome = import_company_file(OPERATOR, "c.xlsx", workbook(Tab("Companies", rows)))
    assert (outcome.new, outcome.unread) == (1, ("Shoe size",))
    assert list_companies(OPERATOR, search=number).rows[0].name == "Shannon Valve"


def test_only_whoever_may_add_companies_takes_such_a_file(number: str, house: House):
    for who in (house.boss.actor, system(frozenset({P.STAFF_OPERATE}))):
        with pytest.raises(Forbidden):
            preview_company_file(who, "c.csv", csv(*lines_of(number)))
    with pytest.raises(Invalid):
        preview_company_file(OPERATOR, "c.csv", b"Firma;Ort\r\nHansen;Bremen")
