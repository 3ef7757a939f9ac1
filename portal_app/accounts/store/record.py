"""Reads the record of a company. Writing it is the gate's."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_
from sqlmodel import col, select

from portal_app.accounts.tables import CostCentre, DeliveryAddress, Person
from portal_app.kernel.audit import AuditEntry
from portal_app.kernel.gate import Context
from portal_app.kernel.ids import Id
from portal_app.kernel.paging import Page, read_page


@dataclass(frozen=True)
class Wanted:
    """Which entries: by or about a person, of these kinds or of all but these, from an instant on, before an instant."""

    person_id: Id = ""
    kinds: tuple[str, ...] = ()
    but_kinds: tuple[str, ...] = ()
    since: datetime | None = None
    before: datetime | None = None


def list_entries(ctx: Context, wanted: Wanted, *, number: int, size: int) -> Page[AuditEntry]:
    """The newest first."""
    query = select(AuditEntry).order_by(col(AuditEntry.at).desc(), col(AuditEntry.id).desc())
    if wanted.person_id:
        query = query.where(or_(AuditEntry.person_id == wanted.person_id, AuditEntry.object_id == wanted.person_id))
    if wanted.kinds:
        query = query.where(col(AuditEntry.object_kind).in_(wanted.kinds))
    if wanted.but_kinds:
        query = query.where(col(AuditEntry.object_kind).not_in(wanted.but_kinds))
    if wanted.since:
        query = query.where(col(AuditEntry.at) >= wanted.since)
    if wanted.before:
        query = query.where(col(AuditEntry.at) < wanted.before)
    return read_page(ctx.db, query, number=number, size=size)


def latest_id(ctx: Context) -> Id:
    """Of the newest entry; "" before the first."""
    newest = select(AuditEntry.id).order_by(col(AuditEntry.at).desc(), col(AuditEntry.id).desc()).limit(1)
    return ctx.db.exec(newest).first() or ""


def names_of(ctx: Context, ids: set[Id]) -> dict[Id, str]:
    """What those of our things are called that still exist."""
    people = ctx.db.exec(select(Person).where(col(Person.id).in_(ids))).all()
    centres = ctx.db.exec(select(CostCentre).where(col(CostCentre.id).in_(ids))).all()
    addresses = ctx.db.exec(select(DeliveryAddress).where(col(DeliveryAddress.id).in_(ids))).all()
    names = {row.id: f"{row.first_name} {row.last_name}" for row in people}
    return names | {row.id: f"{row.number} {row.name}" for row in centres} | {row.id: row.label for row in addresses}
