"""Where one is signed in, and which browsers the account knows: parts of the account page."""

from dataclasses import dataclass
from typing import Any

import reflex as rx

from portal_app.accounts.actions.own_account import (
    OwnDevice,
    OwnSession,
    end_other_sessions,
    end_own_session,
    forget_own_device,
    list_own_devices,
    list_own_sessions,
)
from portal_app.accounts.rules.sessions import UNKNOWN_BROWSER
from portal_app.accounts.screens.answers import put_changed, view_after, viewed
from portal_app.kernel import clock
from portal_app.kernel.i18n import format_ago, format_date, format_moment, message, translate, translate_count
from portal_app.ui import Column, PortalState, T, button, dialog, empty_view, on_event, section, stamp, table

_DIALOG, _OTHERS = "end-session", "end-others"


@dataclass(frozen=True)
class SessionRow:
    """One signed-in browser, as finished text."""

    id: str
    device: str
    place: str
    since: str
    last: str
    is_this: bool


@dataclass(frozen=True)
class DeviceRow:
    id: str
    device: str
    since: str
    trusted: str  # until when it is not asked for the code; "" when it is


class OwnSessions(PortalState):
    view: str = "loading"
    sessions: list[SessionRow] = []
    devices: list[DeviceRow] = []
    others: int = 0
    ending_id: str = ""
    ending: str = ""  # what the browser in the open question is called
    asks: bool = False
    ended: int = 0  # grows with each ending, so that the questions close

    @on_event
    async def show(self) -> None:
        await self._show()

    async def _show(self) -> None:
        sessions = await self._do(list_own_sessions)
        devices = await self._do(list_own_devices) if sessions is not None else None
        if devices is None:
            self.view = view_after(self.problem)
            return
        rows = [_session(self, one) for one in sessions]
        put_changed(self, view="ready", sessions=rows, others=sum(not row.is_this for row in rows), devices=[_device(self, one) for one in devices])

    @on_event
    def ask(self, session_id: str) -> None:
        """Open the question whether to end this one."""
        row = next((row for row in self.sessions if row.id == session_id), None)
        if row:
            self.ending_id, self.ending, self.asks = row.id, row.device, True

    @on_event
    def keep(self) -> None:
        self.asks = False

    @on_event
    async def end(self) -> None:
        if await self._do(end_own_session, self.ending_id) is not None:
            await self._toast(message("{device} is signed out."), device=self.ending)
            self.asks, self.ended = False, self.ended + 1
        await self._show()

    @on_event
    async def end_others(self) -> None:
        count = await self._do(end_other_sessions)
        if count is not None:
            await self._toast(translate_count(self._locale, "{n} other browser is signed out.", "{n} other browsers are signed out.", count))
            self.ended += 1
        await self._show()

    @on_event
    async def forget(self, device_id: str) -> None:
        if await self._do(forget_own_device, device_id) is not None:
            await self._toast(message("Forgotten. Its next sign-in is told to you by mail."))
        await self._show()


def own_sessions() -> rx.Component:
    all_others = rx.cond(OwnSessions.others > 0, button(T("End all others"), kind="quiet", small=True, opens=_OTHERS))
    return rx.fragment(
        section(
            T("Where you are signed in"),
            viewed(OwnSessions.view, _sessions(), closed=T("Your own sign-ins are always yours to see."), on_retry=OwnSessions.show),
            beside=(all_others,),
        ),
        _question(),
        _question_about_others(),
    )


def own_devices() -> rx.Component:
    why = rx.el.p(T("A sign-in from any other browser is told to you by mail. Strangers who guess your password cannot make these wait."), class_name="hint")
    return section(T("Browsers that know you"), rx.el.div(why, rx.cond(OwnSessions.view == "ready", _devices()), class_name="stack"))


def _sessions() -> rx.Component:
    return table(
        [
            Column(T("Browser"), phone="lead"),
            Column(T("Network address"), phone="second"),
            Column(T("Since"), phone="third"),
            Column(T("Last active"), phone="aside"),
            Column(T("Action"), number=True, phone="amount", unseen=True),
        ],
        OwnSessions.sessions,
        _session_cells,
        label=T("Where you are signed in"),
    )


def _session_cells(row: Any) -> list[Any]:
    here = rx.cond(
        row.is_this,
        stamp(T("This browser"), "green", bare=True),
        button(T("End"), kind="quiet", small=True, on_click=OwnSessions.ask(row.id), aria_label=T("End {device}", device=row.device)),
    )
    return [rx.el.b(row.device), rx.el.span(row.place, class_name="code"), row.since, row.last, here]


def _devices() -> rx.Component:
    return table(
        [
            Column(T("Browser"), phone="lead"),
            Column(T("Known since"), phone="second"),
            Column(T("Second step"), phone="third"),
            Column(T("Action"), number=True, phone="amount", unseen=True),
        ],
        OwnSessions.devices,
        _device_cells,
        label=T("Browsers that know you"),
        empty=empty_view(T("None yet"), T("After your next sign-in this browser is known.")),
    )


def _device_cells(row: Any) -> list[Any]:
    asked = rx.cond(row.trusted != "", T("not asked until {day}", day=row.trusted), T("asked each time"))
    forget = button(T("Forget"), kind="quiet", small=True, on_click=OwnSessions.forget(row.id), aria_label=T("Forget {device}", device=row.device))
    return [row.device, row.since, asked, forget]


def _question() -> rx.Component:
    return dialog(
        rx.el.p(T("Whoever sits there has to sign in again. What they have not saved is lost.")),
        title=T("End {device}?", device=OwnSessions.ending),
        id=_DIALOG,
        open=OwnSessions.asks,
        on_close=OwnSessions.keep,
        narrow=True,
        foot=[button(T("Keep it"), kind="quiet", closes=True), button(T("End {device}", device=OwnSessions.ending), kind="danger", on_click=OwnSessions.end)],
    )


def _question_about_others() -> rx.Component:
    return dialog(
        rx.el.p(T("Only this browser stays signed in.")),
        rx.el.ul(
            rx.foreach(OwnSessions.sessions, lambda row: rx.cond(row.is_this, rx.fragment(), rx.el.li(row.device, rx.el.span(row.last, class_name="part"))))
        ),
        title=T("End all other sign-ins?"),
        id=_OTHERS,
        closes_when=OwnSessions.ended,
        narrow=True,
        foot=[button(T("Keep them"), kind="quiet", closes=True), button(T("End all others"), kind="danger", on_click=OwnSessions.end_others)],
    )


def _session(state: PortalState, one: OwnSession) -> SessionRow:
    locale, zone = state._locale, state._actor.time_zone
    last = translate(locale, "now") if one.is_this else format_ago(locale, one.last_seen_at)
    return SessionRow(one.id, one.device or translate(locale, UNKNOWN_BROWSER), one.place, format_moment(locale, one.started_at, zone), last, one.is_this)


def _device(state: PortalState, one: OwnDevice) -> DeviceRow:
    locale = state._locale
    trusted = format_date(locale, one.trusted_until.date(), year=False) if one.trusted_until and one.trusted_until > clock.now() else ""
    return DeviceRow(one.id, one.device or translate(locale, UNKNOWN_BROWSER), format_date(locale, one.known_since.date()), trusted)
