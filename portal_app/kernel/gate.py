"""The gate: every use case is one function above which its right is declared. There is no other way to a session.

A call checks the right before anything opens, runs in one transaction inside the tenant guard, and commits only when what
was changed was also recorded. Three kinds: a person (or a job) of one company, a visitor, a member of the supplier's staff.
"""

import functools
import inspect
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, get_type_hints

from sqlalchemy.exc import IntegrityError

from portal_app.kernel import clock, events, outbox, repeats
from portal_app.kernel.actor import Actor, ActorKind
from portal_app.kernel.audit import AuditEntry
from portal_app.kernel.db import is_taken, narrow, transaction
from portal_app.kernel.errors import Busy, Forbidden, GateBroken, NotSignedIn, SecondStepNeeded, StepUpNeeded, TooMany
from portal_app.kernel.ids import Id
from portal_app.kernel.limits import Limit, allow
from portal_app.kernel.permissions import STAFF_ONLY, Permission
from portal_app.kernel.tenancy import ACROSS, NOBODY, Reach, Scope, TenantSession, company_scope

STEP_UP = timedelta(minutes=5)


class Kind(StrEnum):
    COMPANY = "company"
    PUBLIC = "public"
    STAFF = "staff"


@dataclass
class Context:
    """What an action holds while it runs. Only stores touch `db`."""

    actor: Actor
    db: TenantSession
    now: datetime
    writes: bool
    recorded: list[AuditEntry] = field(default_factory=list)

    @property
    def company_id(self) -> Id:
        """The tenant of this call. Raises for a call that has none."""
        if self.db.scope.company_id is None:
            raise GateBroken("This call acts for no company.")
        return self.db.scope.company_id

    def record(self, action: str, kind: str, object_id: str = "", *, before: dict | None = None, after: dict | None = None, reason: str = "") -> None:
        """Write the audit entry of this change. `action` is noun.past; `before` and `after` hold the changed fields as JSON values, never secrets."""
        actor = self.actor
        entry = AuditEntry(
            at=self.now, actor_kind=actor.kind, account_id=actor.account_id, person_id=actor.person_id, actor_name=actor.name,
            acting_for=actor.acts_for_company, session_id=actor.session_id, address=actor.address, request_id=actor.request_id,
            action=action, object_kind=kind, object_id=object_id, before=before, after=after, reason=reason,
        )  # fmt: skip
        self.db.add(entry)
        self.recorded.append(entry)

    def publish(self, event: object) -> None:
        """Tell the higher slices now, inside this transaction."""
        for handler in events.subscribers_of(event):
            handler(self, event)

    def send(self, topic: str, payload: dict[str, Any], *, dedupe_key: str | None = None, run_at: datetime | None = None) -> Id | None:
        """Have something done outside, or later, after this transaction is committed."""
        return outbox.put(self.db, topic, payload, dedupe_key=dedupe_key, run_at=run_at)

    def enter_company(self, company_id: Id) -> None:
        """Narrow a call without a tenant (sign-in, invitation, a new company) to one. There is no way back within the call."""
        if self.db.scope.reach is Reach.COMPANY:
            raise GateBroken("This call already acts for a company.")
        self.db.flush()
        narrow(self.db, company_scope(company_id))


@dataclass(frozen=True)
class Action:
    """One registered use case."""

    name: str
    function: Callable[..., Any]
    kind: Kind
    writes: bool
    permission: Permission | None
    across: bool = False
    step_up: bool = False
    limit: Limit | None = None
    own_account: bool = False

    def admit(self, actor: Actor) -> None:
        """Refuse who may not call this. Nothing is opened before."""
        if self.kind is Kind.PUBLIC:
            return
        if actor.kind is ActorKind.VISITOR:
            raise NotSignedIn
        if actor.second_step_due and not self.own_account:
            raise SecondStepNeeded
        if self.kind is Kind.STAFF and actor.kind not in (ActorKind.STAFF, ActorKind.SYSTEM):
            raise Forbidden
        if not actor.may(self.permission):
            raise Forbidden
        if self.kind is Kind.COMPANY and actor.company_id is None and not self.own_account:
            raise Forbidden("Choose the company you act for first.")
        if self.step_up and not _stepped_up(actor):
            raise StepUpNeeded

    def scope_for(self, actor: Actor) -> Scope:
        if self.across:
            return ACROSS
        if self.kind is Kind.COMPANY and actor.company_id:
            return company_scope(actor.company_id)
        return NOBODY

    def named(self, ctx: Context, args: tuple[Any, ...], arguments: dict[str, Any]) -> dict[str, Any]:
        """The arguments of a call by name, defaults included, so that two ways to write the same call compare equal."""
        bound = self._signature.bind(ctx, *args, **arguments)
        bound.apply_defaults()
        return {name: value for name, value in bound.arguments.items() if name != "ctx"}

    @functools.cached_property
    def _signature(self) -> inspect.Signature:
        return inspect.signature(self.function)

    @functools.cached_property
    def answer_type(self) -> Any:
        return get_type_hints(self.function).get("return", None)


ACTIONS: dict[str, Action] = {}


def command(permission: Permission, *, step_up: bool = False):
    """A change by a person of one company, a job for one company, or staff acting for one."""
    return _register(Kind.COMPANY, writes=True, permission=permission, step_up=step_up)


def query(permission: Permission):
    """A question by a person of one company. A write raises."""
    return _register(Kind.COMPANY, writes=False, permission=permission)


def own_command(*, step_up: bool = False):
    """A change a signed-in person makes to their own account, whatever the roles (needs `self:manage`, which every role has)."""
    return _register(Kind.COMPANY, writes=True, permission=Permission.SELF_MANAGE, step_up=step_up, own_account=True)


def own_query():
    """A question about one's own account."""
    return _register(Kind.COMPANY, writes=False, permission=Permission.SELF_MANAGE, own_account=True)


def public_command(limit: Limit):
    """A change by somebody who has not signed in. `limit` holds for each network address."""
    return _register(Kind.PUBLIC, writes=True, permission=None, limit=limit)


def public_query(limit: Limit | None = None):
    """A question by somebody who has not signed in."""
    return _register(Kind.PUBLIC, writes=False, permission=None, limit=limit)


def staff_command(permission: Permission, *, step_up: bool = False):
    """A change by the supplier's staff. It starts without a tenant; `ctx.enter_company(id)` names the one it acts for."""
    return _register(Kind.STAFF, writes=True, permission=permission, step_up=step_up)


def staff_query(permission: Permission, *, across: bool = False):
    """A question by the supplier's staff; `across` declares that it reads over all companies."""
    return _register(Kind.STAFF, writes=False, permission=permission, across=across)


def _register(kind: Kind, **options: Any):
    permission = options.get("permission")
    if kind is not Kind.PUBLIC and not isinstance(permission, Permission):
        raise GateBroken("An action declares exactly one right.")
    if kind is Kind.STAFF and permission not in STAFF_ONLY:
        raise GateBroken("A staff action declares a right of the supplier's group.")

    def wrap(function):
        action = Action(f"{function.__module__}.{function.__qualname__}", function, kind, **options)
        if next(iter(inspect.signature(function).parameters), "") != "ctx":
            raise GateBroken(f"{action.name}: the first parameter is ctx.")
        ACTIONS[action.name] = action

        @functools.wraps(function)
        def call(caller: Actor | Context, *args: Any, repeat_key: str = "", **arguments: Any) -> Any:
            if isinstance(caller, Context):
                return _join(action, caller, *args, **arguments)
            return _run(action, caller, repeat_key, *args, **arguments)

        call.action = action
        return call

    return wrap


def _run(action: Action, actor: Actor, repeat_key: str, *args: Any, **arguments: Any) -> Any:
    """One call in one transaction.

    What happened only because another call was quicker is tried again, since nothing was kept of the first try: deadlocks, an overtaking
    repetition, a name that was free when it was looked up and taken when it was put. The next try sees what the other call did.
    """
    action.admit(actor)
    if action.limit and not allow(f"{action.name}:{actor.address}", action.limit):
        raise TooMany
    for last in (False, False, True):
        try:
            return _once(action, actor, repeat_key, *args, **arguments)
        except repeats.Overtaken:
            if last:
                raise Busy from None
        except IntegrityError as collision:
            if last or not is_taken(collision):
                raise
        except Busy as busy:
            if last or not _is_deadlock(busy):
                raise
    raise AssertionError("unreachable")


def _once(action: Action, actor: Actor, repeat_key: str, *args: Any, **arguments: Any) -> Any:
    with transaction(action.scope_for(actor), writes=action.writes) as session:
        ctx = Context(actor, session, clock.now(), action.writes)
        if not (repeat_key and action.writes):
            answer = action.function(ctx, *args, **arguments)
        else:
            answer = _answer_once(action, ctx, repeat_key, *args, **arguments)
        session.flush()
        if session.changed and not ctx.recorded:
            raise GateBroken(f"{action.name} changed something without recording it.")
        return answer


def _answer_once(action: Action, ctx: Context, repeat_key: str, *args: Any, **arguments: Any) -> Any:
    caller = ctx.actor.account_id or ctx.actor.address
    key = repeats.key_of(f"{caller}@{ctx.actor.company_id}", action.name, repeat_key)
    digest = repeats.digest_of(action.named(ctx, args, arguments))
    known, answer = repeats.earlier_answer(ctx.db, key, digest, action.answer_type)
    if not known:
        answer = action.function(ctx, *args, **arguments)
        repeats.keep_answer(ctx.db, key, answer, action.answer_type)
    return answer


def _join(action: Action, ctx: Context, *args: Any, **arguments: Any) -> Any:
    """An action called by another one: same transaction, own right."""
    action.admit(ctx.actor)
    if action.writes and not ctx.writes:
        raise GateBroken(f"A query may not call the command {action.name}.")
    return action.function(ctx, *args, **arguments)


def _stepped_up(actor: Actor) -> bool:
    return actor.kind is ActorKind.SYSTEM or (actor.stepped_up_at is not None and clock.now() - actor.stepped_up_at <= STEP_UP)


def _is_deadlock(busy: Busy) -> bool:
    return getattr(getattr(busy.__cause__, "orig", None), "sqlstate", None) in ("40P01", "40001")
