"""Log lines: constant messages with details, one line each, without secrets, whatever somebody manages to put into them."""

import json
import logging
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal_app.kernel.errors import GateBroken, NotFound
from portal_app.kernel.logs import JsonLines, redacted, request_id

SECRET = "kJ8s-planted-secret-2fQ"


def _line(name: str, text: str, *, trouble: BaseException | None = None, **details: Any) -> dict[str, Any]:
    record = logging.LogRecord(name, logging.WARNING, __file__, 1, text, (), (type(trouble), trouble, trouble.__traceback__) if trouble else None)
    record.__dict__ |= details
    said = JsonLines().format(record)
    assert "\n" not in said and "\r" not in said
    return json.loads(said)


def _raised(trouble: BaseException) -> BaseException:
    try:
        raise trouble
    except BaseException as raised:  # noqa: BLE001 - we want it with its trace
        return raised


@pytest.mark.asvs("16.2.1", "16.2.2")
def test_our_own_lines_keep_their_details() -> None:
    request_id.set("r-1")
    line = _line("portal_app.ui.guard", "socket event refused", why="unknown", count=3, session_id="01m83n87sm0yegs7t4zmd2qhdc")
    assert line.items() >= {"message": "socket event refused", "why": "unknown", "count": 3, "session_id": "01m83n87sm0yegs7t4zmd2qhdc"}.items()
    assert (line["level"], line["request_id"], line["at"][-6:]) == ("warning", "r-1", "+00:00")


@pytest.mark.asvs("16.2.5")
@pytest.mark.parametrize("name", ["cookie", "set_cookie", "authorization", "client_token", "password", "new_password", "totp_secret", "one_time_code", "otp"])
def test_details_named_like_secrets_are_blackened(name: str) -> None:
    assert SECRET not in json.dumps(_line("portal_app.x", "said", **{name: SECRET}))


@pytest.mark.asvs("16.2.5")
@pytest.mark.parametrize("text", [
    f"Error processing event queue entry for Event(name='x', payload={{'a': '{SECRET}'}}) [txid=1]:",
    f"Received event from session abc with no associated token. Event data: {{'p': '{SECRET}'}}",
    f"Error transforming event argument 'n' with value '{SECRET}' and type hint 'int'",
    f'Failed to deserialize event data: "{SECRET}".',
    f"GET /_event/?token={SECRET}&EIO=4",
    f"Received packet MESSAGE data [{SECRET}]",
])  # fmt: skip
def test_what_frameworks_quote_is_cut_off(text: str) -> None:
    line = _line("reflex_base.event.processor.event_processor", text, payload=SECRET)
    assert SECRET not in json.dumps(line) and line["message"]


@pytest.mark.asvs("16.2.5", "16.5.1")
def test_of_an_exception_only_its_kind_and_its_places_are_kept() -> None:
    line = _line("portal_app.x", "incident", trouble=_raised(ValueError(f"cannot read {SECRET}")))
    assert line["error"] == "ValueError" and line["places"][-1].startswith("tests/kernel/test_logs.py:")
    assert SECRET not in json.dumps(line)


def test_causes_are_named_too() -> None:
    trouble = KeyError("x")
    trouble.__cause__ = OSError("y")
    assert _line("portal_app.x", "incident", trouble=trouble)["error"] == "KeyError < OSError"


@pytest.mark.parametrize("trouble", [GateBroken("A query may not write."), NotFound(), TypeError("f() takes 1 argument")])
def test_texts_that_only_name_code_are_kept(trouble: Exception) -> None:
    assert _line("portal_app.x", "incident", trouble=trouble)["says"] == str(trouble)


@pytest.mark.asvs("16.4.1")
@given(st.text(), st.text())
def test_whatever_is_logged_stays_one_line_of_json(text: str, detail: str) -> None:
    line = _line("portal_app.x", text.replace("%", ""), detail=detail)
    assert set(line) <= {"at", "level", "logger", "message", "request_id", "detail"}


@pytest.mark.parametrize(("text", "kept"), [
    ("/desk?next=/x&token=abc said", "/desk?… said"), ("a" * 32, "…"), ("a" * 31, "a" * 31), ("01m83n87sm0yegs7t4zmd2qhdc", "01m83n87sm0yegs7t4zmd2qhdc"),
    ("two\nlines\r\nand\ttabs", "two lines and tabs"), ("x " * 400, ("x " * 250).rstrip() + " "),
])  # fmt: skip
def test_redacted(text: str, kept: str) -> None:
    assert redacted(text) == kept[:500]
