"""The usage log on request (requirement C7): every record of a period, with the digest that its history ends in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from faqbot.reports.document import Column, Fact, Form, Report, Table, days
from faqbot.reports.ledger import CHANNELS, STATES, Ledger, local
from faqbot.staff.figures import Period
from faqbot.staff.inquiries import Inquiry

_COLUMNS = (
    Column("受付番号", Form.NUMBER, 10),
    Column("受付日時", Form.MOMENT, 18),
    Column("開始日時", Form.MOMENT, 18),
    Column("終了日時", Form.MOMENT, 18),
    Column("システム", width=20),
    Column("受付方法", width=10),
    Column("時間外", width=8),
    Column("所属", width=16),
    Column("質問", width=40),
    Column("回答の項目", width=36),
    Column("担当者名", width=14),
    Column("作業名", width=22),
    Column("作業内容", width=36),
    Column("特記事項", width=24),
    Column("状態", width=10),
    Column("引き継ぎ先", width=18),
    Column("障害", width=8),
    Column("対応回数", Form.NUMBER, 10),
    Column("履歴の照合値", width=18),
)
DIGITS = 16
"""Of the SHA-256 digest: enough to see that a record is not the one that was exported."""


def log(
    period: Period,
    found: Sequence[Inquiry],
    digests: Mapping[str, str],
    broken: Sequence[int],
    ledger: Ledger,
) -> Report:
    """All records of a period, oldest first. `broken` are the numbers of those whose history has been tampered with."""
    rows = tuple(
        (
            i.number,
            local(i.received_at),
            local(i.started_at),
            local(i.finished_at),
            ledger.system(i.system),
            CHANNELS[i.channel],
            "時間外" if i.after_hours else "",
            i.department,
            i.question,
            ledger.question(i.system, i.entry_id),
            ledger.person(i.agent),
            i.work,
            i.action,
            i.notes,
            STATES[i.state],
            i.escalated_to,
            "障害" if i.is_fault else "",
            i.rounds,
            digests.get(i.id, "")[:DIGITS],
        )
        for i in sorted(found, key=lambda i: i.received_at)
    )
    tampered = "、".join(map(str, broken)) or "なし"
    return Report(
        title="利用記録",
        span=days(period.first, period.last),
        made_at=ledger.made_at,
        facts=(
            Fact("件数", len(rows), Form.NUMBER),
            Fact("履歴の合わない記録の受付番号", tampered),
        ),
        tables=(Table("利用記録", _COLUMNS, rows),),
    )
