"""The periodic report of one system, due by the tenth business day of the following month (requirement C6)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from faqbot.reports.document import Column, Fact, Form, Report, Table, days
from faqbot.reports.ledger import STATES, Ledger, local
from faqbot.reports.monthly import faults
from faqbot.staff.figures import Period, Tally
from faqbot.staff.inquiries import Inquiry

BUSINESS_DAY = 10

_COLUMNS = (
    Column("受付番号", Form.NUMBER, 10),
    Column("受付日時", Form.MOMENT, 18),
    Column("終了日時", Form.MOMENT, 18),
    Column("所属", width=18),
    Column("質問", width=44),
    Column("対応", width=44),
    Column("状態", width=10),
)


def periodic(
    period: Period, whole: Tally, found: Sequence[Inquiry], due: date | None, ledger: Ledger, system: str
) -> Report:
    """What was asked of a system and what broke; `due` is None where its reception hours are not known."""
    rows = tuple(
        (
            i.number,
            local(i.received_at),
            local(i.finished_at),
            i.department,
            i.question,
            i.action,
            STATES[i.state],
        )
        for i in sorted(found, key=lambda i: i.received_at)
    )
    broken = sorted((i for i in found if i.is_fault), key=lambda i: i.received_at)
    return Report(
        title=f"定期報告書（{ledger.system(system)}）",
        span=days(period.first, period.last),
        made_at=ledger.made_at,
        facts=(
            Fact(
                f"提出期限（翌月の第{BUSINESS_DAY}営業日）",
                due or "受付時間が登録されていないため未定",
                Form.DAY,
            ),
            Fact("受付", whole.received, Form.NUMBER),
            Fact("解決", whole.resolved, Form.NUMBER),
            Fact("引き継ぎ", whole.escalated, Form.NUMBER),
            Fact("対応中", whole.still_open, Form.NUMBER),
            Fact("障害", whole.faults, Form.NUMBER),
        ),
        tables=(
            faults("障害", broken, ledger),
            Table("問い合わせ", _COLUMNS, rows, empty="この期間に問い合わせはありませんでした。"),
        ),
    )
