"""HTTP for papers: /documents/order-confirmation/<order>.pdf. Parses, calls an action, answers with a file, or with a sentence."""

from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from fastapi.responses import PlainTextResponse, RedirectResponse

from portal_app.accounts import COOKIE, find_signed_in
from portal_app.documents.actions.confirming import read_order_confirmation
from portal_app.documents.actions.paper import OrderPaper
from portal_app.documents.actions.printing import pdf_of
from portal_app.kernel.actor import Actor, visitor
from portal_app.kernel.errors import NotSignedIn, PortalError
from portal_app.kernel.i18n import language_of, translate
from portal_app.kernel.logs import request_id

router = APIRouter(prefix="/documents")
_KEPT_NOWHERE = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
_ORDER = "/orders/order?order="


@router.api_route("/order-confirmation/{order_id}.pdf", methods=["GET", "HEAD"])
def get_order_confirmation(request: Request, order_id: str, locale: str = "") -> Response:
    """The confirmation in the language asked for, else in the reader's own."""
    said = language_of(locale or request.headers.get("accept-language"))
    try:
        actor = _signed_in(request, said)
        said = language_of(locale or actor.locale)
        paper = read_order_confirmation(actor, order_id, said)
        return _file(paper, pdf_of(paper))
    except PortalError as trouble:
        return _refusal(request, trouble, said)


def _signed_in(request: Request, locale: str) -> Actor:
    """The person behind the session cookie. Raises NotSignedIn."""
    address = request.client.host if request.client else ""
    nobody = visitor(locale=locale, address=address[:64], request_id=request_id.get())
    token = request.cookies.get(COOKIE, "")[:100]
    signed_in = find_signed_in(nobody, token) if token else None
    if signed_in is None:
        raise NotSignedIn
    return signed_in.actor


def _file(paper: OrderPaper, content: bytes) -> Response:
    """With its name, and one in plain letters for who reads no others (RFC 6266)."""
    names = f"filename=\"{paper.kind.value}-{paper.number}.pdf\"; filename*=UTF-8''{quote(paper.file_name)}"
    return Response(content, media_type="application/pdf", headers={**_KEPT_NOWHERE, "Content-Disposition": f"attachment; {names}"})


def _refusal(request: Request, trouble: PortalError, locale: str) -> Response:
    """A sentence in the reader's language; who follows a link and has to sign in first is led there, and then to the order."""
    if isinstance(trouble, NotSignedIn) and "text/html" in request.headers.get("accept", ""):
        order = quote(_ORDER + request.path_params["order_id"], safe="/")
        return RedirectResponse(f"/sign-in?next={order}", 303, headers=_KEPT_NOWHERE)
    return PlainTextResponse(translate(locale, trouble.message, **trouble.values), trouble.status, headers=_KEPT_NOWHERE)
