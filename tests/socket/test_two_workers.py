"""Two processes with Redis behave like one without: sessions, rights, limits of time; and what runs beside the pages runs in each."""

import json
import os
import secrets
import signal
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
import pytest

from tests.services import _pongs, _start_redis, free_port, redis_at, wait_until
from tests.socket.client import Tab
from tests.socket.conftest import Server, running_server
from tests.socket.world import carried_out
from tools.children import end as end_process
from tools.programs import provide_redis


@pytest.mark.asvs("7.4.1", "7.4.2")
def test_an_ended_session_closes_its_tabs_in_both_workers_within_a_second(two_workers: Server) -> None:
    anna, jan = two_workers.person(), two_workers.person("Jan Keller")
    tabs = [two_workers.tab(anna) for _ in range(8)]
    other = two_workers.tab(jan)
    started = time.monotonic()
    anna.end_session()
    for tab in tabs:
        tab.wait_for_close()
    assert time.monotonic() - started < 1.2
    assert other.call("whoami")["answer"] == "Jan Keller"
    other.close()


@pytest.mark.asvs("4.4.3")
def test_r8_a_token_with_another_cookie_finds_nothing_in_redis_either(two_workers: Server) -> None:
    anna, jan = two_workers.person(), two_workers.person("Jan Keller")
    first = two_workers.tab(anna)
    first.call("keep", text="for my eyes only")
    first.close()
    for _ in range(4):
        thief = two_workers.tab(jan, token=first.token)
        thief.call("greet")
        assert "for my eyes only" not in "".join(thief.frames)
        thief.close()


@pytest.mark.asvs("1.5.2", "13.2.4")
def test_r12_redis_asks_for_a_password_and_holds_no_cookie(two_workers: Server, redis_url: str) -> None:
    anna = two_workers.person()
    tab = two_workers.tab(anna)
    tab.call("whoami")
    with redis_at(redis_url) as redis:
        values = [redis.get(key) if redis.type(key) == b"string" else b"" for key in redis.scan_iter("*")]
    assert any(b"Anna Berg" in value for value in values)
    assert not any(anna.token.encode() in value or b"__Host-session" in value for value in values)
    with redis_at(f"redis://{redis_url.partition('@')[2]}") as stranger, pytest.raises(Exception, match="[Aa]uthentication"):
        stranger.keys()
    tab.close()


def test_states_in_redis_end_by_themselves(two_workers: Server, redis_url: str) -> None:
    tab = two_workers.tab(two_workers.person())
    tab.call("keep", text="for a while")
    with redis_at(redis_url) as redis:
        ends = [redis.ttl(key) for key in redis.scan_iter(f"*{tab.token}*")]
    assert ends and all(0 < seconds <= 4 * 3600 for seconds in ends)
    tab.close()


def test_a_handler_that_holds_its_state_longer_than_the_lock_is_an_incident_and_the_tab_goes_on(postgres_url: str, redis_url: str, tmp_path) -> None:
    short = {"redis_url": redis_url, "REFLEX_REDIS_LOCK_EXPIRATION": "1000", "REFLEX_REDIS_LOCK_WARNING_THRESHOLD": "500"}
    with running_server(tmp_path, postgres_url, **short) as server:
        tab: Tab = server.tab(server.person())
        tab.send("dawdle", seconds=1.6)
        tab.wait_for(lambda: tab.problem.get("incident"), "a number")
        assert tab.call("whoami")["answer"] == "Anna Berg"
        tab.close()


def test_what_commands_leave_for_later_is_carried_out_once_by_one_of_the_workers(two_workers: Server) -> None:
    tab: Tab = two_workers.tab(two_workers.person())
    for n in range(20):
        tab.call("write", text=f"for later {n}")
    deliveries: dict[str, int | None] = {}
    end = time.monotonic() + 15
    while len(deliveries) < 20 or None in deliveries.values():
        assert time.monotonic() < end, deliveries
        time.sleep(0.2)
        found = carried_out(two_workers.values["PORTAL_DATABASE_URL"])
        deliveries = {text: tries for text, tries in found.items() if text.startswith("for later")}
    assert set(deliveries.values()) == {1}
    tab.close()


def test_redis_that_is_away_is_a_sentence_and_its_return_needs_no_restart(postgres_url: str, tmp_path) -> None:
    with restartable_redis() as (redis, address), running_server(tmp_path, postgres_url, redis_url=address) as server:
        tab: Tab = server.tab(server.person(), path="/desk")
        tab.wait_for(lambda: tab.vars["seen"] == "Anna Berg", "the page's data")
        redis.stop()
        tab.send("keep", text="into the void")
        tab.wait_for(lambda: tab.problem.get("code") == "unavailable", "the word that the states are away")
        lines = len(server.log().splitlines())
        tab.hear(1.0)
        assert len(server.log().splitlines()) - lines < 10, "it does not go round in circles"
        redis.start()
        tab.vars.clear()
        end = time.monotonic() + 20
        while tab.vars.get("seen") != "Anna Berg":  # Redis came back empty: the page is built anew
            assert time.monotonic() < end
            tab.send("whoami")
            tab.hear(0.5)
        assert tab.call("whoami")["answer"] == "Anna Berg"
        tab.close()


def test_each_worker_stops_cleanly_and_leaves_no_record_in_redis(postgres_url: str, redis_url: str, tmp_path) -> None:
    with running_server(tmp_path, postgres_url, redis_url=redis_url, workers="2") as server:
        tabs = [server.tab(server.person()) for _ in range(4)]
        server.process.send_signal(signal.SIGTERM)
        for tab in tabs:
            tab.wait_for_close(10)
        server.process.wait(15)
        levels = Counter(json.loads(line)["level"] for line in server.log().splitlines() if line.startswith("{"))
    assert levels["error"] == levels["critical"] == 0
    with redis_at(redis_url) as redis:
        assert not [key for tab in tabs for key in redis.scan_iter(f"token_manager_socket_record_{tab.token}")]


def test_a_worker_that_dies_is_replaced_and_its_tabs_come_back(two_workers: Server) -> None:
    tabs = [two_workers.tab(two_workers.person(f"P{n} Berg")) for n in range(6)]
    for tab in tabs:
        tab.call("keep", text="typed")
    children = _workers_of(two_workers.process.pid)
    os.kill(children[0], signal.SIGKILL)
    end = time.monotonic() + 30
    while not (len(now := _workers_of(two_workers.process.pid)) == 2 and children[0] not in now and _is_ready(two_workers)):
        assert time.monotonic() < end
        time.sleep(0.2)
    for tab in tabs:
        tab.vars.clear()
        tab.open()
        assert tab.vars["answer"] == "typed"
        tab.close()


class _Redis:
    """A private Redis that can be stopped and started again at the same address."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._port, self._password = folder, free_port(), secrets.token_urlsafe(16)
        self.address = f"redis://:{self._password}@127.0.0.1:{self._port}/0"
        self.start()

    def start(self) -> None:
        self._process = _start_redis(provide_redis(), self._folder, self._port, self._password)
        assert wait_until(lambda: _pongs(self.address), self._process)

    def stop(self) -> None:
        end_process(self._process)


@contextmanager
def restartable_redis() -> Iterator[tuple[_Redis, str]]:
    with TemporaryDirectory() as folder:
        redis = _Redis(Path(folder))
        try:
            yield redis, redis.address
        finally:
            redis.stop()


def _workers_of(pid: int) -> list[int]:
    children = (int(child) for child in open(f"/proc/{pid}/task/{pid}/children").read().split())  # noqa: SIM115
    return sorted(child for child in children if b"spawn_main" in open(f"/proc/{child}/cmdline", "rb").read())


def _is_ready(server: Server) -> bool:
    try:
        return httpx.get(f"{server.url}/ready", trust_env=False, timeout=2).status_code == 200
    except httpx.TransportError:
        return False
