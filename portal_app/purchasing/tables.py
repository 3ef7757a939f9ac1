"""Tables of budgets with their ledger, approval rules, approval requests and delegations. All belong to one company.

Budget entries and decisions are append-only. An order is named by the text of its id: orders are a higher slice's.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field

from portal_app.kernel.columns import Amount, Instant
from portal_app.kernel.ids import Id, new_id
from portal_app.kernel.tenancy import Owned


class Budget(Owned, table=True):
    """What a cost centre, a person or (with neither) the whole company may spend in each period. `subject` is the id of either, or ""."""

    __tablename__ = "budget"
    __table_args__ = (UniqueConstraint("company_id", "subject", "period"), CheckConstraint("amount >= 0", name="amount_not_negative"))

    id: Id = Field(default_factory=new_id, primary_key=True, max_length=26)
    name: str = Field(max_length=80)
    subject: str = Field(default="", max_length=26)
    cost_centre_id: Id | None = Field(default=None, foreign_key="cost_centre.id", max_length=26)
    person_id: Id | None = Field(default=None, foreign_key="person.id", max_length=26)
    period: str = Field(max_length=8)
    mode: str = Field(max_length=8)
    amount: Decimal = Field(sa_type=Amount)
    currency: str = Field(max_length=3)
    closed_at: datetime | None = Field(default=None, sa_type=Instant)


class BudgetBalance(Owned, table=True):
    """What one budget has used in one period: always the sum of its entries, changed by one conditional statement.

    The constraint is the last net: a hard budget is never above its amount by more than `excess`, which only invoices that came out
    higher and a lowered amount may raise.
    """

    __tablename__ = "budget_balance"
    __table_args__ = (
        CheckConstraint("used >= 0", name="used_not_negative"),
        CheckConstraint("NOT is_hard OR used <= amount + excess", name="hard_holds"),
    )

    budget_id: Id = Field(primary_key=True, foreign_key="budget.id", max_length=26)
    period_key: str = Field(primary_key=True, max_length=8)
    amount: Decimal = Field(sa_type=Amount)
    used: Decimal = Field(default=Decimal(0), sa_type=Amount)
    excess: Decimal = Field(default=Decimal(0), sa_type=Amount)
    is_hard: bool = False


class BudgetEntry(Owned, table=True):
    """One movement for one order: what it adds to or takes from reserved, committed and actual."""

    __tablename__ = "budget_entry"
    __table_args__ = (
        Index("ix_budget_entry_budget", "company_id", "budget_id", "period_key"),
        Index("ix_budget_entry_order", "company_id", "order_id"),
    )

    id: Id = Field(default_factory=new_id, primary_key=True, max_length=26)
    budget_id: Id = Field(foreign_key="budget.id", max_length=26)
    period_key: str = Field(max_length=8)
    order_id: str = Field(max_length=40)
    kind: str = Field(max_length=8)  # reserve, commit, actual, release
    reserved: Decimal = Field(sa_type=Amount)
    committed: Decimal = Field(sa_type=Amount)
    actual: Decimal = Field(sa_type=Amount)
    at: datetime = Field(sa_type=Instant)
    person_id: Id | None = Field(default=None, max_length=26)


class ApprovalRule(Owned, table=True):
    """When somebody else must decide. `condition_groups` are its conditions: it counts when any group holds."""

    __tablename__ = "approval_rule"

    id: Id = Field(default_factory=new_id, primary_key=True, max_length=26)
    name: str = Field(max_length=80)
    condition_groups: list[Any] = Field(sa_type=JSON)
    created_at: datetime = Field(sa_type=Instant)
    closed_at: datetime | None = Field(default=None, sa_type=Instant)


class ApprovalRuleStep(Owned, table=True):
    """One step of a rule: people by their ids, or a role."""

    __tablename__ = "approval_rule_step"
    __table_args__ = (UniqueConstraint("company_id", "rule_id", "level"),)

    id: Id = Field(default_factory=new_id, primary_key=True, max_length=26)
    rule_id: Id = Field(foreign_key="approval_rule.id", index=True, max_length=26)
    level: int
    person_ids: list[str] = Field(sa_type=JSON)
    role: str = Field(default="", max_length=24)


class ApprovalRequest(Owned, table=True):
    """A cart that waits for a decision, or waited for one. `digest` names the snapshot that decisions are about."""

    __tablename__ = "approval_request"
    __table_args__ = (
        Index("ix_approval_request_state", "company_id", "state", "opened_at"),
        Index(
            "uq_approval_request_open", "company_id", "order_id", unique=True,
            sqlite_where=text("closed_at IS NULL"), postgresql_where=text("closed_at IS NULL"),
        ),
    )  # fmt: skip

    id: Id = Field(default_factory=new_id, primary_key=True, max_length=26)
    order_id: str = Field(max_length=40)
    number: str = Field(max_length=40)
    title: str = Field(max_length=120)
    buyer_id: Id | None = Field(default=None, foreign_key="person.id", max_length=26)  # None: staff who act for the company
    buyer_name: str = Field(max_length=200)
    editor_ids: list[str] = Field(sa_type=JSON)
    snapshot: dict[str, Any] = Field(sa_type=JSON)
    digest: str = Field(max_length=64)
    net: Decimal = Field(sa_type=Amount)
    currency: str = Field(max_length=3)
    state: str = Field(max_length=12)
    level: int = 1
    opened_at: datetime = Field(sa_type=Instant)
    asked_at: datetime = Field(sa_type=Instant)  # when the present level was asked
    remind_at: datetime = Field(sa_type=Instant)
    escalate_at: datetime = Field(sa_type=Instant)
    reminded_at: datetime | None = Field(default=None, sa_type=Instant)
    escalated_at: datetime | None = Field(default=None, sa_type=Instant)
    closed_at: datetime | None = Field(default=None, sa_type=Instant)


class RequestStep(Owned, table=True):
    """A step of a request, as the rules said when it was opened. Changed rules change nothing about it."""

    __tablename__ = "request_step"
    __table_args__ = (Index("ix_request_step_request", "company_id", "request_id", "level"),)

    id: Id = Field(default_factory=new_id, primary_key=True, max_length=26)
    request_id: Id = Field(foreign_key="approval_request.id", max_length=26)
    level: int
    position: int
    rule_names: list[str] = Field(sa_type=JSON)
    reasons: list[Any] = Field(sa_type=JSON)
    person_ids: list[str] = Field(sa_type=JSON)
    role: str = Field(default="", max_length=24)
    cost_centre_ids: list[Any] = Field(sa_type=JSON)  # null stands for lines without a cost centre
    is_open_to_administrators: bool = False


class ApprovalDecision(Owned, table=True):
    """What somebody decided about one step, about exactly the snapshot of this digest. A step is decided once."""

    __tablename__ = "approval_decision"
    __table_args__ = (UniqueConstraint("company_id", "step_id"), Index("ix_approval_decision_request", "company_id", "request_id"))

    id: Id = Field(default_factory=new_id, primary_key=True, max_length=26)
    request_id: Id = Field(foreign_key="approval_request.id", max_length=26)
    step_id: Id = Field(foreign_key="request_step.id", max_length=26)
    level: int
    person_id: Id = Field(foreign_key="person.id", max_length=26)
    person_name: str = Field(max_length=200)
    instead_of: Id | None = Field(default=None, max_length=26)
    verdict: str = Field(max_length=8)
    note: str = Field(default="", max_length=1000)
    digest: str = Field(max_length=64)
    at: datetime = Field(sa_type=Instant)


class Delegation(Owned, table=True):
    """A person's deputy, for some days of the company's calendar, both included."""

    __tablename__ = "delegation"
    __table_args__ = (Index("ix_delegation_days", "company_id", "last_day"),)

    id: Id = Field(default_factory=new_id, primary_key=True, max_length=26)
    person_id: Id = Field(foreign_key="person.id", max_length=26)
    delegate_id: Id = Field(foreign_key="person.id", max_length=26)
    first_day: date
    last_day: date
    created_at: datetime = Field(sa_type=Instant)
    ended_at: datetime | None = Field(default=None, sa_type=Instant)
