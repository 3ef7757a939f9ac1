"""What a handler may take at all: a parameter that would be built from a browser's dict is refused when its module is read."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, Field

from portal_app.accounts.tables import Person
from portal_app.kernel.errors import GateBroken, Invalid
from portal_app.kernel.ids import Id, new_id
from portal_app.ui.arguments import Arguments


@dataclass
class Row:
    amount: int = 0


class Model(BaseModel):
    amount: int = 0


def takes_row(self, row: Row) -> None: ...
def takes_model(self, row: Model) -> None: ...
def takes_table(self, row: Person) -> None: ...
def takes_list_of_rows(self, rows: list[Row]) -> None: ...
def takes_anything(self, row: Any) -> None: ...
def takes_object(self, row: object) -> None: ...
def takes_bare_list(self, rows: list) -> None: ...
def takes_bare_dict(self, rows: dict) -> None: ...
def takes_bytes(self, data: bytes) -> None: ...
def takes_unsaid(self, row) -> None: ...
def takes_many(self, *rows: str) -> None: ...
def takes_names(self, **rows: str) -> None: ...


@pytest.mark.asvs("15.3.3")
@pytest.mark.parametrize("handler", [
    takes_row, takes_model, takes_table, takes_list_of_rows, takes_anything, takes_object, takes_bare_list, takes_bare_dict, takes_bytes,
    takes_unsaid, takes_many, takes_names,
])  # fmt: skip
def test_r6_a_handler_takes_no_object_and_nothing_unsaid(handler) -> None:
    with pytest.raises(GateBroken):
        Arguments(handler).prepare()


def takes_values(self, amount: Decimal, day: date, note: Annotated[str, Field(max_length=20_000)] = "") -> None: ...


def test_texts_of_numbers_and_days_become_values() -> None:
    checked = Arguments(takes_values).check({"amount": "1.50", "day": "2026-11-23", "note": "x" * 20_000})
    assert checked == {"amount": Decimal("1.50"), "day": date(2026, 11, 23), "note": "x" * 20_000}


@pytest.mark.parametrize("amount", ["NaN", "Infinity", "1e", "", "١.٥ EUR", None, [], 2**60])
def test_what_is_no_amount_is_refused(amount: object) -> None:
    with pytest.raises(Invalid):
        Arguments(takes_values).check({"amount": amount, "day": "2026-11-23"})


def takes_ids(self, id: Id, order_ids: list[Id], parent_id: Id | None = None) -> None: ...


def test_parameters_named_as_ids_have_the_shape_of_ids() -> None:
    one = new_id()
    assert Arguments(takes_ids).check({"id": one, "order_ids": [one]}) == {"id": one, "order_ids": [one]}
    for wrong in ({"id": "x", "order_ids": []}, {"id": one, "order_ids": ["x"]}, {"id": one, "order_ids": [], "parent_id": "x"}):
        with pytest.raises(Invalid):
            Arguments(takes_ids).check(wrong)


def takes_some(self, n: int, text: str, rows: list[dict[str, str]], yes: bool = True) -> None: ...


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=50),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=10), inner, max_size=5), max_leaves=20,
)  # fmt: skip


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from(["n", "text", "rows", "yes", "more"]), JSON))
def test_whatever_comes_is_refused_or_exactly_of_the_kinds_asked_for(payload: dict[str, Any]) -> None:
    try:
        checked = Arguments(takes_some).check(payload)
    except Invalid:
        return
    assert type(checked["n"]) is int and type(checked["text"]) is str and type(checked.get("yes", True)) is bool
    assert all(type(value) is str for row in checked["rows"] for pair in row.items() for value in pair)
    assert checked == payload
