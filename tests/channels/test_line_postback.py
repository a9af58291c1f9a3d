"""A button's data comes back as the action that it was made of, or as nothing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from faqbot.channels.line_postback import LONGEST, Taps
from faqbot.types import Action, Do

TAPS = Taps(b"k" * 32)
TURN = "Zm9vYmFyYmF6cXV1eA-_xy"
ACTIONS = st.builds(
    Action,
    st.sampled_from(Do),
    st.sampled_from(["", TURN]),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=80),
)


@given(ACTIONS)
def test_what_is_written_is_read(action: Action) -> None:
    data = TAPS.write(action, "s1")
    assert 0 < len(data) <= LONGEST
    assert TAPS.read(data, "s1") == action


@given(ACTIONS, st.data())
def test_nothing_else_is(action: Action, data: st.DataObject) -> None:
    written = TAPS.write(action, "s1")
    place = data.draw(st.integers(0, len(written) - 1))
    other = data.draw(st.characters(exclude_categories=["Cs"]).filter(lambda c: c != written[place]))
    assert TAPS.read(written[:place] + other + written[place + 1 :], "s1") is None
    assert TAPS.read(written, "s2") is None
    assert Taps(b"x" * 32).read(written, "s1") is None


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_garbage_is_nothing(data: str) -> None:
    assert TAPS.read(data, "s1") is None


def test_what_does_not_fit_is_not_written() -> None:
    assert TAPS.write(Action(Do.MENU, target="道" * 300), "s1") == ""
    assert TAPS.write(Action(Do.MENU, target="👪" * 140), "s1") == ""
