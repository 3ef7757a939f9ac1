"""The doors for files: one POST a file with its raw body, as `file_drop` sends it, and files to take away.

Refused as early as it shows: who asks, from where, how large, what kind. Only then the file is handed to an action, as bytes; nothing is
written to a disk. What it means is the business of whoever opened the door.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from urllib.parse import unquote

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from starlette.requests import ClientDisconnect

from portal_app.kernel.actor import Actor, visitor
from portal_app.kernel.errors import Forbidden, Invalid, NotSignedIn, PortalError, TooMany
from portal_app.kernel.i18n import format_number, language_of, message, translate
from portal_app.kernel.ids import Id
from portal_app.kernel.limits import Limit, allow
from portal_app.kernel.logs import request_id
from portal_app.kernel.permissions import Permission
from portal_app.ui.bridge import pool, sign_ins
from portal_app.ui.state import incident

OFTEN = Limit(40, 600)  # files of one person
ONE_BY_ONE = message("One file after the other, please: another one of yours is still on its way.")
TOO_LARGE = message("This is more than {most} MB. Please divide it into several files.")
NOT_OURS = message("This request did not come from a page of this portal.")
_on_their_way: set[Id | None] = set()  # accounts that are sending a file right now


@dataclass(frozen=True)
class FileDoor:
    """`take(actor, name, content)` gives an id. `arriving()` gives what looks at each part as it comes, and raises when it has seen enough."""

    path: str
    right: Permission
    largest: int
    arriving: Callable[[], Callable[[bytes], None]]
    take: Callable[[Actor, str, bytes], Id]


def file_door(door: FileDoor) -> APIRouter:
    """The route of one door. It answers {"id"} or {"problem": {"title"}}."""
    router = APIRouter()

    @router.post(door.path)
    async def post_file(request: Request) -> Response:
        asking = _nobody(request)
        try:
            _check_ours(request)
            actor = asking = await pool().run(signed_in, request)
            if not actor.may(door.right):
                raise Forbidden
            if not await pool().run(allow, f"file:{actor.account_id}", OFTEN):
                raise TooMany
            content = await _one_at_a_time(actor, request, door)
            return JSONResponse({"id": await pool().run(door.take, actor, _name_of(request), content)})
        except ClientDisconnect:
            return Response(status_code=400)  # nobody hears it
        except PortalError as trouble:
            return _refused(trouble, asking.locale)
        except Exception as trouble:  # noqa: BLE001 - whatever a file brings to light, the person gets a number and never a trace
            told = incident(trouble, asking.locale, door=door.path)
            return JSONResponse({"problem": {"title": told.title, "code": told.code}}, 500)

    return router


def signed_in(request: Request) -> Actor:
    """Who is behind the cookie of a request. Raises NotSignedIn."""
    known, asking = sign_ins(), _nobody(request)
    token = request.cookies.get(known.cookie, "")[:100]
    found = known.find(asking, token) if token else None
    if found is None:
        raise NotSignedIn
    if found.touch_due:
        known.touch(asking, token)
    return replace(found.actor, address=asking.address, request_id=asking.request_id)


def file_answer(content: bytes, name: str, kind: str) -> Response:
    """A file to take away. Nobody keeps it on the way."""
    plain = "".join(sign if sign.isascii() and (sign.isalnum() or sign in "._-") else "_" for sign in name)
    headers = {"Content-Disposition": f'attachment; filename="{plain}"', "Cache-Control": "no-store"}
    return Response(content, media_type=kind, headers=headers)


def _nobody(request: Request) -> Actor:
    address = request.client.host if request.client else ""
    return visitor(locale=language_of(request.headers.get("accept-language")), address=address[:64], request_id=request_id.get())


def _check_ours(request: Request) -> None:
    """A foreign page cannot send our header without asking first, and is refused then (ui.headers)."""
    if request.headers.get("x-portal") != "form":
        raise Forbidden(NOT_OURS)


async def _one_at_a_time(actor: Actor, request: Request, door: FileDoor) -> bytes:
    """However many tabs somebody has: what is in memory of theirs is one file."""
    if actor.account_id in _on_their_way:
        raise TooMany(ONE_BY_ONE)
    _on_their_way.add(actor.account_id)
    try:
        return await _received(request, door)
    finally:
        _on_their_way.discard(actor.account_id)


async def _received(request: Request, door: FileDoor) -> bytes:
    """The body. What is refused is read on for a while without being kept: a browser hears an answer only when it has sent everything."""
    content, look, refusal, came = bytearray(), door.arriving(), _refusal_by_length(request, door), 0
    async for part in request.stream():
        came += len(part)
        if came > 2 * door.largest:
            break
        if refusal is None:
            try:
                look(part)
                content += part
            except Invalid as trouble:
                refusal = trouble
                content.clear()
    if refusal is not None:
        raise refusal
    return bytes(content)


def _refusal_by_length(request: Request, door: FileDoor) -> Invalid | None:
    said = request.headers.get("content-length", "")
    is_too_large = said.isascii() and said.isdigit() and int(said[:15]) > door.largest
    return Invalid(TOO_LARGE, most=door.largest // 1_000_000) if is_too_large else None


def _name_of(request: Request) -> str:
    return unquote(request.headers.get("x-file-name", "")[:1000])


def _refused(trouble: PortalError, locale: str) -> JSONResponse:
    values = {name: format_number(locale, value) if isinstance(value, int) else value for name, value in trouble.values.items()}
    return JSONResponse({"problem": {"title": translate(locale, trouble.message, **values), "code": trouble.code}}, trouble.status)
