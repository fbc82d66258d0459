"""How many pages an agent is told to print, and each of them."""

from sqlalchemy import text

TWO_SIDED = """
title = "Both sides"
width_mm = 90
height_mm = 130

[[text]]
text = "{name}"
x_mm = 5
y_mm = 40
width_mm = 80
height_mm = 20
size_mm = 12

[[text]]
text = "{event_name}"
x_mm = 5
y_mm = 40
width_mm = 80
height_mm = 20
size_mm = 12
side = "back"
"""
DOTS = "?width_dots=719&height_dots=1039&dpi=203&one_bit=true"


def page(spool, job, number):
    path = f"/print-jobs/{job['id']}/page.png{DOTS}&number={number}"
    return spool.event.get(path, spool.agent)


def test_a_badge_with_a_back_is_two_pages_of_one_job(spool):
    folder = spool.event.folder.templates
    folder.mkdir(exist_ok=True)
    (folder / "both.toml").write_text(TWO_SIDED, encoding="utf-8")
    spool.add_printer(template="both")
    spool.queue()

    job = spool.claim()

    assert job["pages"] == 2
    front, back = page(spool, job, 1), page(spool, job, 2)
    assert front.status_code == back.status_code == 200, (front.text, back.text)
    assert front.data != back.data


def test_a_badge_without_a_back_is_one(spool):
    spool.add_printer()
    spool.queue()

    job = spool.claim()

    assert job["pages"] == 1
    assert page(spool, job, 2).status_code == 404


def test_a_badge_that_can_t_be_drawn_is_given_all_the_same_and_holds_nothing_up(spool):
    spool.add_printer()
    spool.queue("D001")
    spool.event.database.write(
        lambda session: session.execute(
            text(
                "UPDATE credentials SET is_imported = 1 WHERE delegate_id ="
                " (SELECT id FROM delegates WHERE reg_no = 'D001')"
            )
        )
    )

    job = spool.claim()

    assert job["pages"] == 1
    assert page(spool, job, 1).status_code == 404
