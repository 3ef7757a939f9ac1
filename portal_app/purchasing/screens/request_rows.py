"""The rows of the lists of requests as finished text, and the addresses that lead to them."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlencode

from portal_app.kernel import clock
from portal_app.kernel.i18n import format_money, format_span, message, translate
from portal_app.purchasing.actions.views import RequestLine
from portal_app.purchasing.rules.life_cycle import OPEN, RequestState
from portal_app.purchasing.rules.reasons import say_reason

PATH = "/approvals"


class Show(StrEnum):
    """Which list: what waits for the reader, what they asked, what they decided."""

    WAITING = "waiting"
    ASKED = "asked"
    DECIDED = "decided"


@dataclass(frozen=True)
class Look:
    """A state as its stamp shows it."""

    text: str = ""
    tone: str = ""
    sign: str = ""


@dataclass(frozen=True)
class RequestRow:
    """One request in a list."""

    id: str
    href: str
    lead: str
    detail: str
    why: str
    net: str
    ago: str
    look: Look


_LOOKS = {
    RequestState.WAITING: (message("Waits"), "ochre", "clock"), RequestState.ESCALATED: (message("Waits too long"), "red", "clock"),
    RequestState.APPROVED: (message("Approved"), "green", "check"), RequestState.REFUSED: (message("Refused"), "red", "no"),
    RequestState.WITHDRAWN: (message("Taken back"), "", "square"),
}  # fmt: skip


def href_of(show: Show, *, request_id: str = "", page: int = 1) -> str:
    """The list that opens by itself needs no word, nor does the first page."""
    said = {"show": "" if show is Show.WAITING else show.value, "page": "" if page == 1 else str(page), "request": request_id}
    asked = urlencode({name: value for name, value in said.items() if value})
    return f"{PATH}?{asked}" if asked else PATH


def request_rows(locale: str, lines: Sequence[RequestLine], show: Show, page: int) -> list[RequestRow]:
    return [_row(locale, line, show, page) for line in lines]


def look_of(locale: str, state: RequestState) -> Look:
    text, tone, sign = _LOOKS[state]
    return Look(translate(locale, text), tone, sign)


def said_names(locale: str, names: Sequence[str]) -> str:
    """“Anna Berg”, “Anna Berg or Dr Henrik Lang”."""
    if len(names) < 2:
        return "".join(names)
    return translate(locale, "{names} or {last}", names=", ".join(names[:-1]), last=names[-1])


def _row(locale: str, line: RequestLine, show: Show, page: int) -> RequestRow:
    own, title = show is Show.ASKED, line.title or line.number
    rest = [line.number] if own else [line.title, line.number]
    return RequestRow(
        line.id, href_of(show, request_id=line.id, page=page), title if own else line.buyer_name, ", ".join(filter(None, rest)), _why(locale, line, show),
        format_money(locale, line.net, currency=False) if line.net else "", format_span(locale, clock.now() - line.asked_at) if line.state in OPEN else "",
        _look(locale, line),
    )  # fmt: skip


def _why(locale: str, line: RequestLine, show: Show) -> str:
    """To who is asked why, to others whom it waits for."""
    if line.state not in OPEN:
        return ""
    if show is not Show.WAITING:
        return translate(locale, "Waits for {names}", names=said_names(locale, line.waiting_for)) if line.waiting_for else ""
    return " ".join(say_reason(locale, reason) for reason in line.reasons[:1])


def _look(locale: str, line: RequestLine) -> Look:
    look = look_of(locale, line.state)
    if line.state in OPEN and line.levels > 1:
        return Look(translate(locale, "Step {level} of {levels}", level=line.level, levels=line.levels), look.tone, look.sign)
    return look
