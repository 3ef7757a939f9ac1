"""The kit of components as a page, for the people who run the portal."""

import reflex as rx

from portal_app.dashboard.screens.frame import Around
from portal_app.ui import PortalPage, T, kit_page


def page() -> rx.Component:
    return kit_page(is_open=Around.doors.contains("kit"), is_known=Around.name != "")


PAGE = PortalPage("/kit", page, T("Kit"))
