"""The parts list of the sign-in page's drawing: the people of the demo world, each one click away."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

import reflex as rx

from portal_app.demo.actions import CastLine, list_cast
from portal_app.kernel.config import settings
from portal_app.ui import PortalState, T, post_button, public_event, query_part, sign

_STEPS = {"code": "/sign-in/code", "set-up": "/second-step"}


@dataclass(frozen=True)
class Part:
    """One line: `position` as on a drawing, `roles` codes of accounts."""

    position: str
    name: str
    email: str
    roles: list[str]
    has_app: bool


@dataclass(frozen=True)
class Group:
    """The people of one company, or of the supplier. `short` is what a company's tab says."""

    company: str
    short: str
    is_supplier: bool
    parts: list[Part]


class Cast(PortalState):
    """Empty in production."""

    groups: list[Group] = []
    shown: str = ""

    @public_event
    async def show_cast(self) -> None:
        if not settings().is_demo:
            return
        cast = await self._do(list_cast)
        if cast is not None and not self.groups:
            self.groups = [_group(company, list(lines)) for company, lines in groupby(cast, key=lambda line: line.company)]
            self.shown = self.groups[0].company

    @public_event
    def show(self, company: str) -> None:
        if company in {group.company for group in self.groups}:
            self.shown = company


def cast_panel() -> rx.Component:
    return rx.cond(
        Cast.groups.length() > 0,
        rx.el.section(
            rx.el.div(
                rx.el.h2(T("Demo: look around as"), id="cast"),
                rx.el.div(rx.foreach(Cast.groups, _tab), role="group", aria_labelledby="cast", class_name="segments"),
                class_name="parts-head",
            ),
            rx.foreach(Cast.groups, lambda group: rx.cond(group.company == Cast.shown, rx.el.ol(rx.foreach(group.parts, _line)))),
            rx.el.p(
                sign("full"), T("has a second step; here one click is enough."), rx.el.a(T("Mailbox of the demo"), href="/mailbox"), class_name="hint row wrap"
            ),
            aria_labelledby="cast",
            class_name="parts",
        ),
    )


def _tab(group: Any) -> rx.Component:
    return rx.el.button(
        rx.cond(group.is_supplier, T("Supplier"), group.short),
        type="button",
        title=group.company,
        on_click=Cast.show(group.company),
        aria_pressed=rx.cond(group.company == Cast.shown, "true", "false"),
    )


def _line(part: Any) -> rx.Component:
    words = rx.fragment(
        rx.el.span(part.position, class_name="code", aria_hidden="true"),
        rx.el.b(part.name),
        rx.el.span(rx.foreach(part.roles, lambda role, place: rx.fragment(rx.cond(place > 0, ", ", ""), _role(role)))),
        rx.cond(part.has_app, rx.el.span(sign("full"), rx.el.span(T("with a second step"), class_name="unseen"), class_name="is-green"), sign("ring")),
    )
    return rx.el.li(post_button(words, "/auth/demo", {"email": part.email, "next": query_part("next")}, steps=_STEPS, class_name="part-line"))


def _role(role: Any) -> rx.Component:
    return rx.match(
        role,
        ("administrator", T("Administrator")),
        ("purchasing-manager", T("Purchasing manager")),
        ("buyer", T("Buyer")),
        ("accounting", T("Accounting")),
        ("read-only", T("Read-only")),
        ("analyst", T("Analyst")),
        ("sales-representative", T("Sales representative")),
        ("service-agent", T("Service agent")),
        role,
    )


def _group(company: str, lines: list[CastLine]) -> Group:
    parts = [Part(str(at), line.name, line.email, list(line.roles), line.has_app) for at, line in enumerate(lines, start=1)]
    return Group(company or settings().supplier_name, company.partition(" ")[0], not company, parts)
