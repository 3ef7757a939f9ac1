"""Keeps mails in the database instead of sending them, for the demo's mailbox page and for tests. Never in production."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlmodel import Field, SQLModel, col, select

from portal_app.integrations.mail.port import Mail
from portal_app.kernel.actor import system
from portal_app.kernel.columns import Instant
from portal_app.kernel.config import settings
from portal_app.kernel.errors import NotFound
from portal_app.kernel.gate import Context, public_query, staff_command
from portal_app.kernel.ids import Id, is_id
from portal_app.kernel.paging import Page, read_page
from portal_app.kernel.permissions import Permission

KEPT = timedelta(days=30)


class KeptMail(SQLModel, table=True):
    """One mail that would have been sent. Its id is the outbox message's, so a second delivery changes nothing."""

    __tablename__ = "kept_mail"
    __audited__ = False

    id: Id = Field(primary_key=True, max_length=26)
    recipient: str = Field(max_length=254, index=True)
    subject: str = Field(max_length=200)
    text: str = Field(max_length=20_000)
    at: datetime = Field(sa_type=Instant, index=True)


@dataclass(frozen=True)
class KeptLetter:
    """A mail as the mailbox page shows it."""

    id: Id
    to: str
    subject: str
    text: str
    at: datetime


class Mailbox:
    """The carrier of the demo."""

    def carry(self, mail: Mail, message_id: str) -> None:
        keep_mail(system(frozenset({Permission.STAFF_OPERATE}), name="mailbox"), message_id, mail)


@staff_command(Permission.STAFF_OPERATE)
def keep_mail(ctx: Context, message_id: Id, mail: Mail) -> None:
    """Keep a mail once, however often it is delivered."""
    _only_in_demo()
    if ctx.db.get(KeptMail, message_id) is None:
        ctx.db.add(KeptMail(id=message_id, recipient=mail.to, subject=mail.subject, text=mail.text, at=ctx.now))


@public_query()
def list_kept_mails(ctx: Context, *, to: str = "", number: int = 1, size: int = 20) -> Page[KeptLetter]:
    """The newest mails first, of one reader or of all. In production there is no mailbox, so there is no such page."""
    _only_in_demo()
    query = select(KeptMail).order_by(col(KeptMail.at).desc(), col(KeptMail.id).desc())
    page = read_page(ctx.db, query.where(KeptMail.recipient == to) if to else query, number=number, size=size)
    return Page(tuple(_letter(row) for row in page.rows), page.total, page.number, page.size)


@public_query()
def read_kept_mail(ctx: Context, mail_id: Id) -> KeptLetter:
    _only_in_demo()
    row = ctx.db.get(KeptMail, mail_id) if is_id(mail_id) else None
    if row is None:
        raise NotFound
    return _letter(row)


@staff_command(Permission.STAFF_OPERATE)
def forget_kept_mails(ctx: Context) -> int:
    """Remove mails kept for more than 30 days. Returns how many."""
    return ctx.db.exec(delete(KeptMail).where(col(KeptMail.at) < ctx.now - KEPT)).rowcount


def has_mailbox() -> bool:
    """Whether mails are kept here instead of being sent. Never in production."""
    return settings().is_demo and settings().mail_url.get_secret_value().startswith("mailbox:")


def _only_in_demo() -> None:
    if not has_mailbox():
        raise NotFound


def _letter(row: KeptMail) -> KeptLetter:
    return KeptLetter(row.id, row.recipient, row.subject, row.text, row.at)
