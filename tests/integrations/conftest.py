"""Fixtures for tests of orders on their way to an ERP: a clock that stands still, the outbox's handlers, and who listens to the news."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest

from portal_app.integrations.erp import DELIVERIES, CancellationRefused, OrderAcknowledged, OrderInDoubt, OrderMoved, OrderRejected
from portal_app.kernel import clock, events, outbox
from portal_app.kernel.gate import Context
from portal_app.kernel.ids import Id
from tests.integrations.erp_cast import NOON


@dataclass
class News:
    """What a higher slice was told, in order, with the company it was told in. While `broken` the listener raises."""

    told: list[tuple[Id, Any]] = field(default_factory=list)
    broken: bool = False

    def listen(self, ctx: Context, event: Any) -> None:
        if self.broken:
            raise ZeroDivisionError("a bug in a subscriber")
        self.told.append((ctx.company_id, event))

    def of(self, key: str) -> list[Any]:
        return [event for _, event in self.told if event.key == key]


@pytest.fixture
def advance() -> Iterator[Callable[[timedelta], None]]:
    with clock.frozen(NOON) as move:
        yield move


@pytest.fixture
def news(monkeypatch: pytest.MonkeyPatch) -> News:
    """Only orders are carried out here, and only this listener hears of them, whatever else a test run has wired."""
    monkeypatch.setattr(outbox, "_handlers", dict(DELIVERIES))
    found = News()
    kinds = (OrderAcknowledged, OrderRejected, OrderInDoubt, OrderMoved, CancellationRefused)
    monkeypatch.setattr(events, "_subscribers", {kind: [found.listen] for kind in kinds})
    return found
