"""“What will change”: the entered beside the saved, before anything is saved."""

from dataclasses import dataclass
from typing import Any

import reflex as rx
from reflex_base.vars.base import Var

from portal_app.kernel.i18n import translate
from portal_app.ui import T, change, note


@dataclass(frozen=True)
class ChangeText:
    """One difference as finished text. Without a `before` it is new, without an `after` it goes."""

    label: str
    before: str
    after: str


def differences(locale: str, labels: dict[str, str], before: dict[str, str], after: dict[str, str]) -> list[ChangeText]:
    """The fields that differ, in the order of `labels` (field to its English name)."""
    return [ChangeText(translate(locale, labels[name]), before[name], after[name]) for name in labels if before[name] != after[name]]


def what_will_change(lines: Var, *more: Any) -> rx.Component:
    """Stands under a form while something differs; `more` says what else saving does."""
    told = note(rx.el.b(T("What will change:")), difference_list(lines), *more, tone="plain")
    return rx.el.div(rx.cond(lines.length() > 0, told), role="status")


def difference_list(lines: Var) -> rx.Component:
    return rx.el.ul(rx.foreach(lines, lambda line: rx.el.li(line.label, " ", _difference(line))), class_name="differences diff")


def _difference(line: Any) -> rx.Component:
    came = rx.el.span(rx.el.span(T("added: "), class_name="unseen"), rx.el.ins(line.after))
    went = rx.el.span(rx.el.span(T("taken away: "), class_name="unseen"), rx.el.del_(line.before))
    return rx.cond(line.before == "", came, rx.cond(line.after == "", went, change(line.before, line.after)))
