"""What will happen to a cart, before the button is pressed: who decides, why, what would spare it, what budgets have left. Finished text."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from portal_app.kernel.i18n import format_money, format_percent, message, translate, translate_count
from portal_app.ordering.actions.looking import CartLook
from portal_app.ordering.actions.sending import undo_time
from portal_app.ordering.rules.checkout import CheckoutProblem
from portal_app.ordering.screens.cart_texts import said_days
from portal_app.purchasing import BudgetOutlook, PlannedStep, SmallChange, say_why

_WAITS, _THEN_WAITS = message("The order waits for {names}."), message("Then it waits for {names}.")


@dataclass(frozen=True)
class Happening:
    """A step of what comes, and why."""

    title: str
    detail: str = ""


@dataclass(frozen=True)
class Spare:
    """A small change that spares the approval. With a line it can be done by one click."""

    text: str
    line_id: str = ""
    version: int = 0


@dataclass(frozen=True)
class BudgetRow:
    """A budget with this cart on top: stretches of its bar in percent, and the same in words."""

    name: str
    shares: str
    hint: str
    over_text: str
    said: str
    spent: int
    asked: int
    over: int
    limit: int


def happenings(locale: str, look: CartLook) -> list[Happening]:
    judged = look.judgement
    if judged is None or look.problems:
        return []
    days, places = said_days(locale, look.lines), len({one.place.address_id for one in look.lines})
    goes = translate_count(locale, "one delivery", "{n} deliveries", places)
    if not judged.needs_approval:
        undo = translate(locale, "For {seconds} seconds you can take it back.", seconds=int(undo_time().total_seconds()))
        return [
            Happening(translate(locale, "The order goes out at once."), undo),
            Happening(translate(locale, "It is with you in {deliveries}.", deliveries=goes), days),
        ]
    after = translate(locale, "After approval one order goes out with {deliveries}.", deliveries=goes)
    return [
        *_decisions(locale, judged.steps),
        Happening(_reserved(locale, look)),
        Happening(after, translate(locale, "If it were approved today: {days}", days=days)),
    ]


def problem_texts(locale: str, problems: Sequence[CheckoutProblem]) -> list[str]:
    return list(dict.fromkeys(_problem(locale, one) for one in problems))


def spares(locale: str, look: CartLook) -> list[Spare]:
    judged = look.judgement
    return [_spare(locale, look, one) for one in judged.small_changes[:2]] if judged and not look.problems else []


def budget_rows(locale: str, look: CartLook) -> list[BudgetRow]:
    return [_budget(locale, one) for one in look.judgement.outlooks] if look.judgement else []


def button_text(locale: str, look: CartLook) -> str:
    """Says what pressing it does."""
    if look.net is None:
        return translate(locale, "Order now")
    waits = look.judgement is not None and look.judgement.needs_approval
    net = format_money(locale, look.net)
    return translate(locale, "Send {net} net for approval", net=net) if waits else translate(locale, "Order now, {net} net", net=net)


def said_names(locale: str, names: Sequence[str]) -> str:
    """“Anna Berg”, “Anna Berg or Dr Henrik Lang”."""
    if len(names) < 2:
        return "".join(names)
    return translate(locale, "{names} or {last}", names=", ".join(names[:-1]), last=names[-1])


def _decisions(locale: str, steps: Sequence[PlannedStep]) -> list[Happening]:
    """One for each step; those of a level are asked at once, the next level after them."""
    told = []
    for level, group in groupby(steps, key=lambda step: step.level):
        for step in group:
            names = said_names(locale, tuple(dict.fromkeys(one.name for one in step.deciders)))
            told.append(Happening(translate(locale, _WAITS if level == 1 else _THEN_WAITS, names=names), say_why(locale, step.rule_names, step.reasons)))
    return told


def _reserved(locale: str, look: CartLook) -> str:
    if look.net is None or not look.judgement.outlooks:
        return translate(locale, "Nothing is ordered until then, and you can take it back.")
    return translate(locale, "Until then {net} stay reserved in the budgets. You can take it back.", net=format_money(locale, look.net))


def _problem(locale: str, one: CheckoutProblem) -> str:
    return translate(locale, one.reason, **dict(one.words), **{name: format_money(locale, amount) for name, amount in one.amounts})


def _spare(locale: str, look: CartLook, one: SmallChange) -> Spare:
    less = format_money(locale, one.less)
    if one.line is not None:
        line = look.lines[one.line].line
        return Spare(translate(locale, "Without {number} ({less} less) no approval is needed.", number=line.number, less=less), line.id, line.version)
    name = next((outlook.name for outlook in look.judgement.outlooks if outlook.budget_id == one.budget_id), "")
    if name:
        return Spare(translate(locale, "With {less} less for {budget} no approval is needed.", less=less, budget=name))
    return Spare(translate(locale, "With {less} less no approval is needed.", less=less))


def _budget(locale: str, one: BudgetOutlook) -> BudgetRow:
    bar = one.bar
    shares = translate(locale, "{before} to {after}", before=format_percent(locale, one.share_before), after=format_percent(locale, one.share_after))
    amounts = {name: format_money(locale, amount, currency=False) for name, amount in (("asked", one.asked), ("left", one.left), ("over", one.over))}
    over = translate(locale, "{over} over.", **amounts) if one.over.amount else ""
    hint = translate(locale, "{asked} of {left} left.", **amounts) if over else translate(locale, "{asked} of {left} left. Enough.", **amounts)
    said = ", ".join(filter(None, (one.name, shares, hint, over)))
    return BudgetRow(_with_period(one), shares, hint, over, said, bar.spent, bar.asked, bar.over, bar.limit)


def _with_period(one: BudgetOutlook) -> str:
    """A month needs no word, a longer period does."""
    month = len(one.period_key) == len("2026-11") and "Q" not in one.period_key
    return one.name if month else f"{one.name}, {one.period_key}"
