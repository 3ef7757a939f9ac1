"""What is done with a whole order list: rename it, share it, save a copy, remove it and bring it back."""

from typing import Any, Literal

import reflex as rx

from portal_app.kernel.i18n import message, translate
from portal_app.kernel.permissions import Permission
from portal_app.ordering.actions.list_sharing import read_list_sharing, share_list
from portal_app.ordering.actions.order_lists import copy_list, remove_list, rename_list, restore_list
from portal_app.ordering.rules.order_lists import LONGEST, ListSharing, Sharing
from portal_app.ordering.screens.cart_texts import Choice
from portal_app.ordering.screens.lists_choosing import Values
from portal_app.ordering.screens.lists_list import OneList
from portal_app.ordering.screens.lists_texts import LISTS, href_of_list
from portal_app.ui import (
    PortalState,
    Problem,
    T,
    button,
    dialog,
    form,
    form_foot,
    menu,
    menu_item,
    on_event,
    radio_list,
    select_field,
    send_button,
    text_field,
    tick,
    tick_list,
)

RENAME = "rename-list"
Way = Literal["private", "people", "cost-centre", "company"]


class ListMoves(PortalState):
    """The dialogs around a list."""

    may_share: bool = False
    sharing_open: bool = False
    sharing: str = ""
    people: list[str] = []
    colleagues: list[Choice] = []
    centre: str = ""
    centres: list[Choice] = []
    others_edit: bool = False
    renamed: int = 0
    shared: int = 0

    @on_event
    def show(self) -> None:
        self.may_share = self._actor.may(Permission.LIST_SHARE)

    @on_event
    async def rename(self, values: dict[str, str]) -> Any:
        done = await self._do(rename_list, values.get("list", ""), values.get("name", ""), version=_number(values.get("version", "")))
        if done is not None:
            self.renamed += 1
        return OneList.look

    @on_event
    async def offer_sharing(self, list_id: str) -> None:
        found = await self._do(read_list_sharing, list_id)
        if found is None:
            return
        told = found.sharing
        self.problem, self.sharing, self.people, self.others_edit = Problem(), told.sharing.value, list(told.person_ids), told.others_edit
        self.colleagues = [Choice(one.person_id, one.name) for one in found.colleagues]
        first = Choice("", translate(self._locale, "Please choose"))
        self.centres = [first, *(Choice(one.id, f"{one.number} {one.name}") for one in found.cost_centres)] if found.cost_centres else []
        self.centre = told.cost_centre_id
        self.sharing_open, self.shared = True, self.shared + 1

    @on_event
    def pick(self, sharing: Way) -> None:
        self.sharing = sharing

    @on_event
    def close_sharing(self) -> None:
        self.sharing_open = False

    @on_event
    async def share(self, values: Values) -> Any:
        people, way = values.get("person_ids"), str(values.get("sharing", ""))
        wanted = ListSharing(
            Sharing(way) if way in list(Sharing) else Sharing.PRIVATE, tuple(people) if isinstance(people, list) else (),
            str(values.get("cost_centre_id", ""))[:26], values.get("others_edit") is True,
        )  # fmt: skip
        if await self._do(share_list, str(values.get("list", "")), wanted, version=_number(str(values.get("version", "")))) is None:
            return OneList.look
        self.sharing_open = False
        await self._toast(message("Only you see the list now.") if wanted.sharing is Sharing.PRIVATE else message("The list is shared."))
        return OneList.look

    @on_event
    async def copy(self, list_id: str) -> Any:
        own = await self.get_state(OneList)
        name = translate(self._locale, "{name}, copy", name=own.name[: LONGEST["name"] - 10])
        copied = await self._do(copy_list, list_id, name)
        if copied is None:
            return None
        await self._toast(message("This is your own copy. Nobody else sees it."))
        return rx.redirect(href_of_list(copied))

    @on_event
    async def remove(self, list_id: str) -> Any:
        if await self._do(remove_list, list_id) is None:
            return None
        await self._toast(message("The order list is removed."), undo=ListMoves.bring_back(list_id))
        return rx.redirect(LISTS)

    @on_event
    async def bring_back(self, list_id: str) -> Any:
        return rx.redirect(href_of_list(list_id)) if await self._do(restore_list, list_id) is not None else None


def list_actions() -> rx.Component:
    """For its owner, for who may change it, for who may only use it."""
    copy = ListMoves.copy(OneList.list_id)
    share = button(T("Share"), kind="secondary", icon_name="users", on_click=ListMoves.offer_sharing(OneList.list_id))
    more = menu(
        menu_item(T("Rename"), icon_name="edit", opens=RENAME),
        menu_item(T("Save a copy for yourself"), icon_name="copy", on_click=copy),
        rx.cond(OneList.is_own, menu_item(T("Remove this list"), icon_name="close", on_click=ListMoves.remove(OneList.list_id), danger=True)),
        label=T("More for this list"),
    )
    own_copy = button(T("Save a copy for yourself"), kind="secondary", icon_name="copy", on_click=copy)
    return rx.fragment(rx.cond(OneList.is_own & ListMoves.may_share, share), rx.cond(OneList.may_edit, more, own_copy))


def list_dialogs() -> rx.Component:
    return rx.fragment(_rename_dialog(), _sharing_dialog())


def _which() -> list[rx.Component]:
    """Which list the form is about, in the version that is looked at."""
    known = (("list", OneList.list_id), ("version", OneList.version.to(str)))
    return [rx.el.input(type="hidden", name=name, value=value, read_only=True) for name, value in known]


def _rename_dialog() -> rx.Component:
    return dialog(
        form(
            *_which(),
            text_field(name="name", label=T("Name of the order list"), value=OneList.name, max_length=80),
            form_foot(send_button(T("Save")), button(T("Cancel"), kind="quiet", closes=True)),
            on_submit=ListMoves.rename,
            problem=PortalState.problem,
            saved_when=ListMoves.renamed,
        ),
        title=T("Rename the order list"),
        id=RENAME,
        closes_when=ListMoves.renamed,
        narrow=True,
    )


def _sharing_dialog() -> rx.Component:
    ways = [
        {"value": "private", "label": T("Only me")},
        {"value": "people", "label": T("Chosen colleagues")},
        {"value": "cost-centre", "label": T("Everybody who orders for one cost centre")},
        {"value": "company", "label": T("The whole company")},
    ]
    people = tick_list(name="person_ids", label=T("Colleagues"), options=ListMoves.colleagues, value=ListMoves.people, two_columns=True)
    centre = select_field(name="cost_centre_id", label=T("Cost centre"), options=ListMoves.centres, value=ListMoves.centre)
    edit = tick(name="others_edit", label=T("They may also change the list"), checked=ListMoves.others_edit)
    return dialog(
        form(
            *_which(),
            radio_list(name="sharing", label=T("Who uses this list"), options=ways, value=ListMoves.sharing, on_change=ListMoves.pick),
            rx.cond(ListMoves.sharing == "people", people),
            rx.cond(ListMoves.sharing == "cost-centre", centre),
            rx.cond(ListMoves.sharing != "private", edit),
            form_foot(send_button(T("Save")), button(T("Cancel"), kind="quiet", closes=True)),
            on_submit=ListMoves.share,
            problem=PortalState.problem,
            saved_when=ListMoves.shared,
        ),
        title=T("Share the order list"),
        open=ListMoves.sharing_open,
        on_close=ListMoves.close_sharing,
        narrow=True,
    )


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
