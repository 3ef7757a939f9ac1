"""How a request of the small forms is read and answered: whose it is, whether it is ours, and what it says when it is refused."""

import json
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any, TypeVar

from fastapi import Request, Response
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute
from starlette.routing import Match
from starlette.types import Scope

from portal_app.accounts.actions.sessions import COOKIE, DEVICE_COOKIE, find_signed_in
from portal_app.accounts.api_forms import Form
from portal_app.kernel.actor import Actor, visitor
from portal_app.kernel.config import settings
from portal_app.kernel.errors import Forbidden, Invalid, NotSignedIn, PortalError
from portal_app.kernel.i18n import language_of, message, translate
from portal_app.kernel.logs import request_id

LARGEST_BODY = 16_384
F = TypeVar("F", bound=Form)


@dataclass(frozen=True)
class Caller:
    """Who sent the request, as far as its cookies say. `visitor` is nobody in particular, from this network address."""

    visitor: Actor
    token: str
    device_token: str
    user_agent: str

    @property
    def actor(self) -> Actor:
        """The signed-in person. Raises NotSignedIn."""
        signed_in = find_signed_in(self.visitor, self.token) if self.token else None
        if signed_in is None:
            raise NotSignedIn
        return signed_in.actor


def caller_of(request: Request) -> Caller:
    address = request.client.host if request.client else ""
    nobody = visitor(locale=language_of(request.headers.get("accept-language")), address=address[:64], request_id=request_id.get())
    cookies = request.cookies
    return Caller(nobody, cookies.get(COOKIE, "")[:100], cookies.get(DEVICE_COOKIE, "")[:100], request.headers.get("user-agent", "")[:400])


def read(form: type[F]) -> Callable[[Request], Coroutine[Any, Any, F]]:
    """A dependency that reads the body as `form`. What does not fit is refused without being repeated to anybody."""

    async def reader(request: Request) -> F:
        body = b""
        async for part in request.stream():
            body += part
            if len(body) > LARGEST_BODY:
                raise Invalid("This form is too large.")
        try:
            return form.model_validate(json.loads(body.decode() or "{}", object_pairs_hook=_each_once))
        except (ValueError, RecursionError):
            raise Invalid("This form cannot be read. Please load the page again and try once more.") from None

    return reader


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Of a field that stands there twice, some readers take the first and some the last; we take none."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a field stands there twice")
    return found


class FormRoute(APIRoute):
    """A route for our own pages only: JSON from one of our origins with our header. Trouble becomes a sentence in the person's language."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Another method on this path ends here too, with 405; behind us are only the pages, which know no such address."""
        match, child = super().matches(scope)
        return Match.FULL if match is Match.PARTIAL else match, child

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def handler(request: Request) -> Response:
            try:
                _check_ours(request)
                return await handle(request)
            except PortalError as trouble:
                return refusal(trouble, language_of(request.headers.get("accept-language")))

        return handler


def refusal(trouble: PortalError, locale: str) -> JSONResponse:
    """`{"problem": {"title", "fields", "code"}}` with the status of the trouble."""
    fields = {name: translate(locale, text, **trouble.values) for name, text in trouble.fields.items()}
    problem = {"title": translate(locale, trouble.message, **trouble.values), "fields": fields, "code": trouble.code}
    return JSONResponse({"problem": problem, **getattr(trouble, "more", {})}, trouble.status)


def _check_ours(request: Request) -> None:
    """A foreign page cannot send our header without asking first, and its Origin is not in the list. Both are asked for."""
    ours = request.headers.getlist("origin") in [[origin] for origin in settings().origin_list]
    if not ours or request.headers.get("x-portal") != "form":
        raise Forbidden(_NOT_OURS)
    if not _is_json(request.headers.getlist("content-type")):
        raise _NoForm(_NOT_OURS)


def _is_json(kinds: list[str]) -> bool:
    """JSON is UTF-8; whoever says that it is something else sends something else."""
    kind, *details = ",".join(kinds).lower().replace(" ", "").split(";")
    return kind == "application/json" and all(detail in ("charset=utf-8", 'charset="utf-8"') for detail in details)


class _NoForm(Forbidden):
    """From a page of ours, but no JSON."""

    code, status = "no-form", 415


_NOT_OURS = message("This request did not come from a page of this portal.")
