"""What a cart may be: its header with its sentences, and how many there may be."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from portal_app.kernel.i18n import message
from portal_app.kernel.ids import Id

MOST_CARTS = 20  # open at once, for each person
MOST_LINES = 500  # of one cart
FURTHEST = timedelta(days=730)
LONGEST = {"name": 80, "po_number": 40, "reference": 80, "note": 500}

NO_NAME = message("Please give the cart a name.")
TOO_LONG = message("This is too long.")
ODD_SIGN = message("One of the signs cannot be kept. Please type the text again.")
IN_THE_PAST = message("This day is over already.")
TOO_FAR = message("This day is more than two years away. Please ask us for a quote.")
TOO_MANY_CARTS = message("You have {most} open carts already. Please order or remove one first.")
TOO_MANY_LINES = message("A cart holds {most} lines at most, and this would make {lines}. Nothing was added; please use a second cart.")


@dataclass(frozen=True)
class CartHeader:
    """What holds for the whole cart, as it is entered. An empty id is no choice yet."""

    name: str
    po_number: str = ""
    reference: str = ""
    cost_centre_id: Id = ""
    address_id: Id = ""
    requested_on: date | None = None
    partial_delivery: bool = True
    note: str = ""


def tidy_header(header: CartHeader) -> CartHeader:
    """Every text in one line, without outer spaces; the note keeps its lines."""
    texts = {name: " ".join(getattr(header, name).split()) for name in ("name", "po_number", "reference")}
    return replace(header, **texts, note=header.note.replace("\r\n", "\n").strip())


def check_header(header: CartHeader, today: date) -> dict[str, str]:
    """The problems by field, each a sentence."""
    problems = {} if header.name else {"name": NO_NAME}
    problems |= {name: TOO_LONG for name, most in LONGEST.items() if len(getattr(header, name)) > most}
    problems |= {name: ODD_SIGN for name in LONGEST if "\x00" in getattr(header, name)}
    return problems | check_day(header.requested_on, today)


def check_day(requested_on: date | None, today: date) -> dict[str, str]:
    """Whether something can be asked for on this day."""
    if requested_on is not None and requested_on < today:
        return {"requested_on": IN_THE_PAST}
    if requested_on is not None and requested_on > today + FURTHEST:
        return {"requested_on": TOO_FAR}
    return {}
