"""What each widget says, as finished text in the reader's language: from the answer of its question to its lines."""

from portal_app.accounts import CompanyLine, OwnSession, PeopleFigures, RecordLine
from portal_app.dashboard.rules.first_steps import FirstStep
from portal_app.dashboard.screens.widget import Line, Told
from portal_app.kernel.actor import Actor
from portal_app.kernel.i18n import format_moment, format_number, message, translate, translate_count
from portal_app.kernel.paging import Page

MOST = 4  # lines of a widget; the rest is behind its link
_STEPS = {
    FirstStep.PEOPLE: (message("Invite people"), message("Who orders, approves, pays"), message("Invite"), "/company/people"),
    FirstStep.COST_CENTRES: (message("Add cost centres"), message("Where orders are booked"), message("Add"), "/company/cost-centres"),
    FirstStep.PLACES: (message("Add delivery places"), message("Where goods may be sent"), message("Add"), "/company/places"),
    FirstStep.SECOND_STEP: (message("Set up your second step"), message("A code from an app at sign-in"), message("Set up"), "/account"),
}


def told(lines: list[Line], *, fact: str = "", remark: str = "") -> Told:
    """With lines it is ready, without it is empty."""
    return Told("ready" if lines else "empty", fact, lines, remark=remark)


def tell_steps(actor: Actor, steps: dict[FirstStep, bool]) -> Told:
    fact = translate(actor.locale, "{done} of {all} done", done=sum(steps.values()), all=len(steps))
    return told([_step(actor.locale, step, done) for step, done in steps.items()], fact=fact)


def _step(locale: str, step: FirstStep, done: bool) -> Line:
    """What is done says so, where its way in would stand."""
    text, detail, act, href = _STEPS[step]
    aside = translate(locale, "done") if done else translate(locale, act)
    return Line(translate(locale, text), translate(locale, detail), href=href, aside=aside, done=done)


def tell_people(actor: Actor, figures: PeopleFigures) -> Told:
    locale = actor.locale
    bare = figures.without_second_step
    rows = (
        (figures.active, "active", translate_count(locale, "person is active", "people are active", figures.active), "", ""),
        (figures.invited, "invited", translate_count(locale, "person is invited", "people are invited", figures.invited), message("Invited"), "ochre"),
        (bare, "active", translate_count(locale, "has no second step yet", "have no second step yet", bare), message("Missing"), "red"),
        (figures.off, "off", translate_count(locale, "person is switched off", "people are switched off", figures.off), "", ""),
    )
    lines = [
        Line(said, mark=format_number(locale, count), href=f"/company/people?show={show}", stamp=translate(locale, stamp) if stamp else "", tone=tone)
        for count, show, said, stamp, tone in rows
        if count
    ]
    return told(lines, fact=format_number(locale, figures.active + figures.invited))


def tell_changes(actor: Actor, page: Page[RecordLine]) -> Told:
    return told([_change(actor, row) for row in page.rows[:MOST]])


def _change(actor: Actor, row: RecordLine) -> Line:
    """What was done to whom comes first, who did it below: "Invited: Tim Wolff", "Henrik Lang"."""
    name = row.object_name or _own_name(row)
    done = f"{row.what}: {name}" if name else row.what
    by = "" if row.who == name else row.who
    return Line(done[:1].upper() + done[1:], by, aside=format_moment(actor.locale, row.at, actor.time_zone))


def _own_name(row: RecordLine) -> str:
    """What the changed thing called itself then: a budget or a rule its name, an order its number."""
    kept = {**(row.before or {}), **(row.after or {})}
    return str(kept.get("name") or kept.get("number") or "")


def tell_sign_ins(actor: Actor, sessions: tuple[OwnSession, ...]) -> Told:
    locale = actor.locale
    this = translate(locale, "This one")
    lines = [
        Line(
            one.device or translate(locale, "Unknown browser"),
            translate(locale, "last seen {time}", time=format_moment(locale, one.last_seen_at, actor.time_zone)),
            stamp=this if one.is_this else "", tone="green" if one.is_this else "",
        )
        for one in sessions[:MOST]
    ]  # fmt: skip
    return told(lines, fact=format_number(locale, len(sessions)))


def tell_companies(actor: Actor, page: Page[CompanyLine]) -> Told:
    locale = actor.locale
    lines = [
        Line(
            row.name,
            translate_count(locale, "{n} active person", "{n} active people", row.people),
            mark=row.customer_number,
            href=f"/staff/companies?company={row.id}",
            stamp=translate(locale, "Closed") if row.closed_at else "",
        )
        for row in page.rows[:MOST]
    ]
    return told(lines, fact=format_number(locale, page.total) if page.total else "")
