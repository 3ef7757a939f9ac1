"""The acts in the menu of the chosen person: invitation, switching off and on, second step, sessions."""

from typing import Any

import reflex as rx

from portal_app.accounts.actions.invitations import resend_invitation, withdraw_invitation
from portal_app.accounts.actions.people import read_person
from portal_app.accounts.actions.people_changes import deactivate_person, end_person_sessions, reactivate_person, reset_second_step
from portal_app.accounts.screens.answers import own_problem, plainly
from portal_app.accounts.screens.person_pane import PersonPane
from portal_app.accounts.screens.person_texts import PaneHead
from portal_app.kernel.i18n import message
from portal_app.ui import PortalState, Problem, fill_page_again, go_on_after_step_up, on_event


class PersonActs(PortalState):
    """Each handler is one action for the person whose id it gets; what became of it is said as a toast or in the pane."""

    @on_event
    async def resend(self, person_id: str) -> Any:
        return await self._act(PersonActs.resend, resend_invitation, person_id, message("A new invitation is on its way to {name}."))

    @on_event
    async def withdraw(self, person_id: str) -> Any:
        done = await self._act(PersonActs.withdraw, withdraw_invitation, person_id, message("The invitation of {name} is withdrawn."))
        return rx.redirect("/company/people") if done else None

    @on_event
    async def switch_off(self, person_id: str) -> Any:
        said = message("{name} is switched off and signed out everywhere.")
        return await self._act(PersonActs.switch_off, deactivate_person, person_id, said, undo=PersonActs.switch_on(person_id))

    @on_event
    async def switch_on(self, person_id: str) -> Any:
        return await self._act(PersonActs.switch_on, reactivate_person, person_id, message("{name} is switched on again, with the same roles and limits."))

    @on_event
    async def reset_step(self, person_id: str) -> Any:
        said = message("The second step of {name} is reset. It is set up anew at the next sign-in.")
        return await self._act(PersonActs.reset_step, reset_second_step, person_id, said)

    @on_event
    async def end_sessions(self, person_id: str) -> Any:
        return await self._act(PersonActs.end_sessions, end_person_sessions, person_id, message("{name} is signed out everywhere."))

    async def _act(self, event: Any, action: Any, person_id: str, said: str, *, undo: Any = None) -> Any:
        pane = await self.get_state(PersonPane)
        done = await self._do(action, person_id)
        if done is not None:
            pane.refused = Problem()
            await self._toast(said, name=await self._name_of(person_id, pane.head), undo=undo)
            return fill_page_again()
        if not await go_on_after_step_up(self, event(person_id)):
            pane.refused = plainly(own_problem(self))
        return None

    async def _name_of(self, person_id: str, chosen: PaneHead) -> str:
        """Somebody else may have been chosen meanwhile; one who is gone was the chosen one."""
        if person_id == chosen.id:
            return chosen.name
        sheet = await self._do(read_person, person_id)
        return sheet.line.name if sheet else ""
