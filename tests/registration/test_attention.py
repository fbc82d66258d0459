"""Notes for every desk, and the documents that were looked at."""

from tests.served_event import new_id


def note(event, desk, text="请先找主管", **more):
    body = {"attention_note_id": new_id(), "reg_no": "D002", "text": text, **more}
    return event.post("/attention-notes", body, desk)


def attention(event, desk):
    card = event.get("/delegates/D002", desk).json
    return [(found["kind"], found["text"]) for found in card["attention"]]


def test_a_note_stands_on_the_card_after_the_planners_until_it_is_done(event, desk, venue_clock):
    assert attention(event, desk) == [("note", "需要接送")]
    assert note(event, desk).status_code == 200
    assert attention(event, desk) == [("note", "需要接送"), ("desk", "请先找主管")]

    venue_clock.forward(minutes=1)
    assert note(event, desk, done=True).json["done"] is True

    assert attention(event, desk) == [("note", "需要接送")]


def test_a_blank_note_and_one_that_is_gone_are_refused(event, desk):
    assert note(event, desk, "  ").json["field"] == "text"
    assert note(event, desk, "没有", done=True).json["code"] == "no_such_note"
    assert event.count("attention_notes") == 0


def test_of_a_document_s_number_only_the_end_is_kept(event, desk):
    body = {
        "identity_note_id": new_id(), "reg_no": "D001", "document": "记者证", "outlet": "两江日报",
        "number": "B1234 5678901",
    }  # fmt: skip

    answer = event.post("/identity-notes", body, desk)

    assert answer.json["number_masked"] == "********8901"
    assert event.rows("SELECT document, number_masked, outlet FROM identity_notes") == [
        ("记者证", "********8901", "两江日报")
    ]
    assert event.post("/identity-notes", body, desk).json == answer.json
    shown = event.get("/delegates/D001", desk).json["identity"]
    assert (shown["document"], shown["number_masked"]) == ("记者证", "********8901")
    assert event.get("/delegates/D002", desk).json["identity"] is None


def test_a_short_number_is_hidden_whole_and_a_document_is_needed(event, desk):
    body = {
        "identity_note_id": new_id(),
        "reg_no": "D001",
        "document": "其他",
        "number": "12345678",
    }
    assert event.post("/identity-notes", body, desk).json["number_masked"] == "*" * 8

    body = {"identity_note_id": new_id(), "reg_no": "D001", "document": " "}
    assert event.post("/identity-notes", body, desk).json["code"] == "document_needed"
