"""Pages outside the API: who is sent where, and what every answer carries."""

import base64
import hashlib
import plistlib
import re
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from onsite.wording import PAGES
from tests.access.browser import WECHAT, Browser
from tests.served_event import ServedEvent


@pytest.fixture
def browser(event):
    return Browser(event)


@pytest.mark.parametrize("path", ["/", "/s/kiosk-1/", "/pair/x", "/api/v1/me", "/metrics"])
def test_plain_http_from_elsewhere_is_sent_to_trust(event, path):
    answer = Browser(event, scheme="http").get(path)

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/trust")


@pytest.mark.parametrize("path", ["/trust", "/trust/info.json", "/trust/ca.pem", "/health"])
def test_what_leads_to_trust_is_open_on_plain_http(event, path):
    assert Browser(event, scheme="http").get(path).status_code == 200


@pytest.mark.parametrize("address", ["127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1"])
def test_plain_http_of_this_machine_is_served(event, address):
    answer = Browser(event, scheme="http", address=address).get("/api/v1/me")

    assert answer.status_code == 401  # served, and not paired


@pytest.mark.parametrize("address", ["192.0.2.127", "12.7.0.1", "::12", "2001:db8::1"])
def test_an_address_that_looks_like_ours_is_not(event, address):
    answer = Browser(event, scheme="http", address=address).get("/api/v1/me")

    assert answer.status_code == 302


def test_with_plain_http_for_everyone_nobody_is_sent_away(event_folder, database, venue_clock):
    event = ServedEvent(event_folder, database, is_tls=False)

    assert Browser(event, scheme="http").get("/api/v1/me").status_code == 401


@pytest.mark.parametrize(
    "path",
    ["/", "/health", "/trust", "/trust/ca.pem", "/s/x/", "/pair/x", "/api/v1/me", "/api/openapi.json",
     "/nothing", "/ui/css/base.css", "/ui/nothing"],
)  # fmt: skip
def test_every_answer_carries_the_content_security_policy(browser, path):
    headers = browser.get(path).headers

    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "object-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "'unsafe-inline'" not in policy
    assert "'unsafe-eval'" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"


def test_the_import_map_is_the_only_inline_script_and_the_policy_knows_it(event, browser):
    browser.pair(event.station("kiosk"))

    page = browser.get("/s/kiosk-1/")

    inline = re.findall(r"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", page.text, re.DOTALL)
    assert len(inline) == 1
    digest = base64.b64encode(hashlib.sha256(inline[0].encode()).digest()).decode()
    assert f"'sha256-{digest}'" in page.headers["Content-Security-Policy"]


@pytest.mark.parametrize("role", ["kiosk", "desk", "door", "board", "control"])
def test_a_page_s_scripts_are_there(event, browser, role):
    browser.pair(event.station(role))

    page = browser.get(f"/s/{role}-1/").text

    for address in re.findall(r'(?:src|href)="(/ui/[^"]+)"', page):
        assert browser.get(address).status_code == 200, address


def test_answers_of_the_api_are_not_kept_by_browsers(browser):
    assert browser.get("/api/v1/me").headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "path", ["/ui/../onsite/app.py", "/ui/%2e%2e/pyproject.toml", "/ui/..%2fpyproject.toml"]
)
def test_nothing_outside_the_pages_is_served(browser, path):
    assert browser.get(path).status_code == 404


def test_inside_wechat_every_page_says_how_to_leave_it(browser):
    for path in ("/s/kiosk-1/", "/trust", "/pair/x"):
        answer = browser.get(path, headers={"User-Agent": WECHAT})

        assert answer.status_code == 200
        assert "/ui/wechat/wechat.js" in answer.text


def test_trust_tells_where_to_go_and_how_to_check(event, browser):
    told = browser.get("/trust/info.json").json

    ca = x509.load_pem_x509_certificate((event.folder.keys / "ca.pem").read_bytes())
    assert told["https_url"] == "https://192.0.2.10:8443"
    digest = hashlib.sha256(ca.public_bytes(Encoding.DER)).hexdigest()
    assert told["fingerprint_sha256"].replace(":", "").lower() == digest
    assert all(address.endswith(":8443/trust") for address in told["addresses"])
    assert "<svg" in told["qr_svg"]


def test_the_authority_is_handed_out_in_every_form_and_never_its_key(event, browser):
    pem = browser.get("/trust/ca.pem")
    der = browser.get("/trust/ca.crt")
    profile = browser.get("/trust/ca.mobileconfig")

    ca = x509.load_pem_x509_certificate(pem.data)
    assert ca == x509.load_der_x509_certificate(der.data)
    assert der.mimetype == "application/x-x509-ca-cert"
    assert profile.mimetype == "application/x-apple-aspen-config"
    payload = plistlib.loads(profile.data)["PayloadContent"][0]
    assert payload["PayloadType"] == "com.apple.security.root"
    assert payload["PayloadContent"] == der.data
    for answer in (pem, der, profile):
        assert b"PRIVATE" not in answer.data
    assert browser.get("/trust/ca-key.pem").status_code == 404


def test_the_authority_signs_certificates_and_nothing_else(event):
    ca = x509.load_pem_x509_certificate((event.folder.keys / "ca.pem").read_bytes())
    usage = ca.extensions.get_extension_for_class(x509.KeyUsage).value

    assert ca.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    assert usage.key_cert_sign
    assert not usage.digital_signature


def test_no_page_carries_a_script_of_its_own():
    pages = [page for page in Path(PAGES).rglob("*.html") if page.name != "station.html"]

    assert pages
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert not re.findall(r"<script(?![^>]*\bsrc=)", text), page
        assert not re.findall(r"\son\w+=", text), page
