"""Delegations: who stands in for whom is seen by everybody; everybody names their own deputy and ends it."""

from dataclasses import dataclass
from datetime import date

from portal_app.accounts import Colleague, colleagues_with, company_people
from portal_app.kernel.errors import Forbidden, Invalid, NotFound
from portal_app.kernel.gate import Context, command, query
from portal_app.kernel.i18n import message
from portal_app.kernel.ids import Id
from portal_app.kernel.permissions import Permission
from portal_app.purchasing.actions.standing import approver_of, delegation_of, today_of
from portal_app.purchasing.rules.delegations import DelegationFacts, check_delegation
from portal_app.purchasing.store import delegations

NO_RIGHT = message("This person may not approve, so they cannot decide in your place. Please name somebody who may.")


@dataclass(frozen=True)
class DelegationLine:
    """Who stands in for whom. `is_own`: the reader named the deputy and may end it."""

    id: Id
    person_name: str
    delegate_name: str
    first_day: date
    last_day: date
    is_own: bool


@query(Permission.DELEGATION_EDIT)
def list_delegations(ctx: Context) -> tuple[DelegationLine, ...]:
    """Those of today and later."""
    people = company_people(ctx)
    return tuple(
        DelegationLine(row.id, people[row.person_id].name, people[row.delegate_id].name, row.first_day, row.last_day, row.person_id == ctx.actor.person_id)
        for row in delegations.list_delegations(ctx, until=today_of(ctx))
    )


@query(Permission.APPROVAL_DECIDE)
def list_possible_deputies(ctx: Context) -> tuple[Colleague, ...]:
    """Whom the one who asks can name: colleagues who may approve somewhere."""
    return colleagues_with(ctx, Permission.APPROVAL_DECIDE)


@command(Permission.DELEGATION_EDIT)
def put_delegation(ctx: Context, facts: DelegationFacts) -> Id:
    """Name one's own deputy. Raises Invalid with a sentence for the field that is wrong."""
    me = ctx.actor.person_id
    people = company_people(ctx)
    if me is None:
        raise Forbidden("This is kept for people of the company.")
    if facts.delegate_id not in people or not people[facts.delegate_id].is_active:
        raise NotFound
    today = today_of(ctx)
    own = [delegation_of(row) for row in delegations.list_delegations(ctx, until=today) if row.person_id == me]
    problems = check_delegation(facts, me, today, own)
    if approver_of(people[me]).decides_for and not approver_of(people[facts.delegate_id]).decides_for:
        problems.setdefault("delegate_id", NO_RIGHT)
    if problems:
        raise Invalid(fields=problems)
    row = delegations.put_delegation(ctx, me, facts)
    after = {"delegate": facts.delegate_id, "first_day": facts.first_day.isoformat(), "last_day": facts.last_day.isoformat()}
    ctx.record("delegation.added", "person", me, after=after)
    return row.id


@command(Permission.DELEGATION_EDIT)
def end_delegation(ctx: Context, delegation_id: Id) -> None:
    """The deputy decides no more from now on."""
    row = delegations.delegation_or_missing(ctx, delegation_id)
    if row.person_id != ctx.actor.person_id:
        raise Forbidden("Only who named the deputy can end this.")
    if row.ended_at is None:
        row.ended_at = ctx.now
        ctx.record("delegation.ended", "person", row.person_id, before={"delegate": row.delegate_id, "last_day": row.last_day.isoformat()})
