"""Stock and orders of the embedded ERP, and orders on their way to an ERP."""

import sqlalchemy as sa
from alembic import op

from portal_app.kernel.columns import Amount, Instant
from portal_app.kernel.tenancy import row_security

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_NEWEST_FIRST = (
    "erp_stock", "erp_replenishment", "erp_order_line", "erp_invoice", "erp_handover", "erp_delivery", "erp_warehouse", "erp_order",
    "erp_number_range",
)  # fmt: skip


def upgrade() -> None:
    op.create_table(
        "erp_number_range",
        sa.Column("name", sa.String(20), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_erp_number_range"),
    )
    op.create_table(
        "erp_order",
        sa.Column("id", sa.String(26), nullable=False),
        sa.Column("number", sa.String(20), nullable=False),
        sa.Column("key", sa.String(80), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("customer_number", sa.String(40), nullable=False),
        sa.Column("order_number", sa.String(40), nullable=False),
        sa.Column("po_number", sa.String(60), nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("ship_to", sa.JSON(), nullable=False),
        sa.Column("in_parts", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(500), nullable=False),
        sa.Column("verdict", sa.String(10), nullable=False),
        sa.Column("reason", sa.String(200), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("received_at", Instant(), nullable=False),
        sa.Column("moved_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_erp_order"),
        sa.UniqueConstraint("key", name="uq_erp_order_key"),
        sa.UniqueConstraint("number", name="uq_erp_order_number"),
    )
    op.create_index("ix_erp_order_customer_number", "erp_order", ["customer_number"])
    op.create_index("ix_erp_order_state", "erp_order", ["state"])

    op.create_table(
        "erp_warehouse",
        sa.Column("id", sa.String(26), nullable=False),
        sa.Column("code", sa.String(8), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("region", sa.String(8), nullable=False),
        sa.Column("time_zone", sa.String(40), nullable=False),
        sa.Column("cut_off", sa.String(5), nullable=False),
        sa.Column("lead_days", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_erp_warehouse"),
        sa.UniqueConstraint("code", name="uq_erp_warehouse_code"),
    )
    op.create_table(
        "erp_delivery",
        sa.Column("id", sa.String(26), nullable=False),
        sa.Column("number", sa.String(20), nullable=False),
        sa.Column("order_id", sa.String(26), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("carrier", sa.String(40), nullable=False),
        sa.Column("tracking_number", sa.String(40), nullable=False),
        sa.Column("lines", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["order_id"], ["erp_order.id"], name="fk_erp_delivery_order_id"),
        sa.PrimaryKeyConstraint("id", name="pk_erp_delivery"),
        sa.UniqueConstraint("number", name="uq_erp_delivery_number"),
    )
    op.create_index("ix_erp_delivery_order_id", "erp_delivery", ["order_id"])

    op.create_table(
        "erp_handover",
        sa.Column("company_id", sa.String(26), nullable=False),
        sa.Column("id", sa.String(26), nullable=False),
        sa.Column("key", sa.String(80), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name="fk_erp_handover_company_id"),
        sa.PrimaryKeyConstraint("id", name="pk_erp_handover"),
        sa.UniqueConstraint("company_id", "key", name="uq_erp_handover_company_id_key"),
    )
    op.create_index("ix_erp_handover_company_id", "erp_handover", ["company_id"])
    op.create_index("ix_erp_handover_number", "erp_handover", ["number"])
    op.create_index("ix_erp_handover_state", "erp_handover", ["state"])

    op.create_table(
        "erp_invoice",
        sa.Column("id", sa.String(26), nullable=False),
        sa.Column("number", sa.String(20), nullable=False),
        sa.Column("order_id", sa.String(26), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("net", Amount(), nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.ForeignKeyConstraint(["order_id"], ["erp_order.id"], name="fk_erp_invoice_order_id"),
        sa.PrimaryKeyConstraint("id", name="pk_erp_invoice"),
        sa.UniqueConstraint("number", name="uq_erp_invoice_number"),
        sa.UniqueConstraint("order_id", name="uq_erp_invoice_order_id"),
    )
    op.create_table(
        "erp_order_line",
        sa.Column("order_id", sa.String(26), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("warehouse_id", sa.String(26), nullable=True),
        sa.Column("quantity", Amount(), nullable=False),
        sa.Column("unit", sa.String(3), nullable=False),
        sa.Column("amount", Amount(), nullable=False),
        sa.Column("wanted_day", sa.Date(), nullable=True),
        sa.Column("ship_to", sa.JSON(), nullable=True),
        sa.Column("note", sa.String(500), nullable=False),
        sa.Column("reserved", Amount(), nullable=False),
        sa.Column("picked", Amount(), nullable=False),
        sa.Column("shipped", Amount(), nullable=False),
        sa.Column("confirmed_day", sa.Date(), nullable=True),
        sa.CheckConstraint("picked <= reserved", name="ck_erp_order_line_picked_is_reserved"),
        sa.CheckConstraint("picked >= 0", name="ck_erp_order_line_picked_not_negative"),
        sa.CheckConstraint("reserved <= quantity", name="ck_erp_order_line_reserved_was_ordered"),
        sa.CheckConstraint("shipped <= quantity", name="ck_erp_order_line_shipped_was_ordered"),
        sa.ForeignKeyConstraint(["order_id"], ["erp_order.id"], name="fk_erp_order_line_order_id"),
        sa.ForeignKeyConstraint(["warehouse_id"], ["erp_warehouse.id"], name="fk_erp_order_line_warehouse_id"),
        sa.PrimaryKeyConstraint("order_id", "position", name="pk_erp_order_line"),
    )
    op.create_index("ix_erp_order_line_number", "erp_order_line", ["number", "warehouse_id"])

    op.create_table(
        "erp_replenishment",
        sa.Column("id", sa.String(26), nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("warehouse_id", sa.String(26), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("quantity", Amount(), nullable=False),
        sa.CheckConstraint("quantity >= 0", name="ck_erp_replenishment_quantity_not_negative"),
        sa.ForeignKeyConstraint(["warehouse_id"], ["erp_warehouse.id"], name="fk_erp_replenishment_warehouse_id"),
        sa.PrimaryKeyConstraint("id", name="pk_erp_replenishment"),
    )
    op.create_index("ix_erp_replenishment_day", "erp_replenishment", ["day"])
    op.create_index("ix_erp_replenishment_number", "erp_replenishment", ["number"])

    op.create_table(
        "erp_stock",
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("warehouse_id", sa.String(26), nullable=False),
        sa.Column("on_hand", Amount(), nullable=False),
        sa.Column("reserved", Amount(), nullable=False),
        sa.Column("waiting", Amount(), nullable=False),
        sa.Column("counted_at", Instant(), nullable=False),
        sa.CheckConstraint("reserved <= on_hand", name="ck_erp_stock_reserved_is_there"),
        sa.CheckConstraint("reserved >= 0", name="ck_erp_stock_reserved_not_negative"),
        sa.CheckConstraint("waiting >= 0", name="ck_erp_stock_waiting_not_negative"),
        sa.ForeignKeyConstraint(["warehouse_id"], ["erp_warehouse.id"], name="fk_erp_stock_warehouse_id"),
        sa.PrimaryKeyConstraint("number", "warehouse_id", name="pk_erp_stock"),
    )
    if op.get_bind().dialect.name == "postgresql":
        for statement in row_security("erp_handover"):
            op.execute(statement)


def downgrade() -> None:
    for table in _NEWEST_FIRST:
        op.drop_table(table)
