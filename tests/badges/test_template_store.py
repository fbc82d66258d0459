"""The event's own templates: kept whole, never over what somebody else changed, never with a mistake."""

import io
import threading

import pytest
from PIL import Image

from onsite.badges.template_store import TemplateStore
from onsite.errors import OnsiteError
from tests.badges.spool_event import Spool
from tests.badges.template_desk import BADGE, PNG, TemplateDesk


@pytest.fixture
def desk(event):
    return TemplateDesk(event)


def moved(document, to):
    """Move the name's box."""
    text = [{**box, "y_mm": to} if box["text"] == "{name}" else box for box in document["text"]]
    return {**document, "text": text}


def picture(kind="PNG", size=(40, 20)):
    out = io.BytesIO()
    Image.new("RGB", size, "#1f6feb").save(out, kind)
    return out.getvalue()


def test_the_shipped_templates_are_listed_with_what_they_are_for(desk):
    badge = desk.names()["badge-90x130"]

    assert (badge["prints"], badge["width_mm"], badge["height_mm"]) == ("badge", 90, 130)
    assert (badge["is_own"], badge["is_shipped"], badge["problems"]) == (False, True, [])
    assert badge["title"]
    assert desk.get("/templates").json["fields"]["organisation"]


def test_a_template_that_was_changed_stands_in_the_place_of_the_shipped_one(desk, event_folder):
    read = desk.read("badge-90x130")

    kept = desk.put("badge-90x130", document=moved(read["document"], 30), etag=read["etag"])

    assert kept.status_code == 200, kept.text
    assert (kept.json["is_own"], kept.json["problems"]) == (True, [])
    assert kept.json["etag"] != read["etag"]
    assert (event_folder.path / "templates" / "badge-90x130.toml").stat().st_mode & 0o077 == 0
    name = next(box for box in desk.read("badge-90x130")["document"]["text"] if box["y_mm"] == 30)
    assert name["text"] == "{name}"

    assert desk.delete("badge-90x130").status_code == 204
    assert desk.read("badge-90x130") == read


def test_a_file_that_is_kept_as_text_keeps_its_comments(desk):
    source = "# the congress's own\n" + BADGE

    kept = desk.put("ours", source=source)

    assert kept.status_code == 200, kept.text
    assert desk.read("ours")["source"] == source
    exported = desk.get("/templates/ours.toml")
    assert (exported.text, exported.mimetype) == (source, "application/toml")


def test_what_somebody_else_changed_meanwhile_is_not_written_over(desk):
    read = desk.read("badge-90x130")
    first = desk.put("badge-90x130", document=moved(read["document"], 30), etag=read["etag"])

    second = desk.put("badge-90x130", document=moved(read["document"], 31), etag=read["etag"])

    assert (second.status_code, second.json["code"]) == (409, "changed_meanwhile")
    assert desk.read("badge-90x130")["etag"] == first.json["etag"]
    again = desk.put("badge-90x130", document=moved(read["document"], 31), etag=first.json["etag"])
    assert again.status_code == 200


def test_a_new_name_is_free_or_refused(desk):
    read = desk.read("badge-90x130")

    assert desk.put("vip", document=read["document"]).status_code == 200
    taken = desk.put("vip", document=read["document"])
    assert (taken.status_code, taken.json["code"]) == (409, "changed_meanwhile")
    gone = desk.put("nobody", document=read["document"], etag=read["etag"])
    assert (gone.status_code, gone.json["code"]) == (409, "changed_meanwhile")


def test_of_two_who_save_at_once_one_is_refused(event_folder):
    store = TemplateStore(event_folder.templates)
    ends, start = [], threading.Barrier(2)

    def save(line):
        start.wait()
        try:
            ends.append(store.put("ours", f"# {line}\n{BADGE}", etag=None).etag)
        except OnsiteError as error:
            ends.append(error.code)

    threads = [threading.Thread(target=save, args=(line,)) for line in ("one", "two")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert "changed_meanwhile" in ends
    assert store.get("ours").etag in ends


def test_a_template_with_mistakes_is_refused_with_all_of_them_and_the_good_one_stays(desk):
    read = desk.read("badge-90x130")
    good = desk.put("vip", document=read["document"]).json
    wrong = moved(read["document"], 125)
    wrong["text"][0] = {**wrong["text"][0], "text": "{phone}"}

    refused = desk.put("vip", document=wrong, etag=good["etag"])

    assert (refused.status_code, refused.json["code"]) == (422, "template_problems")
    assert refused.json["field"] == "document"
    assert refused.mimetype == "application/problem+json"
    said = {each["place"]: each["message"] for each in refused.json["problems"]}
    assert "there is no field 'phone'" in said["text 1"]
    assert any("outside the stock" in message for message in said.values())
    assert desk.read("vip") == good


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "document"),
        ({"document": {}, "source": ""}, "document"),
        ({"document": {"width_mm": 90}}, "document"),
        ({"source": "width_mm = "}, "document"),
        ({"source": "x" * (300 << 10)}, "source"),
        ({"colour": "red"}, "colour"),
    ],
    ids=("nothing", "both", "no height", "no TOML", "too long", "unknown"),
)
def test_what_is_no_template_is_refused_at_its_field(desk, body, field):
    answer = desk.put("ours", **body)

    assert answer.status_code in (413, 422)
    assert answer.json["field"] == field
    assert "ours" not in desk.names()


@pytest.mark.parametrize(
    "name", [".hidden", "a\\b", "x" * 61, "ends.", " blank ", "samples", "a.toml"]
)
def test_a_name_that_is_no_file_s_is_refused(desk, name):
    answer = desk.put(name, source=BADGE)

    assert (answer.status_code, answer.json["field"]) == (422, "name")


def test_a_template_may_be_called_in_chinese(desk):
    assert desk.put("贵宾胸卡", source=BADGE).status_code == 200
    assert desk.names()["贵宾胸卡"]["is_own"]


def test_what_is_shipped_stays_and_what_is_not_there_is_404(desk):
    refused = desk.delete("badge-90x130")
    assert (refused.status_code, refused.json["code"]) == (422, "shipped_template")
    assert desk.delete("nothing").json["code"] == "unknown_template"
    assert desk.get("/templates/nothing").status_code == 404


def test_taking_one_away_heeds_what_was_seen(desk):
    kept = desk.put("ours", source=BADGE).json

    assert desk.delete("ours", **{"If-Match": "another"}).json["code"] == "changed_meanwhile"
    assert desk.delete("ours", **{"If-Match": kept["etag"]}).status_code == 204


def test_only_who_sets_up_printers_keeps_templates(desk, event):
    supervisor = event.operator("supervisor", at=desk.control)

    assert desk.put("ours", source=BADGE, operator=supervisor).json["code"] == "right_missing"
    assert desk.put("ours", source=BADGE, operator=desk.technician).status_code == 200


def test_a_file_put_into_the_folder_by_hand_is_there_at_once(desk, event_folder):
    folder = event_folder.path / "templates"
    (folder / "hand.toml").write_text(BADGE, encoding="utf-8")
    assert desk.names()["hand"]["is_own"]

    (folder / "hand.toml").write_text(BADGE.replace("height_mm = 130", "height_mm = 50", 1))
    assert desk.names()["hand"]["problems"]

    (folder / "hand.toml").unlink()
    assert "hand" not in desk.names()


def test_a_broken_file_is_listed_with_its_problem_and_stops_no_badge(desk, event_folder):
    (event_folder.path / "templates" / "badge-90x130.toml").write_text("width_mm = ")

    broken = desk.names()["badge-90x130"]

    assert "can't be read as TOML" in broken["problems"][0]["message"]
    assert desk.read("badge-90x130")["document"] is None
    badge = desk.get("/badges/D001/page.png")
    assert badge.data.startswith(PNG)


def test_the_list_says_which_printer_takes_which_template(desk, event):
    spool = Spool(event)
    spool.add_printer("P1")

    assert desk.names()["badge-90x130"]["printers"] == ["P1"]

    desk.put("ours", source=BADGE)
    assert desk.names()["ours"]["printers"] == ["P1"]
    assert desk.names()["badge-90x130"]["printers"] == []


def test_a_picture_is_drawn_anew_and_stands_on_the_badge(desk):
    kept = desk.put_picture("logo.png", picture())
    assert kept.status_code == 200, kept.text
    assert desk.get("/template-pictures").json["pictures"] == [kept.json]

    box = {"file": "logo.png", "x_mm": 2, "y_mm": 2, "width_mm": 10, "height_mm": 5}
    document = {**desk.read("badge-90x130")["document"], "picture": [box]}

    assert desk.put("ours", document=document).status_code == 200
    drawn = desk.preview(document=document, sample="shortest", dpi=100)
    colour = Image.open(io.BytesIO(drawn.data)).convert("RGB").getpixel((28, 18))
    assert colour == (0x1F, 0x6F, 0xEB)


def test_a_picture_that_is_missing_is_a_problem_of_its_box(desk):
    box = {"file": "absent.png", "x_mm": 2, "y_mm": 2, "width_mm": 10, "height_mm": 5}
    document = {**desk.read("badge-90x130")["document"], "picture": [box]}

    refused = desk.put("ours", document=document)

    assert refused.json["problems"][0]["place"] == "picture 1"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("logo.gif", picture(), "bad_name"),
        (".png", picture(), "bad_name"),
        ("logo.png", b"no picture", "no_picture"),
        ("logo.png", picture()[:60], "no_picture"),
        ("logo.png", b"\x89PNG" + b"\0" * 2_100_000, None),
    ],
    ids=("kind", "name", "rubbish", "cut off", "too large"),
)
def test_what_is_no_picture_is_refused(desk, name, content, code):
    answer = desk.put_picture(name, content)

    assert answer.status_code in (413, 422)
    assert code in (None, answer.json["code"])
    assert desk.get("/template-pictures").json["pictures"] == []


def test_a_picture_of_nearly_two_megabytes_is_taken(desk):
    noise = Image.effect_noise((1300, 1300), 90)
    out = io.BytesIO()
    noise.save(out, "PNG")
    assert 1_200_000 < len(out.getvalue()) < 2_000_000

    assert desk.put_picture("noise.png", out.getvalue()).status_code == 200


def blank(title):
    """A template that shows nothing but a code, and so differs from every other."""
    return (
        f'title = "{title}"\nwidth_mm = 90\nheight_mm = 130\n'
        "[[qr]]\nx_mm = 5\ny_mm = 5\nwidth_mm = 80\nheight_mm = 80\n"
    )


def page_of(spool, job_id):
    size = "width_dots=719&height_dots=1039&dpi=203&one_bit=1"
    return spool.event.get(f"/print-jobs/{job_id}/page.png?{size}", spool.agent).data


def test_a_badge_is_drawn_with_the_event_s_own_template(desk, event):
    spool = Spool(event)
    spool.add_printer()
    job_id, _ = spool.claimed("D001")
    shipped = page_of(spool, job_id)

    desk.put("ours", source=blank("Ours"))

    assert page_of(spool, job_id) != shipped


def test_a_printer_set_to_a_template_takes_it_as_long_as_it_is_set_to_it(desk, event):
    spool = Spool(event)
    desk.put("aside", source=blank("Aside").replace("height_mm = 130", "height_mm = 120", 1))
    spool.add_printer()
    job_id, _ = spool.claimed("D001")
    usual = page_of(spool, job_id)

    spool.add_printer(template="aside")
    assert page_of(spool, job_id) != usual
    kept = desk.delete("aside")
    assert (kept.status_code, kept.json["code"]) == (409, "template_in_use")

    spool.add_printer()
    assert desk.delete("aside").status_code == 204
    assert page_of(spool, job_id) == usual


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda path: path.write_text("width_mm = 9\n[[text]]"), "'aside' has mistakes"),
        (lambda path: path.unlink(), "no template 'aside'"),
    ],
)
def test_a_set_template_whose_file_was_spoilt_prints_nothing_else(desk, event, spoil, says):
    spool = Spool(event)
    desk.put("aside", source=blank("Aside"))
    spool.add_printer(template="aside")
    job_id, _ = spool.claimed("D001")

    spoil(desk.event.folder.templates / "aside.toml")

    size = "width_dots=719&height_dots=1039&dpi=203&one_bit=1"
    refused = event.get(f"/print-jobs/{job_id}/page.png?{size}", spool.agent)
    assert refused.status_code == 422
    assert says in refused.json["detail"]


def test_a_template_with_a_back_is_two_pages_of_one_job(desk, event):
    spool = Spool(event)
    spool.add_printer()
    spool.queue("D001")
    back = '[[text]]\ntext = "{organisation}"\nsize_mm = 6\nx_mm = 5\ny_mm = 5\n'
    both = blank("Both") + back + 'width_mm = 80\nheight_mm = 10\nside = "back"\n'
    assert desk.put("both", source=both).status_code == 200

    job = spool.claim()

    assert job["pages"] == 2
    front = page_of(spool, job["id"])
    address = f"/print-jobs/{job['id']}/page.png?width_dots=719&height_dots=1039&dpi=203&one_bit=1"
    turned = event.get(f"{address}&number=2", spool.agent).data
    assert turned.startswith(PNG)
    assert turned != front
    desk.delete("both")
    gone = event.get(f"{address}&number=2", spool.agent)
    assert (gone.status_code, gone.json["field"]) == (404, "number")
