"""Save what stands on a page as an order list: a cart, an order, the quick order, an order file; as a new list or into one that stands already."""

from typing import Annotated, Any, Literal

import reflex as rx
from pydantic import Field

from portal_app.kernel.i18n import message
from portal_app.kernel.ids import new_id
from portal_app.ordering.actions.list_sources import ListTarget, save_cart_as_list, save_draft_as_list, save_intake_as_list, save_order_as_list
from portal_app.ordering.actions.order_lists import list_order_lists
from portal_app.ordering.screens.cart_texts import Choice
from portal_app.ordering.screens.lists_texts import list_choices
from portal_app.ui import PortalState, Problem, T, button, dialog, form, form_foot, menu_item, on_event, select_field, send_button, text_field

_NEW_LIST = message("A new order list")
_LEFT = message("In the list: {put} of {all} lines. The others name no article, or one that is not sold any more.")
Source = Literal["cart", "order", "draft", "intake"]
_SAVE = {"cart": save_cart_as_list, "order": save_order_as_list, "intake": save_intake_as_list}  # what is named by an id
Text = Annotated[str, Field(max_length=80)]
Key = Annotated[str, Field(max_length=26)]


class SaveList(PortalState):
    """What is saved, and where to."""

    open: bool = False
    source: str = "cart"
    source_id: str = ""
    name: str = ""
    lists: list[Choice] = []
    into: str = ""
    turn: int = 0
    _key: str = ""

    @on_event
    async def offer(self, source: Source, key: Key, name: Text) -> None:
        """`key` is the id of the cart, the order or the file, `name` what the new list would be called."""
        found = await self._do(list_order_lists)
        if found is not None:
            self.source, self.source_id, self.name, self.into, self._key = source, key, name, "", new_id()
            self.lists = list_choices(self._locale, found, _NEW_LIST)
            self.problem, self.open, self.turn = Problem(), True, self.turn + 1

    @on_event
    def pick(self, into: Key) -> None:
        self.into = into

    @on_event
    def close(self) -> None:
        self.open = False

    @on_event
    async def save(self, values: dict[str, str]) -> None:
        """Pressed twice it is saved once; what is there stays where it is."""
        list_id = values.get("into", "")[:26]
        to = ListTarget(list_id=list_id) if list_id else ListTarget(values.get("name", ""))
        saved = await self._do(*self._source(), to, repeat_key=self._key)
        if saved is None:
            return
        self._key, self.open = new_id(), False
        name = next((one.label for one in self.lists if one.value == list_id), "") if list_id else to.name
        if saved.left:
            await self._toast(_LEFT, tone="", put=saved.put, all=saved.put + saved.left)
        else:
            await self._toast(message("Saved in the order list “{name}”."), name=name)

    def _source(self) -> tuple[Any, ...]:
        if self.source == "draft":
            return (save_draft_as_list,)
        return (_SAVE[self.source], self.source_id)


def save_item(source: Source, key: Any, name: Any) -> rx.Component:
    """The entry of a menu that opens the dialog."""
    return menu_item(T("Save as order list"), icon_name="template", on_click=SaveList.offer(source, key, name))


def save_button(source: Source, key: Any, name: Any) -> rx.Component:
    return button(T("Save as order list"), kind="secondary", icon_name="template", on_click=SaveList.offer(source, key, name))


def save_dialog() -> rx.Component:
    into = select_field(name="into", label=T("Into"), options=SaveList.lists, value=SaveList.into, not_required=True, on_change=SaveList.pick)
    name = text_field(name="name", label=T("Name of the order list"), value=SaveList.name, max_length=80)
    return dialog(
        form(
            rx.cond(SaveList.lists.length() > 1, into),
            rx.cond(SaveList.into == "", name),
            rx.el.p(T("Articles and quantities are kept, no prices. What is here stays as it is."), class_name="hint"),
            form_foot(send_button(T("Save the list")), button(T("Cancel"), kind="quiet", closes=True)),
            on_submit=SaveList.save,
            problem=PortalState.problem,
            saved_when=SaveList.turn,
        ),
        title=T("Save as order list"),
        open=SaveList.open,
        on_close=SaveList.close,
        narrow=True,
    )
