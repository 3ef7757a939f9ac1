"""R12 and the limits of a socket: size and pace of messages, connections of an address, events that wait."""

import time

import pytest
from websockets.exceptions import InvalidStatus

from tests.socket.conftest import Server, running_server
from tests.socket.world import Visitor


@pytest.mark.asvs("4.4.1")
def test_r12_a_message_within_the_limit_is_read_and_one_byte_more_ends_the_socket(open_tab, anna) -> None:
    tab = open_tab(anna)
    rest = len('42/_event,["event",""]')
    tab.send_text('42/_event,["event","' + "x" * (256_000 - rest) + '"]')
    tab.settle()
    tab.send_text('42/_event,["event","' + "x" * (256_001 - rest) + '"]')
    assert tab.wait_for_close() == 1009


def test_r12_letters_of_several_bytes_count_as_several(open_tab, anna) -> None:
    tab = open_tab(anna)
    tab.send_text('42/_event,["event","' + "ä" * 128_000 + '"]')
    assert tab.wait_for_close() == 1009


def test_a_binary_message_ends_the_socket(open_tab, anna) -> None:
    tab = open_tab(anna)
    tab.socket.send(b"4binary")
    assert tab.wait_for_close() == 1009


def test_a_flood_of_events_is_slowed_down(open_tab, anna) -> None:
    tab = open_tab(anna)
    started = time.monotonic()
    for _ in range(260):
        tab.send_text("3")
    tab.settle()
    assert time.monotonic() - started > 0.9  # 200 at once, then 50 a second


def test_who_never_slows_down_is_cut_off(open_tab, anna, server: Server) -> None:
    """After 1,000 messages that had to wait; in the probe after 100."""
    tab = open_tab(anna)
    for _ in range(400):
        tab.send_text("3")
    tab.wait_for_close()
    assert "it never slows down" in server.log()


def test_one_address_has_a_most_of_connections(tmp_path, own_database) -> None:
    with running_server(tmp_path, own_database, connections_per_address="3") as server:
        tabs = [server.tab(Visitor(), path="/sign-in") for _ in range(3)]
        with pytest.raises(InvalidStatus):
            server.tab(Visitor(), path="/sign-in")
        tabs[0].close()
        time.sleep(0.5)
        tabs.append(server.tab(Visitor(), path="/sign-in"))
        for tab in tabs[1:]:
            tab.close()


def test_connections_that_come_and_go_too_fast_are_refused(tmp_path, own_database) -> None:
    with running_server(tmp_path, own_database, connections_per_address="10") as server:
        with pytest.raises(InvalidStatus):
            for _ in range(40):
                server.tab(Visitor(), path="/sign-in", hydrate=False).close()
        time.sleep(0.5)
        server.tab(Visitor(), path="/sign-in").close()


def test_a_tab_with_too_many_waiting_events_is_told_so(open_tab, anna) -> None:
    tab = open_tab(anna)
    tab.send("dawdle", seconds=2.0)
    for n in range(130):
        tab.send("keep", text=str(n))
    tab.wait_for(lambda: tab.problem.get("code") == "busy", "the word that it is too much")
    tab.wait_for(lambda: tab.vars["answer"].isdigit() and int(tab.vars["answer"]) >= 90, "the events that did wait")
    assert tab.call("whoami")["answer"] == "Anna Berg"
