"""What accounts writes by mail, in the reader's language. Addresses of links are the portal's own, never taken from a request."""

from portal_app.accounts.rules.sessions import UNKNOWN_BROWSER
from portal_app.accounts.tables import Account, SignInSession
from portal_app.integrations.mail import Mail, send_mail
from portal_app.kernel.config import settings
from portal_app.kernel.gate import Context
from portal_app.kernel.i18n import format_moment, translate, translate_count

_TIME_ZONE = "Europe/Berlin"


def send_invitation(ctx: Context, account: Account, token: str, *, name: str, inviter: str, company: str) -> None:
    text = translate(
        account.locale,
        "Hello {name},\n\n{inviter} invites you to order for {company} in the portal of {supplier}.\n\nOpen this link and choose a password:\n{link}\n\n"
        "The link works for 60 minutes and once. After that, opening it brings you a fresh one by mail, for 7 days.\n"
        "If you expected no invitation, you need not do anything.",
        name=name, inviter=inviter, company=company, supplier=settings().supplier_name, link=link("/invitation", token),
    )  # fmt: skip
    send_mail(ctx, Mail(account.email, translate(account.locale, "Your invitation to the portal of {supplier}", supplier=settings().supplier_name), text))


def send_setup(ctx: Context, account: Account, token: str) -> None:
    """An invitation to the supplier's own side."""
    text = translate(
        account.locale,
        "Hello {name},\n\nyou are invited to work in the portal of {supplier}. Open this link and choose a password:\n{link}\n\n"
        "The link works for 60 minutes and once.",
        name=account.name, supplier=settings().supplier_name, link=link("/set-up", token),
    )  # fmt: skip
    send_mail(ctx, Mail(account.email, translate(account.locale, "Your access to the portal of {supplier}", supplier=settings().supplier_name), text))


def send_reset(ctx: Context, account: Account, token: str) -> None:
    text = translate(
        account.locale,
        "Hello {name},\n\nyou, or somebody who knows your address, asked for a new password. Open this link to choose one:\n{link}\n\n"
        "The link works for 60 minutes and once. Your second step stays as it is.\n"
        "If you did not ask for it, you need not do anything: your password has not changed.",
        name=account.name, link=link("/reset", token),
    )  # fmt: skip
    send_mail(ctx, Mail(account.email, translate(account.locale, "Choose a new password"), text))


def send_password_changed(ctx: Context, account: Account) -> None:
    locale = account.locale
    what = translate(locale, "the password of your access to the portal was changed just now. All other sign-ins were ended.")
    _tell(ctx, account, translate(locale, "Your password was changed"), what)


def send_second_step_changed(ctx: Context, account: Account) -> None:
    locale = account.locale
    what = translate(locale, "the second step of your sign-in, or its recovery codes, were changed just now.")
    _tell(ctx, account, translate(locale, "Your second step was changed"), what)


def send_recovery_code_used(ctx: Context, account: Account, left: int) -> None:
    locale = account.locale
    what = translate_count(
        locale, "somebody signed in with one of your recovery codes. {n} code is left.",
        "somebody signed in with one of your recovery codes. {n} codes are left.", left,
    )  # fmt: skip
    _tell(ctx, account, translate(locale, "A recovery code was used"), what)


def send_new_device(ctx: Context, account: Account, session: SignInSession) -> None:
    locale = account.locale
    what = translate(
        locale, "somebody signed in with your password from a browser we have not seen with you: {device}, {time}, network address {address}.",
        device=session.device or translate(locale, UNKNOWN_BROWSER), time=format_moment(locale, ctx.now, _TIME_ZONE), address=session.address or "–",
    )  # fmt: skip
    _tell(ctx, account, translate(locale, "Sign-in from a new browser"), what)


def link(path: str, token: str) -> str:
    """The token stands behind #: browsers keep that part to themselves, so it reaches no log and no other site."""
    return f"{settings().public_url}{path}#{token}"


def _tell(ctx: Context, account: Account, subject: str, what: str) -> None:
    text = translate(
        account.locale,
        "Hello {name},\n\n{what}\n\nIf this was you, all is well. If not, choose a new password at once: {link}",
        name=account.name, what=what, link=f"{settings().public_url}/sign-in",
    )  # fmt: skip
    send_mail(ctx, Mail(account.email, subject, text))
