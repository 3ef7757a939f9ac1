"""A cart waits, is looked at and decided: by the right people, about exactly this cart, once."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import DBAPIError

from portal_app.accounts import Role
from portal_app.accounts.tables import Person
from portal_app.catalog import CategoryFacts, put_categories
from portal_app.kernel import clock, events
from portal_app.kernel.actor import Actor, ActorKind
from portal_app.kernel.errors import Conflict, Forbidden, Invalid, NotFound, PortalError, StepUpNeeded
from portal_app.kernel.gate import Context
from portal_app.kernel.ids import Id, new_id
from portal_app.kernel.permissions import Permission as P
from portal_app.purchasing import (
    RECORD_WORDS,
    BudgetMode,
    CartFacts,
    ConditionGroup,
    DelegationFacts,
    InCategory,
    RequestDecided,
    RequestState,
    RuleFacts,
    RuleStep,
    Verdict,
    close_rule,
    decide_request,
    decided_requests,
    end_delegation,
    judge_cart,
    list_delegations,
    list_rules,
    own_requests,
    put_delegation,
    put_rule,
    read_request,
    requests_to_decide,
    say_reason,
)  # fmt: skip
from portal_app.purchasing.tables import ApprovalDecision
from tests.accounts.cast import mails_to
from tests.catalog.conftest import OPERATOR
from tests.database import behind_the_guard
from tests.purchasing.builders import by, eur
from tests.purchasing.office import Office, book, change_rows, deactivate, make, send_cart, take_back

APPROVE, REFUSE = Verdict.APPROVE, Verdict.REFUSE


@pytest.fixture
def news() -> Iterator[list[RequestDecided]]:
    heard: list[RequestDecided] = []

    def hear(_ctx: Context, event: RequestDecided) -> None:
        heard.append(event)

    events.subscribe(RequestDecided, hear)
    yield heard
    events._subscribers[RequestDecided].remove(hear)


def decide(who: Actor, request_id: Id, verdict: Verdict = APPROVE, note: str = "", digest: str = "", **more) -> RequestState:
    return decide_request(who, request_id, verdict, digest or digest_in(request_id), note, **more)


def digest_in(request_id: Id) -> str:
    return behind_the_guard("SELECT digest FROM approval_request WHERE id = :id", id=request_id)[0][0]


def state_in(request_id: Id) -> str:
    return behind_the_guard("SELECT state FROM approval_request WHERE id = :id", id=request_id)[0][0]


def decisions_in(request_id: Id) -> list[tuple]:
    return behind_the_guard("SELECT level, person_name, verdict FROM approval_decision WHERE request_id = :id ORDER BY level, id", id=request_id)


def inbox(who: Actor) -> list[Id]:
    return [line.id for line in requests_to_decide(who).rows]


def mail_of(who: Actor) -> list[str]:
    email = behind_the_guard("SELECT email FROM account WHERE id = :id", id=who.account_id)[0][0]
    return [mail.subject for mail in mails_to(email)]


# The way of a request


def test_a_request_is_asked_seen_and_approved(office: Office, news: list):
    office.rule()
    cart = office.cart("997.56", "206.94")
    request_id = send_cart(office.jan, cart)
    (line,) = requests_to_decide(office.anna).rows
    assert (line.id, line.number, line.title, line.buyer_name, line.net) == (request_id, "O-10482", "Shutdown line 4", "Jan Meyer", eur("1204.50"))
    assert (line.state, line.level, line.levels, line.waiting_for) == (RequestState.WAITING, 1, 1, ("Anna Meyer", "Bert Meyer"))
    assert [say_reason("en", one).replace("\xa0", " ") for one in line.reasons] == ["The order comes to 1,204.50 EUR, the limit is 500.00 EUR."]
    assert inbox(office.bert) == [request_id] and inbox(office.lang) == []
    sheet = read_request(office.anna, request_id)
    assert sheet.may_decide and [one.net for one in sheet.lines] == [eur("997.56"), eur("206.94")] and sheet.vat == eur(19)
    assert decide(office.anna, request_id, digest=sheet.digest) is RequestState.APPROVED
    assert news == [RequestDecided(request_id, cart.order_id, True, sheet.digest, office.anna.person_id, "Anna Meyer", "")]
    assert inbox(office.anna) == inbox(office.bert) == []
    assert [line.state for line in decided_requests(office.anna).rows] == [RequestState.APPROVED] and decided_requests(office.bert).total == 0
    assert [line.id for line in own_requests(office.jan).rows] == [request_id] and own_requests(office.mia).total == 0
    (step,) = read_request(office.jan, request_id).steps
    assert (step.decision.person_name, step.decision.verdict, step.deciders) == ("Anna Meyer", "approve", ())


def test_who_is_asked_gets_a_mail_without_amounts(office: Office):
    office.rule()
    send_cart(office.jan, office.cart("1234.56"))
    assert mail_of(office.anna) == mail_of(office.bert) == ["Jan Meyer asks for approval: Shutdown line 4, O-10482"]
    assert mail_of(office.jan) == mail_of(office.lang) == []
    email = behind_the_guard("SELECT email FROM account WHERE id = :id", id=office.anna.account_id)[0][0]
    assert "234" not in mails_to(email)[0].text


def test_a_refusal_needs_a_reason_and_goes_back_to_the_buyer(office: Office, news: list):
    office.rule()
    request_id = send_cart(office.jan, office.cart())
    for empty in ("", "  \n"):
        with pytest.raises(Invalid) as refused:
            decide(office.anna, request_id, REFUSE, empty)
        assert set(refused.value.fields) == {"note"}
    with pytest.raises(Invalid):
        decide(office.anna, request_id, REFUSE, "x" * 1001)
    assert decide(office.anna, request_id, REFUSE, " Too many gloves. ") is RequestState.REFUSED
    assert [(one.is_approved, one.note) for one in news] == [(False, "Too many gloves.")]
    assert read_request(office.jan, request_id).steps[0].decision.note == "Too many gloves."
    assert send_cart(office.jan, office.cart(order_id=news[0].order_id)) != request_id  # changed and sent again


def test_two_steps_are_asked_one_after_the_other(office: Office, news: list):
    office.rule(RuleStep(role="purchasing-manager"), RuleStep(role="administrator"))
    request_id = send_cart(office.jan, office.cart())
    assert (inbox(office.anna), inbox(office.lang)) == ([request_id], [])
    with pytest.raises(Forbidden):
        decide(office.lang, request_id)
    assert decide(office.anna, request_id) is RequestState.WAITING and news == []
    assert (inbox(office.anna), inbox(office.bert), inbox(office.lang)) == ([], [], [request_id])
    assert mail_of(office.lang) == ["Jan Meyer asks for approval: Shutdown line 4, O-10482"]
    assert decide(office.lang, request_id) is RequestState.APPROVED
    assert decisions_in(request_id) == [(1, "Anna Meyer", "approve"), (2, "Lang Meyer", "approve")] and len(news) == 1


def test_all_rules_that_fire_are_asked_at_once(office: Office):
    office.rule(by(office.anna.person_id), name="One")
    office.rule(by(office.bert.person_id), name="Two")
    request_id = send_cart(office.jan, office.cart())
    assert inbox(office.anna) == inbox(office.bert) == [request_id]
    assert decide(office.bert, request_id) is RequestState.WAITING
    with pytest.raises(Conflict, match="decided this step already"):
        decide(office.bert, request_id)
    assert (inbox(office.anna), inbox(office.bert)) == ([request_id], [])
    assert decide(office.anna, request_id) is RequestState.APPROVED


def test_the_buyer_takes_it_back_while_it_waits(office: Office, news: list):
    office.rule()
    request_id = send_cart(office.jan, office.cart())
    take_back(office.jan, request_id)
    assert state_in(request_id) == "withdrawn" and inbox(office.anna) == [] and news == []
    with pytest.raises(Conflict, match="took this cart back"):
        decide(office.anna, request_id)
    with pytest.raises(Conflict):
        take_back(office.jan, request_id)


def test_what_waits_is_judged_with_its_budgets_and_without_counting_itself(office: Office):
    office.budget("1000", BudgetMode.APPROVAL)
    cart = office.cart("1090")
    book(office.jan, cart.order_id, cart.facts, True)
    request_id = send_cart(office.jan, cart)
    (shown,) = read_request(office.anna, request_id).budgets
    assert (shown.used, shown.asked, shown.over) == (eur(0), eur(1090), eur(90))


@pytest.mark.parametrize("problem", ["no approval needed", "nobody left", "hard budget", "own limit", "waits already"])
def test_what_cannot_wait_is_refused_with_a_sentence(office: Office, problem: str):
    cart = office.cart()
    if problem != "no approval needed":
        office.rule(by(office.anna.person_id))
    if problem == "nobody left":
        deactivate(office.anna), deactivate(office.lang)
    if problem == "hard budget":
        office.budget("100")
    if problem == "own limit":
        change_rows(office.jan, update(Person).where(Person.id == office.jan.person_id).values(limit_per_order=Decimal("599.99")))
    if problem == "waits already":
        send_cart(office.jan, cart)
    with pytest.raises(Conflict):
        send_cart(office.jan, cart)
    assert len(inbox(office.anna)) == (problem == "waits already")


def test_a_cart_that_staff_send_in_the_companys_place_is_decided_by_the_company(office: Office):
    office.rule()
    office.budget("100", BudgetMode.APPROVAL, centre=None, person_id=office.jan.person_id)  # not theirs
    staff = replace(office.jan, kind=ActorKind.STAFF, person_id=None, name="Katrin Lund")
    request_id = send_cart(staff, office.cart())
    (line,) = requests_to_decide(office.anna).rows
    assert (line.buyer_name, len(line.reasons)) == ("Katrin Lund", 1)
    assert [line.id for line in own_requests(staff).rows] == [request_id] and own_requests(office.jan).total == 0
    with pytest.raises(Forbidden):
        decide(staff, request_id)
    assert decide(office.bert, request_id) is RequestState.APPROVED


# Attacks


@pytest.mark.asvs("2.3.5")
def test_nobody_decides_about_their_own_cart(office: Office):
    office.rule(by(office.anna.person_id, office.bert.person_id))
    request_id = send_cart(office.anna, office.cart())
    with pytest.raises(Forbidden, match="your own cart"):
        decide(office.anna, request_id)
    assert inbox(office.anna) == [] and not read_request(office.anna, request_id).may_decide
    assert read_request(office.anna, request_id).why_not.startswith("This is your own cart")
    assert decide(office.bert, request_id) is RequestState.APPROVED


def test_a_role_that_is_given_meanwhile_does_not_help_the_buyer(office: Office):
    office.rule()
    request_id = send_cart(office.jan, office.cart())
    make(office.jan, Role.MANAGER)
    promoted = replace(office.jan, permissions=office.anna.permissions)
    with pytest.raises(Forbidden, match="your own cart"):
        decide(promoted, request_id)


def test_who_changed_the_cart_does_not_decide_about_it(office: Office):
    office.rule()
    request_id = send_cart(office.jan, office.cart(editor_ids=frozenset({office.bert.person_id})))
    with pytest.raises(Forbidden, match="changed this cart"):
        decide(office.bert, request_id)


@pytest.mark.asvs("2.3.5")
def test_the_deputy_of_the_buyer_does_not_decide(office: Office):
    office.rule(by(office.anna.person_id, office.bert.person_id))
    request_id = send_cart(office.anna, office.cart())
    put_delegation(office.anna, deputy(office.bert))  # also when named afterwards
    with pytest.raises(Forbidden, match="buyer's deputy"):
        decide(office.bert, request_id)
    assert inbox(office.lang) == [request_id]  # the fallback is another administrator


@pytest.mark.asvs("2.3.5")
def test_the_buyer_does_not_decide_as_somebodys_deputy(office: Office):
    office.rule(by(office.anna.person_id))
    put_delegation(office.anna, deputy(office.bert))
    request_id = send_cart(office.bert, office.cart())
    with pytest.raises(Forbidden, match="your own cart"):
        decide(office.bert, request_id)
    assert decide(office.anna, request_id) is RequestState.APPROVED


def test_a_deputy_decides_in_somebodys_place_and_counts_as_themselves(office: Office):
    office.rule(by(office.anna.person_id), by(office.bert.person_id))
    put_delegation(office.anna, deputy(office.bert))
    request_id = send_cart(office.jan, office.cart())
    deactivate(office.lang)  # otherwise the administrator would be asked in the second step
    assert inbox(office.bert) == [request_id]
    with pytest.raises(Conflict, match="nobody but you"):
        decide(office.bert, request_id)
    decide(office.anna, request_id)
    assert decide(office.bert, request_id) is RequestState.APPROVED


@pytest.mark.asvs("2.3.5")
def test_one_person_with_two_ways_decides_one_step(office: Office):
    office.rule(by(office.anna.person_id), by(office.lang.person_id, office.bert.person_id))
    put_delegation(office.anna, deputy(office.bert))
    request_id = send_cart(office.jan, office.cart())
    assert decide(office.bert, request_id) is RequestState.WAITING
    assert read_request(office.lang, request_id).steps[0].decision.instead_of == "Anna Meyer"
    with pytest.raises(Forbidden, match="earlier step"):
        decide(office.bert, request_id)
    assert decide(office.lang, request_id) is RequestState.APPROVED


def test_a_deputy_whose_days_are_over_decides_nothing(office: Office):
    office.rule(by(office.anna.person_id))
    delegation = put_delegation(office.anna, deputy(office.bert))
    request_id = send_cart(office.jan, office.cart())
    end_delegation(office.anna, delegation)
    with pytest.raises(Forbidden, match="not asked"):
        decide(office.bert, request_id)


@pytest.mark.asvs("2.3.5")
def test_a_decision_about_another_cart_is_refused(office: Office):
    office.rule()
    request_id = send_cart(office.jan, office.cart())
    for wrong in ("", "0" * 64, digest_in(request_id)[:-1]):
        with pytest.raises(Conflict, match="not the one you looked at"):
            decide_request(office.anna, request_id, APPROVE, wrong)
    assert decisions_in(request_id) == []


def test_an_old_request_decides_nothing_about_the_cart_that_was_sent_again(office: Office, news: list):
    office.rule()
    cart = office.cart()
    old = send_cart(office.jan, cart)
    seen = digest_in(old)
    take_back(office.jan, old)
    new = send_cart(office.jan, replace(cart, note="Plant 1 instead"))
    with pytest.raises(Conflict):
        decide_request(office.anna, old, APPROVE, seen)
    with pytest.raises(Conflict, match="not the one you looked at"):
        decide_request(office.anna, new, APPROVE, seen)
    assert news == []


def test_a_decision_counts_once(office: Office, news: list):
    office.rule()
    request_id = send_cart(office.jan, office.cart())
    first = decide(office.anna, request_id, repeat_key="one click")
    assert decide(office.anna, request_id, repeat_key="one click") is first  # a double click
    with pytest.raises(Conflict) as refused:
        decide(office.bert, request_id, REFUSE, "no")
    assert (refused.value.message, refused.value.values["name"]) == ("{name} has approved this already.", "Anna Meyer")
    assert len(decisions_in(request_id)) == len(news) == 1


def test_decisions_are_never_changed_or_removed(office: Office):
    office.rule()
    request_id = send_cart(office.jan, office.cart())
    decide(office.anna, request_id, REFUSE, "no")
    for statement in (update(ApprovalDecision).values(verdict="approve"), delete(ApprovalDecision)):
        with pytest.raises(DBAPIError, match="append-only"):
            change_rows(office.lang, statement)
    assert decisions_in(request_id) == [(1, "Anna Meyer", "refuse")]


def test_a_foreign_request_is_answered_like_an_unknown_one(office: Office, strangers: Office):
    office.rule()
    request_id = send_cart(office.jan, office.cart())
    answers = set()
    for call in (lambda one: decide_request(strangers.anna, one, APPROVE, digest_in(request_id)), lambda one: read_request(strangers.anna, one)):
        for unknown in (request_id, new_id(), "nonsense", ""):
            with pytest.raises(NotFound) as refused:
                call(unknown)
            answers.add((refused.value.message, str(refused.value.values)))
    assert len(answers) == 1 and inbox(strangers.anna) == []


def test_a_colleague_who_is_not_asked_decides_nothing_and_without_sight_sees_nothing(office: Office):
    office.rule(by(office.anna.person_id))
    request_id = send_cart(office.jan, office.cart())
    with pytest.raises(Forbidden, match="not asked"):
        decide(office.bert, request_id)
    with pytest.raises(Forbidden):  # the gate: no right to approve
        decide(office.mia, request_id)
    with pytest.raises(NotFound):
        read_request(office.mia, request_id)


def test_who_lost_the_right_or_was_switched_off_decides_nothing(office: Office):
    office.rule(by(office.anna.person_id, office.bert.person_id))
    request_id = send_cart(office.jan, office.cart())
    deactivate(office.anna)
    make(office.bert, Role.BUYER)
    for who in (office.anna, office.bert):  # as their old sessions still say
        with pytest.raises(Forbidden, match="not asked"):
            decide(who, request_id)
    assert inbox(office.lang) == [request_id]


@pytest.mark.asvs("8.2.3")
def test_accounting_and_readers_see_a_request_without_any_amount(office: Office):
    office.budget("1000", BudgetMode.APPROVAL)
    office.rule(above="777.77")
    sentinel = office.cart("31415.92")
    request_id = send_cart(office.jan, sentinel)
    for who in (office.ute, office.rolf):
        sheet = read_request(who, request_id)
        told = repr(sheet)
        assert "Money(" not in told and "31415.92" not in told and "777.77" not in told and not sheet.may_decide
        assert [say_reason("en", one) for one in sheet.line.reasons] == ["The order is above the limit."]
    assert "31415.92" in repr(read_request(office.jan, request_id))


def test_a_judgement_hides_amounts_too(office: Office):
    office.budget("1000", BudgetMode.APPROVAL)
    office.rule()
    blind = replace(office.jan, permissions=office.jan.permissions - {P.AMOUNT_VIEW})
    told = judge_cart(blind, office.facts("31415.92"))
    assert told.needs_approval and "Money(" not in repr(told)
    assert judge_cart(office.jan, office.facts("31415.92")).outlooks[0].over == eur("30415.92")


# Judging through the gate


def test_a_judgement_names_what_it_is_about_in_the_readers_language(office: Office):
    put_categories(OPERATOR, [CategoryFacts("tools", "Tools", "Werkzeuge")])
    steps = (RuleStep(role="purchasing-manager"),)
    put_rule(office.lang, RuleFacts("Tools", (ConditionGroup((InCategory("tools"),)),), steps))
    facts = CartFacts((office.line(name="Bohrer 8", categories=("tools", "drills")),))
    german = judge_cart(replace(office.jan, locale="de"), facts)
    assert [say_reason("de", one) for one in german.fired[0].reasons] == ["Bohrer 8 gehört zu Werkzeuge."]
    assert [one.name for one in german.steps[0].deciders] == ["Anna Meyer", "Bert Meyer"]


def test_a_cart_of_what_is_not_the_companys_is_refused(office: Office, strangers: Office):
    for centre in (strangers.centres[0], new_id(), "nonsense"):
        with pytest.raises(NotFound):
            judge_cart(office.jan, CartFacts((replace(office.line(), cost_centre_id=centre),)))
    with pytest.raises(NotFound):
        judge_cart(office.jan, CartFacts((office.line(),), frozenset({strangers.jan.person_id})))
    with pytest.raises(Invalid):
        judge_cart(office.jan, CartFacts(()))


# Rules and delegations


def test_a_changed_rule_counts_for_carts_sent_from_then_on(office: Office):
    rule = office.rule(by(office.anna.person_id))
    request_id = send_cart(office.jan, office.cart())
    put_rule(office.lang, replace(rule.facts, steps=(by(office.bert.person_id),)), rule.id)
    assert (inbox(office.anna), inbox(office.bert)) == ([request_id], [])
    close_rule(office.lang, rule.id)
    assert list_rules(office.lang) == () and not judge_cart(office.jan, office.facts("600")).needs_approval
    assert decide(office.anna, request_id) is RequestState.APPROVED


def test_a_rule_asks_only_who_can_approve(office: Office, strangers: Office):
    def put(*steps: RuleStep):
        return put_rule(office.lang, RuleFacts("A rule", (ConditionGroup((InCategory("no such category"),)),), steps))

    for step in (by(office.jan.person_id), RuleStep(role="buyer"), RuleStep(role="no such role")):
        with pytest.raises(Invalid) as refused:
            put(step)
        assert set(refused.value.fields) == {"groups", "steps"}
    for unknown in (strangers.anna.person_id, new_id(), "nonsense"):
        with pytest.raises(NotFound):
            put(by(unknown))
    with pytest.raises(Forbidden):
        list_rules(office.anna)
    with pytest.raises(StepUpNeeded):
        put_rule(replace(office.lang, stepped_up_at=None), RuleFacts("A rule", (), ()))


def deputy(who: Actor) -> DelegationFacts:
    """Somebody's deputy for today."""
    return DelegationFacts(who.person_id, clock.today(), clock.today())


def test_everybody_sees_who_stands_in_for_whom_and_ends_their_own(office: Office, strangers: Office):
    delegation = put_delegation(office.anna, deputy(office.bert))
    assert [(one.person_name, one.delegate_name, one.is_own) for one in list_delegations(office.jan)] == [("Anna Meyer", "Bert Meyer", False)]
    assert [one.is_own for one in list_delegations(office.anna)] == [True] and list_delegations(strangers.anna) == ()
    with pytest.raises(Forbidden):
        end_delegation(office.bert, delegation)
    with pytest.raises(NotFound):
        end_delegation(strangers.anna, delegation)
    end_delegation(office.anna, delegation)
    assert list_delegations(office.anna) == ()


def test_a_deputy_of_an_approver_may_approve(office: Office, strangers: Office):
    with pytest.raises(Invalid) as refused:
        put_delegation(office.anna, deputy(office.jan))
    assert set(refused.value.fields) == {"delegate_id"}
    for unknown in (strangers.anna.person_id, new_id(), "nonsense"):
        with pytest.raises(NotFound):
            put_delegation(office.anna, DelegationFacts(unknown, clock.today(), clock.today()))
    with pytest.raises(PortalError):
        put_delegation(office.anna, deputy(office.anna))


def test_pages_of_the_inbox(office: Office):
    office.rule()
    sent = [send_cart(office.jan, office.cart()) for _ in range(5)]
    pages = [requests_to_decide(office.anna, number, 2) for number in (1, 2, 3, 9)]
    assert [[line.id for line in page.rows] for page in pages] == [sent[:2], sent[2:4], sent[4:], sent[4:]]
    assert {page.total for page in pages} == {5}
    assert [line.id for line in own_requests(office.jan, 1, 2).rows] == sent[:-3:-1]


def test_everything_that_is_recorded_has_words(office: Office):
    """Over all tests of this module, except what the tests themselves record in ordering's place."""
    office.rule()
    rows = behind_the_guard("SELECT DISTINCT action FROM audit_entry WHERE company_id IS NOT NULL AND object_kind <> 'order'")
    assert "approval-rule.added" in {row[0] for row in rows} <= set(RECORD_WORDS)
