"""Which widgets somebody's rights open. What each says is asked through the gate all the same."""

from portal_app.dashboard.rules.layout import Widget
from portal_app.kernel.permissions import Permission as P

_NEEDED: dict[Widget, frozenset[P]] = {
    Widget.STEPS: frozenset({P.PEOPLE_VIEW, P.PEOPLE_INVITE, P.COST_CENTRE_EDIT, P.ADDRESS_EDIT}),
    Widget.WAITING: frozenset({P.APPROVAL_DECIDE}),
    Widget.BUDGETS: frozenset({P.BUDGET_VIEW, P.AMOUNT_VIEW}),  # a budget without its amount says nothing
    Widget.DELIVERIES: frozenset({P.ORDER_VIEW}),
    Widget.OPEN_ORDERS: frozenset({P.ORDER_VIEW}),
    Widget.BEGUN: frozenset({P.CART_EDIT}),
    Widget.LISTS: frozenset({P.CART_EDIT}),
    Widget.NEWS: frozenset({P.ORDER_VIEW}),
    Widget.COMPANIES: frozenset({P.STAFF_COMPANIES_VIEW}),
    Widget.PEOPLE: frozenset({P.PEOPLE_VIEW}),
    Widget.CHANGES: frozenset({P.AUDIT_VIEW}),
    Widget.SIGN_INS: frozenset({P.SELF_MANAGE}),
}
_OF_THE_SUPPLIER = frozenset({Widget.COMPANIES})
_OF_A_COMPANY = frozenset(Widget) - _OF_THE_SUPPLIER - {Widget.STEPS, Widget.SIGN_INS}


def widgets_for(rights: frozenset[P], *, in_company: bool, steps_left: bool) -> frozenset[Widget]:
    """The widgets of a desk. The supplier's list of companies stands only on its own side; first steps go when all are done."""
    opened = {widget for widget, needed in _NEEDED.items() if needed <= rights} - (_OF_THE_SUPPLIER if in_company else _OF_A_COMPANY)
    return frozenset(opened if steps_left else opened - {Widget.STEPS})
