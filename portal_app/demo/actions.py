"""What only a demo does: note which parts of the world stand, and name the people who can sign in with one click."""

from dataclasses import dataclass

from portal_app.accounts import demo as accounts_demo
from portal_app.demo import store
from portal_app.kernel.config import settings
from portal_app.kernel.errors import NotFound
from portal_app.kernel.gate import Context, public_query, staff_command, staff_query
from portal_app.kernel.permissions import Permission


@dataclass(frozen=True)
class CastLine:
    """Somebody of the demo world who can sign in. `company` is empty for the supplier's own people; `roles` are codes of either kind."""

    name: str
    email: str
    company: str
    roles: tuple[str, ...]
    has_app: bool


@public_query()
def list_cast(ctx: Context) -> tuple[CastLine, ...]:
    """Company after company, the supplier's own people last. NotFound in production."""
    if not settings().is_demo:
        raise NotFound
    return tuple(CastLine(one.name, one.email, one.company, tuple(role.value for role in one.roles), one.has_app) for one in accounts_demo.active_members())


@staff_query(Permission.STAFF_OPERATE, across=True)
def list_built_parts(ctx: Context) -> frozenset[str]:
    """Names of the parts that stand."""
    return store.list_built(ctx)


@staff_command(Permission.STAFF_OPERATE)
def note_built_part(ctx: Context, name: str) -> None:
    """From now on this part is people's own: whatever they change in it stays changed."""
    ctx.record("demo-part.built", store.KIND, name)
