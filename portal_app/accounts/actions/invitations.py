"""Inviting people by mail, and what the invited do with the link. Nobody but the invited ever knows their password."""

from dataclasses import dataclass

from portal_app.accounts import mails
from portal_app.accounts.actions.grants import check_grants
from portal_app.accounts.actions.opening import Opened, Place, open_session
from portal_app.accounts.actions.password_check import new_password_hash
from portal_app.accounts.actions.passwords import check_new_password
from portal_app.accounts.actions.sessions import full_name
from portal_app.accounts.actions.sign_in import prove_password
from portal_app.accounts.rules.addresses import parse_email
from portal_app.accounts.rules.duties import SAY_WHY, conflicts_in
from portal_app.accounts.rules.links import INVITATION_LASTS, INVITATION_OPENS, Purpose
from portal_app.accounts.rules.people import PersonFacts, check_email, check_person, known_language, reason_line, tidy
from portal_app.accounts.store import accounts, links, people
from portal_app.accounts.tables import Account, MailLink, Membership, Person
from portal_app.kernel.actor import Actor, ActorKind
from portal_app.kernel.config import settings
from portal_app.kernel.errors import Conflict, Invalid, NotFound
from portal_app.kernel.gate import Context, command, public_command, public_query
from portal_app.kernel.i18n import message
from portal_app.kernel.ids import Id
from portal_app.kernel.limits import Limit
from portal_app.kernel.permissions import Permission

LINK_OVER = message("This link was used already or has expired. Please ask for a new one.")
LINK_OLD = message("This link is older than an hour. We have just sent a fresh one to the same address.")
_FLOOD = Limit(60, 60)


@dataclass(frozen=True)
class Invitation:
    """What an invited person sees before they accept."""

    name: str
    email: str
    company_name: str
    has_password: bool  # they are known from another company: they confirm with their password instead of choosing one
    opens: bool  # False: older than an hour, only a fresh link by mail can be had


@command(Permission.PEOPLE_INVITE, step_up=True)
def invite_person(ctx: Context, email: str, facts: PersonFacts, *, locale: str = "", reason: str = "") -> Id:
    """Invite somebody into the company with these roles and limits. Returns the person's id. An address known elsewhere is invited just the same.

    Roles that are a worry together need a reason.
    """
    if conflicts_in(facts.holdings) and not reason.strip():
        raise Invalid(fields={"reason": SAY_WHY})
    return invite(ctx, email, facts, locale=locale, reason=reason)


def invite(ctx: Context, email: str, facts: PersonFacts, *, locale: str = "", reason: str = "") -> Id:
    """The steps of an invitation, for this use case and for a company's first administrator."""
    facts = tidy(facts)
    problems = check_email(email) | check_person(facts)
    if problems:
        raise Invalid(fields=problems)
    check_grants(ctx, facts.holdings, limit=facts.limit_per_order, month=facts.limit_per_month)
    company = people.hold_company(ctx)
    account = _account_for(ctx, parse_email(email), facts, known_language(locale, company.locale))
    _refuse_second_membership(ctx, account)
    person = _put_person(ctx, account, facts)
    roles = sorted(one.role for one in facts.holdings)
    ctx.record("person.invited", "person", person.id, after={"name": full_name(person), "roles": roles}, reason=reason_line(reason))
    _send(ctx, account, person, company.name)
    return person.id


@command(Permission.PEOPLE_INVITE)
def resend_invitation(ctx: Context, person_id: Id) -> None:
    """Send a new link; the older one ends."""
    person = _invited_or_missing(ctx, person_id)
    account = accounts.account_or_missing(ctx, person.account_id)
    ctx.record("invitation.resent", "person", person.id)
    _send(ctx, account, person, people.company_of(ctx).name)


@command(Permission.PEOPLE_INVITE)
def withdraw_invitation(ctx: Context, person_id: Id) -> None:
    """Take an invitation back before it is accepted: the link ends and the person is gone from the list."""
    person = _invited_or_missing(ctx, person_id)
    links.end_links(ctx, Purpose.INVITATION, person.account_id, company_id=ctx.company_id)
    people.put_holdings(ctx, person.id, frozenset())
    ctx.record("invitation.withdrawn", "person", person.id, before={"name": full_name(person)})
    ctx.db.flush()
    ctx.db.delete(person)


@public_query(Limit(120, 60))
def read_invitation(ctx: Context, token: str) -> Invitation:
    """Whom a link invites, and where to. Raises NotFound when it cannot be used any more."""
    link, account = _link_or_missing(ctx, token)
    company = accounts.company_or_missing(ctx, link.company_id)
    ctx.enter_company(company.id)
    person = people.person_or_missing(ctx, link.person_id)
    return Invitation(full_name(person), account.email, company.name, account.password_hash is not None, ctx.now - link.created_at <= INVITATION_OPENS)


@public_command(_FLOOD)
def ask_fresh_invitation(ctx: Context, token: str) -> None:
    """Send a fresh link to the invited mailbox, for a link that is older than an hour."""
    link, account = _link_or_missing(ctx, token)
    company = accounts.company_or_missing(ctx, link.company_id)
    ctx.enter_company(company.id)
    person = people.person_or_missing(ctx, link.person_id)
    ctx.record("invitation.resent", "person", person.id, reason="asked for with the older link")
    _send(ctx, account, person, company.name)


def accept_invitation(visitor: Actor, token: str, password: str, *, device_token: str = "", user_agent: str = "") -> Opened:
    """Join the company: with a new password, or with the known one. Of two at the same time one joins, the other is told that the link was used."""
    invitation = read_invitation(visitor, token)
    if not invitation.opens:
        raise Conflict(LINK_OLD)
    if invitation.has_password:
        checked = prove_password(visitor, invitation.email, password, device_token=device_token)
        return join_company(visitor, token, checked.password_hash, known=True, device_token=device_token, user_agent=user_agent)
    check_new_password(password, (invitation.name, invitation.company_name, invitation.email))
    return join_company(visitor, token, new_password_hash(password), known=False, device_token=device_token, user_agent=user_agent)


@public_command(_FLOOD)
def join_company(ctx: Context, token: str, password_hash: str, *, known: bool, device_token: str, user_agent: str) -> Opened:
    """Use the link up and open a session. `known`: the hash was checked against what the account has, otherwise it is its first."""
    link = links.use_link(ctx, Purpose.INVITATION, token)
    if link is None or ctx.now - link.created_at > INVITATION_OPENS:
        raise NotFound(LINK_OVER)
    account = accounts.hold_account(ctx, link.account_id)
    company = accounts.company_or_missing(ctx, link.company_id)
    if account.password_hash != (password_hash if known else None) or account.locked_at:
        raise NotFound(LINK_OVER)
    if not known:
        account.password_hash, account.password_changed_at = password_hash, ctx.now
    membership = Membership(account_id=account.id, company_id=company.id, person_id=link.person_id, last_used_at=ctx.now)
    ctx.db.add(membership)
    opened = open_session(ctx, account, Place(membership, company), device_token=device_token, user_agent=user_agent)
    person = people.person_or_missing(ctx, link.person_id)
    person.joined_at = ctx.now
    ctx.record("person.joined", "person", person.id)
    return opened


def _account_for(ctx: Context, email: str, facts: PersonFacts, locale: str) -> Account:
    new = Account(email=email, name=f"{facts.first_name} {facts.last_name}"[:120], locale=locale, created_at=ctx.now)
    return accounts.find_account(ctx, email) or accounts.put_account(ctx, new)


def _refuse_second_membership(ctx: Context, account: Account) -> None:
    known = people.find_member(ctx, account.id)
    if known and known.deactivated_at:
        raise Invalid(fields={"email": message("This person is switched off in your company. Please switch them on again in the list.")})
    if known:
        raise Invalid(fields={"email": message("This person is in your company's list already.")})
    if account.staff_role or account.locked_at:
        raise Invalid(fields={"email": message("This address cannot be invited. Please ask the supplier.")})


def _put_person(ctx: Context, account: Account, facts: PersonFacts) -> Person:
    person = Person(
        account_id=account.id, first_name=facts.first_name, last_name=facts.last_name, salutation=facts.salutation, unit=facts.unit,
        limit_per_order=facts.limit_per_order, limit_per_month=facts.limit_per_month, invited_at=ctx.now,
    )  # fmt: skip
    ctx.db.add(person)
    ctx.db.flush()
    people.put_holdings(ctx, person.id, facts.holdings)
    return person


def _send(ctx: Context, account: Account, person: Person, company_name: str) -> None:
    token = links.put_link(ctx, Purpose.INVITATION, account.id, INVITATION_LASTS, company_id=ctx.company_id, person_id=person.id)
    inviter = ctx.actor.name if ctx.actor.kind is ActorKind.PERSON else settings().supplier_name
    mails.send_invitation(ctx, account, token, name=full_name(person), inviter=inviter, company=company_name)


def _invited_or_missing(ctx: Context, person_id: Id) -> Person:
    person = people.person_or_missing(ctx, person_id)
    if person.joined_at or person.deactivated_at:
        raise Conflict("This person has accepted the invitation already.")
    return person


def _link_or_missing(ctx: Context, token: str) -> tuple[MailLink, Account]:
    link = links.find_link(ctx, Purpose.INVITATION, token)
    if link is None:
        raise NotFound(LINK_OVER)
    return link, accounts.account_or_missing(ctx, link.account_id)
