"""The fault report: 原因, 対処, 再発防止, one table a fault; due within two weeks (requirement C6)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from faqbot.reports.document import Cell, Column, Fact, Form, Report, Table, days, said
from faqbot.reports.ledger import Ledger, local
from faqbot.schedule.hours import JST
from faqbot.staff.figures import Period
from faqbot.staff.inquiries import Inquiry

DUE = timedelta(days=14)
"""Counted from receipt, which is the earliest that "within two weeks" can mean."""

_COLUMNS = (Column("項目", width=18), Column("内容", width=90))
_MISSING = "（未記入）"


def fault(period: Period, found: Sequence[Inquiry], ledger: Ledger) -> Report:
    """The faults received in a period, oldest first."""
    faults = sorted(found, key=lambda i: i.received_at)
    missing = sum(not (i.cause and i.action and i.prevention) for i in faults)
    tables = tuple(_sheet(i, ledger) for i in faults)
    nothing = Table("障害", _COLUMNS, (), empty="この期間に障害はありませんでした。")
    return Report(
        title="障害報告書",
        span=days(period.first, period.last),
        made_at=ledger.made_at,
        facts=(
            Fact("障害の件数", len(faults), Form.NUMBER),
            Fact("原因・対処・再発防止に未記入のあるもの", missing, Form.NUMBER),
        ),
        tables=tables or (nothing,),
    )


def _sheet(i: Inquiry, ledger: Ledger) -> Table:
    due = i.received_at.astimezone(JST).date() + DUE
    lines: tuple[tuple[str, Cell], ...] = (
        ("受付番号", str(i.number)),
        ("システム", ledger.system(i.system)),
        ("切り分け", i.target or _MISSING),
        ("発生の連絡", said(local(i.received_at), Form.MOMENT)),
        ("作業開始", said(local(i.started_at), Form.MOMENT)),
        ("復旧", said(local(i.finished_at), Form.MOMENT) if i.finished_at else "対応中"),
        ("連絡した所属", i.department or _MISSING),
        ("担当者名", ledger.person(i.agent)),
        ("症状", i.question),
        ("原因", i.cause or _MISSING),
        ("対処", i.action or _MISSING),
        ("再発防止", i.prevention or _MISSING),
        ("特記事項", i.notes or "なし"),
        ("提出期限", said(due, Form.DAY)),
    )
    return Table(f"障害 {i.number}", _COLUMNS, lines)
