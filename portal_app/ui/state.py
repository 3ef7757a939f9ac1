"""PortalState: what every state of a screen derives from. It holds what is said to the person, and the one bridge to actions.

It never holds identity, rights or prices to be charged: who is asking is found on the server for each event (ui.bridge).
"""

import json
import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import reflex as rx

from portal_app.kernel.actor import Actor, visitor
from portal_app.kernel.errors import GateBroken, NotSignedIn, PortalError, SecondStepNeeded
from portal_app.kernel.i18n import message, translate
from portal_app.ui.bridge import Caller, act, this_caller
from portal_app.ui.connection import inside
from portal_app.ui.marks import mark_of
from portal_app.ui.ways import SECOND_STEP, SIGN_IN, path_of, with_way_back

log = logging.getLogger(__name__)
DONE = True  # what `_do` answers for an action without an answer
_OUR_FAULT = message("Something went wrong on our side, and we have noted it. Please try again. If it happens again, tell us this number: {incident}")
_SIGNS = "23456789abcdefghjkmnpqrstuvwxyz"


@dataclass(frozen=True)
class Problem:
    """Foreseen trouble in the person's language, as a form or the page shows it. Without a title all is well."""

    title: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    code: str = ""
    incident: str = ""


@dataclass(frozen=True)
class Toast:
    """One piece of news at the edge of the page; `undo` is the word on the way back."""

    id: str
    text: str
    tone: str = "good"
    undo: str = ""


class PortalState(rx.State):
    """Base of the screens' states. One instance a tab, shared by all of them: keep it small."""

    problem: Problem = Problem()
    toasts: list[Toast] = []
    _ways_back: dict[str, str] = {}  # toast id to the event that undoes, as JSON
    _owner: str | None = None  # whose state this is; None: nobody's yet

    def __init_subclass__(cls, **options: Any) -> None:
        for name, function in inside.functions_open_to_browsers(cls, below=PortalState):
            if mark_of(function) is None:
                raise GateBroken(f"{cls.__name__}.{name} is open to every browser. Mark it @on_event or @public_event, or begin its name with an underscore.")
        super().__init_subclass__(**options)

    async def _do(self, action: Callable[..., Any], /, *args: Any, repeat_key: str = "", **arguments: Any) -> Any:
        """Run one action for the person behind this tab, found anew on the server, off the event loop.

        Gives the action's answer, or True when it has none. Gives None when it was refused or failed; the reason then stands in
        `problem` and the handler just returns. A command clears the problem of the last one.
        """
        caller = this_caller()
        try:
            if caller is None:
                raise NotSignedIn
            if action.action.writes:
                await self._put(problem=Problem())
            if action.action.writes and repeat_key:
                arguments["repeat_key"] = repeat_key
            answer = await act(caller, action, *args, waits=inside.is_background(self), **arguments)
            return DONE if answer is None and action.action.answer_type in (None, type(None)) else answer
        except PortalError as trouble:
            await self._explain(trouble, caller)
        except Exception as trouble:  # noqa: BLE001 - whatever a bug throws, the person gets a number and never a trace
            await self._put(problem=incident(trouble, caller.locale, action=action.action.name))
        return None

    async def _explain(self, trouble: PortalError, caller: Caller | None) -> None:
        locale = caller.locale if caller else "en"
        await self._put(problem=as_problem(trouble, locale))
        if isinstance(trouble, NotSignedIn):
            await inside.send_now(rx.redirect(with_way_back(SIGN_IN, path_of(self))))
        elif isinstance(trouble, SecondStepNeeded):
            await inside.send_now(rx.redirect(with_way_back(SECOND_STEP, path_of(self))))

    async def _put(self, **values: Any) -> None:
        """Set vars of this class, also from a background handler that does not hold the state right now."""
        if inside.holds_its_state(self):
            for name, value in values.items():
                setattr(self, name, value)
        else:
            async with self:
                await self._put(**values)

    async def _toast(self, text: str, *, tone: str = "good", undo: Any = None, **values: object) -> None:
        """Say something at the edge of the page. `text` is marked with `message("...")`; `undo` is the event that takes it back."""
        locale = self._locale
        toast = Toast(_short_id(), translate(locale, text, **values), tone, translate(locale, "Undo") if undo is not None else "")
        ways_back = dict(list(self._ways_back.items())[-9:])
        if undo is not None:
            event = inside.as_events(undo)[0]
            ways_back[toast.id] = json.dumps([event.name, event.payload])
        await self._put(toasts=[*self.toasts[-4:], toast], _ways_back=ways_back)

    @property
    def _locale(self) -> str:
        """The language of the person behind this event, for texts the server says."""
        caller = this_caller()
        return caller.locale if caller else "en"

    @property
    def _actor(self) -> Actor:
        """Who is behind this event: for times in their zone, and for leaving out buttons that the gate would refuse anyway. Never put into a var."""
        caller = this_caller()
        return caller.actor if caller else visitor()


def as_problem(trouble: PortalError, locale: str) -> Problem:
    """The trouble as sentences in the person's language."""
    fields = {name: translate(locale, text, **trouble.values) for name, text in trouble.fields.items()}
    return Problem(translate(locale, trouble.message, **trouble.values), fields, trouble.code)


def incident(trouble: BaseException, locale: str, **details: object) -> Problem:
    """Note a bug under a number and tell the person the number."""
    number = f"{_short_id()}-{_short_id()}"
    log.error("incident", exc_info=trouble, extra={"incident": number, **details})
    return Problem(translate(locale, _OUR_FAULT, incident=number), {}, "incident", number)


def _short_id() -> str:
    return "".join(secrets.choice(_SIGNS) for _ in range(4))
