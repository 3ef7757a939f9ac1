"""How a company's order files are read."""

from datetime import datetime

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field

from portal_app.kernel.columns import Instant
from portal_app.kernel.ids import Id, new_id
from portal_app.kernel.tenancy import Owned


class IntakeMapping(Owned, table=True):
    """What the columns of a company's order files mean, as somebody said it for files with this signature."""

    __tablename__ = "intake_mapping"
    __table_args__ = (UniqueConstraint("company_id", "signature"),)

    id: Id = Field(default_factory=new_id, primary_key=True, max_length=26)
    signature: str = Field(max_length=64)
    columns: list[str] = Field(default_factory=list, sa_type=JSON)
    decimal_sign: str = Field(default="", max_length=1)
    changed_at: datetime = Field(sa_type=Instant)
