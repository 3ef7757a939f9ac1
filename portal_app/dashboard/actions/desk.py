"""What stands on a desk, and the company's own figures."""

from dataclasses import dataclass

from portal_app.accounts import list_people, read_own_account, read_own_place
from portal_app.dashboard.actions.frame import open_addresses, open_cost_centres
from portal_app.dashboard.rules.first_steps import CompanySoFar, FirstStep, steps_done
from portal_app.dashboard.rules.layout import WidgetView, layout
from portal_app.dashboard.rules.widgets import widgets_for
from portal_app.kernel.gate import Context, own_query, query
from portal_app.kernel.permissions import Permission


@dataclass(frozen=True)
class DeskFacts:
    called: str
    widgets: tuple[WidgetView, ...]
    steps: dict[FirstStep, bool]  # empty for whom they do not concern


@dataclass(frozen=True)
class PeopleFigures:
    active: int
    invited: int
    off: int
    without_second_step: int


@own_query()
def read_desk(ctx: Context) -> DeskFacts:
    rights, in_company = ctx.actor.permissions, ctx.actor.company_id is not None
    steps = steps_done(_company_so_far(ctx)) if _may_begin(ctx) else {}
    widgets = widgets_for(rights, in_company=in_company, steps_left=not all(steps.values()))
    return DeskFacts(read_own_place(ctx).called, layout(widgets), steps)


@query(Permission.PEOPLE_VIEW)
def read_people_figures(ctx: Context) -> PeopleFigures:
    pages = {state: list_people(ctx, state=state, size=1) for state in ("active", "invited", "off")}
    return PeopleFigures(*(pages[state].page.total for state in pages), pages["active"].without_second_step)


def _may_begin(ctx: Context) -> bool:
    """A company's own administrator; staff who act for it look on."""
    needed = (Permission.PEOPLE_VIEW, Permission.PEOPLE_INVITE, Permission.COST_CENTRE_EDIT, Permission.ADDRESS_EDIT)
    return ctx.actor.person_id is not None and all(ctx.actor.may(right) for right in needed)


def _company_so_far(ctx: Context) -> CompanySoFar:
    people = list_people(ctx, size=1).page.total - list_people(ctx, state="off", size=1).page.total
    return CompanySoFar(people, len(open_cost_centres(ctx)), len(open_addresses(ctx)), read_own_account(ctx).has_second_step)
