"""How codes of the second step are written and read. Whether one fits is asked in actions."""

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford: no i, l, o, u
_LOOK_ALIKE = str.maketrans("ilo", "110")
RECOVERY_CODES = 10
RECOVERY_BYTES = 7  # 50 of these bits are used


def parse_code(typed: str) -> str | None:
    """Six digits, however they were grouped (`481 205`, `481-205`); None when it is something else."""
    text = _plain(typed)
    return text if len(text) == 6 and text.isascii() and text.isdigit() else None


def written_recovery_code(random: bytes) -> str:
    """Ten letters and digits in two groups, `k7m2q-x9d4a`: 50 bits, easy to read from paper."""
    number = int.from_bytes(random, "big")
    signs = "".join(_ALPHABET[(number >> shift) & 31] for shift in range(0, 50, 5))
    return f"{signs[:5]}-{signs[5:]}"


def parse_recovery_code(typed: str) -> str | None:
    """The code as it was written, whatever the case, the grouping, or o for 0; None when it cannot be one."""
    text = _plain(typed).lower().translate(_LOOK_ALIKE)
    if len(text) != 10 or any(sign not in _ALPHABET for sign in text):
        return None
    return f"{text[:5]}-{text[5:]}"


def _plain(typed: str) -> str:
    return "".join(sign for sign in typed[:40] if not sign.isspace() and sign not in "-–")
