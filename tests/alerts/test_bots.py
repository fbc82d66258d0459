"""The bots of event.toml: addresses, what each hears, and what is refused without telling a secret."""

import pytest

from onsite.alerts.bots import bots_of
from onsite.config import Settings, read_settings, settings_text
from onsite.errors import OnsiteError
from tests.alerts.causes import CAUSES
from tests.served_event import ServedEvent

pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")
ONE, OTHER = "json://127.0.0.1:9/one", "json://127.0.0.1:9/other"


def test_an_entry_may_be_an_address_or_a_table():
    first, second = bots_of([ONE, {"to": OTHER, "kinds": ["hall_full"], "digest": False}])

    assert first.hears("vip_arrived")
    assert first.has_digest
    assert second.hears("hall_full")
    assert not second.hears("vip_arrived")
    assert not second.has_digest


def test_event_toml_keeps_both_forms(tmp_path):
    written = Settings(notify=(ONE, {"to": OTHER, "kinds": ["hall_full"], "digest": False}))
    path = tmp_path / "event.toml"
    path.write_text(settings_text(written), encoding="utf-8")

    assert read_settings(path).notify == written.notify


@pytest.mark.parametrize(
    ("entry", "what"),
    [
        ({"to": OTHER, "kind": []}, "number 2 has kind"),
        ({"to": OTHER, "kinds": ["nothing"]}, "number 2: kinds is a list out of"),
        ({"to": OTHER, "kinds": "hall_full"}, "number 2: kinds is a list"),
        ({"to": OTHER, "digest": "yes"}, "number 2: digest is true or false"),
        ({"kinds": []}, "number 2 is no address"),
        (ONE, "number 2 is there twice"),
    ],
)
def test_a_wrong_entry_is_named_by_its_place_and_never_by_its_address(entry, what):
    with pytest.raises(OnsiteError, match=what) as refused:
        bots_of([ONE, entry])

    assert "127.0.0.1" not in refused.value.message


def test_each_bot_is_told_of_its_own_kinds(event_folder, database, venue_clock):
    bots = bots_of([{"to": ONE, "kinds": ["hall_full"]}, {"to": OTHER, "kinds": ["vip_arrived"]}])
    event = ServedEvent(event_folder, database, bots=bots)

    CAUSES["vip_arrived"][0](event)
    event.joined.watch.look()

    assert event.rows("SELECT DISTINCT target FROM notifications") == [(bots[1].target,)]


def test_a_digest_is_sent_every_two_hours_while_a_zone_is_open(event_folder, database, venue_clock):
    bots = bots_of([ONE, {"to": OTHER, "digest": False}])
    event = ServedEvent(event_folder, database, bots=bots)
    event.check_in("D001", event.token("desk"))
    venue_clock.forward(minutes=89)  # the zones opened at 08:00, half an hour ago
    event.joined.watch.digest()
    assert event.count("notifications") == 0

    venue_clock.forward(minutes=1)
    for _ in range(3):
        event.joined.watch.digest()

    ((target, text),) = event.rows("SELECT target, text FROM notifications")
    assert target == bots[0].target
    chinese, english = text.split("\n\n")
    assert chinese.splitlines()[0] == "两江医学年会 进展 10:00"
    assert "已报到 1 / 11（9.1%），贵宾 0.0%" in chinese
    assert "Checked in 1 of 11 (9.1%), guests 0.0%" in english
    assert "Incidents and complaints open: 0" in english
    assert "— min" not in english
    venue_clock.forward(hours=2)
    event.joined.watch.digest()
    assert event.count("notifications") == 2
    venue_clock.forward(hours=8)  # 20:00: the zones have closed
    event.joined.watch.digest()
    assert event.count("notifications") == 2
