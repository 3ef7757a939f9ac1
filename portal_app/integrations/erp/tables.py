"""Tables of the embedded ERP, which knows companies and products by their numbers only, and of the portal's own orders on their way to an ERP."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Column, Date, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from portal_app.kernel.columns import Amount, Instant
from portal_app.kernel.ids import Id, new_id
from portal_app.kernel.tenancy import Owned

_NOTHING = Decimal(0)


class ErpWarehouse(SQLModel, table=True):
    """Where goods leave. The one with the lowest place is asked first."""

    __tablename__ = "erp_warehouse"

    id: Id = Field(default_factory=new_id, primary_key=True, max_length=26)
    code: str = Field(max_length=8, unique=True)
    name: str = Field(max_length=80)
    region: str = Field(max_length=8)
    time_zone: str = Field(max_length=40)
    cut_off: str = Field(max_length=5)  # 15:00, local time
    lead_days: int = 1
    place: int = 0


class ErpStock(SQLModel, table=True):
    """How much of a product lies in a warehouse. Nothing is promised twice: `reserved` never passes `on_hand`."""

    __tablename__ = "erp_stock"
    __table_args__ = (
        CheckConstraint("reserved <= on_hand", name="reserved_is_there"),
        CheckConstraint("reserved >= 0", name="reserved_not_negative"),
        CheckConstraint("waiting >= 0", name="waiting_not_negative"),
    )

    number: str = Field(primary_key=True, max_length=40)
    warehouse_id: Id = Field(primary_key=True, foreign_key="erp_warehouse.id", max_length=26)
    on_hand: Decimal = Field(default=_NOTHING, sa_type=Amount)
    reserved: Decimal = Field(default=_NOTHING, sa_type=Amount)
    waiting: Decimal = Field(default=_NOTHING, sa_type=Amount)  # ordered, and not there
    counted_at: datetime = Field(sa_type=Instant)


class ErpReplenishment(SQLModel, table=True):
    """Goods that are on their way to a warehouse."""

    __tablename__ = "erp_replenishment"
    __table_args__ = (CheckConstraint("quantity >= 0", name="quantity_not_negative"),)

    id: Id = Field(default_factory=new_id, primary_key=True, max_length=26)
    number: str = Field(index=True, max_length=40)
    warehouse_id: Id = Field(foreign_key="erp_warehouse.id", max_length=26)
    day: date = Field(sa_type=Date, index=True)
    quantity: Decimal = Field(sa_type=Amount)


class ErpOrder(SQLModel, table=True):
    """An order as the ERP took it. `key` makes it the only one of its kind, `digest` tells whether a repetition is about the same."""

    __tablename__ = "erp_order"

    id: Id = Field(default_factory=new_id, primary_key=True, max_length=26)
    number: str = Field(max_length=20, unique=True)
    key: str = Field(max_length=80, unique=True)
    digest: str = Field(max_length=64)
    customer_number: str = Field(max_length=40, index=True)
    order_number: str = Field(max_length=40)
    po_number: str = Field(default="", max_length=60)
    currency: str = Field(max_length=3)
    ship_to: dict[str, str] = Field(sa_column=Column(JSON, nullable=False))
    in_parts: bool = True
    note: str = Field(default="", max_length=500)
    verdict: str = Field(max_length=10)
    reason: str = Field(default="", max_length=200)
    state: str = Field(max_length=16, index=True)
    step: int = 1
    received_at: datetime = Field(sa_type=Instant)
    moved_at: datetime = Field(sa_type=Instant)


class ErpOrderLine(SQLModel, table=True):
    """One product of an order. What is neither reserved nor shipped has to come in first."""

    __tablename__ = "erp_order_line"
    __table_args__ = (
        CheckConstraint("reserved <= quantity", name="reserved_was_ordered"),
        CheckConstraint("picked <= reserved", name="picked_is_reserved"),
        CheckConstraint("shipped <= quantity", name="shipped_was_ordered"),
        CheckConstraint("picked >= 0", name="picked_not_negative"),
        Index("ix_erp_order_line_number", "number", "warehouse_id"),
    )

    order_id: Id = Field(primary_key=True, foreign_key="erp_order.id", max_length=26)
    position: int = Field(primary_key=True)
    number: str = Field(max_length=40)
    warehouse_id: Id | None = Field(default=None, foreign_key="erp_warehouse.id", max_length=26)  # None: the ERP does not know the number
    quantity: Decimal = Field(sa_type=Amount)
    unit: str = Field(max_length=3)
    amount: Decimal = Field(sa_type=Amount)
    wanted_day: date | None = Field(default=None, sa_type=Date)
    ship_to: dict[str, str] | None = Field(default=None, sa_column=Column(JSON))
    note: str = Field(default="", max_length=500)
    reserved: Decimal = Field(default=_NOTHING, sa_type=Amount)  # of it, in stock and not shipped yet
    picked: Decimal = Field(default=_NOTHING, sa_type=Amount)
    shipped: Decimal = Field(default=_NOTHING, sa_type=Amount)
    confirmed_day: date | None = Field(default=None, sa_type=Date)


class ErpDelivery(SQLModel, table=True):
    """Goods that left together for one address."""

    __tablename__ = "erp_delivery"

    id: Id = Field(default_factory=new_id, primary_key=True, max_length=26)
    number: str = Field(max_length=20, unique=True)
    order_id: Id = Field(foreign_key="erp_order.id", index=True, max_length=26)
    at: datetime = Field(sa_type=Instant)
    carrier: str = Field(default="", max_length=40)
    tracking_number: str = Field(default="", max_length=40)
    lines: list[list[Any]] = Field(sa_column=Column(JSON, nullable=False))  # position and quantity, as text


class ErpInvoice(SQLModel, table=True):
    """What is owed for an order. The numbers have no gaps."""

    __tablename__ = "erp_invoice"

    id: Id = Field(default_factory=new_id, primary_key=True, max_length=26)
    number: str = Field(max_length=20, unique=True)
    order_id: Id = Field(foreign_key="erp_order.id", unique=True, max_length=26)
    at: datetime = Field(sa_type=Instant)
    net: Decimal = Field(sa_type=Amount)
    currency: str = Field(max_length=3)


class ErpNumberRange(SQLModel, table=True):
    """The last number that was given out. It moves in the transaction that uses the number, so none is ever skipped."""

    __tablename__ = "erp_number_range"

    name: str = Field(primary_key=True, max_length=20)
    last: int = 0


class ErpClock(SQLModel, table=True):
    """The demo's clock, which moves orders by itself. No row: it runs."""

    __tablename__ = "erp_clock"

    name: str = Field(primary_key=True, max_length=20)
    stopped_at: datetime | None = Field(default=None, sa_type=Instant)
    stopped_by: str = Field(default="", max_length=200)


class ErpHandover(Owned, table=True):
    """An order of a company on its way to the ERP: waiting, tried, acknowledged, and how far we know it has come."""

    __tablename__ = "erp_handover"
    __table_args__ = (UniqueConstraint("company_id", "key"),)
    __audited__ = False  # where a message stands; what was ordered and answered is recorded with the order

    id: Id = Field(default_factory=new_id, primary_key=True, max_length=26)
    key: str = Field(max_length=80)
    state: str = Field(max_length=12, index=True)
    tries: int = 0
    number: str = Field(default="", max_length=40, index=True)  # the ERP's, once it is known
    step: int = 0  # the newest step of the order that we know
    doubtful_from: datetime | None = Field(default=None, sa_type=Instant, index=True)  # without an answer until then it is told; None: answered, or told
    created_at: datetime = Field(sa_type=Instant)
    changed_at: datetime = Field(sa_type=Instant)
