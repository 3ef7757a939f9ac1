"""The kit's stamps, notes, budget bars, histories, steps and sums."""

import reflex as rx

from portal_app.ui.blocks import budget_bar, budget_legend, change, facts, note, section, side_sheet, steps, timeline
from portal_app.ui.stamps import stamp
from portal_app.ui.tables import totals
from portal_app.ui.waterfall import Bar, waterfall
from portal_app.ui.words import T


def reading() -> rx.Component:
    left = rx.el.div(_stamps(), _notes(), _way(), _fall(), class_name="stack wide")
    return section(T("Reading"), rx.el.div(left, _side(), class_name="split"))


def _stamps() -> rx.Component:
    tones = [
        stamp(T("In stock"), "green"),
        stamp(T("Part, rest 27 Nov"), "ochre"),
        stamp(T("On request")),
        stamp(T("Not found"), "red"),
        stamp(T("Waiting for Ms Berg, 2 h"), "ochre", sign_name="clock", since=T("since 07:38, over budget by 90.00")),
        stamp(T("On its way"), "blue"),
        stamp(T("Closed"), sign_name="square"),
        stamp(T("Quote"), "plum"),
    ]
    return rx.el.div(*tones, stamp(T("In stock"), "green", bare=True), stamp(T("Not found"), "red", bare=True), class_name="row wrap")


def _notes() -> rx.Component:
    return rx.el.div(
        note(rx.el.b(T("Price changed:")), " 77-0110-0 ", change("6.10", "6.32")),
        note(T("4712 Tools goes to 105 %, 90.00 over its 1,800.00 for November."), tone="bad"),
        note(T("3 drills fewer and no approval is needed."), tone="info"),
        note(T("No approval needed."), tone="good"),
        note(T("Last quarter 4 of his 38 orders would not have asked you."), tone="plain"),
        class_name="stack",
    )


def _way() -> rx.Component:
    words = [
        ("done", "check", T("Ordered"), T("9 Nov 10:12")),
        ("done", "check", T("Approved"), T("9 Nov 11:40, Berg")),
        ("now", "half", T("Partly shipped"), T("2 of 5 lines open")),
        ("todo", "ring", T("Invoiced in full"), T("after the rest")),
    ]
    return steps([{"state": state, "sign": drawing, "title": title, "detail": detail} for state, drawing, title, detail in words])


def _fall() -> rx.Component:
    rows = [
        Bar(T("List price"), "List 2026", "14.20", "start", "0%", "100%", "100%"),
        Bar(T("Framework agreement"), "2026-11", "\N{MINUS SIGN}4.40", "less", "69%", "31%", "69%"),
        Bar(T("Surcharge"), "11/2026", "+0.62", "more", "69%", "4.4%", "73.4%"),
        Bar(T("Net"), "", "10.42", "whole", "0%", "73.4%"),
    ]
    return waterfall(rows)


def _side() -> rx.Component:
    history = timeline(
        [
            {"sign": "clock", "title": T("Waiting for you"), "detail": T("Deputy Dr Lang is asked tomorrow 09:45"), "strong": True},
            {"sign": "full", "title": T("Jan Keller sent it again"), "detail": T("today 07:38"), "strong": False},
            {"sign": "ring", "title": T("You asked back"), "detail": T("Fri 16:52"), "strong": False},
        ]
    )
    budgets = rx.el.div(
        rx.el.div(rx.el.span("4711 ", T("Maintenance")), rx.el.b("61 %"), class_name="row between"),
        budget_bar(spent=53, reserved=8, limit=87, expected=66, said=T("61 % spent or reserved, 66 % expected by today")),
        rx.el.div(rx.el.span("4712 ", T("Tools")), rx.el.b("105 %", class_name="is-red"), class_name="row between"),
        budget_bar(spent=70, reserved=17, over=5, limit=87, expected=66, said=T("105 % spent or reserved, over the limit"), thin=True),
        budget_legend(),
    )
    return side_sheet(
        rx.el.div(rx.el.h3(T("Budgets, November")), budgets),
        facts((T("Order"), rx.el.span("O-10391", class_name="code")), (T("Ordered by"), "Jan Keller")),
        rx.el.div(rx.el.h3(T("Its way")), history, class_name="stack"),
        totals((T("Lines net"), "1,204.50"), (T("Freight"), "0.00"), (T("VAT 19 %"), "228.86"), total=(T("Gross (EUR)"), "1,433.36")),
        strong=True,
    )
