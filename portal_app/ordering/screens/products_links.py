"""The ways to products: addresses of the list and of one product, and the link that stands wherever an article number does."""

from typing import Any
from urllib.parse import urlencode

import reflex as rx

PRODUCTS, PRODUCT = "/products", "/products/product"
_FOR_FINGERS = {"display": "inline-block", "padding": "12px 0", "margin": "-12px 0"}  # as large as a finger, in a line of its usual height


def href_of_product(number: str, quantity: str = "") -> str:
    """`quantity` as it is written: the page then shows what so much costs."""
    return f"{PRODUCT}?{urlencode({'number': number} | ({'quantity': quantity} if quantity else {}))}"


def product_link(number: Any, quantity: Any = None) -> rx.Component:
    """An article number (a Var) that leads to its product, with a plain quantity where that matters for the price."""
    href = rx.Var.create(f"{PRODUCT}?number=").to(str) + _encoded(number)
    if quantity is not None:
        href += rx.Var.create("&quantity=").to(str) + _encoded(quantity)
    return rx.el.a(number, href=href, class_name="code", custom_attrs={"style": _FOR_FINGERS})


def _encoded(value: Any) -> rx.Var:
    var = rx.Var.create(value)
    return rx.Var(f"encodeURIComponent({var!s})", _var_type=str, _var_data=var._get_all_var_data()).to(str)
