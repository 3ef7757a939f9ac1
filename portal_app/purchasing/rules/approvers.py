"""Who may decide a step, who is left out, and why. Four eyes without an exception: neither roles nor delegation lift it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from portal_app.kernel.i18n import message
from portal_app.kernel.ids import Id
from portal_app.purchasing.rules.approval_rules import RuleStep
from portal_app.purchasing.rules.delegations import Delegation

ADMINISTRATOR = "administrator"
ORDERED = message("orders this cart")
CHANGED = message("changed this cart")
BUYERS_DEPUTY = message("is the buyer's deputy")
DECIDED = message("decided an earlier step")
NO_RIGHT = message("may not approve")
GONE = message("cannot sign in")


@dataclass(frozen=True)
class Approver:
    """A person of the company as these rules see them. A cost centre of None stands for the whole company."""

    id: Id
    name: str
    roles: frozenset[tuple[str, Id | None]] = frozenset()
    decides_for: frozenset[Id | None] = frozenset()
    is_active: bool = True

    def holds(self, role: str, cost_centres: frozenset[Id | None]) -> bool:
        return _covers({centre for held, centre in self.roles if held == role}, cost_centres)

    def may_decide(self, cost_centres: frozenset[Id | None]) -> bool:
        return _covers(self.decides_for, cost_centres)


@dataclass(frozen=True)
class People:
    """Everybody of the company, and the delegations that count today."""

    everybody: Mapping[Id, Approver]
    delegations: tuple[Delegation, ...] = ()


@dataclass(frozen=True)
class Decider:
    """Somebody who may decide; `instead_of` is the person whose deputy they are, "" when they decide in their own right."""

    person_id: Id
    name: str
    instead_of: Id = ""


@dataclass(frozen=True)
class LeftOut:
    """Somebody a rule names who does not decide here; `reason` is a message id: “is the buyer's deputy”."""

    person_id: Id
    name: str
    reason: str


@dataclass(frozen=True)
class StepDeciders:
    """Who decides a step. `fallback`: nobody of the rule is left, so another administrator is asked."""

    deciders: tuple[Decider, ...]
    left_out: tuple[LeftOut, ...] = ()
    fallback: bool = False

    @property
    def ids(self) -> frozenset[Id]:
        return frozenset(one.person_id for one in self.deciders)


@dataclass(frozen=True)
class FourEyes:
    """Who must not decide about a cart: whoever orders or changed it, the buyer's deputies, and who decided an earlier step."""

    buyer_id: Id | None
    editor_ids: frozenset[Id] = frozenset()
    decided_ids: frozenset[Id] = field(default=frozenset())

    def closed_to(self, people: People) -> dict[Id, str]:
        """By person the reason, the strongest first."""
        closed = dict.fromkeys(self.decided_ids, DECIDED)
        closed |= {one.delegate_id: BUYERS_DEPUTY for one in people.delegations if self.buyer_id and one.person_id == self.buyer_id}
        closed |= dict.fromkeys(self.editor_ids, CHANGED)
        return closed | ({self.buyer_id: ORDERED} if self.buyer_id else {})


def deciders_of(step: RuleStep, cost_centres: frozenset[Id | None], people: People, four_eyes: FourEyes) -> StepDeciders:
    """The people of the step and their deputies, less those who must not decide. `cost_centres` are those of the lines the rule is about."""
    closed = four_eyes.closed_to(people)
    named = _named(step, cost_centres, people)
    barred = {one.id: reason for one in named if (reason := _why_not(one, cost_centres, closed))}
    own = [Decider(one.id, one.name) for one in named if one.id not in barred]
    deputies = _deputies({one.person_id for one in own}, cost_centres, people, closed)
    left_out = tuple(LeftOut(one.id, one.name, barred[one.id]) for one in named if one.id in barred)
    if own:
        return StepDeciders((*own, *deputies), left_out)
    return StepDeciders(administrators(cost_centres, people, four_eyes), left_out, fallback=True)


def administrators(cost_centres: frozenset[Id | None], people: People, four_eyes: FourEyes) -> tuple[Decider, ...]:
    """Who is asked when nobody else is left, or when nobody decided in time."""
    closed = four_eyes.closed_to(people)
    able = [one for one in _in_order(people.everybody.values()) if one.holds(ADMINISTRATOR, frozenset({None})) and not _why_not(one, cost_centres, closed)]
    return tuple(Decider(one.id, one.name) for one in able)


def _named(step: RuleStep, cost_centres: frozenset[Id | None], people: People) -> list[Approver]:
    if step.role:
        return [one for one in _in_order(people.everybody.values()) if one.is_active and one.holds(step.role, cost_centres)]
    return [people.everybody[person_id] for person_id in step.person_ids if person_id in people.everybody]


def _why_not(one: Approver, cost_centres: frozenset[Id | None], closed: Mapping[Id, str]) -> str:
    """The reason why somebody does not decide, or ""."""
    if not one.is_active:
        return GONE
    return closed.get(one.id) or ("" if one.may_decide(cost_centres) else NO_RIGHT)


def _deputies(own: set[Id], cost_centres: frozenset[Id | None], people: People, closed: Mapping[Id, str]) -> list[Decider]:
    """Deputies of those who may decide themselves, each once. A deputy's deputy is none."""
    found: dict[Id, Decider] = {}
    for one in people.delegations:
        deputy = people.everybody.get(one.delegate_id)
        if one.person_id in own and deputy and deputy.id not in own and not _why_not(deputy, cost_centres, closed):
            found.setdefault(deputy.id, Decider(deputy.id, deputy.name, one.person_id))
    return sorted(found.values(), key=lambda one: (one.name, one.person_id))


def _covers(held: Iterable[Id | None], asked: frozenset[Id | None]) -> bool:
    held = set(held)
    return None in held or (bool(asked) and None not in asked and asked <= held)


def _in_order(everybody: Iterable[Approver]) -> list[Approver]:
    return sorted(everybody, key=lambda one: (one.name, one.id))
