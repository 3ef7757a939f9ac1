"""kill -9 while orders go to the ERP: each is there once, whether the worker died before the call, during it or before its note."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from portal_app.integrations.erp import send_order
from portal_app.kernel.ids import Id, new_id
from tests.architecture.source import ROOT
from tests.database import behind_the_guard, new_company
from tests.integrations.erp_cast import inside, line, order
from tests.reliability.erp_site import FolderErp

pytestmark = pytest.mark.kills
ORDERS_A_LIFE = 20


@pytest.fixture
def company(database: str) -> Id:
    return new_company()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "erp").mkdir()
    return tmp_path / "erp"


def _send(company_id: Id, count: int) -> list[str]:
    keys = [new_id() for _ in range(count)]
    with inside(company_id) as ctx:
        for key in keys:
            send_order(ctx, order(line(number="bolt")), key)
    return keys


@pytest.fixture
def site(database: str, company: Id, folder: Path) -> Iterator[subprocess.Popen]:
    """Ready: it has carried the first order."""
    _send(company, 1)
    site = subprocess.Popen(
        [sys.executable, "-m", "tests.reliability.erp_site", str(folder)],
        cwd=ROOT, env={**os.environ, "PORTAL_DATABASE_URL": database}, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert site.stdout.readline() == "ready\n"
    yield site
    site.stdin.close()
    site.wait(timeout=30)


def _live(site: subprocess.Popen, how: str, killed_after: float | None = None) -> int:
    """One life. Returns how it ended."""
    site.stdin.write(f"{how}\n")
    site.stdin.flush()
    word, pid = site.stdout.readline().split()
    assert word == "works"
    if killed_after is not None:
        time.sleep(killed_after)
        os.kill(int(pid), signal.SIGKILL)
    word, status = site.stdout.readline().split()
    assert word == "dead"
    return int(status)


def test_no_order_is_lost_and_none_comes_twice(site: subprocess.Popen, company: Id, folder: Path, in_full: bool):
    chance, keys = random.Random(20261123), []
    for _ in range(200 if in_full else 15):
        keys += _send(company, ORDERS_A_LIFE)
        assert _live(site, "work", chance.uniform(0.02, 0.25)) == -signal.SIGKILL
    in_the_middle = behind_the_guard("SELECT count(*) FROM erp_handover WHERE state = 'trying'")[0][0]
    assert _live(site, "finish") == 0
    there = {path.name for path in folder.iterdir()}
    assert {f"{company}.{key}" for key in keys} <= there and len(there) == len(keys) + 1
    assert not [name for name in there if name.endswith(".again")]
    assert behind_the_guard("SELECT state, count(*) FROM erp_handover GROUP BY state") == [("acknowledged", len(there))]
    assert behind_the_guard("SELECT count(*) FROM outbox_message WHERE done_at IS NULL OR dead_at IS NOT NULL") == [(0,)]
    assert behind_the_guard("SELECT count(*) FROM audit_entry WHERE action = 'order.acknowledged'") == [(len(there),)]
    assert behind_the_guard("SELECT count(*) FROM erp_handover WHERE tries > 1")[0][0] >= in_the_middle


def test_the_check_notices_an_order_that_is_placed_twice(folder: Path):
    erp = FolderErp(folder)
    for _ in range(2):
        erp.place_order(order(), "one key")
    assert {path.name for path in folder.iterdir()} == {"one key", "one key.again"}
