"""The chosen person: what is entered, and what saving would change. How it looks is person_view's, the menu's acts are person_acts'."""

from typing import Annotated, Any, Literal

from pydantic import Field

from portal_app.accounts.actions.cost_centres import list_cost_centres
from portal_app.accounts.actions.people import PersonSheet, read_person
from portal_app.accounts.actions.people_changes import change_person, preview_person_change
from portal_app.accounts.rules.roles import ROLE_NAMES, ROLE_RIGHTS, Role
from portal_app.accounts.screens.answers import Choice, asked, own_problem, plainly, view_after
from portal_app.accounts.screens.person_draft import LIMITS, TEXTS, PersonDraft, read_role
from portal_app.accounts.screens.person_texts import LookAhead, PaneHead, RoleBox, ScopedRole, head_of, look_ahead, read_facts, role_boxes, scoped_roles
from portal_app.kernel.i18n import message, translate
from portal_app.kernel.permissions import Permission
from portal_app.ui import PortalState, Problem, fill_page_again, go_on_after_step_up, on_event

Entered = Annotated[str, Field(max_length=1000)]
FieldName = Literal["salutation", "first_name", "last_name", "unit", "limit_per_order", "limit_per_month", "reason"]
_MOST_DRAFTS = 20


class PersonPane(PortalState):
    """The person named in the address. What is entered stays with the tab until it is saved or discarded."""

    open_id: str = ""
    view: str = "none"
    head: PaneHead = PaneHead()
    boxes: list[RoleBox] = []
    scoped: list[ScopedRole] = []
    cost_centres: list[Choice] = []
    role_choices: list[Choice] = []
    entered: dict[str, str] = {}
    ahead: LookAhead = LookAhead()
    trouble: Problem = Problem()
    refused: Problem = Problem()  # what was refused outside of the form
    saved: int = 0  # grows when something was saved or discarded: the form then begins anew
    _version: str = ""
    _assignable: list[str] = []
    _draft: str = ""  # a PersonDraft, written
    _kept: dict[str, str] = {}  # person to what was entered and not saved

    @on_event
    async def show_person(self) -> None:
        person_id = asked(self, "person")
        self.open_id = person_id
        if not person_id:
            self.view = "none"
            return
        sheet = await self._do(read_person, person_id)
        if sheet is None:
            self.view = view_after(own_problem(self))
            return
        await self._open(sheet)
        self.view = "ready"

    async def _open(self, sheet: PersonSheet) -> None:
        if sheet.line.id != self.head.id:
            self.trouble, self.refused, self.entered = Problem(), Problem(), {}
        self._version, self.head = sheet.version, head_of(self._actor, sheet)
        self._assignable = [role.value for role in sheet.may_assign] if self.head.may_assign and not sheet.is_self else []
        await self._offer_choices()
        draft = PersonDraft.of(sheet.facts)
        if self.head.id in self._kept:
            draft.enter_again(self._kept[self.head.id])
        await self._show(draft)

    async def _offer_choices(self) -> None:
        """For a role at one cost centre; the first choice asks to choose."""
        first = Choice("", translate(self._locale, "Please choose"))
        cost_centres = await self._do(list_cost_centres) if self._actor.may(Permission.COST_CENTRE_VIEW) else None
        self.cost_centres = [first, *(Choice(one.id, f"{one.number} {one.name}") for one in cost_centres or () if not one.closed)][:51]
        self.role_choices = [first, *(Choice(role, translate(self._locale, ROLE_NAMES[Role(role)])) for role in self._assignable)]

    async def _show(self, draft: PersonDraft) -> None:
        """Everything that follows from what is entered."""
        self._draft = draft.written()
        self._kept = _with(self._kept, self.head.id, draft.difference())
        self.entered = {"reason": "", **self.entered, **draft.fields}
        self.boxes = role_boxes(self._locale, draft, self._assignable)
        self.scoped = scoped_roles(self._locale, draft, {one.value: one.label for one in self.cost_centres}, self._assignable)
        self.ahead = await self._look_ahead(draft)

    async def _look_ahead(self, draft: PersonDraft) -> LookAhead:
        may_order = any(Permission.CART_SUBMIT in ROLE_RIGHTS[read_role(one).role] for one in draft.roles)
        if not draft.is_changed:
            return LookAhead(may_order=may_order)
        facts = read_facts(draft, self._locale)
        if not isinstance(facts, Problem):
            preview = await self._do(preview_person_change, self.head.id, facts)
            if preview is not None:
                return look_ahead(self._locale, preview, may_order=may_order)
            facts = own_problem(self)
        return LookAhead(is_changed=True, may_order=may_order, trouble=" ".join(facts.fields.values()) or facts.title)

    def _entered_draft(self) -> PersonDraft:
        return PersonDraft.read(self._draft)

    # what is entered

    @on_event
    async def put(self, name: FieldName, value: Entered) -> None:
        if name == "reason":
            self.entered = {**self.entered, "reason": value}
            return
        draft = self._entered_draft()
        draft.put(name, value)
        await self._show(draft)

    @on_event
    async def turn_role(self, role: Role, on: bool) -> None:
        """Give or take a role for the whole company."""
        await self._turn(role.value, on=on)

    @on_event
    async def add_scoped(self, values: dict[str, str]) -> None:
        """Give a role for one cost centre."""
        self.saved += 1
        role, cost_centre_id = values.get("role", ""), values.get("cost_centre", "")
        if role in self._assignable and cost_centre_id and cost_centre_id in [one.value for one in self.cost_centres]:
            await self._turn(f"{role}@{cost_centre_id}", on=True)

    @on_event
    async def drop_scoped(self, value: Annotated[str, Field(max_length=80)]) -> None:
        await self._turn(value, on=False)

    @on_event
    async def discard(self) -> None:
        self.saved += 1
        self.trouble, self.refused, self.entered = Problem(), Problem(), {}
        draft = self._entered_draft()
        await self._show(PersonDraft(draft.base, draft.base_roles, dict(draft.base), list(draft.base_roles)))

    async def _turn(self, role: str, *, on: bool) -> None:
        draft = self._entered_draft()
        draft.turn_role(role, on=on)
        await self._show(draft)

    # saving

    @on_event
    async def save(self, values: dict[str, str | bool | list[str]]) -> Any:
        """What the form holds now; roles were entered tick by tick."""
        draft = self._entered_draft()
        for name in (*TEXTS, *LIMITS):
            if isinstance(values.get(name), str):
                draft.put(name, values[name][:1000])
        self.entered = {**self.entered, "reason": str(values.get("reason", ""))[:1000]}
        await self._show(draft)
        done = await self._save(draft)
        if done is None:
            self.trouble = own_problem(self)
        return done

    @on_event
    async def save_again(self, person_id: str) -> Any:
        """After the code was given. When somebody else was chosen in between, nothing is saved."""
        if person_id != self.head.id:
            return None
        done = await self._save(self._entered_draft())
        if done is None:
            self.refused = plainly(own_problem(self))
        return done

    async def _save(self, draft: PersonDraft) -> Any:
        """None when it was refused; the reason then stands in `problem`, unless only the code is missing."""
        facts = read_facts(draft, self._locale)
        if isinstance(facts, Problem):
            self.problem = facts
            return None
        if await self._do(change_person, self.head.id, facts, version=self._version, reason=self.entered["reason"]) is None:
            return await self._not_saved()
        self._kept = _with(self._kept, self.head.id, "")
        self.trouble, self.refused, self.entered, self.saved = Problem(), Problem(), {}, self.saved + 1
        await self._toast(message("Saved: {name}"), name=self.head.name)
        return fill_page_again()

    async def _not_saved(self) -> Any:
        if await go_on_after_step_up(self, PersonPane.save_again(self.head.id)):
            return []
        if self.problem.code == "conflict":
            self.trouble = own_problem(self)
            return fill_page_again()
        return None


def _with(kept: dict[str, str], person_id: str, difference: str) -> dict[str, str]:
    """The newest few drafts; one without a difference is none."""
    others = {key: one for key, one in kept.items() if key != person_id}
    return dict([*others.items(), (person_id, difference)][-_MOST_DRAFTS:]) if difference else others
