"""What screens do with answers: which view stands there, whose problem it is, where we are in a list, and the address of it all."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlencode

import reflex as rx
from reflex_base.vars.base import Var

from portal_app.kernel.i18n import format_number, translate
from portal_app.kernel.paging import Page
from portal_app.ui import PortalState, Problem, T, error_view, no_right_view, pager, skeleton

Row = TypeVar("Row")
_VIEWS = {"forbidden": "forbidden", "not-found": "unknown"}


@dataclass(frozen=True)
class Where:
    """Where a page stands in its list, as finished text."""

    said: str = ""
    has_before: bool = False
    has_after: bool = False
    number: int = 1


@dataclass(frozen=True)
class Choice:
    """One of the options of a select or a list of ticks."""

    value: str
    label: str


def where_in(locale: str, page: Page) -> Where:
    """“51 to 100 of 1,243”; nothing for an empty list."""
    if not page.total:
        return Where()
    first = (page.number - 1) * page.size + 1
    numbers = {name: format_number(locale, value) for name, value in (("first", first), ("last", first + len(page.rows) - 1), ("total", page.total))}
    return Where(translate(locale, "{first} to {last} of {total}", **numbers), page.number > 1, page.number < page.pages, page.number)


def page_of(rows: Sequence[Row], number: int, size: int = 50) -> Page[Row]:
    """One page of a list that came whole. A number beyond the end gives the last page."""
    number = min(max(number, 1), max(1, -(-len(rows) // size)))
    return Page(tuple(rows[(number - 1) * size : number * size]), len(rows), number, size)


def view_after(problem: Problem) -> str:
    """Which view stands instead of the content: forbidden, unknown (there is no such thing), failed."""
    return _VIEWS.get(problem.code, "failed")


def own_problem(state: PortalState) -> Problem:
    """Take the problem of the last action away from the page, for the form that caused it."""
    problem, state.problem = state.problem, Problem()
    return problem


def plainly(problem: Problem) -> Problem:
    """The problem with the sentences of its fields in the title, for where no form stands that would show them."""
    return Problem(" ".join(problem.fields.values()) or problem.title, {}, problem.code, problem.incident)


def asked(state: PortalState, name: str) -> str:
    """What the address of the page says under this name; "" when nothing."""
    return state.router.url.query_parameters.get(name, "")[:200]


def asked_number(state: PortalState, name: str) -> int:
    """A number from the address, 1 when there is none that makes sense."""
    text = asked(state, name)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1


def address(path: str, **parts: object) -> str:
    """A path of ours with what is worth saying: empty parts and page 1 are left out."""
    said = {name: value for name, value in parts.items() if value not in ("", None) and (name, value) != ("page", 1)}
    return f"{path}?{urlencode(said)}" if said else path


def put_changed(state: PortalState, **values: Any) -> None:
    """Set only what is different: a var that is set is sent, also when it is the same."""
    for name, value in values.items():
        if getattr(state, name) != value:
            setattr(state, name, value)


def kept_unless_refused(dialog: rx.Component, view: Var, may: Var) -> rx.Component:
    """A dialog for those with the right. While it is not known who may, as after a restart of the server, it stays with all that was typed in it."""
    return rx.cond(may | (view == "loading") | (view == "failed"), dialog)


def viewed(view: Var, body: rx.Component, *, closed: Any, on_retry: Any) -> rx.Component:
    """The content, or why it does not stand there: loading, no right (`closed` says to what), no such thing, failed."""
    return rx.match(
        view,
        ("ready", body),
        ("forbidden", no_right_view(closed, who=T("Your company's administrator"))),
        ("unknown", error_view(PortalState.problem.title)),
        ("failed", error_view(PortalState.problem.title, on_retry=on_retry, incident=PortalState.problem.incident)),
        skeleton(),
    )


def list_pager(where: Var, turn_page: Any) -> rx.Component:
    """The way to the other pages, when there are any. `where` is a Var of Where, `turn_page(by)` is asked for the next one."""
    pages = pager(where.said, has_before=where.has_before, has_after=where.has_after, on_before=turn_page(-1), on_after=turn_page(1))
    return rx.cond(where.has_before | where.has_after, pages)
