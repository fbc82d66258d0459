"""Pairing a browser by a link, and being its station afterwards."""

import pytest

from tests.access.browser import WECHAT, Browser


@pytest.fixture
def browser(event):
    return Browser(event)


def test_a_link_pairs_the_browser_and_leads_to_its_station(event, browser):
    kiosk = event.station("kiosk")

    answer = browser.pair(kiosk)

    assert answer.status_code == 302
    assert answer.headers["Location"] == "/s/kiosk-1/"
    assert browser.get("/s/kiosk-1/").status_code == 200
    assert browser.me().json["station"]["id"] == "kiosk-1"


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(event, browser):
    cookie = browser.pair(event.station("desk")).headers["Set-Cookie"]

    assert cookie.startswith("onsite-desk-1=")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Secure" in cookie
    assert "Path=/" in cookie


def test_on_plain_http_the_cookie_is_not_secure_or_safari_would_drop_it(event):
    browser = Browser(event, scheme="http", address="127.0.0.1")

    assert "Secure" not in browser.pair(event.station("desk")).headers["Set-Cookie"]


def test_a_link_is_good_once(event, browser):
    kiosk = event.station("kiosk")
    browser.pair(kiosk)
    other = Browser(event)

    answer = other.pair(kiosk)

    assert answer.status_code == 410
    assert 'data-reason="used"' in answer.text
    assert "Set-Cookie" not in answer.headers
    assert other.me().status_code == 401


def test_the_same_browser_is_sent_on_when_it_comes_with_its_link_again(event, browser):
    kiosk = event.station("kiosk")
    browser.pair(kiosk)

    again = browser.pair(kiosk)

    assert again.status_code == 302
    assert again.headers["Location"] == "/s/kiosk-1/"
    assert "Set-Cookie" not in again.headers


def test_a_link_lasts_half_an_hour(event, venue_clock):
    early, late = event.station("kiosk"), event.station("kiosk")

    venue_clock.forward(minutes=29, seconds=59)
    assert Browser(event).pair(early).status_code == 302
    venue_clock.forward(seconds=1)
    answer = Browser(event).pair(late)

    assert answer.status_code == 410
    assert 'data-reason="expired"' in answer.text
    assert event.get("/me", late.token).status_code == 200  # the token works until revoked


def test_an_invented_link_pairs_nobody(browser):
    answer = browser.get("/pair/invented")

    assert answer.status_code == 410
    assert 'data-reason="unknown"' in answer.text


def test_a_revoked_station_s_link_pairs_nobody(event, browser):
    kiosk = event.station("kiosk")
    control = event.token("control")
    operator = event.operator("technician", at=control)
    event.delete(f"/stations/{kiosk.station}", control, operator=operator)

    assert 'data-reason="unknown"' in browser.pair(kiosk).text


def test_a_revoked_station_s_cookie_is_worth_nothing(event, browser):
    kiosk = event.station("kiosk")
    browser.pair(kiosk)
    control = event.token("control")
    operator = event.operator("technician", at=control)
    event.delete(f"/stations/{kiosk.station}", control, operator=operator)

    assert browser.me().status_code == 401
    assert browser.get("/s/kiosk-1/").status_code == 401


def test_wechat_s_browser_does_not_use_the_link_up(event, browser):
    kiosk = event.station("kiosk")

    inside = browser.get(f"/pair/{kiosk.link}", headers={"User-Agent": WECHAT})

    assert inside.status_code == 200
    assert "/ui/wechat/wechat.js" in inside.text
    assert "Set-Cookie" not in inside.headers
    assert browser.pair(kiosk).status_code == 302


def test_a_messenger_s_look_at_a_link_does_not_use_it_up(event, browser):
    kiosk = event.station("kiosk")

    browser.head(f"/pair/{kiosk.link}")

    assert browser.pair(kiosk).status_code == 302


def test_two_stations_in_one_browser_are_told_apart_by_name(event, browser):
    browser.pair(event.station("kiosk"))
    browser.pair(event.station("desk"))

    assert browser.me(**{"X-Station": "kiosk-1"}).json["station"]["role"] == "kiosk"
    assert browser.me(**{"X-Station": "desk-1"}).json["station"]["role"] == "desk"
    assert browser.me().status_code == 401
    assert browser.me(**{"X-Station": "door-1"}).status_code == 401
    for station in ("kiosk-1", "desk-1"):
        assert browser.get(f"/s/{station}/").status_code == 200


def test_one_station_s_cookie_can_t_be_sent_under_another_s_name(event, browser):
    browser.pair(event.station("kiosk"))
    event.station("desk")
    secret = browser.client.get_cookie("onsite-kiosk-1", domain="192.0.2.10").value
    browser.client.set_cookie("onsite-desk-1", secret, domain="192.0.2.10", secure=True)

    assert browser.me(**{"X-Station": "desk-1"}).status_code == 401


def test_the_page_of_another_station_is_not_shown(event, browser):
    browser.pair(event.station("kiosk"))
    event.station("desk")

    answer = browser.get("/s/desk-1/")

    assert answer.status_code == 401
    assert 'data-reason="unknown"' in answer.text


def test_a_token_may_be_written_with_any_case_of_bearer(event):
    desk = event.token("desk")

    answer = event.get("/me", headers={"Authorization": f"bearer {desk}"})

    assert answer.status_code == 200
