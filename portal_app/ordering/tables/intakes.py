"""Order files that were read and are being worked on."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, Index, LargeBinary
from sqlmodel import Field

from portal_app.kernel.columns import Instant
from portal_app.kernel.ids import Id, new_id
from portal_app.kernel.tenancy import Owned


class OrderIntake(Owned, table=True):
    """One reading of a file or a pasted text, with what somebody said about its lines. It is its reader's own. Nothing of it is ordered.

    The lines are one piece: they are read and judged together, and 10,000 rows would be written for what is looked at page by page.
    """

    __tablename__ = "order_intake"
    __table_args__ = (Index("ix_order_intake_account", "company_id", "account_id", "changed_at"),)
    __audited__ = False

    id: Id = Field(default_factory=new_id, primary_key=True, max_length=26)
    account_id: Id = Field(foreign_key="account.id", max_length=26)
    name: str = Field(default="", max_length=120)  # of the file; empty for a text that was pasted
    found: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))  # what the reading found out about the file
    counts: dict[str, int] = Field(sa_column=Column(JSON, nullable=False))  # of lines by verdict
    source: bytes = Field(sa_column=Column(LargeBinary, nullable=False))  # what was handed in: another mapping reads it again
    lines: bytes = Field(sa_column=Column(LargeBinary, nullable=False))  # see rules/intake/packing.py, these two
    mends: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    version: int = 1  # grows with every change
    read_at: datetime = Field(sa_type=Instant)
    changed_at: datetime = Field(sa_type=Instant)
