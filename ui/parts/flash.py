"""What was done, told once on the page that comes next."""

from __future__ import annotations

import streamlit as st

_KEY = "flash"


def flash(text: str) -> None:
    """Tell this at the next run: what follows a change is a fresh page."""
    st.session_state[_KEY] = text


def show_flash() -> None:
    """Tell what is to be told."""
    if text := st.session_state.pop(_KEY, None):
        st.success(text, icon=":material/check_circle:")
