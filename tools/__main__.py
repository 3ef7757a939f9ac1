"""`python3 -m tools COMMAND`. Written so that an old Python can read it, find a newer one beside it, or say what is missing."""

import os
import subprocess
import sys

OLDEST = (3, 11)
NEWER_NAMES = ("python3.14", "python3.13", "python3.12", "python3.11")
CHECK = "import sys; sys.exit(sys.version_info < (3, 11))"


def continue_with_a_newer_python():
    """Start again with the first Python on the PATH that is new enough; end with a sentence where there is none."""
    for name in NEWER_NAMES:
        try:
            with open(os.devnull, "w") as nowhere:
                found = subprocess.call([name, "-c", CHECK], stderr=nowhere) == 0
        except OSError:
            found = False
        if found:
            os.execvp(name, [name, "-m", "tools"] + sys.argv[1:])
    sys.exit(
        "The portal needs Python 3.11 or newer; this is Python %d.%d (%s).\n"
        "Install one, for example: sudo apt-get install python3.11 python3.11-venv\n"
        "or name it: make PYTHON=/path/to/python3.12 run" % (sys.version_info[0], sys.version_info[1], sys.executable)
    )


if __name__ == "__main__":
    if sys.version_info < OLDEST:
        continue_with_a_newer_python()
    from tools.commands import main

    main(sys.argv[1:])
