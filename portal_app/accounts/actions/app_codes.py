"""Codes from an authenticator app (TOTP, RFC 6238: SHA-1, six digits, 30 seconds) and the drawing that puts the secret into the app."""

from datetime import datetime

import pyotp
import segno

from portal_app.accounts.tables import Account
from portal_app.kernel.secrets import same, seal, unseal

_SECONDS = 30


def new_secret() -> str:
    """160 random bits in base 32."""
    return pyotp.random_base32()


def seal_secret(secret: str, account: Account) -> bytes:
    return seal(secret, f"account.totp:{account.id}")


def unseal_secret(sealed: bytes, account: Account) -> str:
    return unseal(sealed, f"account.totp:{account.id}")


def fitting_step(secret: str, code: str, now: datetime) -> int | None:
    """The 30-second step (since 1970) this code belongs to: the present one, the one before or the next. None when none fits."""
    present = int(now.timestamp()) // _SECONDS
    app = pyotp.TOTP(secret)
    fitting = [step for step in (present - 1, present, present + 1) if same(app.generate_otp(step), code)]
    return max(fitting, default=None)


def app_link(secret: str, email: str, issuer: str) -> str:
    """The otpauth: address that apps read."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=issuer)


def app_drawing(link: str) -> str:
    """The link as a QR code, an inline SVG: black on white in either theme, since cameras need it so."""
    return segno.make(link, error="m", micro=False).svg_inline(border=4, dark="#000", light="#fff", omitsize=True, svgclass="qr", lineclass=None)
