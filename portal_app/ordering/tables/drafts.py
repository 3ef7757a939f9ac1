"""Tables of ordering: drafts of the quick order and their rows."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from portal_app.kernel.columns import Amount, Instant
from portal_app.kernel.ids import Id, new_id
from portal_app.kernel.tenancy import Owned


class Draft(Owned, table=True):
    """What somebody is typing into the quick order: one for each account in a company. Nothing of it is ordered, so nothing is recorded."""

    __tablename__ = "draft"
    __table_args__ = (UniqueConstraint("company_id", "account_id"),)
    __audited__ = False

    id: Id = Field(default_factory=new_id, primary_key=True, max_length=26)
    account_id: Id = Field(foreign_key="account.id", index=True, max_length=26)
    version: int = 0  # grows with every change
    changed_at: datetime = Field(sa_type=Instant)


class DraftRow(Owned, table=True):
    """A row of a draft. What was typed is kept as it was, also when it names no product or is no quantity."""

    __tablename__ = "draft_row"
    __table_args__ = (UniqueConstraint("draft_id", "key"),)
    __audited__ = False

    id: Id = Field(default_factory=new_id, primary_key=True, max_length=26)
    draft_id: Id = Field(foreign_key="draft.id", max_length=26)
    key: str = Field(max_length=26)  # made where the row was typed
    position: int
    version: int  # of the draft, when this row was changed the last time
    typed: str = Field(max_length=200)
    product_id: Id | None = Field(default=None, foreign_key="product.id", max_length=26)
    wanted: Decimal | None = Field(default=None, sa_type=Amount)
    wanted_text: str = Field(default="", max_length=40)  # what was typed where it is no quantity
    as_wanted: bool = False  # a correction was undone
