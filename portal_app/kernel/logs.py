"""Log lines: one JSON object each, UTC, with the request's id; never a cookie, a token, a password or what somebody typed.

Our own records have a constant message and named details. What frameworks log may quote what a person sent, so their messages are
cut before the first quotation, and of an exception only its type and the places in the code are kept.
"""

import json
import logging
import re
import sys
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

from portal_app.kernel.config import ROOT

request_id: ContextVar[str] = ContextVar("request_id", default="")

_SECRET = re.compile(r"cookie|authorization|token|password|secret|passwd|code$|otp|seed", re.IGNORECASE)
_QUERY = re.compile(r"\?[^\s\"']*")
_LONG_WORD = re.compile(r"[A-Za-z0-9_\-+=]{32,}")
_QUOTED = re.compile(r"[\"'`{\[(<=]")
_FOLDER = re.compile(rf"^(?:{re.escape(str(ROOT))}/)?(?:.*/(?:site-packages|lib/python[\d.]+)/)?")
_KNOWN = set(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName", "color_message"}
_SAYS_NAMES_ONLY = (TypeError, AttributeError, NameError, ImportError, AssertionError)  # their text names code, not contents
_OURS = ("portal_app", "tools")
_NOISY = ("uvicorn", "uvicorn.error", "uvicorn.access", "engineio", "engineio.server", "socketio", "socketio.server", "reflex", "asyncio", "alembic")
_LONGEST = 500


class JsonLines(logging.Formatter):
    """One record as one line."""

    def format(self, record: logging.LogRecord) -> str:
        ours = record.name.startswith(_OURS)
        text = record.getMessage()
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": redacted(text) if ours else unquoted(text),
        }
        if request_id.get():
            line["request_id"] = request_id.get()
        for name, value in record.__dict__.items():
            if name not in _KNOWN and ours:
                line[name] = "…" if _SECRET.search(name) else _plain(value)
        if record.exc_info and record.exc_info[1]:
            line |= _trouble(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False, default=str)


def set_up_logging(level: str = "INFO") -> None:
    """Send every logger of this process through one handler on standard error. Called when the portal is imported."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    for name in _OURS:
        logging.getLogger(name).setLevel(level)
    for name in _NOISY:
        one = logging.getLogger(name)
        one.handlers.clear()
        one.propagate = True
        one.setLevel(logging.WARNING)  # engine.io would give a logger without a level its own handler
    logging.getLogger("uvicorn.access").disabled = True  # its lines hold query strings


def redacted(text: str) -> str:
    """The text without query strings and without words as long as a token, on one line."""
    return _LONG_WORD.sub("…", _QUERY.sub("?…", " ".join(text.split())))[:_LONGEST]


def unquoted(text: str) -> str:
    """What somebody else's code says, up to the first thing it quotes."""
    return redacted(_QUOTED.split(" ".join(text.split()), maxsplit=1)[0]).strip()


def _plain(value: Any) -> Any:
    if isinstance(value, bool | int | float) or value is None:
        return value
    return redacted(str(value))


def _trouble(trouble: BaseException) -> dict[str, Any]:
    places = [f"{_FOLDER.sub('', frame.filename)}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trouble.__traceback__)]
    told = {"error": _names(trouble), "places": places[-30:]}
    if isinstance(trouble, _SAYS_NAMES_ONLY) or type(trouble).__module__.startswith(_OURS):
        told["says"] = redacted(str(trouble))
    return told


def _names(trouble: BaseException) -> str:
    """The type, and the types of what caused it."""
    names = [type(trouble).__name__]
    while (trouble := trouble.__cause__ or (None if trouble.__suppress_context__ else trouble.__context__)) and len(names) < 6:
        names.append(type(trouble).__name__)
    return " < ".join(names)
