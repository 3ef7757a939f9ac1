"""Order files of 10,000 lines to verdicts: CSV, XLSX and pasted text, among 12,000 products of the demo and 100,000: seconds, and memory over the base."""

import gc
import multiprocessing
import random
import re
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

from benchmarks.databases import empty_postgres, empty_sqlite, using
from benchmarks.measure import fact, median, title
from benchmarks.search import catalogue, mistyped
from portal_app.catalog import ProductFacts, put_assortment, put_categories, put_part_numbers, put_products
from portal_app.catalog.demo.making import COMMON
from portal_app.catalog.demo.tree import CATEGORIES
from portal_app.integrations.files import read_table
from portal_app.kernel.actor import Actor, system
from portal_app.kernel.permissions import Permission
from portal_app.ordering import Intake, read_order_file, read_order_text
from tests.database import behind_the_guard, new_company, person_of
from tests.integrations.workbooks import Tab, workbook

LINES = 10_000
UNKNOWN = 60  # one line in so many has a mistyped number
HEAD = ["Artikelnummer", "Menge", "ME", "Bezeichnung", "Kostenstelle", "Auftrag"]
TIMES = 3
OPERATOR = system(frozenset({Permission.STAFF_OPERATE}), name="bench")


def main() -> None:
    for size in (12_000, 100_000):
        every = catalogue(size)
        with empty_sqlite() as url:
            _measure(f"SQLite, {size:,} products", url, every)
    with empty_postgres() as url:
        _measure("PostgreSQL, 12,000 products", url, catalogue(12_000))


def order_of(every: list[ProductFacts], own: dict[str, str]) -> list[list]:
    """Lines as people send them: our numbers, EANs, their own numbers, in any case and with other separators, one in sixty mistyped."""
    chance = random.Random(4711)
    seen = [facts for facts in every if facts.assortments]
    lines = []
    for place, facts in enumerate(chance.sample(seen, LINES)):
        number = chance.choice(
            (facts.number, facts.number, facts.number.lower(), facts.number.replace("-", " "), facts.ean, own.get(facts.number, facts.number))
        )
        number = mistyped(chance, facts.number) if place % UNKNOWN == 0 else number
        lines.append([number, chance.randint(1, 500), "Stk", facts.name_de, f"{4700 + place % 9}", f"A-{place % 40}"])
    return lines


def _measure(name: str, url: str, every: list[ProductFacts]) -> None:
    title(f"{name}, files of {LINES:,} lines")
    buyer, own = _filled(every)
    lines = order_of(every, own)
    plain = ["; ".join(str(cell) for cell in line[:1]) + f" {line[1]} Stk" for line in lines]
    csv = "\r\n".join(";".join(map(str, line)) for line in [HEAD, *lines]).encode()
    xlsx = workbook(Tab("Bestellung", [HEAD, *lines]))
    _time("CSV to rows", lambda: read_table("a.csv", csv))
    _time("XLSX to rows", lambda: read_table("a.xlsx", xlsx))
    intake = _time("CSV to verdicts", lambda: read_order_file(buyer, "a.csv", csv))
    _time("XLSX to verdicts", lambda: read_order_file(buyer, "a.xlsx", xlsx))
    _time("pasted lines to verdicts", lambda: read_order_text(buyer, "\n".join(plain)))
    unknown = [[f"ZZ-{place:06d}-Q", 1, "Stk", "", "", ""] for place in range(LINES)]
    strange = "\n".join(";".join(map(str, line)) for line in [HEAD, *unknown]).encode()
    _time("CSV of another supplier to verdicts", lambda: read_order_file(buyer, "a.csv", strange))
    fact("verdicts of the CSV", ", ".join(f"{count:,} {verdict.value}" for verdict, count in intake.counts.items() if count))
    for kind, content in (("CSV", csv), ("XLSX", xlsx)):
        fact(f"memory over the base, {kind}", f"{_peak(url, buyer, content) / 1e6:.0f} MB")


def _time(name: str, work: Callable[[], object]) -> Intake:
    """Seconds as they pass, and seconds of this process alone: other work on the machine makes the first longer, hardly the second."""
    took, own = [], []
    for _ in range(TIMES):
        gc.collect()
        start, own_start = time.perf_counter(), time.process_time()
        answer = work()
        took.append(time.perf_counter() - start)
        own.append(time.process_time() - own_start)
    print(f"{name:<40} median {median(took):6.2f} s  longest {max(took):6.2f} s  of the process {median(own):6.2f} s  (n={TIMES})", flush=True)
    return answer


def _peak(url: str, buyer: Actor, content: bytes) -> int:
    """Bytes that a fresh process holds at most while it reads this file, beyond what it holds after a short one."""
    context = multiprocessing.get_context("spawn")
    inside, outside = context.Pipe()
    process = context.Process(target=_read_in_a_process, args=(url, buyer, content, inside))
    process.start()
    peak = outside.recv()
    process.join()
    return peak


def _read_in_a_process(url: str, buyer: Actor, content: bytes, answer: Connection) -> None:
    with using(url):
        read_order_text(buyer, "20 x 48-1007-M8")
        before = _kilobytes("VmRSS")
        read_order_file(buyer, "a", content)
        answer.send(1024 * (_kilobytes("VmHWM") - before))


def _kilobytes(name: str) -> int:
    """What Linux says of this process alone; getrusage would count what its parent held."""
    return int(re.search(rf"{name}:\s+(\d+) kB", Path("/proc/self/status").read_text())[1])


def _filled(every: list[ProductFacts]) -> tuple[Actor, dict[str, str]]:
    """Somebody who may order, and their company's own numbers by ours."""
    put_categories(OPERATOR, CATEGORIES)
    put_assortment(OPERATOR, COMMON, for_all=True)
    for first in range(0, len(every), 20_000):
        assert put_products(OPERATOR, every[first : first + 20_000]).problems == ()
    company = new_company()
    own = {facts.number: f"HM-{place:05d}" for place, facts in enumerate(every[::3])}
    put_part_numbers(OPERATOR, company, {theirs: ours for ours, theirs in own.items()})
    behind_the_guard("ANALYZE")
    return person_of(company, Permission.CATALOG_VIEW, Permission.CART_EDIT), own


if __name__ == "__main__":
    main()
