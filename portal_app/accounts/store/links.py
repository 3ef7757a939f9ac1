"""Rows of links in mails: hashed, single use, expiring. A newer link for the same purpose ends the older."""

from datetime import timedelta

from sqlalchemy import update
from sqlmodel import col, select

from portal_app.accounts.rules.links import Purpose
from portal_app.accounts.tables import MailLink
from portal_app.kernel.gate import Context
from portal_app.kernel.ids import Id
from portal_app.kernel.secrets import new_token, token_hash


def put_link(ctx: Context, purpose: Purpose, account_id: Id, lasts: timedelta, *, company_id: Id | None = None, person_id: Id | None = None) -> str:
    """Make a link and end the older ones for the same purpose, account and company. Returns the token for the mail."""
    end_links(ctx, purpose, account_id, company_id=company_id)
    token = new_token()
    ctx.db.add(MailLink(
        purpose=purpose, token_hash=token_hash(token), account_id=account_id, company_id=company_id, person_id=person_id,
        created_at=ctx.now, expires_at=ctx.now + lasts,
    ))  # fmt: skip
    return token


def end_links(ctx: Context, purpose: Purpose, account_id: Id, *, company_id: Id | None = None) -> None:
    open_ones = [MailLink.purpose == purpose, MailLink.account_id == account_id, col(MailLink.used_at).is_(None), col(MailLink.ended_at).is_(None)]
    same_company = MailLink.company_id == company_id if company_id else col(MailLink.company_id).is_(None)
    ctx.db.exec(update(MailLink).where(*open_ones, same_company).values(ended_at=ctx.now))


def find_link(ctx: Context, purpose: Purpose, token: str) -> MailLink | None:
    """The link behind a token while it can still be used."""
    return ctx.db.exec(select(MailLink).where(*_usable(ctx, purpose, token))).first()


def use_link(ctx: Context, purpose: Purpose, token: str) -> MailLink | None:
    """Use a link up. One statement decides, so of several at once exactly one gets it."""
    link = find_link(ctx, purpose, token)
    if link is None:
        return None
    used = ctx.db.exec(update(MailLink).where(*_usable(ctx, purpose, token)).values(used_at=ctx.now))
    return link if used.rowcount == 1 else None


def _usable(ctx: Context, purpose: Purpose, token: str) -> tuple:
    return (
        MailLink.token_hash == token_hash(token), MailLink.purpose == purpose,
        col(MailLink.used_at).is_(None), col(MailLink.ended_at).is_(None), MailLink.expires_at >= ctx.now,
    )  # fmt: skip
