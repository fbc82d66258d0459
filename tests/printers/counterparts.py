"""Readers of printer languages that someone else wrote, run as programs of their own."""

import base64
import io
import os
import subprocess
from pathlib import Path

from PIL import Image

from tests import needs

ROOT = Path(__file__).parents[2]
NODE_MODULES = Path(os.environ.get("ONSITE_NODE_MODULES", ROOT / ".ci/node/node_modules"))
BROTHER_QL = os.environ.get("ONSITE_BROTHER_QL", "")

RENDER = """
const { ready } = require(process.argv[1]);
const zpl = require("node:fs").readFileSync(0, "latin1");
const [width, height, dotsPerMm] = process.argv.slice(2).map(Number);
ready
  .then(({ api }) => api.zplToBase64Async(zpl, width, height, dotsPerMm))
  .then((label) => process.stdout.write(label, () => process.exit(0)));
"""


def zpl_label(commands: bytes, *, size: tuple[int, int], dots_per_mm: int) -> Image.Image:
    """Draw a label with npm's zpl-renderer-js.

    Args:
        commands: The whole page.
        size: Of the label, in dots.
        dots_per_mm: 8 or 12.
    """
    node = needs.program("node", "apt-get install nodejs")
    package = NODE_MODULES / "zpl-renderer-js"
    needs.condition(
        package.is_dir(),
        "zpl-renderer-js",
        "npm install --prefix .ci/node zpl-renderer-js@3, or name it by ONSITE_NODE_MODULES",
    )
    sides = [str(dots / dots_per_mm) for dots in size]
    done = subprocess.run(
        [node, "-e", RENDER, str(package), *sides, str(dots_per_mm)],
        input=commands,
        capture_output=True,
        check=True,
        timeout=60,
    )
    drawn = Image.open(io.BytesIO(base64.b64decode(done.stdout))).convert("L")
    return drawn.point(lambda grey: 255 * (grey >= 128)).convert("1")


def brother_label(commands: bytes, folder: Path) -> Image.Image:
    """Draw what lies under the head with brother_ql-inventree's ``brother_ql analyze``."""
    needs.condition(
        BROTHER_QL,
        "brother_ql",
        "python3 -m venv V && V/bin/pip install brother_ql-inventree; "
        "ONSITE_BROTHER_QL=V/bin/brother_ql",
    )
    (folder / "page.bin").write_bytes(commands)
    subprocess.run(
        [BROTHER_QL, "analyze", "-f", str(folder / "page.png"), str(folder / "page.bin")],
        capture_output=True,
        check=True,
        timeout=60,
    )
    with Image.open(folder / "page.png") as drawn:
        return drawn.convert("1")
