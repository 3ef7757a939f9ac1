"""The worked example of docs/howto works: put into a copy of the project, its tests and ours pass."""

import shutil
from pathlib import Path

import pytest

from tests.docs.examples import example_files, example_pieces, put_in
from tests.docs.pages import ROOT
from tools.children import run_quietly
from tools.places import VENV_PYTHON

COPIED = ("portal_app", "alembic", "alembic.ini", "tests", "tools", "pyproject.toml", "rxconfig.py", "docs", "Makefile", ".ci")
# What a slice, its actions, handlers, tables and texts must pass. Of tests that run once for each module or action, those about the example.
OURS = ("tests/architecture", "--ignore=tests/architecture/test_plants.py", "tests/ui/test_texts.py", "tests/ui/test_sweep.py", "tests/security")
ABOUT_IT = " or ".join((
    "notice", "test_confinement", "imports_downwards", "imports_slices", "front_door", "circle", "test_migrations", "test_texts", "test_sweep",
    "has_a_line", "has_a_sample", "exception",
))  # fmt: skip
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
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text.replace(f'down_revision = "{NEWEST}"', f'down_revision = "{newest_revision()}"'))
    for piece in example_pieces():
        (folder / piece.file).write_text(put_in((folder / piece.file).read_text(), piece))
    return folder


def newest_revision() -> str:
    return max(path.name.split("_")[0] for path in (ROOT / "alembic" / "versions").glob("[0-9]*.py"))


def test_its_tests_pass_and_ours_take_it_for_one_of_ours(project_with_the_example: Path):
    done = run_quietly(
        [VENV_PYTHON, "-m", "pytest", "-p", "no:cacheprovider", "-m", "not postgres", "-k", ABOUT_IT, "tests/notices", *OURS], cwd=project_with_the_example
    )  # fmt: skip
    assert done.returncode == 0 and "passed" in done.stdout, done.stdout


def test_the_screen_of_the_example_can_be_built(project_with_the_example: Path):
    build = "from portal_app.portal_app import PAGES; print(*(len(str(page.content().render())) for page in PAGES if page.route == '/notices'))"
    done = run_quietly([VENV_PYTHON, "-c", build], cwd=project_with_the_example)
    assert done.returncode == 0, done.stdout
    assert int(done.stdout.split()[-1]) > 1000


def test_the_example_keeps_to_our_style(project_with_the_example: Path):
    touched = [*(name for name in example_files() if name.endswith(".py")), *(piece.file for piece in example_pieces() if piece.file.endswith(".py"))]
    done = run_quietly([VENV_PYTHON, "-m", "ruff", "check", "--no-cache", *touched], cwd=project_with_the_example)
    assert done.returncode == 0, done.stdout


def test_all_files_of_the_example_are_new():
    assert [name for name in example_files() if (ROOT / name).exists()] == []
