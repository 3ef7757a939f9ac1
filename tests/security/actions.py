"""Every action of the portal, found by importing every module that may hold one."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any

from portal_app.kernel.actor import Actor
from portal_app.kernel.errors import Forbidden, NotSignedIn, PortalError, SecondStepNeeded, StepUpNeeded
from portal_app.kernel.gate import ACTIONS, Action, Kind
from tests.architecture.source import modules
from tests.security.samples import Call

REFUSALS = (NotSignedIn, Forbidden, SecondStepNeeded, StepUpNeeded)


@dataclass(frozen=True)
class UseCase:
    """A registered action, by its name below portal_app, and the function that doors call."""

    name: str
    action: Action
    function: Callable[..., Any]

    @property
    def is_public(self) -> bool:
        return self.action.kind is Kind.PUBLIC

    def call(self, who: Actor, call: Call) -> Any:
        return self.function(who, *call.args, **(call.named or {}))

    def __str__(self) -> str:
        return self.name


@cache
def use_cases() -> tuple[UseCase, ...]:
    """Only what the portal itself registers; tests register actions of their own."""
    for module in modules():
        if "portal_app.kernel.gate import" in module.text and module.slice != "kernel":
            import_module(module.name)
    ours = [action for name, action in sorted(ACTIONS.items()) if name.startswith("portal_app.")]
    return tuple(UseCase(one.name.removeprefix("portal_app."), one, _function(one)) for one in ours)


def _function(action: Action) -> Callable[..., Any]:
    module, _, name = action.name.rpartition(".")
    return getattr(import_module(module), name)


def answer_of(use_case: UseCase, who: Actor, call: Call) -> tuple[Any, ...]:
    """Everything a caller can tell from the answer: the value, or the trouble with all its parts. A bug is raised."""
    try:
        return "value", repr(use_case.call(who, call))
    except PortalError as trouble:
        return type(trouble).__name__, trouble.code, trouble.status, trouble.message, repr(trouble.values), repr(trouble.fields)
