"""What the form of an approval rule holds, and what can be chosen in it."""

from dataclasses import dataclass, field, fields, replace
from typing import Any

from portal_app.kernel.i18n import message, translate
from portal_app.purchasing.actions.rule_book import RuleBook
from portal_app.purchasing.rules.approval_rules import RuleFacts, RuleStep
from portal_app.purchasing.rules.rule_drafts import draft_of

NEW = "new"
_WHO = (
    ("purchasing-manager", message("Any purchasing manager")),
    ("administrator", message("Any administrator")),
    ("people", message("People you name")),
)  # fmt: skip


@dataclass(frozen=True)
class RuleOption:
    value: str
    label: str


@dataclass(frozen=True)
class RuleRow:
    """One rule in the list. `can_edit`: its conditions fit into the form."""

    id: str = ""
    href: str = ""
    name: str = ""
    said: str = ""
    version: str = ""
    can_edit: bool = False


@dataclass(frozen=True)
class RuleEntered:
    """The form as it stands. Amount and percent are plain numbers as text, "" for none."""

    name: str = ""
    joined: str = "all"
    total: str = ""
    exceeded: bool = False
    share: str = ""
    centres: list[str] = field(default_factory=list)
    category: str = ""
    first: bool = False
    who1: str = "purchasing-manager"
    people1: list[str] = field(default_factory=list)
    who2: str = ""
    people2: list[str] = field(default_factory=list)

    def but(self, name: str, value: str | bool | list[str]) -> "RuleEntered":
        return replace(self, **{name: value})

    def with_given(self, values: dict[str, Any]) -> "RuleEntered":
        """With what a form sent, where it is of the right kind."""
        given = {one.name: values[one.name] for one in fields(self) if isinstance(values.get(one.name), type(getattr(self, one.name)))}
        return replace(self, **{name: value[:200] if isinstance(value, (str, list)) else value for name, value in given.items()})


NOTHING = RuleEntered()


def fits_the_form(facts: RuleFacts) -> bool:
    draft = draft_of(facts.groups)
    return draft is not None and len(draft.categories) <= 1


def entered_of(facts: RuleFacts) -> RuleEntered:
    """A rule as its form begins; one that fits into no form gives its name and its people only."""
    draft, steps = draft_of(facts.groups), (*facts.steps, None)
    people = {"who1": _who(steps[0]), "people1": _people(steps[0]), "who2": _who(steps[1]), "people2": _people(steps[1])}
    if draft is None:
        return RuleEntered(facts.name, **people)
    return RuleEntered(
        facts.name, "all" if draft.needs_all else "any", f"{draft.total.amount.normalize():f}" if draft.total else "", draft.exceeds_budget,
        f"{(draft.share * 100).normalize():f}" if draft.share is not None else "", list(draft.cost_centre_ids), next(iter(draft.categories), ""),
        draft.is_first_purchase, **people,
    )  # fmt: skip


def options_of(locale: str, book: RuleBook) -> dict[str, list[RuleOption]]:
    who = [RuleOption(value, translate(locale, words)) for value, words in _WHO]
    top = [RuleOption(line.code, line.name) for line in book.categories if not line.parent or line.code in _used(book)]
    people = sorted(book.names.items(), key=lambda one: one[1].casefold())
    return {
        "joined": [RuleOption("all", translate(locale, "all of these hold")), RuleOption("any", translate(locale, "any of these holds"))],
        "categories": [RuleOption("", translate(locale, "Any category")), *top],
        "centres": [RuleOption(*one) for one in book.cost_centres],
        "centre": [RuleOption("", translate(locale, "No cost centre")), *(RuleOption(*one) for one in book.cost_centres)],
        "who1": who,
        "who2": [RuleOption("", translate(locale, "Nobody: one step is enough")), *who],
        "people": [RuleOption(*one) for one in book.deciders],
        "buyers": [RuleOption("", translate(locale, "Please choose")), *(RuleOption(*one) for one in people)],
    }


def _used(book: RuleBook) -> set[str]:
    """Categories further down that a rule speaks of already."""
    drafts = (draft_of(sheet.rule.facts.groups) for sheet in book.rules)
    return {code for draft in drafts if draft for code in draft.categories}


def _who(step: RuleStep | None) -> str:
    return "" if step is None else step.role or "people"


def _people(step: RuleStep | None) -> list[str]:
    return list(step.person_ids) if step else []
