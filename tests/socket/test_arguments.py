"""R5, R6: a handler gets what its annotations say, or it does not run. Asked over a live socket, since Reflex passes anything on."""

from typing import Any

import pytest

from tests.socket.client import Tab

GOOD: dict[str, tuple[str, dict[str, Any], str]] = {
    "all arguments": ("takes", {"n": 5, "word": "bolt", "yes": True, "colour": "blue", "way": "down"}, "5 bolt True blue down"),
    "defaults left out": ("takes", {"n": -1, "word": ""}, "-1  False red up"),
    "the longest text": ("takes", {"n": 1, "word": "x" * 10_000}, f"1 {'x' * 10_000} False red up"),
    "text with line ends and signs": ("takes", {"n": 1, "word": "ä\n\t😀\u2028"}, "1 ä\n\t😀\u2028 False red up"),
    "the largest number": ("takes", {"n": 2**53, "word": "n"}, f"{2**53} n False red up"),
    "lists and a form": ("takes_lists", {"rows": ["a", "b"], "form": {"x": "1", "y": True, "z": ["p", "q"]}}, "2 [('x', '1'), ('y', True), ('z', ['p', 'q'])]"),
    "a form as the browser sends it": (
        "takes_lists", {"rows": [], "form": {"__reflex_form_data__": [["x", "1"], ["x", "2"]]}}, "0 [('x', '2')]",
    ),
    "an id": ("takes_id", {"row_id": "01m83jqxwgqap9ancfds1ggnvz"}, "01m83jqxwgqap9ancfds1ggnvz"),
}  # fmt: skip

_TAKES = {"n": 1, "word": "w"}
BAD: dict[str, tuple[str, dict[str, Any]]] = {
    "text for a number": ("takes", _TAKES | {"n": "5"}),
    "a fraction for a number": ("takes", _TAKES | {"n": 5.5}),
    "yes for a number": ("takes", _TAKES | {"n": True}),
    "nothing for a number": ("takes", _TAKES | {"n": None}),
    "a dict for a number": ("takes", _TAKES | {"n": {"$gt": 0}}),
    "a list for a text": ("takes", _TAKES | {"word": ["w"]}),
    "a number for a text": ("takes", _TAKES | {"word": 5}),
    "one for yes": ("takes", _TAKES | {"yes": 1}),
    "text for yes": ("takes", _TAKES | {"yes": "true"}),
    "a choice that is none": ("takes", _TAKES | {"colour": "green"}),
    "a literal that is none": ("takes", _TAKES | {"way": "sideways"}),
    "a missing argument": ("takes", {"n": 1}),
    "an additional argument": ("takes", _TAKES | {"is_admin": True}),
    "self as an argument": ("takes", _TAKES | {"self": {}}),
    "no arguments at all": ("takes", {}),
    "a number too large": ("takes", _TAKES | {"n": 2**53 + 1}),
    "a number without end": ("takes", _TAKES | {"n": 10**400}),
    "NUL in a text": ("takes", _TAKES | {"word": "a\x00b"}),
    "half a character": ("takes", _TAKES | {"word": "\ud800"}),
    "text one too long": ("takes", _TAKES | {"word": "x" * 10_001}),
    "a number in a list of texts": ("takes_lists", {"rows": ["a", 1], "form": {}}),
    "a list too long": ("takes_lists", {"rows": ["a"] * 5_001, "form": {}}),
    "a dict in a form": ("takes_lists", {"rows": [], "form": {"x": {"y": "z"}}}),
    "damaged form entries": ("takes_lists", {"rows": [], "form": {"__reflex_form_data__": [["x"]]}}),
    "an id in another shape": ("takes_id", {"row_id": "1 OR 1=1"}),
    "an empty id": ("takes_id", {"row_id": ""}),
}


@pytest.fixture
def tab(open_tab, anna) -> Tab:
    return open_tab(anna)


@pytest.mark.parametrize("name", GOOD)
def test_what_the_annotations_say_arrives(name: str, tab: Tab) -> None:
    event, arguments, answer = GOOD[name]
    assert tab.call(event, **arguments)["answer"] == answer


@pytest.mark.parametrize("name", BAD)
@pytest.mark.asvs("2.2.1", "15.3.3")
def test_r5_anything_else_is_refused_with_a_sentence_and_nothing_runs(name: str, tab: Tab, server) -> None:
    event, arguments = BAD[name]
    tab.call("keep", text="as before")
    seen = tab.call(event, **arguments)
    assert seen["answer"] == "as before"
    assert seen["problem"]["title"] == (
        "One of the texts is too long: 10000 characters are the most."
        if name == "text one too long"
        else "This page sent something we do not understand. Please reload it and try again."
    )


DAMAGED = ['"text"', "5", "null", "[]", '{"payload":{}}', '{"name":5}', '{"name":"x","payload":[]}', '{"name":"x","router_data":{"headers":{}}}']


@pytest.mark.parametrize("damaged", DAMAGED)
def test_a_damaged_event_is_counted_and_leaves_one_line(damaged: str, tab: Tab, server) -> None:
    before = server.log().count("\n")
    tab.send_text(f'42/_event,["event",{damaged}]')
    tab.settle()
    assert server.log().count("\n") == before + 1


GARBAGE = ["", "9", "42", "42/_event", '42/_event,["event"', "42/_event,{}", '42/other,["event",{}]', "45-1/_event,[]", "\x00\x01", "4" * 500]


@pytest.mark.parametrize("garbage", GARBAGE)
def test_garbage_does_not_harm_the_server(garbage: str, tab: Tab, open_tab, anna) -> None:
    tab.send_text(garbage)
    other = open_tab(anna)
    assert other.call("whoami")["answer"] == "Anna Berg"
