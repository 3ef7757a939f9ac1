"""The supplier's own people, for the administrators of the portal: list, invite, change, lock, and whose customers they look after."""

from dataclasses import dataclass
from datetime import datetime

from portal_app.accounts import mails
from portal_app.accounts.actions.set_up import clear_second_step
from portal_app.accounts.actions.staff_side import put_staff_account
from portal_app.accounts.rules.addresses import parse_email
from portal_app.accounts.rules.links import SETUP_LASTS, Purpose
from portal_app.accounts.rules.people import check_email, one_line, reason_line
from portal_app.accounts.rules.roles import StaffRole
from portal_app.accounts.rules.sessions import Ending
from portal_app.accounts.store import accounts, links, sessions, staff
from portal_app.accounts.tables import Account
from portal_app.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from portal_app.kernel.gate import Context, staff_command, staff_query
from portal_app.kernel.i18n import message
from portal_app.kernel.ids import Id, is_id
from portal_app.kernel.permissions import Permission

LAST_ADMINISTRATOR = message("This is the last administrator of the portal. Please make somebody else one first.")


@dataclass(frozen=True)
class StaffLine:
    """One of the supplier's people. `customers` counts the companies they look after."""

    account_id: Id
    name: str
    email: str
    role: StaffRole
    has_joined: bool
    has_second_step: bool
    locked_at: datetime | None
    customers: int


@staff_query(Permission.STAFF_OPERATE)
def list_staff(ctx: Context) -> tuple[StaffLine, ...]:
    """By name, locked ones last."""
    customers = staff.customers_by_account(ctx)
    return tuple(
        StaffLine(
            row.id, row.name, row.email, StaffRole(row.staff_role), row.password_hash is not None, row.totp_confirmed_at is not None,
            row.locked_at, customers.get(row.id, 0),
        )
        for row in staff.list_staff(ctx)
    )  # fmt: skip


@staff_command(Permission.STAFF_OPERATE, step_up=True)
def invite_staff(ctx: Context, email: str, name: str, role: StaffRole) -> Id:
    """Give a colleague access; the mail's link works for 60 minutes. Inviting again sends a new link while they have not joined."""
    problems = check_email(email) | ({} if one_line(name) else {"name": message("Please enter the name.")})
    if problems:
        raise Invalid(fields=problems)
    account = put_staff_account(ctx, parse_email(email), one_line(name)[:120], role)
    ctx.record("staff.invited", "account", account.id, after={"role": role})
    mails.send_setup(ctx, account, links.put_link(ctx, Purpose.SETUP, account.id, SETUP_LASTS))
    return account.id


@staff_command(Permission.STAFF_OPERATE, step_up=True)
def change_staff_role(ctx: Context, account_id: Id, role: StaffRole) -> None:
    """Their sessions end, so that nothing goes on with the old rights."""
    account = _colleague(ctx, account_id)
    if account.staff_role == role:
        return
    _keep_an_administrator(ctx, account)
    before, account.staff_role = account.staff_role, role
    sessions.end_sessions(ctx, Ending.ROLES, account_id=account.id)
    ctx.record("staff.changed", "account", account.id, before={"role": before}, after={"role": role})


@staff_command(Permission.STAFF_OPERATE)
def lock_account(ctx: Context, email: str, *, reason: str) -> None:
    """Shut an account out at once, of a colleague or of a customer: sessions end, no sign-in, no reset. For stolen access."""
    account = _by_address(ctx, email)
    if not reason.strip():
        raise Invalid(fields={"reason": message("Please say why.")})
    if account.id == ctx.actor.account_id:
        raise Forbidden("You cannot lock yourself out.")
    if account.locked_at:
        return
    _keep_an_administrator(ctx, account)
    account.locked_at = ctx.now
    ended = sessions.end_sessions(ctx, Ending.LOCKED, account_id=account.id)
    links.end_links(ctx, Purpose.RESET, account.id)
    ctx.record("account.locked", "account", account.id, after={"sessions": ended}, reason=reason_line(reason))


@staff_command(Permission.STAFF_OPERATE, step_up=True)
def unlock_account(ctx: Context, email: str, *, reason: str) -> None:
    """Let a locked account in again, with its old password and second step."""
    account = _by_address(ctx, email)
    if not reason.strip():
        raise Invalid(fields={"reason": message("Please say why.")})
    if account.locked_at:
        account.locked_at = None
        ctx.record("account.unlocked", "account", account.id, reason=reason_line(reason))


@staff_command(Permission.STAFF_OPERATE, step_up=True)
def reset_account_second_step(ctx: Context, email: str, *, reason: str) -> None:
    """For a lost phone and lost recovery codes, after the supplier's service made sure who is asking."""
    account = _by_address(ctx, email)
    if not reason.strip():
        raise Invalid(fields={"reason": message("Please say why.")})
    if account.id == ctx.actor.account_id:
        raise Forbidden("You cannot reset your own second step here. Please use your account page.")
    clear_second_step(ctx, account)
    sessions.end_sessions(ctx, Ending.SECOND_STEP, account_id=account.id)
    ctx.record("second-step.reset", "account", account.id, reason=reason_line(reason))


@staff_command(Permission.STAFF_COMPANIES_EDIT)
def give_customer(ctx: Context, account_id: Id, company_id: Id) -> None:
    """This colleague looks after the company from now on and may act for it."""
    account, company = _colleague(ctx, account_id), accounts.company_or_missing(ctx, company_id)
    if staff.put_customer(ctx, account.id, company.id):
        ctx.record("customer.given", "account", account.id, after={"company": company.id})


@staff_command(Permission.STAFF_COMPANIES_EDIT)
def take_customer(ctx: Context, account_id: Id, company_id: Id) -> None:
    """This colleague no longer looks after the company. If they act for it right now, that ends with their next click."""
    account = _colleague(ctx, account_id)
    if is_id(company_id) and staff.remove_customer(ctx, account.id, company_id):
        ctx.record("customer.taken", "account", account.id, before={"company": company_id})


def _colleague(ctx: Context, account_id: Id) -> Account:
    account = accounts.hold_account(ctx, account_id)
    if account.staff_role is None:
        raise NotFound
    return account


def _by_address(ctx: Context, email: str) -> Account:
    account = accounts.find_account(ctx, parse_email(email) or "")
    if account is None:
        raise NotFound
    return accounts.hold_account(ctx, account.id)


def _keep_an_administrator(ctx: Context, account: Account) -> None:
    if staff.hold_administrators(ctx) == {account.id}:
        raise Conflict(LAST_ADMINISTRATOR)
