"""Whether this process can serve: /ready asks the database. /ping, which only asks the process, is Reflex's."""

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from portal_app.kernel.actor import visitor
from portal_app.kernel.errors import PortalError
from portal_app.ui.bridge import pool, sign_ins

health = APIRouter()


@health.api_route("/ready", methods=["GET", "HEAD"])
async def ready() -> JSONResponse:
    """200 when the database answers, else 503: a load balancer then sends people to another process."""
    try:
        await pool().run(sign_ins().ended_among, visitor(), [])
    except PortalError as away:
        return JSONResponse({"ready": False, "reason": away.code}, 503)
    return JSONResponse({"ready": True})
