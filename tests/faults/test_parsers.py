"""Every parser of what comes from outside: whatever it is given, it reads it or says in one sentence why not.

`FUZZ=5000 python -m pytest tests/faults/test_parsers.py` tries longer (`make fuzz`).
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from faqbot.channels import rocketchat
from faqbot.channels.line_events import happenings
from faqbot.channels.line_menufile import read_menus
from faqbot.corpus import gomi5374, gomidata
from faqbot.corpus.areas import read_areas
from faqbot.corpus.collection import read_collection
from faqbot.corpus.formats import read
from faqbot.corpus.scenario import read_scenario
from faqbot.corpus.tables import read_table
from faqbot.corpus.triage import read_triage
from faqbot.desk.wording import read as read_wording
from faqbot.errors import FaqbotError
from faqbot.schedule.days_notation import read_rule
from faqbot.schedule.ics import read_ics
from faqbot.schedule.notation import read_hours
from faqbot.schedule.spans import span
from faqbot.settings import VARIABLES, load
from faqbot.text.masking import mask
from faqbot.text.measures import measures
from faqbot.text.normalize import normalize, storable
from faqbot.types import Audience, Collection

EXAMPLES = int(os.environ.get("FUZZ", "40"))
GARBAGE = Collection(name="garbage", title="ごみ", audience=Audience.PUBLIC, owner="")
TODAY = date(2026, 11, 21)

# Words that parsers look for, among anything: a plain random text rarely passes the first test of one.
_PIECES = st.sampled_from(
    'ID,質問,答え,分類 \n \r\n " , ; \t = [ ] { } [[ ]] "" 月 火 第1・3月曜 毎週 祝日 9:00～17:00 平日 土日 12月29日 30cm 45L 平成30年 '
    "令和元年13月 ２月３０日 1/0 events type message null true 1e999 -1 \ufeff BEGIN:VCALENDAR RRULE:FREQ=DAILY title audience "
    "'public' <script> 🗑 が ｶﾞ ゙ ー 〜 ① ㌢ Ⅳ ﷺ \u202e \u0000".split(" ")
)
TEXTS = st.lists(_PIECES | st.text(max_size=8), max_size=30).map("".join)
BYTES = (
    st.binary(max_size=200)
    | TEXTS.map(lambda text: text.encode("utf-8", "replace"))
    | TEXTS.map(lambda text: text.encode("cp932", "replace"))
)

OF_TEXT: Mapping[str, Callable[[str], object]] = {
    "dates": lambda text: span(text, TODAY),
    "days": read_rule,
    "hours": read_hours,
    "LINE": happenings,
    "masking": mask,
    "normalize": lambda text: normalize(storable(text)),
    "settings": lambda text: load(dict.fromkeys(VARIABLES, text)),
    "sizes": measures,
}
OF_BYTES: Mapping[str, Callable[[bytes], object]] = {
    "ics": lambda data: read_ics(data, TODAY, TODAY),
    "Rocket.Chat": lambda data: rocketchat.said(rocketchat.read(data)),
}
OF_FILES: Mapping[str, Callable[[Path], object]] = {
    "areas.csv": lambda path: read_areas(path, ["可燃ごみ"]),
    "collection.toml": lambda path: read_collection(path.parent),
    "entries.csv": lambda path: read(path, "garbage", department=""),
    "entries.json": lambda path: read(path, "garbage", department=""),
    "entries.xlsx": read_table,
    "gomi.csv": lambda path: gomi5374.read(path.parent, "garbage", department=""),
    "gomidata.csv": lambda path: gomidata.read(path, "garbage", department=""),
    "menu.toml": read_menus,
    "scenario.toml": lambda path: read_scenario(path, ["可燃ごみ"], ["a"]),
    "triage.toml": lambda path: read_triage(path.parent, GARBAGE),
    "wording.toml": read_wording,
}

quick = settings(max_examples=EXAMPLES, deadline=None, derandomize=True)


@pytest.mark.parametrize("name", OF_TEXT)
def test_any_text(name: str) -> None:
    @quick
    @given(TEXTS)
    def parse(text: str) -> None:
        with contextlib.suppress(FaqbotError):
            OF_TEXT[name](text)

    parse()


@pytest.mark.parametrize("name", OF_BYTES)
def test_any_bytes(name: str) -> None:
    @quick
    @given(BYTES)
    def parse(data: bytes) -> None:
        with contextlib.suppress(FaqbotError):
            OF_BYTES[name](data)

    parse()


@pytest.mark.parametrize("name", OF_FILES)
def test_any_file(tmp_path: Path, name: str) -> None:
    file = tmp_path / name

    @quick
    @given(BYTES)
    def parse(data: bytes) -> None:
        file.write_bytes(data)
        with contextlib.suppress(FaqbotError):
            OF_FILES[name](file)

    parse()
