"""The record of the company: who did what to what, when, and what it was before. To read, a page at a time, with filters in the address."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal

import reflex as rx
from pydantic import Field

from portal_app.accounts.actions.company import RecordFilter, list_record
from portal_app.accounts.actions.people import list_people
from portal_app.accounts.rules.record import CHANGES
from portal_app.accounts.screens.answers import Choice, Where, address, asked, asked_number, list_pager, put_changed, view_after, viewed, where_in
from portal_app.accounts.screens.company import CompanyTabs, company_head
from portal_app.accounts.screens.differences import difference_list
from portal_app.accounts.screens.record_texts import SUBJECTS, RecordRow, read_day, record_row
from portal_app.kernel.i18n import format_date, message, translate
from portal_app.kernel.ids import is_id
from portal_app.ui import (
    Column,
    PortalPage,
    PortalState,
    T,
    combo_field,
    date_field,
    empty_view,
    filter_chips,
    framed,
    nothing_found_view,
    on_event,
    select_field,
    stamp,
    table,
)

ROUTE = "/company/record"
FilterName = Literal["person", "about", "since", "until"]


@dataclass(frozen=True)
class Chip:
    key: str
    label: str


@dataclass(frozen=True)
class RecordAsked:
    """The filters of the address, as texts."""

    person: str = ""
    about: str = ""
    since: str = ""
    until: str = ""


class Record(PortalState):
    """One page of the record, as the address asks for it."""

    view: str = "loading"
    rows: list[RecordRow] = []
    where: Where = Where()
    wanted: RecordAsked = RecordAsked()
    person_name: str = ""
    people: list[Choice] = []
    subjects: list[Choice] = []
    chips: list[Chip] = []

    @on_event
    async def show(self) -> None:
        wanted = RecordAsked(*(asked(self, name) for name in ("person", "about", "since", "until")))
        if not is_id(wanted.person):
            wanted = RecordAsked("", wanted.about, wanted.since, wanted.until)
        wanted = RecordAsked(wanted.person, wanted.about if wanted.about in SUBJECTS else "", _day_text(wanted.since), _day_text(wanted.until))
        page = await self._do(list_record, _filter(wanted), number=asked_number(self, "page"))
        if page is None:
            self.view = view_after(self.problem)
            return
        rows = [record_row(self._actor, line) for line in page.rows]
        put_changed(self, view="ready", wanted=wanted, rows=rows, where=where_in(self._locale, page))
        await self._offer()
        put_changed(self, person_name=next((one.label for one in self.people if one.value == wanted.person), ""))
        put_changed(self, chips=_chips(self._locale, wanted, self.person_name))

    async def _offer(self) -> None:
        """What one may filter by."""
        everybody = await self._do(list_people, size=100)
        people = [Choice(line.id, line.name) for line in everybody.page.rows] if everybody else []
        subjects = [Choice(key, translate(self._locale, text)) for key, text in SUBJECTS.items()]
        put_changed(self, people=people, subjects=subjects)

    @on_event
    def filter(self, name: FilterName, value: Annotated[str, Field(max_length=40)]) -> Any:
        parts = {"person": self.wanted.person, "about": self.wanted.about, "since": self.wanted.since, "until": self.wanted.until}
        return rx.redirect(address(ROUTE, **{**parts, name: value}))

    @on_event
    def pick_person(self, value: Annotated[str, Field(max_length=40)], text: Annotated[str, Field(max_length=200)]) -> Any:
        return self.filter("person", value)

    @on_event
    def drop(self, name: FilterName) -> Any:
        return self.filter(name, "")

    @on_event
    def clear(self) -> Any:
        return rx.redirect(ROUTE)

    @on_event
    def turn_page(self, by: Literal[-1, 1]) -> Any:
        asked_for = {"person": self.wanted.person, "about": self.wanted.about, "since": self.wanted.since, "until": self.wanted.until}
        return rx.redirect(address(ROUTE, **asked_for, page=self.where.number + by))


def page() -> rx.Component:
    return framed(
        company_head("record"),
        viewed(
            Record.view,
            rx.el.div(_filters(), _table(), list_pager(Record.where, Record.turn_page), class_name="below-tabs stack"),
            closed=T("The record of your company is read by its administrators."),
            on_retry=Record.show,
        ),
        current="company",
    )


PAGE = PortalPage(ROUTE, page, T("Record"), on_load=[CompanyTabs.show_tabs, Record.show])


def _filters() -> rx.Component:
    fields = rx.el.div(
        select_field(
            name="about",
            label=T("About"),
            options=Record.subjects,
            value=Record.wanted.about,
            on_change=lambda value: Record.filter("about", value),
            optional=True,
        ),
        combo_field(
            name="person",
            label=T("Person"),
            options=Record.people,
            value=Record.wanted.person,
            shown=Record.person_name,
            on_change=Record.pick_person,
            optional=True,
        ),
        date_field(name="since", label=T("From"), value=Record.wanted.since, on_change=lambda value: Record.filter("since", value), optional=True),
        date_field(name="until", label=T("To"), value=Record.wanted.until, on_change=lambda value: Record.filter("until", value), optional=True),
        class_name="fields filters",
    )
    chosen = rx.cond(Record.chips.length() > 0, filter_chips(Record.chips, on_remove=Record.drop, on_clear=Record.clear))
    return rx.el.div(fields, chosen, role="search", aria_label=T("Filter the record"), class_name="stack")


def _table() -> rx.Component:
    return table(
        [
            Column(T("When"), phone="aside", width="136px"),
            Column(T("Who"), phone="second", width="200px"),
            Column(T("What"), phone="lead"),
            Column(T("From where"), phone="hide", width="136px"),
        ],
        Record.rows,
        _cells,
        label=T("Record"),
        empty=rx.cond(
            Record.chips.length() > 0,
            nothing_found_view(Record.clear),
            empty_view(T("Nothing yet"), T("Everything that is changed in your company stands here, with who did it and when.")),
        ),
    )


def _cells(row: Any) -> list[Any]:
    staff = rx.cond(row.acting_for, stamp(T("for the company"), "plum", sign_name="two", bare=True))
    what = rx.el.div(
        rx.el.span(row.what, " ", rx.el.b(row.object_name)),
        rx.cond(row.differences.length() > 0, difference_list(row.differences)),
        rx.cond(row.reason != "", rx.el.span(T("Reason: {reason}", reason=row.reason), class_name="part")),
    )
    return [rx.el.span(row.when, class_name="hint"), rx.el.span(row.who, staff), what, rx.el.span(row.address, class_name="hint")]


def _day_text(text: str) -> str:
    day = read_day(text)
    return day.isoformat() if day else ""


def _filter(wanted: RecordAsked) -> RecordFilter:
    days: list[date | None] = [read_day(wanted.since), read_day(wanted.until)]
    about = {"": CHANGES, "all": ""}.get(wanted.about, wanted.about)
    return RecordFilter(wanted.person, about, *days)


def _chips(locale: str, wanted: RecordAsked, person: str) -> list[Chip]:
    chips = [Chip("about", translate(locale, SUBJECTS[wanted.about]))] if wanted.about else []
    chips += [Chip("person", person or translate(locale, "one person"))] if wanted.person else []
    days = (("since", message("from {day}"), wanted.since), ("until", message("to {day}"), wanted.until))
    return chips + [Chip(name, translate(locale, text, day=format_date(locale, date.fromisoformat(day)))) for name, text, day in days if day]
