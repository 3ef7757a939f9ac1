"""An office for tests of purchasing: a company with people in their roles, and the commands that stand for ordering's.

People are put in as rows: how they come in is accounts' and tested there.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from sqlalchemy import update

from portal_app.accounts import ROLE_RIGHTS, Role
from portal_app.accounts.tables import Account, Person, RoleAssignment
from portal_app.kernel import clock
from portal_app.kernel.actor import Actor, ActorKind, Assurance
from portal_app.kernel.db import transaction
from portal_app.kernel.gate import Context, command
from portal_app.kernel.ids import Id, new_id
from portal_app.kernel.permissions import Permission as P
from portal_app.kernel.tenancy import NOBODY, company_scope
from portal_app.purchasing import (
    ApprovalRule,
    BudgetFacts,
    BudgetMode,
    BudgetPeriod,
    CartFacts,
    CartLine,
    CartSnapshot,
    ConditionGroup,
    RuleFacts,
    RuleStep,
    TotalAbove,
    book_invoice,
    commit,
    list_rules,
    open_request,
    put_budget,
    put_rule,
    release,
    reserve,
    withdraw_request,
)  # fmt: skip
from tests.database import behind_the_guard, new_company, new_cost_centres
from tests.purchasing.builders import eur, line, snapshot

ADMINISTRATOR, MANAGER, BUYER, ACCOUNTING, READER = Role.ADMINISTRATOR, Role.MANAGER, Role.BUYER, Role.ACCOUNTING, Role.READ_ONLY


# What ordering will do inside its own commands


@command(P.CART_SUBMIT)
def send_cart(ctx: Context, cart: CartSnapshot) -> Id:
    return open_request(ctx, cart)


@command(P.CART_SUBMIT)
def take_back(ctx: Context, request_id: Id) -> None:
    withdraw_request(ctx, request_id)


@command(P.CART_SUBMIT)
def book(ctx: Context, order_id: str, facts: CartFacts, may_exceed: bool = False) -> None:
    reserve(ctx, order_id, facts, may_exceed=may_exceed)
    ctx.record("order.placed", "order", order_id)


@command(P.CART_SUBMIT)
def order_for_good(ctx: Context, order_id: str) -> None:
    commit(ctx, order_id)
    ctx.record("order.confirmed", "order", order_id)


@command(P.CART_SUBMIT)
def invoice(ctx: Context, order_id: str, lines: tuple[CartLine, ...]) -> None:
    book_invoice(ctx, order_id, lines)
    ctx.record("order.invoiced", "order", order_id)


@command(P.CART_SUBMIT)
def give_up(ctx: Context, order_id: str) -> None:
    release(ctx, order_id)
    ctx.record("order.cancelled", "order", order_id)


@dataclass
class Office:
    """A company whose people are found by their first names: `office.anna` is the actor, `office.anna.person_id` the person."""

    company_id: Id
    centres: tuple[Id, ...]
    people: dict[str, Actor] = field(default_factory=dict)

    def hire(self, name: str, *roles: Role, centre: Id | None = None) -> Actor:
        with transaction(NOBODY, writes=True) as session:
            account = Account(email=f"{name.lower()}@{new_id()}.example", name=name, locale="en", created_at=clock.now())
            session.add(account)
        with transaction(company_scope(self.company_id), writes=True) as session:
            person = Person(account_id=account.id, first_name=name, last_name="Meyer", invited_at=clock.now(), joined_at=clock.now())
            session.add(person)
            session.flush()
            session.add_all([RoleAssignment(person_id=person.id, role=role.value, cost_centre_id=centre, granted_at=clock.now()) for role in roles])
        rights = frozenset().union(*(ROLE_RIGHTS[role] for role in roles))
        self.people[name.lower()] = Actor(
            ActorKind.PERSON, rights, self.company_id, account.id, person.id, new_id(), f"{name} Meyer", assurance=Assurance.TWO_STEPS,
            stepped_up_at=clock.now(),
        )  # fmt: skip
        return self.people[name.lower()]

    def __getattr__(self, name: str) -> Actor:
        try:
            return self.__dict__["people"][name]
        except KeyError:
            raise AttributeError(name) from None

    def rule(self, *steps: RuleStep, above: str = "500", name: str = "Above 500") -> ApprovalRule:
        rule_id = put_rule(self.lang, RuleFacts(name, (ConditionGroup((TotalAbove(eur(above)),)),), steps or (RuleStep(role="purchasing-manager"),)))
        return next(rule for rule in list_rules(self.lang) if rule.id == rule_id)

    def budget(self, amount: str, mode: BudgetMode = BudgetMode.HARD, *, centre: int | None = 0, **facts) -> Id:
        facts = {"period": BudgetPeriod.MONTH, "cost_centre_id": None if centre is None else self.centres[centre], **facts}
        return put_budget(self.lang, BudgetFacts("4712 Tools", eur(amount), mode=mode, **facts))

    def line(self, net: str = "600", centre: int | None = 0, **facts) -> CartLine:
        return line(net, cost_centre_id=None if centre is None else self.centres[centre], **facts)

    def cart(self, *nets: str, **facts) -> CartSnapshot:
        return snapshot(*(self.line(net) for net in nets or ("600",)), order_id=facts.pop("order_id", "") or new_id(), **facts)

    def facts(self, *nets: str) -> CartFacts:
        return CartFacts(tuple(self.line(net) for net in nets))


def new_office() -> Office:
    """Lang administers, Anna and Bert manage purchasing, Jan and Mia buy, Ute keeps the books, Rolf reads."""
    company_id = new_company()
    office = Office(company_id, new_cost_centres(company_id, 2))
    for name, roles in {
        "Lang": (ADMINISTRATOR,), "Anna": (MANAGER,), "Bert": (MANAGER,), "Jan": (BUYER,), "Mia": (BUYER,), "Ute": (ACCOUNTING,), "Rolf": (READER,),
    }.items():  # fmt: skip
        office.hire(name, *roles)
    return office


def deactivate(who: Actor) -> None:
    change_rows(who, update(Person).where(Person.id == who.person_id).values(deactivated_at=clock.now()))


def make(who: Actor, role: Role) -> None:
    """From now on they hold this role and no other; what their old session says is another question."""
    change_rows(who, update(RoleAssignment).where(RoleAssignment.person_id == who.person_id).values(role=role.value))


def change_rows(who: Actor, statement: Any) -> None:
    """Send a statement for this person's company, past every action."""
    with transaction(company_scope(who.company_id), writes=True) as session:
        session.execute(statement)


def ledger(budget_id: Id) -> tuple[Decimal, Decimal, Decimal, Decimal]:
    """Reserved, committed, actual as the entries sum up, and what the balance says is used: over all periods."""
    millionths = Decimal(1_000_000)
    parts = "coalesce(sum(reserved), 0), coalesce(sum(committed), 0), coalesce(sum(actual), 0)"
    sums = behind_the_guard(f"SELECT {parts} FROM budget_entry WHERE budget_id = :id", id=budget_id)
    used = behind_the_guard("SELECT coalesce(sum(used), 0) FROM budget_balance WHERE budget_id = :id", id=budget_id)
    return tuple(Decimal(int(value)) / millionths for value in (*sums[0], used[0][0]))
