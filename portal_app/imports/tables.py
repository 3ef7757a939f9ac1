"""The table of files that wait: handed in, looked at, and not taken yet."""

from datetime import datetime

from sqlalchemy import Column, LargeBinary
from sqlmodel import Field, SQLModel

from portal_app.kernel.columns import Instant
from portal_app.kernel.ids import Id, new_id


class HandedFile(SQLModel, table=True):
    """One for each of the supplier's people: the next one takes its place, and taking it ends it."""

    __tablename__ = "handed_file"
    __audited__ = False  # nothing of it counts before it is taken, and that is recorded where it is put

    id: Id = Field(default_factory=new_id, primary_key=True, max_length=26)
    account_id: Id = Field(foreign_key="account.id", unique=True, max_length=26)
    name: str = Field(max_length=120)
    content: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    handed_at: datetime = Field(sa_type=Instant, index=True)
