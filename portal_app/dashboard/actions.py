"""What the frame and the desk ask: each figure comes from the slice it belongs to, in one call."""

from dataclasses import dataclass

from portal_app.accounts import (
    AddressLine,
    CostCentreLine,
    OwnPlace,
    list_addresses,
    list_cost_centres,
    list_people,
    read_own_account,
    read_own_place,
)
from portal_app.dashboard.rules.first_steps import CompanySoFar, FirstStep, steps_done
from portal_app.dashboard.rules.layout import WidgetView, layout
from portal_app.dashboard.rules.widgets import widgets_for
from portal_app.kernel.gate import Context, own_query, query
from portal_app.kernel.permissions import Permission
from portal_app.purchasing import requests_to_decide


@dataclass(frozen=True)
class FrameFacts:
    """Who is signed in, for whom, between what they may choose (open ones only), and how many requests wait for their decision."""

    name: str
    place: OwnPlace
    preferences: dict[str, str]
    cost_centres: tuple[CostCentreLine, ...]
    addresses: tuple[AddressLine, ...]
    waiting: int = 0


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
def read_frame(ctx: Context) -> FrameFacts:
    own = read_own_account(ctx)
    return FrameFacts(own.name, read_own_place(ctx), vars(own.preferences), _open_cost_centres(ctx), _open_addresses(ctx), _waiting(ctx))


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
    return CompanySoFar(people, len(_open_cost_centres(ctx)), len(_open_addresses(ctx)), read_own_account(ctx).has_second_step)


def _open_cost_centres(ctx: Context) -> tuple[CostCentreLine, ...]:
    if ctx.actor.company_id is None or not ctx.actor.may(Permission.COST_CENTRE_VIEW):
        return ()
    return tuple(line for line in list_cost_centres(ctx) if not line.closed)


def _open_addresses(ctx: Context) -> tuple[AddressLine, ...]:
    if ctx.actor.company_id is None or not ctx.actor.may(Permission.ADDRESS_VIEW):
        return ()
    return tuple(line for line in list_addresses(ctx) if not line.closed)


def _waiting(ctx: Context) -> int:
    if ctx.actor.person_id is None or not ctx.actor.may(Permission.APPROVAL_DECIDE):
        return 0
    return requests_to_decide(ctx, size=1).total
