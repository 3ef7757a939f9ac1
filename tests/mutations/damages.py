"""What happens when a guard is taken away: each function breaks one promise of the kernel, or of a slice, in this process. Used by run.py only."""

from collections.abc import Callable

from sqlalchemy import event, false, true
from sqlalchemy.orm import with_loader_criteria

from portal_app.accounts.rules import roles
from portal_app.kernel import db, gate, outbox, repeats, tenancy
from portal_app.kernel.permissions import Permission
from portal_app.kernel.tenancy import TenantSession
from portal_app.purchasing.rules import approvers, snapshots
from portal_app.purchasing.store import budgets


def without_the_condition_of_the_company() -> None:
    tenancy._only_mine = lambda cls, scope: with_loader_criteria(cls, lambda _: true(), include_aliases=True)


def without_the_condition_in_joined_aliases() -> None:
    """As it looks right: an expression instead of a function. SQLAlchemy does not adapt it to an alias that is joined."""

    def only_mine(cls, scope):
        mine = false() if scope.reach is tenancy.Reach.NOBODY else cls.company_id == scope.company_id
        return with_loader_criteria(cls, mine, include_aliases=True)

    tenancy._only_mine = only_mine


def without_reading_statements() -> None:
    def classes_in(statement, guarded):
        return {mapper.class_ for mapper in tenancy.SQLModel._sa_registry.mappers if issubclass(mapper.class_, tenancy.Owned)}

    tenancy.classes_in = classes_in


def without_looking_at_new_and_changed_rows() -> None:
    event.remove(TenantSession, "before_flush", tenancy._check_objects)


def without_stamping_bulk_inserts() -> None:
    tenancy._stamp_rows = lambda session, table, state: [row.setdefault("company_id", session.scope.company_id) for row in state.parameters or []]


def without_looking_at_rights() -> None:
    gate.Action.admit = lambda self, actor: None


def with_rights_compared_too_late() -> None:
    """The right is compared, but only after the work was done."""
    once, admit = gate._once, gate.Action.admit
    gate.Action.admit = lambda self, actor: None

    def late(action, actor, repeat_key, *args, **arguments):
        answer = once(action, actor, repeat_key, *args, **arguments)
        admit(action, actor)
        return answer

    gate._once = late


def without_asking_for_a_record() -> None:
    def once(action, actor, repeat_key, *args, **arguments):
        with db.transaction(action.scope_for(actor), writes=action.writes) as session:
            ctx = gate.Context(actor, session, gate.clock.now(), action.writes)
            if repeat_key and action.writes:
                return gate._answer_once(action, ctx, repeat_key, *args, **arguments)
            return action.function(ctx, *args, **arguments)

    gate._once = once


def with_queries_that_may_write() -> None:
    scope_for = gate.Action.scope_for
    gate.Action.scope_for = lambda self, actor: (object.__setattr__(self, "writes", True), scope_for(self, actor))[1]


def without_a_fresh_second_step() -> None:
    gate._stepped_up = lambda actor: True


def without_limits() -> None:
    gate.allow = lambda key, limit: True


def without_remembering_repeated_calls() -> None:
    repeats.earlier_answer = lambda session, key, digest, answer_type: (False, None)
    repeats.keep_answer = lambda session, key, answer, answer_type: None


def without_leases() -> None:
    outbox.LEASE = outbox.LEASE * 0


def with_a_buyer_who_invites() -> None:
    roles.ROLE_RIGHTS[roles.Role.BUYER] = roles.ROLE_RIGHTS[roles.Role.BUYER] | {Permission.PEOPLE_INVITE}


def without_four_eyes() -> None:
    approvers.FourEyes.closed_to = lambda self, people: {}


def without_the_buyers_deputies() -> None:
    """The buyer is left out, whoever stands in for them is not."""
    approvers.FourEyes.closed_to = lambda self, people: {self.buyer_id: approvers.ORDERED}


def with_a_digest_that_forgets_addresses() -> None:
    plain = snapshots._plain
    snapshots._plain = lambda value: {**plain(value), "addresses": []} if isinstance(value, snapshots.CartSnapshot) else plain(value)


def with_budgets_that_only_warn() -> None:
    take = budgets.take
    budgets.take = lambda ctx, budget, key, asked, *, may_exceed: take(ctx, budget, key, asked, may_exceed=True)


# Each damage and the tests that must notice it. The first ones are tried each time, all of them in the long run.
DAMAGES: dict[Callable[[], None], list[str]] = {
    without_the_condition_of_the_company: ["tests/kernel/test_tenant_reads.py", "tests/security/test_foreign_ids.py"],
    without_looking_at_rights: ["tests/kernel/test_gate_admission.py", "tests/security/test_matrix.py"],
    without_asking_for_a_record: ["tests/kernel/test_gate_transactions.py"],
    with_a_buyer_who_invites: [
        "tests/security/test_matrix.py::test_a_shipped_role_holds_what_the_table_of_roles_says",
        "tests/security/test_matrix.py::test_who_may_call",
    ],
    without_the_condition_in_joined_aliases: ["tests/kernel/test_tenant_reads.py", "tests/kernel/test_tenant_grammar.py"],
    without_reading_statements: ["tests/kernel/test_tenant_refusals.py"],
    without_looking_at_new_and_changed_rows: ["tests/kernel/test_tenant_writes.py"],
    without_stamping_bulk_inserts: ["tests/kernel/test_tenant_writes.py"],
    with_rights_compared_too_late: ["tests/kernel/test_gate_admission.py"],
    with_queries_that_may_write: ["tests/kernel/test_gate_transactions.py"],
    without_a_fresh_second_step: ["tests/kernel/test_gate_admission.py", "tests/security/test_matrix.py"],
    without_limits: ["tests/kernel/test_gate_admission.py"],
    without_remembering_repeated_calls: ["tests/kernel/test_gate_repeats.py"],
    without_leases: ["tests/kernel/test_outbox.py"],
    without_four_eyes: ["tests/purchasing/test_four_eyes.py", "tests/purchasing/test_requests.py"],
    without_the_buyers_deputies: ["tests/purchasing/test_four_eyes.py", "tests/purchasing/test_requests.py"],
    with_a_digest_that_forgets_addresses: ["tests/purchasing/test_snapshots.py"],
    with_budgets_that_only_warn: ["tests/purchasing/test_budgets.py"],
}
ALL = [(damage, tests) for damage, several in DAMAGES.items() for tests in several]
EACH_TIME = [(damage, several[0]) for damage, several in list(DAMAGES.items())[:4]]
