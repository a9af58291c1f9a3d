"""What every report needs to know besides its numbers: names of systems and people, questions of entries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from faqbot.schedule.hours import JST
from faqbot.staff.inquiries import Channel, State

CHANNELS = {Channel.PHONE: "電話", Channel.MAIL: "メール", Channel.CHAT: "チャット"}
STATES = {State.OPEN: "対応中", State.ESCALATED: "引き継ぎ", State.RESOLVED: "解決"}


@dataclass(frozen=True, slots=True)
class Ledger:
    """Names by key. What has no name any more (an entry that was deleted) is shown by its key."""

    made_at: datetime
    systems: Mapping[str, str]
    people: Mapping[str, str]
    questions: Mapping[tuple[str, str], str]

    def system(self, key: str) -> str:
        """The title of a system."""
        return self.systems.get(key, key)

    def person(self, key: str) -> str:
        """担当者名."""
        return self.people.get(key, key)

    def question(self, system: str, entry_id: str) -> str:
        """The question of an entry; empty if none was used."""
        return self.questions.get((system, entry_id), entry_id)


def local(moment: datetime | None) -> datetime | None:
    """A moment as clocks in Japan show it."""
    return moment and moment.astimezone(JST)
