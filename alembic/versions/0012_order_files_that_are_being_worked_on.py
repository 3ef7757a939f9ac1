"""Order files that are being worked on."""

import sqlalchemy as sa
from alembic import op

from portal_app.kernel.columns import Instant
from portal_app.kernel.tenancy import row_security

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "order_intake",
        sa.Column("company_id", sa.String(26), nullable=False),
        sa.Column("id", sa.String(26), nullable=False),
        sa.Column("account_id", sa.String(26), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("found", sa.JSON(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("source", sa.LargeBinary(), nullable=False),
        sa.Column("lines", sa.LargeBinary(), nullable=False),
        sa.Column("mends", sa.LargeBinary(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("read_at", Instant(), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name="fk_order_intake_company_id"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_order_intake_account_id"),
        sa.PrimaryKeyConstraint("id", name="pk_order_intake"),
    )
    op.create_index("ix_order_intake_company_id", "order_intake", ["company_id"])
    op.create_index("ix_order_intake_account", "order_intake", ["company_id", "account_id", "changed_at"])
    if op.get_bind().dialect.name == "postgresql":
        for statement in row_security("order_intake"):
            op.execute(statement)


def downgrade() -> None:
    op.drop_table("order_intake")
