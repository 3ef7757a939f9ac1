"""The look: business-free components in "Kontor" (see docs and the tokens in assets/styles), texts in two languages.

Owns: how things look, behave in the browser, and speak on the screen; what states of screens derive from. Does not own: the states,
rights, data (screens hand those in).

A screen imports from here and nowhere deeper:

    texts        T("Sign in"), TN("{n} line", "{n} lines", State.count)        Vars, switched live
    page         framed(page_head("..."), ..., current="desk") in the frame that portal_app.py chose,
                 shell(..., frame=..., current=...) in a frame of its own, Frame, Cell, Place, Shortcut, welcome_page
    acting       button(text, kind=..., opens="dialog-id", on_click=...), link_button, icon_button, text_button, post_button, copy_code,
                 settled_button that waits for what is being saved, asking(on_ask, every=...) for news while the page is in sight
    forms        form / http_form, send_button, form_foot, text_field, email_field, password_field, text_area, number_field,
                 entry_grid for many rows by keys, select_field, date_field, combo_field, code_field, tick, switch, radio_list, tick_list, file_drop
    reading      table(columns, rows, cells, label=...), Column, row_link, row_button, two_lines, who, totals, total_row, stamp,
                 timeline, steps, numbered_list, budget_bar, tally, change, note, section, side_sheet, facts; panes with entry_link and back_link
                 timeline, steps, waterfall, numbered_list, budget_bar, change, note, section, side_sheet, facts, goods; panes with entry_link and back_link
    lists        filter_chips, view_switch, pager, selection with select_all, select_row, bulk_bar, bulk_button
    above        dialog, drawer, menu with menu_item, menu_choice, menu_line; toasts come from `Frame.toasts`
    files        file_door(FileDoor(...)) for the route that file_drop sends to, file_answer and signed_in for those that give a file
    plain HTTP   http_form(answer=..., steps=...), ask_once and post_button keep what the portal answers; answer_to(name, Shape) shows it,
                 arrival(...) for what appears then, code_list for codes shown once; link_token(), query_part("next"), with_query("/page")
    instead      empty_view, nothing_found_view, error_view, problem_view, no_right_view, skeleton
    states       PortalState with _do and _toast, on_event, public_event, Problem, go_on_after_step_up, fill_page_again; PortalPage declares a page
    the app      FrameMaker, use_frame, app_options() for rx.App, word_files() for the build

Components take Vars or plain values wherever text or data is shown; what a component knows is decided by its arguments, not by a state.
"""

from portal_app.ui.address_parts import link_token, query_part, with_query
from portal_app.ui.answers import answer_to, arrival, ask_once
from portal_app.ui.app_options import app_options
from portal_app.ui.asking import asking
from portal_app.ui.blocks import budget_bar, budget_legend, change, facts, note, section, side_sheet, steps, timeline
from portal_app.ui.buttons import button, copy_code, icon_button, link_button, text_button
from portal_app.ui.catalogue import word_files
from portal_app.ui.choices import radio_list, switch, tick, tick_list
from portal_app.ui.code_list import code_list
from portal_app.ui.combobox import ComboFound, ComboOption, combo_field
from portal_app.ui.commands import command_menu
from portal_app.ui.entry_grid import EntryCell, EntryFound, EntryOption, EntrySaid, EntrySheet, entry_columns, entry_grid
from portal_app.ui.fields import (
    code_field,
    date_field,
    email_field,
    field,
    number_field,
    number_input,
    password_field,
    select_field,
    select_input,
    text_area,
    text_field,
    text_input,
)
from portal_app.ui.files import file_drop
from portal_app.ui.forms import form, form_foot, http_form, send_button
from portal_app.ui.frame import Cell, Frame
from portal_app.ui.framed import FrameMaker, framed, use_frame
from portal_app.ui.goods import goods
from portal_app.ui.help import help_drawer, help_topic
from portal_app.ui.icons import icon, sign
from portal_app.ui.kit import kit_page
from portal_app.ui.lists import bulk_bar, bulk_button, filter_chips, pager, select_all, select_row, selection, view_switch
from portal_app.ui.look import density_switch, keys_switch, language_switch, look_keeper, theme_switch
from portal_app.ui.marks import on_event, public_event
from portal_app.ui.navigation import Place, Shortcut
from portal_app.ui.numbered import numbered_list
from portal_app.ui.overlays import dialog, drawer, menu, menu_choice, menu_item, menu_line
from portal_app.ui.page_head import main_action, page_head, page_tabs
from portal_app.ui.pages import PortalPage, fill_page_again
from portal_app.ui.panes import back_link, entry_link, panes
from portal_app.ui.posting import post_button
from portal_app.ui.settled import settled_button
from portal_app.ui.shell import shell
from portal_app.ui.stamps import stamp
from portal_app.ui.state import PortalState, Problem
from portal_app.ui.step_up import go_on_after_step_up
from portal_app.ui.tables import Column, group_row, row_button, row_link, table, total_row, totals, two_lines, who
from portal_app.ui.tally import tally
from portal_app.ui.toasts import toasts
from portal_app.ui.uploads import FileDoor, file_answer, file_door, signed_in
from portal_app.ui.views import empty_view, error_view, no_right_view, nothing_found_view, problem_view, skeleton
from portal_app.ui.waterfall import Bar, waterfall
from portal_app.ui.welcome import or_line, step_mark, welcome_page
from portal_app.ui.words import TN, T

__all__ = [
    "Bar", "Cell", "Column", "ComboFound", "ComboOption", "EntryCell", "EntryFound", "EntryOption", "EntrySaid", "EntrySheet",
    "FileDoor", "Frame", "FrameMaker", "Place",
    "PortalPage", "PortalState", "Problem", "Shortcut", "T", "TN", "answer_to", "app_options", "arrival", "ask_once", "asking", "back_link",
    "budget_bar", "budget_legend", "bulk_bar", "bulk_button", "button", "change", "code_field", "code_list", "combo_field",
    "command_menu", "copy_code", "date_field", "density_switch", "dialog", "drawer", "email_field", "empty_view", "entry_columns", "entry_grid",
    "entry_link", "error_view", "facts", "field", "file_answer", "file_door", "file_drop", "fill_page_again", "filter_chips", "form", "form_foot",
    "framed", "go_on_after_step_up", "goods", "group_row", "help_drawer", "help_topic", "http_form", "icon", "icon_button", "keys_switch", "kit_page",
    "language_switch", "link_button", "link_token", "look_keeper", "main_action", "menu", "menu_choice", "menu_item", "menu_line", "no_right_view",
    "note", "nothing_found_view", "number_field", "number_input", "numbered_list", "on_event", "or_line", "page_head", "page_tabs", "pager", "panes",
    "password_field", "post_button", "problem_view", "public_event", "query_part", "radio_list", "row_button", "row_link", "section", "select_all",
    "select_field", "select_input", "select_row", "selection", "send_button", "settled_button", "shell", "side_sheet", "sign", "signed_in",
    "skeleton", "stamp", "step_mark", "steps", "switch", "table", "tally", "text_area", "text_button", "text_field", "text_input", "theme_switch",
    "tick", "tick_list", "timeline", "toasts", "total_row", "totals", "two_lines", "use_frame", "view_switch", "waterfall", "welcome_page", "who",
    "with_query", "word_files",
]  # fmt: skip
