"""What the list of products is asked for by the address of its page, the tree and choices beside it, and the filters in force."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from portal_app.catalog import CategoryLine, ProductFilter
from portal_app.kernel.i18n import format_number, message, translate
from portal_app.ordering.actions.product_lists import ProductOrder
from portal_app.ordering.screens.cart_texts import Choice
from portal_app.ordering.screens.orders_asked import Chip
from portal_app.ordering.screens.products_links import PRODUCTS

_ALL = message("All")
_ORDERS = {
    ProductOrder.USUAL: message("Ordered most"), ProductOrder.RISING: message("Your price, rising"), ProductOrder.FALLING: message("Your price, falling"),
}  # fmt: skip
MOST_MAKERS = 12


@dataclass(frozen=True)
class ProductsAsked:
    """The filters as they stand in the address: words, the code of a category, a manufacturer. "" does not limit."""

    find: str = ""
    category: str = ""
    maker: str = ""
    sort: str = ""
    page: int = 1


@dataclass(frozen=True)
class Branch:
    """One line of the tree, or of the manufacturers: how many it would show and where it leads. `below` stands under another one."""

    label: str
    count: str
    href: str
    here: bool
    below: bool = False


def read_asked(parts: Mapping[str, str]) -> ProductsAsked:
    """From the parts of an address, whatever somebody wrote there."""
    page, sort = parts.get("page", ""), parts.get("sort", "")
    return ProductsAsked(
        parts.get("find", "").strip()[:200], parts.get("category", "")[:40], parts.get("maker", "")[:80],
        sort if sort in {order.value for order in ProductOrder} else "", int(page) if page.isascii() and page.isdigit() and len(page) < 7 else 1,
    )  # fmt: skip


def filter_of(asked: ProductsAsked) -> ProductFilter:
    return ProductFilter(asked.find, asked.category, asked.maker)


def address_of(asked: ProductsAsked, **changes: object) -> str:
    """The address that asks for this; whatever changes begins at the first page."""
    changed = replace(asked, **{"page": 1, **changes})
    parts = {name: value for name, value in vars(changed).items() if value and (name, value) != ("page", 1)}
    return f"{PRODUCTS}?{urlencode(parts)}" if parts else PRODUCTS


def branches(locale: str, asked: ProductsAsked, tree: Sequence[CategoryLine], counts: Mapping[str, int]) -> list[Branch]:
    """The topmost categories, below the open one its own. What would show nothing is left out, unless it is chosen."""
    path = _path(asked.category, tree)
    found = []
    for top in (one for one in tree if not one.parent):
        found += _branch(locale, asked, top, counts)
        if top.code in path:
            found += [row for one in tree if one.parent == top.code for row in _branch(locale, asked, one, counts, below=True)]
    return found


def maker_branches(locale: str, asked: ProductsAsked, counts: Mapping[str, int]) -> list[Branch]:
    names = [*counts][:MOST_MAKERS]
    names += [asked.maker] if asked.maker and asked.maker not in names else []
    return [
        Branch(name, format_number(locale, counts.get(name, 0)), address_of(asked, maker="" if name == asked.maker else name), name == asked.maker)
        for name in names
    ]


def category_choices(locale: str, asked: ProductsAsked, tree: Sequence[CategoryLine], counts: Mapping[str, int]) -> list[Choice]:
    """The whole tree for a narrow screen, what is below drawn in."""
    shown = [one for one in tree if counts.get(one.code) or one.code == asked.category]
    names = {one.code: f"– {one.name}" if one.parent else one.name for one in shown}
    return [Choice("", translate(locale, _ALL)), *(Choice(code, _counted(locale, name, counts.get(code, 0))) for code, name in names.items())]


def maker_choices(locale: str, asked: ProductsAsked, counts: Mapping[str, int]) -> list[Choice]:
    names = [*counts, *([asked.maker] if asked.maker and asked.maker not in counts else [])]
    return [Choice("", translate(locale, _ALL)), *(Choice(name, _counted(locale, name, counts.get(name, 0))) for name in names)]


def order_choices(locale: str) -> list[Choice]:
    return [Choice(order.value, translate(locale, said)) for order, said in _ORDERS.items()]


def chips_of(locale: str, asked: ProductsAsked, tree: Sequence[CategoryLine]) -> list[Chip]:
    names = {one.code: one.name for one in tree}
    found = [Chip("find", translate(locale, "“{words}”", words=asked.find))] if asked.find else []
    found += [Chip("category", names.get(asked.category, asked.category))] if asked.category else []
    return found + ([Chip("maker", asked.maker)] if asked.maker else [])


def _branch(locale: str, asked: ProductsAsked, one: CategoryLine, counts: Mapping[str, int], *, below: bool = False) -> list[Branch]:
    here = one.code == asked.category
    if not here and not counts.get(one.code):
        return []
    return [Branch(one.name, format_number(locale, counts.get(one.code, 0)), address_of(asked, category="" if here else one.code), here, below)]


def _path(code: str, tree: Sequence[CategoryLine]) -> set[str]:
    """A category and those above it."""
    parents, found = {one.code: one.parent for one in tree}, set()
    while code in parents and code not in found:
        found.add(code)
        code = parents[code]
    return found


def _counted(locale: str, name: str, count: int) -> str:
    return f"{name} ({format_number(locale, count)})"
