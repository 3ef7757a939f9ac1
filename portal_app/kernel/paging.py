"""Lists a page at a time."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from sqlalchemy import func
from sqlmodel import select

from portal_app.kernel.tenancy import TenantSession

T = TypeVar("T")
LARGEST = 100


@dataclass(frozen=True)
class Page(Generic[T]):
    """Rows of one page. `number` counts from 1; `total` counts all pages' rows."""

    rows: tuple[T, ...]
    total: int
    number: int
    size: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.size))


def read_page(session: TenantSession, query, *, number: int = 1, size: int = 50) -> Page:
    """One page of a select that has its own order. A number beyond the end gives the last page; sizes are held to 1..100."""
    size = min(max(size, 1), LARGEST)
    total = session.scalar(select(func.count()).select_from(query.order_by(None).subquery()))
    last = max(1, -(-total // size))
    number = min(max(number, 1), last)
    rows = session.exec(query.limit(size).offset((number - 1) * size)).all()
    return Page(tuple(rows), total, number, size)
