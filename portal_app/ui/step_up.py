"""“Please confirm that it is you”: the dialog before a sensitive change, and how the change goes on afterwards.

The code is posted by HTTP, because the answer renews the cookie and loads the page anew. Owns no sensitive change itself.
"""

import json
from typing import Any

import reflex as rx

from portal_app.kernel import clock
from portal_app.kernel.actor import Assurance
from portal_app.kernel.errors import StepUpNeeded
from portal_app.kernel.gate import STEP_UP
from portal_app.ui.bridge import this_caller
from portal_app.ui.buttons import button
from portal_app.ui.connection import inside
from portal_app.ui.fields import code_field, password_field
from portal_app.ui.forms import form_foot, http_form, send_button
from portal_app.ui.marks import on_event
from portal_app.ui.overlays import dialog
from portal_app.ui.state import PortalState, Problem
from portal_app.ui.ways import path_of
from portal_app.ui.words import T

_ACTION = "/auth/step-up"


class StepUp(PortalState):
    """Which event was stopped and waits until its person has confirmed."""

    way_back: str = "/"
    by_code: bool = True  # False: this account has no app, its password counts
    _then: str = ""  # its name and payload, as JSON

    @on_event
    def go_on(self) -> Any:
        """On each page: carry out what waited, if its person has confirmed meanwhile."""
        then, self._then = self._then, ""
        return inside.event(*json.loads(then)) if then and _has_confirmed() else None

    @on_event
    def give_up(self) -> None:
        """The dialog was closed: nothing waits any more. What was typed stays where it was typed."""
        self._then = ""
        if self.problem.code == StepUpNeeded.code:
            self.problem = Problem()


async def go_on_after_step_up(state: PortalState, event: Any) -> bool:
    """Say this when an action was refused: True if it only waits for the code, and `event` follows as soon as that is given.

    The page is loaded anew in between, so what the event needs stands in its arguments or in vars.
    """
    if state.problem.code != StepUpNeeded.code:
        return False
    waiting, first = await state.get_state(StepUp), inside.as_events(event)[0]
    waiting._then, waiting.way_back = json.dumps([first.name, first.payload]), path_of(state)
    waiting.by_code = this_caller().actor.assurance is Assurance.TWO_STEPS
    return True


def step_up_dialog() -> rx.Component:
    """The shell holds it, once on every page."""
    next_page = rx.el.input(type="hidden", name="next", value=StepUp.way_back, read_only=True)
    buttons = form_foot(send_button(T("Confirm"), busy_word=T("Checking")), button(T("Cancel"), kind="quiet", closes=True))
    with_code = http_form(code_field(name="code", label=T("Code from your app")), next_page, buttons, action=_ACTION)
    with_password = http_form(password_field(name="password"), next_page, buttons, action=_ACTION)
    return dialog(
        rx.cond(
            StepUp.by_code,
            rx.fragment(rx.el.p(T("This change is sensitive. Enter the code that your app shows now; then it goes on."), class_name="sub"), with_code),
            rx.fragment(rx.el.p(T("This change is sensitive. Enter your password once more; then it goes on."), class_name="sub"), with_password),
        ),
        title=T("Please confirm that it is you"),
        id="step-up",
        narrow=True,
        open=PortalState.problem.code == StepUpNeeded.code,
        on_close=StepUp.give_up,
    )


def _has_confirmed() -> bool:
    caller = this_caller()
    at = caller.actor.stepped_up_at if caller else None
    return at is not None and clock.now() - at <= STEP_UP
