"""How the chosen request looks: what and how much, why it waits, its lines, budgets and way, and the two buttons."""

from typing import Any

import reflex as rx

from portal_app.purchasing.screens.request_pane import RequestPane
from portal_app.ui import (
    Column,
    PortalState,
    T,
    back_link,
    budget_bar,
    button,
    dialog,
    error_view,
    form,
    form_foot,
    note,
    problem_view,
    section,
    send_button,
    skeleton,
    stamp,
    table,
    text_area,
    timeline,
    total_row,
    two_lines,
)

REFUSE = "refuse-request"
_facts = RequestPane.facts


def request_pane(back: Any, own: Any) -> rx.Component:
    """`back` is the address of the list, `own` says that the reader asked for it."""
    deciding = form(*_hidden(), _sheet(own), _foot(), on_submit=RequestPane.approve, saved_when=RequestPane.turn, label=T("Decide about it"))
    return rx.match(
        RequestPane.view,
        ("none", rx.el.p(T("Choose a request to see it."), class_name="hint")),
        ("ready", rx.fragment(_back(back), _problem(), _unsent(), rx.cond(_facts.may_decide, rx.fragment(deciding, _refusal()), _sheet(own)))),
        ("unknown", rx.fragment(_back(back), _unknown())),
        ("failed", rx.fragment(_back(back), error_view(T("We could not load this request.")))),
        rx.fragment(_back(back), skeleton(4)),
    )


def _back(back: Any) -> rx.Component:
    return back_link(T("All requests"), back)


def _problem() -> rx.Component:
    """What somebody has to correct stands in the form itself."""
    return rx.cond(PortalState.problem.code != "invalid", problem_view(PortalState.problem))


def _unsent() -> rx.Component:
    """Where somebody can still decide, what they typed stands in the form again."""
    words = T("What you wrote was not sent. It stays here until you open another request.")
    typed = rx.cond(RequestPane.unsent.reason != "", RequestPane.unsent.reason, RequestPane.unsent.note)
    told = note(
        rx.el.p(words), rx.el.p(typed, class_name="strong", custom_attrs={"style": {"whiteSpace": "pre-wrap", "overflowWrap": "anywhere"}}), tone="plain"
    )
    return rx.cond(~_facts.may_decide & (typed != ""), told)


def _unknown() -> rx.Component:
    words = rx.el.p(T("It is not open to you any more, or the link is incomplete."))
    return rx.el.div(rx.el.h2(T("We cannot find this request"), tab_index=-1), words, class_name="blank")


def _sheet(own: Any) -> rx.Component:
    return rx.el.div(_head(own), _remarks(), _lines(), _others(), _below(), class_name="stack wider")


def _head(own: Any) -> rx.Component:
    words = rx.el.div(
        rx.el.div(
            rx.el.h2(_facts.title, tab_index=-1, class_name="big-title"), stamp(_facts.look.text, _facts.look.tone, sign_name=_facts.look.sign),
            class_name="row wrap",
        ),
        rx.el.p(rx.el.span(_facts.number, class_name="code"), " · ", _facts.buyer, " · ", T("sent {moment}", moment=_facts.asked), class_name="sub"),
        rx.cond(own, rx.el.p(rx.el.a(T("To the order"), href=rx.Var.create("/cart/ordered?order=").to(str) + _facts.order_id), class_name="sub")),
        class_name="grow",
    )  # fmt: skip
    amount = rx.el.div(
        rx.el.span(_facts.net, class_name="big"), rx.el.span(_facts.net_said, class_name="part"), class_name="number", custom_attrs={"data-amount": ""}
    )
    return rx.el.div(words, rx.cond(_facts.net != "", amount), class_name="row between top wrap")


def _remarks() -> rx.Component:
    def said(row: Any) -> rx.Component:
        return rx.el.p(rx.el.b(row.lead, class_name="strong"), " ", row.text)

    return rx.el.div(
        rx.cond(_facts.why_not != "", note(_facts.why_not, tone="info")),
        rx.cond(RequestPane.whys.length() > 0, note(rx.foreach(RequestPane.whys, said))),
        rx.cond(RequestPane.remarks.length() > 0, note(rx.foreach(RequestPane.remarks, said), tone="info")),
        class_name="stack",
    )


def _lines() -> rx.Component:
    columns = [
        Column(T("Article"), phone="second"),
        Column(T("Description"), phone="lead"),
        Column(T("Quantity"), number=True, phone="aside"),
        Column(T("For"), phone="third"),
        Column(T("Line net"), number=True, phone="amount"),
    ]
    foot = [total_row(RequestPane.total, rx.el.span(_facts.net), columns=len(columns))]
    return table(columns, RequestPane.lines, _cells, label=T("Lines of the cart"), foot=foot)


def _cells(row: Any) -> list[Any]:
    name = rx.fragment(row.name, rx.cond(row.is_new, rx.fragment(" ", stamp(T("first order"), "ochre", bare=True))))
    return [
        rx.el.span(row.number, class_name="code"),
        rx.cond(row.detail != "", two_lines(name, row.detail), name),
        row.quantity,
        row.centre,
        rx.el.span(row.net, class_name="strong"),
    ]


def _others() -> rx.Component:
    """Beside the lines; the digest names exactly the cart that is shown and decided."""
    fact = lambda row: rx.fragment(rx.el.dt(row.label), rx.el.dd(row.value))  # noqa: E731
    digest = rx.el.span(_facts.digest_said, class_name="code", title=_facts.digest)
    told = rx.el.dl(rx.foreach(RequestPane.others, fact), rx.el.dt(T("Digest")), rx.el.dd(digest), class_name="facts")
    return rx.el.div(told)


def _below() -> rx.Component:
    way = section(T("Its way"), timeline(RequestPane.way), beside=(rx.el.span(T("cannot be edited"), class_name="hint"),))
    return rx.el.div(rx.cond(RequestPane.budgets.length() > 0, _budgets()), way, class_name="fields")


def _budgets() -> rx.Component:
    def budget(row: Any) -> rx.Component:
        shares = rx.cond(row.is_over, rx.el.b(row.shares, class_name="is-red"), rx.el.b(row.shares))
        return rx.el.div(
            rx.el.div(rx.el.span(row.name, class_name="grow"), shares, class_name="row between"),
            budget_bar(spent=row.spent, reserved=row.asked, over=row.over, limit=row.limit, said=row.said),
            rx.el.p(row.hint, class_name="hint"),
        )

    return section(T("Budgets with it"), rx.el.div(rx.foreach(RequestPane.budgets, budget), class_name="stack wide"))


# the decision


def _hidden() -> list[rx.Component]:
    told = (("request", _facts.id), ("digest", _facts.digest), ("key", RequestPane.look_key))
    return [rx.el.input(type="hidden", name=name, value=value, read_only=True) for name, value in told]


def _foot() -> rx.Component:
    words = text_area(
        name="note", label=T("Note to {name}", name=_facts.buyer), rows=2, max_length=1000, optional=True, value=RequestPane.unsent.note
    )  # where Enter decides nothing
    refuse = button(T("Refuse …"), kind="danger", opens=REFUSE)
    return rx.fragment(words, form_foot(send_button(_facts.approve, busy_word=T("Approving …")), refuse))


def _refusal() -> rx.Component:
    return dialog(
        form(
            *_hidden(),
            rx.el.p(T("{name} gets the cart back with your reason. Nothing is ordered.", name=_facts.buyer)),
            text_area(
                name="note",
                label=T("Reason"),
                max_length=1000,
                value=RequestPane.unsent.reason,
                missing=T("Please say why, so that the buyer knows what to do."),
            ),
            form_foot(send_button(_facts.refuse, kind="danger", busy_word=T("Refusing …")), button(T("Cancel"), kind="quiet", closes=True)),
            on_submit=RequestPane.refuse,
            problem=PortalState.problem,
            saved_when=RequestPane.turn,
        ),
        title=T("Refuse {title}?", title=_facts.title),
        id=REFUSE,
        closes_when=RequestPane.turn,
        narrow=True,
    )
