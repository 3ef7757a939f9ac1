"""The lock in front of every event handler: refused is what is not marked, not signed in, wrongly called, or another's state.

A State's public callables can be called by any browser with any arguments. This runs before each event of each kind: sent by a
page, chained, on load, streaming, in the background.
"""

import logging
from typing import Any

import reflex as rx
from reflex_base.event import Event

from portal_app.kernel.errors import Invalid, PortalError
from portal_app.ui.bridge import Caller, begin_event, caller_of_what_follows, find_caller, this_caller
from portal_app.ui.connection import inside, own_events
from portal_app.ui.connection.registry import Connection, connections
from portal_app.ui.marks import Mark, Who, mark_of
from portal_app.ui.state import PortalState, Problem, as_problem, incident
from portal_app.ui.ways import SIGN_IN, path_of, with_way_back

log = logging.getLogger(__name__)


class Guard(rx.Middleware):
    """Put before the events of the app in portal_app.py."""

    async def preprocess(self, app: rx.App, state: rx.State, event: Event) -> Any:
        """None lets the event pass; an update stops it and is sent instead. Whatever goes wrong here stops it, too."""
        begin_event(None)
        connection = connections.of_tab(inside.this_tab())
        if connection is None or connection.over:
            return inside.nothing_happens()  # the tab is gone: nobody is there to act for
        try:
            return await _judge(connection, state, event)
        except PortalError as trouble:
            return await _stop(connection, state, event, as_problem(trouble, _locale(connection)))
        except Exception as trouble:  # noqa: BLE001 - a guard that stumbles must not let anything pass
            return await _stop(connection, state, event, incident(trouble, _locale(connection)))


async def _judge(connection: Connection, state: rx.State, event: Event) -> Any:
    if own_events.is_of_reflex(event.name):
        return await _judge_event_of_reflex(connection, state, event)
    mark = mark_of(inside.function_of(event.name))
    if mark is None or not issubclass(inside.state_of(event.name), PortalState):
        return _refuse(connection, event, "not a handler for pages")
    if mark.who is Who.SERVER and inside.came_from_the_browser():
        return _refuse(connection, event, "an event of the server")
    return await _judge_event_of_a_screen(connection, state, event, mark)


async def _judge_event_of_reflex(connection: Connection, state: rx.State, event: Event) -> Any:
    if inside.came_from_the_browser():
        if not own_events.may_come_from_pages(event.name):
            return _refuse(connection, event, "an event of the server")
        try:
            own_events.check_arguments(event.name, event.payload)
        except Invalid:
            return _refuse(connection, event, "arguments")
    if own_events.sends_everything(event.name):
        caller = await find_caller(connection, quiet=True)
        await _hand_over(inside.root_of(state), caller)
        begin_event(caller)
    return None


async def _hand_over(root: rx.State, caller: Caller) -> None:
    """Give the tab's state to the caller. What another session, or this one with other rights, left in it is wiped first."""
    portal = await root.get_state(PortalState)
    if portal._owner not in (None, caller.owner):
        log.warning("state of a tab wiped", extra={"session_id": caller.connection.session_id, "address": caller.connection.address})
        root.reset()
    portal._owner = caller.owner


async def _judge_event_of_a_screen(connection: Connection, state: rx.State, event: Event, mark: Mark) -> Any:
    portal = await inside.root_of(state).get_state(PortalState)
    find = find_caller if inside.came_from_the_browser() else caller_of_what_follows
    caller = await find(connection, quiet=mark.quiet)
    begin_event(caller)
    if caller.signed_in is None and connection.session_id:
        connection.close()  # this cookie no longer holds; the page comes back with the one it has now
        return inside.nothing_happens()
    if portal._owner != caller.owner:
        return inside.start_over()
    if caller.signed_in is None and mark.who is Who.SIGNED_IN:
        return inside.send_only(rx.redirect(with_way_back(SIGN_IN, path_of(portal)))) if inside.came_from_the_browser() else inside.nothing_happens()
    try:
        arguments = mark.arguments.check(event.payload)
    except Invalid:
        connection.refuse("arguments", event=inside.short_name(event.name))
        raise
    event.payload.clear()
    event.payload.update(arguments)
    return None


def _refuse(connection: Connection, event: Event, why: str) -> Any:
    connection.refuse(why, event=inside.short_name(event.name))
    return inside.nothing_happens()


async def _stop(connection: Connection, state: rx.State, event: Event, problem: Problem) -> Any:
    """Stop the event and say why. A page that could not be filled tries again in a moment."""
    if own_events.sends_everything(event.name):
        connection.close_later()
    portal = await inside.root_of(state).get_state(PortalState)
    portal.problem = problem
    return inside.only_this(portal, "problem")


def _locale(connection: Connection) -> str:
    caller = this_caller()
    return caller.locale if caller else connection.locale
