"""A door's page can be installed: its worker, its files, its manifest; other pages can't."""

import hashlib
import re
from urllib.parse import urljoin

import pytest
from PIL import Image

from onsite.access.door_files import door_files, page_file, version_of
from onsite.wording import PAGES
from tests.access.browser import Browser

INSTALLED = ["worker.js", "files.json", "app.webmanifest"]
IMPORTED = re.compile(
    r"""(?:^|;)(?:import|export)\b(?:[^;'"()]*?\bfrom)?\s*['"]([^'"]+)['"]"""
    r"""|\bimport\(['"]([^'"]+)['"]\)"""
    r"""|new URL\(['"]([^'"]+)['"],\s*import\.meta\.url\)"""
    r"""|@import\s+url\(['"]?([^'")]+)""",
    re.MULTILINE,
)
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


@pytest.fixture
def browser(event):
    return Browser(event)


@pytest.fixture
def door(event, browser):
    browser.pair(event.station("door", checkpoint="MAIN-IN", name="Main door"))
    return "/s/door-1/"


def listed(browser, door):
    told = browser.get(f"{door}files.json").json
    return {file["path"]: file for file in told["files"]}


def test_every_file_listed_is_served_as_the_list_says(browser, door):
    for path, file in listed(browser, door).items():
        served = browser.get(path)

        assert served.status_code == 200, path
        assert hashlib.sha256(served.data).hexdigest() == file["sha256"], path
        assert len(served.data) == file["size"], path


def test_whatever_the_page_reaches_is_in_the_list(browser, door):
    files = listed(browser, door)
    named = browser.get("/ui/importmap.json").json["imports"]
    page = browser.get(door).text
    open_ones = re.findall(r'(?:src|href)="(/ui/[^"]+)"', page)
    reached = set()
    while open_ones:
        path = open_ones.pop()
        if path in reached:
            continue
        reached.add(path)
        if path.endswith((".js", ".css")):
            text = COMMENT.sub("", browser.get(path).text)
            for found in IMPORTED.findall(text):
                name = next(filter(None, found))
                open_ones.append(named.get(name) or urljoin(path, name))

    assert {"/ui/door/door.js", "/ui/lib/scan_worker.js", "/ui/vendor/preact-htm.js"} <= reached
    assert reached <= set(files)
    assert {door, "/ui/vendor/zxing-wasm/zxing_reader.wasm", "/ui/languages/en.json"} <= set(files)


def test_nothing_of_the_api_is_in_the_list(browser, door):
    assert {path for path in listed(browser, door) if not path.startswith("/ui/")} == {door}


def test_the_worker_begins_with_the_version_the_list_names(browser, door):
    worker = browser.get(f"{door}worker.js")
    version = browser.get(f"{door}files.json").json["version"]

    assert worker.mimetype == "text/javascript"
    assert worker.text.startswith(f'globalThis.VERSION = "{version}";\n')
    assert worker.text.endswith((PAGES / "door" / "worker.js").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", INSTALLED)
def test_browsers_ask_anew_each_time(browser, door, name):
    assert browser.get(f"{door}{name}").headers["Cache-Control"] == "no-cache"


def test_other_content_or_another_policy_is_another_version():
    files = [page_file("/s/", b"page"), page_file("/ui/a.js", b"1")]
    other = [files[0], page_file("/ui/a.js", b"2")]

    assert version_of(files, policy="p") == version_of(list(files), policy="p")
    assert len({version_of(files, policy="p"), version_of(other, policy="p"),
                version_of(files, policy="q")}) == 3  # fmt: skip


def test_all_doors_share_a_version(event, browser, door):
    browser.pair(event.station("door", checkpoint="MAIN-IN"))

    versions = [
        browser.get(f"/s/{each}/files.json").json["version"] for each in ("door-1", "door-2")
    ]

    assert versions[0] == versions[1]


def test_types_and_notes_are_no_files_of_the_page():
    assert not [file.path for file in door_files() if file.path.endswith((".d.ts", ".md", ".html"))]


@pytest.mark.parametrize("role", ["kiosk", "desk", "finance", "board", "control", "host"])
def test_other_pages_have_none_of_it(event, browser, role):
    browser.pair(event.station(role))

    assert "manifest" not in browser.get(f"/s/{role}-1/").text
    for name in INSTALLED:
        assert browser.get(f"/s/{role}-1/{name}").status_code == 404


@pytest.mark.parametrize("name", INSTALLED)
def test_a_browser_that_is_not_that_door_gets_nothing(event, door, name):
    answer = Browser(event).get(f"{door}{name}")

    assert answer.status_code == 401
    assert answer.json["code"] == "not_paired"


def test_the_manifest_names_the_door_and_opens_it_as_an_app(browser, door):
    page = browser.get(door).text
    manifest = browser.get(f"{door}app.webmanifest")

    # With its cookie, or the browser would ask as a stranger.
    assert '<link rel="manifest" href="app.webmanifest" crossorigin="use-credentials">' in page
    assert manifest.mimetype == "application/manifest+json"
    assert manifest.json["name"] == "Main door"
    assert manifest.json["start_url"] == manifest.json["scope"] == manifest.json["id"] == door
    assert manifest.json["display"] == "standalone"


def test_the_icons_are_as_large_as_the_manifest_says(browser, door):
    icons = browser.get(f"{door}app.webmanifest").json["icons"]

    assert {icon["purpose"] for icon in icons} == {"any", "maskable"}
    for icon in icons:
        assert icon["src"] in listed(browser, door)
        with Image.open(PAGES / icon["src"].removeprefix("/ui/")) as picture:
            assert "{}x{}".format(*picture.size) == icon["sizes"]


def test_the_policy_lets_the_worker_and_the_manifest_in(browser, door):
    policy = browser.get(door).headers["Content-Security-Policy"]

    assert "worker-src 'self'" in policy
    assert "manifest-src 'self'" in policy
