"""What purchasing writes by mail, in the reader's language. Without amounts: a mail lies open in more places than the portal."""

from collections.abc import Iterable

from portal_app.accounts import CompanyPerson
from portal_app.integrations.mail import Mail, send_mail
from portal_app.kernel.config import settings
from portal_app.kernel.gate import Context
from portal_app.kernel.i18n import message, translate
from portal_app.purchasing.tables import ApprovalRequest

_QUESTION = (
    message("{buyer} asks for approval: {title}"),
    message("Hello {name},\n\n{buyer} asks you to approve {title}.\n\nPlease look at it and decide in the portal:\n{link}"),
)
_REMINDER = (
    message("Still waiting for you: {title}"),
    message(
        "Hello {name},\n\n{title} of {buyer} waits for your decision. If nobody decides, your administrators are asked too.\n\n"
        "Please look at it and decide in the portal:\n{link}"
    ),
)
_ESCALATION = (
    message("Nobody has decided yet: {title}"),
    message(
        "Hello {name},\n\n{title} of {buyer} waits longer than it should. As an administrator you may decide now.\n\n"
        "Please look at it and decide in the portal:\n{link}"
    ),
)


def send_question(ctx: Context, request: ApprovalRequest, readers: Iterable[CompanyPerson]) -> None:
    """A request begins to wait for these people."""
    _send(ctx, request, readers, *_QUESTION)


def send_reminder(ctx: Context, request: ApprovalRequest, readers: Iterable[CompanyPerson]) -> None:
    """It still waits for these people."""
    _send(ctx, request, readers, *_REMINDER)


def send_escalation(ctx: Context, request: ApprovalRequest, readers: Iterable[CompanyPerson]) -> None:
    """It waits longer than it should, so these people are asked too."""
    _send(ctx, request, readers, *_ESCALATION)


def _send(ctx: Context, request: ApprovalRequest, readers: Iterable[CompanyPerson], subject: str, text: str) -> None:
    for one in readers:
        said = {"name": one.name, "buyer": request.buyer_name, "title": _title(request), "link": _link(request)}
        send_mail(ctx, Mail(one.email, translate(one.locale, subject, **said), translate(one.locale, text, **said)))


def _title(request: ApprovalRequest) -> str:
    return f"{request.title}, {request.number}" if request.title else request.number


def _link(request: ApprovalRequest) -> str:
    """To the request itself. It opens nothing by being known: whoever follows it signs in and decides there."""
    return f"{settings().public_url}/approvals?request={request.id}"
