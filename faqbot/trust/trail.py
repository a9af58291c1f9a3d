"""Who did what, and is all of it still there? The audit, searched, exported and verified."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from faqbot.errors import InvalidInput
from faqbot.schedule.hours import JST
from faqbot.staff.audit import Anchor, AuditSought, Break, Deed, Record, breaks
from faqbot.store.base_trust import AuditStore

DEEDS = {
    Deed.ADDED: "追加",
    Deed.CHANGED: "変更",
    Deed.REMOVED: "削除",
    Deed.SIGNED_IN: "サインイン",
    Deed.SIGNED_OUT: "サインアウト",
    Deed.REFUSED: "サインイン失敗",
    Deed.LOCKED: "アカウントのロック",
    Deed.LOOKED: "閲覧",
    Deed.EXPORTED: "書き出し",
    Deed.ERASED: "消去",
    Deed.KEY_CHANGED: "鍵の交換",
    Deed.RESTORED: "復元",
}
_TITLES = ("番号", "日時", "だれが", "どこから", "要求", "したこと", "種類", "対象", "前", "後", "照合値")
_FORMULA = re.compile(r"^[=+\-@\t\r]")
"""What a spreadsheet would run (OWASP, "CSV Injection")."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a look at the whole chain has found."""

    end: Anchor
    breaks: tuple[Break, ...]


class Trail:
    """The use cases of the audit, for the operator."""

    def __init__(self, store: AuditStore) -> None:
        self._store = store

    def search(self, sought: AuditSought) -> tuple[Record, ...]:
        """The records that are sought, the last first."""
        return self._store.audited(sought)

    def export(self, sought: AuditSought, file: Path) -> int:
        """Write those that are sought as CSV (UTF-8 with BOM, for Excel), the first first. Returns how many.

        Raises:
            OSError: the file cannot be written.
        """
        found = self._store.audited(sought)
        with file.open("w", encoding="utf-8-sig", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow(_TITLES)
            writer.writerows(map(row, reversed(found)))
        self._store.note(Deed.EXPORTED, "audit", file.name)
        return len(found)

    def anchor(self) -> Anchor:
        """The end of the chain now, to be kept elsewhere."""
        with self._store.audit_chain() as chain:
            return chain.head

    def verify(self, anchors: Mapping[int, str] | None = None) -> Verdict:
        """Go through the whole chain. `anchors` are digests by number that were kept elsewhere."""
        with self._store.audit_chain() as chain:
            return Verdict(chain.head, tuple(breaks(chain, anchors)))


def row(record: Record) -> tuple[str, ...]:
    """A record as a line of a table."""
    cells = (
        str(record.number),
        record.at.astimezone(JST).isoformat(sep=" ", timespec="seconds"),
        record.who,
        record.address,
        record.request,
        DEEDS[record.deed],
        record.kind,
        record.thing,
        record.before,
        record.after,
        record.digest,
    )
    return tuple(_FORMULA.sub(r"'\g<0>", cell) for cell in cells)


def spoken(anchor: Anchor) -> str:
    """An anchor as one line, to be kept in a file or printed."""
    return json.dumps({"number": anchor.number, "digest": anchor.digest})


def anchors_in(lines: Iterable[str]) -> dict[int, str]:
    """Digests by number out of lines that `spoken` made.

    Raises:
        InvalidInput: a line is none of those.
    """
    found = {}
    for line in filter(None, map(str.strip, lines)):
        try:
            values = json.loads(line)
            found[int(values["number"])] = str(values["digest"])
        except (ValueError, TypeError, KeyError):
            raise InvalidInput(
                "控えのファイルに、faqbot audit anchor が書いた行ではない行があります。"
            ) from None
    found.pop(0, None)
    return found
