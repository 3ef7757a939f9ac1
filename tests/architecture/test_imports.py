"""Imports run downwards only: between slices through front doors, inside a slice from door to rule, in no circle."""

import ast
import sys
from collections.abc import Iterator

import pytest

from tests.architecture.rooms import BY_MODULE, CLOSED_TO_DOORS, COMPOSITION, DOORS, KERNEL_PACKAGES, RANKS, ROOM_ORDER, WITHOUT_ROOMS
from tests.architecture.source import PACKAGE, Import, Module, all_imports, imports_of, modules, ours


def _between_slices() -> Iterator[tuple[Import, Module]]:
    """Imports of ours that leave their slice. The composition root may name everything and is left out."""
    for one in all_imports():
        target = ours(one.target)
        if target is not None and one.source.slice not in COMPOSITION and target.slice != one.source.slice:
            yield one, target


def test_there_is_something_to_check():
    assert len(modules()) > 50 and len(list(_between_slices())) > 100


@pytest.mark.parametrize("module", [module for module in modules() if module.slice not in COMPOSITION and module.slice], ids=str)
def test_each_slice_has_a_rank(module: Module):
    assert module.slice in RANKS, f"{module.slice} is not in the plan: give it a rank in tests/architecture/rooms.py and docs/architecture.md"


def test_the_kernel_imports_the_standard_library_and_its_own_packages_only():
    kernel = [one for module in modules() if module.slice == "kernel" for one in imports_of(module)]
    foreign = [one for one in kernel if one.target.split(".")[0] not in {*sys.stdlib_module_names, *KERNEL_PACKAGES, PACKAGE}]
    assert not foreign, "\n".join(map(str, foreign))


def test_a_slice_imports_slices_of_lower_rank_only():
    upwards = [one for one, target in _between_slices() if RANKS.get(target.slice, 99) >= RANKS[one.source.slice]]
    assert not upwards, "\n".join(map(str, upwards))


def test_a_slice_is_entered_through_its_front_door():
    past_the_door = [one for one, target in _between_slices() if not (_is_front_door(target) or _is_part_of_the_demo(one, target))]
    assert not past_the_door, "\n".join(map(str, past_the_door))


def _is_front_door(target: Module) -> bool:
    """portal_app.<slice>; a module of the kernel; portal_app.integrations.<system>."""
    if target.slice in BY_MODULE:
        return True
    depth = 2 if target.slice == "integrations" else 1
    return len(target.parts) <= depth and target.path.name == "__init__.py"


def _is_part_of_the_demo(one: Import, target: Module) -> bool:
    """The demo world is put together from the parts that the slices bring."""
    return one.source.slice == "demo" and target.parts[1:] == ("demo",)


def test_a_front_door_hands_out_what_it_lists():
    for module in modules():
        if len(module.parts) == 1 and module.path.name == "__init__.py" and imports_of(module):
            handed_out = {name for one in imports_of(module) for name in one.names}
            listed = _listed_names(module)
            assert listed and {name for name in listed if not name.startswith("_")} <= handed_out | _defined_names(module), module.name


def _listed_names(module: Module) -> set[str]:
    listed = [
        node.value
        for node in module.tree.body
        if isinstance(node, ast.Assign) and any(isinstance(target, ast.Name) and target.id == "__all__" for target in node.targets)
    ]
    return set(ast.literal_eval(listed[-1])) if listed else set()


def _defined_names(module: Module) -> set[str]:
    aliases = {alias.asname or alias.name for node in module.tree.body if isinstance(node, (ast.Import, ast.ImportFrom)) for alias in node.names}
    return aliases | {node.name for node in module.tree.body if isinstance(node, (ast.FunctionDef, ast.ClassDef))}


def test_what_composes_the_portal_is_imported_by_nobody():
    users = [one for one in all_imports() if (target := ours(one.target)) is not None and target.slice in COMPOSITION and one.source.slice not in COMPOSITION]
    assert not users, "\n".join(map(str, users))


# Inside a slice


def _inside_slices() -> Iterator[tuple[Import, Module]]:
    for one in all_imports():
        target = ours(one.target)
        if target is not None and target.slice == one.source.slice and target.slice not in WITHOUT_ROOMS | COMPOSITION:
            yield one, target


@pytest.mark.parametrize("module", [module for module in modules() if module.room and module.slice not in WITHOUT_ROOMS], ids=str)
def test_each_module_stands_in_a_room(module: Module):
    assert module.room in ROOM_ORDER, f"{module.name}: no such room. A room that grows becomes a folder of the same name."


def test_rooms_import_downwards_only():
    upwards = [
        one for one, target in _inside_slices() if one.source.room and target.room and target.room != one.source.room and _order(target) >= _order(one.source)
    ]
    assert not upwards, "\n".join(map(str, upwards))


def _order(module: Module) -> int:
    return ROOM_ORDER.get(module.room, 99)


def test_rules_import_rules_and_value_types_of_the_kernel_only():
    kernel = ("money", "ids", "errors", "permissions", "i18n", "clock", "actor", "paths", "file_columns", "file_outcomes")
    values = {f"{PACKAGE}.kernel.{name}" for name in kernel}
    # rapidfuzz: the distance of two words, computed quickly; holidays: which days are free where
    pure = {*sys.stdlib_module_names, "babel", "pydantic", "rapidfuzz", "holidays"}
    impure = [
        one
        for module in modules()
        if module.room == "rules"
        for one in imports_of(module)
        if one.target not in values and one.target.split(".")[0] not in pure and not one.target.startswith(f"{PACKAGE}.{module.slice}.rules")
    ]
    assert not impure, "\n".join(map(str, impure))


def test_doors_hold_no_sql():
    through_the_wall = [one for one, target in _inside_slices() if one.source.room in DOORS and target.room in CLOSED_TO_DOORS]
    assert not through_the_wall, "\n".join(map(str, through_the_wall))


def test_a_room_does_not_come_in_by_its_own_front_door():
    """A slice's own modules are named directly; importing the front door from inside makes a circle."""
    around = [one for one, target in _inside_slices() if one.source.room and not target.room and one.names and one.source.room not in ("__main__", "demo")]
    assert not around, "\n".join(map(str, around))


# Circles


def _circles() -> list[list[str]]:
    """Groups of modules that import each other, by Tarjan's algorithm. A package and its own modules are no circle."""
    graph = {module.name: sorted({one.target for one in imports_of(module) if ours(one.target)}) for module in modules()}
    for name, targets in graph.items():
        graph[name] = [target for target in targets if target != name and not name.startswith(f"{target}.")]
    found, index, low, stack, order = [], {}, {}, [], iter(range(10**9))

    def visit(name: str) -> None:
        index[name] = low[name] = next(order)
        stack.append(name)
        for target in graph[name]:
            if target not in index:
                visit(target)
                low[name] = min(low[name], low[target])
            elif target in stack:
                low[name] = min(low[name], index[target])
        if low[name] == index[name]:
            group = [stack.pop()]
            while group[-1] != name:
                group.append(stack.pop())
            found.extend([sorted(group)] if len(group) > 1 else [])

    for name in graph:
        if name not in index:
            visit(name)
    return found


def test_no_modules_import_each_other_in_a_circle():
    assert _circles() == []


def test_a_circle_would_be_found(monkeypatch: pytest.MonkeyPatch):
    import tests.architecture.test_imports as here

    first, second = (module for module in modules() if module.name in (f"{PACKAGE}.kernel.ids", f"{PACKAGE}.kernel.clock"))
    real = here.imports_of
    back = Import(second if second.name.endswith("clock") else first, f"{PACKAGE}.kernel.ids", (), 1)
    monkeypatch.setattr(here, "imports_of", lambda module: (*real(module), back) if module.name == back.source.name else real(module))
    assert [f"{PACKAGE}.kernel.clock", f"{PACKAGE}.kernel.ids"] in _circles()
