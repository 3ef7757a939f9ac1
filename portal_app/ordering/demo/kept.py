"""The order lists of the demo, as data, and how they come about: saved and shared by the people themselves."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from portal_app.accounts import list_cost_centres
from portal_app.catalog import resolve_numbers
from portal_app.kernel.actor import Actor
from portal_app.ordering.actions.list_sharing import read_list_sharing, share_list
from portal_app.ordering.actions.order_lists import ListFilter, save_list, search_lists
from portal_app.ordering.rules.order_lists import ListSharing, ListWish, Sharing


@dataclass(frozen=True)
class KeptList:
    """A list of somebody: article numbers and quantities by section."""

    name: str
    owner: str
    sections: tuple[tuple[str, tuple[tuple[str, int], ...]], ...]
    sharing: Sharing = Sharing.PRIVATE
    centre: str = ""
    others_edit: bool = False


HANSEN = (
    KeptList("Line 4, every Monday", "Jan Keller", (("", (("48-1007-M8", 500), ("48-3001-M8", 300), ("48-2001-M8", 300), ("77-0110-05", 10))),)),
    KeptList(
        "Assembly, hall 3", "Ole Jensen",
        (("Ties and tools", (("47-2100-05", 300), ("47-2100-05-4", 100), ("51-1100-11", 2))), ("Gloves", (("31-2101-03", 24), ("31-2204-04", 12)))),
        Sharing.COST_CENTRE, "4720", others_edit=True,
    ),
    KeptList(
        "Safety at work", "Svea Klein",
        (("Ears and eyes", (("33-1180-02", 200), ("32-1100-01", 10), ("33-1420-03", 4))), ("Hands", (("31-2204-05", 12),)), ("Feet", (("34-1200-08", 2),))),
        Sharing.COMPANY,
    ),
)  # fmt: skip


def keep_lists(people: Mapping[str, Actor]) -> None:
    """What stands already is left as it is."""
    for kept in HANSEN:
        owner = people[kept.owner]
        if not any(row.name == kept.name for row in search_lists(owner, ListFilter(words=kept.name, only_own=True)).rows):
            _keep(owner, kept)


def _keep(owner: Actor, kept: KeptList) -> None:
    wanted = [(section, number, quantity) for section, lines in kept.sections for number, quantity in lines]
    ids = {number: found.products[0] for number, found in resolve_numbers(owner, [number for _, number, _ in wanted]).items()}
    list_id = save_list(owner, kept.name, [ListWish(ids[number], Decimal(quantity), section) for section, number, quantity in wanted])
    if kept.sharing is not Sharing.PRIVATE:
        centre = next((line.id for line in list_cost_centres(owner) if line.number == kept.centre), "")
        version = read_list_sharing(owner, list_id).version
        share_list(owner, list_id, ListSharing(kept.sharing, cost_centre_id=centre, others_edit=kept.others_edit), version=version)
