"""Whatever is named by an id: what belongs to others is answered exactly like what does not exist.

Every id an action takes is found in its signature, also inside the dataclasses it takes. In the sample of the action it is replaced by
an id of the other company, by one that nobody has, and by text that is none; class, code, sentence and values of the answers must agree.
"""

import types
import typing
from collections.abc import Callable, Iterator
from dataclasses import is_dataclass, replace
from typing import Any, get_args, get_type_hints

import pytest

from portal_app.kernel.ids import new_id
from tests.database import module_database
from tests.security.actions import UseCase, answer_of, use_cases
from tests.security.samples import SAMPLES, Call
from tests.security.test_matrix import GROUPS, MAY
from tests.security.world import World, nothing_is_kept, standing

__all__ = ["module_database"]
Path = tuple[str, ...]

# Whose id a name asks for: something of the same kind that belongs to the other company (or to somebody else).
OTHERS: dict[str, Callable[[World], str]] = {
    "address_id": lambda world: world.theirs.address,
    "cart_id": lambda world: world.their_carts.cart,
    "cost_centre_id": lambda world: world.theirs.centre,
    "intake_id": lambda world: world.their_carts.intake,
    "order_id": lambda world: world.their_carts.order,
    "line_id": lambda world: world.their_carts.line,
    "list_id": lambda world: world.their_carts.list,
    "buyer_id": lambda world: world.theirs.people["buyer"].person_id,
    "person_id": lambda world: world.theirs.people["buyer"].person_id,
    "session_id": lambda world: world.session_of(world.theirs.people["buyer"]),
    "device_id": lambda world: world.device_of(world.theirs.people["buyer"]),
    "account_id": lambda world: world.account_of(world.theirs.people["buyer"]),  # where a colleague of the supplier is asked for
    "company_id": lambda world: world.theirs.id,
    "product_id": lambda world: world.theirs.product,
    "budget_id": lambda world: world.theirs.budget,
    "rule_id": lambda world: world.theirs.rule,
    "request_id": lambda world: world.theirs.request,
    "delegation_id": lambda world: next(iter(world.theirs.delegations.values())),
    "delegate_id": lambda world: world.theirs.people["administrator"].person_id,
    "person_ids": lambda world: world.theirs.people["purchasing-manager"].person_id,
    "editor_ids": lambda world: world.theirs.people["purchasing-manager"].person_id,
}
# A state that the action asks for: only then would it get far enough to betray something.
IN_THE_RIGHT_STATE: dict[str, Callable[[World], str]] = {
    "accounts.actions.addresses.reopen_address": lambda world: world.theirs.closed_address,
    "accounts.actions.cost_centres.reopen_cost_centre": lambda world: world.theirs.closed_centre,
    "accounts.actions.invitations.resend_invitation": lambda world: world.theirs.invited,
    "accounts.actions.invitations.withdraw_invitation": lambda world: world.theirs.invited,
    "accounts.actions.people_changes.reactivate_person": lambda world: world.theirs.deactivated,
    "ordering.actions.checkout.ask_to_cancel": lambda world: world.their_carts.left_order,
    "ordering.actions.carts.restore_cart": lambda world: world.their_carts.removed,
    "ordering.actions.order_lists.restore_list": lambda world: world.their_carts.removed_list,
    **{f"ordering.actions.list_lines.{name}_list_line": lambda world: world.their_carts.list_line for name in ("change", "remove", "renew", "restore")},
}
# Ids of companies are foreign to those who look after some of them only.
ASKS = {
    "accounts.actions.companies.read_company_line": "staff sales-representative",
    "accounts.actions.staff_side.act_for": "staff sales-representative",
    "accounts.actions.own_account.switch_company": "visitor",
}
# Ids that are nobody's secret there, each with its reason.
NOT_FOREIGN: dict[tuple[str, Path], str] = {
    ("accounts.actions.companies.close_company", ("company_id",)): "who runs the portal runs all its companies",
    ("accounts.actions.companies.rename_company", ("company_id",)): "who runs the portal runs all its companies",
    ("accounts.actions.companies.reopen_company", ("company_id",)): "who runs the portal runs all its companies",
    ("accounts.actions.staff_people.give_customer", ("company_id",)): "who runs the portal runs all its companies",
    ("accounts.actions.staff_people.take_customer", ("company_id",)): "who runs the portal runs all its companies",
    ("catalog.actions.keeping.give_assortments", ("company_id",)): "who runs the portal runs all its companies",
    ("catalog.actions.keeping.put_part_numbers", ("company_id",)): "who runs the portal runs all its companies",
    ("ordering.actions.history.put_past_orders", ("company_id",)): "who runs the portal runs all its companies",
    ("ordering.actions.order_importing.put_order_entries", ("company_id",)): "who runs the portal runs all its companies",
    ("catalog.actions.shelf_importing.put_assortment_part", ("company_id",)): "who runs the portal runs all its companies",
    ("pricing.actions.importing.put_price_entries", ("company_id",)): "who runs the portal runs all its companies",
    ("accounts.actions.company_importing.put_company_entries", ("entries", "person", "facts", "holdings", "cost_centre_id")): "found by their numbers",
    ("pricing.actions.agreements.preview_agreements", ("company_id",)): "who runs the portal runs all its companies",
    ("pricing.actions.agreements.put_agreements", ("company_id",)): "who runs the portal runs all its companies",
    ("pricing.actions.agreements.put_company_group", ("company_id",)): "who runs the portal runs all its companies",
    ("accounts.actions.companies.create_company", ("administrator", "holdings", "cost_centre_id")): "a new company has no cost centre yet",
    ("accounts.actions.sign_in.note_refused_sign_in", ("account_id",)): "handed on inside sign_in, never from a door",
    ("accounts.actions.sign_in.open_after_password", ("checked", "account_id")): "handed on inside sign_in, never from a door",
    ("accounts.actions.second_step.open_after_recovery_code", ("code_id",)): "handed on inside enter_recovery_code, never from a door",
    ("accounts.actions.sessions.ended_among", ("session_ids",)): "asked by the portal about the sessions behind its sockets",
    ("integrations.erp.actions.handing.begin_handover", ("company_id",)): "handed on inside the outbox's handlers, never from a door",
    ("integrations.erp.actions.handing.note_acknowledgement", ("company_id",)): "handed on inside the outbox's handlers, never from a door",
    ("integrations.erp.actions.handing.note_doubt", ("company_id",)): "handed on inside the outbox's handlers, never from a door",
    ("integrations.erp.actions.handing.note_refused_cancellation", ("company_id",)): "handed on inside the outbox's handlers, never from a door",
    ("integrations.erp.actions.handing.note_status", ("company_id",)): "handed on inside the outbox's handlers, never from a door",
    ("integrations.erp.actions.handing.read_handover", ("company_id",)): "handed on inside the outbox's handlers, never from a door",
    ("integrations.erp.actions.watching.try_again", ("message_id",)): "who runs the portal runs the way to the ERP of all companies",
    ("integrations.mail.mailbox.keep_mail", ("message_id",)): "the id of a message to keep",
    ("integrations.mail.mailbox.read_kept_mail", ("mail_id",)): "the demo's mailbox shows everybody's mails",
}


def _slots_in(function: Callable) -> Iterator[Path]:
    """Every place where a function takes an id: a parameter, or a field of a dataclass or a named tuple it takes."""
    for name, hint in get_type_hints(function).items():
        if name not in ("return", "ctx"):
            yield from _slots_of(name, hint)


def _slots_of(name: str, hint: Any) -> Iterator[Path]:
    if name.endswith(("_id", "_ids")):
        yield (name,)
    for kind in _kinds_in(hint):
        if is_dataclass(kind) or hasattr(kind, "_fields"):
            for field, inner in get_type_hints(kind).items():
                yield from ((name, *path) for path in _slots_of(field, inner))


def _kinds_in(hint: Any) -> Iterator[Any]:
    """A hint and what stands in its brackets: of `frozenset[Holding] | None` also Holding."""
    yield hint
    for inner in get_args(hint) if typing.get_origin(hint) or isinstance(hint, types.UnionType) else ():
        yield from _kinds_in(inner)


def _with_id(value: Any, path: Path, new: str) -> Any:
    """The same value with one id replaced, however deep it stands."""
    if not path:
        return new
    named = hasattr(value, "_fields")  # a named tuple
    if isinstance(value, (frozenset, set, list, tuple)) and not named:
        return type(value)(_with_id(one, path, new) for one in value)
    changed = {path[0]: _with_id(getattr(value, path[0]), path[1:], new)}
    return value._replace(**changed) if named else replace(value, **changed)


def _call_with(use_case: UseCase, call: Call, path: Path, new: str) -> Call:
    names = [name for name in get_type_hints(use_case.action.function) if name not in ("return", "ctx")]
    place = names.index(path[0])
    if place < len(call.args):
        args = list(call.args)
        args[place] = _with_id(args[place], path[1:], new)
        return Call(tuple(args), call.named)
    named = dict(call.named or {})
    named[path[0]] = _with_id(named[path[0]], path[1:], new)
    return Call(call.args, named)


SLOTS = [(one, path) for one in use_cases() for path in _slots_in(one.action.function)]
ASKED = [(one, path) for one, path in SLOTS if (one.name, path) not in NOT_FOREIGN]


@pytest.fixture(scope="module")
def world(module_database: str) -> Iterator[World]:
    with standing(module_database) as world:
        yield world


def test_ids_are_found_where_actions_take_them():
    found = {(one.name, path) for one, path in SLOTS}
    assert ("accounts.actions.addresses.close_address", ("address_id",)) in found
    assert ("accounts.actions.invitations.invite_person", ("facts", "holdings", "cost_centre_id")) in found
    assert ("accounts.actions.company.list_record", ("asked", "person_id")) in found
    assert ("pricing.actions.prices.price_many", ("questions", "product_id")) in found
    assert len(ASKED) >= 25


def test_every_exception_is_of_an_id_that_exists():
    found = {(one.name, path) for one, path in SLOTS}
    assert set(NOT_FOREIGN) - found == set()
    assert set(IN_THE_RIGHT_STATE) | set(ASKS) <= {one.name for one in use_cases()}


@pytest.mark.parametrize(("use_case", "path"), ASKED, ids=[f"{one.name}:{'.'.join(path)}" for one, path in ASKED])
def test_a_foreign_id_is_answered_exactly_like_an_unknown_one(use_case: UseCase, path: Path, world: World):
    assert path[-1] in OTHERS, f"say in OTHERS whose id {path[-1]} is"
    foreign = (IN_THE_RIGHT_STATE.get(use_case.name) if len(path) == 1 else None) or OTHERS[path[-1]]
    with nothing_is_kept():
        for caller in _callers_of(use_case):
            who = world.callers[caller]
            sample = SAMPLES[use_case.name](world, who)

            def answer(value: str, who=who, sample=sample) -> tuple[Any, ...]:
                return answer_of(use_case, who, _call_with(use_case, sample, path, value))

            own, theirs = answer_of(use_case, who, sample), answer(foreign(world))
            assert theirs == answer(new_id()) == answer("nonsense") == answer("x" * 4000) == answer("' OR 1=1 --") == answer("a\x00b"), caller
            assert theirs != own or path == ("asked", "person_id"), f"{caller}: one's own is answered like what does not exist"


def _callers_of(use_case: UseCase) -> list[str]:
    """Everybody of my company who may call it, and whoever else it was made for."""
    if use_case.name in ASKS:
        return [ASKS[use_case.name]]
    inside = {"administrator", "purchasing-manager", "buyer", "accounting", "read-only", "analyst"}
    return [caller for caller in GROUPS[MAY[use_case.name]] if caller in inside] or GROUPS[MAY[use_case.name]][:1]
