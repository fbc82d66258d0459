"""How long messages wait between tries."""

from onsite.alerts import rules


def test_a_message_is_tried_ever_more_seldom():
    pauses = [rules.pause_after(count).total_seconds() for count in range(1, 9)]

    assert pauses == [10, 20, 40, 80, 160, 320, 600, 600]
