"""E-mail addresses as people type them: what is taken, and the one form in which they are kept and compared."""

import unicodedata

LONGEST = 254  # RFC 5321, in octets
_BROKEN = frozenset("()<>[]:;,\\\"")


def parse_email(typed: str) -> str | None:
    """The address in lower case and Unicode NFC, or None when it is none.

    Letters that only look alike (Latin a, Cyrillic а) stay different addresses: folding them would hand one person's mail to another.
    """
    text = unicodedata.normalize("NFC", unicodedata.normalize("NFC", typed.strip(" ")).lower())
    local, at, domain = text.rpartition("@")
    if not at or any(_is_broken(sign) for sign in text) or len(text.encode()) > LONGEST:
        return None
    return text if _is_local(local) and _is_domain(domain) else None


def _is_broken(sign: str) -> bool:
    return sign in _BROKEN or sign.isspace() or unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Co", "Cn")


def _is_local(local: str) -> bool:
    return 0 < len(local.encode()) <= 64 and "@" not in local and all(local.split("."))


def _is_domain(domain: str) -> bool:
    labels = domain.split(".")
    return len(labels) > 1 and all(0 < len(label) <= 63 and label[0] != "-" != label[-1] and label.replace("-", "").isalnum() for label in labels)
