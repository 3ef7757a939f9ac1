"""Drafts of the quick order and their rows."""

import sqlalchemy as sa
from alembic import op

from portal_app.kernel.columns import Amount, Instant
from portal_app.kernel.tenancy import row_security

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "draft",
        sa.Column("company_id", sa.String(26), nullable=False),
        sa.Column("id", sa.String(26), nullable=False),
        sa.Column("account_id", sa.String(26), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_draft_account_id"),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name="fk_draft_company_id"),
        sa.PrimaryKeyConstraint("id", name="pk_draft"),
        sa.UniqueConstraint("company_id", "account_id", name="uq_draft_company_id_account_id"),
    )
    op.create_index("ix_draft_company_id", "draft", ["company_id"])
    op.create_index("ix_draft_account_id", "draft", ["account_id"])
    op.create_table(
        "draft_row",
        sa.Column("company_id", sa.String(26), nullable=False),
        sa.Column("id", sa.String(26), nullable=False),
        sa.Column("draft_id", sa.String(26), nullable=False),
        sa.Column("key", sa.String(26), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("typed", sa.String(200), nullable=False),
        sa.Column("product_id", sa.String(26), nullable=True),
        sa.Column("wanted", Amount(), nullable=True),
        sa.Column("wanted_text", sa.String(40), nullable=False),
        sa.Column("as_wanted", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name="fk_draft_row_company_id"),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], name="fk_draft_row_draft_id"),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name="fk_draft_row_product_id"),
        sa.PrimaryKeyConstraint("id", name="pk_draft_row"),
        sa.UniqueConstraint("draft_id", "key", name="uq_draft_row_draft_id_key"),
    )
    op.create_index("ix_draft_row_company_id", "draft_row", ["company_id"])
    if op.get_bind().dialect.name == "postgresql":
        for table in ("draft", "draft_row"):
            for statement in row_security(table):
                op.execute(statement)


def downgrade() -> None:
    op.drop_table("draft_row")
    op.drop_table("draft")
