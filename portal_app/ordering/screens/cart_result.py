"""The right side of the cart: what will happen, what would spare an approval, budgets, sums, and the button that says what it does."""

from typing import Any

import reflex as rx

from portal_app.ordering.screens.cart import Cart
from portal_app.ordering.screens.cart_happening import happening_list
from portal_app.ui import T, budget_bar, button, form, main_action, note, send_button, side_sheet, text_button, totals


def cart_result() -> rx.Component:
    return side_sheet(
        rx.el.div(rx.el.h2(T("What will happen")), _ahead(), class_name="stack wide"),
        rx.cond(Cart.budgets.length() > 0, _budgets()),
        rx.el.div(_sums(), _order(), class_name="stack wide"),
        strong=True,
    )


def _ahead() -> rx.Component:
    def problem(text: Any) -> rx.Component:
        return rx.el.li(text)

    blocked = note(rx.el.p(T("It cannot be ordered yet:"), class_name="strong"), rx.el.ul(rx.foreach(Cart.problems, problem), class_name="stack"))
    return rx.fragment(
        rx.cond(Cart.problems.length() > 0, blocked),
        rx.cond(Cart.ahead.length() > 0, happening_list(Cart.ahead)),
        rx.foreach(Cart.spared, _spare),
        rx.cond((Cart.problems.length() == 0) & (Cart.differences.length() > 0), note(T("Please accept what changed, or take those lines out."))),
    )


def _spare(row: Any) -> rx.Component:
    do_it = text_button(T("Take it out"), on_click=Cart.remove(row.line_id, row.version))
    return note(rx.el.span(row.text, " ", rx.cond(row.line_id != "", do_it)), tone="info")


def _budgets() -> rx.Component:
    def budget(row: Any) -> rx.Component:
        over = row.over_text != ""
        shares = rx.cond(over, rx.el.b(row.shares, class_name="is-red"), rx.el.b(row.shares))
        return rx.el.div(
            rx.el.div(rx.el.span(row.name, class_name="grow"), shares, class_name="row between"),
            budget_bar(spent=row.spent, reserved=row.asked, over=row.over, limit=row.limit, said=row.said),
            rx.el.p(row.hint, " ", rx.cond(over, rx.el.b(row.over_text, class_name="is-red")), class_name="hint"),
        )

    return rx.el.div(rx.el.h3(T("Budgets")), rx.foreach(Cart.budgets, budget), class_name="stack wide")


def _sums() -> rx.Component:
    taxed = totals((T("Lines net"), Cart.net), (T("VAT"), Cart.vat), total=(T("Gross ({currency})", currency=Cart.currency), Cart.gross))
    plain = totals(total=(T("Lines net ({currency})", currency=Cart.currency), Cart.net))
    said = rx.el.p(T("Without freight."), class_name="hint")
    return rx.cond(Cart.net != "", rx.el.div(rx.cond(Cart.gross != "", taxed, plain), said))


def _order() -> rx.Component:
    """One order from one look, however often it is pressed: the page sends which look it shows."""
    ready = form(
        rx.el.input(type="hidden", name="digest", value=Cart.digest, read_only=True),
        rx.el.input(type="hidden", name="key", value=Cart.look_key, read_only=True),
        send_button(Cart.button, busy_word=T("Ordering …"), full=True),
        on_submit=Cart.order,
        saved_when=Cart.look_key,
    )
    return main_action(rx.cond(Cart.may_order, ready, button(Cart.button, full=True, disabled=True)))
