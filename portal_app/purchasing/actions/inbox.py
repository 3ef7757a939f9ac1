"""The inbox: what waits for me, what I asked, what I decided, and one request in full."""

from portal_app.accounts import company_people, cost_centre_names
from portal_app.kernel.errors import NotFound
from portal_app.kernel.gate import Context, query
from portal_app.kernel.ids import Id
from portal_app.kernel.money import Money
from portal_app.kernel.paging import LARGEST, Page
from portal_app.kernel.permissions import Permission
from portal_app.purchasing.actions.asking import Asked
from portal_app.purchasing.actions.deciding import has_to_do_with, why_not
from portal_app.purchasing.actions.requests import asked_about
from portal_app.purchasing.actions.standing import budget_outlooks, people_now
from portal_app.purchasing.actions.views import (
    DecisionView,
    RequestedLine,
    RequestLine,
    RequestSheet,
    StepView,
    category_names,
    reasons_shown,
    sees_amounts,
)  # fmt: skip
from portal_app.purchasing.rules.budgets import BudgetOutlook
from portal_app.purchasing.rules.life_cycle import OPEN, RequestState
from portal_app.purchasing.rules.reasons import Reason
from portal_app.purchasing.rules.snapshots import CartSnapshot, SnapshotLine
from portal_app.purchasing.store import requests
from portal_app.purchasing.tables import ApprovalDecision, ApprovalRequest, RequestStep


@query(Permission.APPROVAL_DECIDE)
def requests_to_decide(ctx: Context, number: int = 1, size: int = 50) -> Page[RequestLine]:
    """What waits for the one who asks, in their own right or as a deputy, the oldest first."""
    waiting = [one for one in _asked(ctx, requests.open_requests(ctx)) if ctx.actor.person_id in one.asked_now()]
    size = min(max(size, 1), LARGEST)
    number = min(max(number, 1), max(1, -(-len(waiting) // size)))
    return Page(_lines(ctx, waiting[(number - 1) * size : number * size]), len(waiting), number, size)


@query(Permission.ORDER_VIEW)
def own_requests(ctx: Context, number: int = 1, size: int = 50) -> Page[RequestLine]:
    """What the one who asks has sent for approval, the newest first."""
    return _page(ctx, requests.requests_asked_by(ctx, ctx.actor.person_id, number=number, size=size))


@query(Permission.APPROVAL_DECIDE)
def decided_requests(ctx: Context, number: int = 1, size: int = 50) -> Page[RequestLine]:
    """What the one who asks has decided, the newest first."""
    return _page(ctx, requests.requests_decided_by(ctx, ctx.actor.person_id, number=number, size=size))


@query(Permission.ORDER_VIEW)
def read_request(ctx: Context, request_id: Id) -> RequestSheet:
    """Raises NotFound for an unknown request and for who has nothing to do with it."""
    if requests.find_request(ctx, request_id) is None:
        raise NotFound
    asked = asked_about(ctx, request_id)
    if not has_to_do_with(ctx, asked):
        raise NotFound
    row, snapshot = asked.request, requests.snapshot_of(asked.request)
    centres = cost_centre_names(ctx)
    may_decide = ctx.actor.may(Permission.APPROVAL_DECIDE) and why_not(ctx, asked) == ""
    return RequestSheet(
        *_lines(ctx, [asked]), tuple(_requested(ctx, one, centres) for one in snapshot.lines), snapshot.addresses, snapshot.po_number, snapshot.note,
        snapshot.terms, snapshot.vat if sees_amounts(ctx) else None, _steps(ctx, asked), _budgets(ctx, row, snapshot), row.digest, row.opened_at,
        row.remind_at, row.escalate_at, may_decide, "" if may_decide or row.state not in OPEN else why_not(ctx, asked),
    )  # fmt: skip


def _page(ctx: Context, found: Page[ApprovalRequest]) -> Page[RequestLine]:
    return Page(_lines(ctx, _asked(ctx, list(found.rows))), found.total, found.number, found.size)


def _asked(ctx: Context, rows: list[ApprovalRequest]) -> list[Asked]:
    """All at once: three questions to the database, however many there are, and none when there are none: each page asks how many wait."""
    if not rows:
        return []
    ids = [row.id for row in rows]
    steps, decisions, people = requests.steps_of(ctx, ids), requests.decisions_of(ctx, ids), people_now(ctx)
    return [Asked(row, tuple(steps[row.id]), tuple(decisions[row.id]), people) for row in rows]


def _lines(ctx: Context, some: list[Asked]) -> tuple[RequestLine, ...]:
    names = category_names(ctx, [reason for one in some for reason in _why(one)])
    return tuple(_line(ctx, one, names) for one in some)


def _why(asked: Asked) -> tuple[Reason, ...]:
    """The reasons of the present level, each once."""
    asking = [step for step in asked.steps if step.level == asked.request.level]
    return tuple(dict.fromkeys(reason for step in asking for reason in requests.reasons_of(step)))


def _line(ctx: Context, asked: Asked, names: dict[str, str]) -> RequestLine:
    row = asked.request
    waiting_for = tuple(asked.asked_now().values()) if row.state in OPEN else ()
    return RequestLine(
        row.id, row.order_id, row.number, row.title, row.buyer_name, Money(row.net, row.currency) if sees_amounts(ctx) else None,
        RequestState(row.state), row.asked_at, reasons_shown(ctx, _why(asked), names), row.level, max(step.level for step in asked.steps), waiting_for,
    )  # fmt: skip


def _requested(ctx: Context, one: SnapshotLine, centres: dict[Id, str]) -> RequestedLine:
    line, shown = one.line, sees_amounts(ctx)
    return RequestedLine(
        line.number, line.name, one.quantity, centres.get(line.cost_centre_id or "", ""), one.address, one.wanted_on, line.is_first_purchase,
        line.net if shown else None, one.unit_price if shown else None, one.price_unit, one.reference,
    )  # fmt: skip


def _steps(ctx: Context, asked: Asked) -> tuple[StepView, ...]:
    names = {person.id: person.name for person in company_people(ctx).values()}
    decided = {one.step_id: _decision(one, names) for one in asked.decisions}
    categories = category_names(ctx, [reason for step in asked.steps for reason in requests.reasons_of(step)])
    return tuple(_step(ctx, asked, step, decided.get(step.id), categories) for step in asked.steps)


def _step(ctx: Context, asked: Asked, step: RequestStep, decision: DecisionView | None, categories: dict[str, str]) -> StepView:
    found = asked.deciders(step)
    still_open = decision is None and asked.request.state in OPEN
    rules = tuple(step.rule_names) if sees_amounts(ctx) else ()  # most say above which amount they ask
    return StepView(
        step.level, rules, reasons_shown(ctx, requests.reasons_of(step), categories), found.deciders if still_open else (),
        found.left_out if still_open else (), still_open and found.fallback, decision,
    )  # fmt: skip


def _decision(row: ApprovalDecision, names: dict[Id, str]) -> DecisionView:
    return DecisionView(row.person_name, names.get(row.instead_of or "", ""), row.verdict, row.note, row.at)


def _budgets(ctx: Context, row: ApprovalRequest, snapshot: CartSnapshot) -> tuple[BudgetOutlook, ...]:
    """What the budgets come to with it, while it waits."""
    if row.state not in OPEN or not sees_amounts(ctx) or not ctx.actor.may(Permission.BUDGET_VIEW):
        return ()
    return budget_outlooks(ctx, snapshot.facts.lines, row.buyer_id, but_order=row.order_id)
