"""入场统计: what stands there adds up with what doors counted."""

from datetime import UTC, datetime, timedelta

import pytest

from onsite.reports.admissions import admissions

EIGHT = datetime(2026, 12, 5, tzinfo=UTC)  # 08:00 at the venue


def at(local):
    hour, minute = local.split(":")
    return EIGHT + timedelta(hours=int(hour) - 8, minutes=int(minute))


@pytest.fixture
def morning(event, door, venue_clock):
    """Three come for the plenary, one goes and comes back, one is let in for the forum."""
    for reg_no, checkpoint, local in [
        ("D001", "H1-IN", "8:40"),
        ("D002", "H1-IN", "8:50"),
        ("D003", "H1-IN", "9:10"),
        ("D001", "H1-OUT", "10:00"),
        ("D001", "H1-IN", "10:20"),
        ("D001", "H1-OUT", "11:30"),
        ("D003", "H1-OUT", "11:35"),
        ("D008", "H1-IN", "12:00"),
    ]:
        venue_clock.set(at(local))
        assert event.scan(reg_no, checkpoint, door).json["verdict"] in ("admitted", "left")
    venue_clock.set(at("20:00"))


def lines(rows, kind, **also):
    return [
        row
        for row in rows
        if row["Counted by"] == kind and all(row[key] == value for key, value in also.items())
    ]


def test_a_halls_admissions_are_those_its_doors_counted(event, morning, told_now):
    rows = told_now(admissions)

    [hall] = lines(rows, "区域", Hall="H1")
    assert hall["Admissions"] == event.headcount()["halls"]["H1"]["admitted"] == 5
    assert hall["Persons admitted"] == 4
    assert (hall["First admission"], hall["Last admission"]) == (at("8:40"), at("12:00"))
    assert (hall["Most inside"], hall["Most inside at"], hall["Capacity"]) == (3, at("9:10"), 6)
    doors = lines(rows, "通道", Hall="H1")
    assert [(row["Session or checkpoint"], row["Admissions"]) for row in doors] == [("H1-IN", 5)]


def test_categories_add_up_to_their_hall_and_session(morning, told_now):
    rows = told_now(admissions)

    for kind in ("区域", "场次"):
        for whole in lines(rows, kind, Hall="H1"):
            parts = lines(
                rows,
                f"{kind}·类别",
                Hall="H1",
                **{"Session or checkpoint": whole["Session or checkpoint"]},
            )
            for column in ("Admissions", "Persons admitted"):
                assert sum(row[column] for row in parts) == whole[column], (kind, column)


def test_people_come_for_a_session_from_when_its_doors_open(morning, told_now):
    rows = told_now(admissions)

    [plenary] = lines(rows, "场次", **{"Session or checkpoint": "A1"})
    assert (plenary["Admissions"], plenary["Persons admitted"]) == (4, 3)
    assert plenary["Persons present"] == 3
    [forum] = lines(rows, "场次", **{"Session or checkpoint": "B1"})
    assert forum["Admissions"] == 0


def test_who_stayed_is_present_at_the_next_session_without_being_admitted_to_it(morning, told_now):
    [forum] = lines(told_now(admissions), "场次", **{"Session or checkpoint": "B1"})

    assert forum["Persons present"] == 2
    assert (forum["Most inside"], forum["Most inside at"]) == (2, at("14:00"))


def test_a_hall_nobody_entered_stands_there_with_nothing(told_now):
    [lounge] = lines(told_now(admissions), "区域", Hall="LNG")

    assert (lounge["Admissions"], lounge["Most inside"], lounge["First admission"]) == (
        0,
        None,
        None,
    )
