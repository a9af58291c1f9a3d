"""How a deed ended: done, told once on the page that comes next; or refused, told in place."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import streamlit as st

from faqbot.errors import FaqbotError

_KEY = "done"


def done(text: str) -> NoReturn:
    """Run the page afresh and tell this at its top: what follows a change is what is stored now."""
    st.session_state[_KEY] = text
    st.rerun()
    raise AssertionError("a rerun does not return")


def show_done() -> None:
    """Tell what is to be told."""
    if text := st.session_state.pop(_KEY, None):
        st.success(text, icon=":material/check_circle:")


@contextmanager
def refusals() -> Iterator[None]:
    """Tell why something was refused; what was typed stays on the page."""
    try:
        yield
    except FaqbotError as error:
        st.error(str(error), icon=":material/error:")
