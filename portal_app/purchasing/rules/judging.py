"""What happens to a cart: which rules fire and why, who decides in which step, what a small change would spare. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from portal_app.kernel.i18n import message
from portal_app.kernel.ids import Id
from portal_app.purchasing.rules.approval_rules import ApprovalRule, RuleFacts, RuleStep
from portal_app.purchasing.rules.approvers import Decider, FourEyes, LeftOut, People, StepDeciders, administrators, deciders_of
from portal_app.purchasing.rules.budgets import BudgetMode, BudgetOutlook
from portal_app.purchasing.rules.conditions import BudgetExceeded, ConditionGroup, JudgedCart, lines_meeting, reasons_of, why_over
from portal_app.purchasing.rules.reasons import Reason, without_amounts
from portal_app.purchasing.rules.small_changes import SmallChange, small_changes

NOBODY = message("Nobody in your company can decide about this cart. Please ask your administrator to give somebody else the right to approve.")
# A budget that asks for approval asks somebody also where no rule speaks of budgets.
OF_BUDGETS = ApprovalRule("", RuleFacts(message("Budget exceeded"), (ConditionGroup((BudgetExceeded(),)),), (RuleStep(role="purchasing-manager"),)))


@dataclass(frozen=True)
class FiredRule:
    """A rule that asks for approval, for these lines of the cart (places from 0). The portal's own rule has the id ""."""

    rule_id: Id
    name: str
    reasons: tuple[Reason, ...]
    lines: tuple[int, ...]


@dataclass(frozen=True)
class PlannedStep:
    """A decision that is needed. All steps of a level are asked at once, the next level after them."""

    level: int
    step: RuleStep
    rule_names: tuple[str, ...]
    reasons: tuple[Reason, ...]
    cost_centres: frozenset[Id | None]
    deciders: tuple[Decider, ...]
    left_out: tuple[LeftOut, ...] = ()
    fallback: bool = False


@dataclass(frozen=True)
class Judgement:
    """What will happen to a cart. `stops` are reasons against which no approval helps: a hard budget, the buyer's own limit. `problem` is a
    sentence when approval is needed and nobody can give it. `small_changes` would spare the approval, the smallest first."""

    fired: tuple[FiredRule, ...] = ()
    steps: tuple[PlannedStep, ...] = ()
    outlooks: tuple[BudgetOutlook, ...] = ()
    stops: tuple[Reason, ...] = ()
    small_changes: tuple[SmallChange, ...] = ()
    problem: str = ""

    @property
    def needs_approval(self) -> bool:
        return bool(self.fired)


def judge(rules: Sequence[ApprovalRule], cart: JudgedCart, four_eyes: FourEyes, people: People) -> Judgement:
    """Every rule that fires counts, whatever the others say; equal steps of several rules are one."""
    fired = _fired(rules, cart)
    steps, able = _with_deciders(_merged(fired, cart), people, four_eyes)
    spared = small_changes(lambda other: not _fired(rules, other), cart, [group for rule, _ in fired for group in rule.facts.groups]) if fired else ()
    told = tuple(one for _, one in fired)
    return Judgement(told, steps, cart.outlooks, _stops(cart), spared, "" if able else NOBODY)


def _stops(cart: JudgedCart) -> tuple[Reason, ...]:
    hard = [why_over(one) for one in cart.outlooks if one.mode is BudgetMode.HARD and one.over.amount]
    if cart.limit is None or (cart.limit.currency == cart.total.currency and cart.total <= cart.limit):
        return tuple(hard)
    text, quiet = message("You may order for {limit} at once, and this comes to {total}."), message("This is more than you may order at once.")
    return (Reason(text, quiet, amounts=(("limit", cart.limit), ("total", cart.total))), *hard)


def _fired(rules: Iterable[ApprovalRule], cart: JudgedCart) -> list[tuple[ApprovalRule, FiredRule]]:
    found = [(rule, told) for rule in rules if (told := _told(rule, cart))]
    exceeded = any(one.mode is BudgetMode.APPROVAL and one.over.amount for one in cart.outlooks)
    if exceeded and not found:
        asking = replace(cart, outlooks=tuple(one for one in cart.outlooks if one.mode is BudgetMode.APPROVAL))
        return [(OF_BUDGETS, _told(OF_BUDGETS, asking))]
    return found


def _told(rule: ApprovalRule, cart: JudgedCart) -> FiredRule | None:
    """The rule with its reasons, or None when none of its groups holds."""
    held = [(group, lines) for group in rule.facts.groups if (lines := lines_meeting(group, cart))]
    if not held:
        return None
    reasons = tuple(dict.fromkeys(reason for group, lines in held for reason in reasons_of(group, cart, lines)))
    return FiredRule(rule.id, rule.facts.name, reasons, tuple(sorted(frozenset().union(*(lines for _, lines in held)))))


def _merged(fired: Iterable[tuple[ApprovalRule, FiredRule]], cart: JudgedCart) -> list[PlannedStep]:
    """The steps of all rules by level; the same people asked by two rules for the same cost centres are asked once."""
    found: dict[tuple, PlannedStep] = {}
    for rule, told in fired:
        centres = frozenset(cart.lines[place].cost_centre_id for place in told.lines)
        for level, step in enumerate(rule.facts.steps, start=1):
            key = (level, step.role, frozenset(step.person_ids), centres)
            known = found.get(key) or PlannedStep(level, step, (), (), centres, ())
            reasons = tuple(dict.fromkeys((*known.reasons, *told.reasons)))
            found[key] = replace(known, rule_names=(*known.rule_names, told.name), reasons=reasons)
    return sorted(found.values(), key=lambda one: one.level)


def _with_deciders(steps: list[PlannedStep], people: People, four_eyes: FourEyes) -> tuple[tuple[PlannedStep, ...], bool]:
    """The steps with who decides them, and whether all of them can be decided by different people at each level.

    Where a rule leaves too few people, administrators are asked too: first for the last level, then for all.
    """
    found = [deciders_of(one.step, one.cost_centres, people, four_eyes) for one in steps]
    last = max((one.level for one in steps), default=0)
    for levels in ((), (last,), range(1, last + 1)):
        tried = [_widened(one, step, people, four_eyes) if step.level in levels else one for step, one in zip(steps, found, strict=True)]
        if able := can_be_decided([(step.level, one.ids) for step, one in zip(steps, tried, strict=True)]):
            break
    return tuple(_planned(step, one) for step, one in zip(steps, tried, strict=True)), able


def _widened(one: StepDeciders, step: PlannedStep, people: People, four_eyes: FourEyes) -> StepDeciders:
    more = tuple(other for other in administrators(step.cost_centres, people, four_eyes) if other.person_id not in one.ids)
    return replace(one, deciders=(*one.deciders, *more), fallback=True) if more else one


def _planned(step: PlannedStep, one: StepDeciders) -> PlannedStep:
    return replace(step, deciders=one.deciders, left_out=one.left_out, fallback=one.fallback)


def can_be_decided(steps: Sequence[tuple[int, frozenset[Id]]]) -> bool:
    """Whether people can be chosen, one for each step, so that nobody decides on two levels."""
    first = [ids for level, ids in steps if level == 1]
    second = [ids for level, ids in steps if level > 1]
    return all(ids for _, ids in steps) and _can_choose(second, frozenset(), first)


def _can_choose(left: Sequence[frozenset[Id]], chosen: frozenset[Id], first: Sequence[frozenset[Id]]) -> bool:
    """Whether each set of `left` gets somebody, and each of `first` keeps somebody who was not chosen."""
    if any(ids <= chosen for ids in first):
        return False
    if not left:
        return True
    if left[0] & chosen:
        return _can_choose(left[1:], chosen, first)
    return any(_can_choose(left[1:], chosen | {one}, first) for one in sorted(left[0]))


def judgement_without_amounts(told: Judgement) -> Judgement:
    """The same for people who see no amounts. Names of rules are none for them either: most say above which amount they ask."""
    fired = tuple(replace(one, name="", reasons=tuple(map(without_amounts, one.reasons))) for one in told.fired)
    steps = tuple(replace(one, rule_names=(), reasons=tuple(map(without_amounts, one.reasons))) for one in told.steps)
    return Judgement(fired, steps, stops=tuple(map(without_amounts, told.stops)), problem=told.problem)
