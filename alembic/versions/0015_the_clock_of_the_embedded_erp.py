"""The clock of the embedded ERP: stopped by staff, or running."""

import sqlalchemy as sa
from alembic import op

from portal_app.kernel.columns import Instant

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "erp_clock",
        sa.Column("name", sa.String(20), nullable=False),
        sa.Column("stopped_at", Instant(), nullable=True),
        sa.Column("stopped_by", sa.String(200), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_erp_clock"),
    )


def downgrade() -> None:
    op.drop_table("erp_clock")
