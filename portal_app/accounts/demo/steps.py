"""The steps that bring the demo's people in, in the order of time: each with the clock held at its own moment, through the actions.

A step looks first whether it was taken, so a building that was interrupted goes on where it stopped.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from portal_app.accounts.actions.addresses import add_address, list_addresses
from portal_app.accounts.actions.companies import create_company, list_companies
from portal_app.accounts.actions.company import change_company, read_company
from portal_app.accounts.actions.cost_centres import add_cost_centre, list_cost_centres
from portal_app.accounts.actions.invitations import invite_person, resend_invitation
from portal_app.accounts.actions.own_account import put_preference
from portal_app.accounts.actions.people import PersonLine, PersonState, list_people, read_person
from portal_app.accounts.actions.people_changes import change_person, deactivate_person
from portal_app.accounts.actions.staff_people import StaffLine, give_customer, invite_staff, list_staff
from portal_app.accounts.actions.staff_side import prepare_first_staff
from portal_app.accounts.demo import playing
from portal_app.accounts.demo.cast import COMPANIES, STAFF, Colleague, Customer, Member
from portal_app.accounts.rules.people import PersonFacts
from portal_app.accounts.rules.roles import Holding, Role
from portal_app.integrations.mail import TOPIC, deliver_mail
from portal_app.kernel import clock, outbox
from portal_app.kernel.actor import Actor, system
from portal_app.kernel.ids import Id
from portal_app.kernel.permissions import Permission as P

_OPERATOR = system(frozenset({P.STAFF_OPERATE, P.STAFF_COMPANIES_VIEW}), name="demo")
_READS = frozenset({P.PEOPLE_VIEW, P.COST_CENTRE_VIEW, P.ADDRESS_VIEW, P.COMPANY_EDIT})
_BOSS = STAFF[0]


@dataclass(frozen=True)
class Step:
    at: datetime
    take: Callable[[], None]


def build(today: date) -> None:
    """Bring everybody in, as of `today`. Steps that were taken before are left as they are."""
    outbox.deliver(TOPIC, playing.open_mail)
    try:
        for step in sorted(_steps(today), key=lambda step: step.at):
            with clock.frozen(step.at):
                step.take()
                _carry_mail()
    finally:
        outbox.deliver(TOPIC, deliver_mail)


def moment(today: date, days_ago: int, at: str, time_zone: str = "Europe/Berlin") -> datetime:
    """An instant of a day before today, as the clock on the wall shows it there; never later than now."""
    local = datetime.combine(today - timedelta(days=days_ago), time.fromisoformat(at), ZoneInfo(time_zone))
    return min(local.astimezone(UTC), clock.now())


def _carry_mail() -> None:
    while outbox.run_due(50):
        pass


def _steps(today: date) -> Iterator[Step]:
    yield Step(moment(today, _BOSS.joined, "08:30"), _first_administrator)
    for colleague in STAFF[1:]:
        yield Step(moment(today, colleague.joined, "09:10"), partial(_bring_colleague, colleague))
    for customer in COMPANIES:
        zone = customer.facts.time_zone
        yield Step(moment(today, customer.since, "10:00", zone), partial(_create, customer))
        yield Step(moment(today, customer.since, "10:50", zone), partial(_furnish, customer))
        yield Step(moment(today, customer.since, "16:30", zone), partial(_give_to_colleagues, customer))
        for place, member in enumerate(customer.members):
            yield from _steps_of(today, customer, member, place)


def _steps_of(today: date, customer: Customer, member: Member, place: int) -> Iterator[Step]:
    """Invited, joined, limit changed, seen last, switched off: those that happened."""
    on = partial(moment, today, time_zone=customer.facts.time_zone)
    if place:
        yield Step(on(member.invited, f"11:{10 + place * 2:02}"), partial(_invite, customer, member))
    if member.joined is not None:
        yield Step(on(member.joined, f"11:{30 + place * 2}" if place else "10:10"), partial(_join, customer, member))
    if member.first_limit is not None:
        yield Step(on(206, "15:20"), partial(_raise_limit, customer, member))
    if member.joined is not None and member.seen < member.joined:
        yield Step(on(member.seen, f"07:{5 + place * 4:02}"), partial(_visit, customer, member))
    if member.off is not None:
        yield Step(on(member.off, "16:05"), partial(_switch_off, customer, member))


# --- the supplier's own people ---------------------------------------------------------------------------------------


def _first_administrator() -> None:
    if _colleague(_BOSS) is None or not _colleague(_BOSS).has_joined:
        playing.take_link(_BOSS.email, prepare_first_staff(_OPERATOR, _BOSS.email, _BOSS.name))
        playing.set_up_app(_BOSS.email, playing.join_as_staff(_BOSS.email, "Firefox Windows"))


def _bring_colleague(colleague: Colleague) -> None:
    line = _colleague(colleague)
    if line is None or not line.has_joined:
        with playing.acting(_BOSS.email) as boss:
            invite_staff(boss, colleague.email, colleague.name, colleague.role)
        _carry_mail()
        playing.set_up_app(colleague.email, playing.join_as_staff(colleague.email, "Chrome Windows"))
    elif not line.has_second_step:
        playing.set_up_app(colleague.email, playing.enter(colleague.email, "Chrome Windows"))


def _colleague(colleague: Colleague) -> StaffLine | None:
    return next((line for line in list_staff(_OPERATOR) if line.email == colleague.email), None)


# --- companies -------------------------------------------------------------------------------------------------------


def _create(customer: Customer) -> None:
    if _company_id(customer) is None:
        first = customer.members[0]
        with playing.acting(_BOSS.email) as boss:
            create_company(boss, customer.facts, first.email, _facts(first, None))


def _furnish(customer: Customer) -> None:
    """The administrator's first afternoon: cost centres, places, the company's policy."""
    looking = _looking(customer)
    numbers = {line.number for line in list_cost_centres(looking)}
    labels = {line.facts.label for line in list_addresses(looking)}
    with playing.acting(customer.members[0].email, customer.members[0].browser) as admin:
        for facts in customer.cost_centres:
            if facts.number not in numbers:
                add_cost_centre(admin, facts)
        for facts in customer.places:
            if facts.label not in labels:
                add_address(admin, facts)
        chosen = read_company(admin).settings
        if customer.everybody_two_steps and not chosen.everybody_two_steps:
            change_company(admin, replace(chosen, everybody_two_steps=True))


def _give_to_colleagues(customer: Customer) -> None:
    for colleague in STAFF:
        if customer.facts.customer_number in colleague.looks_after:
            with playing.acting(_BOSS.email) as boss:
                give_customer(boss, _colleague(colleague).account_id, _company_id(customer))


def _company_id(customer: Customer) -> Id | None:
    found = list_companies(_OPERATOR, search=customer.facts.customer_number).rows
    return found[0].id if found else None


def _looking(customer: Customer) -> Actor:
    """Looks around in a company, changes nothing."""
    return system(_READS, _company_id(customer), name="demo")


# --- people ----------------------------------------------------------------------------------------------------------


def _invite(customer: Customer, member: Member) -> None:
    if _line(customer, member) is None:
        with _administrator(customer) as admin:
            invite_person(admin, member.email, _facts(member, _centre_id(customer, member)), locale=customer.facts.locale)


def _join(customer: Customer, member: Member) -> None:
    line = _line(customer, member)
    if line.state is PersonState.INVITED:
        _have_a_link(customer, member, line)
        opened = playing.join(member.email, member.browser, known=_belongs_elsewhere(customer, member))
        if member.app and not line.has_second_step:
            playing.set_up_app(member.email, opened)
        else:
            playing.leave(member.email, opened)
    elif member.app and not line.has_second_step:
        playing.set_up_app(member.email, playing.enter(member.email, member.browser))


def _have_a_link(customer: Customer, member: Member, line: PersonLine) -> None:
    if not playing.has_link(member.email):
        with _administrator(customer) as admin:
            resend_invitation(admin, line.id)
        _carry_mail()
    elif playing.asks_fresh_link(member.email):
        _carry_mail()


def _raise_limit(customer: Customer, member: Member) -> None:
    sheet = read_person(_looking(customer), _line(customer, member).id)
    if sheet.facts.limit_per_order == member.amount(member.first_limit):
        with _administrator(customer) as admin:
            change_person(admin, sheet.line.id, replace(sheet.facts, limit_per_order=member.amount(member.limit)), version=sheet.version)


def _visit(customer: Customer, member: Member) -> None:
    if _line(customer, member).state is PersonState.ACTIVE:
        with playing.acting(member.email, member.browser, company_id=_company_id(customer)) as person:
            if member.language:
                put_preference(person, "language", member.language)


def _switch_off(customer: Customer, member: Member) -> None:
    line = _line(customer, member)
    if line.state is PersonState.ACTIVE:
        with _administrator(customer) as admin:
            deactivate_person(admin, line.id, reason="Left the company")


def _administrator(customer: Customer):
    return playing.acting(customer.members[0].email, customer.members[0].browser)


def _facts(member: Member, cost_centre_id: Id | None) -> PersonFacts:
    holdings = frozenset(Holding(role, None if role is Role.ADMINISTRATOR else cost_centre_id) for role in member.roles)
    limit = member.limit if member.first_limit is None else member.first_limit
    return PersonFacts(
        member.first_name, member.last_name, holdings, member.salutation, member.unit, member.amount(limit), member.amount(member.month),
    )  # fmt: skip


def _line(customer: Customer, member: Member) -> PersonLine | None:
    return next((line for line in list_people(_looking(customer), search=member.email).page.rows if line.email == member.email), None)


def _centre_id(customer: Customer, member: Member) -> Id | None:
    return next((line.id for line in list_cost_centres(_looking(customer)) if line.number == member.centre), None)


def _belongs_elsewhere(customer: Customer, member: Member) -> bool:
    """Whether an earlier company brought this person in already."""
    return any(member.email == one.email for other in COMPANIES if other.since > customer.since for one in other.members)
