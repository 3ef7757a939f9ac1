"""R11: a log line says what happened, where and to whom, and nothing that a person typed, sent or holds."""

import json
from contextlib import suppress
from datetime import datetime

import httpx
import pytest
from websockets.exceptions import ConnectionClosed

from tests.socket.client import Tab, full_name
from tests.socket.conftest import Server

TYPED = "planted-9f2c-what-somebody-typed"


@pytest.fixture
def talkative(open_tab, anna, server: Server) -> Tab:
    """Everything that could be logged happens once, with a planted text inside."""
    tab: Tab = open_tab(anna, path=f"/desk?search={TYPED}")
    tab.call("keep", text=TYPED)
    tab.call("takes", n=TYPED, word=TYPED)
    tab.call("refused", name=TYPED)
    tab.call("stumbles", text=TYPED)
    tab.send("breaks", text=TYPED)
    tab.send(full_name(TYPED, TYPED), text=TYPED)
    tab.send("slipped_in", text=TYPED)
    tab.send_raw({"name": TYPED, "payload": {TYPED: TYPED}})
    tab.send_raw(TYPED)
    tab.send_text(f'42/_event,["{TYPED}",{{"{TYPED}":1}}]')
    tab.send_text(f'42/_event,["client_error",{{"message":"x?token={TYPED}","error_type":"y"}}]')
    tab.send_text(f'42/_event,["client_error",{{"message":"Cannot read \'{TYPED}\' of null","error_type":"y"}}]')
    tab.send("reflex___state____state.reflex___state____frontend_event_exception_state.handle_frontend_exception",
             info=f'TypeError: no "{TYPED}" (at {TYPED})', component_stack=TYPED)  # fmt: skip
    tab.settle()
    httpx.get(f"{server.url}/api/breaks?token={TYPED}", headers={"Authorization": f"Bearer {TYPED}", "Cookie": f"__Host-session={TYPED}"}, trust_env=False)
    httpx.post(f"{server.url}/api/form?{TYPED}", content=TYPED, trust_env=False)
    for garbage in (f"42{TYPED}", f'42/_event,["event",{{"name":"{TYPED}"', TYPED):
        noisy: Tab = open_tab(anna)
        noisy.send_text(garbage)
        with suppress(ConnectionClosed):
            noisy.hear(0.3)
    return tab


@pytest.mark.asvs("16.2.1", "16.2.5", "14.2.1", "16.4.1")
def test_r11_nothing_typed_sent_or_held_is_in_the_log(talkative: Tab, anna, server: Server) -> None:
    log = server.log()
    assert TYPED not in log
    assert anna.token not in log and talkative.token not in log
    assert "cookie" not in log.lower().replace('"cookie": "…"', "")


@pytest.mark.asvs("16.2.2", "16.4.1")
def test_r11_each_line_is_one_object_with_a_time_in_utc(talkative: Tab, server: Server) -> None:
    lines = [json.loads(line) for line in server.log().splitlines()]
    assert len(lines) >= 8
    for line in lines:
        assert datetime.fromisoformat(line["at"]).utcoffset().total_seconds() == 0
        assert line["level"] in ("debug", "info", "warning", "error", "critical") and line["logger"] and line["message"]


@pytest.mark.asvs("16.3.3", "16.5.1")
def test_r11_an_unknown_event_leaves_one_line_and_no_trace(open_tab, anna, server: Server) -> None:
    tab: Tab = open_tab(anna)
    before = len(server.log().splitlines())
    tab.call(full_name("Nobody", "knows"), text=TYPED)
    (line,) = (json.loads(line) for line in server.log().splitlines()[before:])
    assert (line["why"], line["session_id"], line["count"]) == ("unknown", anna.session_id, 1)


@pytest.mark.asvs("16.5.1")
@pytest.mark.parametrize("event", ["stumbles", "breaks"])
def test_a_bug_gives_the_person_a_number_and_the_log_the_same_number(event: str, open_tab, anna, server: Server) -> None:
    tab: Tab = open_tab(anna)
    tab.send(event, text=TYPED)
    tab.wait_for(lambda: tab.problem.get("incident"), "a number")
    number = tab.problem["incident"]
    assert tab.problem["title"].endswith(f"tell us this number: {number}")
    (line,) = (json.loads(line) for line in server.log().splitlines() if number in line)
    assert line["request_id"] and line["error"].startswith("ValueError") and any("probe.py" in place for place in line["places"])
    assert "broke over" not in "".join(tab.frames) and "probe.py" not in "".join(tab.frames)
    assert tab.call("whoami")["answer"] == "Anna Berg"


def test_a_bug_is_told_in_the_language_of_the_person(open_tab, server: Server) -> None:
    tab: Tab = open_tab(server.person("Jan Keller", locale="de"))
    tab.send("breaks", text=TYPED)
    tab.wait_for(lambda: tab.problem.get("incident"), "a number")
    assert "diese Nummer" in tab.problem["title"]


def test_what_breaks_in_a_browser_is_known_by_its_first_words(open_tab, server: Server) -> None:
    tab: Tab = open_tab(path="/sign-in")
    tab.send("reflex___state____state.reflex___state____frontend_event_exception_state.handle_frontend_exception",
             info="TypeError: Cannot read properties of undefined (reading 'x')", component_stack="")  # fmt: skip
    tab.settle()
    assert "TypeError: Cannot read properties of undefined" in server.log()
    assert tab.orders == [], "no script is sent to the page"
