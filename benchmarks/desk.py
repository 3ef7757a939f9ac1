"""The desk of the demo: how many statements and milliseconds each widget asks, and the small question that stands in for all of them while nothing happens."""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from benchmarks.measure import at, median, timed, title
from portal_app.accounts import find_signed_in, read_pulse
from portal_app.accounts.actions.demo_entry import enter_as
from portal_app.dashboard.actions.desk import read_desk
from portal_app.dashboard.rules.layout import Widget
from portal_app.dashboard.screens.desk import QUESTIONS
from portal_app.kernel.actor import Actor, visitor
from portal_app.kernel.config import settings
from portal_app.kernel.db import engine
from tests.services import run_ours, running_postgres

PEOPLE = {"administrator": "h.lang@hansen-mb.example", "buyer": "j.keller@hansen-mb.example", "read-only": "r.petersen@hansen-mb.example"}
TIMES = 100


def main(only: str = "") -> None:
    """On one database, `sqlite` or `postgresql`, or on both."""
    if only != "postgresql":
        with tempfile.TemporaryDirectory() as folder:
            _measure("SQLite", f"sqlite:///{folder}/bench.db")
    if only != "sqlite":
        with running_postgres() as server:
            _measure("PostgreSQL", server.url(server.create_database()))


def _measure(name: str, url: str) -> None:
    with tempfile.TemporaryDirectory() as folder, _on(url):
        run_ours("alembic", "upgrade", "head", database_url=url, folder=folder)
        run_ours("portal_app.demo", database_url=url, folder=folder)
        for role, email in PEOPLE.items():
            who = find_signed_in(visitor(), enter_as(visitor(), email).token).actor
            title(f"The desk of the demo's {role} on {name}")
            _desk_of(who)


def _desk_of(who: Actor) -> None:
    questions: dict[str, Callable[[], Any]] = {"what stands on it": lambda: read_desk(who)}
    for spot in read_desk(who).widgets:
        if spot.widget is not Widget.STEPS:
            action, arguments, _ = QUESTIONS[spot.widget]
            questions[spot.widget.value] = lambda action=action, arguments=arguments: action(who, **arguments)
    _line("the whole desk", lambda: [ask() for ask in questions.values()])
    for name, ask in questions.items():
        _line(name, ask)
    _line("has anything happened?", lambda: read_pulse(who))


def _line(name: str, ask: Callable[[], Any]) -> None:
    with _counted() as statements:
        ask()
    taken = timed(ask, TIMES)
    print(f"{name:<26} {len(statements):3} statements   median {median(taken):6.2f}   p95 {at(0.95, taken):6.2f} ms", flush=True)


@contextmanager
def _counted() -> Iterator[list[str]]:
    """The statements of a call, without those that open and close its transaction."""
    seen: list[str] = []

    def note(connection: Any, cursor: Any, statement: str, *more: Any) -> None:
        if statement.lstrip().upper().startswith(("SELECT", "WITH")):
            seen.append(statement)

    event.listen(engine(), "before_cursor_execute", note)
    yield seen
    event.remove(engine(), "before_cursor_execute", note)


@contextmanager
def _on(url: str) -> Iterator[None]:
    os.environ["PORTAL_DATABASE_URL"] = url
    settings.cache_clear(), engine.cache_clear()
    yield
    engine().dispose()
