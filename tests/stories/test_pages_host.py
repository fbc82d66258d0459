"""A host's own phone: her guest arrives at the desk, she goes, they meet, the slides are in."""

from tests.stories import receivers
from tests.stories.venue import sign_in

PHONE = {"width": 390, "height": 844}


def guests_of(venue, host):
    """List a host's guests who are not here yet."""
    found = venue.ask("guests", token=venue._desk["token"])["guests"]
    return [guest for guest in found if guest["host"] == host and guest["checked_in_at"] is None]


def host_page(venue, name, **more):
    return venue.page("host", station={"name": name}, viewport=PHONE, **more)


def test_a_host_is_called_when_her_guest_stands_at_the_desk(venue):
    guest, other = guests_of(venue, "接待甲")[0], guests_of(venue, "接待乙")[0]
    with host_page(venue, "接待甲") as host, host_page(venue, "接待乙") as elsewhere:
        host.get_by_role("heading", name="My guests").wait_for()
        answer_earlier_calls(host)
        assert host.get_by_text(other["name"], exact=True).count() == 0

        venue.check_in(guest)

        host.get_by_role("heading", name=f"{guest['name']} is here: go and meet").wait_for()
        assert elsewhere.get_by_text("go and meet").count() == 0

        host.get_by_role("alert").get_by_role("button", name="I am on my way").click()
        host.get_by_role("alert").wait_for(state="detached")
        card = host.get_by_role("listitem").filter(has_text=guest["name"])
        card.get_by_text("you are on your way").wait_for()
        card.get_by_role("button", name="With me now").click()
        host.get_by_role("region", name="With you").get_by_text(guest["name"]).wait_for()

    shown = {
        row["reg_no"]: row for row in venue.ask("guests", token=venue._desk["token"])["guests"]
    }
    assert shown[guest["reg_no"]]["reception"] == "received"


def answer_earlier_calls(page):
    """Go and meet whom other stories have checked in; the page shows one at a time."""
    page.get_by_role("region").first.wait_for()
    called = page.get_by_role("heading", name="is here: go and meet")
    while called.count():
        name = called.first.inner_text()
        page.get_by_role("alert").get_by_role("button", name="I am on my way").first.click()
        page.get_by_role("heading", name=name).wait_for(state="detached")


def test_slides_ticked_on_the_phone_stand_at_the_desk(venue):
    guest = guests_of(venue, "接待乙")[-1]
    with host_page(venue, "接待乙", language="zh-CN") as host:
        card = host.get_by_role("listitem").filter(has_text=guest["name"])
        card.get_by_role("button", name=guest["name"]).click()
        card.get_by_role("button", name="幻灯片已收").first.click()
        card.get_by_role("button", name="幻灯片已收", pressed=True).first.wait_for()
        card.get_by_role("button", name="已试放").first.click()
        card.get_by_role("button", name="已试放", pressed=True).first.wait_for()

    def told():
        rows = venue.ask("guests", token=venue._desk["token"])["guests"]
        slides = next(row for row in rows if row["reg_no"] == guest["reg_no"])["slides"]
        return slides == {guest["sessions"][0]["code"]: "tested"}

    receivers.wait_for(told, seconds=5)


def test_a_page_named_after_nobody_says_what_to_compare(venue):
    with host_page(venue, "Nobody") as host:
        host.get_by_text("Nobody on the guest list has “Nobody” as host").wait_for()


def test_an_alert_at_control_shows_no_name_until_someone_who_may_signs_in(venue):
    guest = guests_of(venue, "接待甲")[-1]
    with venue.page("control") as control:
        venue.check_in(guest)
        trouble = control.get_by_role("listitem").filter(has_text="A guest arrived")
        trouble.first.wait_for()
        assert control.get_by_text(guest["name"]).count() == 0

        control.get_by_role("button", name="Operator sign-in").click()
        sign_in(control, ("组织者甲", "2468"))

        control.get_by_text(f"{guest['name']} has arrived").first.wait_for()
