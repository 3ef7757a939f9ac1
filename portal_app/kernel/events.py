"""News that travels upwards: a frozen dataclass published by a lower slice, handled by a higher one in the same transaction."""

from collections.abc import Callable
from typing import Any

_subscribers: dict[type, list[Callable[[Any, Any], None]]] = {}


def subscribe(event_type: type, handler: Callable[[Any, Any], None]) -> None:
    """Call `handler(ctx, event)` whenever an event of exactly this type is published. Wired in portal_app.py only; repeating it is harmless."""
    handlers = _subscribers.setdefault(event_type, [])
    if handler not in handlers:
        handlers.append(handler)


def subscribers_of(event: object) -> tuple[Callable[[Any, Any], None], ...]:
    return tuple(_subscribers.get(type(event), ()))
