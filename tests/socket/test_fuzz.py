"""Random input for every handler of the real portal, over a live socket: it is refused or taken, and never a bug.

A short form runs always; `make test-fuzz` sends some hundred inputs to each handler.
"""

import json
from collections.abc import Callable, Iterator
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from reflex_base.registry import RegistrationContext

from portal_app import portal_app
from portal_app.accounts.rules.roles import Role
from portal_app.kernel.ids import new_id
from portal_app.ui.arguments import GivenId
from portal_app.ui.marks import mark_of
from tests.socket.conftest import PORTAL_APP, Server, running_server
from tests.socket.world import Visitor

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4), max_leaves=10,
)  # fmt: skip
TEXT = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), max_size=60)


def _handlers() -> dict[str, Callable[..., Any]]:
    """Marked handlers of the real portal by their full names."""
    assert portal_app.app is not None
    registered = RegistrationContext.get().event_handlers
    return {name: one.handler.fn for name, one in registered.items() if mark_of(one.handler.fn) and one.states[0].__module__.startswith("portal_app.")}


HANDLERS = _handlers()
NAMES = {function.__qualname__: name for name, function in HANDLERS.items()}


@pytest.fixture(scope="module")
def portal(sqlite_template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The real portal, without built pages."""
    folder = tmp_path_factory.mktemp("fuzz")
    database = folder / "portal.db"
    database.write_bytes(sqlite_template.read_bytes())
    with running_server(folder, f"sqlite:///{database}", PORTAL_APP, connections_per_address="100000") as server:
        yield server


@pytest.fixture(scope="module")
def manager(portal: Server):
    return portal.person("Dr Henrik Lang", role=Role.ADMINISTRATOR)


def _bombard(portal: Server, who: Visitor, name: str, payloads: st.SearchStrategy, times: int) -> None:
    tab = _Bombarded(portal, who)
    before = len(portal.log())

    @settings(
        max_examples=times, deadline=None, database=None, derandomize=True, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
    )  # fmt: skip
    @given(payloads)
    def send(payload: dict[str, Any]) -> None:
        tab.take(name, payload)

    send()
    tab.settle()
    tab.close()
    broken = [line for line in portal.log()[before:].splitlines() if json.loads(line)["level"] in ("error", "critical")]
    assert broken == []


class _Bombarded:
    """A tab that opens anew when it was cut off after its refusals."""

    def __init__(self, portal: Server, who: Visitor) -> None:
        self._portal, self._who, self._sent = portal, who, 0
        self._tab = portal.tab(who, path="/sign-in")

    def take(self, name: str, payload: dict[str, Any]) -> None:
        if self._sent == 15:
            self.settle()
            self.close()
            self._tab, self._sent = self._portal.tab(self._who, path="/sign-in"), 0
        self._tab.send_raw({"name": name, "payload": payload})
        self._sent += 1

    def settle(self) -> None:
        self._tab.vars.pop("toasts", None)
        self._tab.send(NAMES["News.gone"], toast="")
        self._tab.wait_for(lambda: "toasts" in self._tab.vars, "an answer")

    def close(self) -> None:
        self._tab.close()


@pytest.mark.fuzz
@pytest.mark.parametrize("handler", sorted(NAMES))
def test_whatever_a_browser_sends_is_refused_or_taken(handler: str, portal: Server, manager, in_full: bool) -> None:
    known = st.sampled_from([*mark_of(HANDLERS[NAMES[handler]]).arguments.hints, "self", "more"])
    payloads = st.dictionaries(known, JSON, max_size=5)
    _bombard(portal, manager, NAMES[handler], payloads, 200 if in_full else 10)


@pytest.mark.fuzz
@pytest.mark.parametrize("handler", sorted(NAMES))
def test_arguments_of_the_right_kind_are_never_a_bug(handler: str, portal: Server, manager, in_full: bool) -> None:
    hints = mark_of(HANDLERS[NAMES[handler]]).arguments.hints
    payloads = st.fixed_dictionaries({name: _values(hint) for name, hint in hints.items()})
    _bombard(portal, manager, NAMES[handler], payloads, 160 if in_full else 8)


@pytest.mark.fuzz
@pytest.mark.parametrize("handler", sorted(NAMES))
def test_a_visitor_gets_nothing_out_of_it(handler: str, portal: Server, in_full: bool) -> None:
    hints = mark_of(HANDLERS[NAMES[handler]]).arguments.hints
    payloads = st.fixed_dictionaries({name: _values(hint) for name, hint in hints.items()})
    _bombard(portal, Visitor(), NAMES[handler], payloads, 60 if in_full else 3)


def _values(hint: Any) -> st.SearchStrategy:
    """Values of exactly the kind that a handler asks for."""
    origin, inner = get_origin(hint), get_args(hint)
    if hint == GivenId:
        return st.builds(new_id)
    if origin is Annotated:
        longest = next((limit.max_length for mark in inner[1:] for limit in getattr(mark, "metadata", [mark]) if hasattr(limit, "max_length")), 60)
        return TEXT.map(lambda text: text[:longest]) if inner[0] is str else _values(inner[0])
    if origin in (Union, UnionType):
        return st.one_of(*map(_values, inner))
    if origin is list:
        return st.lists(_values(inner[0]), max_size=5)
    if origin is dict:
        return st.dictionaries(TEXT, _values(inner[1]), max_size=5)
    if hint is int:
        return st.integers(-(2**53), 2**53)
    if hint is float:
        return st.floats(-1e15, 1e15)
    return TEXT if hint is str else st.from_type(hint)
