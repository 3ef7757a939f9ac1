"""What an order says on paper, as finished text. Where no amount may be seen, there is none in here, not even as a text."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class PaperKind(StrEnum):
    """A confirmation binds the supplier; a summary says what was ordered and where it stands."""

    CONFIRMATION = "order-confirmation"
    SUMMARY = "order-summary"


@dataclass(frozen=True)
class Customer:
    """For whom the paper is: the company, the supplier's number for it, and the time zone in which its days begin."""

    name: str
    number: str
    time_zone: str


@dataclass(frozen=True)
class Known:
    """A product as the catalogue has it today: its names by language, the company's own numbers."""

    names: Mapping[str, str] = field(default_factory=dict)
    own_numbers: tuple[str, ...] = ()


@dataclass(frozen=True)
class PaperFact:
    """One field of the title block."""

    label: str
    value: str


@dataclass(frozen=True)
class PaperPlace:
    """Where something goes. `mark` names it in the lines, where there are several."""

    mark: str
    label: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class PaperLine:
    """`details` stand below the name; `price`, `per` and `net` are "" for who sees no amounts."""

    position: str
    number: str
    own_number: str
    name: str
    details: tuple[str, ...]
    quantity: str
    price: str
    per: str
    net: str


@dataclass(frozen=True)
class PaperSum:
    """One line below the lines; `is_total` is the one that is owed."""

    label: str
    amount: str
    is_total: bool = False


@dataclass(frozen=True)
class PaperDelivery:
    """What leaves together: when and how, and what it holds."""

    title: str
    detail: str
    holds: str


@dataclass(frozen=True)
class OrderPaper:
    """One paper. `language` is that of all its words; `made_at` is when this was true."""

    kind: PaperKind
    number: str
    language: str
    made_at: datetime
    file_name: str
    title: str
    running_title: str
    supplier: str
    trade: str
    contact: tuple[str, ...]
    imprint: str
    company: str
    recipient: tuple[str, ...]
    lead: str
    facts: tuple[PaperFact, ...]
    places: tuple[PaperPlace, ...]
    lines: tuple[PaperLine, ...]
    sums: tuple[PaperSum, ...]
    deliveries: tuple[PaperDelivery, ...]
    notes: tuple[PaperFact, ...]
    as_of: str
    words: dict[str, str]
