"""What is used in one place only: Reflex, statements, sessions, the network, the clock, the environment, chance, floats."""

import ast
import re
from collections.abc import Callable, Iterator
from fnmatch import fnmatch

import pytest

from tests.architecture import rooms
from tests.architecture.source import Module, calls_in, dotted, imports_of, modules

STATEMENTS = {
    "select", "insert", "update", "delete", "text", "literal_column", "create_engine", "sessionmaker", "Session", "TenantSession", "transaction",
    "open_engine", "engine", "union", "union_all", "exists",
}  # fmt: skip
SQL_PACKAGES = ("sqlalchemy", "sqlmodel", "portal_app.kernel.db", "portal_app.kernel.tenancy")


def _may(module: Module, places: tuple[str, ...]) -> bool:
    path = _inside(module)
    return any(fnmatch(path, f"{place}*" if place.endswith("/") else place) for place in places)


def _inside(module: Module) -> str:
    """The path below portal_app."""
    suffix = "/__init__.py" if module.path.name == "__init__.py" else ".py"
    return "/".join(module.parts) + (suffix if module.parts else "__init__.py")


def _check(subject: str, uses: Callable[[Module], Iterator[str]], places: tuple[str, ...]) -> None:
    """Everything that uses something confined stands where it may, or in the list of exceptions; no exception is out of date."""
    exceptions = rooms.EXCEPTIONS.get(subject, {})
    found = {_inside(module): sorted(set(uses(module))) for module in modules() if not _may(module, places)}
    users = {path: used for path, used in found.items() if used}
    assert {path: used for path, used in users.items() if path not in exceptions} == {}, f"{subject} does not belong there"
    assert [path for path in exceptions if path not in users] == [], f"exceptions for {subject} that nobody needs any more"


def _packages(names: set[str]) -> Callable[[Module], Iterator[str]]:
    def used(module: Module) -> Iterator[str]:
        for one in imports_of(module):
            full = {one.target, *(f"{one.target}.{name}" for name in one.names)}
            for name in names:
                if any(part == name or part.startswith(f"{name}.") for part in full):
                    yield name

    return used


def test_reflex_is_seen_by_screens_only():
    _check("reflex", _packages(rooms.REFLEX), rooms.MAY_USE_REFLEX)


def test_frames_belong_to_analytics():
    _check("polars", _packages({"polars"}), rooms.MAY_USE_POLARS)


def test_charts_are_drawn_in_one_place():
    _check("plotly", _packages({"plotly"}), rooms.MAY_USE_PLOTLY)


def test_other_machines_are_reached_from_integrations_only():
    _check("network", _packages(rooms.NETWORK), rooms.MAY_USE_THE_NETWORK)


def _statements(module: Module) -> Iterator[str]:
    """Words of SQLAlchemy and of our own engine that send or build a statement, and bare tables."""
    if module.room == "tables" and module.slice not in rooms.WITHOUT_ROOMS:
        return
    bound = {name for one in imports_of(module) if one.target.startswith(SQL_PACKAGES) for name in one.names}
    for name, _ in calls_in(module):
        if name in STATEMENTS & bound:
            yield name
    yield from _attributes(module, {"__table__", "exec_driver_sql", "from_statement", "get_bind", "execution_options"})


def _attributes(module: Module, names: set[str]) -> Iterator[str]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute) and node.attr in names:
            yield node.attr


def test_statements_are_written_in_stores_only():
    _check("statements", _statements, rooms.MAY_SEND_STATEMENTS)


def _session(module: Module) -> Iterator[str]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute) and node.attr == "db" and isinstance(node.value, ast.Name) and node.value.id in ("ctx", "context", "self"):
            yield dotted(node)


def test_only_a_store_touches_the_session():
    _check("ctx.db", _session, ("*/store/", "*/store.py"))


def _ends_a_transaction(module: Module) -> Iterator[str]:
    for name, _ in calls_in(module):
        if name.split(".")[-1] in ("commit", "rollback", "settle", "close_all_sessions"):
            yield name


def test_only_the_gate_ends_a_transaction():
    _check("commit", _ends_a_transaction, ("kernel/db.py", "kernel/tenancy.py"))


def _text(module: Module) -> Iterator[str]:
    bound = {name for one in imports_of(module) if one.target.startswith(("sqlalchemy", "sqlmodel")) for name in one.names}
    for name, call in calls_in(module):
        where = {keyword.arg for keyword in call.keywords}
        if name in ("text", "literal_column") and name in bound and not _is_condition_of_an_index(module):
            yield f"{name}({where})"


def _is_condition_of_an_index(module: Module) -> bool:
    """Tables may say in SQL which rows an index covers; PostgreSQL and SQLite have no other way."""
    return module.room == "tables"


def test_plain_sql_is_written_by_the_kernel_only():
    _check("text", _text, ("kernel/db.py",))


def _clock(module: Module) -> Iterator[str]:
    for name, _ in calls_in(module):
        if re.search(r"^(dt|date|datetime)(\.datetime|\.date)?\.(now|utcnow|today)$", name):
            yield name
        if name in ("time.time", "time.time_ns", "time.localtime", "time.gmtime", "time.strftime"):
            yield name
    for one in imports_of(module):
        if one.target == "time" and set(one.names) & {"time", "time_ns"}:
            yield "time"


def test_only_the_clock_reads_the_clock():
    _check("clock", _clock, rooms.MAY_READ_THE_CLOCK)


def _environment(module: Module) -> Iterator[str]:
    names = {dotted(node) for node in ast.walk(module.tree) if isinstance(node, ast.Attribute)}
    yield from names & {"os.environ", "os.getenv", "os.environb", "os.putenv"}
    yield from (name for one in imports_of(module) if one.target == "os" for name in one.names if name in ("environ", "getenv"))


def test_only_the_settings_read_the_environment():
    _check("environment", _environment, rooms.MAY_READ_THE_ENVIRONMENT)


def _floats(module: Module) -> Iterator[str]:
    """Floats beside money: in modules that know Money, amounts or Decimal, and in all rules."""
    knows_money = any(one.target == "portal_app.kernel.money" or "Amount" in one.names or "Decimal" in one.names for one in imports_of(module))
    if not knows_money:
        return
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, float):
            yield repr(node.value)
        if isinstance(node, ast.Call) and dotted(node.func) == "float":
            yield "float()"
        if isinstance(node, (ast.arg, ast.AnnAssign)) and node.annotation is not None and "float" in ast.unparse(node.annotation):
            yield "float annotation"


def test_there_is_no_float_near_money():
    _check("float", _floats, ())


def test_chance_comes_from_the_system_where_it_guards_something():
    _check("random", _packages({"random"}), ("demo/", "*/demo/", "*/demo.py"))


def test_nothing_from_outside_is_run_as_code():
    def dangerous(module: Module) -> Iterator[str]:
        yield from _packages({"pickle", "marshal", "shelve", "subprocess", "dill", "code", "pty"})(module)
        yield from (name for name, _ in calls_in(module) if name in ("eval", "exec", "compile", "os.system", "os.popen", "__import__"))

    _check("code", dangerous, ())


def test_links_between_tables_are_ids_and_never_relations_of_the_mapper():
    def relations(module: Module) -> Iterator[str]:
        yield from (name for name, _ in calls_in(module) if name.split(".")[-1] in ("relationship", "Relationship", "column_property", "hybrid_property"))

    _check("relations", relations, ())


def test_rows_are_not_smuggled_into_a_session():
    def smuggling(module: Module) -> Iterator[str]:
        names = {"make_transient_to_detached", "make_transient", "merge_frozen_result", "object_session"}
        yield from (name for name, _ in calls_in(module) if name.split(".")[-1] in names)

    _check("smuggling", smuggling, ())


DECORATORS = {"command", "query", "own_command", "own_query", "public_command", "public_query", "staff_command", "staff_query"}


def test_use_cases_stand_in_actions():
    def decorated(module: Module) -> Iterator[str]:
        bound = {name for one in imports_of(module) if one.target == "portal_app.kernel.gate" for name in one.names}
        for node in ast.walk(module.tree):
            for decorator in getattr(node, "decorator_list", ()):
                name = dotted(decorator.func if isinstance(decorator, ast.Call) else decorator)
                if name in DECORATORS & bound:
                    yield name

    _check("use cases", decorated, ("*/actions/", "*/actions.py"))


@pytest.mark.parametrize("module", modules(), ids=str)
def test_trouble_is_not_swallowed(module: Module):
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ExceptHandler):
            assert node.type is not None, f"{module}:{node.lineno}: a bare except"
            blind = ast.unparse(node.type) in ("Exception", "BaseException")
            silent = all(
                isinstance(step, (ast.Pass, ast.Continue)) or (isinstance(step, ast.Expr) and isinstance(step.value, ast.Constant)) for step in node.body
            )
            assert not (blind and silent), f"{module}:{node.lineno}: swallows everything"
