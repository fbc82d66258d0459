"""House rules that a machine can keep."""

import ast
import json
import re
import subprocess
from pathlib import Path

import pytest

from onsite.scanner.rules import Verdict
from tests import needs

REPOSITORY = Path(__file__).resolve().parent.parent
LANGUAGES = sorted((REPOSITORY / "kiosk_ui" / "languages").glob("*.json"))
MODULES = sorted(
    path
    for room in ("onsite", "printers")
    for path in (REPOSITORY / room).rglob("*.py")
    if "versions" not in path.parts
)
PLACES = re.compile(r"\{(\w+)\}")


def words(path):
    return json.loads(path.read_text(encoding="utf-8"))


def tree(path):
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def tracked():
    git = needs.program("git", "apt-get install git")
    listed = subprocess.run(
        [git, "ls-files", "-z"], cwd=REPOSITORY, capture_output=True, text=True, check=False
    )
    needs.condition(listed.returncode == 0, "git-checkout", "run this in a git checkout")
    return [REPOSITORY / name for name in listed.stdout.split("\0") if name]


def literal(node):
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def keys_the_server_says():
    """Find the keys of language files that Python names: `note.*`, and what `word` is asked for."""
    found = set()
    for path in MODULES:
        for node in ast.walk(tree(path)):
            text = literal(node)
            if text and re.fullmatch(r"note\.\w+", text):
                found.add(text)
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "word" and node.args:
                found.add(literal(node.args[0]))
    return found - {None}


def errors_raised():
    """Find ``(code, status, where)`` of every error made with a literal code."""
    for path in MODULES:
        for node in ast.walk(tree(path)):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            if getattr(node.func, "id", "") == "OnsiteError" and literal(node.args[0]):
                status = next(
                    (ast.unparse(word.value) for word in node.keywords if word.arg == "status"),
                    "422",
                )
                yield literal(node.args[0]), status, f"{path.name}:{node.lineno}"


def test_there_are_two_languages_at_least():
    assert {"en", "zh-Hans"} <= {path.stem for path in LANGUAGES}


@pytest.mark.parametrize("path", LANGUAGES, ids=lambda path: path.stem)
def test_every_language_has_the_same_keys(path):
    ours, first = words(path), words(LANGUAGES[0])

    assert set(ours) == set(first)
    assert not [key for key, text in ours.items() if not text.strip()]


@pytest.mark.parametrize("path", LANGUAGES, ids=lambda path: path.stem)
def test_every_sentence_has_the_same_places(path):
    ours, first = words(path), words(LANGUAGES[0])
    different = {
        key
        for key in first
        if set(PLACES.findall(ours.get(key, ""))) != set(PLACES.findall(first[key]))
    }

    assert different == set()


@pytest.mark.parametrize("path", LANGUAGES, ids=lambda path: path.stem)
def test_no_key_is_written_twice(path):
    pairs = json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=list)
    keys = [key for key, _ in pairs]

    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("path", LANGUAGES, ids=lambda path: path.stem)
def test_every_verdict_is_worded(path):
    ours = words(path)

    for verdict in Verdict:
        assert f"verdict.{verdict.value}.title" in ours
        assert f"verdict.{verdict.value}.detail" in ours


@pytest.mark.parametrize("path", LANGUAGES, ids=lambda path: path.stem)
def test_every_sentence_of_the_server_is_worded(path):
    ours = words(path)
    wanted = {"note.outside_hours", "note.other_zone", "note.no_printer", "note.owes"}

    assert wanted <= keys_the_server_says()
    assert keys_the_server_says() <= set(ours)
    assert "{amount}" in ours["note.owes"]


def test_error_codes_are_words():
    for code, _, where in errors_raised():
        assert re.fullmatch(r"[a-z][a-z_]*", code), where


def test_one_error_code_has_one_status():
    statuses = {}
    for code, status, where in errors_raised():
        statuses.setdefault(code, {}).setdefault(status, []).append(where)

    assert {code: found for code, found in statuses.items() if len(found) > 1} == {}


def test_every_error_says_more_than_what_is_wrong():
    """A message is a sentence or two: it has room to say what to do."""
    for path in MODULES:
        for node in ast.walk(tree(path)):
            is_error = isinstance(node, ast.Call) and getattr(node.func, "id", "") == "OnsiteError"
            if is_error and len(node.args) > 1:
                message = literal(node.args[1])
                assert message is None or len(message) > 20, f"{path.name}:{node.lineno}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(REPOSITORY)))
def test_every_module_says_what_lives_in_it(path):
    parsed = tree(path)

    assert ast.get_docstring(parsed) or not parsed.body or path.name == "__main__.py"


def test_no_host_of_a_package_registry_stands_in_the_repository():
    hosts = [
        ".".join(parts)
        for parts in (
            ("pypi", "org"), ("files", "pythonhosted", "org"), ("registry", "npmjs", "org"),
            ("deb", "debian", "org"), ("crates", "io"), ("registry", "npmmirror", "com"),
        )
    ]  # fmt: skip
    found = []
    for path in tracked():
        if not path.is_file():
            continue
        content = path.read_bytes()
        found += [(path.name, host) for host in hosts if host.encode() in content]

    assert found == []


def test_nothing_is_left_to_do_in_the_code():
    marks = re.compile(rb"\b(" + b"|".join([b"TO" + b"DO", b"FIX" + b"ME"]) + rb")\b")
    found = [
        path.name
        for path in tracked()
        if path.suffix in (".py", ".js", ".css", ".html", ".toml")
        and "vendor" not in path.parts
        and path.is_file()
        and marks.search(path.read_bytes())
    ]

    assert [name for name in found if name != "pyproject.toml"] == []


def test_what_is_missing_skips_and_says_what_to_install(monkeypatch):
    monkeypatch.delenv("ONSITE_NO_SKIP", raising=False)

    with pytest.raises(pytest.skip.Exception, match="no-such-program: apt-get install it"):
        needs.program("no-such-program", "apt-get install it")


def test_where_nothing_may_be_missing_it_fails_but_for_the_named(monkeypatch):
    monkeypatch.setenv("ONSITE_NO_SKIP", "1")
    monkeypatch.setenv("ONSITE_MAY_SKIP", "other, no-such-library")

    with pytest.raises(pytest.fail.Exception, match="no-such-program"):
        needs.program("no-such-program", "apt-get install it")
    with pytest.raises(pytest.skip.Exception):
        needs.library("no-such-library", "apt-get install it")
