"""The demo's short way in: open a session as somebody without asking for anything. In production it does not exist."""

from portal_app.accounts.actions.opening import Opened, find_place, open_session
from portal_app.accounts.store import accounts
from portal_app.kernel.config import settings
from portal_app.kernel.errors import NotFound
from portal_app.kernel.gate import Context, public_command
from portal_app.kernel.limits import Limit


@public_command(Limit(600, 60))
def enter_as(ctx: Context, email: str, *, device_token: str = "", user_agent: str = "") -> Opened:
    """A session as after password and code, for the demo's sign-in page, its builder and tests. NotFound in production, whoever asks."""
    if not settings().is_demo:
        raise NotFound
    account = accounts.find_account(ctx, email)
    place = find_place(ctx, account) if account and account.password_hash else None
    if place is None:
        raise NotFound
    return open_session(ctx, account, place, device_token=device_token, user_agent=user_agent, code_taken=True)
