"""News for the higher slices."""

from dataclasses import dataclass

from portal_app.kernel.ids import Id


@dataclass(frozen=True)
class RequestDecided:
    """A request came to its end: approved by everybody who was asked, or refused by one of them. `note` is theirs.

    What may be ordered now is the snapshot of this digest and nothing else.
    """

    request_id: Id
    order_id: str
    is_approved: bool
    digest: str
    person_id: Id
    person_name: str
    note: str
