"""Prices out of files: lists for everybody and companies' own lists, each product whole, and honest about currencies."""

from decimal import Decimal

import pytest

from portal_app.kernel import file_columns as columns
from portal_app.kernel.actor import Actor
from portal_app.kernel.errors import Forbidden, Invalid
from portal_app.kernel.ids import new_id
from portal_app.kernel.permissions import Permission as P
from portal_app.pricing import AgreementFacts, AgreementKind, PriceQuestion, import_price_file, preview_price_file, price_many, put_agreements
from portal_app.pricing.rules import price_checks as checks
from portal_app.pricing.rules import price_files as said
from tests.database import behind_the_guard, person_of
from tests.pricing.builders import TODAY
from tests.pricing.stall import LIST, OPERATOR, Article, new_article, new_buyer

HEAD = "Price list;Customer number;Number;From quantity;Price;Price unit;Currency;Valid from;Valid to"


def csv(*lines: str) -> bytes:
    return "\n".join((HEAD, *lines)).encode()


def customer_number(who: Actor) -> str:
    return behind_the_guard("SELECT customer_number FROM company WHERE id = :id", id=who.company_id)[0][0]


def price_of(who: Actor, article: Article, quantity: str = "1") -> Decimal | None:
    (view,) = price_many(who, [PriceQuestion(article.id, Decimal(quantity), TODAY)])
    return view.price.amount if view.price else None


def test_a_list_gets_tiers_and_the_same_file_changes_nothing(stall: str):
    buyer, bolt, nut = new_buyer(), new_article(), new_article("nuts")
    file = csv(f"{LIST};;{bolt.number};;2,55;1;EUR;;", f"{LIST};;{bolt.number};100;1,95;1;EUR;;", f"{LIST};;{nut.number};;9,125;100;eur;;")
    assert preview_price_file(OPERATOR, "p.csv", file).new == 3
    assert price_of(buyer, bolt) is None
    assert import_price_file(OPERATOR, "p.csv", file).new == 3
    assert (price_of(buyer, bolt), price_of(buyer, bolt, "100"), price_of(buyer, nut)) == (Decimal("2.55"), Decimal("1.95"), Decimal("9.125"))
    (before,) = behind_the_guard("SELECT version FROM price_version")
    assert import_price_file(OPERATOR, "p.csv", file).same == 3
    assert behind_the_guard("SELECT version FROM price_version") == [before]


def test_the_lines_of_a_product_are_all_its_prices_in_the_list_and_others_keep_theirs(stall: str):
    buyer, bolt, nut = new_buyer(), new_article(), new_article()
    import_price_file(OPERATOR, "p.csv", csv(f"{LIST};;{bolt.number};;3;1;EUR;;", f"{LIST};;{bolt.number};100;2;1;EUR;;", f"{LIST};;{nut.number};;5;1;EUR;;"))
    assert import_price_file(OPERATOR, "p.csv", csv(f"{LIST};;{bolt.number};;3;1;EUR;;")).changed == 1
    assert (price_of(buyer, bolt, "100"), price_of(buyer, nut)) == (3, 5)


def test_a_new_list_is_made_in_its_own_currency_and_takes_no_other(stall: str):
    bolt, number = new_article(), f"UK {new_id()[-6:]}"
    file = csv(f"{number};;{bolt.number};;3;1;GBP;;")
    assert import_price_file(OPERATOR, "p.csv", file).new == 1
    assert behind_the_guard("SELECT currency FROM price_list WHERE number = :number", number=number) == [("GBP",)]
    outcome = import_price_file(OPERATOR, "p.csv", csv(f"{number};;{bolt.number};;3;1;EUR;;"))
    assert [(one.reason, one.values["expected"]) for one in outcome.problems] == [(checks.WRONG_CURRENCY, "GBP")]


def test_a_company_has_its_own_list_and_nobody_else_its_prices(stall: str):
    mine, theirs, bolt, nut = new_buyer(), new_buyer(), new_article(), new_article()
    import_price_file(OPERATOR, "p.csv", csv(f"{LIST};;{bolt.number};;3;1;EUR;;"))
    own = customer_number(mine)
    file = csv(f"OWN;{own};{bolt.number};;2.50;1;EUR;;", f"OWN;{own};{nut.number};;7.00;1;EUR;;")
    assert import_price_file(OPERATOR, "p.csv", file).new == 2
    assert (price_of(mine, bolt), price_of(mine, nut), price_of(theirs, bolt), price_of(theirs, nut)) == (Decimal("2.5"), 7, 3, None)
    assert import_price_file(OPERATOR, "p.csv", file).same == 2
    assert import_price_file(OPERATOR, "p.csv", csv(f"OWN;{own};{bolt.number};;2.40;1;EUR;;")).changed == 1
    assert (price_of(mine, bolt), price_of(mine, nut)) == (Decimal("2.4"), 7)


def test_a_price_that_would_never_count_for_the_company_is_refused(stall: str):
    mine, bolt = new_buyer(), new_article()
    outcome = import_price_file(OPERATOR, "p.csv", csv(f"OWN;{customer_number(mine)};{bolt.number};;2.50;1;GBP;;"))
    assert [(one.reason, one.values["expected"], one.values["currency"]) for one in outcome.problems] == [(said.OTHER_CURRENCY, "EUR", "GBP")]
    assert price_of(mine, bolt) is None


def test_a_list_never_takes_the_place_of_another_agreement(stall: str):
    mine, bolt = new_buyer(), new_article()
    put_agreements(OPERATOR, mine.company_id, [AgreementFacts("F-1", AgreementKind.FRAMEWORK)])
    outcome = import_price_file(OPERATOR, "p.csv", csv(f"F-1;{customer_number(mine)};{bolt.number};;2.50;1;EUR;;"))
    assert [one.reason for one in outcome.problems] == [said.OTHER_KIND]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{list};;no such;;3;1;EUR;;", checks.UNKNOWN_PRODUCT), ("{list};nobody;{bolt};;3;1;EUR;;", said.UNKNOWN_COMPANY),
        ("{list};;{bolt};;3;1;EUR;;", checks.SAME_TIER), ("{list};;{bolt};50;3;7;EUR;;", checks.WRONG_PRICE_UNIT),
        ("{list};;{bolt};50;;1;EUR;;", columns.EMPTY_CELL),
        ("{list};;{bolt};50;-3;1;EUR;;", columns.BELOW_NOTHING), ("{list};;{bolt};50;1.000;1;EUR;;", columns.MAY_BE_TWO_NUMBERS),
        (";;{bolt};50;3;1;EUR;;", columns.EMPTY_CELL), ("{list};;{bolt};50;3;1;;;", columns.EMPTY_CELL), ("{list};;{bolt};0;3;1;EUR;;", checks.WRONG_TIER),
        ("{list};;{bolt};50;3;1;EUR;2026-12-31;2026-01-01", checks.WRONG_DAYS), ("{list};;{bolt};50;3;1;EUR;soon;", columns.NOT_A_DAY),
    ],
)  # fmt: skip
def test_a_wrong_line_keeps_the_whole_file_out(stall: str, line: str, reason: str):
    buyer, bolt = new_buyer(), new_article()
    outcome = import_price_file(OPERATOR, "p.csv", csv(f"{LIST};;{bolt.number};;2;1;EUR;;", line.format(list=LIST, bolt=bolt.number)))
    assert [(one.line, one.reason) for one in outcome.problems] == [(3, reason)] and outcome.lines == 2
    assert price_of(buyer, bolt) is None


def test_only_whoever_runs_the_portal_puts_prices(stall: str):
    buyer = new_buyer()
    for who in (buyer, person_of(buyer.company_id, P.STAFF_OPERATE)):
        with pytest.raises(Forbidden):
            preview_price_file(who, "p.csv", csv("x"))
    for content in (b"", b"Number;Price\r\n1;2", HEAD.encode()):
        with pytest.raises(Invalid):
            preview_price_file(OPERATOR, "p.csv", content)
