"""A tab whose line breaks comes back to its state; a copy of a tab gets a state of its own; nothing of a stopped server stays."""

import signal
import time
from collections.abc import Callable

import pytest

from tests.socket.client import Tab, answering
from tests.socket.conftest import Server
from tests.socket.world import SignedInPerson


@pytest.fixture(params=["server", pytest.param("two_workers", marks=[pytest.mark.postgres, pytest.mark.redis])])
def any_server(request: pytest.FixtureRequest) -> Server:
    """One process with states in memory, and two with states in Redis."""
    return request.getfixturevalue(request.param)


@pytest.fixture
def anna(any_server: Server) -> SignedInPerson:
    return any_server.person()


@pytest.fixture
def tabs_of(any_server: Server, anna: SignedInPerson):
    tabs: list[Tab] = []

    def opened(**options: object) -> Tab:
        tabs.append(any_server.tab(anna, **options))
        return tabs[-1]

    yield opened
    for tab in tabs:
        tab.close()


OpensTab = Callable[..., Tab]


def test_after_a_broken_line_the_tab_finds_its_state(tabs_of: OpensTab) -> None:
    tab = tabs_of()
    before = tab.token
    for n in range(4):  # with two workers some of these end at the other one
        tab.call("keep", text=f"typed {n}")
        tab.vars.clear()
        tab.open()  # the old socket stays silent: nobody answers its pings
        assert (tab.token, tab.vars["answer"]) == (before, f"typed {n}")
    assert tab.call("whoami")["answer"] == "Anna Berg"


def test_after_a_clean_end_the_tab_finds_its_state(tabs_of: OpensTab) -> None:
    tab = tabs_of()
    tab.call("keep", text="typed")
    for _ in range(4):
        tab.socket.close()
        tab.vars.clear()
        tab.open()
        assert tab.vars["answer"] == "typed"


def test_a_copy_of_a_tab_gets_a_state_of_its_own(tabs_of: OpensTab) -> None:
    first = tabs_of()
    first.call("keep", text="typed in the first")
    copies = []
    with answering(first):
        for _ in range(4):
            copies.append(tabs_of(token=first.token))
    assert len({first.token, *(copy.token for copy in copies)}) == 5
    assert all(copy.vars["answer"] == "" for copy in copies)
    assert first.call("whoami")["answer"] == "Anna Berg"
    assert copies[0].call("keep", text="typed in the copy")["answer"] == "typed in the copy"
    assert first.settle()["answer"] == "Anna Berg"


def test_answers_reach_the_new_socket_of_a_background_handler(tabs_of: OpensTab) -> None:
    tab = tabs_of()
    tab.send("slow_beside", seconds=1.5)
    time.sleep(0.3)
    tab.open()
    tab.wait_for(lambda: tab.vars["answer"] == "done", "the answer over the new line")


def test_a_visitor_leaves_no_state_behind_and_a_person_does(any_server: Server, tabs_of: OpensTab) -> None:
    visitor, person = any_server.tab(path="/sign-in"), tabs_of()
    visitor.call("mark", n=5)
    person.call("keep", text="kept")
    for tab in (visitor, person):
        tab.socket.close()
    visitor.open()
    assert visitor.vars["count"] != 0, "a reload finds its tab"
    visitor.socket.close()
    time.sleep(3)  # in the probe a visitor's state is kept for 1.5 seconds
    for tab in (visitor, person):
        tab.vars.clear()
        tab.open()
    assert (visitor.vars["count"], person.vars["answer"]) == (0, "kept")
    visitor.close()


def test_a_killed_worker_takes_no_state_with_it(two_workers: Server) -> None:
    """States live in Redis; the stale record of the dead worker does not give the tab another state."""
    anna = two_workers.person()
    tab = two_workers.tab(anna)
    tab.call("keep", text="typed before the crash")
    two_workers.kill()
    two_workers.start_again()
    tab.open()
    assert tab.vars["answer"] == "typed before the crash"
    tab.close()


def test_a_restart_in_memory_rebuilds_the_page(server: Server) -> None:
    anna = server.person()
    tab = server.tab(anna, path="/desk")
    tab.wait_for(lambda: tab.vars["seen"] == "Anna Berg", "the page's data")
    server.process.send_signal(signal.SIGTERM)
    tab.wait_for_close(10)
    assert server.process.wait(10) in (0, -signal.SIGTERM)
    server.start_again()
    tab.vars.clear()
    tab.open()
    tab.wait_for(lambda: tab.vars.get("seen") == "Anna Berg", "the page's data")
    tab.close()


def test_an_event_for_a_state_that_is_gone_rebuilds_the_page_and_runs_nothing_on_an_empty_one(server: Server) -> None:
    """As when the state expired over night while the browser slept: the tab sends an event before it asks for its state."""
    anna = server.person()
    tab = server.tab(anna, path="/desk", hydrate=False)
    tab.socket.send("40/_event,{}")
    tab.send("keep", text="into the void")
    tab.wait_for(lambda: tab.vars.get("seen") == "Anna Berg", "the page's data")
    assert tab.vars["answer"] == ""
    tab.close()
