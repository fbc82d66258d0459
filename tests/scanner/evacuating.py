"""Marking people off in an evacuation, and reading the one that runs."""

from tests.served_event import new_id


def mark(event, token, evacuation_id, reg_no, *, is_out=True, mark_id=None, changed=None):
    body = {
        "evacuation_mark_id": mark_id or new_id(),
        "evacuation_id": evacuation_id,
        "reg_no": reg_no,
        "is_out": is_out,
    }
    return event.post("/evacuation-marks", body | (changed or {}), token)


def running(event, token, **options):
    return event.get("/evacuation", token, **options).json["evacuation"]


def listed(found):
    return {each["reg_no"]: each["hall"] for each in found["people"]}
