"""Which entry is open: in the page's address, so that a reload and a link to a colleague show the same."""

from __future__ import annotations

from typing import NamedTuple, NoReturn

import streamlit as st

_KEY = "entry"


class Open(NamedTuple):
    """An entry on the screen; one without an id is new."""

    collection: str
    id: str


def opened() -> Open | None:
    """What the address names; None where the list is shown."""
    named = st.query_params.get(_KEY, "")
    collection, _, entry_id = named.partition("/")
    return Open(collection, entry_id) if named else None


def open_entry(collection: str, entry_id: str = "") -> NoReturn:
    """Show this entry, or a new one, now."""
    keep_open(collection, entry_id)
    st.rerun()
    raise AssertionError("a rerun does not return")


def keep_open(collection: str, entry_id: str) -> None:
    """Show this entry at the next run."""
    st.query_params[_KEY] = f"{collection}/{entry_id}"


def close_entry() -> None:
    """Show the list at the next run."""
    st.query_params.pop(_KEY, None)
