"""The registry of open sockets and the pace of each."""

import time

import pytest

from portal_app.ui.connection.registry import MOST_REFUSALS, Connection, Connections
from portal_app.ui.connection.sockets import Pace, cookie_of


def test_a_connection_ends_once() -> None:
    codes: list[int] = []
    connection = Connection("10.0.0.1", end=codes.append)
    connection.close()
    connection.close()
    assert codes == [1008] and connection.over


def test_the_twentieth_refusal_ends_a_connection() -> None:
    codes: list[int] = []
    connection = Connection("10.0.0.1", end=codes.append)
    for _ in range(MOST_REFUSALS - 1):
        connection.refuse("unknown")
    assert codes == []
    connection.refuse("unknown")
    assert codes == [1008]


def test_its_token_is_not_shown_when_a_connection_is_printed() -> None:
    assert "hunter2" not in repr(Connection("10.0.0.1", token="hunter2"))


def test_only_the_sockets_of_ended_sessions_are_closed() -> None:
    connections, closed = Connections(), []
    for name, session_id in (("a", "s1"), ("b", "s1"), ("c", "s2"), ("d", None)):
        connections.enter(Connection("10.0.0.1", end=lambda code, name=name: closed.append(name), session_id=session_id))
    assert connections.session_ids() == {"s1", "s2"}
    assert connections.close_sessions({"s1", "s3"}) == 2
    assert sorted(closed) == ["a", "b"]


def test_addresses_are_counted_and_forgotten() -> None:
    connections = Connections()
    both = [Connection("10.0.0.1"), Connection("10.0.0.1")]
    for connection in both:
        connections.enter(connection)
    assert connections.from_address("10.0.0.1") == 2
    for connection in (*both, both[0]):
        connections.leave(connection)
    assert connections.from_address("10.0.0.1") == len(connections) == 0


def test_a_tab_that_came_back_over_a_new_line_stays_when_the_old_one_ends() -> None:
    connections = Connections()
    old, new = Connection("10.0.0.1"), Connection("10.0.0.1")
    for connection in (old, new):
        connections.enter(connection)
        connections.link("tab", connection)
    connections.leave(old)
    assert connections.of_tab("tab") is new
    assert connections.visitors_gone_before(time.monotonic() + 1) == []
    connections.leave(new)
    assert connections.of_tab("tab") is None
    assert connections.visitors_gone_before(time.monotonic() + 1) == ["tab"]
    assert connections.visitors_gone_before(time.monotonic() + 1) == []


def test_the_tab_of_a_person_is_not_among_the_visitors() -> None:
    connections, theirs = Connections(), Connection("10.0.0.1", session_id="s1")
    connections.enter(theirs)
    connections.link("tab", theirs)
    connections.leave(theirs)
    assert connections.visitors_gone_before(time.monotonic() + 1) == []


def test_a_pace_lets_some_through_at_once_and_then_so_many_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    pace = Pace(a_second=10, at_once=3)
    assert [round(pace.wait(), 3) for _ in range(5)] == [0, 0, 0, 0.1, 0.2]
    now[0] += 0.2
    assert pace.wait() == pytest.approx(0.1)
    now[0] += 1000
    assert [round(pace.wait(), 3) for _ in range(4)] == [0, 0, 0, 0.1]


@pytest.mark.parametrize(("header", "value"), [
    (b"__Host-session=abc", "abc"), (b"a=b; __Host-session=abc; c=d", "abc"), (b"session=abc", ""), (b"", ""), (b"\xff\xfe=x; __Host-session", ""),
])  # fmt: skip
def test_the_cookie_is_found_among_others(header: bytes, value: str) -> None:
    assert cookie_of(header, "__Host-session") == value
