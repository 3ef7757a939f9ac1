"""A person keeps the cost centre and the delivery address they work with."""

import sqlalchemy as sa
from alembic import op

from portal_app.kernel.tenancy import row_security

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "standing_choice",
        sa.Column("company_id", sa.String(26), nullable=False),
        sa.Column("person_id", sa.String(26), nullable=False),
        sa.Column("cost_centre_id", sa.String(26), nullable=True),
        sa.Column("address_id", sa.String(26), nullable=True),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name="fk_standing_choice_company_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_standing_choice_person_id"),
        sa.ForeignKeyConstraint(["cost_centre_id"], ["cost_centre.id"], name="fk_standing_choice_cost_centre_id"),
        sa.ForeignKeyConstraint(["address_id"], ["delivery_address.id"], name="fk_standing_choice_address_id"),
        sa.PrimaryKeyConstraint("person_id", name="pk_standing_choice"),
    )
    op.create_index("ix_standing_choice_company_id", "standing_choice", ["company_id"], unique=False)
    if op.get_bind().dialect.name == "postgresql":
        for statement in row_security("standing_choice"):
            op.execute(statement)


def downgrade() -> None:
    op.drop_index("ix_standing_choice_company_id", table_name="standing_choice")
    op.drop_table("standing_choice")
