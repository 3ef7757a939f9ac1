"""A file on its way in: refused as soon as what has come of it shows that it cannot be read, long before all of it is there."""

from portal_app.integrations.files import refusals
from portal_app.integrations.files.kinds import is_zipped, reason_by_beginning
from portal_app.integrations.files.tables import MOST_BYTES, MOST_LINES
from portal_app.kernel.errors import Invalid

_LOOKED_AT = 1024  # bytes by which a kind is told


class ArrivingFile:
    """Give it each part as it comes. Of a text the lines are counted, of everything the bytes."""

    def __init__(self) -> None:
        self._beginning = b""
        self._bytes = 0
        self._breaks = {b"\n": 0, b"\r": 0}

    def add(self, part: bytes) -> None:
        """Raises Invalid, with the same sentence as reading the whole file would."""
        self._bytes += len(part)
        if self._bytes > MOST_BYTES:
            raise Invalid(refusals.TOO_LARGE, most=MOST_BYTES // 1_000_000)
        if len(self._beginning) < _LOOKED_AT:
            self._beginning += part[:_LOOKED_AT]
            if reason := reason_by_beginning(self._beginning):
                raise Invalid(reason)
        if is_zipped(self._beginning) or b"\x00" in self._beginning:
            return  # a workbook, or two bytes a sign: its lines are counted when it is read
        for sign in self._breaks:
            self._breaks[sign] += part.count(sign)
        if max(self._breaks.values()) > MOST_LINES:
            raise Invalid(refusals.TOO_MANY_LINES, most=MOST_LINES)
