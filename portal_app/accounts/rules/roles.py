"""Which role holds which rights, as data. Everything that asks “may this role ...” reads this file."""

from dataclasses import dataclass
from enum import StrEnum

from portal_app.kernel.i18n import message
from portal_app.kernel.ids import Id
from portal_app.kernel.permissions import STAFF_ONLY
from portal_app.kernel.permissions import Permission as P


class Role(StrEnum):
    """The roles a customer company has from the start."""

    ADMINISTRATOR = "administrator"
    MANAGER = "purchasing-manager"
    BUYER = "buyer"
    ACCOUNTING = "accounting"
    READ_ONLY = "read-only"
    ANALYST = "analyst"


class StaffRole(StrEnum):
    """The roles of the supplier's own people."""

    ADMINISTRATOR = "administrator"
    SALES = "sales-representative"
    SERVICE = "service-agent"


ROLE_NAMES: dict[Role, str] = {
    Role.ADMINISTRATOR: message("Administrator"),
    Role.MANAGER: message("Purchasing manager"),
    Role.BUYER: message("Buyer"),
    Role.ACCOUNTING: message("Accounting"),
    Role.READ_ONLY: message("Read-only"),
    Role.ANALYST: message("Analyst"),
}
STAFF_ROLE_NAMES: dict[StaffRole, str] = {
    StaffRole.ADMINISTRATOR: message("Administrator of the portal"),
    StaffRole.SALES: message("Sales representative"),
    StaffRole.SERVICE: message("Service agent"),
}

_EVERYBODY = frozenset({P.SELF_MANAGE, P.CATALOG_VIEW})
_BUYER = _EVERYBODY | {
    P.PRICE_VIEW, P.CART_EDIT, P.CART_SUBMIT, P.LIST_SHARE, P.ORDER_VIEW, P.ORDER_CANCEL, P.AMOUNT_VIEW,
    P.QUOTE_REQUEST, P.RETURN_CREATE, P.CLAIM_CREATE, P.DOCUMENT_VIEW, P.BUDGET_VIEW, P.DELEGATION_EDIT,
    P.COST_CENTRE_VIEW, P.ADDRESS_VIEW,
}  # fmt: skip

# Accounting and Read-only see orders, but neither prices nor amounts of orders; the amounts of invoices come with `invoice:view`.
ROLE_RIGHTS: dict[Role, frozenset[P]] = {
    Role.ADMINISTRATOR: frozenset(P) - STAFF_ONLY,
    Role.MANAGER: _BUYER | {
        P.AGREEMENT_VIEW, P.ORDER_VIEW_ALL, P.APPROVAL_DECIDE, P.QUOTE_ACCEPT, P.INVOICE_VIEW, P.ANALYSIS_VIEW, P.ANALYSIS_EXPORT,
        P.PEOPLE_VIEW, P.PEOPLE_INVITE,
    },
    Role.BUYER: _BUYER,
    Role.ACCOUNTING: _EVERYBODY | {
        P.ORDER_VIEW, P.ORDER_VIEW_ALL, P.DOCUMENT_VIEW, P.INVOICE_VIEW, P.INVOICE_EXPORT, P.PAYMENT_MANAGE, P.COST_CENTRE_VIEW, P.ADDRESS_VIEW,
    },
    Role.READ_ONLY: _EVERYBODY | {P.ORDER_VIEW, P.ORDER_VIEW_ALL, P.COST_CENTRE_VIEW, P.ADDRESS_VIEW},
    Role.ANALYST: _EVERYBODY | {
        P.PRICE_VIEW, P.ORDER_VIEW, P.ORDER_VIEW_ALL, P.AMOUNT_VIEW, P.ANALYSIS_VIEW, P.ANALYSIS_EXPORT, P.COST_CENTRE_VIEW,
    },
}  # fmt: skip

STAFF_RIGHTS: dict[StaffRole, frozenset[P]] = {
    StaffRole.ADMINISTRATOR: STAFF_ONLY | {P.SELF_MANAGE},
    StaffRole.SALES: frozenset({P.SELF_MANAGE, P.STAFF_COMPANIES_VIEW, P.STAFF_ACT_FOR}),
    StaffRole.SERVICE: frozenset({P.SELF_MANAGE, P.STAFF_COMPANIES_VIEW, P.STAFF_ACT_FOR}),
}

_SERVICE_IN_COMPANY = frozenset({
    P.CATALOG_VIEW, P.PRICE_VIEW, P.ORDER_VIEW, P.ORDER_VIEW_ALL, P.AMOUNT_VIEW, P.RETURN_CREATE, P.CLAIM_CREATE,
    P.DOCUMENT_VIEW, P.COST_CENTRE_VIEW, P.ADDRESS_VIEW, P.PEOPLE_VIEW,
})  # fmt: skip

# What staff may do in a customer's place. Never approve, never change budgets or approval rules, never make keys: those decisions are the customer's own.
ACTING_RIGHTS: dict[StaffRole, frozenset[P]] = {
    StaffRole.ADMINISTRATOR: _SERVICE_IN_COMPANY | {
        P.AGREEMENT_VIEW, P.PEOPLE_INVITE, P.PEOPLE_EDIT, P.PEOPLE_DEACTIVATE, P.ROLE_ASSIGN,
        P.COST_CENTRE_EDIT, P.ADDRESS_EDIT, P.COMPANY_EDIT, P.AUDIT_VIEW,
    },
    StaffRole.SALES: _SERVICE_IN_COMPANY | {P.AGREEMENT_VIEW, P.CART_EDIT, P.CART_SUBMIT, P.LIST_SHARE, P.QUOTE_REQUEST},
    StaffRole.SERVICE: _SERVICE_IN_COMPANY,
}  # fmt: skip

ONLY_OWN_CUSTOMERS = frozenset({StaffRole.SALES})
ALWAYS_TWO_STEPS = frozenset({Role.ADMINISTRATOR, Role.MANAGER, Role.ACCOUNTING})
SHORT_IDLE = frozenset({Role.ADMINISTRATOR})


@dataclass(frozen=True)
class Holding:
    """A role somebody holds, for one cost centre or (None) for the whole company."""

    role: Role
    cost_centre_id: Id | None = None


def rights_of(holdings: frozenset[Holding]) -> frozenset[P]:
    """What the roles allow together. A role for one cost centre counts here too; the slices narrow it to that cost centre."""
    return frozenset().union(*(ROLE_RIGHTS[holding.role] for holding in holdings))


def rights_at(holdings: frozenset[Holding], cost_centre_id: Id | None) -> frozenset[P]:
    """What the roles allow for this cost centre, or (None) for the whole company."""
    return rights_of(frozenset(holding for holding in holdings if holding.cost_centre_id in (None, cost_centre_id)))


def staff_rights(role: StaffRole, *, acting: bool) -> frozenset[P]:
    return STAFF_RIGHTS[role] | ACTING_RIGHTS[role] if acting else STAFF_RIGHTS[role]


def needs_two_steps(holdings: frozenset[Holding], *, everybody: bool) -> bool:
    """Whether the policy asks for a second step at sign-in: by role, or because the company asks everybody."""
    return everybody or any(holding.role in ALWAYS_TWO_STEPS for holding in holdings)
