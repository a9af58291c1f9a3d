"""What would change, or has changed: field by field, what goes struck out and what comes marked."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

import streamlit as st

from faqbot.curation.differences import Difference
from faqbot.types import Sentence

_TAGS = {"removed": "del", "added": "ins", "kept": "span"}


def show_differences(found: Iterable[Difference]) -> None:
    """Each field that differs, on a line of its own or sentence by sentence."""
    st.html("".join(map(_field, found)) or "<p>変わるところはありません。</p>")


def _field(found: Difference) -> str:
    sentences = found.sentences or (Sentence("removed", found.before), Sentence("added", found.after))
    text = "\n".join(filter(None, map(_sentence, sentences)))
    return f'<div class="difference"><b>{escape(found.label)}</b><div>{text}</div></div>'


def _sentence(sentence: Sentence) -> str:
    tag = _TAGS[sentence.change]
    return f"<{tag}>{escape(sentence.text)}</{tag}>" if sentence.text else ""
