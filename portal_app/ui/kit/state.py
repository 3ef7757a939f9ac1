"""What the kit's components talk to: it notes what it heard, refuses a form once, and holds four rows."""

from typing import Literal

from portal_app.ui.combobox import ComboFound, ComboOption
from portal_app.ui.marks import on_event
from portal_app.ui.state import PortalState, Problem, Toast

_ROWS = [
    {"number": "R-20261113", "what": "Invoice", "detail": "13 Nov, order O-10391", "state": "Open, due 13 Dec", "tone": "ochre", "net": "767.26"},
    {"number": "L-78640", "what": "Delivery note", "detail": "12 Nov, order O-10391", "state": "Signed", "tone": "green", "net": "644.76"},
    {"number": "G-0031", "what": "Credit note", "detail": "2 Oct, for R-20260918", "state": "Settled", "tone": "", "net": "\N{MINUS SIGN}87.11"},
    {"number": "Z-2608-17", "what": "Certificate 3.1", "detail": "28 Aug, bearings", "state": "Missing page", "tone": "red", "net": "\N{EN DASH}"},
]
_ARTICLES = [("48-1007-M8", "Hex bolt M8x40"), ("48-2001-M8", "Plain washer M8"), ("77-0110-0", "Bearing 6204-2RS C3"), ("31-2204-10", "Cut-resistant gloves")]
_CHIPS = [{"key": "article", "label": "77-0110-0"}, {"key": "since", "label": "since 1 Jan 2026"}]


class KitState(PortalState):
    """Nothing here is kept or belongs to anybody."""

    heard: str = ""
    view: str = "list"
    chips: list[dict[str, str]] = _CHIPS
    mails: bool = True
    found: ComboFound = ComboFound()
    rows: list[dict[str, str]] = _ROWS
    ids: list[str] = [row["number"] for row in _ROWS]
    sort: str = "number"
    saved: int = 0
    is_open: bool = False

    @on_event
    def hear(self, what: str) -> None:
        self.heard = what

    @on_event
    def hear_list(self, chosen: list[str]) -> None:
        self.heard = ", ".join(chosen)

    @on_event
    def took(self, value: str, text: str) -> None:
        self.heard = f"{value} {text}"

    @on_event
    def show_view(self, view: str) -> None:
        self.view = view

    @on_event
    def remove_chip(self, key: str) -> None:
        self.chips = [chip for chip in self.chips if chip["key"] != key]

    @on_event
    def clear_chips(self) -> None:
        self.chips = []

    @on_event
    def switch_mails(self, on: bool) -> None:
        self.mails = on
        self.heard = f"mails {on}"

    @on_event
    def search(self, text: str) -> None:
        fitting = [ComboOption(number, name, number) for number, name in _ARTICLES if text.lower() in f"{number} {name}".lower()]
        self.found = ComboFound(text, fitting)

    @on_event
    def sort_by(self, key: Literal["number", "-number", "net", "-net"]) -> None:
        name = key.removeprefix("-")
        self.sort = key
        self.rows = sorted(self.rows, key=lambda row: row[name], reverse=key.startswith("-"))
        self.ids = [row["number"] for row in self.rows]

    @on_event
    def acted(self, ids: list[str], all_that_fit: bool) -> None:
        self.heard = "all" if all_that_fit else " ".join(ids)

    @on_event
    def save(self, values: dict[str, str | bool | list[str]]) -> None:
        """Refuses a limit above 5,000 as a server would, else counts as saved."""
        self.heard = str(dict(sorted(values.items())))
        if float(values.get("limit") or 0) > 5000:
            self.problem = Problem("The order was not sent", {"limit": "4711 allows 5,000.00 at most"})
        else:
            self.problem = Problem()
            self.saved += 1

    @on_event
    def invite(self, values: dict[str, str | bool | list[str]]) -> None:
        self.heard = f"invited {values.get('person', '')}"
        self.saved += 1

    @on_event
    def toast(self) -> None:
        self.toasts = [*self.toasts, Toast(str(len(self.toasts) + 1), "Jan Keller is deactivated. His sessions have ended.", undo="Undo")]

    @on_event
    def open_dialog(self) -> None:
        self.is_open = True

    @on_event
    def close_dialog(self) -> None:
        self.is_open = False
        self.heard = "closed"
