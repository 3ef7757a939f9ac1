"""Budgets with their ledger, approval rules, approval requests with their decisions, delegations."""

import sqlalchemy as sa
from alembic import op

from portal_app.kernel.columns import Amount, Instant
from portal_app.kernel.tenancy import append_only, row_security

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_NEWEST_FIRST = (
    "approval_decision",
    "request_step",
    "budget_entry",
    "budget_balance",
    "approval_rule_step",
    "delegation",
    "approval_request",
    "approval_rule",
    "budget",
)
_APPEND_ONLY = ("budget_entry", "approval_decision")


def _owned(table: str, *parts: sa.Column | sa.Constraint) -> None:
    """A tenant table. Columns come before constraints."""
    op.create_table(
        table,
        sa.Column("company_id", sa.String(26), nullable=False),
        *parts,
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name=f"fk_{table}_company_id"),
    )
    op.create_index(f"ix_{table}_company_id", table, ["company_id"])


def _points_at(table: str, column: str, other: str) -> sa.Constraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=f"fk_{table}_{column}")


def upgrade() -> None:
    _budgets()
    _rules()
    _requests()
    op.create_index("ix_delegation_days", "delegation", ["company_id", "last_day"])
    dialect = op.get_bind().dialect.name
    for table in _APPEND_ONLY:
        for statement in append_only(table, dialect):
            op.execute(statement)
    if dialect == "postgresql":
        for table in _NEWEST_FIRST:
            for statement in row_security(table):
                op.execute(statement)


def _budgets() -> None:
    _owned(
        "budget",
        sa.Column("id", sa.String(26), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("subject", sa.String(26), nullable=False),
        sa.Column("cost_centre_id", sa.String(26), nullable=True),
        sa.Column("person_id", sa.String(26), nullable=True),
        sa.Column("period", sa.String(8), nullable=False),
        sa.Column("mode", sa.String(8), nullable=False),
        sa.Column("amount", Amount(), nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("closed_at", Instant(), nullable=True),
        _points_at("budget", "cost_centre_id", "cost_centre"),
        _points_at("budget", "person_id", "person"),
        sa.PrimaryKeyConstraint("id", name="pk_budget"),
        sa.UniqueConstraint("company_id", "subject", "period", name="uq_budget_company_id_subject_period"),
        sa.CheckConstraint("amount >= 0", name="amount_not_negative"),
    )
    _owned(
        "budget_balance",
        sa.Column("budget_id", sa.String(26), nullable=False),
        sa.Column("period_key", sa.String(8), nullable=False),
        sa.Column("amount", Amount(), nullable=False),
        sa.Column("used", Amount(), nullable=False),
        sa.Column("excess", Amount(), nullable=False),
        sa.Column("is_hard", sa.Boolean(), nullable=False),
        _points_at("budget_balance", "budget_id", "budget"),
        sa.PrimaryKeyConstraint("budget_id", "period_key", name="pk_budget_balance"),
        sa.CheckConstraint("used >= 0", name="used_not_negative"),
        sa.CheckConstraint("NOT is_hard OR used <= amount + excess", name="hard_holds"),
    )
    _owned(
        "budget_entry",
        sa.Column("id", sa.String(26), nullable=False),
        sa.Column("budget_id", sa.String(26), nullable=False),
        sa.Column("period_key", sa.String(8), nullable=False),
        sa.Column("order_id", sa.String(40), nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("reserved", Amount(), nullable=False),
        sa.Column("committed", Amount(), nullable=False),
        sa.Column("actual", Amount(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("person_id", sa.String(26), nullable=True),
        _points_at("budget_entry", "budget_id", "budget"),
        sa.PrimaryKeyConstraint("id", name="pk_budget_entry"),
    )
    op.create_index("ix_budget_entry_budget", "budget_entry", ["company_id", "budget_id", "period_key"])
    op.create_index("ix_budget_entry_order", "budget_entry", ["company_id", "order_id"])


def _rules() -> None:
    _owned(
        "approval_rule",
        sa.Column("id", sa.String(26), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("condition_groups", sa.JSON(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("closed_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_approval_rule"),
    )
    _owned(
        "approval_rule_step",
        sa.Column("id", sa.String(26), nullable=False),
        sa.Column("rule_id", sa.String(26), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("person_ids", sa.JSON(), nullable=False),
        sa.Column("role", sa.String(24), nullable=False),
        _points_at("approval_rule_step", "rule_id", "approval_rule"),
        sa.PrimaryKeyConstraint("id", name="pk_approval_rule_step"),
        sa.UniqueConstraint("company_id", "rule_id", "level", name="uq_approval_rule_step_company_id_rule_id_level"),
    )
    op.create_index("ix_approval_rule_step_rule_id", "approval_rule_step", ["rule_id"])
    _owned(
        "delegation",
        sa.Column("id", sa.String(26), nullable=False),
        sa.Column("person_id", sa.String(26), nullable=False),
        sa.Column("delegate_id", sa.String(26), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("ended_at", Instant(), nullable=True),
        _points_at("delegation", "person_id", "person"),
        _points_at("delegation", "delegate_id", "person"),
        sa.PrimaryKeyConstraint("id", name="pk_delegation"),
    )


def _requests() -> None:
    _owned(
        "approval_request",
        sa.Column("id", sa.String(26), nullable=False),
        sa.Column("order_id", sa.String(40), nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("buyer_id", sa.String(26), nullable=True),
        sa.Column("buyer_name", sa.String(200), nullable=False),
        sa.Column("editor_ids", sa.JSON(), nullable=False),
        sa.Column("snapshot", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("net", Amount(), nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("opened_at", Instant(), nullable=False),
        sa.Column("asked_at", Instant(), nullable=False),
        sa.Column("remind_at", Instant(), nullable=False),
        sa.Column("escalate_at", Instant(), nullable=False),
        sa.Column("reminded_at", Instant(), nullable=True),
        sa.Column("escalated_at", Instant(), nullable=True),
        sa.Column("closed_at", Instant(), nullable=True),
        _points_at("approval_request", "buyer_id", "person"),
        sa.PrimaryKeyConstraint("id", name="pk_approval_request"),
    )
    op.create_index("ix_approval_request_state", "approval_request", ["company_id", "state", "opened_at"])
    still_open = sa.text("closed_at IS NULL")
    op.create_index(
        "uq_approval_request_open", "approval_request", ["company_id", "order_id"], unique=True, sqlite_where=still_open, postgresql_where=still_open
    )
    _owned(
        "request_step",
        sa.Column("id", sa.String(26), nullable=False),
        sa.Column("request_id", sa.String(26), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("rule_names", sa.JSON(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("person_ids", sa.JSON(), nullable=False),
        sa.Column("role", sa.String(24), nullable=False),
        sa.Column("cost_centre_ids", sa.JSON(), nullable=False),
        sa.Column("is_open_to_administrators", sa.Boolean(), nullable=False),
        _points_at("request_step", "request_id", "approval_request"),
        sa.PrimaryKeyConstraint("id", name="pk_request_step"),
    )
    op.create_index("ix_request_step_request", "request_step", ["company_id", "request_id", "level"])
    _owned(
        "approval_decision",
        sa.Column("id", sa.String(26), nullable=False),
        sa.Column("request_id", sa.String(26), nullable=False),
        sa.Column("step_id", sa.String(26), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(26), nullable=False),
        sa.Column("person_name", sa.String(200), nullable=False),
        sa.Column("instead_of", sa.String(26), nullable=True),
        sa.Column("verdict", sa.String(8), nullable=False),
        sa.Column("note", sa.String(1000), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        _points_at("approval_decision", "request_id", "approval_request"),
        _points_at("approval_decision", "step_id", "request_step"),
        _points_at("approval_decision", "person_id", "person"),
        sa.PrimaryKeyConstraint("id", name="pk_approval_decision"),
        sa.UniqueConstraint("company_id", "step_id", name="uq_approval_decision_company_id_step_id"),
    )
    op.create_index("ix_approval_decision_request", "approval_decision", ["company_id", "request_id"])


def downgrade() -> None:
    for table in _NEWEST_FIRST:
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        for table in _APPEND_ONLY:
            op.execute(f"DROP FUNCTION {table}_keeps()")
