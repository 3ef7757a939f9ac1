"""Tables of orders, their lines, and how they moved."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Column, Date, Index, Integer, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from portal_app.kernel.columns import Amount, Instant
from portal_app.kernel.ids import Id, new_id
from portal_app.kernel.tenancy import Owned


class OrderNumber(SQLModel, table=True):
    """The numbers that were given out, over all companies. One that nobody uses is a gap, and no harm: an order never waits for another's number."""

    __tablename__ = "order_number"

    serial: int | None = Field(default=None, sa_column=Column(Integer, primary_key=True, autoincrement=True))
    order_id: Id = Field(max_length=26, unique=True)


class Order(Owned, table=True):
    """What was ordered, as it was then. Only where it stands moves on; prices, lines and addresses never change."""

    __tablename__ = "placed_order"
    __table_args__ = (
        UniqueConstraint("cart_id"),  # a cart becomes one order, however often it is sent
        Index("ix_placed_order_placed", "company_id", "placed_at"),
        Index("ix_placed_order_account", "company_id", "account_id"),
    )

    id: Id = Field(default_factory=new_id, primary_key=True, max_length=26)
    number: str = Field(max_length=20, unique=True)
    account_id: Id | None = Field(default=None, foreign_key="account.id", max_length=26)
    person_id: Id | None = Field(default=None, foreign_key="person.id", max_length=26)  # None: ordered by staff who acted for the company
    buyer_name: str = Field(max_length=120)
    cart_id: Id | None = Field(default=None, foreign_key="cart.id", max_length=26)  # None: taken back, and the cart is open again
    state: str = Field(max_length=16)
    name: str = Field(max_length=80)
    po_number: str = Field(default="", max_length=40)
    reference: str = Field(default="", max_length=80)
    note: str = Field(default="", max_length=500)
    cost_centre_id: Id | None = Field(default=None, foreign_key="cost_centre.id", max_length=26)
    requested_on: date | None = Field(default=None, sa_type=Date)
    promised_on: date | None = Field(default=None, sa_type=Date)
    partial_delivery: bool = True
    lines: int
    net: Decimal = Field(sa_type=Amount)
    vat: Decimal = Field(sa_type=Amount)
    currency: str = Field(max_length=3)
    snapshot: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    deliveries: list[dict[str, Any]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    search: str = Field(sa_type=Text)
    request_id: Id | None = Field(default=None, max_length=26)  # the approval request
    erp_number: str = Field(default="", max_length=40)
    placed_at: datetime = Field(sa_type=Instant)
    moved_at: datetime = Field(sa_type=Instant)


class OrderLine(Owned, table=True):
    """One product of an order with what it cost and how that came about."""

    __tablename__ = "order_line"
    __table_args__ = (
        UniqueConstraint("order_id", "position"),
        Index("ix_order_line_product", "company_id", "product_id"),
        CheckConstraint("quantity > 0", name="quantity_above_nothing"),
        CheckConstraint("net >= 0", name="net_not_negative"),
    )

    id: Id = Field(default_factory=new_id, primary_key=True, max_length=26)
    order_id: Id = Field(foreign_key="placed_order.id", max_length=26)
    position: int
    product_id: Id = Field(foreign_key="product.id", max_length=26)
    number: str = Field(max_length=40)
    name: str = Field(max_length=160)
    quantity: Decimal = Field(sa_type=Amount)
    unit: str = Field(max_length=3)
    pack: Decimal = Field(sa_type=Amount)
    price: Decimal = Field(sa_type=Amount)
    price_unit: int
    net: Decimal = Field(sa_type=Amount)
    trace: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON))
    cost_centre_id: Id | None = Field(default=None, foreign_key="cost_centre.id", max_length=26)
    address_id: Id | None = Field(default=None, foreign_key="delivery_address.id", max_length=26)
    requested_on: date | None = Field(default=None, sa_type=Date)
    promised_on: date | None = Field(default=None, sa_type=Date)
    confirmed_on: date | None = Field(default=None, sa_type=Date)
    shipped: Decimal = Field(default=Decimal(0), sa_type=Amount)
    note: str = Field(default="", max_length=200)


class OrderStep(Owned, table=True):
    """What happened to an order: who, when, what, and where it stood then. Added and read, never changed."""

    __tablename__ = "order_step"
    __table_args__ = (Index("ix_order_step_order", "company_id", "order_id"),)

    id: Id = Field(default_factory=new_id, primary_key=True, max_length=26)
    order_id: Id = Field(foreign_key="placed_order.id", max_length=26)
    at: datetime = Field(sa_type=Instant)
    move: str = Field(max_length=16)
    state: str = Field(max_length=16)
    actor_kind: str = Field(max_length=16)
    who: str = Field(default="", max_length=200)
    note: str = Field(default="", max_length=1000)
