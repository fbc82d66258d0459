"""Sheets written down as a CSV package, as a plan that is no file is copied."""

import csv
import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from onsite.planning.csv_source import FORMULA_STARTS
from onsite.planning.sources import PACKAGE_FILE


def write_sheets(
    sheets: Iterable[tuple[str, Sequence[str], Iterable[Sequence[str]]]], folder: Path
) -> None:
    """Write sheets, each its resource, headings and rows, as the files of a CSV package."""
    resources = []
    for number, (resource, headings, rows) in enumerate(sheets, 1):
        path = folder / f"{number}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(map(_guarded, headings))
            writer.writerows([_guarded(text) for text in row] for row in rows)
        path.chmod(0o600)
        resources.append({"name": resource, "path": path.name, "encoding": "utf-8"})
    document = json.dumps({"name": "plan", "resources": resources}, ensure_ascii=False, indent=2)
    (folder / PACKAGE_FILE).write_text(document, encoding="utf-8")


def _guarded(text: str) -> str:
    """Mark a text that a spreadsheet would run as a formula; whoever reads the file takes it off."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
