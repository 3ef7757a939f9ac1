"""Visitors leave nothing behind: the state of a tab in which nobody was signed in is dropped soon after it is gone.

Anybody can open pages without an end, and each opened one is a state in memory or in Redis, kept for hours. People who are signed in
keep theirs, so that a tab that slept comes back as it was.
"""

import time

import reflex as rx
from reflex.istate.manager.memory import StateManagerMemory
from reflex.istate.manager.redis import StateManagerRedis
from reflex.istate.manager.token import BaseStateToken
from reflex.state import State

from portal_app.ui.connection.registry import connections

KEPT = 60.0  # seconds after the socket is gone: a reload or a broken line finds its tab again


async def forget_visitors(app: rx.App) -> None:
    """Drop the states of the visitors' tabs that are gone."""
    for tab in connections.visitors_gone_before(time.monotonic() - KEPT):
        if not await app.event_namespace._token_manager.is_token_connected(tab):
            await forget(app, tab)


async def forget(app: rx.App, tab: str) -> None:
    manager, token = app.state_manager, BaseStateToken(ident=tab, cls=State)
    if isinstance(manager, StateManagerMemory):
        manager._purge_token(token)
    elif isinstance(manager, StateManagerRedis):
        await manager.redis.delete(*(token._state_key(state) for state in app._registration_context.base_states.values()))
