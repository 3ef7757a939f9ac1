"""One's own account: sign-ins, second step, password, look, companies. Everybody who is signed in has this page."""

from dataclasses import dataclass
from typing import Any

import reflex as rx

from portal_app.accounts.actions.own_account import OwnAccount, read_own_account
from portal_app.accounts.actions.set_up import remove_second_step
from portal_app.accounts.screens.answers import put_changed, view_after, viewed
from portal_app.accounts.screens.join import PASSWORD_HELP, Said, for_the_password_safe
from portal_app.accounts.screens.own_sessions import OwnSessions, own_devices, own_sessions
from portal_app.accounts.screens.set_up import RECOVERY_CODES
from portal_app.accounts.screens.sign_in import SET_UP
from portal_app.kernel.errors import StepUpNeeded
from portal_app.kernel.i18n import format_date, message
from portal_app.ui import (
    TN,
    PortalPage,
    PortalState,
    T,
    answer_to,
    button,
    density_switch,
    dialog,
    fill_page_again,
    form_foot,
    framed,
    go_on_after_step_up,
    http_form,
    keys_switch,
    language_switch,
    link_button,
    note,
    on_event,
    page_head,
    password_field,
    post_button,
    problem_view,
    section,
    send_button,
    side_sheet,
    stamp,
    theme_switch,
)

ROUTE = "/account"
_REMOVE = "remove-second-step"
FEW_CODES = 3


@dataclass(frozen=True)
class CompanyRow:
    id: str
    name: str
    is_this: bool


class Account(PortalState):
    view: str = "loading"
    name: str = ""
    email: str = ""
    password_since: str = ""
    has_step: bool = False
    step_asked: bool = False
    codes_left: int = 0
    companies: list[CompanyRow] = []
    removed: int = 0

    @on_event
    async def show(self) -> None:
        own = await self._do(read_own_account)
        if own is None:
            self.view = view_after(self.problem)
            return
        put_changed(self, view="ready", **_texts(self, own))

    @on_event
    async def remove_step(self) -> Any:
        if await self._do(remove_second_step) is None:
            await go_on_after_step_up(self, Account.remove_step)
            return None
        self.removed += 1
        await self._toast(message("Your second step is removed. Only your password opens your account now."))
        return fill_page_again()


def page() -> rx.Component:
    left = rx.el.div(own_sessions(), _second_step(), _password(), own_devices(), class_name="stack wider")
    return framed(
        page_head(T("Your account"), sub=rx.fragment(Account.name, rx.cond(Account.email != "", rx.fragment(", ", Account.email)))),
        rx.cond((Account.view == "ready") & (PortalState.problem.code != StepUpNeeded.code), problem_view(PortalState.problem)),
        viewed(
            Account.view,
            rx.el.div(left, _beside(), class_name="split"),
            closed=T("Your own account is always yours to see."),
            on_retry=Account.show,
        ),
        _really_remove(),
        current="",
    )


PAGE = PortalPage(ROUTE, page, T("Your account"), on_load=[Account.show, OwnSessions.show])


def _second_step() -> rx.Component:
    left = TN("{n} recovery code left", "{n} recovery codes left", Account.codes_left)
    with_app = rx.fragment(
        rx.el.div(
            stamp(T("App set up"), "green", bare=True),
            rx.cond(Account.codes_left > FEW_CODES, rx.el.span(left, class_name="sub"), stamp(left, "ochre", bare=True)),
            class_name="row wrap",
        ),
        rx.el.p(
            link_button(T("Move to another phone"), _set_up(), leaves=True),
            link_button(T("New recovery codes"), RECOVERY_CODES, leaves=True),
            rx.cond(Account.step_asked, rx.fragment(), button(T("Remove …"), kind="quiet", opens=_REMOVE)),
            class_name="row wrap",
        ),
        rx.cond(Account.step_asked, rx.el.p(T("Your role or your company asks for a second step, so it can be moved but not removed."), class_name="hint")),
    )
    without = rx.fragment(
        note(T("Only your password opens your account. With a second step a stolen password is not enough.")),
        rx.el.p(link_button(T("Set up the second step"), _set_up(), kind="primary", leaves=True)),
    )
    return section(T("Second step"), rx.el.div(rx.cond(Account.has_step, with_app, without), class_name="stack wide"))


def _set_up() -> str:
    return f"{SET_UP}?next={ROUTE}"


def _password() -> rx.Component:
    done = answer_to("password_changed", Said)
    form = http_form(
        for_the_password_safe(Account.email, hidden=True),
        password_field(name="current", label=T("Your password now"), width="long", max_length=1000),
        password_field(name="password", label=T("New password"), new=True, help=PASSWORD_HELP, width="long", max_length=1000),
        form_foot(send_button(T("Change the password"), busy_word=T("One moment"), kind="secondary")),
        action="/auth/password",
        answer="password_changed",
        saved_when=done.say,
        on_answered=[Account.show, OwnSessions.show],
        label=T("Change the password"),
    )
    said = rx.el.div(rx.cond(done.say, note(done.say, tone="good")), role="status")
    since = rx.cond(Account.password_since != "", rx.el.span(T("since {day}", day=Account.password_since), class_name="hint"))
    return section(T("Password"), rx.el.div(said, form, class_name="stack"), beside=(since,))


def _beside() -> rx.Component:
    look = rx.el.div(
        rx.el.h3(T("How the portal looks")),
        rx.el.p(T("Kept with your account, on every device."), class_name="hint"),
        language_switch(),
        theme_switch(),
        density_switch(),
        keys_switch(),
        class_name="stack",
    )
    companies = rx.el.div(rx.el.h3(T("Your companies")), rx.el.ul(rx.foreach(Account.companies, _company), class_name="stack"), class_name="stack")
    return side_sheet(look, rx.cond(Account.companies.length() > 1, companies))


def _company(row: Any) -> rx.Component:
    there = post_button(T("Go there"), "/auth/company", {"company_id": row.id, "next": "/"}, kind="secondary", small=True)
    return rx.el.li(rx.el.span(row.name, class_name="grow"), rx.cond(row.is_this, stamp(T("You are here"), "green", bare=True), there), class_name="row")


def _really_remove() -> rx.Component:
    return dialog(
        rx.el.p(T("From then on your password alone opens your account. Your recovery codes become void, and all other sign-ins end.")),
        title=T("Remove the second step?"),
        id=_REMOVE,
        closes_when=Account.removed,
        narrow=True,
        foot=[button(T("Keep it"), kind="quiet", closes=True), button(T("Remove the second step"), kind="danger", closes=True, on_click=Account.remove_step)],
    )


def _texts(state: PortalState, own: OwnAccount) -> dict[str, Any]:
    return {
        "name": own.name,
        "email": own.email,
        "password_since": format_date(state._locale, own.password_changed_at.date()) if own.password_changed_at else "",
        "has_step": own.has_second_step,
        "step_asked": own.second_step_asked,
        "codes_left": own.recovery_codes_left,
        "companies": [CompanyRow(one.id, one.name, one.is_this) for one in own.companies],
    }
