"""The mailbox of the demo: what the portal would have sent, the newest first, with links that work. In production there is none."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlsplit

import reflex as rx
from reflex_base.vars.base import Var

from portal_app.integrations.mail import KeptLetter, list_kept_mails
from portal_app.kernel.i18n import format_number, translate
from portal_app.ui import PortalPage, PortalState, T, button, empty_view, error_view, pager, public_event, skeleton

ROUTE = "/mailbox"
_LINK = re.compile(r"https?://\S+")


@dataclass(frozen=True)
class Piece:
    """A piece of a mail's text; with `href` it is a link."""

    text: str
    href: str = ""


@dataclass(frozen=True)
class Letter:
    id: str
    reader: str
    subject: str
    at: str  # ISO, told in the language of the page
    pieces: list[Piece]


class Mailbox(PortalState):
    view: str = "loading"
    letters: list[Letter] = []
    number: int = 1
    said: str = ""
    has_before: bool = False
    has_after: bool = False

    @public_event
    async def show(self) -> None:
        await self._show(1)

    @public_event
    async def turn(self, by: Literal[-1, 1]) -> None:
        await self._show(self.number + by)

    async def _show(self, number: int) -> None:
        page = await self._do(list_kept_mails, number=max(number, 1), size=20)
        if page is None:
            self.view = "closed" if self.problem.code == "not-found" else "failed"
            return
        self.letters = [_letter(mail) for mail in page.rows]
        self.number, self.has_before, self.has_after = page.number, page.number > 1, page.number < page.pages
        first = (page.number - 1) * page.size + 1
        numbers = {"first": first, "last": first + len(page.rows) - 1, "total": page.total}
        self.said = translate(self._locale, "{first} to {last} of {total}", **{name: format_number(self._locale, value) for name, value in numbers.items()})
        self.view = "ready" if page.rows else "empty"


def mailbox_page(around: Callable[..., rx.Component], on_load: tuple[Any, ...]) -> PortalPage:
    """`around` is the frame of the pages before sign-in; portal_app.py hands it in."""

    def content() -> rx.Component:
        return around(
            rx.el.div(rx.el.h1(T("Mailbox of the demo")), button(T("Look again"), kind="quiet", on_click=Mailbox.show), class_name="row between"),
            rx.el.p(T("Nothing leaves this demo: what would go out by mail lies here for 30 days."), class_name="sub"),
            rx.match(
                Mailbox.view,
                ("ready", _letters()),
                ("empty", empty_view(T("No mail yet"), T("Invite somebody or ask for a new password: the mail appears here within a second."))),
                ("closed", empty_view(T("No mailbox here"), T("This portal sends real mail, so nothing is kept."))),
                ("failed", error_view(PortalState.problem.title, on_retry=Mailbox.show, incident=PortalState.problem.incident)),
                skeleton(6),
            ),
            rx.el.p(rx.el.a(T("Back to the sign-in"), href="/sign-in"), class_name="ways sub"),
        )

    return PortalPage(ROUTE, content, T("Mailbox of the demo"), on_load=[*on_load, Mailbox.show], public=True)


def _letters() -> rx.Component:
    return rx.fragment(
        rx.el.ul(rx.foreach(Mailbox.letters, _shown), class_name="letters"),
        rx.cond(
            Mailbox.has_before | Mailbox.has_after,
            pager(Mailbox.said, has_before=Mailbox.has_before, has_after=Mailbox.has_after, on_before=Mailbox.turn(-1), on_after=Mailbox.turn(1)),
        ),
    )


def _shown(letter: Any) -> rx.Component:
    head = rx.el.summary(rx.el.b(letter.subject), rx.el.span(letter.reader, class_name="part"), rx.el.span(_told(letter.at), class_name="hint"))
    return rx.el.li(rx.el.details(head, rx.el.p(rx.foreach(letter.pieces, _piece), class_name="letter")), key=letter.id)


def _told(at: Var) -> Var:
    """A visitor's language is known to the browser alone."""
    place = '{ dateStyle: "medium", timeStyle: "short", timeZone: "Europe/Berlin" }'
    words = T("Mailbox of the demo")  # brings the speaker of this slice, which knows the language
    return Var(f'new Date({at}).toLocaleString(t_demo.language === "en" ? "en-GB" : t_demo.language, {place})', _var_data=words._get_all_var_data()).to(str)


def _piece(piece: Any) -> rx.Component:
    return rx.cond(piece.href != "", rx.el.a(piece.text, href=piece.href, target="_blank", rel="noopener", reload_document=True), rx.fragment(piece.text))


def _letter(mail: KeptLetter) -> Letter:
    return Letter(mail.id, mail.to, mail.subject, mail.at.isoformat(), pieces_of(mail.text))


def pieces_of(text: str) -> list[Piece]:
    """The text with its links. They lead to this portal, wherever it runs now: the demo may have been built for another port."""
    pieces, end = [], 0
    for found in _LINK.finditer(text):
        parts = urlsplit(found[0])
        here = (parts.path or "/") + (f"?{parts.query}" if parts.query else "") + (f"#{parts.fragment}" if parts.fragment else "")
        pieces += [Piece(text[end : found.start()]), Piece(found[0], here)]
        end = found.end()
    return [piece for piece in [*pieces, Piece(text[end:])] if piece.text]
