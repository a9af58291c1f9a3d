"""The monthly report: how much was asked, through what, by whom and when, and how it ended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from faqbot.reports.document import Cell, Chart, Column, Fact, Form, Report, Table, days
from faqbot.reports.ledger import CHANNELS, Ledger, local
from faqbot.staff.figures import By, Period, Tally
from faqbot.staff.inquiries import Channel, Inquiry

MOST = 20
"""Entries and unanswered questions that are listed: what fits on a page."""

_COUNTS = (
    Column("受付", Form.NUMBER, 8),
    Column("解決", Form.NUMBER, 8),
    Column("うち初回で解決", Form.NUMBER, 14),
    Column("初回解決率", Form.RATE, 12),
    Column("引き継ぎ", Form.NUMBER, 10),
    Column("対応中", Form.NUMBER, 8),
    Column("時間外", Form.NUMBER, 8),
    Column("障害", Form.NUMBER, 8),
    Column("回答まで（平均）", Form.DURATION, 16),
)


@dataclass(frozen=True, slots=True)
class Month:
    """What was counted in the period. `asked` are the tallies by entry, by system."""

    period: Period
    whole: Tally
    median: int | None
    ninetieth: int | None
    groups: Mapping[By, Sequence[Tally]]
    asked: Mapping[str, Sequence[Tally]]
    unanswered: Sequence[Inquiry]
    faults: Sequence[Inquiry]


def monthly(month: Month, ledger: Ledger, system: str = "") -> Report:
    """The report of a month, of one system if it names one."""
    of = f"（{ledger.system(system)}）" if system else ""
    return Report(
        title=f"ヘルプデスク月次報告書{of}",
        span=days(month.period.first, month.period.last),
        made_at=ledger.made_at,
        facts=_facts(month),
        tables=(
            _grouped("システム別", "システム", month, By.SYSTEM, ledger.systems),
            _grouped("受付方法別", "受付方法", month, By.CHANNEL, {c.value: CHANNELS[c] for c in Channel}),
            _grouped("所属別", "所属", month, By.DEPARTMENT, {"": "（記録なし）"}),
            _by_hour(month),
            _by_day(month),
            _most_asked(month, ledger),
            _unanswered(month, ledger),
            faults("障害", month.faults, ledger),
        ),
    )


def faults(name: str, found: Sequence[Inquiry], ledger: Ledger) -> Table:
    """A list of faults, as the monthly and the periodic report have it."""
    columns = (
        Column("受付番号", Form.NUMBER, 10),
        Column("受付日時", Form.MOMENT, 18),
        Column("終了日時", Form.MOMENT, 18),
        Column("システム", width=20),
        Column("症状", width=36),
        Column("原因", width=26),
        Column("対処", width=36),
    )
    rows = tuple(
        (
            i.number,
            local(i.received_at),
            local(i.finished_at),
            ledger.system(i.system),
            i.question,
            i.cause,
            i.action,
        )
        for i in found
    )
    return Table(name, columns, rows, empty="この期間に障害はありませんでした。")


def _facts(month: Month) -> tuple[Fact, ...]:
    whole = month.whole
    return (
        Fact("受付", whole.received, Form.NUMBER),
        Fact("解決", whole.resolved, Form.NUMBER),
        Fact("初回解決率", whole.first_contact_rate, Form.RATE),
        Fact("回答まで（平均）", whole.mean_seconds, Form.DURATION),
        Fact("回答まで（中央値）", month.median, Form.DURATION),
        Fact("9 割が終わるまで", month.ninetieth, Form.DURATION),
        Fact("引き継ぎ", whole.escalated, Form.NUMBER),
        Fact("対応中", whole.still_open, Form.NUMBER),
        Fact("時間外の受付", whole.after_hours, Form.NUMBER),
        Fact("障害", whole.faults, Form.NUMBER),
        Fact("答えのなかった質問", _without_answer(month), Form.NUMBER),
    )


def _without_answer(month: Month) -> int:
    return sum(tally.received for found in month.asked.values() for tally in found if not tally.key)


def _grouped(name: str, heading: str, month: Month, by: By, names: Mapping[str, str]) -> Table:
    tallies = sorted(month.groups[by], key=lambda tally: -tally.received)
    rows = tuple((names.get(tally.key, tally.key), *_counts(tally)) for tally in tallies)
    return Table(
        name,
        (Column(heading, width=28), *_COUNTS),
        rows,
        chart=Chart(f"{heading}ごとの受付件数", 1),
        total=("合計", *_counts(month.whole)),
    )


def _counts(tally: Tally) -> tuple[Cell, ...]:
    return (
        tally.received,
        tally.resolved,
        tally.first_contact,
        tally.first_contact_rate,
        tally.escalated,
        tally.still_open,
        tally.after_hours,
        tally.faults,
        tally.mean_seconds,
    )


def _by_hour(month: Month) -> Table:
    """Every hour between the first and the last with calls: a gap is a zero, not a missing bar."""
    found = {int(tally.key): tally for tally in month.groups[By.HOUR]}
    hours = range(min(found), max(found) + 1) if found else range(0)
    rows = tuple((f"{hour}時台", *_counts(found.get(hour, Tally()))) for hour in hours)
    return Table(
        "時間帯別",
        (Column("時間帯", width=12), *_COUNTS),
        rows,
        chart=Chart("時間帯ごとの受付件数", 1),
        total=("合計", *_counts(month.whole)),
    )


def _by_day(month: Month) -> Table:
    found = {tally.key: tally for tally in month.groups[By.DAY]}
    rows = tuple(
        (
            f"{day.month}/{day.day}（{'月火水木金土日'[day.weekday()]}）",
            *_counts(found.get(str(day), Tally())),
        )
        for day in month.period.days
    )
    return Table(
        "日別",
        (Column("日", width=12), *_COUNTS),
        rows,
        chart=Chart("日ごとの受付件数", 1),
        total=("合計", *_counts(month.whole)),
    )


def _most_asked(month: Month, ledger: Ledger) -> Table:
    asked = [(system, tally) for system, found in month.asked.items() for tally in found if tally.key]
    asked.sort(key=lambda pair: (-pair[1].received, pair[0], pair[1].key))
    rows = tuple(
        (rank, ledger.question(system, tally.key), ledger.system(system), tally.received)
        for rank, (system, tally) in enumerate(asked[:MOST], start=1)
    )
    columns = (
        Column("順位", Form.NUMBER, 8),
        Column("質問", width=56),
        Column("システム", width=24),
        Column("件数", Form.NUMBER, 8),
    )
    return Table("よくある質問", columns, rows, note=f"回答に使った項目の多い順、{MOST} 件まで。")


def _unanswered(month: Month, ledger: Ledger) -> Table:
    rows = tuple(
        (i.number, local(i.received_at), ledger.system(i.system), i.question, i.escalated_to, i.ticket_id)
        for i in month.unanswered
    )
    columns = (
        Column("受付番号", Form.NUMBER, 10),
        Column("受付日時", Form.MOMENT, 18),
        Column("システム", width=24),
        Column("質問", width=56),
        Column("引き継ぎ先", width=20),
        Column("未回答票", width=10),
    )
    return Table(
        "答えのなかった質問",
        columns,
        rows,
        note=f"回答の項目を使わなかったもの。新しい順に {MOST} 件まで（全部で {_without_answer(month)} 件）。",
    )
