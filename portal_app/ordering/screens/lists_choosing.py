"""Which lines, and how many: rows with a box and a quantity, for ordering from a list and for ordering again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import reflex as rx

from portal_app.kernel.i18n import translate, translate_count
from portal_app.kernel.money import exact
from portal_app.ordering.rules.quantities import UNREADABLE
from portal_app.ui import Problem, T, number_input, stamp, text_button, tick

Values = dict[str, str | bool | list[str]]


@dataclass(frozen=True)
class ChoiceRow:
    """A line that may be chosen. `quantity` is plain ("2.5"). `said` is what is different today, `successor` the number of what follows it.

    `key` names it in the form.
    """

    key: str
    number: str
    name: str
    quantity: str
    unit: str
    chosen: bool = True
    stock: str = ""
    tone: str = ""
    price: str = ""
    per: str = ""
    said: str = ""
    successor: str = ""
    instead: bool = False


@dataclass(frozen=True)
class Chosen:
    """What was chosen of a row."""

    key: str
    quantity: Decimal
    instead: bool


def read_choice(locale: str, rows: Sequence[ChoiceRow], values: Mapping[str, str | bool | list[str]]) -> tuple[list[Chosen], Problem]:
    """The chosen rows as the form has them, or what is wrong with a quantity."""
    found, wrong = [], {}
    for row in rows:
        if values.get(f"line-{row.key}") is not True:
            continue
        quantity = amount_of(str(values.get(f"quantity-{row.key}", row.quantity)))
        if quantity is None:
            wrong[f"quantity-{row.key}"] = f"{row.number}: {translate(locale, UNREADABLE)}"
        else:
            found.append(Chosen(row.key, quantity, values.get(f"instead-{row.key}") is True))
    return found, Problem(translate(locale, "Please look at this again"), wrong) if wrong else Problem()


def said_chosen(locale: str, rows: Sequence[ChoiceRow]) -> str:
    """“3 of 12 lines chosen”."""
    chosen = sum(row.chosen for row in rows)
    return translate_count(locale, "{chosen} of {n} line chosen", "{chosen} of {n} lines chosen", len(rows), chosen=chosen)


def choice_rows(rows: Any, *, on_choose: Any, on_all: Any, on_quantity: Any = None, on_instead: Any = None) -> rx.Component:
    """`on_choose(key, on)`, `on_all(on)`; `on_quantity(key, plain)` and `on_instead(key, on)` where what that changes is shown at once."""
    turn = rx.el.div(text_button(T("Choose all"), on_click=on_all(True)), text_button(T("Choose none"), on_click=on_all(False)), class_name="row")
    return rx.el.div(
        rx.cond(rows.length() > 1, turn),
        rx.el.ul(rx.foreach(rows, lambda row: _row(row, on_choose, on_quantity, on_instead)), class_name="stack wide"),
        class_name="stack",
    )


def _row(row: Any, on_choose: Any, on_quantity: Any, on_instead: Any) -> rx.Component:
    asked = {"on_change": lambda value: on_quantity(row.key, value)} if on_quantity is not None else {}
    quantity = number_input(name="quantity-" + row.key, label=T("Quantity of {number}", number=row.number), value=row.quantity, unit=row.unit, min=0,
                            **asked)  # fmt: skip
    follows = tick(name="instead-" + row.key, label=T("Take {number} instead", number=row.successor), checked=row.instead,
                   **({"on_change": lambda on: on_instead(row.key, on)} if on_instead is not None else {}))  # fmt: skip
    price = rx.cond(row.price != "", rx.el.span(row.price, rx.cond(row.per != "", " " + row.per, ""), class_name="number"))
    told = rx.el.span(
        rx.el.span(row.number, class_name="code"), rx.cond(row.stock != "", stamp(row.stock, row.tone, bare=True)), price, class_name="row wrap part"
    )
    below = {"style": {"paddingLeft": "28px"}}  # under the words, not under the box
    return rx.el.li(
        rx.el.div(
            tick(name="line-" + row.key, label=row.name, checked=row.chosen, on_change=lambda on: on_choose(row.key, on)),
            rx.el.div(
                told,
                rx.cond(row.said != "", rx.el.span(row.said, class_name="part strong")),
                rx.cond(row.successor != "", follows),
                custom_attrs=below,
            ),
            class_name="grow",
        ),
        rx.el.div(quantity, class_name="field", custom_attrs={"style": {"width": "116px"}}),
        class_name="row top",
    )


def amount_of(text: str) -> Decimal | None:
    """The number that a number field reports, plainly: “2.5”; None for anything else."""
    try:
        return exact(text)
    except ValueError:
        return None
