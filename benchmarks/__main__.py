"""Runs the benchmarks named on the command line, or all of them."""

import importlib
import sys

ALL = ("gate", "search", "prices", "start", "pages", "sockets")

for name in sys.argv[1:] or ALL:
    if name not in ALL:
        sys.exit(f"There is no benchmark {name}. There are: {', '.join(ALL)}")
    importlib.import_module(f"benchmarks.{name}").main()
