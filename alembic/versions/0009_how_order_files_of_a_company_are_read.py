"""How order files of a company are read."""

import sqlalchemy as sa
from alembic import op

from portal_app.kernel.columns import Instant
from portal_app.kernel.tenancy import row_security

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "intake_mapping",
        sa.Column("company_id", sa.String(26), nullable=False),
        sa.Column("id", sa.String(26), nullable=False),
        sa.Column("signature", sa.String(64), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("decimal_sign", sa.String(1), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name="fk_intake_mapping_company_id"),
        sa.PrimaryKeyConstraint("id", name="pk_intake_mapping"),
        sa.UniqueConstraint("company_id", "signature", name="uq_intake_mapping_company_id_signature"),
    )
    op.create_index("ix_intake_mapping_company_id", "intake_mapping", ["company_id"])
    if op.get_bind().dialect.name == "postgresql":
        for statement in row_security("intake_mapping"):
            op.execute(statement)


def downgrade() -> None:
    op.drop_table("intake_mapping")
