"""R8, R9, R16: the cookie decides for each event; a state belongs to one session and its rights; what is over ends open tabs."""

import time

import pytest

from portal_app.accounts.rules.roles import Role
from tests.socket.client import Tab, answering
from tests.socket.world import SignedInPerson, Visitor, noted


@pytest.mark.asvs("7.4.1", "7.4.2", "8.3.2")
@pytest.mark.parametrize("way", ["end_session", "lock"])
def test_an_ended_session_closes_its_open_tabs_within_a_second(way: str, open_tab, anna: SignedInPerson, jan: SignedInPerson) -> None:
    tabs = [open_tab(anna), open_tab(anna)]
    other = open_tab(jan)
    started = time.monotonic()
    getattr(anna, way)()
    for tab in tabs:
        tab.wait_for_close()
    assert time.monotonic() - started < 1.0
    assert other.call("whoami")["answer"] == "Jan Keller"


@pytest.mark.asvs("7.3.1")
def test_an_idle_session_closes_its_open_tabs(open_tab, anna: SignedInPerson) -> None:
    tab = open_tab(anna)
    anna.let_idle(minutes=29)
    tab.call("look_quietly")
    anna.let_idle(minutes=31)
    tab.wait_for_close(1.5)


@pytest.mark.asvs("7.4.1")
def test_the_event_right_after_the_end_of_a_session_does_not_run(open_tab, anna: SignedInPerson) -> None:
    tab = open_tab(anna)
    tab.call("keep", text="before")
    anna.end_session()
    tab.send("keep", text="after")
    tab.wait_for_close()
    assert tab.vars["answer"] == "before"


@pytest.mark.asvs("7.4.1", "8.3.2")
def test_a_background_handler_asks_again_who_it_acts_for(open_tab, anna: SignedInPerson, jan: SignedInPerson, server) -> None:
    theirs, hers = open_tab(jan), open_tab(anna)
    theirs.send("write_later", text="by Jan, who is still there", seconds=1.3)
    hers.send("write_later", text="by Anna, who was thrown out", seconds=1.3)
    hers.settle()
    anna.end_session()
    theirs.hear(2.0)
    written = noted(server.values["PORTAL_DATABASE_URL"])
    assert "by Jan, who is still there" in written and "by Anna, who was thrown out" not in written


def test_the_page_that_comes_back_after_the_end_is_empty_and_leads_to_the_sign_in(open_tab, anna: SignedInPerson) -> None:
    tab = open_tab(anna, path="/desk")
    tab.wait_for(lambda: tab.vars["seen"] == "Anna Berg", "the page's data")
    anna.end_session()
    tab.wait_for_close()
    tab.vars.clear()
    tab.open()
    tab.wait_for(lambda: tab.redirects, "the way to the sign-in")
    tab.settle()
    assert tab.vars["seen"] == ""
    assert tab.redirects == ["/sign-in?next=/desk"]


@pytest.mark.asvs("4.4.3", "4.4.4")
def test_r8_a_token_with_the_cookie_of_another_person_finds_nothing_of_the_first(open_tab, anna: SignedInPerson, jan: SignedInPerson, server) -> None:
    first: Tab = open_tab(anna, path="/desk")
    first.call("keep", text="for my eyes only")
    first.close()
    for other in (jan, Visitor(), Visitor("__Host-session=made-up")):
        thief = open_tab(other, token=first.token)
        thief.call("greet")
        assert "for my eyes only" not in "".join(thief.frames) and "Anna Berg" not in "".join(thief.frames)
        thief.close()
    assert "state of a tab wiped" in server.log()


def test_r8_a_token_in_use_gives_a_second_connection_a_state_of_its_own(open_tab, anna: SignedInPerson, jan: SignedInPerson) -> None:
    first: Tab = open_tab(anna)
    first.call("keep", text="for my eyes only")
    with answering(first):
        thief = open_tab(jan, token=first.token)
    assert thief.token != first.token
    assert "for my eyes only" not in "".join(thief.frames)
    assert first.call("whoami")["answer"] == "Anna Berg"


@pytest.mark.asvs("3.3.1", "3.3.4")
def test_r9_the_cookie_is_in_no_frame_and_no_log(open_tab, anna: SignedInPerson, server) -> None:
    tab: Tab = open_tab(anna, path="/desk")
    for event in ("whoami", "stream", "chain", "nothing"):
        tab.call(event)
    tab.send("breaks", text="x")
    tab.hear(0.5)
    assert anna.token not in "".join(tab.frames)
    assert anna.token not in server.log()


@pytest.mark.asvs("8.3.2")
def test_r16_new_rights_wipe_the_state_at_the_next_event(open_tab, anna: SignedInPerson) -> None:
    tab: Tab = open_tab(anna, path="/desk")
    tab.call("keep", text="seen with the old rights")
    anna.give_role(Role.ACCOUNTING)
    tab.vars.clear()
    tab.send("whoami")
    tab.wait_for(lambda: tab.vars.get("seen") == "Anna Berg", "the page built anew")
    assert tab.vars["answer"] == ""


@pytest.mark.asvs("8.3.2")
def test_r16_new_rights_reach_a_tab_that_does_nothing(open_tab, anna: SignedInPerson) -> None:
    tab: Tab = open_tab(anna)
    anna.give_role(Role.ACCOUNTING)
    tab.wait_for_close(4)


def test_a_new_cookie_for_the_same_session_keeps_the_state(open_tab, anna: SignedInPerson) -> None:
    """As when somebody confirms the second step: the tab is closed, comes back with the new cookie and finds its state."""
    tab: Tab = open_tab(anna)
    tab.call("keep", text="half done")
    renewed = anna.change_token()
    tab.send("whoami")
    tab.wait_for_close()
    again: Tab = open_tab(renewed, token=tab.token)
    assert again.vars["answer"] == "half done"
    assert again.call("whoami")["answer"] == "Anna Berg"


def test_a_dead_cookie_from_the_start_does_not_make_the_page_connect_again_and_again(open_tab, anna: SignedInPerson) -> None:
    anna.end_session()
    tab: Tab = open_tab(anna, path="/sign-in")
    assert tab.call("greet")["answer"] == "Hello 127.0.0.1"
    tab.call("whoami")
    assert tab.redirects == ["/sign-in"]


def test_only_signs_of_life_keep_a_session_awake(open_tab, anna: SignedInPerson) -> None:
    tab: Tab = open_tab(anna)
    anna.let_idle(minutes=29)
    tab.send("look_quietly")
    tab.wait_for(lambda: tab.vars["answer"] == "Anna Berg", "an answer")
    assert anna.idle_for() > 28 * 60
    tab.call("whoami")
    assert anna.idle_for() < 60


def test_a_role_that_asks_for_a_second_step_is_led_there(open_tab, server) -> None:
    tab: Tab = open_tab(server.person("Ute Meyer", role=Role.ACCOUNTING, second_step=False))
    tab.send("whoami")
    tab.wait_for(lambda: tab.vars["answer"] == "Ute Meyer", "an action on one's own account")
