import re
from pathlib import Path

import pytest

import printers

README = (Path(printers.__file__).parent / "README.md").read_text(encoding="utf-8")
TABLE = README.split("## Addresses")[1].split("## What they can tell")[0]
ADDRESSES = re.findall(r"^\| `([a-z]+:[^`]+)` \|", TABLE, re.MULTILINE)


def test_the_example_of_the_readme_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    example = README.split("```python\n")[1].split("```")[0]

    exec(compile(example, "README.md", "exec"), {})

    assert capsys.readouterr().out == "ready of 719 dots\nprinted\n"
    assert (tmp_path / "out" / "badge-17.png").exists()


@pytest.mark.parametrize("url", ADDRESSES)
def test_an_address_of_the_readme_is_accepted(url: str) -> None:
    assert printers.describe(url).page.width_dots


def test_the_readme_names_every_transport_device_and_language() -> None:
    from printers.parts import DEVICES, LANGUAGES, TRANSPORTS

    assert {url.split(":")[0] for url in ADDRESSES} | {"ipps"} == {*TRANSPORTS, *DEVICES}
    assert all(f"`{language}`" in TABLE for language in LANGUAGES)


def test_the_readme_names_every_module() -> None:
    here = Path(printers.__file__).parent
    modules = {path.name for path in here.iterdir() if path.suffix in (".py", ".toml")}
    named = set(re.findall(r"`([a-z_]+\.(?:py|toml))`", README))

    told_apart = {name for name in modules if name.startswith("ipp_")} | {"__init__.py"}
    assert modules - told_apart <= named <= modules
