"""`python -m portal_app.accounts setup EMAIL NAME`: the one-time link for the first administrator of an empty portal."""

import sys

from portal_app.accounts import mails
from portal_app.accounts.actions.staff_side import prepare_first_staff
from portal_app.kernel.actor import system
from portal_app.kernel.errors import PortalError
from portal_app.kernel.permissions import Permission

_USAGE = 'Usage: python -m portal_app.accounts setup EMAIL "FIRST AND LAST NAME"'


def main(arguments: list[str]) -> int:
    """Prints the link. Returns 0, 1 when the portal refuses, 2 for wrong arguments."""
    if len(arguments) != 3 or arguments[0] != "setup":
        print(_USAGE, file=sys.stderr)
        return 2
    try:
        token = prepare_first_staff(system(frozenset({Permission.STAFF_OPERATE}), name="setup"), arguments[1], arguments[2])
    except PortalError as trouble:
        print("\n".join([trouble.message, *trouble.fields.values()]), file=sys.stderr)
        return 1
    print(f"Open this link within 60 minutes. It works once:\n{mails.link('/set-up', token)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
