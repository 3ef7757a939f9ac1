"""Which widgets somebody's rights open. What each says is asked through the gate all the same."""

from portal_app.dashboard.rules.layout import Widget
from portal_app.kernel.permissions import Permission as P

_NEEDED: dict[Widget, frozenset[P]] = {
    Widget.STEPS: frozenset({P.PEOPLE_VIEW, P.PEOPLE_INVITE, P.COST_CENTRE_EDIT, P.ADDRESS_EDIT}),
    Widget.COMPANIES: frozenset({P.STAFF_COMPANIES_VIEW}),
    Widget.PEOPLE: frozenset({P.PEOPLE_VIEW}),
    Widget.CHANGES: frozenset({P.AUDIT_VIEW}),
    Widget.SIGN_INS: frozenset({P.SELF_MANAGE}),
    Widget.COST_CENTRES: frozenset({P.COST_CENTRE_VIEW}),
    Widget.PLACES: frozenset({P.ADDRESS_VIEW}),
}


def widgets_for(rights: frozenset[P], *, in_company: bool, steps_left: bool) -> frozenset[Widget]:
    """The widgets of a desk. The supplier's list of companies stands only on its own side; first steps go when all are done."""
    opened = {widget for widget, needed in _NEEDED.items() if needed <= rights}
    if in_company:
        opened.discard(Widget.COMPANIES)
    if not steps_left:
        opened.discard(Widget.STEPS)
    return frozenset(opened)
