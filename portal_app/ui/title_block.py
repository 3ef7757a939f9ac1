"""The title block and the banners under it."""

import reflex as rx
from reflex_base.vars.base import Var

from portal_app.ui.buttons import Text
from portal_app.ui.client import library
from portal_app.ui.connection_banner import connection_banner, line_stamp
from portal_app.ui.frame import Cell, Frame
from portal_app.ui.icons import icon, sign
from portal_app.ui.overlays import menu, menu_choice
from portal_app.ui.posting import post_button
from portal_app.ui.stamps import stamp
from portal_app.ui.words import T


class _TitleBlock(rx.Component):
    library = library("shell.jsx")
    tag = "TitleBlock"


def title_block(frame: Frame) -> rx.Component:
    """The strip on top of every page: for whom, on which budget, how fresh; and where these are changed."""
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


def banners(frame: Frame) -> list[rx.Component]:
    """What must be known on every page: no line, acting for a company, a demo."""
    shown = [connection_banner()]
    if frame.acting_for is not None:
        stop = post_button(T("Stop acting"), frame.stop_acting, kind="secondary", small=True)
        acting = banner(
            "acting", "two", T("Acting for a company"), T("You act for {company}. All you do is recorded under your own name.", company=frame.acting_for), stop
        )
        shown.append(rx.cond(frame.acting_for != "", acting))
    if frame.demo is not False:
        words = banner("", "half", T("Demo"), T("Demo: invented companies and prices. Nothing is sent to anybody."))
        shown.append(words if frame.demo is True else rx.cond(frame.demo, words))
    return shown


def banner(look: str, drawing: str, label: Text, text: Text, *actions: rx.Component) -> rx.Component:
    """One line under the title block: `look` is "", "acting", "info" or "good"; `drawing` the name of a sign, `label` what it is about."""
    return rx.el.div(sign(drawing), rx.el.span(text, class_name="grow"), *actions, class_name=f"banner {look}".strip(), role="region", aria_label=label)
