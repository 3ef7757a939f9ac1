"""Old links, sessions, browsers, tries and answers to repeated calls are forgotten; network addresses are shortened after a week."""

from dataclasses import dataclass

from portal_app.accounts.store import forgetting
from portal_app.kernel.gate import Context, staff_command
from portal_app.kernel.permissions import Permission


@dataclass(frozen=True)
class Forgotten:
    """How many rows went, by kind; `shortened` counts sessions whose network address lost its last part."""

    links: int
    sessions: int
    devices: int
    tries: int
    repeats: int
    shortened: int


@staff_command(Permission.STAFF_OPERATE)
def forget_old_rows(ctx: Context) -> Forgotten:
    """Remove what nobody needs any more. The record of what happened is not touched."""
    gone = Forgotten(
        forgetting.forget_links(ctx), forgetting.forget_sessions(ctx), forgetting.forget_devices(ctx), forgetting.forget_tries(ctx),
        forgetting.forget_repeats(ctx), forgetting.shorten_addresses(ctx),
    )  # fmt: skip
    if any(vars(gone).values()):
        ctx.record("old-rows.forgotten", "portal", after=vars(gone))
    return gone
