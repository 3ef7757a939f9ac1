"""Owns what somebody orders: quick order, order files on their way to lines, carts, order lists, orders and how they move.

Does not own products and search (catalog), prices (pricing), nor who must approve and what a budget has left (purchasing).
"""

from portal_app.ordering.actions.adding import AddedLine, add_to_cart
from portal_app.ordering.actions.begun import Begun, read_begun
from portal_app.ordering.actions.cart_lines import change_line, put_lines, remove_line, restore_line
from portal_app.ordering.actions.cart_views import CartLineSheet, CartRow, CartSheet
from portal_app.ordering.actions.carts import change_cart, hand_over_cart, list_cart_colleagues, list_carts, open_cart, read_cart, remove_cart, restore_cart
from portal_app.ordering.actions.checkout import Submitted, ask_to_cancel, submit_cart, take_back_order
from portal_app.ordering.actions.choosing import CartPlaces, list_cart_places
from portal_app.ordering.actions.coming import ExpectedDelivery, OrderNews, list_expected, list_order_news
from portal_app.ordering.actions.draft_views import DraftSheet, RowSheet
from portal_app.ordering.actions.drafts import empty_draft, put_rows, read_draft, remove_rows
from portal_app.ordering.actions.filling import FilledCart, fill_cart
from portal_app.ordering.actions.intake import keep_mapping, read_order_file, read_order_text
from portal_app.ordering.actions.intake_download import VERDICT_NAMES, intake_csv, open_lines_csv, said
from portal_app.ordering.actions.intake_filling import FilledFromIntake, fill_cart_from_intake
from portal_app.ordering.actions.intake_keeping import (
    forget_old_intakes,
    list_intakes,
    open_intake,
    put_reading,
    read_again,
    read_intake,
    read_whole_intake,
    remove_intake,
)
from portal_app.ordering.actions.intake_mending import mend_line, undo_line
from portal_app.ordering.actions.intake_sheets import IntakeSheet, packed_reading
from portal_app.ordering.actions.intake_views import Intake
from portal_app.ordering.actions.list_lines import KeptLine, add_to_list, change_list_line, put_list_line, remove_list_line, renew_list_line, restore_list_line
from portal_app.ordering.actions.list_sharing import SharingSheet, read_list_sharing, share_list
from portal_app.ordering.actions.list_sources import ListTarget, SavedList, save_cart_as_list, save_draft_as_list, save_intake_as_list, save_order_as_list
from portal_app.ordering.actions.list_using import FilledFromList, ListLook, fill_cart_from_list, look_at_list
from portal_app.ordering.actions.list_views import ListLineSheet, ListSheet, OrderListRow
from portal_app.ordering.actions.looking import CartLook, LookedLine, accept_differences, look_at_cart
from portal_app.ordering.actions.news import SUBSCRIBERS
from portal_app.ordering.actions.order_importing import import_order_file, preview_order_file, put_order_entries
from portal_app.ordering.actions.order_lists import (
    ListFilter,
    copy_list,
    list_order_lists,
    read_list,
    remove_list,
    rename_list,
    restore_list,
    save_list,
    search_lists,
)
from portal_app.ordering.actions.order_views import OrderDelivery, OrderLineSheet, OrderRow, OrderSheet, OrderStepSheet
from portal_app.ordering.actions.orders import OrderFilter, list_orders, read_order
from portal_app.ordering.actions.pasting import paste_rows
from portal_app.ordering.actions.product_lists import OfferedProduct, OfferedProducts, ProductOrder, list_offered_products
from portal_app.ordering.actions.product_looks import GoneProduct, LookedQuantity, ProductLook, look_at_product, look_at_quantity
from portal_app.ordering.actions.reordering import Reorder, reorder
from portal_app.ordering.actions.suggesting import Suggestion, suggest_rows
from portal_app.ordering.rules.cart_lines import LineFacts, LinePlace, LineWish, PutLine
from portal_app.ordering.rules.carts import CartHeader
from portal_app.ordering.rules.checkout import CheckoutProblem
from portal_app.ordering.rules.differences import LineDifference, LinePrice
from portal_app.ordering.rules.draft_rows import RowEntry, RowVerdict
from portal_app.ordering.rules.intake.columns import ColumnKind, ColumnMapping
from portal_app.ordering.rules.intake.layouts import FileLayout
from portal_app.ordering.rules.intake.mends import Change, Decision
from portal_app.ordering.rules.intake.verdicts import GOOD, OPEN, IntakeLine, Remark, Verdict
from portal_app.ordering.rules.order_lists import ListChoice, ListLineFacts, ListSharing, ListWish, Sharing
from portal_app.ordering.rules.order_snapshots import VAT, OrderAddress, OrderApprovers, OrderCostCentre, OrderSnapshot
from portal_app.ordering.rules.order_states import OPEN as OPEN_STATES
from portal_app.ordering.rules.order_states import OrderMove, OrderState
from portal_app.ordering.rules.order_words import said_state
from portal_app.ordering.rules.record import RECORD_WORDS
from portal_app.ordering.rules.reordering import ReorderLine

__all__ = [
    "AddedLine", "Begun", "CartHeader", "CartLineSheet", "CartLook", "CartPlaces", "CartRow", "CartSheet", "Change", "CheckoutProblem", "ColumnKind",
    "ColumnMapping", "Decision", "DraftSheet", "ExpectedDelivery", "FileLayout", "FilledCart", "FilledFromIntake", "FilledFromList", "GOOD",
    "GoneProduct", "Intake", "IntakeLine", "IntakeSheet", "KeptLine", "LineDifference", "LineFacts", "LinePlace", "LinePrice", "LineWish",
    "ListChoice", "ListFilter", "ListLineFacts", "ListLineSheet", "ListLook", "ListSharing", "ListSheet", "ListTarget", "ListWish", "LookedLine",
    "LookedQuantity", "OPEN", "OPEN_STATES", "OfferedProduct", "OfferedProducts", "OrderAddress", "OrderApprovers", "OrderCostCentre",
    "OrderDelivery", "OrderFilter", "OrderLineSheet", "OrderListRow", "OrderMove", "OrderNews", "OrderRow", "OrderSheet", "OrderSnapshot",
    "OrderState", "OrderStepSheet", "ProductLook", "ProductOrder", "PutLine", "RECORD_WORDS", "Remark", "Reorder", "ReorderLine", "RowEntry",
    "RowSheet", "RowVerdict", "SUBSCRIBERS", "SavedList", "Sharing", "SharingSheet", "Submitted", "Suggestion", "VAT", "VERDICT_NAMES", "Verdict",
    "accept_differences", "add_to_cart", "add_to_list", "ask_to_cancel", "change_cart", "change_line", "change_list_line", "copy_list", "empty_draft",
    "fill_cart", "fill_cart_from_intake", "fill_cart_from_list", "forget_old_intakes", "hand_over_cart", "import_order_file", "intake_csv",
    "keep_mapping", "list_cart_colleagues", "list_cart_places", "list_carts", "list_expected", "list_intakes", "list_offered_products",
    "list_order_lists", "list_order_news", "list_orders", "look_at_cart", "look_at_list", "look_at_product", "look_at_quantity", "mend_line",
    "open_cart", "open_intake", "open_lines_csv", "packed_reading", "paste_rows", "preview_order_file", "put_lines", "put_list_line",
    "put_order_entries", "put_reading", "put_rows", "read_again", "read_begun", "read_cart", "read_draft", "read_intake", "read_list",
    "read_list_sharing", "read_order", "read_order_file", "read_order_text", "read_whole_intake", "remove_cart", "remove_intake", "remove_line",
    "remove_list", "remove_list_line", "remove_rows", "rename_list", "renew_list_line", "reorder", "restore_cart", "restore_line", "restore_list",
    "restore_list_line", "said", "said_state", "save_cart_as_list", "save_draft_as_list", "save_intake_as_list", "save_list", "save_order_as_list",
    "search_lists", "share_list", "submit_cart", "suggest_rows", "take_back_order", "undo_line",
]  # fmt: skip
