"""The digest names exactly one cart: the same everywhere, another one as soon as anything differs."""

import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from pydantic import TypeAdapter

from portal_app.kernel.money import Money, Quantity
from portal_app.purchasing import CartSnapshot, digest_of
from tests.architecture.source import ROOT
from tests.purchasing.builders import ADDRESS, eur, line, snapshot

CART = snapshot(
    line("151.68", cost_centre_id="4711", categories=("workshop", "bearings")), line("206.94", name="Bohrer Ø 8", cost_centre_id="4712"),
    terms=(("payment", "30 days net"), ("freight", "free")), po_number="4500-22917", editor_ids=frozenset({"mia", "jan", "ole"}),
)  # fmt: skip
KNOWN = "566e453d7afbeb5d45e2ef3af3c52ebe29b60da2a183b8a182b4420e5014671d"
FIRST, SECOND = CART.lines
CHANGES = {
    "order": {"order_id": "o-2"},
    "title": {"title": "Shutdown line 5"},
    "line left out": {"lines": (FIRST,)},
    "lines in another order": {"lines": (SECOND, FIRST)},
    "quantity": {"lines": (replace(FIRST, quantity=Quantity(Decimal("10.5"))), SECOND)},
    "unit of measure": {"lines": (replace(FIRST, quantity=Quantity(Decimal(10), "MTR")), SECOND)},
    "unit price": {"lines": (replace(FIRST, unit_price=eur("151.69")), SECOND)},
    "price unit": {"lines": (replace(FIRST, price_unit=100), SECOND)},
    "net": {"lines": (replace(FIRST, line=replace(FIRST.line, net=eur("151.69"))), SECOND)},
    "currency": {"lines": (replace(FIRST, line=replace(FIRST.line, net=Money(Decimal("151.68"), "USD"))), SECOND)},
    "cost centre": {"lines": (replace(FIRST, line=replace(FIRST.line, cost_centre_id="4712")), SECOND)},
    "no cost centre": {"lines": (replace(FIRST, line=replace(FIRST.line, cost_centre_id=None)), SECOND)},
    "product": {"lines": (replace(FIRST, line=replace(FIRST.line, number="48-1007-M9")), SECOND)},
    "wanted date": {"lines": (replace(FIRST, wanted_on=date(2026, 11, 25)), SECOND)},
    "reference": {"lines": (replace(FIRST, reference="machine 4"), SECOND)},
    "address of a line": {"lines": (replace(FIRST, address=1), SECOND)},
    "street": {"addresses": (replace(ADDRESS, street="Werftbahnstraße 19"),)},
    "second address": {"addresses": (ADDRESS, ADDRESS)},
    "terms": {"terms": (("payment", "14 days net"), ("freight", "free"))},
    "PO number": {"po_number": "4500-22918"},
    "note": {"note": "please hurry"},
    "VAT": {"vat": eur("19.01")},
    "editors": {"editor_ids": frozenset({"mia", "jan"})},
}


def test_the_digest_is_the_same_in_every_process_and_release():
    program = "from tests.purchasing.test_snapshots import CART; from portal_app.purchasing import digest_of; print(digest_of(CART))"
    for seed in ("0", "1"):
        done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True)
        assert done.stdout.strip() == digest_of(CART)
    assert digest_of(CART) == KNOWN


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_any_change_is_another_digest(change: dict):
    assert digest_of(replace(CART, **change)) != digest_of(CART)


def test_the_changes_are_all_different():
    assert len({digest_of(replace(CART, **change)) for change in CHANGES.values()}) == len(CHANGES)


def test_two_ways_to_write_the_same_cart_are_one():
    same = replace(FIRST, unit_price=Money(Decimal("151.680000")), quantity=Quantity(Decimal("1E+1")))
    assert digest_of(replace(CART, lines=(same, SECOND))) == digest_of(CART)
    composed = replace(CART, title="Gru\u0308n")
    assert digest_of(composed) == digest_of(replace(CART, title="Grün"))


def test_a_snapshot_comes_back_from_the_database_as_it_was():
    adapter = TypeAdapter(CartSnapshot)
    again = adapter.validate_python(adapter.dump_python(CART, mode="json"))
    assert again == CART and digest_of(again) == digest_of(CART)


def test_what_has_no_one_way_to_be_written_is_refused():
    with pytest.raises(TypeError):
        digest_of(replace(CART, note=0.1))
