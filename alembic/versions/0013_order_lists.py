"""Order lists, their lines, and the colleagues with whom they are shared."""

import sqlalchemy as sa
from alembic import op

from portal_app.kernel.columns import Amount, Instant
from portal_app.kernel.tenancy import row_security

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_OWNED = ("order_list", "order_list_person", "order_list_line")


def upgrade() -> None:
    _lists()
    _people()
    _lines()
    if op.get_bind().dialect.name == "postgresql":
        for table in _OWNED:
            for statement in row_security(table):
                op.execute(statement)


def _lists() -> None:
    op.create_table(
        "order_list",
        sa.Column("company_id", sa.String(26), nullable=False),
        sa.Column("id", sa.String(26), nullable=False),
        sa.Column("account_id", sa.String(26), nullable=False),
        sa.Column("owner_name", sa.String(200), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("sharing", sa.String(16), nullable=False),
        sa.Column("cost_centre_id", sa.String(26), nullable=True),
        sa.Column("others_edit", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("saved_at", Instant(), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.Column("changed_by", sa.String(200), nullable=False),
        sa.Column("removed_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_order_list_account_id"),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name="fk_order_list_company_id"),
        sa.ForeignKeyConstraint(["cost_centre_id"], ["cost_centre.id"], name="fk_order_list_cost_centre_id"),
        sa.PrimaryKeyConstraint("id", name="pk_order_list"),
    )
    op.create_index("ix_order_list_company_id", "order_list", ["company_id"])
    op.create_index("ix_order_list_account", "order_list", ["company_id", "account_id"])
    op.create_index("ix_order_list_changed", "order_list", ["company_id", "changed_at"])


def _people() -> None:
    op.create_table(
        "order_list_person",
        sa.Column("company_id", sa.String(26), nullable=False),
        sa.Column("id", sa.String(26), nullable=False),
        sa.Column("list_id", sa.String(26), nullable=False),
        sa.Column("person_id", sa.String(26), nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name="fk_order_list_person_company_id"),
        sa.ForeignKeyConstraint(["list_id"], ["order_list.id"], name="fk_order_list_person_list_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_order_list_person_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_order_list_person"),
        sa.UniqueConstraint("list_id", "person_id", name="uq_order_list_person_list_id_person_id"),
    )
    op.create_index("ix_order_list_person_company_id", "order_list_person", ["company_id"])
    op.create_index("ix_order_list_person_person", "order_list_person", ["company_id", "person_id"])


def _lines() -> None:
    op.create_table(
        "order_list_line",
        sa.Column("company_id", sa.String(26), nullable=False),
        sa.Column("id", sa.String(26), nullable=False),
        sa.Column("list_id", sa.String(26), nullable=False),
        sa.Column("product_id", sa.String(26), nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("name", sa.String(160), nullable=False),
        sa.Column("quantity", Amount(), nullable=False),
        sa.Column("pack", Amount(), nullable=False),
        sa.Column("section", sa.String(40), nullable=False),
        sa.Column("note", sa.String(200), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.String(200), nullable=False),
        sa.Column("removed_at", Instant(), nullable=True),
        sa.CheckConstraint("quantity > 0", name="ck_order_list_line_quantity_above_nothing"),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name="fk_order_list_line_company_id"),
        sa.ForeignKeyConstraint(["list_id"], ["order_list.id"], name="fk_order_list_line_list_id"),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name="fk_order_list_line_product_id"),
        sa.PrimaryKeyConstraint("id", name="pk_order_list_line"),
    )
    op.create_index("ix_order_list_line_company_id", "order_list_line", ["company_id"])
    op.create_index("ix_order_list_line_list", "order_list_line", ["company_id", "list_id"])


def downgrade() -> None:
    for table in reversed(_OWNED):
        op.drop_table(table)
