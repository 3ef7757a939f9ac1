"""The lock in front of every event handler: refused is what is not marked, not signed in, wrongly called, or another's state.

A State's public callables can be called by any browser with any arguments. This runs before each event of each kind: sent by a
page, chained, on load, streaming, in the background.
"""

import logging
from typing import Any

import reflex as rx
from reflex_base.event import Event

from portal_app.kernel.errors import Invalid, PortalError
from portal_app.ui.bridge import Caller, begin_event, find_caller
from portal_app.ui.connection import inside
from portal_app.ui.connection.registry import Connection, connections
from portal_app.ui.marks import Mark, Who, mark_of
from portal_app.ui.state import PortalState, as_problem
from portal_app.ui.ways import SIGN_IN, path_of, with_way_back

log = logging.getLogger(__name__)


class Guard(rx.Middleware):
    """Put before the events of the app in portal_app.py."""

    async def preprocess(self, app: rx.App, state: rx.State, event: Event) -> Any:
        """None lets the event pass; an update stops it and is sent instead."""
        begin_event(None)
        connection = connections.of_tab(inside.this_tab())
        if connection is None or connection.over:
            return inside.nothing_happens()  # the tab is gone: nobody is there to act for
        if inside.is_of_reflex(event.name):
            return await self._check_event_of_reflex(connection, state, event)
        mark = mark_of(inside.function_of(event.name))
        if mark is None or not issubclass(inside.state_of(event.name), PortalState):
            return self._refuse(connection, event, "not a handler for pages")
        if mark.who is Who.SERVER and inside.came_from_the_browser():
            return self._refuse(connection, event, "an event of the server")
        return await self._check_event_of_a_screen(connection, state, event, mark)

    def _refuse(self, connection: Connection, event: Event, why: str) -> Any:
        connection.refuse(why, event=event.name)
        return inside.nothing_happens()

    async def _check_event_of_reflex(self, connection: Connection, state: rx.State, event: Event) -> Any:
        if inside.came_from_the_browser() and not inside.may_come_from_pages(event.name):
            return self._refuse(connection, event, "an event of the server")
        if not inside.sends_everything(event.name):
            return None
        root = inside.root_of(state)
        portal = await root.get_state(PortalState)
        try:
            caller = await find_caller(connection, quiet=True)
        except PortalError as trouble:  # without the database nobody is known, so nothing is shown
            connection.close_later()
            return self._say(portal, trouble, connection.locale)
        self._hand_over(root, portal, caller)
        begin_event(caller)
        return None

    def _hand_over(self, root: rx.State, portal: PortalState, caller: Caller) -> None:
        """Give this tab's state to the caller. What another session, or this one with other rights, left in it is wiped first."""
        if portal._owner not in (None, caller.owner):
            log.warning("state of a tab wiped", extra={"session_id": caller.connection.session_id, "address": caller.connection.address})
            root.reset()
        portal._owner = caller.owner

    async def _check_event_of_a_screen(self, connection: Connection, state: rx.State, event: Event, mark: Mark) -> Any:
        portal = await inside.root_of(state).get_state(PortalState)
        try:
            caller = await find_caller(connection, quiet=mark.quiet)
        except PortalError as trouble:
            return self._say(portal, trouble, connection.locale)
        if caller.signed_in is None and connection.session_id:
            connection.close()  # this cookie no longer holds; the page comes back with the one it has now
            return inside.nothing_happens()
        to_sign_in = [rx.redirect(with_way_back(SIGN_IN, path_of(portal)))] if inside.came_from_the_browser() else []
        if portal._owner != caller.owner:
            return inside.start_over(*(to_sign_in if caller.signed_in is None else []))
        if caller.signed_in is None and mark.who is Who.SIGNED_IN:
            return inside.send_only(*to_sign_in)
        try:
            arguments = mark.arguments.check(event.payload)
        except Invalid as trouble:
            connection.refuse("arguments", event=event.name)
            return self._say(portal, trouble, caller.locale)
        event.payload.clear()
        event.payload.update(arguments)
        begin_event(caller)
        return None

    def _say(self, portal: PortalState, trouble: PortalError, locale: str) -> Any:
        portal.problem = as_problem(trouble, locale)
        return inside.only_this(portal, "problem")
