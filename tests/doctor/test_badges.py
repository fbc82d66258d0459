"""What the doctor says of templates, stock and names, each with a fault that was made."""

import pytest

from onsite.doctor import badges
from tests.badges.spool_event import Spool
from tests.badges.template_desk import BADGE
from tests.doctor.doctored import findings, levels, spoil


@pytest.fixture
def spool(event):
    found = Spool(event)
    found.add_printer()
    event.post("/printers/P1/state", {"state": "ready"}, found.agent)
    return found


def write(event, name, text):
    (event.folder.templates / f"{name}.toml").write_text(text, encoding="utf-8")


def test_an_event_with_a_printer_and_the_shipped_templates_needs_nothing(event, spool):
    for check in ("templates", "names", "stock", "printers"):
        assert levels(findings(event, check)) == ["fine"], check


def test_a_template_with_a_mistake_is_named_with_the_mistake(event):
    write(event, "badge-90x130", BADGE.replace("{name}", "{phone}", 1))

    (found,) = findings(event, "templates")

    assert (found.level, found.about) == ("act", "badge-90x130")
    assert "there is no field 'phone'" in found.what


def test_stock_no_template_fits_is_named_by_its_printer(event, spool):
    spool.add_printer("Tags", url="virtual:?width_mm=40&height_mm=30&dpi=203")
    event.post("/printers/Tags/state", {"state": "ready"}, spool.agent)

    (found,) = findings(event, "stock")

    assert (found.level, found.about) == ("act", "Tags")
    assert "40 mm wide has no room" in found.what


def test_a_printer_set_to_a_template_that_is_gone_is_named(event, spool):
    spoil(event, "UPDATE printers SET template = 'gone'")

    (found,) = findings(event, "stock")

    assert (found.level, "There is no template 'gone'" in found.what) == ("act", True)


def test_a_printer_of_unknown_stock_is_worth_a_look(event, spool):
    spoil(event, "UPDATE printers SET width_mm = NULL, height_mm = NULL")

    (found,) = findings(event, "stock")

    assert (found.level, "which stock" in found.what) == ("look", True)


def test_a_name_without_a_glyph_must_be_seen_to(event, spool):
    spoil(event, "UPDATE delegates SET name = ? WHERE reg_no = 'D008'", "孙\U000f1234生")

    (found,) = findings(event, "names")

    assert (found.level, found.about) == ("act", "D008")
    assert "\U000f1234" in found.what


def test_a_text_that_would_be_too_small_is_worth_a_look(event, spool):
    spoil(event, "UPDATE delegates SET organisation = ? WHERE reg_no = 'D001'", "联合研究中心" * 40)

    (found,) = findings(event, "names")

    assert (found.level, found.about) == ("look", "D001")
    assert "too small to read in text" in found.what


def test_people_are_tried_on_the_template_they_get(event, spool):
    """The VIPs' own template has room for what the general one has not."""
    spoil(event, "UPDATE delegates SET organisation = ? WHERE reg_no = 'D002'", "联合研究中心" * 40)
    assert levels(findings(event, "names")) == ["look"]

    own = 'title = "VIP"\nwidth_mm = 90\nheight_mm = 130\nfor_categories = ["VIP"]\n'
    own += '[[text]]\ntext = "{name}"\nsize_mm = 9\nx_mm = 5\ny_mm = 5\nwidth_mm = 80\nheight_mm = 20\n'
    write(event, "vip", own)

    assert levels(findings(event, "names")) == ["fine"]


def test_many_names_are_told_as_a_number(event, spool, monkeypatch):
    monkeypatch.setattr(badges, "TOLD", 3)
    spoil(event, "UPDATE delegates SET organisation = ?", "联合研究中心" * 40)

    found = findings(event, "names")

    assert levels(found) == ["look"] * 4
    assert found[-1].what == "And 8 more like these."
