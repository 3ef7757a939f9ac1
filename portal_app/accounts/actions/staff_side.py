"""The supplier's own people: how they get in, and how they act for a company, visibly, with both names in the record."""

from dataclasses import replace

from portal_app.accounts.actions.invitations import LINK_OVER
from portal_app.accounts.actions.opening import NextStep, Opened, Place, open_session
from portal_app.accounts.actions.password_check import new_password_hash
from portal_app.accounts.actions.passwords import check_new_password
from portal_app.accounts.rules.addresses import parse_email
from portal_app.accounts.rules.links import SETUP_LASTS, Purpose
from portal_app.accounts.rules.people import check_email, one_line
from portal_app.accounts.rules.roles import ONLY_OWN_CUSTOMERS, StaffRole
from portal_app.accounts.store import accounts, links, sessions, staff
from portal_app.accounts.tables import Account, SignInSession
from portal_app.kernel.actor import Actor
from portal_app.kernel.errors import Conflict, Invalid, NotFound, NotSignedIn
from portal_app.kernel.gate import Context, public_command, public_query, staff_command
from portal_app.kernel.i18n import message
from portal_app.kernel.ids import Id
from portal_app.kernel.limits import Limit
from portal_app.kernel.permissions import Permission

_FLOOD = Limit(60, 60)
SET_UP_BEFORE = message("The portal has its first administrator already. Others are invited by them.")


@staff_command(Permission.STAFF_ACT_FOR)
def act_for(ctx: Context, company_id: Id) -> Opened:
    """Stand in a company's place from now on. The session gets a new token; the company sees it in its record."""
    company = accounts.company_or_missing(ctx, company_id)
    role = StaffRole(accounts.account_or_missing(ctx, ctx.actor.account_id).staff_role)
    if role in ONLY_OWN_CUSTOMERS and not staff.looks_after(ctx, ctx.actor.account_id, company_id):
        raise NotFound
    session = _own_session(ctx)
    ctx.enter_company(company.id)
    ctx.actor = replace(ctx.actor, company_id=company.id)
    session.company_id = company.id
    ctx.record("company.acting-begun", "company", company.id)
    return Opened(NextStep.DONE, sessions.put_session(ctx, session))


@staff_command(Permission.STAFF_ACT_FOR)
def stop_acting(ctx: Context) -> Opened:
    """Back to the supplier's own side."""
    session = _own_session(ctx)
    if session.company_id:
        ctx.enter_company(session.company_id)
        ctx.record("company.acting-ended", "company", session.company_id)
    session.company_id = None
    return Opened(NextStep.DONE, sessions.put_session(ctx, session))


def accept_staff_link(visitor: Actor, token: str, password: str, *, user_agent: str = "") -> Opened:
    """Choose the first password of a staff account. The second step is set up next, always."""
    check_new_password(password, read_staff_words(visitor, token))
    return join_staff(visitor, token, new_password_hash(password), user_agent=user_agent)


@public_query(Limit(120, 60))
def read_staff_words(ctx: Context, token: str) -> tuple[str, ...]:
    """Names the password must not be made of. Raises NotFound when the link cannot be used."""
    link = links.find_link(ctx, Purpose.SETUP, token)
    if link is None:
        raise NotFound(LINK_OVER)
    account = accounts.account_or_missing(ctx, link.account_id)
    return (account.name, account.email)


@public_command(_FLOOD)
def join_staff(ctx: Context, token: str, password_hash: str, *, user_agent: str) -> Opened:
    """Use the link up, set the password and open a session that waits for the second step."""
    link = links.use_link(ctx, Purpose.SETUP, token)
    if link is None:
        raise NotFound(LINK_OVER)
    account = accounts.hold_account(ctx, link.account_id)
    if account.password_hash is not None or account.locked_at or not account.staff_role:
        raise NotFound(LINK_OVER)
    account.password_hash, account.password_changed_at = password_hash, ctx.now
    ctx.record("staff.joined", "account", account.id)
    return open_session(ctx, account, Place(None, None), device_token="", user_agent=user_agent)


@staff_command(Permission.STAFF_OPERATE)
def prepare_first_staff(ctx: Context, email: str, name: str) -> str:
    """The one-time code of an empty portal: makes the first administrator's account and returns the token of its link. Refused once one has joined."""
    problems = check_email(email) | ({} if one_line(name) else {"name": message("Please enter the name.")})
    if problems:
        raise Invalid(fields=problems)
    if staff.has_joined_administrator(ctx):
        raise Conflict(SET_UP_BEFORE)
    account = put_staff_account(ctx, parse_email(email), one_line(name)[:120], StaffRole.ADMINISTRATOR)
    ctx.record("staff.prepared", "account", account.id, after={"role": StaffRole.ADMINISTRATOR})
    return links.put_link(ctx, Purpose.SETUP, account.id, SETUP_LASTS)


def put_staff_account(ctx: Context, email: str, name: str, role: StaffRole) -> Account:
    """A new staff account, or the one that was prepared before and not used yet. An address of a customer is refused."""
    new = Account(email=email, name=name, staff_role=role, created_at=ctx.now)
    account = accounts.find_account(ctx, email) or accounts.put_account(ctx, new)
    if account.staff_role is None or account.password_hash is not None:
        raise Invalid(fields={"email": message("This address has an account already. Staff need an address of their own.")})
    account.name, account.staff_role = name, role
    return account


def _own_session(ctx: Context) -> SignInSession:
    session = ctx.db.get(SignInSession, ctx.actor.session_id)
    if session is None or session.ended_at:
        raise NotSignedIn
    return session


