"""The sweep: every function a browser could name is one of Reflex's few, or marked. Fails as soon as somebody forgets."""

import re
from pathlib import Path

import pytest
import reflex as rx
from reflex_base.registry import RegistrationContext

from portal_app import portal_app
from portal_app.kernel.errors import GateBroken
from portal_app.ui.connection import own_events
from portal_app.ui.marks import Who, mark_of
from portal_app.ui.state import PortalState

OF_REFLEX = {
    "State.hydrate", "State.hydrate_and_load", "State.set_is_hydrated", "OnLoadInternalState.on_load_internal",
    "OnLoadInternalState.set_is_hydrated", "UpdateVarsInternalState.update_vars_internal", "FrontendEventExceptionState.handle_frontend_exception",
}  # fmt: skip
SETVAR = "EventHandlerSetVar.setvar"  # exists on every state and is refused by the guard, see tests/socket
ANYBODY = {
    "News.gone", "News.undo", "Arrival.at_page", "Arrival.at_public_page",
    "Welcome.fill", "SignIn.leave_if_signed_in", "SetUp.look",  # the pages before and around the sign-in
    "Cast.show", "Cast.show_cast", "Mailbox.show", "Mailbox.turn",  # a demo's cast and mailbox; their actions answer NotFound in production
}  # fmt: skip


@pytest.fixture(scope="module")
def handlers() -> dict[str, tuple[type[rx.State], object]]:
    """Every registered event of the real portal: full name to state and function."""
    assert portal_app.app is not None
    registered = RegistrationContext.get().event_handlers
    return {name: (one.states[0], one.handler.fn) for name, one in registered.items() if one.states[0].__module__.startswith(("portal_app", "reflex"))}


def test_the_portal_has_handlers(handlers) -> None:
    assert len(handlers) > 30


@pytest.mark.asvs("8.2.1", "8.3.1")
def test_r2_every_handler_is_marked_or_one_of_the_few_of_reflex(handlers) -> None:
    unmarked = {function.__qualname__ for _, function in handlers.values() if mark_of(function) is None}
    assert unmarked == OF_REFLEX | {SETVAR}


def test_what_anybody_may_call_is_on_this_list(handlers) -> None:
    public = {function.__qualname__ for _, function in handlers.values() if (mark := mark_of(function)) and mark.who is Who.ANYBODY}
    assert public <= ANYBODY, "A handler for visitors is a way in. Think twice, then add it here."


def test_every_marked_handler_belongs_to_a_state_of_ours(handlers) -> None:
    strays = {name for name, (state, function) in handlers.items() if mark_of(function) and not issubclass(state, PortalState)}
    assert strays == set()


def test_r3_no_state_has_a_setter_that_nobody_declared(handlers) -> None:
    setters = {name for name in handlers if name.rpartition(".")[2].startswith("set_")}
    assert all(mark_of(handlers[name][1]) or handlers[name][1].__qualname__ in OF_REFLEX for name in setters)


def test_the_events_of_reflex_that_pages_may_send_are_these_three(handlers) -> None:
    from_pages = {function.__qualname__ for name, (_, function) in handlers.items() if own_events.may_come_from_pages(name)}
    assert from_pages == {"State.hydrate_and_load", "OnLoadInternalState.on_load_internal", "FrontendEventExceptionState.handle_frontend_exception"}


@pytest.mark.asvs("3.3.4", "14.3.3")
def test_r7_r10_nothing_of_a_state_is_kept_in_the_browser() -> None:
    """A var kept in a cookie or in the browser's storage is written by anybody there; the look is kept by local code, without a state."""
    kept = {
        f"{state.__name__}.{name}"
        for state in RegistrationContext.get().base_states.values() if state.__module__.startswith("portal_app")
        for name in state.get_fields() if state._is_client_storage(name)
    }  # fmt: skip
    assert kept == set()


def test_no_var_is_computed_again_with_every_event() -> None:
    states = [state for state in RegistrationContext.get().base_states.values() if state.__module__.startswith("portal_app")]
    assert not [f"{state.__name__}.{name}" for state in states for name, var in state.computed_vars.items() if not var._cache]


@pytest.mark.parametrize("bases", [(PortalState,), (type("Mixin", (), {"mixed_in": lambda self: None}), PortalState)])
def test_a_state_with_an_unmarked_function_cannot_be_defined(bases: tuple[type, ...]) -> None:
    own = {} if len(bases) == 2 else {"forgotten": lambda self, text: None}
    with pytest.raises(GateBroken, match="open to every browser"):
        type("Careless", bases, {"__module__": __name__, "__qualname__": "Careless", **own})
    assert not any("careless" in name for name in RegistrationContext.get().base_states)


def test_the_private_interfaces_of_reflex_are_touched_in_one_folder_only() -> None:
    root = Path(portal_app.__file__).parent
    inner = re.compile(r"from reflex\.|from reflex_base\.(registry|event\.context|event\.processor)|(import|from) (engineio|socketio)")
    others = (path for path in root.rglob("*.py") if "connection" not in path.parts)
    strays = [str(path.relative_to(root)) for path in others if inner.search(path.read_text())]
    assert strays == [], "Ask portal_app/ui/connection/inside.py for it."
