"""Carts with their lines, and orders."""

import sqlalchemy as sa
from alembic import op

from portal_app.kernel.columns import Amount, Instant
from portal_app.kernel.tenancy import append_only, row_security

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_OWNED = ("cart", "cart_line", "placed_order", "order_line", "order_step")
_NEWEST_FIRST = ("order_step", "order_line", "placed_order", "order_number", "cart_line", "cart")


def upgrade() -> None:
    _carts()
    _orders()
    for statement in append_only("order_step", op.get_bind().dialect.name):
        op.execute(statement)
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
        sa.Column("seen_price", Amount(), nullable=True),
        sa.Column("seen_price_unit", sa.Integer(), nullable=False),
        sa.Column("seen_currency", sa.String(3), nullable=False),
        sa.Column("seen_promise", sa.Date(), nullable=True),
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


def _orders() -> None:
    op.create_table(
        "order_number",
        sa.Column("serial", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("order_id", sa.String(26), nullable=False),
        sa.PrimaryKeyConstraint("serial", name="pk_order_number"),
        sa.UniqueConstraint("order_id", name="uq_order_number_order_id"),
    )
    op.create_table(
        "placed_order",
        sa.Column("company_id", sa.String(26), nullable=False),
        sa.Column("id", sa.String(26), nullable=False),
        sa.Column("number", sa.String(20), nullable=False),
        sa.Column("account_id", sa.String(26), nullable=True),
        sa.Column("person_id", sa.String(26), nullable=True),
        sa.Column("buyer_name", sa.String(120), nullable=False),
        sa.Column("cart_id", sa.String(26), nullable=True),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("po_number", sa.String(40), nullable=False),
        sa.Column("reference", sa.String(80), nullable=False),
        sa.Column("note", sa.String(500), nullable=False),
        sa.Column("cost_centre_id", sa.String(26), nullable=True),
        sa.Column("requested_on", sa.Date(), nullable=True),
        sa.Column("promised_on", sa.Date(), nullable=True),
        sa.Column("partial_delivery", sa.Boolean(), nullable=False),
        sa.Column("lines", sa.Integer(), nullable=False),
        sa.Column("net", Amount(), nullable=False),
        sa.Column("vat", Amount(), nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("snapshot", sa.JSON(), nullable=False),
        sa.Column("deliveries", sa.JSON(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.Column("request_id", sa.String(26), nullable=True),
        sa.Column("erp_number", sa.String(40), nullable=False),
        sa.Column("placed_at", Instant(), nullable=False),
        sa.Column("moved_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_placed_order_account_id"),
        sa.ForeignKeyConstraint(["cart_id"], ["cart.id"], name="fk_placed_order_cart_id"),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name="fk_placed_order_company_id"),
        sa.ForeignKeyConstraint(["cost_centre_id"], ["cost_centre.id"], name="fk_placed_order_cost_centre_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_placed_order_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_placed_order"),
        sa.UniqueConstraint("cart_id", name="uq_placed_order_cart_id"),
        sa.UniqueConstraint("number", name="uq_placed_order_number"),
    )
    op.create_index("ix_placed_order_account", "placed_order", ["company_id", "account_id"])
    op.create_index("ix_placed_order_company_id", "placed_order", ["company_id"])
    op.create_index("ix_placed_order_placed", "placed_order", ["company_id", "placed_at"])
    op.create_table(
        "order_line",
        sa.Column("company_id", sa.String(26), nullable=False),
        sa.Column("id", sa.String(26), nullable=False),
        sa.Column("order_id", sa.String(26), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.String(26), nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("name", sa.String(160), nullable=False),
        sa.Column("quantity", Amount(), nullable=False),
        sa.Column("unit", sa.String(3), nullable=False),
        sa.Column("pack", Amount(), nullable=False),
        sa.Column("price", Amount(), nullable=False),
        sa.Column("price_unit", sa.Integer(), nullable=False),
        sa.Column("net", Amount(), nullable=False),
        sa.Column("trace", sa.JSON(), nullable=True),
        sa.Column("cost_centre_id", sa.String(26), nullable=True),
        sa.Column("address_id", sa.String(26), nullable=True),
        sa.Column("requested_on", sa.Date(), nullable=True),
        sa.Column("promised_on", sa.Date(), nullable=True),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.Column("shipped", Amount(), nullable=False),
        sa.Column("note", sa.String(200), nullable=False),
        sa.CheckConstraint("net >= 0", name="ck_order_line_net_not_negative"),
        sa.CheckConstraint("quantity > 0", name="ck_order_line_quantity_above_nothing"),
        sa.ForeignKeyConstraint(["address_id"], ["delivery_address.id"], name="fk_order_line_address_id"),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name="fk_order_line_company_id"),
        sa.ForeignKeyConstraint(["cost_centre_id"], ["cost_centre.id"], name="fk_order_line_cost_centre_id"),
        sa.ForeignKeyConstraint(["order_id"], ["placed_order.id"], name="fk_order_line_order_id"),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name="fk_order_line_product_id"),
        sa.PrimaryKeyConstraint("id", name="pk_order_line"),
        sa.UniqueConstraint("order_id", "position", name="uq_order_line_order_id_position"),
    )
    op.create_index("ix_order_line_company_id", "order_line", ["company_id"])
    op.create_index("ix_order_line_product", "order_line", ["company_id", "product_id"])
    op.create_table(
        "order_step",
        sa.Column("company_id", sa.String(26), nullable=False),
        sa.Column("id", sa.String(26), nullable=False),
        sa.Column("order_id", sa.String(26), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("move", sa.String(16), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("actor_kind", sa.String(16), nullable=False),
        sa.Column("who", sa.String(200), nullable=False),
        sa.Column("note", sa.String(1000), nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name="fk_order_step_company_id"),
        sa.ForeignKeyConstraint(["order_id"], ["placed_order.id"], name="fk_order_step_order_id"),
        sa.PrimaryKeyConstraint("id", name="pk_order_step"),
    )
    op.create_index("ix_order_step_company_id", "order_step", ["company_id"])
    op.create_index("ix_order_step_order", "order_step", ["company_id", "order_id"])


def downgrade() -> None:
    for table in _NEWEST_FIRST:
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION order_step_keeps")
