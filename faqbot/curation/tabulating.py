"""A section of the figures as tables: what is downloaded, and what a chart shows to whoever does not look at charts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from faqbot.curation.sections import Helped, Missing, Progress, Published, Section
from faqbot.reports.document import Cell, Column, Fact, Form, Report, Table, days
from faqbot.schedule.hours import JST
from faqbot.staff.funnel import STEPS, Along, Chosen, Funnel

WEEKDAYS = "月火水木金土日"
STATES = {"open": "未回答", "resolved": "回答ずみ", "dismissed": "対象外"}
CHANNELS = {
    "web": "ページ",
    "line": "LINE",
    "rocketchat": "Rocket.Chat",
    "staff": "窓口の画面",
    "cli": "コマンド",
}
GROUPS = {Along.WEEK: "週（月曜）", Along.CHANNEL: "入口", Along.COLLECTION: "窓口", Along.DEPARTMENT: "部署"}
_REACHED = Column("答えに届いた割合", Form.RATE, 16)


def report(chosen: Chosen, section: Section, made_at: datetime) -> Report:
    """A section with its tables."""
    filters = {"窓口": chosen.collection, "入口": chosen.channel, "部署": chosen.department}
    return Report(
        title=_title(section),
        span=days(chosen.period.first, chosen.period.last),
        made_at=made_at,
        facts=tuple(Fact(name, value or "すべて") for name, value in filters.items()),
        tables=tables(section),
    )


def tables(section: Section) -> tuple[Table, ...]:
    """The tables of a section, in the order of its charts."""
    match section:
        case Progress():
            return (_funnel(section.whole), *(_group(section, along) for along in GROUPS), _slots(section))
        case Helped():
            return _worst(section), _viewed(section)
        case Missing():
            return _unmet(section), _terms(section), _waiting(section)
        case Published():
            return (_effects(section),)


def _ordered(section: Progress, along: Along) -> Sequence[Funnel]:
    """Weeks in their order, other groups with the most questions first."""
    groups = section.along[along]
    return groups if along is Along.WEEK else sorted(groups, key=lambda group: -group.received)


def named(section: Progress, along: Along) -> Mapping[str, str]:
    """What the groups are called on the page; a department is called what it is."""
    return {Along.COLLECTION: section.collections, Along.CHANNEL: CHANNELS}.get(along, {})


def _title(section: Section) -> str:
    match section:
        case Progress():
            return "質問の数と届いた割合"
        case Helped():
            return "項目の数字"
        case Missing():
            return "答えに届かなかった質問"
        case Published():
            return "公開の効果"


def _funnel(whole: Funnel) -> Table:
    share = {name: getattr(whole, name) / whole.received for name in STEPS} if whole.received else {}
    rows = tuple((title, getattr(whole, name), share[name]) for name, title in STEPS.items() if share)
    columns = Column("段階", width=20), Column("件数", Form.NUMBER), Column("割合", Form.RATE)
    return Table("段階ごと", columns, rows)


def _group(section: Progress, along: Along) -> Table:
    names = named(section, along)
    rows = tuple(
        (names.get(each.key, each.key) or "－", *(getattr(each, name) for name in STEPS), each.reached)
        for each in _ordered(section, along)
    )
    numbers = (Column(title, Form.NUMBER, 12) for title in STEPS.values())
    return Table(f"{GROUPS[along]}ごと", (Column(GROUPS[along], width=24), *numbers, _REACHED), rows)


def _slots(section: Progress) -> Table:
    rows = tuple(
        (WEEKDAYS[each.weekday], each.hour, each.received, each.shown / each.received)
        for each in section.slots
    )
    columns = (Column("曜日"), Column("時", Form.NUMBER), Column("質問", Form.NUMBER), _REACHED)
    return Table("曜日と時刻ごと", columns, rows)


def _worst(section: Helped) -> Table:
    rows = tuple(
        (
            section.titles[each.collection, each.entry_id],
            each.shown,
            each.solved,
            each.not_solved,
            *each.failing,
        )
        for each in section.worst
    )
    columns = (
        Column("項目", width=50),
        Column("見せた回数", Form.NUMBER),
        Column("解決した", Form.NUMBER),
        Column("解決しない", Form.NUMBER),
        Column("解決しない割合（少なくとも）", Form.RATE, 20),
        Column("解決しない割合（多くても）", Form.RATE, 20),
    )
    note = "割合は、返事をした人の数から 95％ の確かさで言える範囲です（Wilson の区間）。"
    return Table("解決しない項目", columns, _distinct(rows), note=note)


def _viewed(section: Helped) -> Table:
    rows = tuple((section.titles[each.collection, each.entry_id], each.count) for each in section.viewed)
    return Table(
        "よく見られた項目", (Column("項目", width=50), Column("見せた回数", Form.NUMBER)), _distinct(rows)
    )


def _unmet(section: Missing) -> Table:
    rows = tuple((each.text, each.count, each.askers, STATES[each.state]) for each in section.unmet)
    columns = (
        Column("質問", width=50),
        Column("回数", Form.NUMBER),
        Column("のべ人数", Form.NUMBER),
        Column("いまの状態"),
    )
    return Table("答えに届かなかった質問", columns, _distinct(rows))


def _terms(section: Missing) -> Table:
    rows = tuple((each.term, each.count, each.askers) for each in section.terms)
    columns = (Column("言葉", width=24), Column("回数", Form.NUMBER), Column("のべ人数", Form.NUMBER))
    note = "3 人より少ない人だけが使った言葉は、出しません。"
    return Table("届かなかった言葉", columns, rows, note=note)


def _waiting(section: Missing) -> Table:
    waiting = section.waiting
    columns = (
        Column("対応のすんだ件数", Form.NUMBER, 18),
        Column("半分がすむまで", Form.DURATION, 18),
        Column("10 件のうち 9 件がすむまで", Form.DURATION, 26),
        Column("いま未回答の件数", Form.NUMBER, 18),
    )
    row = (waiting.ended, waiting.median_seconds, waiting.nine_in_ten_seconds, waiting.open)
    return Table("対応までの時間", columns, (row,))


def _effects(section: Published) -> Table:
    rows = tuple(
        (
            section.titles[each.collection, each.entry_id],
            each.published_at.astimezone(JST).date(),
            each.missed,
            each.before,
            each.after,
        )
        for each in section.effects
    )
    columns = (
        Column("項目", width=50),
        Column("公開した日", Form.DAY),
        Column("前の 4 週間に届かなかった質問", Form.NUMBER, 20),
        Column("前の 4 週間に届いた質問", Form.NUMBER, 20),
        Column("後の 4 週間に届いた質問", Form.NUMBER, 20),
    )
    return Table("公開の効果", columns, _distinct(rows))


def _distinct(rows: Iterable[tuple[Cell, ...]]) -> tuple[tuple[Cell, ...], ...]:
    """A name that comes again is told apart by a number: a chart lays rows of one name over each other."""
    seen = Counter[Cell]()
    found = []
    for name, *cells in rows:
        seen[name] += 1
        found.append((name if seen[name] == 1 else f"{name}（{seen[name]}）", *cells))
    return tuple(found)
