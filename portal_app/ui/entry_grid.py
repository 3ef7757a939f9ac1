"""A grid to type many rows into by keys alone: a number or words with suggestions, and how many. What it is about the screen says."""

from dataclasses import dataclass, field
from typing import Any, TypeVar

import reflex as rx
from reflex_base.event import EventHandler, passthrough_event_spec
from reflex_base.vars.base import Var

from portal_app.ui.buttons import Text
from portal_app.ui.client import library
from portal_app.ui.views import skeleton

_Rows = TypeVar("_Rows")  # a list of rows as plain values; a handler says how strict it is


@dataclass(frozen=True)
class EntryCell:
    """What stands in one of the columns; with a `tone` (as of a stamp) it is a stamp, `strong` is for amounts that count.

    `part` stands behind it, quieter; `tip` says more of it.
    """

    text: str = ""
    tone: str | None = None
    strong: bool = False
    part: str = ""
    tip: str = ""


@dataclass(frozen=True)
class EntryOption:
    """A suggestion: its number and text, a quieter line, the name of an icon. `sure`: what was typed is its number, so it stays as it was typed."""

    value: str
    code: str
    text: str
    part: str = ""
    picture: str = "box"
    sure: bool = False
    stamp: EntryCell | None = None
    amount: str = ""
    per: str = ""


@dataclass(frozen=True)
class EntrySaid:
    """A row as the portal knows it, as finished text.

    `seen` is its version, `after` the key of the row above it. `wrong` names the field with a fault, "code" or "count"; `look` draws the eye
    to `part`; `act` are the words of the button behind it, which puts `act_quantity` and `act_as_wanted`. `near` may have been meant.
    """

    key: str
    seen: int
    after: str
    typed: str
    quantity: str
    picked: str = ""
    as_wanted: bool = False
    wrong: str = ""
    look: bool = False
    title: str = ""
    part: str = ""
    act: str = ""
    act_quantity: str = ""
    act_as_wanted: bool = False
    near: list[EntryOption] = field(default_factory=list)
    cells: list[EntryCell] = field(default_factory=list)


@dataclass(frozen=True)
class EntrySheet:
    """An answer to the grid: all rows (`whole`) or those that changed, and the keys that are gone.

    `answers` is the number of the message it answers, `taken` are the keys that were kept as they were typed; `failed`: nothing was kept.
    """

    version: int = -1
    answers: int = 0
    whole: bool = False
    rows: list[EntrySaid] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)
    failed: bool = False


@dataclass(frozen=True)
class EntryFound:
    """Suggestions, and for which text: an answer to another text is not shown."""

    typed: str = ""
    options: list[EntryOption] = field(default_factory=list)


class _EntryGrid(rx.Component):
    library = library("entry_grid.jsx")
    tag = "EntryGrid"

    sheet: Var[Any]
    found: Var[Any]
    columns: Var[list[Any]]
    words: Var[dict[str, Any]]
    label: Var[str]
    locked: Var[bool]
    on_search: EventHandler[passthrough_event_spec(str)]
    on_put: EventHandler[passthrough_event_spec(int, int, _Rows)]
    on_remove: EventHandler[passthrough_event_spec(int, int, dict[str, int])]
    on_paste: EventHandler[passthrough_event_spec(int, int, str, str)]
    on_look: EventHandler[passthrough_event_spec(int)]


def entry_grid(*, sheet: Var, found: Var, words: dict[str, Text], label: Text, columns: Var, **events: Any) -> rx.Component:
    """`sheet` is a Var of EntrySheet, `found` of EntryFound. `columns` are of `entry_columns`, for the rows' cells.

    `words` are the texts of the grid by their names: codeHead, saidHead, quantityHead, endHead; code, quantity, remove (with {n} for the
    row); placeholder, suggestions, nothing, near, take, close, count (with {n}), looking; saved, saving, open, halted.

    Events: `on_search(text)`; `on_put(number, version, rows)`, `on_remove(number, version, {key: seen})` and
    `on_paste(number, version, text, after)`, each answered by an EntrySheet with this number; `on_look(version)` asks for what changed elsewhere.
    """
    return _EntryGrid.create(skeleton(), sheet=sheet, found=found, words=words, label=label, columns=columns, **events)


def entry_columns(*columns: tuple[Text, bool]) -> Var:
    """Columns of the grid as (title, is a number)."""
    return Var.create([{"title": title, "number": number} for title, number in columns])
