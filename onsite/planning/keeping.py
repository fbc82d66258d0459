"""The copy of the planners' workbook that the event keeps, to compare with later."""

import shutil
from pathlib import Path


def keep_plan(plan: Path, folder: Path) -> Path:
    """Keep the workbook (or the CSV folder) as it came."""
    kept = folder / plan.name
    if plan.is_dir():
        shutil.copytree(plan, kept)
    else:
        shutil.copyfile(plan, kept)
    return kept
