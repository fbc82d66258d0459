"""What a walk-in has to tell, to what she agrees, and what a kiosk may do."""

import pytest

from tests.served_event import new_id

NUMBER = "11010519491231002X"  # D001's


@pytest.fixture
def kiosk(event):
    return event.token("kiosk")


@pytest.fixture
def change(event):
    control = event.token("control")
    organiser = event.operator("organiser", at=control)
    return lambda **body: event.put("/walk-in-forms", body, control, operator=organiser)


def test_a_new_event_asks_for_name_category_phone_and_organisation(event, kiosk):
    forms = event.get("/walk-in-forms", kiosk).json

    assert set(forms["forms"]) == {"VIP", "SPK", "MEM", "STU", "STF"}
    assert forms["forms"]["STU"] == ["name", "category", "phone", "organisation"]
    assert forms["kiosk_categories"] == ["MEM", "STU"]
    assert forms["prices_fen"] == {"VIP": 0, "SPK": 0, "MEM": 220000, "STU": 80000, "STF": 0}
    assert forms["notice_version"] == 1
    assert forms["notice"] != forms["notice_en"]


def test_a_category_s_required_fields_are_asked_for(event, desk, change):
    forms = change(forms={"STU": ["identity_number", "email"]}).json["forms"]
    assert forms["STU"] == ["name", "category", "identity_number", "email"]

    lacking = event.walk_in(desk, email="a@example.org", phone="", organisation="")
    full = event.walk_in(desk, identity_number="E1234567", email="a@example.org", phone="")

    assert (lacking.json["code"], lacking.json["field"]) == ("field_required", "identity_number")
    assert full.status_code == 200
    assert event.walk_in(desk, category="STF", phone="").json["field"] == "phone"


def test_more_than_six_required_fields_are_refused_and_nothing_is_changed(event, desk, change):
    fields = ["phone", "organisation", "email", "diet", "position"]

    answer = change(forms={"MEM": ["phone"], "STU": fields})

    assert (answer.status_code, answer.json["field"]) == (422, "forms.STU")
    assert event.get("/walk-in-forms", desk).json["forms"]["MEM"][2:] == ["phone", "organisation"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"forms": {"XXX": ["phone"]}}, "forms.XXX"),
        ({"forms": {"STU": ["shoe_size"]}}, "forms[...][0]"),
        ({"kiosk_categories": ["XXX"]}, "kiosk_categories"),
        ({"notice": " "}, "notice"),
        ({"notice_en": ""}, "notice_en"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_form_that_can_t_be_is_refused_by_field(change, body, field):
    answer = change(**body)

    assert (answer.status_code, answer.json["field"]) == (422, field)


def test_consent_is_kept_with_the_words_it_was_given_to_and_its_time(event, desk, change):
    event.walk_in(desk, walk_in_id=(first := new_id()))
    version = change(notice="新的告知", notice_en="A new notice").json["notice_version"]
    event.walk_in(desk, walk_in_id=(second := new_id()), notice_version=version)

    kept = event.rows(
        "SELECT w.id, n.version, n.text_en, w.consented_at FROM walk_ins w"
        " JOIN walk_in_notices n ON n.version = w.notice_version ORDER BY n.version"
    )
    assert [row[:2] for row in kept] == [(first, 1), (second, 2)]
    assert kept[0][2].startswith("We collect")
    assert kept[1][2] == "A new notice"
    assert kept[0][3]


def test_the_same_words_are_no_new_version(event, change):
    change(notice="一", notice_en="one")

    assert change(notice="一", kiosk_categories=[]).json["notice_version"] == 2


def test_an_old_notice_can_t_be_agreed_to_any_more(event, kiosk, change):
    change(notice="新的告知")

    answer = event.walk_in(kiosk, notice_version=1)

    assert (answer.status_code, answer.json["code"]) == (409, "notice_changed")
    assert answer.json["field"] == "notice_version"


def test_a_kiosk_registers_only_the_categories_it_may(event, kiosk, change):
    refused = event.walk_in(kiosk, category="SPK")
    assert (refused.status_code, refused.json["code"]) == (403, "not_at_kiosks")
    assert refused.json["field"] == "category"

    change(kiosk_categories=["SPK"])

    assert event.walk_in(kiosk, category="SPK").status_code == 200
    assert event.walk_in(kiosk, category="STU").status_code == 403


def test_a_kiosk_takes_no_money(event, kiosk):
    answer = event.walk_in(kiosk, pay={"method": "wechat", "reference": "1"})

    assert (answer.status_code, answer.json["field"]) == (403, "pay")
    assert event.count("walk_ins") == 0


def test_a_kiosk_prints_no_badge_before_the_fee_is_paid(event, kiosk):
    answer = event.walk_in(kiosk, print=True, check_in=True).json

    assert (answer["released"], answer["print_job"], answer["checked_in_at"]) == (False, None, None)
    assert answer["notes"] == ["应缴 ¥800"]
    assert event.count("print_jobs") == 0


def test_who_pays_nothing_has_her_badge_at_the_kiosk_at_once(event, kiosk, change):
    change(kiosk_categories=["STF"])

    answer = event.walk_in(kiosk, category="STF", print=True, check_in=True).json

    assert answer["released"]
    assert answer["checked_in_at"]
    assert event.rows("SELECT id, state FROM print_jobs") == [(answer["print_job"], "queued")]
    assert event.headcount()["checked_in"] == 1


@pytest.mark.parametrize(
    "more", [{"name": "王明"}, {"phone": "13800000001"}, {"identity_number": NUMBER.lower()}]
)
def test_a_kiosk_is_told_only_that_there_may_be_one(event, desk, kiosk, more):
    before = event.post("/duplicates", more, kiosk)
    shown = event.post("/duplicates", more, desk).json
    after = event.walk_in(kiosk, **more)

    for answer in (before, after):
        assert (answer.json["duplicates"], answer.json["duplicate_count"]) == ([], 1)
        assert "D001" not in answer.text
    assert [row["reg_no"] for row in shown["duplicates"]] == ["D001"]


def test_a_walk_in_is_known_as_the_next_one_s_duplicate(event, desk):
    event.walk_in(desk, name="钟一", identity_number="E1234567")

    alike = event.post("/duplicates", {"identity_number": "e 123 4567"}, desk).json

    assert [row["name"] for row in alike["duplicates"]] == ["钟一"]
    assert alike["duplicate_count"] == 1
    assert event.post("/duplicates", {}, desk).json["duplicates"] == []


def test_an_identity_number_is_kept_as_a_hash_and_shown_masked(event, desk):
    event.walk_in(desk, identity_number="440524 18800101 0014")

    row = event.rows("SELECT identity_hash, identity_masked FROM delegates WHERE is_walk_in")[0]
    assert row[1] == "440524********0014"
    assert len(row[0]) == 64
    assert "440524188001010014" not in str(event.rows("SELECT answer FROM walk_ins"))


def test_all_that_the_form_says_is_kept(event, desk):
    said = {"position": "护士长", "diet": "清真", "table_no": "7", "email": "z@example.org"}

    reg_no = event.walk_in(desk, latin_name="Zhong Lin", **said).json["reg_no"]

    row = event.rows(
        "SELECT position, diet, table_no, email, latin_name FROM delegates WHERE reg_no = :reg_no",
        reg_no=reg_no,
    )
    assert row == [("护士长", "清真", "7", "z@example.org", "Zhong Lin")]
