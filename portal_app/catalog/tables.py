"""Tables of products. Global: what the supplier sells, and the search over it. Owned: which assortments a company sees, and its own numbers."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import JSON, BigInteger, Column, Index, Integer, String, UniqueConstraint
from sqlmodel import Field, SQLModel

from portal_app.kernel.columns import Amount, Instant
from portal_app.kernel.ids import Id, new_id
from portal_app.kernel.tenancy import Owned


def in_plain_order(length: int) -> String:
    """A column that is compared sign by sign on both databases, so that a range finds a beginning."""
    return String(length).with_variant(String(length, collation="C"), "postgresql")


class ProductCategory(SQLModel, table=True):
    """A place in the tree of categories. `code` is the supplier's word for it, used by imports."""

    __tablename__ = "product_category"

    id: Id = Field(default_factory=new_id, primary_key=True, max_length=26)
    parent_id: Id | None = Field(default=None, foreign_key="product_category.id", max_length=26)
    code: str = Field(max_length=40, unique=True)
    name_en: str = Field(max_length=120)
    name_de: str = Field(max_length=120)
    position: int = 0


class Product(SQLModel, table=True):
    """What can be ordered."""

    __tablename__ = "product"

    id: Id = Field(default_factory=new_id, primary_key=True, max_length=26)
    number: str = Field(max_length=40, unique=True)
    name_en: str = Field(max_length=160)
    name_de: str = Field(max_length=160)
    text_en: str = Field(default="", max_length=2000)
    text_de: str = Field(default="", max_length=2000)
    category_id: Id = Field(foreign_key="product_category.id", index=True, max_length=26)
    ean: str = Field(default="", max_length=13)
    manufacturer: str = Field(default="", max_length=80)
    manufacturer_number: str = Field(default="", max_length=60)
    unit: str = Field(default="C62", max_length=3)
    pack: Decimal = Field(default=Decimal(1), sa_type=Amount)
    minimum: Decimal = Field(default=Decimal(1), sa_type=Amount)
    step: Decimal = Field(default=Decimal(1), sa_type=Amount)
    price_unit: int = 1
    weight: Decimal | None = Field(default=None, sa_type=Amount)  # kilograms of one unit of measure
    hazards: list[str] = Field(default_factory=list, sa_type=JSON)
    status: str = Field(default="active", max_length=12)
    pictogram: str = Field(default="", max_length=40)
    attributes: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    popularity: int = 0
    changed_at: datetime = Field(sa_type=Instant)


class FormerNumber(SQLModel, table=True):
    """A number a product had before."""

    __tablename__ = "former_number"

    product_id: Id = Field(primary_key=True, foreign_key="product.id", max_length=26)
    number: str = Field(primary_key=True, max_length=40)


class ProductLink(SQLModel, table=True):
    """One product leads to another: successor, substitute, accessory."""

    __tablename__ = "product_link"

    product_id: Id = Field(primary_key=True, foreign_key="product.id", max_length=26)
    kind: str = Field(primary_key=True, max_length=12)
    other_id: Id = Field(primary_key=True, foreign_key="product.id", index=True, max_length=26)
    position: int = 0


class ProductDocument(SQLModel, table=True):
    """A document that belongs to a product, by its title. The file is the documents' own."""

    __tablename__ = "product_document"

    id: Id = Field(default_factory=new_id, primary_key=True, max_length=26)
    product_id: Id = Field(foreign_key="product.id", index=True, max_length=26)
    kind: str = Field(max_length=20)
    title: str = Field(max_length=160)


class Assortment(SQLModel, table=True):
    """A part of the products that some companies see, or (for_all) every company."""

    __tablename__ = "assortment"

    id: Id = Field(default_factory=new_id, primary_key=True, max_length=26)
    name: str = Field(max_length=80, unique=True)
    for_all: bool = False


class AssortmentProduct(SQLModel, table=True):
    """A product stands in an assortment."""

    __tablename__ = "assortment_product"

    product_id: Id = Field(primary_key=True, foreign_key="product.id", max_length=26)
    assortment_id: Id = Field(primary_key=True, foreign_key="assortment.id", index=True, max_length=26)


class CompanyAssortment(Owned, table=True):
    """A company sees an assortment."""

    __tablename__ = "company_assortment"
    __table_args__ = (UniqueConstraint("company_id", "assortment_id"),)

    id: Id = Field(default_factory=new_id, primary_key=True, max_length=26)
    assortment_id: Id = Field(foreign_key="assortment.id", max_length=26)


class CustomerPartNumber(Owned, table=True):
    """A company's own number for a product."""

    __tablename__ = "customer_part_number"
    __table_args__ = (UniqueConstraint("company_id", "folded", "product_id"),)

    id: Id = Field(default_factory=new_id, primary_key=True, max_length=26)
    product_id: Id = Field(foreign_key="product.id", index=True, max_length=26)
    number: str = Field(max_length=60)
    folded: str = Field(sa_type=in_plain_order(80))


class SearchEntry(SQLModel, table=True):
    """What the search knows about a product: a row of its index. SQLite's full text and PostgreSQL's indexes stand on these columns."""

    __tablename__ = "search_entry"

    place: int | None = Field(default=None, sa_column=Column(Integer, primary_key=True, autoincrement=True))
    product_id: Id = Field(foreign_key="product.id", unique=True, max_length=26)
    popularity: int = Field(default=0, sa_type=BigInteger)
    numbers: str = Field(max_length=400)  # the folded numbers, each once
    words: str = Field(max_length=6000)


class SearchNumber(SQLModel, table=True):
    """A number by which a product is found. `reversed` finds by the end."""

    __tablename__ = "search_number"
    __table_args__ = (Index("ix_search_number_kind_folded", "kind", "folded"),)

    product_id: Id = Field(primary_key=True, foreign_key="product.id", max_length=26)
    kind: int = Field(primary_key=True)
    folded: str = Field(primary_key=True, sa_type=in_plain_order(80), index=True)
    reversed: str = Field(sa_type=in_plain_order(80), index=True)


class SearchWord(SQLModel, table=True):
    """The vocabulary against which misspelt words are mended. It only grows: a word that no product has any more does no harm."""

    __tablename__ = "search_word"

    id: int | None = Field(default=None, primary_key=True)
    word: str = Field(sa_type=in_plain_order(80), unique=True)


class CatalogVersion(SQLModel, table=True):
    """The version of all products and of who sees them: one row, with another text after each change."""

    __tablename__ = "catalog_version"

    id: int = Field(primary_key=True)
    version: Id = Field(max_length=26)
