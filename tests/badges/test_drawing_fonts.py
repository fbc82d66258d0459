import hashlib
import re

from onsite.badges.fonts import FOLDER


def test_every_shipped_font_is_the_file_its_list_names() -> None:
    listed = dict(re.findall(r"\| `(\S+\.ttf)` .* `([0-9a-f]{64})` \|", _list()))

    found = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in FOLDER.glob("*.ttf")
    }
    assert found == listed
    assert "SIL OPEN FONT LICENSE" in (FOLDER / "OFL.txt").read_text(encoding="utf-8")


def _list() -> str:
    return (FOLDER / "VENDORED.md").read_text(encoding="utf-8")
