"""How the approval rules look: in plain words at the left; at the right the form of one with its preview; below, a cart to try them on."""

from typing import Any

import reflex as rx

from portal_app.kernel.permissions import Permission
from portal_app.purchasing.screens.rule_fields import NEW
from portal_app.purchasing.screens.rule_texts import PATH
from portal_app.purchasing.screens.rules import Rules
from portal_app.ui import (
    Column,
    PortalPage,
    PortalState,
    T,
    back_link,
    button,
    dialog,
    empty_view,
    entry_link,
    error_view,
    form,
    form_foot,
    framed,
    link_button,
    no_right_view,
    note,
    number_field,
    page_head,
    panes,
    problem_view,
    section,
    select_field,
    send_button,
    skeleton,
    table,
    text_field,
    tick,
    tick_list,
    timeline,
)

_CLOSE, _TRY = "close-rule", "try-rules"
_ADD = f"{PATH}?rule={NEW}"


def page() -> rx.Component:
    ready = Rules.view == "ready"
    return framed(
        page_head(
            T("Approval rules"),
            rx.cond(ready, button(T("Try a cart"), kind="secondary", opens=_TRY)),
            rx.cond(ready, link_button(T("Add a rule"), _ADD, icon_name="plus")),
            way=((T("Company"), "/company/people"), (T("Approval rules"), "")),
            sub=T("When somebody else decides about a cart, and who. Nobody ever decides about their own."),
        ),
        rx.match(
            Rules.view,
            ("ready", panes(_list(), _pane(), open=Rules.open_id, label=T("The chosen rule"))),
            ("forbidden", no_right_view(T("Approval rules are set by your company's administrator."), who=T("Your company's administrator"))),
            ("failed", error_view(PortalState.problem.title, on_retry=Rules.show, incident=PortalState.problem.incident)),
            skeleton(),
        ),
        _closing(),
        _trying(),
        current="company",
        width="full",
    )


PAGE = PortalPage(PATH, page, T("Approval rules"), on_load=Rules.show, right=Permission.APPROVAL_RULE_EDIT)


def _list() -> rx.Component:
    empty = empty_view(
        T("No approval rule yet"),
        T("Without a rule nobody has to approve a cart, unless a budget asks for it."),
        link_button(T("Add a rule"), _ADD, kind="primary"),
    )
    row = lambda one: [rx.el.span(entry_link(one.name, one.href, id=one.id, current=one.id == Rules.open_id), rx.el.span(one.said, class_name="part"))]  # noqa: E731
    return table([Column(T("Rule"), phone="lead")], Rules.rows, row, label=T("Approval rules"), empty=empty)


def _pane() -> rx.Component:
    row = Rules.chosen
    missing = rx.el.div(
        rx.el.h2(T("We cannot find this rule"), tab_index=-1), rx.el.p(T("It may have been removed, or the link is incomplete.")), class_name="blank"
    )
    title = rx.cond(row.id == NEW, T("A new rule"), row.name)
    told = rx.cond(row.said != "", rx.el.p(row.said, class_name="sub"))
    head = rx.el.div(rx.el.h2(title, tab_index=-1, class_name="big-title"), told)
    strange = note(T("Its conditions were put in another way than this form can show. It can be switched off; a new rule can take its place."), tone="info")
    body = rx.el.div(head, problem_view(PortalState.problem), rx.cond(row.can_edit, _form(), rx.fragment(strange, _switch_off())), class_name="stack wider")
    shown = rx.fragment(back_link(T("All rules"), PATH), rx.cond(row.id != "", body, missing))
    return rx.cond(Rules.open_id == "", rx.el.p(T("Choose a rule to change it or to switch it off."), class_name="hint"), shown)


def _form() -> rx.Component:
    behind = note(T("Somebody changed this rule in the meantime. Above stands what it says now; what you entered is still here."), tone="info")
    preview = note(rx.el.b(T("In plain words:")), " ", Rules.preview, tone="plain")
    return form(
        rx.cond(Rules.is_behind, behind),
        text_field(name="name", label=T("Name"), value=Rules.entered.name, max_length=80, on_change=lambda value: Rules.put("name", value)),
        *_conditions(),
        *_steps(),
        rx.el.div(rx.cond(Rules.preview != "", preview), role="status"),
        form_foot(
            send_button(T("Save"), busy_word=T("Saving")),
            button(T("Discard"), kind="quiet", on_click=Rules.discard),
            rx.cond(Rules.chosen.id != NEW, _switch_off()),
        ),
        on_submit=Rules.save,
        problem=Rules.trouble,
        saved_when=Rules.saved,
        label=T("The rule"),
    )


def _switch_off() -> rx.Component:
    return button(T("Switch it off …"), kind="danger", opens=_CLOSE)


def _conditions() -> list[rx.Component]:
    entered, options = Rules.entered, Rules.options
    return [
        select_field(name="joined", label=T("It counts when"), options=options["joined"], value=entered.joined,
                     on_change=lambda value: Rules.put("joined", value)),
        number_field(name="total", label=T("Order above, net"), value=entered.total, unit=Rules.currency, min=0, decimals=2, optional=True, width="medium",
                     on_change=lambda value: Rules.put("total", value)),
        tick(name="exceeded", label=T("A budget is exceeded"), checked=entered.exceeded, on_change=lambda value: Rules.tick("exceeded", value)),
        number_field(name="share", label=T("A budget goes above"), value=entered.share, unit="%", min=1, max=1000, decimals=0, optional=True, width="medium",
                     on_change=lambda value: Rules.put("share", value)),
        rx.cond(
            options["centres"].length() > 0,
            tick_list(name="centres", label=T("For one of these cost centres"), options=options["centres"], value=entered.centres, optional=True,
                      on_change=lambda value: Rules.pick("centres", value)),
        ),
        select_field(name="category", label=T("Category of a product"), options=options["categories"], value=entered.category, optional=True,
                     on_change=lambda value: Rules.put("category", value)),
        tick(name="first", label=T("A product is ordered for the first time"), checked=entered.first, on_change=lambda value: Rules.tick("first", value)),
    ]  # fmt: skip


def _steps() -> list[rx.Component]:
    entered, options = Rules.entered, Rules.options

    def people(name: Any, label: Any, value: Any) -> rx.Component:
        return tick_list(name=name, label=label, options=options["people"], value=value, optional=True, on_change=lambda picked: Rules.pick(name, picked))

    return [
        select_field(name="who1", label=T("Who decides"), options=options["who1"], value=entered.who1, on_change=lambda value: Rules.put("who1", value)),
        rx.cond(entered.who1 == "people", people("people1", T("One of these people"), entered.people1)),
        select_field(name="who2", label=T("Who decides after that"), options=options["who2"], value=entered.who2, optional=True,
                     on_change=lambda value: Rules.put("who2", value)),
        rx.cond(entered.who2 == "people", people("people2", T("Then one of these people"), entered.people2)),
    ]  # fmt: skip


def _closing() -> rx.Component:
    row = Rules.chosen
    body = form(
        rx.el.input(type="hidden", name="rule", value=row.id, read_only=True),
        rx.el.p(T("From then on it asks nobody. Carts that wait already go on as they were asked.")),
        form_foot(send_button(T("Switch off {name}", name=row.name), kind="danger"), button(T("Cancel"), kind="quiet", closes=True)),
        on_submit=Rules.close,
        problem=PortalState.problem,
        saved_when=Rules.saved,
    )
    return dialog(body, title=T("Switch this rule off?"), id=_CLOSE, closes_when=Rules.saved, narrow=True)


def _trying() -> rx.Component:
    options, tried = Rules.options, Rules.tried
    fields = form(
        select_field(name="buyer", label=T("Who sends it"), options=options["buyers"], value=tried["buyer"]),
        number_field(name="net", label=T("Order, net"), value=tried["net"], unit=Rules.currency, min=0, decimals=2, width="medium"),
        select_field(name="centre", label=T("Cost centre"), options=options["centre"], value=tried["centre"], optional=True),
        select_field(name="category", label=T("Category of a product"), options=options["categories"], value=tried["category"], optional=True),
        tick(name="first", label=T("A product is ordered for the first time"), checked=tried["first"] == "True"),
        form_foot(send_button(T("Who would have to approve this?")), button(T("Close"), kind="quiet", closes=True)),
        on_submit=Rules.try_it,
        problem=Rules.trial_trouble,
        saved_when=Rules.trial,
    )
    told = rx.el.div(rx.cond(Rules.trial.length() > 0, section(T("What would happen"), timeline(Rules.trial), small=True)), role="status")
    return dialog(rx.el.p(T("Nothing is ordered. Rules and budgets count as they stand now."), class_name="hint"), fields, told, title=T("Try a cart"), id=_TRY)
