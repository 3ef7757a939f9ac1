"""Help beside the page, in the same place everywhere: what the page is for, its words, who to ask."""

import reflex as rx
from reflex_base.vars.base import Var

from portal_app.ui.buttons import Text, button
from portal_app.ui.overlays import drawer
from portal_app.ui.words import T


def help_drawer(content: rx.Component | None = None, *, intro: Text = "") -> rx.Component:
    """Opened by the Help tab and F1. `content` belongs to the page, `intro` (who to ask) is the same on all pages."""
    told = content if content is not None else rx.el.p(T("There is no help for this page yet. Your contact knows what to do."), class_name="sub")
    who = [rx.el.div(rx.el.h3(T("Ask a person")), rx.el.p(intro, class_name="sub"), class_name="section stack")] if isinstance(intro, Var) or intro else []
    keys = button(T("All keys"), kind="secondary", opens="shortcuts", closes=True)
    return drawer(told, *who, rx.el.div(keys), title=T("Help"), id="help")


def help_topic(title: Text, *paragraphs: Text | rx.Component) -> rx.Component:
    """One thing explained in the help drawer."""
    return rx.el.section(rx.el.h3(title), *[rx.el.p(words, class_name="sub") for words in paragraphs], class_name="stack")
