"""When an order that has left and was not answered counts as being in doubt."""

import sqlalchemy as sa
from alembic import op

from portal_app.kernel.columns import Instant

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("erp_handover", sa.Column("doubtful_from", Instant(), nullable=True))
    op.create_index("ix_erp_handover_doubtful_from", "erp_handover", ["doubtful_from"])


def downgrade() -> None:
    op.drop_index("ix_erp_handover_doubtful_from", "erp_handover")
    with op.batch_alter_table("erp_handover") as table:
        table.drop_column("doubtful_from")
