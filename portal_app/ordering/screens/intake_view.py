"""How the order intake looks: the place for files, or a file that was read with its columns, its counts, its lines and the way into a cart."""

from typing import Any

import reflex as rx

from portal_app.integrations.files import MOST_BYTES
from portal_app.ordering.actions.intake_download import FILES
from portal_app.ordering.screens.intake import OrderFile
from portal_app.ordering.screens.intake_rows import lines_table, pages_of_lines
from portal_app.ordering.screens.intake_texts import PATH
from portal_app.ordering.screens.lists_save import save_dialog, save_item
from portal_app.ui import (
    Column,
    PortalPage,
    PortalState,
    T,
    button,
    dialog,
    empty_view,
    error_view,
    file_drop,
    form,
    form_foot,
    framed,
    icon,
    icon_button,
    link_button,
    main_action,
    menu,
    menu_item,
    no_right_view,
    note,
    page_head,
    problem_view,
    row_link,
    section,
    select_field,
    select_input,
    send_button,
    sign,
    skeleton,
    table,
    tally,
)

QUICK_ORDER = "/quick-order"


def page() -> rx.Component:
    ready = OrderFile.view == "ready"
    return framed(
        page_head(
            rx.cond(ready, OrderFile.title, T("Order intake")),
            rx.cond(ready, link_button(T("Another file"), PATH, icon_name="upload")),
            rx.cond(ready, _more()),
            way=((T("Quick order"), QUICK_ORDER), (T("Order intake"), "")),
        ),
        rx.match(
            OrderFile.view,
            ("ready", _file()),
            ("start", _start()),
            ("unknown", _gone()),
            ("forbidden", no_right_view(T("Order files are read for people who order."), who=T("Your company's administrator"))),
            ("failed", error_view(PortalState.problem.title, on_retry=OrderFile.show, incident=PortalState.problem.incident)),
            skeleton(),
        ),
        current="order",
    )


PAGE = PortalPage(PATH, page, T("Order intake"), on_load=OrderFile.show)


def _start() -> rx.Component:
    drop = file_drop(
        action=FILES, label=T("The file with what you need"), help=T("CSV, TSV or XLSX, 20 MB and 20,000 lines at most. No template is needed."),
        largest=MOST_BYTES, paste_label=T("Or paste lines of a spreadsheet or a mail"), on_stored=OrderFile.open_file,
    )  # fmt: skip
    lesson = note(
        rx.el.p(T("Throw anything at it."), class_name="strong"),
        rx.el.p(T("Our numbers, your own, EANs, former numbers or words, in any order of columns, in German or English.")),
        rx.el.p(T("Each line gets a verdict. What is not sure is asked, nothing is left out without a word, and nothing is ordered yet.")),
        tone="plain",
    )
    return rx.el.div(
        problem_view(PortalState.problem), rx.el.div(drop, lesson, class_name="split"), rx.cond(OrderFile.earlier.length() > 0, _earlier()),
        class_name="stack wider",
    )  # fmt: skip


def _earlier() -> rx.Component:
    columns = [Column(T("File"), phone="lead"), Column(T("Lines"), phone="second"), Column(T("Worked on"), phone="third"),
               Column(T("Put away"), unseen=True, phone="aside", width="48px")]  # fmt: skip
    return section(
        T("Read before"),
        table(columns, OrderFile.earlier, _earlier_cells, label=T("Read before")),
        rx.el.p(T("The last ten are kept, for 30 days after you worked on them."), class_name="hint"),
    )


def _earlier_cells(row: Any) -> list[Any]:
    away = icon_button("close", T("Put {name} away", name=row.name), on_click=OrderFile.remove(row.id))
    return [row_link(row.name, row.href), row.said, row.changed, rx.el.span(away, class_name="over")]


def _gone() -> rx.Component:
    words = T("It was put away, or 30 days have passed since you worked on it. What went into a cart is there.")
    return empty_view(T("This file is not kept any more"), words, link_button(T("Read a file"), PATH, kind="primary"))


def _file() -> rx.Component:
    return rx.el.div(
        _source(),
        tally(OrderFile.tallies, label=T("Lines by verdict"), said=OrderFile.good_said),
        problem_view(PortalState.problem),
        lines_table(),
        pages_of_lines(),
        _exit(),
        _mapping_dialog(),
        save_dialog(),
        class_name="stack wide",
    )


def _source() -> rx.Component:
    file = OrderFile.file
    detail = rx.el.span(file.detail, rx.cond(file.sheets != "", rx.fragment(". ", file.sheets)), class_name="hint")
    remembered = rx.cond(file.is_remembered, rx.el.span(sign("check"), T("remembered for your company"), class_name="good"))
    change = button(T("Change the columns"), kind="quiet", small=True, on_click=OrderFile.open_mapping)
    return rx.el.div(
        icon("docs"),
        rx.el.p(rx.el.b(file.name, class_name="strong"), " ", detail),
        rx.cond(OrderFile.columns.length() > 0, change),
        rx.cond(OrderFile.columns.length() > 0, rx.el.p(rx.foreach(OrderFile.columns, _column), remembered, class_name="columns")),
        class_name="source-file",
    )


def _column(one: Any) -> rx.Component:
    named = rx.fragment(T("{kind} is", kind=one.kind), " ", rx.el.b(one.head, class_name="strong"))
    return rx.el.span(rx.cond(one.head != "", named, rx.fragment(T("{kind}:", kind=one.kind), " ", rx.el.b(T("not in the file"), class_name="strong"))))


def _more() -> rx.Component:
    href = FILES + "/" + OrderFile.asked.intake_id + ".csv"
    return menu(
        save_item("intake", OrderFile.asked.intake_id, OrderFile.file.list_name),
        menu_item(T("What is open as CSV"), href=href + "?lines=open", icon_name="download", reload_document=True, download=True),
        menu_item(T("All lines as CSV"), href=href, icon_name="download", reload_document=True, download=True),
        label=T("More for this file"),
    )


def _exit() -> rx.Component:
    """What can go, what it costs, and where to: into a cart. What cannot go stays."""
    net = rx.cond(OrderFile.net != "", rx.fragment(" ", T("{amount} {currency} net.", amount=OrderFile.net, currency=OrderFile.currency)))
    words = rx.el.p(rx.el.b(OrderFile.good_said, net, class_name="strong"), " ", OrderFile.rest, class_name="grow")
    first = OrderFile.carts[0].value
    where_to = rx.cond(OrderFile.carts.length() > 0, select_input(name="cart", label=T("Into which cart"), options=OrderFile.carts, value=first))
    put = rx.fragment(
        rx.el.input(type="hidden", name="key", value=OrderFile.fill_key, read_only=True),
        where_to,
        main_action(send_button(OrderFile.button, busy_word=T("Filling the cart …"))),
    )
    return form(rx.el.div(words, rx.cond(OrderFile.good > 0, put), class_name="sticky-foot"), on_submit=OrderFile.fill, saved_when=OrderFile.fill_key)


def _mapping_dialog() -> rx.Component:
    def field(one: Any) -> rx.Component:
        return select_field(name=one.field, label=one.head, help=one.sample, options=OrderFile.kinds, value=one.kind)

    decimals = select_field(name="sign", label=T("Numbers are written with"), options=OrderFile.signs, value=OrderFile.sign)
    return dialog(
        form(
            rx.el.p(T("What is in each column? A text of it stands below its name."), class_name="hint"),
            rx.el.div(rx.foreach(OrderFile.mapped, field), class_name="fields"),
            decimals,
            rx.el.p(T("The file is read once more. What you said about lines holds on, and the next files like this are read in this way."), class_name="hint"),
            form_foot(send_button(T("Read it like this"), busy_word=T("Reading …")), button(T("Cancel"), kind="quiet", closes=True)),
            on_submit=OrderFile.put_mapping,
            problem=PortalState.problem,
            saved_when=OrderFile.mapping_open,
        ),
        title=T("Columns of the file"),
        open=OrderFile.mapping_open,
        on_close=OrderFile.close_mapping,
    )
