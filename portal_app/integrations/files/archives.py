"""The parts of a zipped workbook, unpacked within limits. Sizes are looked at before anything is unpacked."""

import zipfile
from io import BytesIO
from zlib import error as DeflateError

from portal_app.integrations.files import refusals
from portal_app.kernel.errors import Invalid

MOST_UNPACKED = 50_000_000
MOST_ENTRIES = 1000
MOST_TIMES = 100  # larger than packed; asked only of what becomes large
_LARGE = 1_000_000
_WAYS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1
_WORKBOOK = "xl/workbook.xml"
# By a part that only this kind of archive has.
_OTHERS = {"xl/workbook.bin": refusals.BINARY_WORKBOOK, "word/document.xml": refusals.TEXT_DOCUMENT, "ppt/presentation.xml": refusals.NOT_A_TABLE}
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument.spreadsheet"


def unpack_workbook(content: bytes) -> dict[str, bytes]:
    """The parts that describe sheets, by their names in lower case. Raises Invalid for anything that is no plain .xlsx."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
            _check_sizes(entries)
            _check_kind(archive, {entry.filename.lower() for entry in entries})
            return {entry.filename.lower(): archive.read(entry) for entry in entries if _is_needed(entry)}
    except (zipfile.BadZipFile, DeflateError, EOFError, NotImplementedError, RuntimeError, OSError, ValueError, OverflowError):
        raise Invalid(refusals.DAMAGED) from None


def pack(parts: dict[str, bytes]) -> BytesIO:
    """An archive that says of itself what is true: the next reader need not doubt its sizes."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    packed.seek(0)
    return packed


def _check_sizes(entries: list[zipfile.ZipInfo]) -> None:
    """Python's own reader never unpacks more of an entry than the directory says."""
    unpacked, packed = sum(entry.file_size for entry in entries), sum(entry.compress_size for entry in entries)
    if len(entries) > MOST_ENTRIES or unpacked > MOST_UNPACKED or (unpacked > _LARGE and unpacked > MOST_TIMES * packed):
        raise Invalid(refusals.BOMB)
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise Invalid(refusals.LOCKED)
    if any(entry.compress_type not in _WAYS for entry in entries):
        raise Invalid(refusals.NOT_A_TABLE)


def _check_kind(archive: zipfile.ZipFile, names: set[str]) -> None:
    if "mimetype" in names and archive.read("mimetype").startswith(_OPEN_DOCUMENT):
        raise Invalid(refusals.OTHER_WORKBOOK)
    if reason := next((reason for name, reason in _OTHERS.items() if name in names), ""):
        raise Invalid(reason)
    if any(name.endswith("vbaproject.bin") or "/macrosheets/" in name for name in names):
        raise Invalid(refusals.MACROS)
    if _WORKBOOK not in names:
        raise Invalid(refusals.ARCHIVE)


def _is_needed(entry: zipfile.ZipInfo) -> bool:
    name = entry.filename.lower()
    return name.endswith((".xml", ".rels")) and not name.startswith(("xl/media/", "xl/drawings/", "xl/charts/", "customxml/"))
