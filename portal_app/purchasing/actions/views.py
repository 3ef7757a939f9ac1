"""What actions answer, for the screens and the other slices. Amounts are None for people who see none."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from portal_app.catalog import list_categories
from portal_app.kernel.gate import Context
from portal_app.kernel.ids import Id
from portal_app.kernel.money import Money, Quantity
from portal_app.kernel.permissions import Permission
from portal_app.purchasing.rules.approvers import Decider, LeftOut
from portal_app.purchasing.rules.budgets import BudgetMode, BudgetOutlook, BudgetPeriod
from portal_app.purchasing.rules.judging import Judgement, judgement_without_amounts
from portal_app.purchasing.rules.life_cycle import RequestState
from portal_app.purchasing.rules.reasons import Reason, without_amounts
from portal_app.purchasing.rules.snapshots import SnapshotAddress


@dataclass(frozen=True)
class BudgetLine:
    """A budget in its present period. `share` 0.83 is 83 percent; reserved, committed and actual together are what is used."""

    id: Id
    name: str
    period: BudgetPeriod
    period_key: str
    mode: BudgetMode
    cost_centre_id: Id | None
    person_id: Id | None
    amount: Money | None
    reserved: Money | None
    committed: Money | None
    actual: Money | None
    share: Decimal | None


@dataclass(frozen=True)
class RequestLine:
    """A row of the inbox. `waiting_for` are names; `level` of `levels` is asked."""

    id: Id
    order_id: str
    number: str
    title: str
    buyer_name: str
    net: Money | None
    state: RequestState
    asked_at: datetime
    reasons: tuple[Reason, ...]
    level: int
    levels: int
    waiting_for: tuple[str, ...]


@dataclass(frozen=True)
class RequestedLine:
    """A line of the cart that waits, as it was at submit."""

    number: str
    name: str
    quantity: Quantity
    cost_centre: str
    address: int
    wanted_on: date | None
    is_first_purchase: bool
    net: Money | None
    unit_price: Money | None
    price_unit: int
    reference: str


@dataclass(frozen=True)
class DecisionView:
    """What somebody decided. `instead_of` is a name, or ""."""

    person_name: str
    instead_of: str
    verdict: str
    note: str
    at: datetime


@dataclass(frozen=True)
class StepView:
    """A step with who may decide it now, or with its decision."""

    level: int
    rule_names: tuple[str, ...]
    reasons: tuple[Reason, ...]
    deciders: tuple[Decider, ...]
    left_out: tuple[LeftOut, ...]
    fallback: bool
    decision: DecisionView | None


@dataclass(frozen=True)
class RequestSheet:
    """One request in full. `digest` goes back with a decision. `may_decide`: this reader, now; otherwise `why_not` may say why."""

    line: RequestLine
    lines: tuple[RequestedLine, ...]
    addresses: tuple[SnapshotAddress, ...]
    po_number: str
    note: str
    terms: tuple[tuple[str, str], ...]
    vat: Money | None
    steps: tuple[StepView, ...]
    budgets: tuple[BudgetOutlook, ...]
    digest: str
    opened_at: datetime
    remind_at: datetime
    escalate_at: datetime
    may_decide: bool
    why_not: str = ""


def sees_amounts(ctx: Context) -> bool:
    return ctx.actor.may(Permission.AMOUNT_VIEW)


def judgement_shown(ctx: Context, told: Judgement) -> Judgement:
    """The judgement in the reader's words, with amounts where they see them."""
    names = category_names(ctx, [reason for one in told.fired for reason in one.reasons])
    fired = tuple(replace(one, reasons=reasons_shown(ctx, one.reasons, names)) for one in told.fired)
    steps = tuple(replace(one, reasons=reasons_shown(ctx, one.reasons, names)) for one in told.steps)
    shown = replace(told, fired=fired, steps=steps)
    return shown if sees_amounts(ctx) else judgement_without_amounts(shown)


def category_names(ctx: Context, reasons: Iterable[Reason]) -> dict[str, str]:
    """By code, in the reader's language; asked only where one of the reasons names a category."""
    if not ctx.actor.may(Permission.CATALOG_VIEW) or not any(name == "category" for one in reasons for name, _ in one.words):
        return {}
    return {line.code: line.name for line in list_categories(ctx)}


def reasons_shown(ctx: Context, reasons: tuple[Reason, ...], names: Mapping[str, str]) -> tuple[Reason, ...]:
    """Categories by their names instead of their codes; without amounts for whom they are hidden."""
    shown = tuple(replace(one, words=tuple((word, names.get(value, value) if word == "category" else value) for word, value in one.words)) for one in reasons)
    return shown if sees_amounts(ctx) else tuple(map(without_amounts, shown))
