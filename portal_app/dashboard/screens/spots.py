"""What a widget says whatever its figures are: its title, where it leads, what stands there when there is nothing."""

from dataclasses import dataclass

from portal_app.dashboard.rules.layout import Widget, WidgetView
from portal_app.dashboard.screens.widget import Look, Spot
from portal_app.kernel.i18n import message, translate

QUICK_ORDER, OPEN_ORDERS, APPROVALS = "/quick-order", "/orders?state=open", "/approvals"


@dataclass(frozen=True)
class _Words:
    look: Look
    title: str
    empty: str
    link: str = ""
    href: str = ""
    act: str = ""


_WORDS = {
    Widget.STEPS: _Words("ticked", message("First steps"), message("All first steps are done.")),
    Widget.WAITING: _Words(
        "ordered", message("To approve"), message("Nothing waits for you. What needs your approval stands here, the oldest first."),
        message("All requests"), APPROVALS, message("To the requests"),
    ),
    Widget.BUDGETS: _Words("plain", message("Budgets"), message("No budget yet. With one, what is left of it stands here and in each cart.")),
    Widget.DELIVERIES: _Words(
        "counts", message("Deliveries"), message("Nothing is on its way. What is ordered stands here with its day."), message("All open orders"), OPEN_ORDERS
    ),
    Widget.OPEN_ORDERS: _Words(
        "ordered", message("Open orders"), message("No order is open. Each stands here from the click to the invoice."),
        message("All open orders"), OPEN_ORDERS,
    ),
    Widget.BEGUN: _Words(
        "plain", message("Order something"), message("Nothing begun. What you type is kept, here and on your other devices."),
        message("Quick order"), QUICK_ORDER,
    ),
    Widget.LISTS: _Words(
        "plain", message("Order lists"), message("No list yet. What is ordered again and again is saved as one, from a cart or an order."),
        message("All lists"), "/lists",
    ),
    Widget.NEWS: _Words("plain", message("What is new"), message("Nothing new in the last two weeks."), message("All orders"), "/orders"),
    Widget.COMPANIES: _Words(
        "coded", message("Companies"), message("No company yet. Add the first one with its administrator."), message("All companies"), "/staff/companies"
    ),
    Widget.PEOPLE: _Words("counts", message("People"), message("Nobody yet."), message("All people"), "/company/people"),
    Widget.CHANGES: _Words("plain", message("Latest changes"), message("Nothing has changed yet."), message("Record"), "/company/record"),
    Widget.SIGN_INS: _Words("plain", message("Your sign-ins"), message("You are signed in nowhere else."), message("Your account"), "/account"),
}  # fmt: skip


def spot_of(locale: str, view: WidgetView) -> Spot:
    words = _WORDS[view.widget]
    title, empty, link, act = (translate(locale, text) if text else "" for text in (words.title, words.empty, words.link, words.act))
    return Spot(view.widget.value, view.columns, words.look, title, empty, link, words.href, act)
