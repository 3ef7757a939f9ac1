"""Deletes rows of accounts whose time is over, and answers kept for repetitions."""

from datetime import timedelta

from sqlalchemy import ColumnElement, delete, func, or_
from sqlmodel import SQLModel, col, select

from portal_app.accounts.rules.links import KEPT
from portal_app.accounts.rules.networks import shortened
from portal_app.accounts.rules.waiting import FORGOTTEN
from portal_app.accounts.tables import KnownDevice, MailLink, SignInSession, SignInTries
from portal_app.kernel.gate import Context
from portal_app.kernel.repeats import RepeatedCall

SESSIONS_KEPT = timedelta(days=90)
REPEATS_KEPT = timedelta(days=30)
ADDRESS_KEPT = timedelta(days=7)


def forget_links(ctx: Context) -> int:
    old = ctx.now - KEPT
    return _delete(ctx, MailLink, or_(col(MailLink.used_at) < old, col(MailLink.ended_at) < old, col(MailLink.expires_at) < old))


def forget_sessions(ctx: Context) -> int:
    old = ctx.now - SESSIONS_KEPT
    return _delete(ctx, SignInSession, or_(col(SignInSession.ended_at) < old, col(SignInSession.expires_at) < old))


def forget_devices(ctx: Context) -> int:
    old = ctx.now - KEPT
    return _delete(ctx, KnownDevice, col(KnownDevice.expires_at) < old)


def forget_tries(ctx: Context) -> int:
    return _delete(ctx, SignInTries, col(SignInTries.last_at) < ctx.now - FORGOTTEN)


def forget_repeats(ctx: Context) -> int:
    return _delete(ctx, RepeatedCall, col(RepeatedCall.at) < ctx.now - REPEATS_KEPT)


def shorten_addresses(ctx: Context) -> int:
    """Of sessions that began a week ago."""
    old = select(SignInSession).where(SignInSession.started_at < ctx.now - ADDRESS_KEPT, SignInSession.address != "")
    rows = list(ctx.db.exec(old.where(~col(SignInSession.address).like("%/%"))).all())
    for row in rows:
        row.address = shortened(row.address)
    return len(rows)


def _delete(ctx: Context, table: type[SQLModel], old: ColumnElement[bool]) -> int:
    """Asks first, since a call that deletes nothing has nothing to record."""
    if not ctx.db.scalar(select(func.count()).select_from(table).where(old)):
        return 0
    return ctx.db.exec(delete(table).where(old)).rowcount
