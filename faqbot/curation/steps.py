"""One version of an entry as a curator reads it: who, when, what changed, and what led to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from faqbot.curation.differences import Difference, differences
from faqbot.curation.people import People
from faqbot.staff.versions import Cause, Origin, Version
from faqbot.store.base import Store
from faqbot.types import Entry, Status

_NAMED = 3
_SHORT = 16
"""Characters of a value that is said whole in a line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One version as it is read: `changes` are those from the version before it."""

    entry: Entry
    saved_at: datetime
    saved_by: str
    approved_by: str
    """Who looked at it as the second person; empty where nobody had to."""
    origin: Origin | None
    led_by: str
    """What led to it, in a sentence; empty where it was somebody's own editing."""
    changes: tuple[Difference, ...]
    told: str
    """What changed, in a line."""


class Steps:
    """Reads versions. One a request: it remembers what it has looked up."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._people = People(store)
        self._approved: dict[tuple[str, str], dict[int, str]] = {}

    def step(self, version: Version, before: Entry | None) -> Step:
        """A version, and what was before it."""
        entry = version.entry
        changes = differences(before, entry)
        approved = self._approvers(entry.collection, entry.id)
        return Step(
            entry=entry,
            saved_at=version.saved_at,
            saved_by=self._people.called(version.saved_by),
            approved_by=self._people.called(approved.get(entry.version, "")),
            origin=version.origin,
            led_by=self.led_by(version.origin),
            changes=changes,
            told=told(before, entry, changes),
        )

    def led_by(self, origin: Origin | None) -> str:
        """What led to something, in a sentence; empty where it was somebody's own editing."""
        match origin:
            case Origin(Cause.TICKET, ticket):
                return f"答えられなかった質問{self._asked(ticket.split(','))}から"
            case Origin(Cause.PROPOSAL, proposal):
                found = self._store.proposal(proposal)
                by_staff = found is not None and found.source.startswith("staff:")
                return "ほかの課からの提案から" if by_staff else "サイトの巡回の提案から"
            case Origin(Cause.VERSION, ""):
                return "登録を取り消した"
            case Origin(Cause.VERSION, number):
                return f"第{number}版に戻した"
            case Origin(Cause.FILE, name):
                return f"ファイル「{name}」から"
            case Origin(Cause.UNDO, settlement):
                return f"質問{self._asked(settlement.split(','))}の処理の取り消し"
        return ""

    def _approvers(self, collection: str, entry_id: str) -> dict[int, str]:
        """Who approved which version: a request was written on the one before."""
        key = collection, entry_id
        if key not in self._approved:
            approved = self._store.approvals("approved", about=key)
            self._approved[key] = {each.entry.version + 1: each.decided_by for each in approved}
        return self._approved[key]

    def _asked(self, ticket_ids: Sequence[str]) -> str:
        """The first question of those that were answered together; empty where none is kept any more."""
        texts = [ticket.text for ticket in map(self._store.ticket, ticket_ids) if ticket and ticket.text]
        more = f"など {len(texts)} 件" if len(texts) > 1 else ""
        return f"「{texts[0]}」{more}" if texts else ""


def told(before: Entry | None, after: Entry, changes: Sequence[Difference]) -> str:
    """What changed, in a line: 公開をやめた, 「分類」を「可燃ごみ」から「資源」に変えた."""
    if before is None:
        return _BEGUN[after.status]
    became = _BECAME[after.status] if before.status is not after.status else ""
    fields = [change for change in changes if change.field != "status"]
    return "。".join(filter(None, (became, _fields(fields)))) or "内容はそのまま"


_BEGUN = {
    Status.PUBLISHED: "新しく公開した",
    Status.DRAFT: "下書きを作った",
    Status.ARCHIVED: "取り下げた項目として入れた",
}
_BECAME = {
    Status.PUBLISHED: "公開した",
    Status.DRAFT: "下書きに戻した",
    Status.ARCHIVED: "取り下げた",
}


def _fields(changes: Sequence[Difference]) -> str:
    if not changes:
        return ""
    if len(changes) > 1:
        names = "".join(f"「{change.label}」" for change in changes[:_NAMED])
        more = f"など {len(changes)} か所" if len(changes) > _NAMED else ""
        return f"{names}{more}を変えた"
    (change,) = changes
    added = [each.text for each in change.sentences if each.change == "added"]
    if change.field == "phrasings" and len(added) == 1 and not _removed(change):
        return f"言い換え「{added[0]}」を加えた"
    short = max(len(change.before), len(change.after)) <= _SHORT
    if not short or "\n" in change.before + change.after:
        return f"「{change.label}」を変えた"
    if not (change.before and change.after):
        return f"「{change.label}」{f'を「{change.after}」にした' if change.after else 'を消した'}"
    return f"「{change.label}」を「{change.before}」から「{change.after}」に変えた"


def _removed(change: Difference) -> bool:
    return any(each.change == "removed" for each in change.sentences)
