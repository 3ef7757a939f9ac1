"""Which kind of file it is, by its first bytes. What cannot be read as a table is refused here, before it is read."""

from portal_app.integrations.files import refusals
from portal_app.integrations.files.tables import FileKind
from portal_app.kernel.errors import Invalid

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of old Office files, and of encrypted new ones
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WORD = "WordDocument".encode("utf-16-le")
_BEGINNINGS: dict[bytes, str] = {
    b"\x89PNG": refusals.PICTURE, b"\xff\xd8\xff": refusals.PICTURE, b"GIF8": refusals.PICTURE, b"II*\x00": refusals.PICTURE,
    b"MM\x00*": refusals.PICTURE, b"BM": refusals.PICTURE,
    b"{\\rtf": refusals.TEXT_DOCUMENT,
    b"\x1f\x8b": refusals.ARCHIVE, b"7z\xbc\xaf\x27\x1c": refusals.ARCHIVE, b"Rar!\x1a": refusals.ARCHIVE, b"BZh91AY": refusals.ARCHIVE,
    b"\xfd7zXZ": refusals.ARCHIVE,
    b"\x09\x00\x04\x00": refusals.OLD_WORKBOOK, b"\x09\x02\x06\x00": refusals.OLD_WORKBOOK, b"\x09\x04\x06\x00": refusals.OLD_WORKBOOK,
    b"\x09\x08": refusals.OLD_WORKBOOK,
}  # fmt: skip
_PAGES = (b"<!doctype html", b"<html", b"<table", b"<?xml", b"<head", b"<meta")
_LOOKED_AT = 1024


def kind_of(content: bytes) -> FileKind:
    """Raises Invalid for everything that is neither text nor a zipped workbook."""
    beginning = content[:_LOOKED_AT]
    if not content.strip(b"\x00 \t\r\n"):
        raise Invalid(refusals.EMPTY)
    if is_zipped(beginning):
        return FileKind.WORKBOOK
    if reason := _reason_against(beginning, content):
        raise Invalid(reason)
    return FileKind.TEXT


def is_zipped(beginning: bytes) -> bool:
    return beginning.startswith(_ZIP)


def reason_by_beginning(beginning: bytes) -> str:
    """What already the first bytes say against it. The container of old Office files says only at its end what is in it."""
    return "" if beginning.startswith((*_ZIP, _COMPOUND)) else _reason_against(beginning[:_LOOKED_AT], beginning)


def _reason_against(beginning: bytes, content: bytes) -> str:
    if beginning.startswith(_COMPOUND):
        return refusals.LOCKED if _ENCRYPTED in content else refusals.TEXT_DOCUMENT if _WORD in content else refusals.OLD_WORKBOOK
    if b"%PDF-" in beginning:
        return refusals.PDF
    if beginning[8:12] == b"WEBP" or beginning[4:12] in (b"ftypheic", b"ftypavif", b"ftypmif1"):
        return refusals.PICTURE
    if beginning.removeprefix(b"\xef\xbb\xbf").lstrip().lower().startswith(_PAGES):
        return refusals.WEB_PAGE
    return next((reason for start, reason in _BEGINNINGS.items() if beginning.startswith(start) and not _is_word(start, beginning)), "")


def _is_word(start: bytes, beginning: bytes) -> bool:
    """A text may begin with letters that are also the first bytes of something else; that has zeros soon after, and a text has none."""
    return start.isalnum() and b"\x00" not in beginning
