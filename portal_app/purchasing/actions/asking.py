"""Who is asked about a request at this moment: found anew each time, because roles and deputies change while it waits. No use case of its own."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from portal_app.accounts import CompanyPerson, company_people
from portal_app.kernel.gate import Context
from portal_app.kernel.ids import Id
from portal_app.purchasing.rules.approval_rules import RuleStep
from portal_app.purchasing.rules.approvers import FourEyes, People, StepDeciders, administrators, deciders_of
from portal_app.purchasing.tables import ApprovalDecision, ApprovalRequest, RequestStep


@dataclass(frozen=True)
class Asked:
    """A request with its steps and decisions, as they stand."""

    request: ApprovalRequest
    steps: tuple[RequestStep, ...]
    decisions: tuple[ApprovalDecision, ...]
    people: People

    @property
    def open_steps(self) -> tuple[RequestStep, ...]:
        """The steps of the present level that nobody has decided."""
        return tuple(step for step in self.left if step.level == self.request.level)

    @property
    def left(self) -> tuple[RequestStep, ...]:
        decided = {one.step_id for one in self.decisions}
        return tuple(step for step in self.steps if step.id not in decided)

    def deciders(self, step: RequestStep, *, but: Iterable[Id] = ()) -> StepDeciders:
        """Who may decide this step. Who decided on another level may not, nor may those of `but`."""
        elsewhere = {one.person_id for one in self.decisions if one.level != step.level} | set(but)
        four_eyes = FourEyes(self.request.buyer_id, frozenset(self.request.editor_ids), frozenset(elsewhere))
        centres = frozenset(step.cost_centre_ids)
        found = deciders_of(RuleStep(tuple(step.person_ids), step.role), centres, self.people, four_eyes)
        if not step.is_open_to_administrators:
            return found
        more = tuple(one for one in administrators(centres, self.people, four_eyes) if one.person_id not in found.ids)
        return replace(found, deciders=(*found.deciders, *more), fallback=found.fallback or bool(more))

    def asked_now(self) -> dict[Id, str]:
        """Everybody who may decide something now, by id their name."""
        return {one.person_id: one.name for step in self.open_steps for one in self.deciders(step).deciders}


def readers_of(ctx: Context, asked: Asked) -> list[CompanyPerson]:
    people = company_people(ctx)
    return [people[person_id] for person_id in asked.asked_now()]
