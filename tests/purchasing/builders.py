"""Carts, people and rules with sensible defaults, for tests of purchasing."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from portal_app.kernel.money import Money, Quantity
from portal_app.purchasing import (
    ApprovalRule,
    BudgetMode,
    BudgetOutlook,
    CartLine,
    CartSnapshot,
    ConditionGroup,
    RuleFacts,
    RuleStep,
    SnapshotAddress,
    SnapshotLine,
)  # fmt: skip
from portal_app.purchasing.rules.approvers import Approver, People
from portal_app.purchasing.rules.conditions import Condition, JudgedCart
from portal_app.purchasing.rules.delegations import Delegation

TODAY = date(2026, 11, 23)
MANAGER, ADMIN, BUYER = "purchasing-manager", "administrator", "buyer"


def eur(amount: str | int) -> Money:
    return Money(Decimal(amount))


def line(net: str | int = "100", **facts: object) -> CartLine:
    return CartLine(**{"number": "48-1007-M8", "name": "Hex bolt", "net": eur(net), **facts})


def cart(*lines: CartLine, outlooks: Iterable[BudgetOutlook] = (), **more: object) -> JudgedCart:
    total = sum((one.net for one in lines[1:]), lines[0].net)
    return JudgedCart(total, dict(enumerate(lines)), tuple(outlooks), **more)


def outlook(amount: str = "1800", used: str = "0", asked: str = "100", *, lines: Iterable[int] = (0,), mode: BudgetMode = BudgetMode.APPROVAL, **facts):
    facts = {"budget_id": "b1", "name": "4712 Tools", "period_key": "2026-11", **facts}
    return BudgetOutlook(mode=mode, amount=eur(amount), used=eur(used), asked=eur(asked), lines=frozenset(lines), **facts)


def rule(*conditions: Condition, steps: Iterable[RuleStep] = (RuleStep(role=MANAGER),), name: str = "A rule", rule_id: str = "r1") -> ApprovalRule:
    """All of the conditions, in one group."""
    return ApprovalRule(rule_id, RuleFacts(name, (ConditionGroup(conditions),), tuple(steps)))


def by(*person_ids: str) -> RuleStep:
    return RuleStep(person_ids=person_ids)


def approver(name: str, *roles: str, centre: str | None = None, active: bool = True) -> Approver:
    """A person whose id is their name in lower case. Managers and administrators may decide."""
    held = frozenset((role, centre) for role in roles)
    decides = frozenset({centre} if {MANAGER, ADMIN} & set(roles) else ())
    return Approver(name.lower(), name, held, decides, active)


def people(*everybody: Approver, deputies: Iterable[tuple[str, str]] = ()) -> People:
    """`deputies` are pairs: who is away, who decides in their place."""
    standing = tuple(Delegation(away, deputy, TODAY, TODAY) for away, deputy in deputies)
    return People({one.id: one for one in everybody}, standing)


ADDRESS = SnapshotAddress("Plant 2, Gate B", "Hansen Maschinenbau GmbH", "Werftbahnstraße 18", "24143", "Kiel")


def snapshot(*lines: CartLine, order_id: str = "o-1", **facts: object) -> CartSnapshot:
    kept = tuple(SnapshotLine(one, Quantity(Decimal(10)), one.net) for one in lines or (line(),))
    return CartSnapshot(
        **{"order_id": order_id, "number": "O-10482", "title": "Shutdown line 4", "addresses": (ADDRESS,), "vat": eur("19"), "lines": kept, **facts}
    )
