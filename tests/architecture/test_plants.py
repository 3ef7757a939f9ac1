"""The tests of this folder can fail: in a copy of the source each rule is broken once, and each time the test of that rule goes red."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.source import ROOT

DOC = '"""A module that somebody planted here to break a rule."""\n'
# File below portal_app, what is written into it (appended where the file exists), the test that must notice.
PLANTS: list[tuple[str, str, str]] = [
    ("kernel/planted_import.py", f"{DOC}import reflex\n", "test_the_kernel_imports_the_standard_library_and_its_own_packages_only"),
    ("kernel/planted_upwards.py", f"{DOC}from portal_app.accounts import sign_in\n", "test_a_slice_imports_slices_of_lower_rank_only"),
    ("dashboard/rules/planted.py", f"{DOC}from portal_app.accounts.rules.roles import Role\n", "test_a_slice_is_entered_through_its_front_door"),
    ("accounts/rules/planted.py", f"{DOC}from portal_app.accounts.store import people\n", "test_rooms_import_downwards_only"),
    ("accounts/rules/planted_sql.py", f"{DOC}from sqlmodel import select\n", "test_rules_import_rules_and_value_types_of_the_kernel_only"),
    ("accounts/screens/planted.py", f"{DOC}from portal_app.accounts.store import people\n", "test_doors_hold_no_sql"),
    ("accounts/rules/planted_composition.py", f"{DOC}from portal_app import schema\n", "test_what_composes_the_portal_is_imported_by_nobody"),
    ("kernel/planted_circle.py", f"{DOC}from portal_app.kernel import planted_circle_back\n", "test_no_modules_import_each_other_in_a_circle"),
    ("kernel/planted_circle_back.py", f"{DOC}from portal_app.kernel import planted_circle\n", "test_no_modules_import_each_other_in_a_circle"),
    ("gossip/__init__.py", f"{DOC}", "test_each_slice_has_a_rank"),
    ("accounts/__init__.py", '\n__all__ = ["sign_in", "planted_name"]\n', "test_a_front_door_hands_out_what_it_lists"),
    ("accounts/store/planted_door.py", f"{DOC}from portal_app.accounts import sign_in\n", "test_a_room_does_not_come_in_by_its_own_front_door"),
    ("accounts/planted_folder/", "", "test_no_folder_of_code_is_empty"),
    ("accounts/cellar.py", DOC, "test_each_module_stands_in_a_room"),
    ("accounts/actions/planted_reflex.py", f"{DOC}import reflex as rx\n", "test_reflex_is_seen_by_screens_only"),
    ("accounts/actions/planted_frames.py", f"{DOC}import polars\n", "test_frames_belong_to_analytics"),
    ("ui/planted_chart.py", f"{DOC}import plotly.graph_objects\n", "test_charts_are_drawn_in_one_place"),
    ("accounts/actions/planted_net.py", f"{DOC}import httpx\n", "test_other_machines_are_reached_from_integrations_only"),
    ("accounts/actions/planted_select.py", f"{DOC}from sqlmodel import select\nquery = select(1)\n", "test_statements_are_written_in_stores_only"),
    ("accounts/actions/planted_table.py", f"{DOC}def bare(cls):\n    return cls.__table__\n", "test_statements_are_written_in_stores_only"),
    ("dashboard/planted/actions.py", DOC, "test_each_module_stands_in_a_room"),
    ("dashboard/rules/planted_db.py", f"{DOC}def keep(ctx, row):\n    ctx.db.add(row)\n", "test_only_a_store_touches_the_session"),
    ("accounts/store/planted.py", f"{DOC}def keep(ctx):\n    ctx.db.commit()\n", "test_only_the_gate_ends_a_transaction"),
    ("accounts/store/planted_text.py", f'{DOC}from sqlalchemy import text\nQUERY = text("SELECT 1")\n', "test_plain_sql_is_written_by_the_kernel_only"),
    ("accounts/rules/planted_now.py", f"{DOC}from datetime import UTC, datetime\nWHEN = datetime.now(UTC)\n", "test_only_the_clock_reads_the_clock"),
    ("accounts/rules/planted_time.py", f"{DOC}import time\nWHEN = time.time()\n", "test_only_the_clock_reads_the_clock"),
    ("accounts/rules/planted_env.py", f'{DOC}import os\nMODE = os.environ["PORTAL_MODE"]\n', "test_only_the_settings_read_the_environment"),
    ("accounts/rules/planted_float.py", f"{DOC}from portal_app.kernel.money import Money\nRATE = 0.19\n", "test_there_is_no_float_near_money"),
    ("accounts/rules/planted_chance.py", f"{DOC}import random\n", "test_chance_comes_from_the_system_where_it_guards_something"),
    ("accounts/store/planted_pickle.py", f"{DOC}import pickle\n", "test_nothing_from_outside_is_run_as_code"),
    (
        "accounts/tables.py",
        "\nfrom sqlmodel import Relationship\npeople = Relationship()\n",
        "test_links_between_tables_are_ids_and_never_relations_of_the_mapper",
    ),
    (
        "accounts/store/planted_smuggling.py",
        f"{DOC}from sqlalchemy.orm import make_transient_to_detached\ndef smuggle(row):\n    make_transient_to_detached(row)\n",
        "test_rows_are_not_smuggled_into_a_session",
    ),
    (
        "accounts/store/planted_action.py",
        f"{DOC}from portal_app.kernel.gate import query\n@query(1)\ndef ask(ctx):\n    return 1\n",
        "test_use_cases_stand_in_actions",
    ),
    ("accounts/rules/planted_silence.py", f"{DOC}try:\n    1 / 0\nexcept Exception:\n    pass\n", "test_trouble_is_not_swallowed"),
    ("accounts/rules/planted_bare.py", f"{DOC}try:\n    1 / 0\nexcept:\n    raise\n", "test_trouble_is_not_swallowed"),
    ("accounts/rules/planted_nothing.py", "x = 1\n", "test_a_module_begins_with_what_it_owns"),
    ("accounts/rules/planted_long.py", DOC + "x = 1\n" * 401, "test_no_file_is_longer_than_a_few_screens"),
    ("accounts/rules/price_utils.py", DOC, "test_names_of_modules_say_something"),
    ("accounts/rules/planted_later.py", f"{DOC}# TODO: think about this some day\n", "test_no_comment_puts_off_work_without_an_issue"),
]


@pytest.fixture(scope="module")
def gone_red(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Names of the tests that fail in the copy with all plants in it."""
    copy = tmp_path_factory.mktemp("planted")
    ignore = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "portal_app", copy / "portal_app", ignore=ignore)
    shutil.copytree(
        Path(__file__).parent, copy / "tests" / "architecture", ignore=shutil.ignore_patterns("__pycache__", "test_plants.py", "test_migrations.py")
    )
    for path, contents, _ in PLANTS:
        _plant(copy / "portal_app" / path.rstrip("/"), contents)
    return set(re.findall(r"^FAILED \S+::(\w+)", _run_in(copy), re.MULTILINE))


def _plant(path: Path, contents: str) -> None:
    if not contents:
        path.mkdir()
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "a", encoding="utf-8") as file:
        file.write(contents)


def _run_in(copy: Path) -> str:
    options = ["-q", "-rf", "--tb=line", "-c", os.devnull, "--rootdir", str(copy), "--import-mode=importlib", "-p", "no:cacheprovider", "tests/architecture"]
    done = subprocess.run([sys.executable, "-m", "pytest", *options], cwd=copy, env={**os.environ, "PYTHONPATH": str(copy)}, capture_output=True, text=True)
    assert done.returncode == 1, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize(("path", "test"), [(path, test) for path, _, test in PLANTS], ids=[path for path, _, _ in PLANTS])
def test_a_broken_rule_is_noticed(path: str, test: str, gone_red: set[str]):
    assert test in gone_red


def test_every_test_of_a_rule_was_seen_to_fail(gone_red: set[str]):
    """A rule without a plant would be a test that nobody ever saw fail."""
    rules = {
        name
        for file in ("test_imports.py", "test_confinement.py", "test_files.py")
        for name in re.findall(r"^def (test_\w+)", (Path(__file__).parent / file).read_text(encoding="utf-8"), re.MULTILINE)
    }
    unseen = {
        "test_there_is_something_to_check",  # it counts, so that the others do not pass over nothing
        "test_a_circle_would_be_found",  # it breaks its rule itself
        "test_half_of_the_files_are_short",  # a median: no single file breaks it
    }
    assert rules - gone_red - unseen == set()
