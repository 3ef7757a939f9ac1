"""Rows that count wrong passwords. A try is counted before the password is checked, so parallel tries cannot slip through."""

import hashlib
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select

from portal_app.accounts.rules.waiting import FORGOTTEN, wait_after
from portal_app.accounts.tables import SignInTries
from portal_app.kernel.gate import Context
from portal_app.kernel.limits import Limit, count_try


@dataclass(frozen=True)
class Try:
    """Whether a password may be checked now, and if not how long to wait. `key` names the counter."""

    key: str
    allowed: bool
    wait: timedelta = timedelta(0)


def key_for(kind: str, name: str) -> str:
    return hashlib.sha256(f"{kind}:{name}".encode()).hexdigest()


def take_try(ctx: Context, key: str) -> Try:
    """Count a try as wrong until `forget_tries` says otherwise. Not allowed: nothing is counted, so strangers cannot stretch the wait by pushing."""
    row = _hold_row(ctx, key)
    if row.free_at > ctx.now:
        return Try(key, allowed=False, wait=row.free_at - ctx.now)
    row.failures = 1 if ctx.now - row.last_at > FORGOTTEN else row.failures + 1
    row.last_at, row.free_at = ctx.now, ctx.now + wait_after(row.failures)
    ctx.db.add(row)
    return Try(key, allowed=True)


def _hold_row(ctx: Context, key: str) -> SignInTries:
    """The counter, locked for this transaction. Two first tries at once meet at the primary key; the later one finds the earlier one's row."""
    query = select(SignInTries).where(SignInTries.key == key).with_for_update()
    row = ctx.db.exec(query).first()
    if row is not None:
        return row
    try:
        with ctx.db.begin_nested():
            ctx.db.add(SignInTries(key=key, failures=0, last_at=ctx.now, free_at=ctx.now))
    except IntegrityError:
        pass
    return ctx.db.exec(query).one()


def forget_tries(ctx: Context, key: str) -> None:
    """The password was right: the next mistake is the first again."""
    ctx.db.exec(delete(SignInTries).where(col(SignInTries.key) == key))


def count_in_window(ctx: Context, key: str, limit: Limit) -> bool:
    """Count one try against a limit that strangers share (per network address, over all). False: too many."""
    return count_try(ctx.db, key, limit) <= limit.times
