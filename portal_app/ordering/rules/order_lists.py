"""What an order list may be: its name, its lines, with whom it is shared, and how many there may be. No price is ever kept in one."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from portal_app.kernel.i18n import message
from portal_app.kernel.ids import Id

MOST_LISTS = 50  # of one person
MOST_LINES = 500  # of one list
MOST_PEOPLE = 100  # with whom one list is shared by name
LONGEST = {"name": 80, "section": 40, "note": 200}

NO_NAME = message("Please give the order list a name.")
TOO_LONG = message("This is too long: {longest} characters at most.")
ODD_SIGN = message("One of the signs cannot be kept. Please type the text again.")
TOO_MANY_LISTS = message("You have {most} order lists already. Please remove one first.")
TOO_MANY_LINES = message("An order list holds {most} lines at most, and this would make {lines}. Nothing was added; please use a second list.")
NOTHING_TO_SAVE = message("There is nothing here that an order list could hold.")
NOBODY_CHOSEN = message("Please choose at least one colleague.")
TOO_MANY_PEOPLE = message("By name a list is shared with {most} colleagues at most. Please share it with the whole company.")
NO_CENTRE_CHOSEN = message("Please choose a cost centre.")
MERGED = message("This article was in the list already: both are one line now, {quantity} of it.")
NO_SUCCESSOR = message("Nothing follows this article yet. Please choose another, or ask us.")
LINE_GONE = message("A line that you chose is not in this list any more. Please look at the list again.")
ONLY_USE = message("This order list is for you to use. Ask {owner}, or save a copy of your own.")
ONLY_OWNER = message("Only {owner} shares or removes this order list.")
CHANGED = message("{who} changed this order list in the meantime. It is called “{name}” now; please look at it again.")


class Sharing(StrEnum):
    """Who else uses a list."""

    PRIVATE = "private"
    PEOPLE = "people"  # colleagues by name
    COST_CENTRE = "cost-centre"  # everybody who orders for it
    COMPANY = "company"


@dataclass(frozen=True)
class ListSharing:
    """With whom, and whether they may change it, too. Ids that do not belong to the way of sharing are not kept."""

    sharing: Sharing = Sharing.PRIVATE
    person_ids: tuple[Id, ...] = ()
    cost_centre_id: Id = ""
    others_edit: bool = False


@dataclass(frozen=True)
class ListWish:
    """So much of a product, in its unit of measure, to be kept in a list."""

    product_id: Id
    quantity: Decimal
    section: str = ""
    note: str = ""


@dataclass(frozen=True)
class ListLineFacts:
    """What can be changed about a line of a list."""

    quantity: Decimal
    section: str = ""
    note: str = ""


@dataclass(frozen=True)
class ListChoice:
    """A line that is to be ordered now, in this quantity; `instead` takes what follows the article."""

    line_id: Id
    quantity: Decimal
    instead: bool = False


def tidy(text: str) -> str:
    """One line without outer spaces."""
    return " ".join(text.split())


def check_texts(**texts: str) -> dict[str, str]:
    """The problems by field, each a sentence; a list has a name."""
    problems = {"name": NO_NAME} if texts.get("name") == "" else {}
    problems |= {name: TOO_LONG for name, text in texts.items() if len(text) > LONGEST[name]}
    return problems | {name: ODD_SIGN for name, text in texts.items() if "\x00" in text}


def check_sharing(wanted: ListSharing) -> dict[str, str]:
    """The problems by field, each a sentence."""
    if wanted.sharing is Sharing.PEOPLE and not wanted.person_ids:
        return {"person_ids": NOBODY_CHOSEN}
    if wanted.sharing is Sharing.PEOPLE and len(set(wanted.person_ids)) > MOST_PEOPLE:
        return {"person_ids": TOO_MANY_PEOPLE}
    if wanted.sharing is Sharing.COST_CENTRE and not wanted.cost_centre_id:
        return {"cost_centre_id": NO_CENTRE_CHOSEN}
    return {}


def kept_sharing(wanted: ListSharing) -> ListSharing:
    """Only what belongs to this way of sharing."""
    people = tuple(dict.fromkeys(wanted.person_ids)) if wanted.sharing is Sharing.PEOPLE else ()
    centre = wanted.cost_centre_id if wanted.sharing is Sharing.COST_CENTRE else ""
    return ListSharing(wanted.sharing, people, centre, wanted.others_edit and wanted.sharing is not Sharing.PRIVATE)


def merged(wishes: Iterable[ListWish]) -> dict[Id, ListWish]:
    """One wish for each product, in the order in which it came first; the first section and note that say something stay."""
    found: dict[Id, ListWish] = {}
    for wish in wishes:
        before = found.get(wish.product_id)
        if before is None:
            found[wish.product_id] = wish
        else:
            more = before.quantity + wish.quantity
            found[wish.product_id] = replace(before, quantity=more, section=before.section or wish.section, note=before.note or wish.note)
    return found
