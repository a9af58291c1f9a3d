"""What the reports say is what plain SQL finds in the records."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import text

from faqbot.desk.reports import Reports
from faqbot.errors import InvalidInput, NotFound
from faqbot.reports.document import Report, Table, duration
from faqbot.reports.work import NOTHING
from faqbot.staff.figures import By, Period
from faqbot.store.base import Store
from faqbot.store.sql import SqlStore
from tests.staff.month import OCTOBER, SYSTEMS

EMPTY = Period(first=date(2020, 1, 1), last=date(2020, 3, 31))
IN_OCTOBER = (
    "state != 'draft' AND datetime(received_at, '+9 hours') >= '2026-10-01' "
    "AND datetime(received_at, '+9 hours') < '2026-11-01'"
)


def sql(store: Store, what: str, where: str = "1", then: str = "") -> list[Any]:
    assert isinstance(store, SqlStore)
    with store.read() as connection:
        rows = connection.execute(text(f"SELECT {what} FROM inquiries WHERE {IN_OCTOBER} AND {where} {then}"))
        return [tuple(row) for row in rows]


def table(report: Report, name: str) -> Table:
    return next(table for table in report.tables if table.name == name)


def column(report: Report, name: str, heading: str) -> list[Any]:
    found = table(report, name)
    number = [each.heading for each in found.columns].index(heading)
    return [row[number] for row in found.rows]


def facts(report: Report) -> dict[str, Any]:
    return {fact.label: fact.value for fact in report.facts}


def test_the_month_is_busy_enough(busy: Store) -> None:
    assert sql(busy, "count(*)")[0][0] >= 2000


def test_the_figures_at_the_head_are_those_of_sql(reports: Reports, busy: Store) -> None:
    said = facts(reports.monthly(OCTOBER))
    ((received, resolved, faults, after),) = sql(
        busy, "count(*), sum(state='resolved'), sum(is_fault), sum(after_hours)"
    )
    ((first,),) = sql(busy, "count(*)", "state='resolved' AND rounds=1")
    seconds = [
        s
        for (s,) in sql(
            busy,
            "round((julianday(finished_at)-julianday(received_at))*86400)",
            "finished_at IS NOT NULL",
            "ORDER BY 1",
        )
    ]
    assert (said["受付"], said["解決"], said["障害"], said["時間外の受付"]) == (
        received,
        resolved,
        faults,
        after,
    )
    assert said["初回解決率"] == pytest.approx(first / received)
    assert said["回答まで（平均）"] == pytest.approx(sum(seconds) / len(seconds))
    assert said["回答まで（中央値）"] == seconds[(len(seconds) + 1) // 2 - 1]
    assert 0.5 < said["初回解決率"] < 1
    assert said["答えのなかった質問"] == sql(busy, "count(*)", "entry_id = ''")[0][0]


@pytest.mark.parametrize(
    ("name", "by"),
    [
        ("システム別", "system"),
        ("受付方法別", "channel"),
        ("所属別", "department"),
        ("時間帯別", "strftime('%H', received_at, '+9 hours')"),
        ("日別", "date(received_at, '+9 hours')"),
    ],
)
def test_every_grouping_adds_up(reports: Reports, busy: Store, name: str, by: str) -> None:
    report = reports.monthly(OCTOBER)
    found = sorted(n for n in column(report, name, "受付") if n)
    assert found == sorted(n for _, n in sql(busy, f"{by}, count(*)", then="GROUP BY 1"))
    total = table(report, name).total
    assert total is not None
    assert total[1] == sum(found)
    for heading, number in zip(("解決", "引き継ぎ", "対応中", "障害"), (2, 5, 6, 8), strict=True):
        assert total[number] == sum(column(report, name, heading))


def test_one_system_is_counted_alone(reports: Reports, busy: Store) -> None:
    report = reports.monthly(OCTOBER, "kiosk")
    assert facts(report)["受付"] == sql(busy, "count(*)", "system='kiosk'")[0][0]
    assert column(report, "システム別", "システム") == [SYSTEMS["kiosk"]]
    with pytest.raises(NotFound, match="nowhere"):
        reports.monthly(OCTOBER, "nowhere")


def test_the_most_asked_stand_first(reports: Reports, busy: Store) -> None:
    rows = sql(busy, "system, entry_id, count(*)", "entry_id != ''", "GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2")
    report = reports.monthly(OCTOBER)
    assert column(report, "よくある質問", "件数") == [number for *_, number in rows][:20]
    assert column(report, "よくある質問", "質問")[0] == f"{SYSTEMS[rows[0][0]]}の質問{rows[0][1][-1]}"


def test_a_month_without_calls_says_so(reports: Reports) -> None:
    report = reports.monthly(EMPTY)
    assert facts(report)["受付"] == 0
    assert facts(report)["初回解決率"] is None
    assert table(report, "時間帯別").rows == ()


def test_the_work_report_has_the_prescribed_fields(reports: Reports, busy: Store) -> None:
    (done,) = reports.work(OCTOBER, "counter").tables
    assert [c.heading for c in done.columns] == [
        "作業日時（開始）",
        "作業日時（終了）",
        "担当者名",
        "作業名",
        "作業内容",
        "特記事項",
    ]
    assert len(done.rows) == sql(busy, "count(*)", "system='counter'")[0][0]
    assert done.rows == tuple(sorted(done.rows, key=lambda row: str(row[0])))
    assert {row[2] for row in done.rows} == {"山田", "佐藤"}


def test_a_period_without_work_says_so(reports: Reports) -> None:
    (done,) = reports.work(EMPTY, "counter").tables
    assert (done.rows, done.empty) == ((), NOTHING)


def test_every_fault_has_its_sheet(reports: Reports, busy: Store) -> None:
    report = reports.fault(OCTOBER)
    assert len(report.tables) == sql(busy, "sum(is_fault)")[0][0] > 0
    assert {"原因", "対処", "再発防止", "提出期限"} <= {row[0] for row in report.tables[0].rows}
    assert facts(report)["原因・対処・再発防止に未記入のあるもの"] == 0
    assert reports.fault(EMPTY).tables[0].rows == ()


def test_the_periodic_report_is_due_by_the_tenth_business_day(reports: Reports) -> None:
    report = reports.periodic(OCTOBER, "kiosk")
    due = report.facts[0]
    assert due.label == "提出期限（翌月の第10営業日）"
    assert due.value == date(2026, 11, 13)
    assert "未定" in str(reports.periodic(OCTOBER, "chat").facts[0].value)


def test_the_log_names_what_was_tampered_with(tmp_path: object, reports: Reports, busy: Store) -> None:
    report = reports.log(OCTOBER, "kiosk")
    assert facts(report)["履歴の合わない記録の受付番号"] == "なし"
    assert all(len(str(digest)) == 16 for digest in column(report, "利用記録", "履歴の照合値"))
    assert isinstance(busy, SqlStore)
    number = column(report, "利用記録", "受付番号")[0]
    with busy.write() as connection:
        connection.execute(text(f"UPDATE inquiries SET notes = 'x' WHERE number = {number}"))
    try:
        assert facts(reports.log(OCTOBER, "kiosk"))["履歴の合わない記録の受付番号"] == str(number)
    finally:
        with busy.write() as connection:
            connection.execute(text(f"UPDATE inquiries SET notes = '' WHERE number = {number}"))


def test_quantiles_are_of_the_nearest_rank(busy: Store) -> None:
    assert busy.wait(EMPTY, 0.5) is None
    shortest, longest = busy.wait(OCTOBER, 0.0), busy.wait(OCTOBER, 1.0)
    assert shortest is not None
    assert longest is not None
    assert shortest < (busy.wait(OCTOBER, 0.5) or 0) < (busy.wait(OCTOBER, 0.9) or 0) < longest
    assert busy.tally(EMPTY, By.SYSTEM) == ()


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0, "0秒"), (59.6, "1分"), (200, "3分20秒"), (3600, "1時間"), (3905, "1時間5分"), (183_600, "2日3時間")],
)
def test_durations_are_said_in_two_units(seconds: float, said: str) -> None:
    assert duration(seconds) == said


@pytest.mark.parametrize("text", ["2026-13", "10月", "", "2026-10-01"])
def test_a_month_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput, match="2026-10"):
        Period.month(text)


def test_months_end_where_they_end() -> None:
    assert [Period.month(m).last.day for m in ("2026-02", "2028-02", "2026-12")] == [28, 29, 31]
    assert len(OCTOBER.days) == 31
