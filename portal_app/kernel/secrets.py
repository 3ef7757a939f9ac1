"""Tokens, sealed values and password hashes. Nothing here is ever logged."""

import hashlib
import hmac
import secrets

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from passlib.context import CryptContext

from portal_app.kernel.config import settings

_KEY_ID = b"\x01"
_passwords = CryptContext(schemes=["argon2"], argon2__type="ID", argon2__time_cost=3, argon2__memory_cost=65536, argon2__parallelism=1)
_codes = CryptContext(schemes=["argon2"], argon2__type="ID", argon2__time_cost=2, argon2__memory_cost=19456, argon2__parallelism=1)


def new_token() -> str:
    """256 random bits for a cookie or a link."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """What the database keeps of a token: SHA-256 (a random token needs no salt)."""
    return hashlib.sha256(token.encode()).hexdigest()


def same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())


def hash_password(password: str) -> str:
    """Argon2id, 64 MiB, 3 passes, 1 lane (ASVS 11.4.2). The text is taken exactly as typed."""
    return _passwords.hash(password)


def check_password(password: str, hashed: str) -> tuple[bool, str | None]:
    """Whether the password fits, and a new hash when the old one has outdated parameters."""
    return _passwords.verify_and_update(password, hashed)


def waste_check() -> None:
    """Spend the time of a password check for an address that has none, so that both answers take equally long."""
    _passwords.dummy_verify()


def hash_code(code: str) -> str:
    """For recovery codes: Argon2id with smaller parameters, since ten are checked at a time."""
    return _codes.hash(code)


def check_code(code: str, hashed: str) -> bool:
    return _codes.verify(code, hashed)


def seal(value: str, belongs_to: str) -> bytes:
    """Encrypt with AES-256-GCM. `belongs_to` (table and row id) is bound in: moved to another row it does not open."""
    nonce = secrets.token_bytes(12)
    return _KEY_ID + nonce + AESGCM(_key()).encrypt(nonce, value.encode(), _KEY_ID + belongs_to.encode())


def unseal(sealed: bytes, belongs_to: str) -> str:
    """The value again. Raises cryptography's InvalidTag when it was changed or moved."""
    return AESGCM(_key()).decrypt(sealed[1:13], sealed[13:], sealed[:1] + belongs_to.encode()).decode()


def _key() -> bytes:
    secret = settings().secret_key.get_secret_value().encode()
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"portal sealed values").derive(secret)
