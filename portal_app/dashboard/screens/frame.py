"""The frame around every signed-in page: where one can go, for whom one works, what one works with, how the pages look."""

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import Field

from portal_app.accounts import AddressLine, CostCentreLine, choose_address, choose_cost_centre, initials, put_preference
from portal_app.dashboard.actions.frame import FrameFacts, read_frame
from portal_app.dashboard.screens.places import open_doors
from portal_app.kernel.config import settings
from portal_app.kernel.i18n import translate_count
from portal_app.kernel.permissions import Permission
from portal_app.purchasing import requests_to_decide
from portal_app.ui import Cell, Frame, Place, PortalState, Shortcut, T, fill_page_again, on_event

MOST = 50
Chosen = Annotated[str, Field(max_length=26)]  # an id, or "" for all of them


@dataclass(frozen=True)
class Choice:
    """One line of a menu in the title block."""

    value: str
    label: str
    detail: str = ""


class Around(PortalState):
    """What stands around the page, as finished text."""

    doors: dict[str, str] = {"desk": "/"}  # open places and where each leads
    company: str = ""
    cost_centre: str = ""
    cost_centre_id: str = ""
    cost_centres: list[Choice] = []
    address: str = ""
    address_id: str = ""
    addresses: list[Choice] = []
    name: str = ""
    initials: str = ""
    acting_for: str = ""
    look: dict[str, str] = {}
    waiting: int = 0  # requests that wait for the person's decision

    @on_event
    async def fill(self) -> None:
        """First on each page."""
        facts = await self._do(read_frame)
        if facts is not None:
            self._put_changed(**_texts(self, facts))

    @on_event(quiet=True)
    async def count_again(self) -> None:
        """For a page that has found that something happened."""
        told, actor = self.problem, self._actor
        if actor.person_id is not None and actor.may(Permission.APPROVAL_DECIDE):
            page = await self._do(requests_to_decide, size=1)
            if page is None:
                self.problem = told  # nobody asked: the next time it may be there again
            else:
                self._put_changed(waiting=page.total)

    @on_event
    async def work_with(self, chosen: Chosen) -> Any:
        """Choose a cost centre; "" is all of them."""
        done = await self._do(choose_cost_centre, chosen)
        return fill_page_again() if done is not None else None

    @on_event
    async def deliver_to(self, chosen: Chosen) -> Any:
        done = await self._do(choose_address, chosen)
        return fill_page_again() if done is not None else None

    @on_event
    async def keep_look(
        self,
        name: Literal["language", "theme", "density", "keys"],
        value: Literal["de", "en", "light", "dark", "system", "compact", "normal", "comfortable", "on", "off"],
    ) -> Any:
        """Keep a choice with the person. What the server said is said again in a new language."""
        done = await self._do(put_preference, name, value)
        return fill_page_again() if done is not None and name == "language" else None

    def _put_changed(self, **values: Any) -> None:
        for name, value in values.items():
            if getattr(self, name) != value:
                setattr(self, name, value)


def portal_frame() -> Frame:
    """The frame of all pages, for `use_frame`."""
    return Frame(
        places=_places(),
        cells=(
            Cell(T("Company"), Around.company),
            Cell(T("Cost centre"), Around.cost_centre, Around.cost_centres, Around.cost_centre_id, Around.work_with, shown=Around.cost_centres.length() > 0),
            Cell(T("Deliver to"), Around.address, Around.addresses, Around.address_id, Around.deliver_to, shown=Around.addresses.length() > 0),
        ),
        person_name=Around.name,
        initials=Around.initials,
        acting_for=Around.acting_for,
        saved_look=Around.look,
        on_look=Around.keep_look,
        account_links=((T("Your account"), "/account", "user"),),
        shortcuts=(
            Shortcut("g", T("To the desk"), href="/"),
            Shortcut("o", T("To the quick order"), href="/quick-order", shown=Around.doors.contains("order")),
        ),
        help_intro=T("Your company's administrator gives rights and invites people. For everything else, ask your contact at the supplier."),
    )


def _places() -> tuple[Place, ...]:
    def place(key: str, label: Any, icon: str, *, on_phone: bool = True, count: Any = None) -> Place:
        return Place(key, label, Around.doors[key], icon, count, shown=Around.doors.contains(key), on_phone=on_phone)

    return (
        Place("desk", T("Desk"), "/", "desk", on_phone=True),
        place("order", T("Order"), "order"),
        place("products", T("Products"), "box", on_phone=False),
        place("cart", T("Cart"), "cart", on_phone=False),
        place("approvals", T("Approvals"), "approve", count=Around.waiting),
        place("orders", T("Orders"), "truck"),
        place("lists", T("Order lists"), "template", on_phone=False),
        place("company", T("Company"), "company", on_phone=False),
        place("staff", T("Companies"), "users"),
        place("office", T("Back office"), "truck"),
        place("imports", T("Imports"), "upload", on_phone=False),
        place("kit", T("Kit"), "nut", on_phone=False),
    )


def _texts(state: PortalState, facts: FrameFacts) -> dict[str, Any]:
    actor, locale, place = state._actor, state._locale, facts.place
    keeps = actor.person_id is not None  # staff who act for a company choose in the cart
    cost_centres = _cost_centres(locale, facts.cost_centres) if keeps else []
    addresses = _addresses(locale, facts.addresses) if keeps else []
    return {
        "doors": open_doors(actor.permissions),
        "company": place.company_name or settings().supplier_name,
        "cost_centres": cost_centres,
        "cost_centre_id": place.cost_centre_id,
        "cost_centre": _chosen(cost_centres, place.cost_centre_id),
        "addresses": addresses,
        "address_id": place.address_id,
        "address": _chosen(addresses, place.address_id),
        "name": facts.name,
        "initials": initials(facts.name),
        "acting_for": place.company_name if actor.acts_for_company else "",
        "look": facts.preferences,
        "waiting": facts.waiting,
    }


def _cost_centres(locale: str, lines: tuple[CostCentreLine, ...]) -> list[Choice]:
    if not lines:
        return []
    everything = Choice("", translate_count(locale, "The only cost centre", "All {n} cost centres", len(lines)))
    return [everything, *(Choice(line.id, f"{line.number} {line.name}") for line in lines[:MOST])]


def _addresses(locale: str, lines: tuple[AddressLine, ...]) -> list[Choice]:
    if not lines:
        return []
    everything = Choice("", translate_count(locale, "The only place", "All {n} places", len(lines)))
    return [everything, *(Choice(line.id, line.facts.label, f"{line.facts.street}, {line.facts.city}") for line in lines[:MOST])]


def _chosen(choices: list[Choice], value: str) -> str:
    return next((choice.label for choice in choices if choice.value == value), choices[0].label if choices else "")
