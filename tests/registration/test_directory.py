"""The directory: nobody stands in it unasked, a kiosk speaks for whom it sees, taking back is one word."""

import pytest

from tests.served_event import new_id


@pytest.fixture
def kiosk(event):
    return event.token("kiosk")


@pytest.fixture
def change(event, control):
    organiser = event.operator("organiser", at=control)
    return lambda **body: event.put("/directory-settings", body, control, operator=organiser)


@pytest.fixture
def asking(change):
    assert change(asked=True).json["asked"] is True


def answer(event, token, *, agrees=True, operator=None, **more):
    body = {"directory_consent_id": new_id(), "agrees": agrees, **more}
    return event.post("/directory-consents", body, token, operator=operator)


def at_desk(event, desk, *, agrees=True, reg_no="D001", **more):
    return answer(event, desk, agrees=agrees, reg_no=reg_no, **more)


def arrive(event, kiosk, reg_no="D001"):
    return event.check_in(reg_no, kiosk).json["check_in_id"]


def question(event, kiosk, check_in_id):
    return event.get(f"/directory-questions/{check_in_id}", kiosk).json["question"]


def stands(event, desk, reg_no="D001"):
    found = event.get(f"/delegates/{reg_no}", desk).json["directory"]
    return found and (found["agrees"], found["phone"], found["email"])


def test_nobody_is_asked_until_an_organiser_turns_it_on(event, desk, kiosk, control, change):
    came = arrive(event, kiosk)
    assert question(event, kiosk, came) is None
    assert stands(event, desk) is None
    assert event.get("/walk-in-forms", desk).json["directory"] is None

    change(asked=True)

    assert question(event, kiosk, came) is not None
    assert stands(event, desk) == (None, False, False)
    told = event.get("/directory-settings", control).json
    assert (told["asked"], told["agreed"], told["declined"]) == (True, 0, 0)
    assert told["words"] != told["words_en"]


@pytest.mark.usefixtures("asking")
def test_a_kiosk_asks_masked_and_once(event, kiosk):
    came = arrive(event, kiosk)

    asked = question(event, kiosk, came)

    assert (asked["phone_masked"], asked["email_masked"]) == ("138****0001", "d***@example.org")
    assert answer(event, kiosk, check_in_id=came, phone=True, email=True).json["agrees"] is True
    assert question(event, kiosk, came) is None


@pytest.mark.usefixtures("asking")
def test_where_there_is_no_phone_or_e_mail_none_is_told(event, kiosk):
    asked = question(event, kiosk, arrive(event, kiosk, "D011"))

    assert (asked["phone_masked"], asked["email_masked"]) == ("", "")


@pytest.mark.usefixtures("asking")
def test_a_kiosk_answers_for_nobody_but_whom_it_has_just_checked_in(
    event, desk, kiosk, venue_clock
):
    here, at_desk_ = arrive(event, kiosk), arrive(event, desk, "D002")
    elsewhere = arrive(event, event.token("kiosk"), "D003")
    again = arrive(event, kiosk)  # already checked in
    refused = event.check_in("D006", kiosk).json["check_in_id"]

    for check_in_id in (at_desk_, elsewhere, again, refused, new_id()):
        said = answer(event, kiosk, check_in_id=check_in_id)
        assert (said.status_code, said.json["code"]) == (403, "check_in_needed")
        assert said.json["field"] == "check_in_id"
        assert question(event, kiosk, check_in_id) is None
    assert answer(event, kiosk, reg_no="D001").json["code"] == "check_in_needed"
    venue_clock.forward(minutes=5, seconds=1)
    assert answer(event, kiosk, check_in_id=here).json["code"] == "check_in_needed"
    assert question(event, kiosk, here) is None
    assert event.count("directory_consents") == 0


@pytest.mark.usefixtures("asking")
def test_whose_check_in_was_undone_is_not_who_stands_there(event, desk, kiosk):
    came = arrive(event, kiosk)
    body = {"undo_id": new_id(), "reg_no": "D001", "reason": "拿错了胸卡"}
    supervisor = event.operator("supervisor", at=desk)
    assert event.post("/check-in-undos", body, desk, operator=supervisor).status_code == 200

    assert question(event, kiosk, came) is None
    assert answer(event, kiosk, check_in_id=came).json["code"] == "check_in_needed"
    assert event.count("directory_consents") == 0


@pytest.mark.usefixtures("asking")
def test_who_proved_it_by_two_facts_is_asked_too(event, kiosk):
    proof = new_id()
    event.post("/challenges", {"challenge_id": proof, "phone_tail": "0001", "fact": "王"}, kiosk)
    body = {"check_in_id": new_id(), "reg_no": "D001", "challenge_id": proof}
    event.post("/check-ins", body, kiosk)

    assert question(event, kiosk, body["check_in_id"]) is not None
    assert answer(event, kiosk, check_in_id=body["check_in_id"]).status_code == 200


@pytest.mark.usefixtures("asking")
def test_taking_it_back_is_another_word_and_the_last_one_holds(event, desk, kiosk, venue_clock):
    came = arrive(event, kiosk)
    answer(event, kiosk, check_in_id=came, phone=True)
    assert stands(event, desk) == (True, True, False)

    venue_clock.forward(seconds=3)
    answer(event, kiosk, agrees=False, check_in_id=came, phone=True)
    assert stands(event, desk) == (False, False, False)

    venue_clock.forward(minutes=1)
    supervisor = event.operator("supervisor", at=desk)
    at_desk(event, desk, email=True, operator=supervisor)
    assert stands(event, desk) == (True, False, True)
    told = event.get("/delegates/D001", desk).json["directory"]
    assert told["operator"] == "supervisor operator"
    assert event.count("directory_consents") == 3


def test_it_can_be_taken_back_when_nobody_is_asked_any_more(event, desk, change, venue_clock):
    change(asked=True)
    at_desk(event, desk)
    change(asked=False)
    assert stands(event, desk) == (True, False, False)

    venue_clock.forward(seconds=1)
    assert at_desk(event, desk, agrees=False).status_code == 200

    assert stands(event, desk) == (False, False, False)


def test_the_same_id_twice_is_one_word_and_with_another_body_refused(event, desk):
    body = {"directory_consent_id": new_id(), "agrees": True, "reg_no": "D001", "phone": True}

    first = event.post("/directory-consents", body, desk)

    assert event.post("/directory-consents", body, desk).data == first.data
    assert event.count("directory_consents") == 1
    reused = event.post("/directory-consents", {**body, "agrees": False}, desk)
    assert (reused.status_code, reused.json["code"]) == (409, "id_reused")


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({}, "reg_no"),
        ({"reg_no": "D001", "check_in_id": new_id()}, "reg_no"),
        ({"reg_no": "D001", "agrees": "yes"}, "agrees"),
        ({"reg_no": "D001", "words_version": 2}, "words_version"),
        ({"reg_no": "D001", "words_version": 0}, "words_version"),
    ],
)
def test_a_malformed_word_is_refused_at_its_field(event, desk, more, field):
    body = {"directory_consent_id": new_id(), "agrees": True, **more}

    refused = event.post("/directory-consents", body, desk)

    assert refused.status_code == 422
    assert field in refused.json["field"]
    assert event.count("directory_consents") == 0


def test_an_unknown_number_is_refused(event, desk):
    refused = at_desk(event, desk, reg_no="NOBODY")

    assert (refused.status_code, refused.json["code"]) == (404, "unknown_registration")


def test_what_is_kept_is_the_words_she_was_shown(event, desk, change, venue_clock):
    first = change(asked=True, words="愿意吗？", words_en="Would you?").json
    assert first["words_version"] == 2
    assert change(words="愿意吗？").json["words_version"] == 2
    venue_clock.forward(seconds=1)
    change(words_en="Would you please?")

    at_desk(event, desk, words_version=2)
    at_desk(event, desk, reg_no="D002")

    assert event.rows("SELECT delegate_id, words_version FROM directory_consents ORDER BY 1") == [
        (1, 2),
        (2, 3),
    ]
    kept = event.rows("SELECT version, text_en, operator FROM directory_words ORDER BY version")
    assert [row[0] for row in kept] == [1, 2, 3]
    assert kept[0][2] is None
    assert kept[1][1:] == ("Would you?", "organiser operator")


def test_words_are_needed_in_both_languages(event, change):
    refused = change(asked=True, words_en=" ")

    assert (refused.status_code, refused.json["field"]) == (422, "words_en")
    assert event.count("directory_settings") == 0


@pytest.mark.usefixtures("asking")
def test_a_walk_in_stands_in_it_only_when_she_ticked_the_box(event, desk, kiosk):
    told = event.get("/walk-in-forms", kiosk).json["directory"]
    ticked = event.walk_in(
        desk, name="勾选者", directory=True, directory_words_version=told["words_version"]
    ).json["reg_no"]
    silent = event.walk_in(desk, name="未勾者", phone="13700000001").json["reg_no"]
    at_kiosk = event.walk_in(
        kiosk, name="自助者", phone="13700000002", email="z@example.org", directory=True
    ).json["reg_no"]

    assert stands(event, desk, ticked) == (True, True, False)
    assert stands(event, desk, silent) == (None, False, False)
    assert stands(event, desk, at_kiosk) == (True, True, True)


def test_a_walk_in_sent_twice_is_one_word(event, desk):
    more = {"walk_in_id": new_id(), "directory": True}
    first = event.walk_in(desk, **more)

    assert event.walk_in(desk, **more).data == first.data
    assert event.count("directory_consents") == 1


@pytest.mark.parametrize(
    ("kept", "gone", "after"),
    [
        (None, None, None),
        (None, (True, True, False), (True, True, False)),
        (None, (False, False, False), (False, False, False)),
        ((True, True, True), None, (True, True, True)),
        ((True, True, True), (False, False, False), (False, False, False)),
        ((False, False, False), (True, True, True), (False, False, False)),
        ((True, True, True), (True, False, True), (True, False, True)),
    ],
)
@pytest.mark.usefixtures("asking")
def test_of_two_registrations_of_one_person_a_no_wins(event, desk, venue_clock, kept, gone, after):
    for reg_no, said in (("D009", kept), ("D010", gone)):
        if said:
            agrees, phone, email = said
            at_desk(event, desk, agrees=agrees, reg_no=reg_no, phone=phone, email=email)
    venue_clock.forward(seconds=1)
    supervisor = event.operator("supervisor", at=desk)

    body = {"merge_id": new_id(), "keep": "D009", "gone": "D010", "reason": "同一人"}
    assert event.post("/merges", body, desk, operator=supervisor).status_code == 200

    assert stands(event, desk, "D009") == (after or (None, False, False))
    assert stands(event, desk, "D010") is None
    assert at_desk(event, desk, reg_no="D010").json["code"] == "merged"


@pytest.mark.usefixtures("asking")
def test_who_comes_instead_is_asked_anew(event, desk, venue_clock):
    at_desk(event, desk, reg_no="D007", phone=True)
    venue_clock.forward(seconds=1)
    supervisor = event.operator("supervisor", at=desk)
    body = {"substitution_id": new_id(), "reg_no": "D007", "name": "周代", "reason": "出差"}
    assert event.post("/substitutions", body, desk, operator=supervisor).status_code == 200
    assert stands(event, desk, "D007") == (None, False, False)

    venue_clock.forward(seconds=1)
    at_desk(event, desk, reg_no="D007", email=True)

    assert stands(event, desk, "D007") == (True, False, True)


def test_a_badge_without_a_name_is_nobody_to_ask(event, desk, kiosk, change):
    change(asked=True)
    supervisor = event.operator("supervisor", at=desk)
    body = {
        "quota_batch_id": new_id(), "holder": "展商", "category": "STF", "label": "展商", "count": 1,
    }  # fmt: skip
    made = event.post("/quota-batches", body, desk, operator=supervisor)
    reg_no = made.json["badges"][0]["reg_no"]

    assert stands(event, desk, reg_no) is None
    assert at_desk(event, desk, reg_no=reg_no).json["code"] == "no_person"
    assert question(event, kiosk, arrive(event, kiosk, reg_no)) is None


@pytest.mark.usefixtures("asking")
def test_the_trail_tells_what_was_said(event, desk, venue_clock):
    for agrees, phone, email in ((True, True, True), (True, False, False), (False, False, False)):
        at_desk(event, desk, agrees=agrees, phone=phone, email=email)
        venue_clock.forward(seconds=1)

    trail = event.get("/trail?reg_no=D001&kind=directory_consents", desk, language="en").json[
        "trail"
    ]

    assert [entry["what"] for entry in trail] == [
        "Does not stand in the directory",
        "Agreed to stand in the directory, with name and organisation only",
        "Agreed to stand in the directory, with phone and e-mail",
    ]
