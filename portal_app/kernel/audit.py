"""The record of what happened: one row for each change, append-only (triggers refuse update and delete)."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, Index
from sqlmodel import Field

from portal_app.kernel.columns import Instant
from portal_app.kernel.ids import Id, new_id
from portal_app.kernel.tenancy import Owned


class AuditEntry(Owned, table=True):
    """Who did what to what, when, from where, before and after, and why. `company_id` is None only for acts before or above companies."""

    __tablename__ = "audit_entry"
    __table_args__ = (Index("ix_audit_entry_company_at", "company_id", "at"), Index("ix_audit_entry_object", "object_kind", "object_id"))
    __audited__ = False
    __companyless__ = True

    id: Id = Field(default_factory=new_id, primary_key=True, max_length=26)
    company_id: Id | None = Field(default=None, foreign_key="company.id", max_length=26)
    at: datetime = Field(sa_type=Instant)
    actor_kind: str = Field(max_length=16)
    account_id: Id | None = Field(default=None, max_length=26)
    person_id: Id | None = Field(default=None, max_length=26)
    actor_name: str = Field(default="", max_length=200)
    acting_for: bool = False  # a member of staff in a customer's shoes
    session_id: Id | None = Field(default=None, max_length=26)
    address: str = Field(default="", max_length=64)
    request_id: str = Field(default="", max_length=40)
    action: str = Field(max_length=80)  # noun.past, for example person.invited
    object_kind: str = Field(max_length=60)
    object_id: str = Field(default="", max_length=80)
    before: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON))
    after: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON))
    reason: str = Field(default="", max_length=1000)
