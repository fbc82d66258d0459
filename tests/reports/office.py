"""LibreOffice without a window: workbooks as it reads them."""

import csv
import io
import subprocess

from tests import needs

# Comma, quotes, UTF-8, from the first line; cells as they are kept and not as shown; every sheet a file.
_FILTER = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"


def sheets(files, *, into):
    """Convert workbooks: ``{(file's stem, sheet): rows}``, each cell a text."""
    soffice = needs.program("soffice", "apt-get install libreoffice-calc")
    out = into / "converted"
    subprocess.run(
        [soffice, f"-env:UserInstallation=file://{into}/office", "--headless",
         "--convert-to", _FILTER, "--outdir", str(out), *map(str, files)],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    found = {}
    for path in out.glob("*.csv"):
        stem = max((file.stem for file in files if path.stem.startswith(f"{file.stem}-")), key=len)
        text = path.read_text(encoding="utf-8")
        rows = list(csv.reader(io.StringIO(text, newline="")))
        found[stem, path.stem.removeprefix(f"{stem}-")] = rows
    return found
