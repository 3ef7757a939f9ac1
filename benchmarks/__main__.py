"""Runs the benchmarks named on the command line, or all of them. What one can be told stands behind colons: `search:1000000:sqlite`."""

import importlib
import sys

ALL = ("gate", "search", "prices", "intake", "place_order", "shelf", "desk", "imports", "confirmation", "start", "pages", "typing", "sockets")

for asked in sys.argv[1:] or ALL:
    name, *told = asked.split(":")
    if name not in ALL:
        sys.exit(f"There is no benchmark {name}. There are: {', '.join(ALL)}")
    importlib.import_module(f"benchmarks.{name}").main(*told)
