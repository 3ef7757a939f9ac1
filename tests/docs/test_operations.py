"""What operators look for in logs is what the portal writes there; where they look for it, it answers."""

import re
from itertools import chain

from fastapi import FastAPI

from portal_app.kernel.outbox import PAUSES
from portal_app.ui.health import health
from tests.docs.pages import ROOT, code_words, rows_of, text_of

OPERATIONS = ROOT / "docs" / "operations"


def logged() -> set[str]:
    """Every constant message that the portal logs."""
    sources = (path.read_text(encoding="utf-8") for path in (ROOT / "portal_app").rglob("*.py"))
    return set(chain.from_iterable(re.findall(r"log\.(?:debug|info|warning|error)\(\"([^\"]+)\"", source) for source in sources))


def test_messages_to_watch_for_are_logged():
    rows = [row["message"] for row in rows_of(OPERATIONS / "health-and-logs.md") if "message" in row]
    watched = [message for cell in rows for message in re.findall(r"`([^`]+)`", cell)]
    assert len(watched) >= 4
    assert set(watched) - logged() == set()


def test_the_message_about_lost_mail_is_logged():
    assert "outbox message laid aside" in code_words(OPERATIONS / "mail.md")
    assert "outbox message laid aside" in logged()


def test_health_is_asked_where_the_page_says():
    ours = {route.path for route in FastAPI(routes=health.routes).routes}
    asked = {row["ask"].strip("`") for row in rows_of(OPERATIONS / "health-and-logs.md") if "ask" in row}
    assert asked - ours == {"/ping"}, "/ping is Reflex's"


def test_mail_is_tried_again_when_the_page_says():
    assert PAUSES == (5, 30, 2 * 60, 10 * 60, 3600, 4 * 3600, 12 * 3600)
    assert "after 5 and 30 seconds, 2 and\n10 minutes, 1, 4 and 12 hours" in text_of(OPERATIONS / "mail.md")
