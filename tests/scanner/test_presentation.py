"""When a reading is a new presentation of a code, and when it is the same one."""

from hypothesis import given
from hypothesis import strategies as st

from onsite.scanner.presentation import Presentations


def shown(frames, **options):
    seen = Presentations(**options)
    return [new for at_s, texts in frames for new in seen.new_in(texts, at_s=at_s)]


def test_a_code_held_up_for_long_is_one_presentation():
    assert shown([(n / 10, ["A"]) for n in range(600)]) == ["A"]


def test_a_code_that_flickers_out_is_the_same_presentation():
    frames = [(n / 10, ["A"] if n % 7 else []) for n in range(100)]

    assert shown(frames) == ["A"]


def test_a_code_that_comes_back_after_a_while_is_presented_anew():
    frames = [(0.0, ["A"]), (0.1, []), (1.6, ["A"])]

    assert shown(frames, out_of_view_s=1.5) == ["A", "A"]


def test_a_code_just_short_of_gone_is_still_there():
    assert shown([(0.0, ["A"]), (1.4, ["A"])], out_of_view_s=1.5) == ["A"]


def test_codes_shown_together_count_each():
    assert shown([(0.0, ["A", "B", "A"]), (0.1, ["B", "C"])]) == ["A", "B", "C"]


def test_twenty_codes_one_after_the_other_are_twenty_presentations():
    codes = [f"CODE{n}" for n in range(20)]
    frames = [(n / 10, [codes[n // 5]] if n % 5 else []) for n in range(100)]

    assert shown(frames) == codes


@given(st.lists(st.tuples(st.floats(0, 1), st.lists(st.sampled_from("ABC"), max_size=3))))
def test_no_code_is_presented_twice_within_the_time_out_of_view(steps):
    seen, at_s, last = Presentations(out_of_view_s=1.5), 0.0, {}
    for step, texts in steps:
        at_s += step
        for text in seen.new_in(texts, at_s=at_s):
            assert at_s - last.get(text, -9) >= 1.5
        last.update(dict.fromkeys(texts, at_s))
