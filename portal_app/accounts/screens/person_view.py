"""How the chosen person looks: head with menu, roles, limits, what will change, and the questions before what cannot be undone."""

from typing import Any

import reflex as rx

from portal_app.accounts.screens.differences import difference_list
from portal_app.accounts.screens.person_acts import PersonActs
from portal_app.accounts.screens.person_pane import PersonPane
from portal_app.ui import (
    T,
    back_link,
    button,
    dialog,
    error_view,
    facts,
    form,
    form_foot,
    icon_button,
    menu,
    menu_item,
    note,
    number_field,
    problem_view,
    select_field,
    send_button,
    skeleton,
    stamp,
    text_area,
    text_button,
    text_field,
    tick,
)

LIST = "/company/people"
_head = PersonPane.head
_ahead = PersonPane.ahead


def person_pane() -> rx.Component:
    return rx.match(
        PersonPane.view,
        ("none", rx.el.p(T("Choose a person to see and change roles and limits."), class_name="hint")),
        ("ready", rx.fragment(_title(), problem_view(PersonPane.refused), rx.cond(_head.may_edit, _form(), _read_only()), *_questions())),
        ("unknown", _unknown()),
        ("failed", rx.fragment(_back(), error_view(T("We could not load this person."), on_retry=PersonPane.show_person))),
        rx.fragment(_back(), skeleton(4)),
    )


def _back() -> rx.Component:
    return back_link(T("All people"), LIST)


def _unknown() -> rx.Component:
    return rx.fragment(
        _back(),
        rx.el.div(
            rx.el.h2(T("We cannot find this person"), tab_index=-1), rx.el.p(T("They may have been removed, or the link is incomplete.")), class_name="blank"
        ),
    )


def _title() -> rx.Component:
    words = rx.el.div(
        rx.el.div(
            rx.el.h2(_head.name, tab_index=-1, class_name="big-title"),
            rx.cond(_head.state != "active", stamp(_head.state_text, _head.tone, sign_name=_head.sign)),
            class_name="row wrap",
        ),
        rx.el.p(_head.sub, class_name="sub"),
        rx.el.p(_head.email, rx.cond(_head.seen != "", rx.el.span(" · ", _head.seen)), class_name="hint"),
        class_name="grow",
    )
    has_acts = _head.may_edit | _head.may_switch | _head.may_invite
    return rx.fragment(_back(), rx.el.div(words, rx.cond(has_acts & ~_head.is_self, _menu()), class_name="row between top"))


def _menu() -> rx.Component:
    invited, active, off = (_head.state == state for state in ("invited", "active", "off"))
    return menu(
        rx.cond(invited & _head.may_invite, menu_item(T("Send the invitation again"), icon_name="mail", on_click=PersonActs.resend(_head.id))),
        rx.cond(invited & _head.may_invite, menu_item(T("Withdraw the invitation"), icon_name="close", opens="withdraw", danger=True)),
        rx.cond(~invited & _head.has_sessions & _head.may_edit, menu_item(T("Sign out everywhere"), icon_name="key", opens="end-sessions")),
        rx.cond(~invited & _head.has_second_step & _head.may_edit, menu_item(T("Reset the second step"), icon_name="undo", opens="reset-step")),
        rx.cond(active & _head.may_switch, menu_item(T("Switch off"), icon_name="lock", danger=True, on_click=PersonActs.switch_off(_head.id))),
        rx.cond(off & _head.may_switch, menu_item(T("Switch on again"), icon_name="check", on_click=PersonActs.switch_on(_head.id))),
        label=T("More for {name}", name=_head.name),
        look="icon-button lined",
    )


# what is entered


def _form() -> rx.Component:
    return form(
        _roles(),
        rx.cond(_ahead.may_order & ~_head.is_self, _limits()),
        _what_will_change(),
        _names(),
        form_foot(
            send_button(T("Save for {name}", name=_head.last_name), busy_word=T("Saving")),
            button(T("Discard"), kind="quiet", on_click=PersonPane.discard),
        ),
        on_submit=PersonPane.save,
        problem=PersonPane.trouble,
        saved_when=PersonPane.saved,
        label=T("Roles and limits"),
    )


def _roles() -> rx.Component:
    own = note(T("Nobody changes their own roles or limits. Please ask another administrator."), tone="info")
    add = rx.cond(PersonPane.cost_centres.length() > 1, rx.el.p(text_button(T("Give a role for one cost centre"), opens="scoped-role"), class_name="sub"))
    return rx.el.fieldset(
        rx.el.legend(T("Roles, for the whole company"), class_name="pane-title"),
        rx.el.div(
            rx.foreach(
                PersonPane.boxes,
                lambda box: tick(
                    name="roles", label=box.name, value=box.role, checked=box.held, disabled=box.fixed, on_change=lambda on: PersonPane.turn_role(box.role, on)
                ),
            ),
            class_name="choices two",
        ),
        rx.el.ul(rx.foreach(PersonPane.scoped, _scoped_role), class_name="held"),
        rx.cond(_head.is_self, own, rx.cond(_head.may_assign, add)),
        class_name="stack",
    )


def _scoped_role(role: Any) -> rx.Component:
    drop = icon_button("close", T("Take away {role}", role=role.text), on_click=PersonPane.drop_scoped(role.value))
    return rx.el.li(rx.el.span(role.text, class_name="grow"), rx.cond(role.fixed, rx.fragment(), drop), class_name="row")


def _limits() -> rx.Component:
    limits = [
        number_field(
            name=name, label=label, value=PersonPane.entered[name], unit=_head.currency, decimals=2, min=0, optional=True,
            on_change=lambda value, name=name: PersonPane.put(name, value),
        )
        for name, label in (("limit_per_order", T("Limit per order")), ("limit_per_month", T("Limit per month")))
    ]  # fmt: skip
    hint = rx.el.p(T("Empty means no limit; 0 means that nothing can be ordered."), class_name="hint")
    return rx.el.div(rx.el.div(*limits, class_name="fields pair"), hint, class_name="stack")


def _names() -> rx.Component:
    labels = (("first_name", T("First name")), ("last_name", T("Last name")), ("salutation", T("Salutation or title")), ("unit", T("Unit")))
    fields = [
        text_field(
            name=name, label=label, value=PersonPane.entered[name], optional=name in ("salutation", "unit"), max_length=80,
            on_change=lambda value, name=name: PersonPane.put(name, value),
        )
        for name, label in labels
    ]  # fmt: skip
    return rx.el.fieldset(rx.el.legend(T("Name and unit"), class_name="pane-title"), rx.el.div(*fields, class_name="fields"))


def _what_will_change() -> rx.Component:
    rights = rx.fragment(
        rx.cond(_ahead.gained != "", rx.el.p(T("May from then on: {rights}.", rights=_ahead.gained))),
        rx.cond(_ahead.lost != "", rx.el.p(T("May no longer: {rights}.", rights=_ahead.lost))),
        rx.cond(_ahead.signs_out, rx.el.p(T("{name} is signed out, and has the new roles at the next sign-in.", name=_head.name))),
    )
    told = rx.cond(
        _ahead.trouble != "", note(_ahead.trouble, tone="bad"), note(rx.el.b(T("What will change:")), difference_list(_ahead.lines), rights, tone="plain")
    )
    warned = rx.cond(
        _ahead.warnings.length() > 0,
        rx.el.div(
            note(rx.foreach(_ahead.warnings, _paragraph)),
            text_area(
                name="reason",
                label=T("Why this is right"),
                help=T("It stands in the record beside the change."),
                rows=2,
                value=PersonPane.entered["reason"],
                on_change=lambda value: PersonPane.put("reason", value),
            ),
            class_name="stack",
        ),
    )
    return rx.el.div(rx.cond(_ahead.is_changed, told), warned, role="status", class_name="stack")


def _paragraph(words: Any) -> rx.Component:
    return rx.el.p(words)


def _read_only() -> rx.Component:
    held = rx.foreach(PersonPane.boxes, lambda box: rx.cond(box.held, rx.el.span(box.name, class_name="part")))
    scoped = rx.foreach(PersonPane.scoped, lambda role: rx.el.span(role.text, class_name="part"))
    limits = [
        (label, rx.cond(PersonPane.entered[name] != "", rx.fragment(PersonPane.entered[name], " ", _head.currency), T("none set")))
        for name, label in (("limit_per_order", T("Limit per order")), ("limit_per_month", T("Limit per month")))
    ]
    return rx.el.div(facts((T("Roles"), rx.fragment(held, scoped)), *limits), class_name="stack wide")


# questions


def _questions() -> tuple[rx.Component, ...]:
    name = _head.name
    return (
        _question(
            "withdraw",
            T("Withdraw the invitation of {name}?", name=name),
            T("The link in the mail stops working, and {name} leaves the list. You can invite them again at any time.", name=name),
            T("Withdraw for {name}", name=name),
            PersonActs.withdraw(_head.id),
        ),
        _question(
            "end-sessions",
            T("Sign {name} out everywhere?", name=name),
            T("Open pages go to the sign-in at once. What was not saved there is lost; {name} can sign in again.", name=name),
            T("Sign {name} out", name=name),
            PersonActs.end_sessions(_head.id),
        ),
        _question(
            "reset-step",
            T("Reset the second step of {name}?", name=name),
            T("Do this for a lost phone, and only when you are sure who asks. The app and all recovery codes stop working, and all sign-ins end."),
            T("Reset for {name}", name=name),
            PersonActs.reset_step(_head.id),
        ),
        _scoped_dialog(),
    )


def _question(id: str, title: Any, words: Any, verb: Any, act: Any) -> rx.Component:
    foot = [button(T("Cancel"), kind="quiet", closes=True), button(verb, kind="danger", closes=True, on_click=act)]
    return dialog(rx.el.p(words), title=title, id=id, foot=foot, narrow=True)


def _scoped_dialog() -> rx.Component:
    return dialog(
        form(
            select_field(name="role", label=T("Role"), options=PersonPane.role_choices),
            select_field(name="cost_centre", label=T("Cost centre"), options=PersonPane.cost_centres),
            form_foot(send_button(T("Add the role")), button(T("Cancel"), kind="quiet", closes=True)),
            on_submit=PersonPane.add_scoped,
            saved_when=PersonPane.saved,
        ),
        title=T("A role for one cost centre"),
        id="scoped-role",
        narrow=True,
        closes_when=PersonPane.saved,
    )
