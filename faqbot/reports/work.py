"""The work report with its prescribed fields: 作業日時 (開始/終了), 担当者名, 作業名, 作業内容, 特記事項.

A period in which nothing was done says so.
"""

from __future__ import annotations

from collections.abc import Sequence

from faqbot.reports.document import Column, Fact, Form, Report, Table, days
from faqbot.reports.ledger import Ledger, local
from faqbot.staff.figures import Period
from faqbot.staff.inquiries import Inquiry

NOTHING = "この期間に作業はありませんでした。"

_COLUMNS = (
    Column("作業日時（開始）", Form.MOMENT, 18),
    Column("作業日時（終了）", Form.MOMENT, 18),
    Column("担当者名", width=16),
    Column("作業名", width=26),
    Column("作業内容", width=48),
    Column("特記事項", width=30),
)


def work(period: Period, done: Sequence[Inquiry], ledger: Ledger, system: str) -> Report:
    """The work of a period, oldest first."""
    rows = tuple(
        (
            local(i.started_at),
            local(i.finished_at) or "作業中",
            ledger.person(i.agent),
            i.work or i.question,
            i.action or i.question,
            i.notes or "なし",
        )
        for i in sorted(done, key=lambda i: i.started_at)
    )
    return Report(
        title=f"作業報告書（{ledger.system(system)}）",
        span=days(period.first, period.last),
        made_at=ledger.made_at,
        facts=(Fact("作業の件数", len(rows), Form.NUMBER),),
        tables=(Table("作業", _COLUMNS, rows, empty=NOTHING),),
    )
