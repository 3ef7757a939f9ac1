"""Commands that are safe to repeat: the first answer for a key is kept, a repetition gets the same answer."""

import hashlib
from dataclasses import fields, is_dataclass
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from pydantic_core import PydanticSerializationError, to_json
from sqlalchemy import Column, LargeBinary, delete
from sqlalchemy.exc import IntegrityError
from sqlmodel import Field, SQLModel, col

from portal_app.kernel import clock
from portal_app.kernel.columns import Instant
from portal_app.kernel.db import transaction
from portal_app.kernel.errors import Conflict, GateBroken
from portal_app.kernel.tenancy import NOBODY, TenantSession


class Overtaken(Exception):
    """Another call with the same key finished first: start again and find its answer."""


class RepeatedCall(SQLModel, table=True):
    """One row for each command that was called with a key. Cleared after 30 days."""

    __tablename__ = "repeated_call"
    __audited__ = False

    key: str = Field(primary_key=True, max_length=64)  # SHA-256 of caller, action and the caller's key
    arguments: str = Field(max_length=64)  # SHA-256 of the arguments
    answer: bytes = Field(default=b"", sa_column=Column(LargeBinary, nullable=False))
    at: datetime = Field(sa_type=Instant, index=True)


def key_of(caller: str, action: str, key: str) -> str:
    return hashlib.sha256("\x00".join((caller, action, key)).encode()).hexdigest()


def digest_of(arguments: dict[str, Any]) -> str:
    """The same for the same values, in whatever order a dict or a set happens to give them."""
    try:
        return hashlib.sha256(to_json(_in_order(arguments), bytes_mode="base64")).hexdigest()
    except PydanticSerializationError as trouble:
        raise GateBroken("A command that may be repeated takes plain values; others cannot be compared with an earlier call.") from trouble


def _in_order(value: Any) -> Any:
    if isinstance(value, dict):
        return sorted(([_in_order(name), _in_order(one)] for name, one in value.items()), key=repr)
    if isinstance(value, set | frozenset):
        return sorted((_in_order(one) for one in value), key=repr)
    if isinstance(value, list | tuple):
        return [_in_order(one) for one in value]
    if is_dataclass(value):
        return [type(value).__name__, *(_in_order(getattr(value, field.name)) for field in fields(value))]
    return value


def earlier_answer(session: TenantSession, key: str, digest: str, answer_type: Any) -> tuple[bool, Any]:
    """(True, answer) when this key was used before with the same arguments; (False, None) when it is new. Other arguments raise Conflict.

    The row is inserted first, so two simultaneous calls meet at the primary key and only one of them runs.
    """
    row = session.get(RepeatedCall, key)
    if row is None:
        session.add(RepeatedCall(key=key, arguments=digest, at=clock.now()))
        try:
            session.flush()
        except IntegrityError as race:
            raise Overtaken from race
        return False, None
    if row.arguments != digest:
        raise Conflict("This form was already sent with other contents. Please check what was saved before sending it again.")
    return True, TypeAdapter(answer_type).validate_json(row.answer)


def keep_answer(session: TenantSession, key: str, answer: Any, answer_type: Any) -> None:
    row = session.get(RepeatedCall, key)
    row.answer = TypeAdapter(answer_type).dump_json(answer)


def forget_answers(before: datetime) -> None:
    """Remove what is older: from then on its key is new again."""
    with transaction(NOBODY, writes=True) as session:
        session.exec(delete(RepeatedCall).where(col(RepeatedCall.at) < before))
