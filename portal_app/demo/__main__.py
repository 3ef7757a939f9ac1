"""`python -m portal_app.demo` builds the demo world where it does not stand yet; `python -m portal_app.demo people` tells who can sign in."""

import sys

from portal_app.demo import build_world, list_cast
from portal_app.demo.listing import people_as_text
from portal_app.kernel.actor import visitor
from portal_app.kernel.config import settings
from portal_app.kernel.db import engine
from portal_app.kernel.errors import PortalError

_USAGE = "Usage: python -m portal_app.demo [people]"


def main(arguments: list[str]) -> int:
    """Returns 0, 1 when the portal refuses, 2 for wrong arguments."""
    if arguments not in ([], ["people"]):
        print(_USAGE, file=sys.stderr)
        return 2
    if not settings().is_demo:
        print("This is a production portal: it has no demo world. PORTAL_MODE=demo starts a portal that has one.", file=sys.stderr)
        return 1
    try:
        print(people_as_text(list_cast(visitor())) if arguments else _built(build_world()))
    except PortalError as trouble:
        print(trouble.message, file=sys.stderr)
        return 1
    finally:
        engine().dispose()  # SQLite then moves all it wrote into the one file, which may be copied
    return 0


def _built(names: list[str]) -> str:
    return f"Built: {', '.join(names)}." if names else "The demo world stands already; nothing was changed."


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
