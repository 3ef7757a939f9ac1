"""What the widget of budgets says, as finished text."""

from portal_app.dashboard.actions.figures import BudgetNow, Budgets
from portal_app.dashboard.screens.widget import Bar, Told
from portal_app.kernel.actor import Actor
from portal_app.kernel.i18n import format_money, format_number, format_percent, translate


def tell_budgets(actor: Actor, budgets: Budgets) -> Told:
    bars = [_bar(actor.locale, one) for one in budgets.rows]
    return Told("ready" if bars else "empty", format_number(actor.locale, budgets.total) if bars else "", bars=bars)


def _bar(locale: str, one: BudgetNow) -> Bar:
    """A budget that is used up says so: that is known for certain, while a day on which it will be would be a guess."""
    share = format_percent(locale, one.share)
    left = translate(locale, "{left} left", left=format_money(locale, one.left, currency=False))
    over = ""
    if one.over.amount:
        over = translate(locale, "{over} over", over=format_money(locale, one.over, currency=False))
    elif not one.left.amount:
        over = translate(locale, "used up")
    said = translate(locale, "{name}: {share} used, {rest}", name=one.name, share=share, rest=over or left)
    return Bar(one.name, share, left, over, said, one.spent, one.reserved, one.beyond, one.limit, one.expected)
