"""The entry as it was when its form was opened: what is typed is saved over that version or not at all."""

from __future__ import annotations

import streamlit as st

from faqbot.types import Entry

_KEY = "held"


def fields_key(entry: Entry) -> str:
    """What keeps the fields of this version apart from those of another."""
    return f"{entry.collection}-{entry.id}-{entry.version}"


def held(stored: Entry) -> Entry:
    """The version that the form on the screen was opened with; the stored one where no form was open."""
    kept: Entry | None = st.session_state.get(_KEY)
    same = kept is not None and (kept.collection, kept.id) == (stored.collection, stored.id)
    # Streamlit forgets what was typed into fields that a page no longer shows.
    if kept is not None and same and f"{fields_key(kept)}-question" in st.session_state:
        return kept
    st.session_state[_KEY] = stored
    return stored


def release() -> None:
    """Let the form begin with what is stored."""
    st.session_state.pop(_KEY, None)
