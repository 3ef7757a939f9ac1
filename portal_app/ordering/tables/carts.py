"""Tables of carts and their lines."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import JSON, CheckConstraint, Date, Index
from sqlmodel import Field

from portal_app.kernel.columns import Amount, Instant
from portal_app.kernel.ids import Id, new_id
from portal_app.kernel.tenancy import Owned


class Cart(Owned, table=True):
    """What somebody is about to order. Whoever works on it is its account; nobody else sees it."""

    __tablename__ = "cart"
    __table_args__ = (Index("ix_cart_account", "company_id", "account_id", "changed_at"),)
    __audited__ = False  # nothing is ordered yet; what is ordered with it, removed or handed over is recorded by the actions

    id: Id = Field(default_factory=new_id, primary_key=True, max_length=26)
    account_id: Id = Field(foreign_key="account.id", max_length=26)
    name: str = Field(max_length=80)
    po_number: str = Field(default="", max_length=40)
    reference: str = Field(default="", max_length=80)
    cost_centre_id: Id | None = Field(default=None, foreign_key="cost_centre.id", max_length=26)
    address_id: Id | None = Field(default=None, foreign_key="delivery_address.id", max_length=26)
    requested_on: date | None = Field(default=None, sa_type=Date)
    partial_delivery: bool = True
    note: str = Field(default="", max_length=500)
    version: int = 1  # of the header
    edits: int = 0  # grows with every change of header or lines: whether another tab has something new
    editor_ids: list[Id] = Field(default_factory=list, sa_type=JSON)  # people who changed it: none of them decides about it
    opened_at: datetime = Field(sa_type=Instant)
    changed_at: datetime = Field(sa_type=Instant)
    removed_at: datetime | None = Field(default=None, sa_type=Instant)
    ordered_at: datetime | None = Field(default=None, sa_type=Instant)


class CartLine(Owned, table=True):
    """So much of one product. None in its places: as the cart says."""

    __tablename__ = "cart_line"
    __table_args__ = (Index("ix_cart_line_cart", "company_id", "cart_id"), CheckConstraint("quantity > 0", name="quantity_above_nothing"))
    __audited__ = False  # as the cart

    id: Id = Field(default_factory=new_id, primary_key=True, max_length=26)
    cart_id: Id = Field(foreign_key="cart.id", max_length=26)
    product_id: Id = Field(foreign_key="product.id", max_length=26)
    number: str = Field(max_length=40)  # these two as they were when it was put: for a product that nobody sees any more
    name: str = Field(max_length=160)
    quantity: Decimal = Field(sa_type=Amount)
    cost_centre_id: Id | None = Field(default=None, foreign_key="cost_centre.id", max_length=26)
    address_id: Id | None = Field(default=None, foreign_key="delivery_address.id", max_length=26)
    requested_on: date | None = Field(default=None, sa_type=Date)
    note: str = Field(default="", max_length=200)
    seen_price: Decimal | None = Field(default=None, sa_type=Amount)  # what it cost and when it was to come when it was put, or accepted since
    seen_price_unit: int = 1
    seen_currency: str = Field(default="", max_length=3)
    seen_promise: date | None = Field(default=None, sa_type=Date)
    position: int
    version: int = 1
    put_at: datetime = Field(sa_type=Instant)
    removed_at: datetime | None = Field(default=None, sa_type=Instant)
