"""R2, R3, R4: a browser reaches only the handlers that are marked, as whom they are marked, whichever way they run."""

import pytest

from tests.socket.client import HYDRATE, Tab, full_name, plain_name
from tests.socket.world import Visitor, noted

HELPER = full_name("Probe", "slipped_in")
NOT_FOR_PAGES = {
    "R2 a function somebody forgot to mark": (HELPER, {"text": "leak"}),
    "R2 a helper of a state past our base": (plain_name("Careless", "helper"), {"text": "leak"}),
    "R2 a marked handler of a state past our base": (plain_name("Careless", "marked_but_not_ours"), {"text": "leak"}),
    "R3 setvar": (full_name("Probe", "setvar"), {"var_name": "answer", "value": "leak"}),
    "R3 setvar of the base class": ("reflex___state____state.portal_app___ui___state____portal_state.setvar", {"var_name": "problem", "value": {}}),
    "R3 setvar that finds a setter": (plain_name("Careless", "setvar"), {"var_name": "owner", "value": "leak"}),
    "R4 an underscore helper": (full_name("Probe", "_helper"), {"answer": "leak"}),
    "R4 the bridge itself": (full_name("Probe", "_do"), {"action": "who_am_i"}),
    "a method of the base class": ("reflex___state____state.reset", {}),
    "an event that only follows others": (full_name("Probe", "inner"), {"n": 5}),
    "an event of Reflex that only follows others": ("reflex___state____state.hydrate", {}),
    "the ready sign of Reflex": ("reflex___state____state.set_is_hydrated", {"value": False}),
    "R7 a var that the browser keeps": (
        "reflex___state____state.reflex___state____update_vars_internal_state.update_vars_internal",
        {"vars": {plain_name("Careless", "theme"): "leak", full_name("Probe", "answer"): "leak", full_name("Probe", "_kept"): "leak"}},
    ),
    "R7 the same while it connects": (HYDRATE, {"vars": {plain_name("Careless", "theme"): "leak", full_name("Probe", "answer"): "leak"}}),
    "a connection with more than a page brings": (HYDRATE, {"leak": "leak"}),
    "an arrival with arguments": ("reflex___state____state.reflex___state____on_load_internal_state.on_load_internal", {"leak": "leak"}),
    "a report that is no text": (
        "reflex___state____state.reflex___state____frontend_event_exception_state.handle_frontend_exception", {"info": ["leak"], "component_stack": 5},
    ),
    "nothing that exists": ("reflex___state____state.nothing.at_all", {}),
}


@pytest.mark.parametrize("name", NOT_FOR_PAGES)
def test_what_is_not_marked_cannot_be_called(name: str, open_tab, anna) -> None:
    event, arguments = NOT_FOR_PAGES[name]
    tab: Tab = open_tab(anna)
    before = dict(tab.vars)
    seen = tab.call(event, **arguments)
    assert {key: value for key, value in seen.items() if key != "count"} == {key: value for key, value in before.items() if key != "count"}
    assert "leak" not in "".join(tab.frames)


def test_the_public_handler_answers_a_visitor_and_a_person(open_tab, anna) -> None:
    assert open_tab().call("greet")["answer"] == "Hello 127.0.0.1"
    assert open_tab(anna).call("greet")["answer"] == "Hello 127.0.0.1"


SIGNED_IN_WAYS = {
    "plain": ("keep", {"text": "leak"}, "leak"),
    "async with an action": ("whoami", {}, "Anna Berg"),
    "streaming": ("stream", {}, "Anna Berg"),
    "in the background": ("beside", {}, "beside Anna Berg"),
    "chained": ("chain", {}, "chained"),
    "chained from a public one": ("chain_to_signed_in", {}, "chained past the guard"),
}


@pytest.mark.parametrize("way", SIGNED_IN_WAYS)
def test_r2_each_kind_of_handler_passes_the_same_guard(way: str, open_tab, anna) -> None:
    event, arguments, answer = SIGNED_IN_WAYS[way]
    theirs = open_tab(anna)
    theirs.send(event, **arguments)
    theirs.wait_for(lambda: theirs.vars["answer"] == answer, "the answer")
    stranger = open_tab(Visitor(), path="/sign-in")
    stranger.call(event, **arguments)
    stranger.hear(0.3)
    assert stranger.vars["answer"] == "" and stranger.vars["steps"] == []
    assert stranger.redirects == ([] if way == "chained from a public one" else ["/sign-in"])


def test_a_streaming_handler_shows_each_step(open_tab, anna) -> None:
    tab = open_tab(anna)
    steps = []
    tab.send("stream")
    tab.wait_for(lambda: steps.append(tuple(tab.vars["steps"])) or tab.vars["answer"] == "Anna Berg", "the end")
    assert {("one",), ("one", "two")} <= set(steps)


@pytest.mark.asvs("2.3.3")
def test_the_same_key_twice_is_one_change(open_tab, anna, server) -> None:
    tab = open_tab(anna)
    for _ in range(2):
        assert tab.call("write", text="once and only once", repeat="key-1")["answer"] == "noted"
    tab.call("write", text="other contents", repeat="key-1")
    assert (tab.vars["answer"], tab.problem["code"]) == ("not noted", "conflict")
    assert {"once and only once"} == {text for text in noted(server.values["PORTAL_DATABASE_URL"]) if "once" in text or "other" in text}


def test_a_refused_action_shows_its_sentence_its_fields_and_keeps_the_screen(open_tab, server) -> None:
    tab = open_tab(server.person("Jan Keller", locale="de"))
    tab.call("keep", text="typed before")
    tab.call("refused", name="4711")
    assert tab.problem == {"title": "“4711” is not a name.", "fields": {"name": "Please write a name."}, "code": "invalid", "incident": ""}
    assert tab.vars["answer"] == "nothing"
    tab.call("write", text="a command clears the last problem")
    assert tab.problem["title"] == ""


def test_a_background_handler_shows_its_problem_too(open_tab, anna) -> None:
    tab = open_tab(anna)
    tab.send("beside_broken", text="4711")
    tab.wait_for(lambda: tab.problem.get("title") == "“4711” is not a name.", "the sentence")


def test_an_event_of_the_server_runs_when_it_follows_another(open_tab, anna) -> None:
    tab = open_tab(anna)
    tab.send("chain")
    tab.wait_for(lambda: tab.vars["count"] == 7, "the chained event")


def test_a_chained_event_with_wrong_arguments_is_refused_too(open_tab, anna) -> None:
    tab = open_tab(anna)
    tab.call("chain_wrongly")
    assert tab.problem["code"] == "invalid"


def test_a_visitor_is_sent_to_the_sign_in_with_the_way_back(open_tab) -> None:
    tab = open_tab(path="/desk?view=late")
    tab.wait_for(lambda: tab.redirects, "the way to the sign-in")
    tab.settle()
    assert tab.redirects == ["/sign-in?next=/desk%3Fview%3Dlate"]
    assert tab.vars["seen"] == ""


def test_a_page_is_filled_for_who_is_signed_in(open_tab, anna) -> None:
    tab = open_tab(anna, path="/desk")
    tab.wait_for(lambda: tab.vars["seen"] == "Anna Berg", "the page's data")
    assert tab.redirects == []


def test_a_handler_can_have_its_page_filled_again(open_tab, anna) -> None:
    tab = open_tab(anna, path="/desk")
    tab.wait_for(lambda: tab.vars["seen"] == "Anna Berg", "the page's data")
    tab.vars.pop("seen")
    tab.send("fill_again")
    tab.wait_for(lambda: tab.vars.get("seen") == "Anna Berg", "the page's data once more")


@pytest.mark.asvs("8.4.2")
def test_a_page_for_which_somebody_has_no_right_does_not_exist(open_tab, anna) -> None:
    hidden, own = open_tab(anna, path="/hidden"), open_tab(anna, path="/own")
    for tab in (hidden, own):
        tab.settle()
    assert (hidden.redirects, own.redirects) == (["/404"], [])


def test_undo_calls_the_event_behind_the_toast(open_tab, anna) -> None:
    tab = open_tab(anna)
    tab.call("write", text="hello")
    (toast,) = tab.vars["toasts"]
    assert (toast["text"], toast["undo"]) == ("Saved.", "Undo")
    tab.send(full_name("News", "undo", "portal_app.ui.news"), toast=toast["id"])
    tab.wait_for(lambda: tab.vars["answer"] == "undone", "the way back")
    assert tab.vars["toasts"] == []
    tab.call(full_name("News", "undo", "portal_app.ui.news"), toast="none")


def test_at_twenty_refusals_the_socket_is_closed(open_tab, anna, server) -> None:
    tab = open_tab(anna)
    for n in range(19):
        tab.send("nothing_here" if n % 2 else HELPER, text="leak")
    tab.settle()
    tab.send(HELPER, text="leak")
    assert tab.wait_for_close() == 1008
    assert '"count": 20' in server.log()
