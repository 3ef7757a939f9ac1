"""`make clean`: deletes what was made and can be made again. The data folder is not ours to delete."""

import shutil

from tools.places import BUILD, ROOT, VENV
from tools.say import step

_MADE = (VENV, BUILD, *(ROOT / name for name in (".web", ".states", ".pytest_cache", ".ruff_cache", ".hypothesis", "assets/external")))


def delete_what_was_made() -> None:
    for folder in _MADE:
        if folder.exists():
            shutil.rmtree(folder)
            step(f"Deleted {folder.relative_to(ROOT)}.")
    for cache in [path for path in ROOT.rglob("__pycache__") if path.is_dir()]:
        shutil.rmtree(cache)
