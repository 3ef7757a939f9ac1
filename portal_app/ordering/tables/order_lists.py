"""Tables of order lists: what somebody orders again and again, and with whom they share it. No price is kept."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from portal_app.kernel.columns import Amount, Instant
from portal_app.kernel.ids import Id, new_id
from portal_app.kernel.tenancy import Owned


class OrderList(Owned, table=True):
    """A kept list. It belongs to its account; who else sees it is its sharing."""

    __tablename__ = "order_list"
    __table_args__ = (Index("ix_order_list_account", "company_id", "account_id"), Index("ix_order_list_changed", "company_id", "changed_at"))
    __audited__ = False  # nothing is ordered yet; what is saved, shared, renamed or removed is recorded by the actions

    id: Id = Field(default_factory=new_id, primary_key=True, max_length=26)
    account_id: Id = Field(foreign_key="account.id", max_length=26)
    owner_name: str = Field(max_length=200)
    name: str = Field(max_length=80)
    sharing: str = Field(max_length=16)
    cost_centre_id: Id | None = Field(default=None, foreign_key="cost_centre.id", max_length=26)
    others_edit: bool = False
    version: int = 1  # of name and sharing; each line has its own
    saved_at: datetime = Field(sa_type=Instant)
    changed_at: datetime = Field(sa_type=Instant)
    changed_by: str = Field(max_length=200)
    removed_at: datetime | None = Field(default=None, sa_type=Instant)


class OrderListPerson(Owned, table=True):
    """A colleague with whom a list is shared by name."""

    __tablename__ = "order_list_person"
    __table_args__ = (UniqueConstraint("list_id", "person_id"), Index("ix_order_list_person_person", "company_id", "person_id"))
    __audited__ = False  # as the list

    id: Id = Field(default_factory=new_id, primary_key=True, max_length=26)
    list_id: Id = Field(foreign_key="order_list.id", max_length=26)
    person_id: Id = Field(foreign_key="person.id", max_length=26)


class OrderListLine(Owned, table=True):
    """So much of one product, once in a list."""

    __tablename__ = "order_list_line"
    __table_args__ = (Index("ix_order_list_line_list", "company_id", "list_id"), CheckConstraint("quantity > 0", name="quantity_above_nothing"))
    __audited__ = False  # as the list

    id: Id = Field(default_factory=new_id, primary_key=True, max_length=26)
    list_id: Id = Field(foreign_key="order_list.id", max_length=26)
    product_id: Id = Field(foreign_key="product.id", max_length=26)
    number: str = Field(max_length=40)  # these two as they were when it was put: for a product that nobody sees any more
    name: str = Field(max_length=160)
    quantity: Decimal = Field(sa_type=Amount)
    pack: Decimal = Field(sa_type=Amount)  # in which the quantity was chosen: another one now is a difference
    section: str = Field(default="", max_length=40)
    note: str = Field(default="", max_length=200)
    position: int
    version: int = 1
    changed_by: str = Field(default="", max_length=200)
    removed_at: datetime | None = Field(default=None, sa_type=Instant)
