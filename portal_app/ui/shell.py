"""The frame of every signed-in page: tab rail, title block, banners, sheet, phone's bottom bar. Pages hand in their content."""

from dataclasses import dataclass, field
from typing import Any

import reflex as rx
from reflex_base.vars.base import Var

from portal_app.ui.account_menu import account_menu
from portal_app.ui.buttons import Text
from portal_app.ui.client import library
from portal_app.ui.commands import command_menu
from portal_app.ui.connection_banner import connection_banner, line_stamp
from portal_app.ui.help import help_drawer
from portal_app.ui.icons import icon, sign
from portal_app.ui.look import look_keeper
from portal_app.ui.navigation import Place, Shortcut
from portal_app.ui.overlays import drawer, menu, menu_choice
from portal_app.ui.posting import post_button
from portal_app.ui.stamps import stamp
from portal_app.ui.toasts import toasts
from portal_app.ui.words import TN, T


class _TitleBlock(rx.Component):
    library = library("shell.jsx")
    tag = "TitleBlock"


class _PageNews(rx.Component):
    library = library("shell.jsx")
    tag = "PageNews"


class _SkipLink(rx.Component):
    library = library("shell.jsx")
    tag = "SkipLink"


@dataclass(frozen=True)
class Cell:
    """One cell of the title block. With `choices` (a Var of rows with value, label and detail) it is a menu; `on_pick` gets the value.

    `shown` hides it from whom it does not concern; the first cell is always there.
    """

    label: Text
    value: Text
    choices: Var | None = None
    chosen: Text = ""
    on_pick: Any = None
    shown: Var | bool = True


@dataclass(frozen=True)
class Frame:
    """What stands around the page. Texts and Vars; an empty part is left out.

    `cells` come first to last (the first is the company), `system` is the Var of the supplier system's state: "up", "slow", "down"; without
    it the line to the portal itself is shown.
    `acting_for` is the company's name while staff act for it, else "". `toasts` are rows as in `ui.toasts`.
    """

    places: tuple[Place, ...]
    cells: tuple[Cell, ...] = ()
    system: Text = ""
    person_name: Text = ""
    initials: Text = ""
    acting_for: Var | None = None
    stop_acting: str = "/auth/stop-acting"
    demo: Var | bool = False
    saved_look: Var | None = None
    on_look: Any = None
    toasts: Var | None = None
    on_toast_undo: Any = None
    on_toast_gone: Any = None
    sign_out: str = "/auth/sign-out"
    account_links: tuple[tuple[Text, str, str], ...] = ()  # text, address, icon
    shortcuts: tuple[Shortcut, ...] = ()
    help_intro: Text = ""
    extras: tuple[rx.Component, ...] = field(default=())


def shell(
    *content: rx.Component,
    frame: Frame,
    current: str,
    help_content: rx.Component | None = None,
    shortcuts: tuple[Shortcut, ...] = (),
    width: str = "",
) -> rx.Component:
    """A page: `content` begins with `page_head(...)`. `current` is the key of its place; `width` is "", "narrow" or "full"."""
    return rx.el.div(
        _SkipLink.create(),
        look_keeper(saved=frame.saved_look, on_change=frame.on_look),
        rx.el.div(
            _rail(frame, current),
            rx.el.div(
                _title_block(frame),
                *_banners(frame),
                rx.el.main(*content, id="main", tab_index=-1, class_name=f"page {width}".strip()),
                class_name="sheet",
            ),
            class_name="shell",
        ),
        _bottom_bar(frame, current),
        _more(frame, current),
        help_drawer(help_content, intro=frame.help_intro),
        command_menu(frame.places, frame.shortcuts + shortcuts),
        toasts(frame.toasts, on_undo=frame.on_toast_undo, on_gone=frame.on_toast_gone),
        _PageNews.create(),
        *frame.extras,
    )


def page_head(
    title: Text,
    *actions: rx.Component,
    sub: Text | rx.Component = "",
    crumbs: tuple[tuple[Text, str], ...] = (),
    beside: tuple[rx.Component, ...] = (),
    tabs: rx.Component | None = None,
) -> rx.Component:
    """Title of the page with its actions at the right. `crumbs` are (text, address), `beside` stands after the title (a stamp)."""
    heading = rx.el.h1(title, tab_index=-1)
    words = rx.el.div(
        *([_crumbs(crumbs)] if crumbs else []),
        rx.el.div(heading, *beside, class_name="row wrap") if beside else heading,
        *([rx.el.p(sub, class_name="sub")] if isinstance(sub, (Var, rx.Component)) or sub else []),
        *([tabs] if tabs is not None else []),
    )
    return rx.el.div(words, *([rx.el.div(*actions, class_name="actions")] if actions else []), class_name="head tabbed" if tabs is not None else "head")


def page_tabs(label: Text, *tabs: tuple[Text, str, bool, Text]) -> rx.Component:
    """The pages of one place under its title: (text, address, is this one, count or "")."""
    links = [
        rx.el.a(text, *([rx.el.span(count, class_name="count")] if isinstance(count, Var) or count else []), href=href, **_current(here))
        for text, href, here, count in tabs
    ]
    return rx.el.nav(*links, aria_label=label, class_name="tabs")


def main_action(*buttons: rx.Component) -> rx.Component:
    """The page's main action: where it stands on a desktop, above the bottom bar on a phone."""
    return rx.el.div(*buttons, class_name="main-action")


def _crumbs(crumbs: tuple[tuple[Text, str], ...]) -> rx.Component:
    steps = [rx.el.li(rx.el.a(text, href=href) if href else rx.el.span(text), icon("right", small=True) if href else rx.fragment()) for text, href in crumbs]
    return rx.el.nav(rx.el.ol(*steps, class_name="crumbs"), aria_label=T("Where you are"))


# --- rail and bottom bar ---------------------------------------------------------------------------------------------


def _rail(frame: Frame, current: str) -> rx.Component:
    return rx.el.nav(
        rx.el.a(icon("mark"), href=frame.places[0].href, aria_label=T("To the start"), class_name="brand-mark"),
        _tab_button("search", T("Search"), opens="command-menu"),
        *[_tab(place, current) for place in frame.places],
        rx.el.span(class_name="push"),
        _tab_button("help", T("Help"), opens="help"),
        account_menu(frame.person_name, frame.initials, frame.account_links, frame.sign_out),
        aria_label=T("Main"),
        class_name="rail",
    )


def _bottom_bar(frame: Frame, current: str) -> rx.Component:
    on_phone = [place for place in frame.places if place.on_phone][:4]
    under_more = current not in {place.key for place in on_phone}
    more = rx.el.button(
        icon("menu"),
        rx.el.span(T("More")),
        type="button",
        class_name="tab",
        custom_attrs={"data-opens": "more"},
        aria_haspopup="dialog",
        **_current(under_more),
    )
    return rx.el.nav(*[_tab(place, current) for place in on_phone], more, aria_label=T("Main, phone"), class_name="bottom-bar")


def _more(frame: Frame, current: str) -> rx.Component:
    """The sheet behind More on a phone: all other places, search, help, account."""
    places = [_shown(place, _entry(place, current)) for place in frame.places if not place.on_phone]
    account = [rx.el.a(icon(drawing), text, href=href, class_name="menu-item") for text, href, drawing in frame.account_links]
    return drawer(
        rx.el.nav(*places, aria_label=T("More places")),
        rx.el.hr(),
        _more_button("search", T("Search"), "command-menu"),
        _more_button("help", T("Help"), "help"),
        *account,
        rx.el.hr(),
        account_menu(frame.person_name, frame.initials, (), frame.sign_out, unfolded=True),
        title=T("More"),
        id="more",
    )


def _more_button(drawing: str, text: Text, opens: str) -> rx.Component:
    return rx.el.button(icon(drawing), text, type="button", class_name="menu-item", custom_attrs={"data-opens": opens, "data-closes": ""})


def _entry(place: Place, current: str) -> rx.Component:
    return rx.el.a(icon(place.icon), rx.el.span(place.label), *_count(place), href=place.href, class_name="menu-item", **_current(place.key == current))


def _tab(place: Place, current: str) -> rx.Component:
    return _shown(
        place, rx.el.a(icon(place.icon), rx.el.span(place.label), *_count(place), href=place.href, class_name="tab", **_current(place.key == current))
    )


def _tab_button(drawing: str, text: Text, opens: str) -> rx.Component:
    return rx.el.button(icon(drawing), rx.el.span(text), type="button", class_name="tab", aria_haspopup="dialog", custom_attrs={"data-opens": opens})


def _count(place: Place) -> list[rx.Component]:
    if place.count is None:
        return []
    said = rx.el.span(" ", TN("{n} waiting", "{n} waiting", place.count) if place.count_label is None else place.count_label, class_name="unseen")
    return [rx.cond(place.count > 0, rx.el.span(rx.el.span(place.count, aria_hidden="true"), said, class_name="count"))]


def _shown(place: Place, tab: rx.Component) -> rx.Component:
    return _if(place.shown, tab)


def _current(here: bool) -> dict[str, str]:
    return {"aria_current": "page"} if here else {}


# --- title block and banners -----------------------------------------------------------------------------------------


def _title_block(frame: Frame) -> rx.Component:
    known = isinstance(frame.system, Var) or frame.system
    return _TitleBlock.create(*[_cell(cell, first=at == 0) for at, cell in enumerate(frame.cells)], _system_cell(frame.system) if known else _line_cell())


def _cell(cell: Cell, *, first: bool) -> rx.Component:
    fold = [rx.el.span(icon("down"), class_name="phone")] if first and cell.choices is None else []
    words = [rx.el.span(cell.label, class_name="label"), rx.el.b(cell.value)]
    if cell.choices is None:
        return _if(cell.shown, rx.el.div(*words, *fold, class_name="cell"))
    choices = rx.foreach(
        cell.choices,
        lambda row: menu_choice(row["label"], detail=row["detail"], chosen=row["value"] == cell.chosen, on_click=cell.on_pick(row["value"])),
    )
    return _if(cell.shown, rx.el.div(menu(choices, label=cell.label, trigger=rx.fragment(*words, icon("down")), look="cell", end=False)))


def _if(shown: Var | bool, part: rx.Component) -> rx.Component:
    return part if shown is True else rx.cond(shown, part)


def _line_cell() -> rx.Component:
    return rx.el.div(rx.el.span(T("Portal"), class_name="label"), line_stamp(), class_name="cell last")


def _system_cell(system: Text) -> rx.Component:
    state = rx.match(
        system,
        ("up", stamp(T("Connected"), "green")),
        ("slow", stamp(T("Slow"), "ochre")),
        ("down", stamp(T("Away"), "red")),
        stamp(T("Unknown"), ""),
    )
    return rx.el.div(rx.el.span(T("Supplier system"), class_name="label"), state, class_name="cell last")


def _banners(frame: Frame) -> list[rx.Component]:
    banners = [connection_banner()]
    if frame.acting_for is not None:
        stop = post_button(T("Stop acting"), frame.stop_acting, kind="secondary", small=True)
        acting = _banner("acting", "two", T("You act for {company}. All you do is recorded under your own name.", company=frame.acting_for), stop)
        banners.append(rx.cond(frame.acting_for != "", acting))
    if frame.demo is not False:
        words = _banner("", "half", T("Demo: invented companies and prices. Nothing is sent to anybody."))
        banners.append(words if frame.demo is True else rx.cond(frame.demo, words))
    return banners


def _banner(look: str, drawing: str, text: Text, *actions: rx.Component) -> rx.Component:
    return rx.el.div(sign(drawing), rx.el.span(text, class_name="grow"), *actions, class_name=f"banner {look}".strip(), role="region", aria_label=T("Notice"))
