"""Budgets: put, listed, closed; orders reserve, commit, are invoiced and released; the balance is the sum of the entries whatever happens."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from portal_app.kernel import clock
from portal_app.kernel.errors import Conflict, Forbidden, GateBroken, Invalid, NotFound
from portal_app.kernel.ids import new_id
from portal_app.kernel.permissions import Permission as P
from portal_app.purchasing import BudgetFacts, BudgetMode, BudgetPeriod, CartFacts, CartLine, close_budget, list_budgets, put_budget
from portal_app.purchasing.actions.budgets import EntryKind, add_budget, change_budget, list_budget_subjects, read_budget
from portal_app.purchasing.tables import BudgetBalance, BudgetEntry
from tests.database import behind_the_guard
from tests.purchasing.builders import eur, line
from tests.purchasing.office import Office, book, change_rows, give_up, invoice, ledger, new_office, order_for_good


def amounts(*values: str) -> tuple[Decimal, ...]:
    return tuple(map(Decimal, values))


def test_an_order_goes_through_the_ledger(office: Office):
    budget = office.budget("1000")
    book(office.jan, "o-1", office.facts("600", "100.50"))
    assert ledger(budget) == amounts("700.5", "0", "0", "700.5")
    order_for_good(office.jan, "o-1")
    assert ledger(budget) == amounts("0", "700.5", "0", "700.5")
    invoice(office.jan, "o-1", (office.line("600"),))
    assert ledger(budget) == amounts("0", "100.5", "600", "700.5")
    invoice(office.jan, "o-1", (office.line("112"),))  # with freight that nobody foresaw
    assert ledger(budget) == amounts("0", "0", "712", "712")
    give_up(office.jan, "o-1")  # nothing is left to release
    assert ledger(budget) == amounts("0", "0", "712", "712")
    (shown,) = list_budgets(office.jan)
    assert (shown.amount, shown.reserved, shown.committed, shown.actual, shown.share) == (eur(1000), eur(0), eur(0), eur(712), Decimal("0.712"))


def test_what_is_given_up_is_free_again_once(office: Office):
    budget = office.budget("1000")
    book(office.jan, "o-1", office.facts("600"))
    book(office.jan, "o-2", office.facts("300"))
    for _ in range(2):
        give_up(office.jan, "o-1")
        assert ledger(budget) == amounts("300", "0", "0", "300")
    for _ in range(2):
        order_for_good(office.jan, "o-2")
        assert ledger(budget) == amounts("0", "300", "0", "300")
    give_up(office.jan, "o-2")
    assert ledger(budget) == amounts("0", "0", "0", "0")


def test_a_refusal_names_what_is_left_and_reserves_nothing(office: Office):
    company, centre = office.budget("5000", centre=None), office.budget("1000")
    book(office.jan, "o-1", office.facts("600"))
    with pytest.raises(Conflict) as refused:
        book(office.jan, "o-2", office.facts("400.01"))
    said = {name: value.replace("\xa0", " ") for name, value in refused.value.values.items()}
    assert said["left"] == "400.00 EUR" and said["asked"] == "400.01 EUR" and said["budget"] == "4712 Tools"
    assert ledger(centre)[3] == 600 and ledger(company)[3] == 600
    book(office.jan, "o-2", office.facts("400"))  # exactly what is left
    assert ledger(centre)[3] == 1000


def test_a_refusal_names_no_amount_to_whom_they_are_hidden(office: Office):
    office.budget("1000")
    blind = replace(office.jan, permissions=office.jan.permissions - {P.AMOUNT_VIEW})
    with pytest.raises(Conflict) as refused:
        book(blind, "o-1", office.facts("1000.01"))
    assert set(refused.value.values) == {"budget"}
    assert all((one.amount, one.reserved, one.committed, one.actual, one.share) == (None,) * 5 for one in list_budgets(blind))


@pytest.mark.parametrize(
    ("mode", "may_exceed", "goes"),
    [
        (BudgetMode.SOFT, False, True),
        (BudgetMode.APPROVAL, False, False),
        (BudgetMode.APPROVAL, True, True),
        (BudgetMode.HARD, False, False),
        (BudgetMode.HARD, True, False),  # no approval helps
    ],
)
def test_what_each_kind_of_budget_does_above_its_amount(office: Office, mode: BudgetMode, may_exceed: bool, goes: bool):
    budget = office.budget("100", mode)
    if goes:
        book(office.jan, "o-1", office.facts("100.01"), may_exceed)
    else:
        with pytest.raises(Conflict):
            book(office.jan, "o-1", office.facts("100.01"), may_exceed)
    assert ledger(budget)[3] == (Decimal("100.01") if goes else 0)


def test_a_budget_of_nothing_lets_nothing_through_and_none_is_no_limit(office: Office):
    office.budget("0")
    with pytest.raises(Conflict):
        book(office.jan, "o-1", office.facts("0.01"))
    book(office.jan, "o-2", CartFacts((office.line("999999", centre=1),)))


def test_each_budget_pays_for_its_own_lines(office: Office):
    company, first, second = office.budget("9000", centre=None), office.budget("1000"), office.budget("1000", centre=1)
    mine = office.budget("500", centre=None, person_id=office.jan.person_id)
    year = office.budget("9000", period=BudgetPeriod.YEAR)
    book(office.jan, "o-1", CartFacts((office.line("100"), office.line("30", centre=1), office.line("5", centre=None))))
    assert [ledger(one)[3] for one in (company, first, second, mine, year)] == [135, 100, 30, 135, 100]
    book(office.mia, "o-2", office.facts("1"))
    assert [ledger(one)[3] for one in (company, first, second, mine, year)] == [136, 101, 30, 135, 101]


def test_a_period_is_the_companys_and_a_new_one_begins_empty(office: Office):
    """The company is in Berlin: 30 November 23:30 UTC is December there. An order stays in the period in which it was reserved."""
    budget = office.budget("100")
    with clock.frozen(datetime(2026, 11, 30, 22, 30, tzinfo=UTC)) as advance:
        book(office.jan, "o-1", office.facts("100"))
        with pytest.raises(Conflict):
            book(office.jan, "o-2", office.facts("1"))
        advance(datetime(2026, 11, 30, 23, 30, tzinfo=UTC) - datetime(2026, 11, 30, 22, 30, tzinfo=UTC))
        book(office.jan, "o-3", office.facts("100"))
        give_up(office.jan, "o-1")
        with pytest.raises(Conflict):
            book(office.jan, "o-4", office.facts("1"))
    found = behind_the_guard("SELECT period_key, used FROM budget_balance WHERE budget_id = :id ORDER BY period_key", id=budget)
    assert found == [("2026-11", 0), ("2026-12", 100_000_000)]


def test_one_order_reserves_once(office: Office):
    office.budget("1000")
    book(office.jan, "o-1", office.facts("100"))
    with pytest.raises(GateBroken):
        book(office.jan, "o-1", office.facts("100"))


def test_a_changed_budget_counts_at_once(office: Office):
    budget = office.budget("100")
    book(office.jan, "o-1", office.facts("80"))
    assert office.budget("200") == budget  # one for each subject and period
    book(office.jan, "o-2", office.facts("120"))
    office.budget("50")  # less than was spent: nothing more fits, and what is spent stays
    with pytest.raises(Conflict):
        book(office.jan, "o-3", office.facts("0.01"))
    give_up(office.jan, "o-2")
    assert ledger(budget)[3] == 80
    office.budget("50", BudgetMode.SOFT)
    book(office.jan, "o-4", office.facts("1000"))
    office.budget("50")  # hard again
    assert ledger(budget)[3] == 1080


def test_a_closed_budget_holds_nobody_up_and_keeps_its_bookings(office: Office):
    budget = office.budget("100")
    book(office.jan, "o-1", office.facts("80"))
    close_budget(office.lang, budget)
    close_budget(office.lang, budget)
    book(office.jan, "o-2", office.facts("500"))
    invoice(office.jan, "o-1", (office.line("80"),))
    assert ledger(budget) == amounts("0", "0", "80", "80")  # invoiced without having been committed
    assert list_budgets(office.jan) == ()
    assert office.budget("100") == budget and len(list_budgets(office.jan)) == 1


def test_behind_the_statement_stands_a_constraint(office: Office):
    budget = office.budget("100")
    book(office.jan, "o-1", office.facts("80"))
    for wrong in ("100.000001", "-1"):
        with pytest.raises(IntegrityError, match="hard_holds|used_not_negative"):
            change_rows(office.jan, update(BudgetBalance).where(BudgetBalance.budget_id == budget).values(used=Decimal(wrong)))


def test_entries_are_never_changed_or_removed(office: Office):
    budget = office.budget("100")
    book(office.jan, "o-1", office.facts("80"))
    for statement in (update(BudgetEntry).values(reserved=Decimal(0)), delete(BudgetEntry)):
        with pytest.raises(DBAPIError, match="append-only"):
            change_rows(office.jan, statement)
    assert ledger(budget)[0] == 80


def test_who_may_put_and_see_budgets(office: Office, strangers: Office):
    budget = office.budget("100", centre=None, person_id=office.jan.person_id)
    assert [one.id for one in list_budgets(office.jan)] == [one.id for one in list_budgets(office.anna)] == [budget]
    assert list_budgets(office.mia) == () and list_budgets(strangers.lang) == ()
    with pytest.raises(Forbidden):
        put_budget(office.anna, BudgetFacts("Mine", eur(1)))
    with pytest.raises(Forbidden):
        list_budgets(office.rolf)
    for unknown in (budget, new_id(), "nonsense"):
        with pytest.raises(NotFound):
            close_budget(strangers.lang, unknown)


@pytest.mark.parametrize("subject", ["cost_centre_id", "person_id"])
def test_a_budget_for_what_is_not_the_companys_is_refused(office: Office, strangers: Office, subject: str):
    foreign = {"cost_centre_id": strangers.centres[0], "person_id": strangers.jan.person_id}[subject]
    for unknown in (foreign, new_id(), "nonsense"):
        with pytest.raises(NotFound):
            put_budget(office.lang, BudgetFacts("Theirs", eur(1), **{subject: unknown}))


def test_wrong_input_is_refused_with_sentences(office: Office):
    with pytest.raises(Invalid) as refused:
        put_budget(office.lang, BudgetFacts(" ", eur("-5")))
    assert set(refused.value.fields) == {"name", "amount"}
    office.budget("100")
    for lines in ((), (office.line("-1"),), (line("1", cost_centre_id=None), replace(line("1"), net=replace(eur(1), currency="USD")))):
        with pytest.raises(Invalid):
            book(office.jan, "o-1", CartFacts(lines))
    with pytest.raises(Invalid, match="budget"):
        book(office.jan, "o-1", CartFacts((CartLine("1", "Bolt", replace(eur(1), currency="USD"), office.centres[0]),)))


acts = st.one_of(
    st.tuples(st.just("reserve"), st.integers(0, 5), st.lists(st.tuples(st.integers(1, 400), st.booleans()), min_size=1, max_size=3)),
    st.tuples(st.sampled_from(["commit", "release"]), st.integers(0, 5), st.just(None)),
    st.tuples(st.just("invoice"), st.integers(0, 5), st.lists(st.tuples(st.integers(1, 400), st.booleans()), min_size=1, max_size=2)),
    st.tuples(st.just("budget"), st.sampled_from([0, 300, 700]), st.sampled_from(list(BudgetMode))),
)


@given(st.lists(acts, max_size=12))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_orders_do_the_balance_is_the_sum_of_its_entries(shared_database: str, some: list):
    office = new_office()
    budgets = [office.budget("500", BudgetMode.HARD), office.budget("700", BudgetMode.APPROVAL, centre=1), office.budget("900", centre=None)]
    for what, which, more in some:
        _act(office, what, which, more)
        for budget in budgets:
            reserved, committed, actual, used = ledger(budget)
            assert used == reserved + committed + actual and min(reserved, committed, actual) >= 0


def _act(office: Office, what: str, which: int, more) -> None:
    lines = tuple(office.line(str(net), centre=int(other)) for net, other in more) if isinstance(more, list) else ()
    try:
        if what == "reserve":
            book(office.jan, f"o-{which}", CartFacts(lines), which % 2 == 0)
        elif what == "invoice":
            invoice(office.jan, f"o-{which}", lines)
        elif what == "budget":
            office.budget(str(which), more)
        else:
            {"commit": order_for_good, "release": give_up}[what](office.jan, f"o-{which}")
    except (Conflict, GateBroken):
        return


# what the administrator sees and changes


def test_a_budget_is_read_with_its_movements_the_latest_first(office: Office):
    budget = office.budget("1000")
    book(office.jan, "o-1", office.facts("600"))
    order_for_good(office.jan, "o-1")
    book(office.jan, "o-2", office.facts("100"))
    give_up(office.jan, "o-2")
    sheet = read_budget(office.lang, budget)
    assert [(one.kind, one.order_id, one.amount, one.person_name) for one in sheet.entries] == [
        (EntryKind.RELEASE, "o-2", eur(-100), "Jan Meyer"),
        (EntryKind.RESERVE, "o-2", eur(100), "Jan Meyer"),
        (EntryKind.COMMIT, "o-1", eur(0), "Jan Meyer"),
        (EntryKind.RESERVE, "o-1", eur(600), "Jan Meyer"),
    ]
    assert (sheet.line.committed, sheet.line.share) == (eur(600), Decimal("0.6"))
    close_budget(office.lang, budget)
    for gone in (budget, new_id(), "nonsense"):
        with pytest.raises(NotFound):
            read_budget(office.lang, gone)


def test_of_two_who_change_a_budget_the_second_is_told(office: Office):
    budget = office.budget("1000")
    seen = read_budget(office.lang, budget).version
    change_budget(office.lang, budget, "Workshop", eur(1500), BudgetMode.HARD, version=seen)
    with pytest.raises(Conflict, match="What you entered is still here"):
        change_budget(office.lang, budget, "Hall", eur(10), BudgetMode.SOFT, version=seen)
    (line,) = list_budgets(office.lang)
    assert (line.name, line.amount, line.mode) == ("Workshop", eur(1500), BudgetMode.HARD)
    change_budget(office.lang, budget, "Hall", eur(10), BudgetMode.SOFT, version=read_budget(office.lang, budget).version)
    assert list_budgets(office.lang)[0].name == "Hall"


@pytest.mark.parametrize("amount", ["-1", "10.001", "1000000000"])
def test_a_change_is_checked_like_a_new_budget(office: Office, amount: str):
    budget = office.budget("1000")
    with pytest.raises(Invalid) as refused:
        change_budget(office.lang, budget, "", eur(amount), BudgetMode.HARD, version=read_budget(office.lang, budget).version)
    assert set(refused.value.fields) == {"name", "amount"}


def test_a_second_budget_for_the_same_is_refused_until_the_first_is_closed(office: Office):
    budget = office.budget("1000")
    facts = BudgetFacts("Once more", eur(5), BudgetPeriod.MONTH, cost_centre_id=office.centres[0])
    with pytest.raises(Conflict, match="There is a budget for this already"):
        add_budget(office.lang, facts)
    close_budget(office.lang, budget)
    assert add_budget(office.lang, facts) == budget
    add_budget(office.lang, replace(facts, period=BudgetPeriod.YEAR))
    assert len(list_budgets(office.lang)) == 2


def test_budgets_are_for_people_and_cost_centres_of_the_company(office: Office):
    told = list_budget_subjects(office.lang)
    assert told.currency == "EUR" and {name for _, name in told.people} >= {"Jan Meyer"}
    assert {centre for centre, _ in told.cost_centres} == set(office.centres)
