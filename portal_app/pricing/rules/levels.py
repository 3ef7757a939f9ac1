"""The levels of prices and their precedence, as data. docs/prices.md explains this page in words."""

from enum import StrEnum

from portal_app.kernel.i18n import message


class Level(StrEnum):
    """Where a price comes from."""

    PROJECT = "project"
    AGREEMENT = "agreement"
    COMPANY_LIST = "company-list"
    GROUP_LIST = "group-list"
    LIST = "list"


# The first level that has a price for the question decides. Inside a level the best for the customer is taken.
PRECEDENCE: tuple[Level, ...] = (Level.PROJECT, Level.AGREEMENT, Level.COMPANY_LIST, Level.GROUP_LIST, Level.LIST)

LEVEL_NAMES: dict[Level, str] = {
    Level.PROJECT: message("Project price"),
    Level.AGREEMENT: message("Framework agreement"),
    Level.COMPANY_LIST: message("Your price list"),
    Level.GROUP_LIST: message("Price list of your customer group"),
    Level.LIST: message("List price"),
}
