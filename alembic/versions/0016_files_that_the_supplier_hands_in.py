"""Files that the supplier hands in, until they are taken."""

import sqlalchemy as sa
from alembic import op

from portal_app.kernel.columns import Instant

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "handed_file",
        sa.Column("id", sa.String(26), nullable=False),
        sa.Column("account_id", sa.String(26), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("handed_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_handed_file_account_id"),
        sa.PrimaryKeyConstraint("id", name="pk_handed_file"),
        sa.UniqueConstraint("account_id", name="uq_handed_file_account_id"),
    )
    op.create_index("ix_handed_file_handed_at", "handed_file", ["handed_at"])


def downgrade() -> None:
    op.drop_table("handed_file")
