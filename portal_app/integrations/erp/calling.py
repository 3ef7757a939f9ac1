"""Which ERP is in use, and the one way to call it: through the circuit breaker, with every failure counted."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import TypeVar

from portal_app.integrations.erp.breaker import Breaker, LineReport
from portal_app.integrations.erp.embedded import EmbeddedErp
from portal_app.integrations.erp.port import ErpContract, ErpPort, ErpUnavailable

T = TypeVar("T")


class Resting(ErpUnavailable):
    """The ERP was away a moment ago, so it is not asked. Certainly nothing was done."""

    def __init__(self, remaining: timedelta) -> None:
        super().__init__("The ERP was away a moment ago.")
        self.remaining = remaining


_port: ErpPort = EmbeddedErp()
_breaker = Breaker()


def erp() -> ErpPort:
    """The ERP in use. What must not wait for one that is away asks by `ask_erp`."""
    return _port


@contextmanager
def using(port: ErpPort) -> Iterator[Breaker]:
    """Another ERP for a while, with a breaker of its own: for tests."""
    global _port, _breaker
    before = _port, _breaker
    _port, _breaker = port, Breaker()
    try:
        yield _breaker
    finally:
        _port, _breaker = before


def ask_erp(question: Callable[[ErpPort], T]) -> T:
    """The answer of the ERP in use. Raises Resting, without asking, while it is known to be away."""
    check_breaker()
    try:
        answer = question(_port)
    except (ErpUnavailable, ErpContract) as trouble:
        _breaker.note_failure(f"{type(trouble).__name__}: {trouble}"[:200])
        raise
    _breaker.note_success()
    return answer


def line_report() -> LineReport:
    """How this process has fared with the ERP. Another process knows its own calls only."""
    return _breaker.report()


def check_breaker() -> None:
    """Raises Resting while the ERP is known to be away. When it has rested, its health is asked first."""
    remaining = _breaker.remaining()
    if remaining:
        raise Resting(remaining)
    if remaining is not None:
        _breaker.probe(_port.health)
