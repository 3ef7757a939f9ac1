"""The person at the foot of the rail: links to their own pages, look of the portal, sign-out."""

import reflex as rx
from reflex_base.vars.base import Var

from portal_app.ui.buttons import Text
from portal_app.ui.client import library
from portal_app.ui.icons import icon
from portal_app.ui.look import density_switch, keys_switch, language_switch, theme_switch
from portal_app.ui.overlays import menu, menu_item, menu_line
from portal_app.ui.words import T


class _SignOut(rx.Component):
    library = library("http_form.jsx")
    tag = "PostButton"

    action: Var[str]


def account_menu(name: Text, initials: Text, links: tuple[tuple[Text, str, str], ...], sign_out: str, *, unfolded: bool = False) -> rx.Component:
    """`links` are (text, address, icon). `unfolded`: without the menu around it, for the phone's More."""
    switches = [language_switch(), theme_switch(), density_switch(), keys_switch()]
    leave = _SignOut.create(
        icon("arrow"), rx.el.span(T("Sign out")), action=sign_out, class_name="menu-item", custom_attrs={} if unfolded else {"role": "menuitem"}
    )
    if unfolded:
        return rx.el.div(*switches, rx.el.hr(), leave)
    entries = [menu_item(text, href=href, icon_name=drawing) for text, href, drawing in links]
    face = rx.fragment(rx.el.span(initials, class_name="initials", aria_hidden="true"), rx.el.span(T("Account"), class_name="unseen"))
    return menu(
        rx.el.p(name, class_name="label menu-title"),
        *entries,
        menu_line(),
        *switches,
        menu_line(),
        leave,
        label=T("{name}, your account", name=name),
        trigger=face,
        look="tab",
        end=False,
    )
