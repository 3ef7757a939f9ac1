"""What will happen to a cart when it is sent: asked before the button, and again inside the order's own transaction."""

from portal_app.accounts import company_people
from portal_app.kernel.gate import Context, query
from portal_app.kernel.ids import Id
from portal_app.kernel.permissions import Permission
from portal_app.purchasing.actions.standing import judged_cart, people_of
from portal_app.purchasing.actions.views import judgement_shown
from portal_app.purchasing.rules.approvers import FourEyes
from portal_app.purchasing.rules.carts import CartFacts
from portal_app.purchasing.rules.judging import Judgement, judge
from portal_app.purchasing.store import approval_rules


@query(Permission.CART_EDIT)
def judge_cart(ctx: Context, facts: CartFacts) -> Judgement:
    """Which rules fire for a cart of the one who asks, who decides, what the budgets say. Raises Invalid for an empty cart."""
    return judgement_shown(ctx, judgement_of(ctx, facts, ctx.actor.person_id))


def judgement_of(ctx: Context, facts: CartFacts, buyer_id: Id | None, *, but_order: str = "") -> Judgement:
    """The whole judgement, for actions that go by it."""
    everybody = company_people(ctx)
    cart = judged_cart(ctx, facts, everybody.get(buyer_id or ""), but_order=but_order)
    return judge(approval_rules.list_rules(ctx), cart, FourEyes(buyer_id, facts.editor_ids), people_of(ctx, everybody))
