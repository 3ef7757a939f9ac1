"""Carts with their lines, and orders."""

import sqlalchemy as sa
from alembic import op

from portal_app.kernel.columns import Amount, Instant
from portal_app.kernel.tenancy import row_security

revision = "0010"
down_revision = "0004"
branch_labels = None
depends_on = None

_OWNED = ("cart", "cart_line")
_NEWEST_FIRST = ("cart_line", "cart")


def upgrade() -> None:
    _carts()
    if op.get_bind().dialect.name == "postgresql":
        for table in _OWNED:
            for statement in row_security(table):
                op.execute(statement)


def _carts() -> None:
    op.create_table(
        "cart",
        sa.Column("company_id", sa.String(26), nullable=False),
        sa.Column("id", sa.String(26), nullable=False),
        sa.Column("account_id", sa.String(26), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("po_number", sa.String(40), nullable=False),
        sa.Column("reference", sa.String(80), nullable=False),
        sa.Column("cost_centre_id", sa.String(26), nullable=True),
        sa.Column("address_id", sa.String(26), nullable=True),
        sa.Column("requested_on", sa.Date(), nullable=True),
        sa.Column("partial_delivery", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(500), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("edits", sa.Integer(), nullable=False),
        sa.Column("editor_ids", sa.JSON(), nullable=False),
        sa.Column("opened_at", Instant(), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.Column("removed_at", Instant(), nullable=True),
        sa.Column("ordered_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_cart_account_id"),
        sa.ForeignKeyConstraint(["address_id"], ["delivery_address.id"], name="fk_cart_address_id"),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name="fk_cart_company_id"),
        sa.ForeignKeyConstraint(["cost_centre_id"], ["cost_centre.id"], name="fk_cart_cost_centre_id"),
        sa.PrimaryKeyConstraint("id", name="pk_cart"),
    )
    op.create_index("ix_cart_account", "cart", ["company_id", "account_id", "changed_at"])
    op.create_index("ix_cart_company_id", "cart", ["company_id"])
    op.create_table(
        "cart_line",
        sa.Column("company_id", sa.String(26), nullable=False),
        sa.Column("id", sa.String(26), nullable=False),
        sa.Column("cart_id", sa.String(26), nullable=False),
        sa.Column("product_id", sa.String(26), nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("name", sa.String(160), nullable=False),
        sa.Column("quantity", Amount(), nullable=False),
        sa.Column("cost_centre_id", sa.String(26), nullable=True),
        sa.Column("address_id", sa.String(26), nullable=True),
        sa.Column("requested_on", sa.Date(), nullable=True),
        sa.Column("note", sa.String(200), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("put_at", Instant(), nullable=False),
        sa.Column("removed_at", Instant(), nullable=True),
        sa.CheckConstraint("quantity > 0", name="ck_cart_line_quantity_above_nothing"),
        sa.ForeignKeyConstraint(["address_id"], ["delivery_address.id"], name="fk_cart_line_address_id"),
        sa.ForeignKeyConstraint(["cart_id"], ["cart.id"], name="fk_cart_line_cart_id"),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name="fk_cart_line_company_id"),
        sa.ForeignKeyConstraint(["cost_centre_id"], ["cost_centre.id"], name="fk_cart_line_cost_centre_id"),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name="fk_cart_line_product_id"),
        sa.PrimaryKeyConstraint("id", name="pk_cart_line"),
    )
    op.create_index("ix_cart_line_cart", "cart_line", ["company_id", "cart_id"])
    op.create_index("ix_cart_line_company_id", "cart_line", ["company_id"])


def downgrade() -> None:
    for table in _NEWEST_FIRST:
        op.drop_table(table)
