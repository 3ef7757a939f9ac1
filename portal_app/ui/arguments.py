"""Strict arguments of event handlers: what a page may send is what the handler's annotations say, nothing else.

A browser can call any handler with anything. Reflex converts arguments by their annotations but never refuses one; here a wrong,
missing or additional argument stops the call. Nothing is converted silently: "5" is no number, 1 is no yes.
"""

import inspect
import types
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cached_property
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import AfterValidator, ConfigDict, TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError, to_json
from reflex_base.utils.form import FORM_DATA_ENTRIES_KEY

from portal_app.kernel.errors import GateBroken, Invalid
from portal_app.kernel.i18n import message
from portal_app.kernel.ids import is_id

LONGEST_TEXT = 10_000  # characters; a handler that takes more says so: Annotated[str, Field(max_length=...)]
LONGEST_LIST = 5_000
LARGEST_NUMBER = 2**53  # what a browser counts exactly
DEEPEST = 6
_PLAIN = (str, int, float, bool, Decimal, date, datetime, type(None))
_STRICT = ConfigDict(strict=True, allow_inf_nan=False, str_max_length=LONGEST_TEXT)
_NOT_OURS = message("This page sent something we do not understand. Please reload it and try again.")
_TOO_LONG = message("One of the texts is too long: {most} characters are the most.")


def _shaped_like_an_id(value: str) -> str:
    if not is_id(value):
        raise ValueError("not an id")
    return value


GivenId = Annotated[str, AfterValidator(_shaped_like_an_id)]


@dataclass(frozen=True)
class Arguments:
    """The parameters of one handler and how each is checked."""

    function: Callable[..., Any]

    def prepare(self) -> None:
        """Build the checks. Raises GateBroken for a parameter that no handler may have."""
        _ = self._adapters

    @cached_property
    def hints(self) -> dict[str, Any]:
        """Parameter name to annotation, `self` left out."""
        hints = get_type_hints(self.function, include_extras=True)
        return {name: _allowed(self.function, name, hints) for name in _parameters(self.function)}

    @cached_property
    def _adapters(self) -> dict[str, TypeAdapter]:
        return {name: TypeAdapter(hint, config=_STRICT) for name, hint in self.hints.items()}

    @cached_property
    def _needed(self) -> frozenset[str]:
        return frozenset(name for name, one in _parameters(self.function).items() if one.default is one.empty)

    def check(self, payload: Mapping[str, Any]) -> dict[str, Any]:
        """The payload with its values as the annotations say. Raises Invalid for anything else."""
        if not self._needed <= payload.keys() <= self._adapters.keys():
            raise Invalid(_NOT_OURS)
        return {name: self._value(name, value) for name, value in payload.items()}

    def _value(self, name: str, value: Any) -> Any:
        value = _form_as_dict(value)
        if _is_odd(value):
            raise Invalid(_NOT_OURS)
        try:
            return self._adapters[name].validate_json(to_json(value), strict=True)
        except ValidationError as trouble:
            too_long = next((error for error in trouble.errors() if error["type"] == "string_too_long"), None)
            if too_long:
                raise Invalid(_TOO_LONG, most=too_long["ctx"]["max_length"]) from None
            raise Invalid(_NOT_OURS) from None
        except PydanticSerializationError:
            raise Invalid(_NOT_OURS) from None


def _parameters(function: Callable[..., Any]) -> dict[str, inspect.Parameter]:
    return dict(list(inspect.signature(function).parameters.items())[1:])


def _allowed(function: Callable[..., Any], name: str, hints: dict[str, Any]) -> Any:
    parameter = _parameters(function)[name]
    if parameter.kind is not inspect.Parameter.POSITIONAL_OR_KEYWORD or name not in hints:
        raise GateBroken(f"{function.__qualname__}: {name} is a plain parameter with an annotation.")
    if not _is_plain(hints[name]):
        raise GateBroken(f"{function.__qualname__}: {name} is built from what a browser sends, so it is text, a number or a list of them, never an object.")
    return _as_id(name, hints[name])


def _is_plain(hint: Any) -> bool:
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _is_plain(inner[0])
    if origin is Literal:
        return True
    if origin in (Union, types.UnionType, list, tuple):
        return all(_is_plain(one) for one in inner if one is not Ellipsis)
    if origin is dict:
        return inner[0] is str and _is_plain(inner[1])
    return hint in _PLAIN or (isinstance(hint, type) and issubclass(hint, Enum))


def _as_id(name: str, hint: Any) -> Any:
    """A parameter that names a row has the shape of an id, or nothing is looked up."""
    if name == "id" or name.endswith("_id"):
        return GivenId if hint is str else GivenId | None if hint == str | None else hint
    if hint == list[str] and name.endswith("_ids"):
        return list[GivenId]
    return hint


def _form_as_dict(value: Any) -> Any:
    """A submitted form comes as [name, value] pairs; the last value of a name counts, as in Reflex."""
    if isinstance(value, dict) and value.keys() == {FORM_DATA_ENTRIES_KEY}:
        entries = value[FORM_DATA_ENTRIES_KEY]
        if isinstance(entries, list) and all(isinstance(one, list) and len(one) == 2 and isinstance(one[0], str) for one in entries):
            return dict(entries)
    return value


def _is_odd(value: Any, depth: int = 0) -> bool:
    """What our pages never send and our database could not keep: NUL and half characters, numbers without end, deep nesting."""
    if depth > DEEPEST:
        return True
    if isinstance(value, str):
        return "\x00" in value or any("\ud800" <= sign <= "\udfff" for sign in value)
    if isinstance(value, bool) or value is None:
        return False
    if isinstance(value, (int, float)):
        return not -LARGEST_NUMBER <= value <= LARGEST_NUMBER
    if isinstance(value, dict):
        return len(value) > LONGEST_LIST or any(_is_odd(one, depth + 1) for pair in value.items() for one in pair)
    if isinstance(value, (list, tuple)):
        return len(value) > LONGEST_LIST or any(_is_odd(one, depth + 1) for one in value)
    return not isinstance(value, (Decimal, date, Enum))
