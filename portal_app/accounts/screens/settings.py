"""The company's own settings: second step for everybody, how long a quiet sign-in lasts, language and time zone."""

from typing import Annotated, Any, Literal

import reflex as rx
from pydantic import Field

from portal_app.accounts.actions.company import CompanySheet, change_company, read_company
from portal_app.accounts.rules.companies import CompanySettings
from portal_app.accounts.screens.answers import Choice, own_problem, plainly, view_after, viewed
from portal_app.accounts.screens.company import CompanyTabs, company_head
from portal_app.accounts.screens.differences import ChangeText, differences, what_will_change
from portal_app.kernel.i18n import message, translate
from portal_app.ui import (
    PortalPage,
    PortalState,
    Problem,
    T,
    button,
    facts,
    fill_page_again,
    form,
    form_foot,
    framed,
    go_on_after_step_up,
    number_field,
    on_event,
    problem_view,
    section,
    select_field,
    send_button,
    switch,
)

FieldName = Literal["everybody_two_steps", "idle_minutes", "locale", "time_zone"]
_FIELDS: dict[str, str] = {
    "everybody_two_steps": message("second step for everybody"),
    "idle_minutes": message("minutes until a quiet sign-in ends"),
    "locale": message("language of the company"),
    "time_zone": message("time zone"),
}
_LANGUAGES = (("de", "Deutsch"), ("en", "English"))
_ZONES = (
    "Europe/Berlin", "Europe/Vienna", "Europe/Zurich", "Europe/Amsterdam", "Europe/Brussels", "Europe/Copenhagen", "Europe/Dublin", "Europe/Helsinki",
    "Europe/Istanbul", "Europe/Lisbon", "Europe/London", "Europe/Madrid", "Europe/Oslo", "Europe/Paris", "Europe/Prague", "Europe/Rome",
    "Europe/Stockholm", "Europe/Warsaw", "America/Chicago", "America/New_York", "Asia/Shanghai", "Asia/Tokyo", "UTC",
)  # fmt: skip


class CompanySettingsForm(PortalState):
    """The settings as saved and as entered. A switch is "yes" or "no" among the texts."""

    view: str = "loading"
    name: str = ""
    customer_number: str = ""
    currency: str = ""
    longest_idle: float = 0
    zones: list[Choice] = []
    entered: dict[str, str] = dict.fromkeys(_FIELDS, "")
    ahead: list[ChangeText] = []
    trouble: Problem = Problem()
    refused: Problem = Problem()  # what was refused outside of the form
    saved: int = 0  # grows when something was saved or discarded: the form then begins anew
    _saved: dict[str, str] = {}
    _kept: bool = False  # something is entered and not saved

    @on_event
    async def show(self) -> None:
        sheet = await self._do(read_company)
        if sheet is None:
            self.view = view_after(self.problem)
            return
        self._fill(sheet)
        self.view = "ready"

    def _fill(self, sheet: CompanySheet) -> None:
        self.name, self.customer_number, self.currency, self.longest_idle = sheet.name, sheet.customer_number, sheet.currency, sheet.longest_idle
        zones = _ZONES if sheet.settings.time_zone in _ZONES else (sheet.settings.time_zone, *_ZONES)
        self.zones = [Choice(zone, zone.replace("_", " ")) for zone in zones]
        self._saved = _as_texts(sheet.settings)
        self._enter(self.entered if self._kept else self._saved)

    def _enter(self, entered: dict[str, str]) -> None:
        if not self._saved:
            return  # nothing was shown yet, so nothing can be entered
        self.entered = dict(entered)
        said = [_as_said(self._locale, texts) for texts in (self._saved, self.entered)]
        self.ahead = differences(self._locale, _FIELDS, *said)
        self._kept = bool(self.ahead)

    @on_event
    def put(self, name: FieldName, value: Annotated[str, Field(max_length=60)]) -> None:
        self._enter({**self.entered, name: value})

    @on_event
    def turn_two_steps(self, on: bool) -> None:
        self._enter({**self.entered, "everybody_two_steps": "yes" if on else "no"})

    @on_event
    def discard(self) -> None:
        self.saved, self.trouble, self.refused = self.saved + 1, Problem(), Problem()
        self._enter(self._saved)

    @on_event
    async def save(self, values: dict[str, str | bool]) -> Any:
        texts = {name: values[name][:60] for name in ("idle_minutes", "locale", "time_zone") if isinstance(values.get(name), str)}
        self._enter({**self.entered, **texts})
        done = await self._save()
        if done is None:
            self.trouble = own_problem(self)
        return done

    @on_event
    async def save_again(self) -> Any:
        """After the code was given."""
        done = await self._save()
        if done is None:
            self.refused = plainly(own_problem(self))
        return done

    async def _save(self) -> Any:
        """None when it was refused; the reason then stands in `problem`."""
        if not self._saved:
            return await self._do(read_company) and None  # says why nothing is shown
        minutes = self.entered["idle_minutes"].strip()
        if minutes and not (minutes.isascii() and minutes.isdigit()):
            self.problem = Problem(fields={"idle_minutes": translate(self._locale, "Please enter whole minutes.")})
            return None
        chosen = CompanySettings(
            self.entered["everybody_two_steps"] == "yes", int(minutes) if minutes else None, self.entered["locale"], self.entered["time_zone"]
        )
        if await self._do(change_company, chosen) is None:
            return [] if await go_on_after_step_up(self, CompanySettingsForm.save_again) else None
        self.saved, self.trouble, self.refused, self._kept = self.saved + 1, Problem(), Problem(), False
        await self._toast(message("The settings are saved."))
        return fill_page_again()


def page() -> rx.Component:
    return framed(
        company_head("settings"),
        viewed(
            CompanySettingsForm.view,
            rx.el.div(rx.el.div(problem_view(CompanySettingsForm.refused), _form(), class_name="stack wide"), _about(), class_name="below-tabs split"),
            closed=T("The settings of your company are changed by its administrators."),
            on_retry=CompanySettingsForm.show,
        ),
        current="company",
    )


PAGE = PortalPage("/company/settings", page, T("Settings"), on_load=[CompanyTabs.show_tabs, CompanySettingsForm.show])


def _form() -> rx.Component:
    state = CompanySettingsForm
    return form(
        rx.el.h2(T("Signing in")),
        switch(
            name="everybody_two_steps",
            label=T("Everybody needs a second step"),
            detail=T("Administrators, purchasing managers and accounting need one in any case. The others set it up at their next click."),
            checked=state.entered["everybody_two_steps"] == "yes",
            on_change=state.turn_two_steps,
        ),
        number_field(
            name="idle_minutes",
            label=T("A quiet sign-in ends after"),
            help=T("From 5 to {n} minutes. Empty: the portal's own limit of {n} minutes.", n=state.longest_idle),
            unit=T("min"),
            decimals=0,
            min=5,
            max=state.longest_idle,
            optional=True,
            width="medium",
            value=state.entered["idle_minutes"],
            on_change=lambda value: state.put("idle_minutes", value),
        ),
        rx.el.h2(T("Language and time")),
        select_field(
            name="locale",
            label=T("Language of the company"),
            help=T("For mails to people who have chosen none."),
            options=[{"value": code, "label": name} for code, name in _LANGUAGES],
            width="medium",
            value=state.entered["locale"],
            on_change=lambda value: state.put("locale", value),
        ),
        select_field(
            name="time_zone",
            label=T("Time zone"),
            options=state.zones,
            width="medium",
            value=state.entered["time_zone"],
            on_change=lambda value: state.put("time_zone", value),
        ),
        what_will_change(state.ahead),
        form_foot(send_button(T("Save the settings"), busy_word=T("Saving")), button(T("Discard"), kind="quiet", on_click=state.discard)),
        on_submit=state.save,
        problem=state.trouble,
        saved_when=state.saved,
    )


def _about() -> rx.Component:
    state = CompanySettingsForm
    told = facts((T("Name"), state.name), (T("Customer number"), rx.el.span(state.customer_number, class_name="code")), (T("Currency"), state.currency))
    return section(T("Your company"), told, rx.el.p(T("These are kept by the supplier; ask your contact to change them."), class_name="hint"))


def _as_texts(settings: CompanySettings) -> dict[str, str]:
    minutes = "" if settings.idle_minutes is None else str(settings.idle_minutes)
    return {
        "everybody_two_steps": "yes" if settings.everybody_two_steps else "no",
        "idle_minutes": minutes,
        "locale": settings.locale,
        "time_zone": settings.time_zone,
    }


def _as_said(locale: str, texts: dict[str, str]) -> dict[str, str]:
    """As the look ahead says it: words instead of codes."""
    return {
        "everybody_two_steps": translate(locale, "yes") if texts["everybody_two_steps"] == "yes" else translate(locale, "no"),
        "idle_minutes": texts["idle_minutes"] or translate(locale, "the portal's own"),
        "locale": dict(_LANGUAGES).get(texts["locale"], texts["locale"]),
        "time_zone": texts["time_zone"].replace("_", " "),
    }
