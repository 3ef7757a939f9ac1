"""Many orders over a line on which most calls go wrong: none is lost, none comes twice, and all of them are told. In full with make test-fuzz."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest

from portal_app.integrations.erp import OrderAcknowledged, OrderRejected, OutgoingOrder, send_order
from portal_app.integrations.erp.calling import using
from portal_app.integrations.erp.fake import FakeErp, Fault, FaultyErp
from portal_app.integrations.erp.port import Acknowledgement
from portal_app.kernel import outbox
from portal_app.kernel.ids import Id, new_id
from tests.database import TwoCompanies, behind_the_guard, module_database, shared_database, two_companies
from tests.integrations.conftest import News
from tests.integrations.erp_cast import EmbeddedBench, inside, line, new_number, order

__all__ = ["module_database", "shared_database", "two_companies"]
pytestmark = pytest.mark.fuzz
SEED = 20261123


@pytest.fixture
def count(in_full: bool) -> int:
    return 2000 if in_full else 200


def _send_many(companies: tuple[Id, ...], number: str, count: int) -> dict[str, bool]:
    """Key and whether the ERP knows what is ordered; every twentieth order is about something it does not know."""
    keys = {f"{place:04d}-{new_id()}": place % 20 != 0 for place in range(count)}
    for start, company_id in enumerate(companies):
        with inside(company_id) as ctx:
            for key, is_known in list(keys.items())[start :: len(companies)]:
                wanted = order(line(number=number if is_known else "unheard of", quantity="3"), order_number=f"O-{key[:4]}")
                assert send_order(ctx, wanted, key)
    return keys


def _carry_out(advance: Callable[[timedelta], None], news: News, count: int) -> None:
    """Round after round, until every order was told of; a day at most."""
    for _ in range(24 * 60):
        while outbox.run_due():
            pass
        if len(news.told) >= count:
            return
        advance(timedelta(minutes=1))
    raise AssertionError(f"after a day {count - len(news.told)} orders were not told of")


def _check_told(news: News, keys: dict[str, bool]) -> None:
    told = Counter(event.key for _, event in news.told)
    assert told == Counter(keys.keys())
    assert {event.key: isinstance(event, OrderAcknowledged) for _, event in news.told} == keys
    assert all(isinstance(event, OrderAcknowledged | OrderRejected) for _, event in news.told)
    assert behind_the_guard("SELECT count(*) FROM outbox_message WHERE dead_at IS NOT NULL") == [(0,)]


def test_none_is_lost_and_none_comes_twice(two_companies: TwoCompanies, news: News, advance, count: int):
    bench, number = EmbeddedBench(), new_number()
    bench.put_stock(number, 1_000_000)
    keys = _send_many((two_companies.mine, two_companies.theirs), number, count)
    with using(FaultyErp(bench.port, seed=SEED, percent=40, wait=advance)) as _:
        _carry_out(advance, news, len(keys))
    _check_told(news, keys)
    rows = behind_the_guard("SELECT o.key, l.quantity FROM erp_order o JOIN erp_order_line l ON l.order_id = o.id WHERE l.number = :number", number=number)
    arrived = Counter(key.partition(".")[2] for key, _ in rows)
    assert arrived == Counter(key for key, is_known in keys.items() if is_known)
    (place,) = bench.port.stock([number])[number].places
    assert place.reserved == 3 * Decimal(len(arrived))


class ForgetfulErp(FakeErp):
    """Does not compare keys: what is placed twice is there twice. Most real ones are like that."""

    def __init__(self) -> None:
        super().__init__()
        self.placed: Counter[str] = Counter()
        self.put_stock("bolt", 1_000_000)

    def place_order(self, order: OutgoingOrder, idempotency_key: str) -> Acknowledgement:
        self.placed[idempotency_key] += 1
        return super().place_order(order, idempotency_key)


def test_an_erp_that_would_take_an_order_twice_gets_it_once(two_companies: TwoCompanies, news: News, advance, count: int):
    faults = [fault for fault in Fault if fault not in (Fault.NONE, Fault.TWICE)]
    keys = _send_many((two_companies.mine,), "bolt", count // 2)
    with using(FaultyErp(erp := ForgetfulErp(), seed=SEED, percent=40, faults=faults, wait=advance)):
        _carry_out(advance, news, len(keys))
    _check_told(news, keys)
    assert set(erp.placed.values()) == {1} and len(erp.placed) == len(keys)
