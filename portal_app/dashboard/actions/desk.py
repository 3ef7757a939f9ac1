"""What stands on a desk."""

from dataclasses import dataclass

from portal_app.accounts import count_people, read_own_account, read_own_place
from portal_app.dashboard.actions.frame import open_addresses, open_cost_centres
from portal_app.dashboard.rules.first_steps import CompanySoFar, FirstStep, steps_done
from portal_app.dashboard.rules.layout import WidgetView, layout
from portal_app.dashboard.rules.widgets import widgets_for
from portal_app.kernel.gate import Context, own_query
from portal_app.kernel.permissions import Permission


@dataclass(frozen=True)
class DeskFacts:
    called: str
    widgets: tuple[WidgetView, ...]
    steps: dict[FirstStep, bool]  # empty for whom they do not concern


@own_query()
def read_desk(ctx: Context) -> DeskFacts:
    rights, in_company = ctx.actor.permissions, ctx.actor.company_id is not None
    steps = steps_done(_company_so_far(ctx)) if _may_begin(ctx) else {}
    widgets = widgets_for(rights, in_company=in_company, steps_left=not all(steps.values()))
    return DeskFacts(read_own_place(ctx).called, layout(widgets), steps)


def _may_begin(ctx: Context) -> bool:
    """A company's own administrator; staff who act for it look on."""
    needed = (Permission.PEOPLE_VIEW, Permission.PEOPLE_INVITE, Permission.COST_CENTRE_EDIT, Permission.ADDRESS_EDIT)
    return ctx.actor.person_id is not None and all(ctx.actor.may(right) for right in needed)


def _company_so_far(ctx: Context) -> CompanySoFar:
    return CompanySoFar(count_people(ctx).members, len(open_cost_centres(ctx)), len(open_addresses(ctx)), read_own_account(ctx).has_second_step)
