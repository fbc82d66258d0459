"""What is sent to delegates before the event: their credentials, as a list and as QR codes."""

import csv
import io
import re
from pathlib import Path

from onsite.badges import qr
from onsite.config import write_private

MODULE_PX = 12


def write_credentials(rows: list[tuple[str, str]], out: Path) -> None:
    """Write ``reg_no,credential`` as CSV, readable by its owner alone."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(("reg_no", "credential"))
    writer.writerows(rows)
    out.parent.mkdir(parents=True, exist_ok=True)
    write_private(out, text.getvalue().encode())


def write_tickets(rows: list[tuple[str, str]], folder: Path) -> None:
    """Write each credential's QR code as ``REGNO.png``, readable by its owner alone.

    What no file name may hold becomes ``_``.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for reg_no, credential in rows:
        name = re.sub(r'[\\/:*?"<>|\x00-\x1f]', "_", reg_no)
        picture = folder / f"{name}.png"
        picture.touch(mode=0o600)
        picture.write_bytes(qr.png_bytes(credential, module_px=MODULE_PX))
