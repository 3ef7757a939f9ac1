"""Price lists, customer groups, agreements, and the versions of prices and products."""

import sqlalchemy as sa
from alembic import op

from portal_app.kernel.columns import Amount, Instant
from portal_app.kernel.tenancy import row_security

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_OWNED = ("company_pricing", "price_agreement", "agreed_price", "agreed_discount")
_NEWEST_FIRST = (
    "agreed_discount", "agreed_price", "price_agreement", "company_pricing", "price_version", "group_discount", "list_price", "price_list", "customer_group",
    "catalog_version",
)  # fmt: skip


def upgrade() -> None:
    op.create_table(
        "catalog_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.String(26), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_catalog_version"),
    )
    op.create_table(
        "customer_group",
        sa.Column("id", sa.String(26), nullable=False),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_customer_group"),
        sa.UniqueConstraint("code", name="uq_customer_group_code"),
    )
    op.create_table(
        "price_list",
        sa.Column("id", sa.String(26), nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("customer_group_id", sa.String(26), nullable=True),
        sa.Column("exclusive", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["customer_group_id"], ["customer_group.id"], name="fk_price_list_customer_group_id"),
        sa.PrimaryKeyConstraint("id", name="pk_price_list"),
        sa.UniqueConstraint("number", name="uq_price_list_number"),
    )
    op.create_index("ix_price_list_customer_group_id", "price_list", ["customer_group_id"])
    op.create_table(
        "list_price",
        sa.Column("price_list_id", sa.String(26), nullable=False),
        sa.Column("product_id", sa.String(26), nullable=False),
        sa.Column("rule_id", sa.String(26), nullable=False),
        sa.Column("from_quantity", Amount(), nullable=False),
        *_price(),
        *_limits("list_price", "price"),
        sa.ForeignKeyConstraint(["price_list_id"], ["price_list.id"], name="fk_list_price_price_list_id"),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name="fk_list_price_product_id"),
        sa.PrimaryKeyConstraint("price_list_id", "product_id", "rule_id", "from_quantity", name="pk_list_price"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "group_discount",
        sa.Column("customer_group_id", sa.String(26), nullable=False),
        sa.Column("rule_id", sa.String(26), nullable=False),
        sa.Column("from_quantity", Amount(), nullable=False),
        *_discount(),
        *_limits("group_discount", "percent"),
        sa.ForeignKeyConstraint(["customer_group_id"], ["customer_group.id"], name="fk_group_discount_customer_group_id"),
        sa.PrimaryKeyConstraint("customer_group_id", "rule_id", "from_quantity", name="pk_group_discount"),
    )
    op.create_table(
        "price_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.String(26), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_price_version"),
    )
    op.create_table(
        "company_pricing",
        sa.Column("company_id", sa.String(26), nullable=False),
        sa.Column("customer_group_id", sa.String(26), nullable=True),
        sa.Column("version", sa.String(26), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name="fk_company_pricing_company_id"),
        sa.ForeignKeyConstraint(["customer_group_id"], ["customer_group.id"], name="fk_company_pricing_customer_group_id"),
        sa.PrimaryKeyConstraint("company_id", name="pk_company_pricing"),
    )
    op.create_table(
        "price_agreement",
        sa.Column("company_id", sa.String(26), nullable=False),
        sa.Column("id", sa.String(26), nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("project", sa.String(80), nullable=False),
        sa.Column("exclusive", sa.Boolean(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("committed", Amount(), nullable=True),
        sa.Column("called", Amount(), nullable=False),
        sa.CheckConstraint("committed IS NULL OR committed > 0", name="ck_price_agreement_committed_above_nothing"),
        sa.CheckConstraint("called >= 0", name="ck_price_agreement_called_not_negative"),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name="fk_price_agreement_company_id"),
        sa.PrimaryKeyConstraint("id", name="pk_price_agreement"),
        sa.UniqueConstraint("company_id", "number", name="uq_price_agreement_company_id_number"),
    )
    op.create_index("ix_price_agreement_company_id", "price_agreement", ["company_id"])
    op.create_table(
        "agreed_price",
        *_agreed(),
        sa.Column("product_id", sa.String(26), nullable=False),
        *_price(),
        *_limits("agreed_price", "price"),
        *_keys("agreed_price"),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name="fk_agreed_price_product_id"),
        sqlite_with_rowid=False,
    )
    op.create_table("agreed_discount", *_agreed(), *_discount(), *_limits("agreed_discount", "percent"), *_keys("agreed_discount"))
    if op.get_bind().dialect.name == "postgresql":
        for table in _OWNED:
            for statement in row_security(table):
                op.execute(statement)


def _agreed() -> list[sa.Column]:
    return [
        sa.Column("company_id", sa.String(26), nullable=False),
        sa.Column("rule_id", sa.String(26), nullable=False),
        sa.Column("from_quantity", Amount(), nullable=False),
        sa.Column("agreement_id", sa.String(26), nullable=False),
    ]


def _price() -> list[sa.Column]:
    return [
        sa.Column("price", Amount(), nullable=False),
        sa.Column("price_unit", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(3), nullable=False),
        *_days(),
    ]


def _discount() -> list[sa.Column]:
    return [
        sa.Column("percent", Amount(), nullable=False),
        sa.Column("product_group", sa.String(40), nullable=False),
        sa.Column("cumulative", sa.Boolean(), nullable=False),
        *_days(),
    ]


def _days() -> list[sa.Column]:
    return [sa.Column("valid_from", sa.Date(), nullable=True), sa.Column("valid_to", sa.Date(), nullable=True)]


def _limits(table: str, column: str) -> list[sa.CheckConstraint]:
    value = "price >= 0" if column == "price" else "percent > 0 AND percent <= 100000000"
    return [
        sa.CheckConstraint(value, name=f"ck_{table}_{column}_in_limits"),
        sa.CheckConstraint("from_quantity > 0", name=f"ck_{table}_from_quantity_above_nothing"),
    ]


def _keys(table: str) -> list[sa.Constraint]:
    return [
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name=f"fk_{table}_company_id"),
        sa.ForeignKeyConstraint(["agreement_id"], ["price_agreement.id"], name=f"fk_{table}_agreement_id"),
        sa.PrimaryKeyConstraint("company_id", "rule_id", "from_quantity", name=f"pk_{table}"),
    ]


def downgrade() -> None:
    for table in _NEWEST_FIRST:
        op.drop_table(table)
