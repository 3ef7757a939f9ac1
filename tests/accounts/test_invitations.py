"""Invitations: who may invite whom, and what the link in the mail does."""

import threading
from datetime import timedelta
from decimal import Decimal

import pytest

from portal_app.accounts import Holding, NextStep, Role, accept_invitation, find_signed_in, invite_person, read_invitation, sign_in
from portal_app.accounts.actions.cost_centres import add_cost_centre
from portal_app.accounts.actions.invitations import ask_fresh_invitation, resend_invitation, withdraw_invitation
from portal_app.accounts.actions.people import list_people, read_person
from portal_app.accounts.actions.people_changes import deactivate_person
from portal_app.accounts.rules.companies import CostCentreFacts
from portal_app.kernel.errors import Conflict, Forbidden, Invalid, NotFound, NotSignedIn, StepUpNeeded, TooMany
from portal_app.kernel.ids import new_id
from tests.accounts.cast import PASSWORD, House, Somebody, facts_for, joins, link_token, mails_to, somewhere
from tests.database import behind_the_guard


def test_an_invited_person_appears_as_invited_and_gets_a_mail_in_the_companys_language(house: House):
    tim = house.invites("Tim Wolff", Role.BUYER, unit="Maintenance", limit_per_order=Decimal(300))
    line = read_person(house.boss.actor, tim.person_id).line
    assert (line.name, line.unit, line.state, line.limit_per_order.amount) == ("Tim Wolff", "Maintenance", "invited", Decimal(300))
    (mail,) = mails_to(tim.email)
    assert "Hansen Maschinenbau GmbH" in mail.text and "Henrik Lang" in mail.text and "Tim Wolff" in mail.text
    assert "http://127.0.0.1:3000/invitation#" in mail.text


def test_the_invited_sees_what_they_are_invited_to(house: House):
    tim = house.invites("Tim Wolff", Role.BUYER)
    invitation = read_invitation(somewhere(), link_token(tim.email))
    assert (invitation.name, invitation.email, invitation.company_name) == ("Tim Wolff", tim.email, "Hansen Maschinenbau GmbH")
    assert (invitation.has_password, invitation.opens) == (False, True)


def test_accepting_sets_the_password_and_opens_a_session(house: House):
    tim = house.invites("Tim Wolff", Role.BUYER)
    opened = accept_invitation(somewhere(), link_token(tim.email), PASSWORD)
    assert find_signed_in(somewhere(), opened.token).actor.person_id == tim.person_id
    assert read_person(house.boss.actor, tim.person_id).line.state == "active"
    assert sign_in(somewhere(), tim.email, PASSWORD).step is NextStep.DONE


def test_a_weak_password_is_refused_and_the_link_still_works(house: House):
    tim = house.invites("Tim Wolff", Role.BUYER)
    for weak in ("short", "Passwort!2026", "timwolff2026!", "hansenmaschinenbau"):
        with pytest.raises(Invalid) as refused:
            accept_invitation(somewhere(), link_token(tim.email), weak)
        assert list(refused.value.fields) == ["password"]
    assert accept_invitation(somewhere(), link_token(tim.email), PASSWORD).step is NextStep.DONE


@pytest.mark.asvs("6.4.1")
def test_a_link_works_once(house: House):
    tim = house.invites("Tim Wolff", Role.BUYER)
    token = link_token(tim.email)
    accept_invitation(somewhere(), token, PASSWORD)
    for again in (lambda: accept_invitation(somewhere(), token, PASSWORD), lambda: read_invitation(somewhere(), token)):
        with pytest.raises(NotFound) as refused:
            again()
        assert refused.value.message == "This link was used already or has expired. Please ask for a new one."


@pytest.mark.asvs("6.4.1")
def test_after_an_hour_the_link_only_brings_a_fresh_one_to_the_same_mailbox(house: House, advance):
    tim = house.invites("Tim Wolff", Role.BUYER)
    old = link_token(tim.email)
    advance(timedelta(minutes=60))
    assert read_invitation(somewhere(), old).opens
    advance(timedelta(minutes=1))
    assert not read_invitation(somewhere(), old).opens
    with pytest.raises(Conflict):
        accept_invitation(somewhere(), old, PASSWORD)
    ask_fresh_invitation(somewhere(), old)
    fresh = link_token(tim.email)
    assert fresh != old
    with pytest.raises(NotFound):
        accept_invitation(somewhere(), old, PASSWORD)
    assert accept_invitation(somewhere(), fresh, PASSWORD).step is NextStep.DONE


def test_after_a_week_the_link_does_nothing(house: House, advance):
    tim = house.invites("Tim Wolff", Role.BUYER)
    token = link_token(tim.email)
    advance(timedelta(days=7))
    assert not read_invitation(somewhere(), token).opens
    advance(timedelta(seconds=1))
    for late in (read_invitation, ask_fresh_invitation):
        with pytest.raises(NotFound):
            late(somewhere(), token)


def test_a_newer_link_ends_the_older(house: House):
    tim = house.invites("Tim Wolff", Role.BUYER)
    old = link_token(tim.email)
    resend_invitation(house.boss.actor, tim.person_id)
    with pytest.raises(NotFound):
        read_invitation(somewhere(), old)
    assert read_invitation(somewhere(), link_token(tim.email)).opens


@pytest.mark.asvs("6.4.1")
def test_of_twenty_who_accept_at_once_one_joins(house: House):
    tim = house.invites("Tim Wolff", Role.BUYER)
    token, answers, lock = link_token(tim.email), [], threading.Lock()

    def accept(number: int) -> None:
        try:
            answer = accept_invitation(somewhere(), token, f"{PASSWORD} {number}").step
        except (NotFound, NotSignedIn, TooMany) as refused:
            answer = type(refused)
        with lock:
            answers.append(answer)

    threads = [threading.Thread(target=accept, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 20 and answers.count(NextStep.DONE) == 1
    assert behind_the_guard("SELECT count(*) FROM membership WHERE person_id = :id", id=tim.person_id) == [(1,)]
    assert behind_the_guard("SELECT count(*) FROM audit_entry WHERE action = 'person.joined' AND object_id = :id", id=tim.person_id) == [(1,)]


@pytest.mark.parametrize("token", ["", "nonsense", "a" * 43, "\x00", "ü" * 43])
def test_a_wrong_link_is_told_like_a_used_one(house: House, token: str):
    with pytest.raises(NotFound):
        read_invitation(somewhere(), token)
    with pytest.raises(NotFound):
        accept_invitation(somewhere(), token, PASSWORD)


def test_no_link_is_kept_in_the_database(house: House):
    tim = house.invites("Tim Wolff", Role.BUYER)
    token = link_token(tim.email)
    assert token not in str(behind_the_guard("SELECT * FROM mail_link")) + str(behind_the_guard("SELECT payload FROM outbox_message"))


def test_withdrawing_ends_the_link_and_takes_the_person_from_the_list(house: House):
    tim = house.invites("Tim Wolff", Role.BUYER)
    withdraw_invitation(house.boss.actor, tim.person_id)
    with pytest.raises(NotFound):
        accept_invitation(somewhere(), link_token(tim.email), PASSWORD)
    with pytest.raises(NotFound):
        read_person(house.boss.actor, tim.person_id)
    again = house.invites("Tim Wolff", Role.BUYER)
    assert joins(again).signed_in.actor.person_id == again.person_id != tim.person_id


def test_who_has_joined_cannot_be_withdrawn_or_invited_again(house: House):
    jan = house.hires("Jan Keller", Role.BUYER)
    for action in (withdraw_invitation, resend_invitation):
        with pytest.raises(Conflict):
            action(house.boss.actor, jan.person_id)


# Who may invite whom


def test_a_manager_invites_buyers_but_nobody_above(house: House):
    anna = house.hires("Anna Berg", Role.MANAGER)
    jan = house.invites("Jan Keller", Role.BUYER, by=anna)
    assert joins(jan).signed_in.roles == ("buyer",)
    for role in (Role.ADMINISTRATOR, Role.ACCOUNTING):
        with pytest.raises(Forbidden) as refused:
            house.invites("Ute Meyer", role, by=anna)
        assert "rights that you do not hold yourself" in refused.value.message


def test_a_manager_grants_no_higher_limit_than_their_own(house: House):
    anna = house.hires("Anna Berg", Role.MANAGER, limit_per_order=Decimal(5000), limit_per_month=Decimal(20000))
    for facts in (
        facts_for("Jan Keller", Role.BUYER, limit_per_order=Decimal("5000.01"), limit_per_month=Decimal(20000)),
        facts_for("Jan Keller", Role.BUYER, limit_per_order=Decimal(5000)),
    ):
        with pytest.raises(Invalid):
            invite_person(anna.actor, f"jan@{new_id()}.example", facts)
    facts = facts_for("Jan Keller", Role.BUYER, limit_per_order=Decimal(5000), limit_per_month=Decimal(20000))
    assert invite_person(anna.actor, f"jan@{new_id()}.example", facts)


def test_a_manager_of_one_cost_centre_invites_for_that_one_only(house: House):
    maintenance, tools = (add_cost_centre(house.boss.actor, CostCentreFacts(number, number)) for number in ("4711", "4712"))
    anna = house.hires("Anna Berg", Role.MANAGER, at=maintenance)
    assert house.invites("Jan Keller", Role.BUYER, by=anna, at=maintenance).person_id
    for elsewhere in (tools, None):
        with pytest.raises(Forbidden):
            house.invites("Mia Roth", Role.BUYER, by=anna, at=elsewhere)


@pytest.mark.parametrize("role", [Role.BUYER, Role.ACCOUNTING, Role.READ_ONLY, Role.ANALYST])
def test_other_roles_invite_nobody(house: House, role: Role):
    who = house.hires("Jan Keller", role)
    with pytest.raises(Forbidden):
        house.invites("Tim Wolff", Role.READ_ONLY, by=who)


@pytest.mark.asvs("7.5.3")
def test_inviting_needs_a_fresh_second_step(house: House, advance):
    advance(timedelta(minutes=5, seconds=1))
    with pytest.raises(StepUpNeeded):
        invite_person(house.boss.signed_in.actor, "tim@x.example", facts_for("Tim Wolff", Role.BUYER))


def test_a_cost_centre_of_another_company_is_unknown(house: House, neighbours: House):
    theirs = add_cost_centre(neighbours.boss.actor, CostCentreFacts("4711", "Theirs"))
    for cost_centre_id in (theirs, new_id()):
        with pytest.raises(NotFound) as refused:
            house.invites("Tim Wolff", Role.BUYER, at=cost_centre_id)
        assert refused.value.message == NotFound.sentence


def test_strangers_reach_no_invitation_of_the_company(house: House, neighbours: House):
    tim = house.invites("Tim Wolff", Role.BUYER)
    for action in (resend_invitation, withdraw_invitation):
        for person_id in (tim.person_id, new_id()):
            with pytest.raises(NotFound) as refused:
                action(neighbours.boss.actor, person_id)
            assert refused.value.message == NotFound.sentence


# Wrong input


@pytest.mark.parametrize("email", ["", "tim", "tim@", "tim@x", "a\r\nBcc: b@c.example@d.example", "Tim <t@x.example>"])
def test_a_wrong_address_is_said_so_at_its_field(house: House, email: str):
    with pytest.raises(Invalid) as refused:
        invite_person(house.boss.actor, email, facts_for("Tim Wolff", Role.BUYER))
    assert refused.value.fields == {"email": "Please enter a complete e-mail address, such as a.berg@company.example."}


def test_all_problems_of_a_form_are_told_at_once(house: House):
    with pytest.raises(Invalid) as refused:
        invite_person(house.boss.actor, "", facts_for("", limit_per_order=Decimal(-1)))
    assert set(refused.value.fields) == {"email", "first_name", "last_name", "limit_per_order", "roles"}


def test_names_with_line_breaks_reach_the_mail_in_one_line(house: House):
    email = f"tim@{new_id()}.example"
    invite_person(house.boss.actor, email, facts_for("Tim\r\nBcc: x@y.example Wolff\u2028Evil", Role.BUYER))
    (mail,) = mails_to(email)
    assert "\n" not in mail.subject and "Tim Bcc: x@y.example Wolff Evil" in mail.text


def test_the_same_person_twice_is_told_why_not(house: House):
    jan, tim = house.hires("Jan Keller", Role.BUYER), house.invites("Tim Wolff", Role.BUYER)
    off = house.hires("Greta Nissen", Role.BUYER)
    deactivate_person(house.boss.actor, off.person_id)
    said = []
    for who in (jan, tim, off):
        with pytest.raises(Invalid) as refused:
            invite_person(house.boss.actor, who.email.upper(), facts_for("Jan Keller", Role.BUYER))
        said.append(refused.value.fields["email"])
    assert said[0] == said[1] == "This person is in your company's list already."
    assert "switch them on again" in said[2]


def test_a_double_click_invites_once(house: House):
    email, facts = f"tim@{new_id()}.example", facts_for("Tim Wolff", Role.BUYER)
    boss = house.boss.actor
    first = invite_person(boss, email, facts, repeat_key="form-1")
    assert invite_person(boss, email, facts, repeat_key="form-1") == first
    assert len(mails_to(email)) == 1


def test_two_worrying_roles_need_a_reason_that_is_recorded(house: House):
    facts = facts_for("Anna Berg", Role.BUYER, Role.MANAGER)
    email = f"anna@{new_id()}.example"
    with pytest.raises(Invalid) as refused:
        invite_person(house.boss.actor, email, facts, reason="  ")
    assert list(refused.value.fields) == ["reason"]
    person_id = invite_person(house.boss.actor, email, facts, reason="We are three people.")
    assert behind_the_guard("SELECT reason FROM audit_entry WHERE object_id = :id AND action = 'person.invited'", id=person_id) == [("We are three people.",)]


# Somebody who works for two companies


def test_a_known_person_joins_a_second_company_with_their_password(house: House, neighbours: House):
    jan = house.hires("Jan Keller", Role.BUYER)
    invite_person(neighbours.boss.actor, jan.email, facts_for("J. Keller", Role.READ_ONLY))
    token = link_token(jan.email)
    assert read_invitation(somewhere(), token).has_password
    with pytest.raises(NotSignedIn):
        accept_invitation(somewhere(), token, "another new password")
    opened = accept_invitation(somewhere(), token, PASSWORD)
    found = find_signed_in(somewhere(), opened.token)
    assert (found.actor.company_id, found.actor.name, found.roles) == (neighbours.company_id, "J. Keller", ("read-only",))


def test_a_second_invitation_does_not_lift_the_second_step(house: House, neighbours: House):
    anna = house.hires("Anna Berg", Role.MANAGER)
    invite_person(neighbours.boss.actor, anna.email, facts_for("Anna Berg", Role.READ_ONLY))
    opened = accept_invitation(somewhere(), link_token(anna.email), PASSWORD)
    assert opened.step is NextStep.CODE and find_signed_in(somewhere(), opened.token) is None


def test_an_invitation_of_one_company_does_not_end_that_of_another(house: House, neighbours: House):
    tim = house.invites("Tim Wolff", Role.BUYER)
    first = link_token(tim.email)
    invite_person(neighbours.boss.actor, tim.email, facts_for("Tim Wolff", Role.BUYER))
    assert {read_invitation(somewhere(), token).company_name for token in (first, link_token(tim.email))} == {
        "Hansen Maschinenbau GmbH", "Nordwerk Anlagenbau KG",
    }  # fmt: skip


def test_people_of_one_company_do_not_show_in_the_other(house: House, neighbours: House):
    house.hires("Jan Keller", Role.BUYER)
    assert {line.name for line in list_people(neighbours.boss.actor).page.rows} == {"Carla Voss"}


def test_holdings_and_who_granted_them_are_kept(house: House):
    tim = house.invites("Tim Wolff", Role.BUYER)
    rows = behind_the_guard("SELECT role, cost_centre_id, granted_by FROM role_assignment WHERE person_id = :id", id=tim.person_id)
    assert rows == [("buyer", None, house.boss.signed_in.actor.account_id)]
    assert read_person(house.boss.actor, tim.person_id).facts.holdings == frozenset({Holding(Role.BUYER)})


def test_an_invited_person_cannot_sign_in_before_accepting(house: House):
    tim: Somebody = house.invites("Tim Wolff", Role.BUYER)
    with pytest.raises(NotSignedIn):
        sign_in(somewhere(), tim.email, PASSWORD)


def test_two_companies_that_invite_the_same_new_address_at_once_both_succeed(house: House, neighbours: House):
    email, answers, lock, start = f"tim@{new_id()}.example", [], threading.Lock(), threading.Barrier(2)

    def invite(boss) -> None:
        start.wait()
        person_id = invite_person(boss, email, facts_for("Tim Wolff", Role.BUYER))
        with lock:
            answers.append(person_id)

    threads = [threading.Thread(target=invite, args=(one.boss.actor,)) for one in (house, neighbours)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(answers)) == 2
    assert behind_the_guard("SELECT count(*) FROM account WHERE email = :email", email=email) == [(1,)]
