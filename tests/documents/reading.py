"""Reads a PDF back, as a person or a search does: its pages, their texts, where each sign stands, what it says about itself."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal

import pypdfium2
import pypdfium2.raw as raw

_AMOUNT = re.compile(r"-?[\d.,]*\d[.,]\d{2}\b")


@dataclass(frozen=True)
class Read:
    """`pages` are the texts of the pages with single spaces; `rightmost` is how far to the right any sign reaches, as a share of the page."""

    pages: tuple[str, ...]
    facts: dict[str, str]
    is_tagged: bool
    rightmost: float

    @property
    def text(self) -> str:
        return " ".join(self.pages)


def read(pdf: bytes) -> Read:
    with _opened(pdf) as document:
        pages = [document[place] for place in range(len(document))]
        texts = tuple(_plain(page.get_textpage().get_text_range()) for page in pages)
        return Read(texts, document.get_metadata_dict(), bool(raw.FPDFCatalog_IsTagged(document.raw)), max(_rightmost(page) for page in pages))


def squeezed(text: str) -> str:
    """Without any spaces: where a name was folded does not matter."""
    return re.sub(r"\s", "", text)


def amounts_in(text: str, language: str) -> list[Decimal]:
    """Every number with two decimals."""
    group, point = (".", ",") if language == "de" else (",", ".")
    return [Decimal(found.replace(group, "").replace(point, ".")) for found in _AMOUNT.findall(text)]


@contextmanager
def _opened(pdf: bytes) -> Iterator[pypdfium2.PdfDocument]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        yield document
    finally:
        document.close()


def _plain(text: str) -> str:
    return " ".join(text.replace("\N{ZERO WIDTH SPACE}", "").split())


def _rightmost(page: pypdfium2.PdfPage) -> float:
    words = page.get_textpage()
    return max((words.get_charbox(place)[2] for place in range(words.count_chars())), default=0) / page.get_width()
