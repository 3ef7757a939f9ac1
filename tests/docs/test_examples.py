"""The worked example of docs/howto works: put into a copy of the project, its tests and ours pass."""

import shutil
from pathlib import Path

import pytest

from tests.docs.examples import appended_files, example_files
from tests.docs.pages import ROOT
from tools.children import run_quietly
from tools.places import VENV_PYTHON

COPIED = ("portal_app", "alembic", "alembic.ini", "tests", "tools", "pyproject.toml", "rxconfig.py", "docs", "Makefile", ".ci")
OURS = ("tests/architecture", "--ignore=tests/architecture/test_plants.py", "tests/ui/test_texts.py", "tests/ui/test_sweep.py")  # what a slice, its actions, handlers, tables and texts must pass
NEWEST = "HEAD"


@pytest.fixture(scope="module")
def project_with_the_example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("project")
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, folder / name)
    for name, text in example_files().items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        before = file.read_text() if name in appended_files() else ""
        file.write_text(before + text.replace(f'down_revision = "{NEWEST}"', f'down_revision = "{newest_revision()}"'))
    return folder


def newest_revision() -> str:
    return max(path.name.split("_")[0] for path in (ROOT / "alembic" / "versions").glob("[0-9]*.py"))


def test_its_tests_pass_and_ours_take_it_for_one_of_ours(project_with_the_example: Path):
    done = run_quietly(
        [VENV_PYTHON, "-m", "pytest", "-p", "no:cacheprovider", "-m", "not postgres", "tests/notices", *OURS], cwd=project_with_the_example
    )  # fmt: skip
    assert done.returncode == 0 and "passed" in done.stdout, done.stdout


def test_the_screen_of_the_example_can_be_built(project_with_the_example: Path):
    build = "import portal_app.portal_app; from portal_app.notices.screens.board import PAGE; print(len(str(PAGE.content().render())))"
    done = run_quietly([VENV_PYTHON, "-c", build], cwd=project_with_the_example)
    assert done.returncode == 0, done.stdout
    assert int(done.stdout.split()[-1]) > 1000


def test_the_example_keeps_to_our_style(project_with_the_example: Path):
    ours = [name for name in example_files() if name.endswith(".py") and name not in appended_files()]
    done = run_quietly([VENV_PYTHON, "-m", "ruff", "check", "--no-cache", *ours], cwd=project_with_the_example)
    assert done.returncode == 0, done.stdout


def test_only_files_of_the_example_are_new():
    assert {name.split("/")[1] for name in example_files() if name not in appended_files()} == {"notices", "versions"}
    assert appended_files() == {"portal_app/schema.py", "tests/architecture/rooms.py"}
