"""Whose a print job is: desks see it, control only through someone who is more than a technician."""

from tests.served_event import new_id


def test_a_technician_at_control_sees_jobs_and_nobody_s_name(event):
    desk, control = event.token("desk"), event.token("control")
    job = event.check_in("D001", desk, prints=True).json["print_job"]
    technician = event.operator("technician", at=control)
    organiser = event.operator("organiser", at=control)

    def told(path, **options):
        answer = event.get(path, control, **options)
        assert answer.status_code == 200
        return answer.text

    for path in ("/print-jobs", f"/print-jobs/{job}"):
        for options in ({}, {"operator": technician}):
            assert job in told(path, **options)
            assert "王明" not in told(path, **options)
            assert "D001" not in told(path, **options)
        assert "王明" in told(path, operator=organiser)
        assert "王明" in event.get(path, desk).text


def test_a_technician_who_resolves_a_job_is_told_no_name(event):
    control = event.token("control")
    job = event.check_in("D001", event.token("desk"), prints=True).json["print_job"]

    answer = event.post(
        f"/print-jobs/{job}/resolutions",
        {"resolution_id": new_id(), "action": "cancel"},
        control,
    )

    assert answer.json["state"] == "cancelled"
    assert answer.json["name"] is None
    assert answer.json["reg_no"] is None


def test_the_page_of_a_badge_is_drawn_for_a_technician_only_when_it_is_a_test(event):
    control = event.token("control")
    technician = event.operator("technician", at=control)
    supervisor = event.operator("supervisor", at=control)
    job = event.check_in("D001", event.token("desk"), prints=True).json["print_job"]
    printer = {"name": "P", "url": "virtual:?width_mm=90&height_mm=130", "prints": ["badge"]}
    event.post("/printers", printer, control, operator=technician)
    test = new_id()
    event.post("/printers/P/tests", {"job_id": test}, control, operator=technician)

    def page(job_id, operator):
        return event.get(f"/print-jobs/{job_id}/page.png", control, operator=operator)

    assert page(job, technician).json["code"] == "names_hidden"
    assert page(job, supervisor).mimetype == "image/png"
    assert page(test, technician).mimetype == "image/png"
