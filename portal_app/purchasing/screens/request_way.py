"""The way of a request, what comes first: who is asked when, who has decided, who sent it."""

from dataclasses import dataclass

from portal_app.kernel import clock
from portal_app.kernel.actor import Actor
from portal_app.kernel.i18n import format_moment, translate
from portal_app.purchasing.actions.views import DecisionView, RequestSheet, StepView
from portal_app.purchasing.rules.approvers import Decider
from portal_app.purchasing.rules.life_cycle import OPEN, RequestState
from portal_app.purchasing.rules.reasons import say_rules
from portal_app.purchasing.screens.request_rows import said_names
from portal_app.purchasing.screens.request_texts import open_steps


@dataclass(frozen=True)
class WayRow:
    """A row as `ui.timeline` shows it."""

    sign: str
    title: str
    detail: str
    strong: bool = False


def way_of(actor: Actor, sheet: RequestSheet) -> list[WayRow]:
    """Newest first: what is still to come stands above what was."""
    locale = actor.locale
    is_open, asked = sheet.line.state in OPEN, open_steps(sheet)
    later = [step for step in sheet.steps if is_open and step.level > sheet.line.level]
    decided = sorted((step for step in sheet.steps if step.decision), key=lambda step: (step.decision.at, step.level), reverse=True)
    return [
        *(_later(locale, step) for step in reversed(later)),
        *(_asked(actor, sheet, step) for step in asked),
        *([WayRow("square", translate(locale, "Taken back by the buyer"), "")] if sheet.line.state is RequestState.WITHDRAWN else []),
        *(_decided(actor, step, len({one.level for one in sheet.steps})) for step in decided),
        WayRow("full", translate(locale, "{name} sent it", name=sheet.line.buyer_name), format_moment(locale, sheet.opened_at, actor.time_zone)),
    ]


def _later(locale: str, step: StepView) -> WayRow:
    return WayRow("ring", translate(locale, "Then it waits for {names}", names=_names(locale, step)), say_rules(locale, step.rule_names))


def _asked(actor: Actor, sheet: RequestSheet, step: StepView) -> WayRow:
    locale = actor.locale
    since = format_moment(locale, sheet.line.asked_at, actor.time_zone)
    mine = any(one.person_id == actor.person_id for one in step.deciders)
    others = _names(locale, step, but=actor.person_id)
    if mine:
        title = translate(locale, "Waits for you or {names}", names=others) if others else translate(locale, "Waits for you")
    else:
        title = translate(locale, "Waits for {names}", names=others)
    return WayRow("clock", title, ". ".join((translate(locale, "Since {moment}", moment=since), _said_clock(actor, sheet))), strong=True)


def _said_clock(actor: Actor, sheet: RequestSheet) -> str:
    """What the waiting leads to, and never to a decision."""
    locale, now = actor.locale, clock.now()
    remind, escalate = (format_moment(locale, at, actor.time_zone) for at in (sheet.remind_at, sheet.escalate_at))
    if sheet.line.state is RequestState.ESCALATED:
        return translate(locale, "Administrators are asked too since {moment}.", moment=escalate)
    if now < sheet.remind_at:
        return translate(locale, "Next reminder {remind}; administrators are asked too {escalate}.", remind=remind, escalate=escalate)
    return translate(locale, "Reminded {remind}; administrators are asked too {escalate}.", remind=remind, escalate=escalate)


def _decided(actor: Actor, step: StepView, levels: int) -> WayRow:
    locale, one = actor.locale, step.decision
    approved = one.verdict == "approve"
    said = translate(locale, "{name} approved it", name=_who(locale, one)) if approved else translate(locale, "{name} refused it", name=_who(locale, one))
    level = translate(locale, "Step {level} of {levels}", level=step.level, levels=levels) if levels > 1 else ""
    note = translate(locale, "“{note}”", note=one.note) if one.note else ""
    return WayRow("check" if approved else "no", said, ", ".join(filter(None, (level, format_moment(locale, one.at, actor.time_zone), note))))


def _who(locale: str, one: DecisionView) -> str:
    return translate(locale, "{name} (for {other})", name=one.person_name, other=one.instead_of) if one.instead_of else one.person_name


def _names(locale: str, step: StepView, *, but: str | None = None) -> str:
    names = {one.person_id: one.name for one in step.deciders}
    return said_names(locale, tuple(_name(locale, one, names) for one in step.deciders if one.person_id != but))


def _name(locale: str, one: Decider, names: dict[str, str]) -> str:
    other = names.get(one.instead_of, "")
    return translate(locale, "{name} (for {other})", name=one.name, other=other) if other else one.name
