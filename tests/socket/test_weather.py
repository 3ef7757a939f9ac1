"""When the house is full, slow or the database is away: a sentence each time, and everything works again without a restart."""

import time
from collections.abc import Iterator
from contextlib import ExitStack

import httpx
import pytest

from tests.services import Postgres
from tests.socket.client import Tab
from tests.socket.conftest import Server, running_server
from tests.socket.world import SignedInPerson

UNAVAILABLE = "We cannot reach our database right now. Nothing was changed; please try again in a moment."
BUSY = "Very much is going on right now. Nothing was changed; please try again in a moment."
STILL_RUNNING = "This takes longer than usual and may still be finished. Please look in a moment before you do it again."


@pytest.fixture
def narrow(tmp_path, own_database) -> Iterator[tuple[Server, SignedInPerson]]:
    """A server with one thread, three places to wait, and little patience."""
    with running_server(tmp_path, own_database, database_threads="1", PROBE_WAITING="3", PROBE_PATIENCE="0.5") as server:
        yield server, server.person()


def test_a_full_queue_is_answered_with_a_sentence(narrow: tuple[Server, SignedInPerson]) -> None:
    server, anna = narrow
    with ExitStack() as tabs:
        crowd = [_tab(tabs, server, anna) for _ in range(8)]
        for tab in crowd:
            tab.send("slow_beside", seconds=1.0)
        for tab in crowd:
            tab.wait_for(lambda tab=tab: tab.vars["answer"] or tab.problem["title"], "an answer or a word", 30)
        refused = [tab for tab in crowd if tab.problem["code"] == "busy"]
        assert refused and all(tab.problem["title"] == BUSY for tab in refused)
        assert any(tab.vars["answer"] == "done" for tab in crowd)
        refused[0].hear(1.5)
        refused[0].send("slow_beside", seconds=0.0)
        refused[0].wait_for(lambda: refused[0].vars["answer"] == "done", "an answer once there is room")


def test_a_screen_does_not_wait_longer_than_its_patience(narrow: tuple[Server, SignedInPerson]) -> None:
    server, anna = narrow
    with ExitStack() as tabs:
        tab = _tab(tabs, server, anna)
        started = time.monotonic()
        tab.send("slow", seconds=1.5)
        tab.wait_for(lambda: tab.problem.get("code") == "still-running", "the word that it takes long")
        assert time.monotonic() - started < 1.4
        assert (tab.problem["title"], tab.vars["answer"]) == (STILL_RUNNING, "gave up")
        tab.send("slow_beside", seconds=0.6)
        tab.wait_for(lambda: tab.vars["answer"] == "done", "a background handler, which may take its time")


@pytest.fixture
def on_postgres(postgres: Postgres, postgres_template: str, tmp_path) -> Iterator[tuple[Server, SignedInPerson, str]]:
    name = postgres.create_database(template=postgres_template)
    with running_server(tmp_path, postgres.url(name)) as server:
        yield server, server.person(), name


def test_a_database_that_is_away_is_a_sentence_and_its_return_needs_no_restart(on_postgres: tuple[Server, SignedInPerson, str], postgres: Postgres) -> None:
    server, anna, name = on_postgres
    with ExitStack() as tabs:
        tab = _tab(tabs, server, anna)
        assert tab.call("whoami")["answer"] == "Anna Berg"
        _take_away(postgres, name)
        tab.send("write", text="lost?")
        tab.wait_for(lambda: tab.problem.get("code") == "unavailable", "the word that the database is away")
        assert (tab.problem["title"], tab.vars["answer"]) == (UNAVAILABLE, "Anna Berg")
        assert httpx.get(f"{server.url}/ready", trust_env=False).status_code == 503
        assert httpx.get(f"{server.url}/ping", trust_env=False).status_code == 200
        _give_back(postgres, name)
        _wait_until_ready(server)
        assert tab.call("write", text="kept")["answer"] == "noted"
        assert tab.problem["title"] == ""


def test_a_page_opened_while_the_database_is_away_is_filled_when_it_comes_back(on_postgres: tuple[Server, SignedInPerson, str], postgres: Postgres) -> None:
    server, anna, name = on_postgres
    _take_away(postgres, name)
    with ExitStack() as tabs:
        tab = _tab(tabs, server, anna, path="/desk", hydrate=False)
        tab.hydrate()
        tab.wait_for(lambda: tab.problem.get("code") == "unavailable", "the word that the database is away")
        assert "seen" not in tab.vars
        tab.wait_for_close()
        _give_back(postgres, name)
        _wait_until_ready(server)
        tab.open()
        tab.wait_for(lambda: tab.vars["seen"] == "Anna Berg", "the page's data")


def _tab(stack: ExitStack, server: Server, who: SignedInPerson, **options: object) -> Tab:
    tab = server.tab(who, **options)
    stack.callback(tab.close)
    return tab


def _take_away(postgres: Postgres, name: str) -> None:
    with postgres.admin() as admin:
        admin.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])


def _give_back(postgres: Postgres, name: str) -> None:
    with postgres.admin() as admin:
        admin.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")


def _wait_until_ready(server: Server) -> None:
    end = time.monotonic() + 10
    while httpx.get(f"{server.url}/ready", trust_env=False).status_code != 200:
        assert time.monotonic() < end
        time.sleep(0.1)
