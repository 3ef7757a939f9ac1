"""Tables of prices. Global: customer groups, price lists and their discounts. Owned: what is agreed with one company.

A price or discount in tiers is a row for each tier; the rows of one rule share their `rule_id`. Each half has its version: another
text after each change, so that a price book knows whether it is still right.
"""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from portal_app.kernel.columns import Amount, Instant
from portal_app.kernel.ids import Id, new_id
from portal_app.kernel.tenancy import Owned

_BY_KEY = {"sqlite_with_rowid": False}  # the rows lie in the order of their key, as they are read


def _limits(column: str) -> tuple[CheckConstraint, ...]:
    """A tier begins above nothing. A price is not negative; of a price not more than all is taken off (an amount is counted in millionths)."""
    value = "price >= 0" if column == "price" else "percent > 0 AND percent <= 100000000"
    return CheckConstraint(value, name=f"{column}_in_limits"), CheckConstraint("from_quantity > 0", name="from_quantity_above_nothing")


class CustomerGroup(SQLModel, table=True):
    """Companies with the same discounts and price list. `code` is the supplier's word for it, used by imports."""

    __tablename__ = "customer_group"

    id: Id = Field(default_factory=new_id, primary_key=True, max_length=26)
    code: str = Field(max_length=40, unique=True)
    name: str = Field(max_length=120)


class PriceList(SQLModel, table=True):
    """A price list in one currency: the supplier's own, or that of a customer group. `exclusive`: net prices, no discount comes on top."""

    __tablename__ = "price_list"

    id: Id = Field(default_factory=new_id, primary_key=True, max_length=26)
    number: str = Field(max_length=40, unique=True)
    name: str = Field(default="", max_length=120)
    currency: str = Field(max_length=3)
    customer_group_id: Id | None = Field(default=None, foreign_key="customer_group.id", index=True, max_length=26)
    exclusive: bool = False


class ListPrice(SQLModel, table=True):
    """One tier of a product's price in a list."""

    __tablename__ = "list_price"
    __table_args__ = (*_limits("price"), _BY_KEY)

    price_list_id: Id = Field(primary_key=True, foreign_key="price_list.id", max_length=26)
    product_id: Id = Field(primary_key=True, foreign_key="product.id", max_length=26)
    rule_id: Id = Field(primary_key=True, max_length=26)
    from_quantity: Decimal = Field(primary_key=True, sa_type=Amount)
    price: Decimal = Field(sa_type=Amount)
    price_unit: int
    unit: str = Field(max_length=3)
    valid_from: date | None = None
    valid_to: date | None = None


class GroupDiscount(SQLModel, table=True):
    """One tier of a discount that a customer group has on the list price, for a product group or (empty) for everything."""

    __tablename__ = "group_discount"
    __table_args__ = _limits("percent")

    customer_group_id: Id = Field(primary_key=True, foreign_key="customer_group.id", max_length=26)
    rule_id: Id = Field(primary_key=True, max_length=26)
    from_quantity: Decimal = Field(primary_key=True, sa_type=Amount)
    percent: Decimal = Field(sa_type=Amount)
    product_group: str = Field(default="", max_length=40)
    cumulative: bool = False
    valid_from: date | None = None
    valid_to: date | None = None


class PriceVersion(SQLModel, table=True):
    """The version of all global prices: one row."""

    __tablename__ = "price_version"

    id: int = Field(primary_key=True)
    version: Id = Field(max_length=26)
    changed_at: datetime = Field(sa_type=Instant)


class CompanyPricing(Owned, table=True):
    """A company's customer group, and the version of what is its own."""

    __tablename__ = "company_pricing"

    company_id: Id = Field(default=None, primary_key=True, foreign_key="company.id", max_length=26)
    customer_group_id: Id | None = Field(default=None, foreign_key="customer_group.id", max_length=26)
    version: Id = Field(max_length=26)
    changed_at: datetime = Field(sa_type=Instant)


class PriceAgreement(Owned, table=True):
    """What is agreed with a company: a framework, a project, a list of its own, discounts. `committed` None: as much as one likes."""

    __tablename__ = "price_agreement"
    __table_args__ = (
        UniqueConstraint("company_id", "number"),
        CheckConstraint("committed IS NULL OR committed > 0", name="committed_above_nothing"),
        CheckConstraint("called >= 0", name="called_not_negative"),
    )

    id: Id = Field(default_factory=new_id, primary_key=True, max_length=26)
    number: str = Field(max_length=40)
    name: str = Field(default="", max_length=120)
    kind: str = Field(max_length=16)
    currency: str = Field(max_length=3)
    project: str = Field(default="", max_length=80)
    exclusive: bool = False
    valid_from: date | None = None
    valid_to: date | None = None
    committed: Decimal | None = Field(default=None, sa_type=Amount)
    called: Decimal = Field(default=Decimal(0), sa_type=Amount)


class AgreedPrice(Owned, table=True):
    """One tier of a product's price in an agreement."""

    __tablename__ = "agreed_price"
    __table_args__ = (*_limits("price"), _BY_KEY)

    company_id: Id = Field(default=None, primary_key=True, foreign_key="company.id", max_length=26)
    rule_id: Id = Field(primary_key=True, max_length=26)
    from_quantity: Decimal = Field(primary_key=True, sa_type=Amount)
    agreement_id: Id = Field(foreign_key="price_agreement.id", max_length=26)
    product_id: Id = Field(foreign_key="product.id", max_length=26)
    price: Decimal = Field(sa_type=Amount)
    price_unit: int
    unit: str = Field(max_length=3)
    valid_from: date | None = None
    valid_to: date | None = None


class AgreedDiscount(Owned, table=True):
    """One tier of a discount in an agreement, on the list price, for a product group or (empty) for everything."""

    __tablename__ = "agreed_discount"
    __table_args__ = _limits("percent")

    company_id: Id = Field(default=None, primary_key=True, foreign_key="company.id", max_length=26)
    rule_id: Id = Field(primary_key=True, max_length=26)
    from_quantity: Decimal = Field(primary_key=True, sa_type=Amount)
    agreement_id: Id = Field(foreign_key="price_agreement.id", max_length=26)
    percent: Decimal = Field(sa_type=Amount)
    product_group: str = Field(default="", max_length=40)
    cumulative: bool = False
    valid_from: date | None = None
    valid_to: date | None = None
