"""What the page of approvals says about a request: to who is asked, to the buyer, to who sees no amounts, in both languages."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from portal_app.kernel import clock
from portal_app.kernel.actor import Actor
from portal_app.kernel.ids import Id
from portal_app.kernel.money import Money, Quantity
from portal_app.purchasing import (
    BudgetMode,
    CartSnapshot,
    DelegationFacts,
    RequestedLine,
    RequestLine,
    RequestSheet,
    RequestState,
    RuleStep,
    SnapshotLine,
    Verdict,
    decide_request,
    list_possible_deputies,
    own_requests,
    put_delegation,
    read_request,
    remind_requests,
    requests_to_decide,
)  # fmt: skip
from portal_app.purchasing.rules.budgets import BudgetBar
from portal_app.purchasing.screens.request_rows import Show, href_of, request_rows
from portal_app.purchasing.screens.request_texts import budget_rows, facts_of, line_rows, other_facts, reasons_why, remarks_about, said_total
from portal_app.purchasing.screens.request_way import way_of
from tests.accounts.cast import mails_to
from tests.database import behind_the_guard
from tests.purchasing.builders import ADDRESS, by, line, outlook, snapshot
from tests.purchasing.office import Office, book, send_cart, take_back


def plain(text: str) -> str:
    return text.replace("\xa0", " ")


def approve(who: Actor, request_id: Id, note: str = "") -> None:
    decide_request(who, request_id, Verdict.APPROVE, read_request(who, request_id).digest, note)


def way(who: Actor, request_id: Id) -> list[str]:
    return [row.title for row in way_of(who, read_request(who, request_id))]


def everything_said(who: Actor, sheet: RequestSheet) -> str:
    told = (facts_of(who, sheet), reasons_why(who, sheet), remarks_about(who, sheet), line_rows("en", sheet), said_total("en", sheet))
    return repr((*told, other_facts("en", sheet), budget_rows("en", sheet.budgets), way_of(who, sheet)))


def test_who_is_asked_reads_what_how_much_and_why(office: Office):
    office.rule()
    request_id = send_cart(office.jan, office.cart("997.56", "206.94", po_number="PO-7", note="For the shutdown"))
    sheet = read_request(office.anna, request_id)
    facts = facts_of(office.anna, sheet)
    assert (facts.title, facts.number, facts.buyer, facts.net) == ("Shutdown line 4", "O-10482", "Jan Meyer", "1,204.50")
    assert [plain(one) for one in (facts.net_said, facts.approve, facts.refuse)] == ["EUR net, 1,223.50 gross", "Approve 1,204.50 EUR", "Refuse O-10482"]
    assert (facts.may_decide, facts.why_not, facts.digest) == (True, "", sheet.digest) and facts.digest.startswith(facts.digest_said.replace(" ", ""))
    (why,) = reasons_why(office.anna, sheet)
    assert why.lead == "Why you:" and plain(why.text) == "Rule “Above 500”: The order comes to 1,204.50 EUR, the limit is 500.00 EUR."
    assert {one.label: one.value for one in other_facts("en", sheet)} == {
        "Deliver to": "Plant 2, Gate B, Werftbahnstraße 18, 24143 Kiel", "PO number": "PO-7", "Note of the buyer": "For the shutdown",
    }  # fmt: skip
    assert said_total("en", sheet) == "2 lines (EUR net)"
    german = replace(office.anna, locale="de")
    assert plain(facts_of(german, sheet).approve) == "1.204,50 EUR freigeben" and reasons_why(german, sheet)[0].lead == "Warum Sie:"


def test_who_sees_no_amounts_reads_none(office: Office):
    office.rule()
    office.budget("1000", BudgetMode.APPROVAL)
    cart = office.cart("1234.56")
    book(office.jan, cart.order_id, cart.facts, True)
    request_id = send_cart(office.jan, cart)
    assert "1,234.56" in everything_said(office.anna, read_request(office.anna, request_id))
    for reader in (office.ute, office.rolf):
        said = everything_said(reader, read_request(reader, request_id))
        assert not any(amount in said for amount in ("234.56", "1,234", "500.00", "1,000", "123 %"))
        assert facts_of(reader, read_request(reader, request_id)).why_not == "You are not asked about this cart."


def test_the_way_tells_two_steps_who_decided_and_what_was_noted(office: Office):
    office.rule(by(office.anna.person_id), RuleStep(role="administrator"))
    request_id = send_cart(office.jan, office.cart())
    assert way(office.anna, request_id) == ["Then it waits for Lang Meyer", "Waits for you", "Jan Meyer sent it"]
    approve(office.anna, request_id, "Fine with me")
    rows = way_of(office.lang, read_request(office.lang, request_id))
    assert [row.title for row in rows] == ["Waits for you", "Anna Meyer approved it", "Jan Meyer sent it"]
    assert rows[1].detail.startswith("Step 1 of 2, ") and rows[1].detail.endswith("“Fine with me”")
    assert way(office.jan, request_id)[0] == "Waits for Lang Meyer"
    approve(office.lang, request_id)
    assert way(office.jan, request_id) == ["Lang Meyer approved it", "Anna Meyer approved it", "Jan Meyer sent it"]


def test_the_way_says_since_when_and_what_comes_when_nobody_decides(office: Office):
    office.rule()
    request_id = send_cart(office.jan, office.cart())
    sheet = read_request(office.jan, request_id)
    waits = way_of(office.jan, sheet)[0]
    assert waits.title == "Waits for Anna Meyer or Bert Meyer" and waits.detail.startswith("Since ") and "Next reminder " in waits.detail
    with clock.frozen(sheet.remind_at + timedelta(minutes=1)):
        assert "Reminded " in way_of(office.jan, sheet)[0].detail
    with clock.frozen(sheet.escalate_at + timedelta(minutes=1)):
        remind_requests(office.lang)
        later = read_request(office.anna, request_id)
        assert way_of(office.anna, later)[0].title == "Waits for you or Bert Meyer or Lang Meyer"
        assert "Administrators are asked too since " in way_of(office.anna, later)[0].detail
    take_back(office.jan, request_id)
    assert way(office.jan, request_id) == ["Taken back by the buyer", "Jan Meyer sent it"]


def test_a_deputy_reads_in_whose_place_and_others_who_stands_in(office: Office):
    office.rule(by(office.anna.person_id))
    today = clock.today("Europe/Berlin")
    put_delegation(office.anna, DelegationFacts(office.bert.person_id, today, today))
    request_id = send_cart(office.jan, office.cart())
    assert [one.text for one in remarks_about(office.bert, read_request(office.bert, request_id))] == ["You decide in the place of Anna Meyer."]
    assert way(office.jan, request_id)[0] == "Waits for Anna Meyer or Bert Meyer (for Anna Meyer)"
    approve(office.bert, request_id)
    assert way(office.jan, request_id)[0] == "Bert Meyer (for Anna Meyer) approved it"


def test_who_is_left_out_and_what_is_new_stands_there(office: Office):
    office.rule(by(office.anna.person_id, office.bert.person_id))
    goods = [office.line("200", name=name, is_first_purchase=True) for name in ("Gloves", "Drill", "Saw", "Tape")]
    request_id = send_cart(office.anna, snapshot(*goods))
    told = {one.lead: one.text for one in remarks_about(office.bert, read_request(office.bert, request_id))}
    assert told == {"Unusual:": "First order of Gloves, Drill, Saw and 1 other product.", "Four eyes:": "Anna Meyer orders this cart."}
    assert facts_of(office.anna, read_request(office.anna, request_id)).why_not == "This is your own cart. Somebody else decides about it."


def test_lists_say_who_or_what_and_where_it_waits(office: Office):
    office.rule()
    request_id = send_cart(office.jan, office.cart())
    (row,) = request_rows("en", requests_to_decide(office.anna).rows, Show.WAITING, 1)
    assert (row.lead, row.detail, row.net, row.look.text) == ("Jan Meyer", "Shutdown line 4, O-10482", "600.00", "Waits")
    assert row.href == f"/approvals?request={request_id}" and row.ago and plain(row.why).startswith("The order comes to 600.00 EUR")
    (own,) = request_rows("en", own_requests(office.jan).rows, Show.ASKED, 1)
    assert (own.lead, own.detail, own.why) == ("Shutdown line 4", "O-10482", "Waits for Anna Meyer or Bert Meyer")
    approve(office.anna, request_id)
    (own,) = request_rows("de", own_requests(office.jan).rows, Show.ASKED, 1)
    assert (own.look.text, own.look.tone, own.ago, own.why) == ("Freigegeben", "green", "", "")


def test_lines_tell_price_place_day_and_reference():
    one = SnapshotLine(line("12.48", name="Washer"), Quantity(Decimal(300)), Money(Decimal("4.1606")), 100, 1, clock.today("Europe/Berlin"), "Bay 3")
    sheet = sheet_of(snapshot(addresses=(ADDRESS, replace(ADDRESS, label="Plant 1"))), one)
    (row,) = line_rows("en", sheet)
    assert plain(row.detail).startswith("4.1606 EUR / 100, Plant 1, wanted by ") and row.detail.endswith(", Bay 3")
    assert (plain(row.quantity), row.net) == ("300 pcs", "12.48")


def sheet_of(cart: CartSnapshot, *lines: SnapshotLine) -> RequestSheet:
    """As the inbox makes it of a snapshot."""
    now = clock.now()
    row = RequestLine("r", "o", cart.number, cart.title, "Jan", cart.net, RequestState.WAITING, now, (), 1, 1, ())
    shown = tuple(
        RequestedLine(one.line.number, one.line.name, one.quantity, "", one.address, one.wanted_on, False, one.line.net, one.unit_price, one.price_unit,
                      one.reference)
        for one in lines
    )  # fmt: skip
    return RequestSheet(row, shown, cart.addresses, "", "", (), cart.vat, (), (), "d" * 64, now, now, now, may_decide=False)


@pytest.mark.parametrize(
    ("amount", "used", "asked", "bar", "shares"),
    [
        ("1000", "500", "250", BudgetBar(45, 23, 0, 91), "50 % to 75 %"),
        ("1000", "830", "220", BudgetBar(72, 15, 4, 87), "83 % to 105 %"),
        ("1000", "0", "0.01", BudgetBar(0, 1, 0, 91), "0 % to 0 %"),
        ("0", "0", "10", BudgetBar(0, 91, 0, 91), "0 % to 100 %"),
        ("1000", "1200", "100", BudgetBar(70, 0, 21, 70), "120 % to 130 %"),
    ],
)
def test_the_bar_of_a_budget_stays_inside_its_frame(amount: str, used: str, asked: str, bar: BudgetBar, shares: str):
    one = outlook(amount, used, asked)
    assert one.bar == bar
    (row,) = budget_rows("en", [one])
    assert plain(row.shares) == shares and row.is_over == (one.over.amount > 0)
    assert bar.spent + bar.asked + bar.over <= 100


def test_a_mail_leads_to_the_request(office: Office):
    office.rule()
    request_id = send_cart(office.jan, office.cart())
    email = behind_the_guard("SELECT email FROM account WHERE id = :id", id=office.anna.account_id)[0][0]
    assert mails_to(email)[0].text.endswith(f"/approvals?request={request_id}")


def test_deputies_are_chosen_among_colleagues_who_may_approve(office: Office, strangers: Office):
    assert {one.person_id for one in list_possible_deputies(office.anna)} == {office.bert.person_id, office.lang.person_id}


def test_addresses_of_lists_say_only_what_is_needed():
    assert [href_of(Show.WAITING), href_of(Show.ASKED, page=2), href_of(Show.DECIDED, request_id="R")] == [
        "/approvals", "/approvals?show=asked&page=2", "/approvals?show=decided&request=R",
    ]  # fmt: skip
