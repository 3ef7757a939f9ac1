"""The way to the ERP for operators: queue, what was laid aside, orders in doubt, how the calls went, and the demo's clock."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from pydantic import Field

from portal_app.integrations.erp import CANCELLATION, CHANGED, ORDER, DemoClock, LineReport, start_clock, stop_clock, try_again
from portal_app.kernel import clock
from portal_app.kernel.i18n import format_ago, format_moment, format_number, message, translate, translate_count
from portal_app.ordering.actions.back_office_line import DoubtfulOrder, ErpLine, QueuedMessage, read_erp_line
from portal_app.ordering.screens.staff_texts import put_changed
from portal_app.ui import PortalState, on_event

_TOPICS = {ORDER: message("Order to be sent"), CANCELLATION: message("Wish to cancel"), CHANGED: message("News to be fetched")}


@dataclass(frozen=True)
class LineFigures:
    """What stands above the lists."""

    state: str = ""
    tone: str = ""
    said: str = ""
    waiting: str = ""
    oldest: str = ""
    laid_aside: str = ""
    in_doubt: str = ""
    answered: str = ""
    failed: str = ""
    reason: str = ""
    last_news: str = ""
    open: str = ""
    behind: str = ""


@dataclass(frozen=True)
class QueueRow:
    """One message as finished text. `may_hurry`: it went wrong, and nobody is at it right now."""

    id: str
    what: str
    about: str
    company: str
    state: str
    tone: str
    since: str
    tries: str
    error: str
    may_hurry: bool


@dataclass(frozen=True)
class DoubtRow:
    """An order of which nobody knows whether the ERP has it. `message_id` "" where nothing asks any more."""

    message_id: str
    number: str
    company: str
    since: str
    tries: str


@dataclass(frozen=True)
class ClockFacts:
    """The demo's clock. `is_there`: a clock moves orders in this portal at all."""

    is_there: bool = False
    runs: bool = False
    said: str = ""


class ErpLinePage(PortalState):
    view: str = "loading"
    figures: LineFigures = LineFigures()
    queue: list[QueueRow] = []
    doubts: list[DoubtRow] = []
    clock: ClockFacts = ClockFacts()

    @on_event
    async def show(self) -> None:
        if not await self._look():
            self.view = "forbidden" if self.problem.code == "forbidden" else "failed"

    @on_event(quiet=True)
    async def look_again(self) -> None:
        told = self.problem
        if self.view == "ready" and not await self._look():
            self.problem = told  # nobody asked: the next time it may be there again

    @on_event
    async def hurry(self, message_id: Annotated[str, Field(max_length=26)]) -> None:
        """Have it tried at once."""
        await self._act(try_again, message("It is tried again now."), message_id)

    @on_event
    async def stop(self) -> None:
        await self._act(stop_clock, message("The clock stands. Orders move by hand now."))

    @on_event
    async def start(self) -> None:
        await self._act(start_clock, message("The clock runs. Orders move by themselves again."))

    async def _act(self, action: Any, said: str, *args: Any) -> None:
        if await self._do(action, *args) is not None:
            await self._toast(said)
        told = self.problem
        await self._look()
        self.problem = told

    async def _look(self) -> bool:
        answer: ErpLine | None = await self._do(read_erp_line)
        if answer is None:
            return False
        locale, zone = self._locale, self._actor.time_zone
        put_changed(
            self, view="ready", figures=figures_of(locale, zone, answer), queue=[_queued(locale, zone, one) for one in answer.messages],
            doubts=[_doubt(locale, one) for one in answer.in_doubt], clock=clock_of(locale, zone, answer.line.clock),
        )  # fmt: skip
        return True


def figures_of(locale: str, zone: str, answer: ErpLine) -> LineFigures:
    line, report = answer.line, answer.report
    state, tone, said = _state(locale, report, line.laid_aside)
    oldest = translate(locale, "the oldest {ago}", ago=format_ago(locale, line.oldest)) if line.oldest else ""

    def moment(at: datetime | None) -> str:
        return format_moment(locale, at, zone) if at else translate(locale, "not yet")

    return LineFigures(
        state, tone, said, format_number(locale, line.waiting), oldest, format_number(locale, line.laid_aside), format_number(locale, len(line.in_doubt)),
        moment(report.answered_at), moment(report.failed_at), report.reason, moment(line.last_news), format_number(locale, line.open),
        format_number(locale, line.behind),
    )  # fmt: skip


def clock_of(locale: str, zone: str, told: DemoClock) -> ClockFacts:
    if not told.minutes:
        return ClockFacts(said=translate(locale, "No clock moves orders here: staff do, page by page."))
    if told.stopped_at is None:
        every = translate_count(locale, "each minute", "every {n} minutes", told.minutes)
        return ClockFacts(True, True, translate(locale, "The clock runs: {every} each order takes its next step, and goods come in on their day.", every=every))
    words = {"moment": format_moment(locale, told.stopped_at, zone), "who": told.stopped_by}
    return ClockFacts(True, False, translate(locale, "{who} stopped the clock: {moment}. Orders move by hand.", **words))


def _state(locale: str, report: LineReport, laid_aside: int) -> tuple[str, str, str]:
    """One word for the stamp, its tone, and a sentence."""
    if report.rests_until is not None:
        rests = report.rests_until > clock.now()
        said = message("The ERP was away five times in a row. Orders wait and lose nothing; it is asked again {ago}.") if rests else message(
            "The ERP was away five times in a row. Orders wait and lose nothing; the next one asks it again.")  # fmt: skip
        return translate(locale, "Away"), "red", translate(locale, said, ago=format_ago(locale, report.rests_until))
    if laid_aside:
        return translate(locale, "Look here"), "ochre", translate(locale, "Something was laid aside: no later try can help until somebody has looked.")
    if _failed_last(report):
        return translate(locale, "Uncertain"), "ochre", translate(locale, "The last call went wrong. It is tried again by itself.")
    return translate(locale, "Well"), "green", translate(locale, "Orders leave and news come in.")


def _failed_last(report: LineReport) -> bool:
    return report.failed_at is not None and (report.answered_at is None or report.failed_at > report.answered_at)


def _queued(locale: str, zone: str, one: QueuedMessage) -> QueueRow:
    if one.is_dead:
        state, tone = translate(locale, "Laid aside"), "red"
    elif one.is_under_way:
        state, tone = translate(locale, "Under way"), "blue"
    else:
        state, tone = _next(locale, zone, one), "ochre" if one.last_error else ""
    return QueueRow(
        one.id, translate(locale, _TOPICS.get(one.topic, one.topic)), one.about, one.company, state, tone, format_ago(locale, one.created_at),
        translate_count(locale, "{n} try", "{n} tries", one.attempts), one.last_error, not one.is_under_way and not one.is_planned,
    )  # fmt: skip


def _next(locale: str, zone: str, one: QueuedMessage) -> str:
    if one.run_at <= clock.now():
        return translate(locale, "Due now")
    moment = format_moment(locale, one.run_at, zone)
    return translate(locale, "Leaves {moment}", moment=moment) if one.is_planned else translate(locale, "Waits until {moment}", moment=moment)


def _doubt(locale: str, one: DoubtfulOrder) -> DoubtRow:
    return DoubtRow(one.message_id, one.number, one.company, format_ago(locale, one.since), translate_count(locale, "{n} try", "{n} tries", one.tries))
