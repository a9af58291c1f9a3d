"""What somebody does on a page."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest


def press(seen: AppTest, label: str) -> AppTest:
    """Press the first button of that name; nothing may break."""
    button = next(each for each in seen.button if each.label == label)
    button.click().run()
    assert not seen.exception
    return seen
