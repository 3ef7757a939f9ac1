"""A tab keeps its state when its connection breaks, and a second tab never gets the state of the first.

A tab names itself by a token. When a token comes back while its old socket still counts as open, it is either the same tab after a
broken line or a copy of the tab beside it. Reflex always takes it for a copy and hands out a new token: after a broken line the
state is lost. We ask the old socket, in this process or in the worker that holds it: who answers lives, so the newcomer is a copy.
"""

import asyncio
import json
import logging
import secrets
from typing import Any

import reflex as rx
from redis.exceptions import RedisError
from reflex.utils.token_manager import RedisTokenManager, TokenManager

from portal_app.ui.connection.doors import connection_of
from portal_app.ui.connection.sockets import ANSWERS_WITHIN

log = logging.getLogger(__name__)
_ASKED_WITHIN = ANSWERS_WITHIN + 0.7  # for another worker to ask and to tell


def keep_tabs(app: rx.App) -> None:
    """Have the app's token manager ask before it calls a token taken."""
    tokens = app.event_namespace._token_manager
    link = tokens.link_token_to_sid

    async def link_after_asking(token: str, sid: str) -> str | None:
        holder = await _other_holder(tokens, token, sid)
        if holder and not await _lives(app, tokens, token, holder):
            await _take_over(app, tokens, token, holder)
        return await link(token, sid)

    tokens.link_token_to_sid = link_after_asking
    if isinstance(tokens, RedisTokenManager):
        app.register_lifespan_task(lambda: _answer_other_workers(app, tokens))


def redis_is_away(trouble: BaseException) -> bool:
    """Whether this means that the states cannot be reached right now."""
    return isinstance(trouble, RedisError)


async def _other_holder(tokens: TokenManager, token: str, sid: str) -> Any:
    """Who else holds this token: a record with `sid` and `instance_id`, or None."""
    record = tokens.token_to_socket.get(token)
    if isinstance(tokens, RedisTokenManager) and (record is None or record.instance_id != tokens.instance_id):
        try:
            record = await tokens._fetch_socket_record(token)
        except RedisError:
            return None  # Reflex then links it without asking anybody, too
    return record if record and record.sid != sid else None


async def _lives(app: rx.App, tokens: TokenManager, token: str, holder: Any) -> bool:
    if holder.instance_id == tokens.instance_id:
        return await _socket_answers(app, holder.sid)
    return await _worker_says_it_lives(tokens, token, holder)


async def _socket_answers(app: rx.App, sid: str) -> bool:
    connection = connection_of(app, sid)
    return connection is not None and not connection.over and await connection.lives()


async def _take_over(app: rx.App, tokens: TokenManager, token: str, holder: Any) -> None:
    """Forget the dead socket, so that the token is free."""
    if holder.instance_id == tokens.instance_id:
        await tokens.disconnect_token(token, holder.sid)
        await _drop(app, holder.sid)
    elif isinstance(tokens, RedisTokenManager):
        _forget(tokens, token, holder.sid)
        await tokens.redis.delete(tokens._get_redis_key(token))
    log.info("tab came back after a broken line")


async def _drop(app: rx.App, sid: str) -> None:
    connection = connection_of(app, sid)
    await app.sio.disconnect(sid, namespace=app.event_namespace.namespace)
    if connection:
        connection.close()


def _forget(tokens: TokenManager, token: str, sid: str) -> None:
    tokens.token_to_socket.pop(token, None)
    tokens.sid_to_token.pop(sid, None)


# Between workers. A question is published to the worker that holds the socket; nobody listening means that the worker is dead.


def _channel(instance_id: str) -> str:
    return f"portal:lives:{instance_id}"


async def _worker_says_it_lives(tokens: RedisTokenManager, token: str, holder: Any) -> bool:
    answer_key = f"portal:lives:{secrets.token_hex(8)}"
    question = json.dumps({"token": token, "sid": holder.sid, "answer": answer_key})
    try:
        if not await tokens.redis.publish(_channel(holder.instance_id), question):
            return False
        answer = await tokens.redis.blpop([answer_key], timeout=_ASKED_WITHIN)
    except RedisError as trouble:
        log.warning("another worker could not be asked", extra={"error": type(trouble).__name__})
        return True  # when in doubt the newcomer is a copy: it gets a state of its own, and nobody loses theirs
    return answer is not None and answer[1] == b"yes"


async def _answer_other_workers(app: rx.App, tokens: RedisTokenManager) -> None:
    """Tell other workers which of our sockets live. Runs until it is cancelled; a lost Redis is tried again."""
    while True:
        try:
            async with tokens.redis.pubsub() as ear:
                await ear.subscribe(_channel(tokens.instance_id))
                async for heard in ear.listen():
                    if heard["type"] == "message":
                        asyncio.ensure_future(_answer(app, tokens, json.loads(heard["data"])))
        except RedisError as trouble:
            log.warning("not listening to other workers", extra={"error": type(trouble).__name__})
            await asyncio.sleep(1)


async def _answer(app: rx.App, tokens: RedisTokenManager, question: dict[str, str]) -> None:
    lives = await _socket_answers(app, question["sid"])
    if not lives:
        _forget(tokens, question["token"], question["sid"])
        await _drop(app, question["sid"])
    await tokens.redis.lpush(question["answer"], b"yes" if lives else b"no")
    await tokens.redis.expire(question["answer"], 10)
