"""What the contracts are tried with: one entry, one turn, one of everything, and the fixture they share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from faqbot.store.base import Arrival, Store
from faqbot.store.base_entries import DIMENSIONS
from faqbot.types import (
    Area,
    Audience,
    Category,
    Collection,
    Contact,
    Entry,
    Proposal,
    ProposalKind,
    Ticket,
    Turn,
)

NOW = datetime(2026, 4, 1, 9, 30, 0, 123456, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
DAY = date(2026, 4, 1)

CITY = Collection(name="city", title="暮らしの質問", audience=Audience.PUBLIC, owner="総務課")
DESK = Collection(
    name="counter",
    title="窓口の手引き",
    audience=Audience.STAFF,
    owner="市民課",
    greeting="ようこそ",
    placeholder="質問を入力",
    categories=(Category(name="届出", short="届", icon="pen", colour="#123456"),),
    contacts=(Contact(department="市民課", phone="000-0000", hours="平日"),),
    examples=("住所を変えたい", "印鑑証明がほしい"),
    role="emergency",
    areas=(
        Area(
            name="北", reading="きた", towns=(("本町", "ほんまち"),), days={"資源": "毎週月・木"}, sample=True
        ),
        Area(name="南", note="橋の南"),
    ),
    areas_note="広報 4月号",
    check_months=6,
    synonyms=("spellings",),
)

ODDITIES = [
    "",
    " 前後の空白 ",
    "改行\r\nとタブ\t",
    "𠮷野家の𩸽",
    "か\u3099と が",
    "葛\U000e0100飾区",
    "👨\u200d👩\u200d👧\u200d👦",
    "\u202e逆",
    "\ufeff印",
    "途中に\x00ヌル",
    "'; DROP TABLE entries; --",
    "あ" * 100_000,
]
LONE_SURROGATE = "片割れ\ud83d"


def entry(entry_id: str = "e1", **changes: object) -> Entry:
    """A published entry of `city`."""
    made = Entry(
        id=entry_id,
        collection="city",
        question=f"{entry_id} はどこで出せますか",
        answer="窓口で出せます。",
        department="市民課",
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def turn(turn_id: str = "t1", **changes: object) -> Turn:
    """A turn just received."""
    made = Turn(id=turn_id, received_at=NOW, collection="city", channel="web", text="粗大ごみ")
    return replace(made, **changes)  # type: ignore[arg-type]


def axis(number: int, *, towards: int | None = None, share: float = 0.0) -> list[float]:
    """A unit vector along an axis, or turned by a share towards another: 1 - share is the cosine."""
    vector = [0.0] * DIMENSIONS
    vector[number] = 1.0 - share
    if towards is not None:
        vector[towards] = (1.0 - (1.0 - share) ** 2) ** 0.5
    return vector


def arrival(event: str = "a1", **changes: object) -> Arrival:
    """Something that came in by LINE."""
    given = {
        "channel": "line",
        "session": "s1",
        "sent_at": NOW,
        "received_at": NOW,
        "payload": "毛布",
    } | changes
    return Arrival(event=event, **given)  # type: ignore[arg-type]


def proposal(entry_id: str = "e1", **changes: object) -> Proposal:
    """An open proposal about an entry of `city`."""
    made = Proposal(
        source="mihon",
        collection="city",
        department="市民課",
        kind=ProposalKind.CHANGED,
        url="https://city.example.jp/1.html",
        entry_id=entry_id,
        found_at=NOW,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def on_ticket(
    store: Store,
    turn_id: str = "t1",
    *,
    key: str = "k",
    vector: list[float] | None = None,
    near: float = 0.1,
    now: datetime = NOW,
    **changes: object,
) -> Ticket:
    """The ticket of a turn that was received and reached no answer."""
    asked = turn(turn_id, **changes)
    store.receive(asked)
    return store.open_ticket(asked, key=key, vector=vector or axis(0), near=near, now=now)


class Contract:
    """The fixture that contracts share."""

    @pytest.fixture
    def store(self, reopen: Callable[[], Store]) -> Iterator[Store]:
        store = reopen()
        store.save_collection(CITY)
        yield store
        store.close()
