"""The places of the rail: where one can go, and which rights open each. Their pages ask the gate themselves."""

from dataclasses import dataclass

from portal_app.kernel.permissions import Permission as P


@dataclass(frozen=True)
class Door:
    """A place by its key, and the rights of which one opens it. `pages` are its pages in order, each with its right."""

    key: str
    pages: tuple[tuple[str, P], ...]


DOORS = (
    Door("desk", (("/", P.SELF_MANAGE),)),
    Door("order", (("/quick-order", P.CART_EDIT),)),
    Door("products", (("/products", P.CATALOG_VIEW),)),
    Door("cart", (("/cart", P.CART_EDIT),)),
    Door("approvals", (("/approvals", P.APPROVAL_DECIDE), ("/approvals", P.DELEGATION_EDIT))),
    Door("orders", (("/orders", P.ORDER_VIEW),)),
    Door("lists", (("/lists", P.CART_EDIT),)),
    Door(
        "company",
        (
            ("/company/people", P.PEOPLE_VIEW),
            ("/company/cost-centres", P.COST_CENTRE_VIEW),
            ("/company/places", P.ADDRESS_VIEW),
            ("/company/record", P.AUDIT_VIEW),
        ),
    ),
    Door("staff", (("/staff/companies", P.STAFF_COMPANIES_VIEW),)),
    Door("office", (("/staff/orders", P.STAFF_COMPANIES_VIEW),)),
    Door("imports", (("/staff/imports", P.STAFF_OPERATE),)),
    Door("kit", (("/kit", P.STAFF_OPERATE),)),
)


def open_doors(rights: frozenset[P]) -> dict[str, str]:
    """Each place that is open, with the first of its pages that is."""
    pages = {door.key: [href for href, right in door.pages if right in rights] for door in DOORS}
    return {key: hrefs[0] for key, hrefs in pages.items() if hrefs}
