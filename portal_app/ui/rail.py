"""The places of the portal: tab rail, the phone's bottom bar, and what stands behind More."""

import reflex as rx

from portal_app.ui.account_menu import account_menu
from portal_app.ui.buttons import Text
from portal_app.ui.frame import Frame
from portal_app.ui.icons import icon
from portal_app.ui.navigation import Place
from portal_app.ui.overlays import drawer
from portal_app.ui.words import TN, T


def rail(frame: Frame, current: str) -> rx.Component:
    """The index tabs at the left; the current one is part of the sheet."""
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


def bottom_bar(frame: Frame, current: str) -> rx.Component:
    """The phone's bar: the places that have a seat there, and More."""
    on_phone = [place for place in frame.places if place.on_phone]
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


def more_places(frame: Frame, current: str) -> rx.Component:
    """The sheet behind More on a phone: all other places, search, help, account."""
    places = [_shown(place, _entry(place, current)) for place in frame.places if not place.on_phone]
    account = [rx.el.a(icon(drawing), text, href=href, class_name="menu-item") for text, href, drawing in frame.account_links]
    entries = rx.el.div(
        rx.el.nav(*places, aria_label=T("More places")),
        rx.el.hr(),
        _more_button("search", T("Search"), "command-menu"),
        _more_button("help", T("Help"), "help"),
        *account,
        rx.el.hr(),
        account_menu(frame.person_name, frame.initials, (), frame.sign_out, unfolded=True),
        class_name="entries",
    )
    return drawer(
        entries,
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
    return tab if place.shown is True else rx.cond(place.shown, tab)


def _current(here: bool) -> dict[str, str]:
    return {"aria_current": "page"} if here else {}
