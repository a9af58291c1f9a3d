"""What a crawl came to, as mail-ready text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage

from faqbot.types import Proposal, ProposalKind, Sentence

_KINDS = {
    ProposalKind.NEW: "新しい",
    ProposalKind.CHANGED: "変わった",
    ProposalKind.GONE: "なくなった",
    ProposalKind.MOVED: "引っ越した",
    ProposalKind.SUSPICIOUS: "疑わしい",
}
_MARKS = {"added": "＋", "removed": "－", "kept": "　"}
SHOWN = 20
"""Proposals that a mail shows in full; the panel shows all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One source, one crawl. `failure` is why it came to nothing."""

    source: str
    title: str
    at: datetime
    read: int = 0
    unchanged: int = 0
    refused: tuple[tuple[str, str], ...] = ()
    things: int = 0
    published: tuple[str, ...] = ()
    """Ids of the entries that were published at once."""
    waiting: tuple[Proposal, ...] = ()
    problems: tuple[str, ...] = ()
    failure: str = ""

    @property
    def doubts(self) -> tuple[Proposal, ...]:
        """Pages that say far less than last time."""
        return tuple(p for p in self.waiting if p.kind is ProposalKind.SUSPICIOUS)

    @property
    def needs_a_look(self) -> bool:
        """Whether the operator should look, beyond the departments deciding."""
        return bool(self.failure or self.doubts or self.refused or self.problems)


def subject(reports: Sequence[Report]) -> str:
    """The subject line: whether anything is wrong, then how much there is to decide."""
    failed = sum(bool(r.failure) for r in reports)
    wrong = sum(r.needs_a_look and not r.failure for r in reports)
    waiting = sum(len(r.waiting) for r in reports)
    parts = [f"失敗 {failed} 件"] if failed else []
    parts += [f"注意 {wrong} 件"] if wrong else []
    parts += [f"確認待ち {waiting} 件"] if waiting else ["確認待ちなし"]
    return f"[faqbot] サイトの取り込み: {'、'.join(parts)}"


def body(reports: Sequence[Report]) -> str:
    """The whole text, one part a source."""
    return (
        "\n\n".join(_part(report) for report in reports) + "\n"
        if reports
        else "取り込むサイトはありませんでした。\n"
    )


def mail(reports: Sequence[Report], to: str) -> str:
    """The whole as a mail for `sendmail -t`."""
    message = EmailMessage()
    message["To"], message["Subject"] = to, subject(reports)
    message.set_content(body(reports), charset="utf-8", cte="base64")
    return message.as_string()


def _part(report: Report) -> str:
    lines = [f"━ {report.title or report.source}（{report.source}）"]
    if report.failure:
        return "\n".join([*lines, f"取り込めませんでした: {report.failure}", "FAQ は前のままです。"])
    lines.append(
        f"読んだページ {report.read}、変わっていないページ {report.unchanged}、品目と質問 {report.things} 件"
    )
    counts = Counter(p.kind for p in report.waiting)
    found = "、".join(f"{_KINDS[kind]} {counts[kind]} 件" for kind in _KINDS if counts[kind])
    lines.append(f"確認待ち: {found}" if found else "確認待ちはありません。")
    if report.published:
        lines.append(f"自動で公開: {len(report.published)} 件")
    lines += [f"注意: {_doubt(p)}" for p in report.doubts]
    lines += [f"注意: 読めなかったページ {url}（{reason}）" for url, reason in report.refused[:SHOWN]]
    lines += [f"注意: {problem}" for problem in report.problems[:SHOWN]]
    asked = [p for p in report.waiting if p.kind is not ProposalKind.SUSPICIOUS]
    lines += [line for p in asked[:SHOWN] for line in ("", *_asked(p))]
    if len(asked) > SHOWN:
        lines += ["", f"ほか {len(asked) - SHOWN} 件"]
    return "\n".join(lines)


def _doubt(proposal: Proposal) -> str:
    where = proposal.url or "サイト全体"
    return f"{where} の中身が {proposal.before} から {proposal.after} に減りました。消さずに、前のまま残しています。"


def _asked(proposal: Proposal) -> list[str]:
    head = f"【{_KINDS[proposal.kind]}】{proposal.department} {proposal.url}"
    if proposal.kind is ProposalKind.MOVED:
        return [head, f"  {proposal.before} → {proposal.after}"]
    return [head, *map(_line, proposal.sentences)]


def _line(sentence: Sentence) -> str:
    return f"  {_MARKS[sentence.change]} {sentence.text}"
