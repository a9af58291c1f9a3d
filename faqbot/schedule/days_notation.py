"""Collection days as they are written: for people, and in the tables of the 5374 family.

For people: 「毎週月・木」「第2・4水」「隔週 火（2026-11-24から）」「4週に1回 金（2026-11-20から）」「2026-12-01、2026-12-15」,
and what differs, in brackets or after a full stop: 「12/29〜1/3は休み」「祝日は休み」「2026-12-31は2027-01-05に変更」
「2026-12-05も収集」.

5374 (codeforkanazawa-org/5374, LOCALIZE.md): weekdays parted by spaces 「月 木」, nth ones 「水1 水3」, months after a
colon 「火2 金4:4 6 8」, dates 「20150401 20150415」, 「*1」 for a remark (read past).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date

from faqbot.errors import InvalidInput
from faqbot.schedule.days import Pause, Repeat, Rule
from faqbot.schedule.hours import YearDay
from faqbot.schedule.words import WEEKDAYS
from faqbot.text.normalize import normalize

EXAMPLES = "「毎週月・木」「第2・4水」「4週に1回 金（2026-11-20から）」「2026-12-01、2026-12-15（12/29〜1/3は休み）」"

_DATE = r"(?:\d{4}[-/年]\d{1,2}[-/月]\d{1,2}日?|\d{8})"
_YEAR_DAY = r"\d{1,2}[/月]\d{1,2}日?"
_END = rf"(?:{_DATE}|{_YEAR_DAY})"
_OFF = r"は?(?:お?休み|休止|収集なし|なし)"
_NOTES = {
    "holidays": re.compile(rf"祝日?{_OFF}"),
    "year_end": re.compile(rf"年末年始{_OFF}"),
    "pause": re.compile(rf"({_END})(?:[〜~](?P<last>{_END}))?{_OFF}"),
    "moved": re.compile(rf"({_DATE})(?:は|を)({_DATE})(?:に変更|へ変更|に移動|に|へ)"),
    "extra": re.compile(rf"({_DATE})(?:も|に)(?:収集|あり|追加)"),
    "since": re.compile(rf"({_DATE})から"),
}
_RHYTHM = re.compile(
    rf"""(?P<date>{_DATE})
    |(?P<nth>第\d(?:[・,、]?第?\d)*)
    |(?P<weeks>隔週|(?P<number>\d{{1,2}})週(?:間)?(?:に1[回度]|ごと|毎)(?:の)?)
    |(?P<weekly>毎週|毎月)
    |(?P<day>[{WEEKDAYS}])(?:曜日?)?(?P<which>[1-5]*)
    |(?P<months>:(?:\ ?(?:1[0-2]|[1-9])(?!\d))+)
    |(?P<filler>\*\d+|[・,、\ の])""",
    re.VERBOSE,
)


@dataclass(slots=True)
class _Draft:
    repeats: list[Repeat] = field(default_factory=list)
    dates: set[date] = field(default_factory=set)
    pauses: list[Pause] = field(default_factory=list)
    moved: list[tuple[date, date]] = field(default_factory=list)
    holidays: bool = True
    since: date | None = None


def read_rule(notation: str) -> Rule:
    """Read a notation.

    Raises:
        InvalidInput: it cannot be read for certain; the message gives examples.
    """
    draft = _Draft()
    try:
        for clause in re.split(r"[()。;]", _plain(notation)):
            _take(draft, clause.strip(" 、,"))
        repeats = tuple(_anchored(repeat, draft.since) for repeat in draft.repeats)
        if not (repeats or draft.dates) or (draft.since and all(r.since is None for r in repeats)):
            raise ValueError
    except ValueError:
        raise InvalidInput(f"収集日「{notation.strip()[:60]}」を読めません。例: {EXAMPLES}") from None
    return Rule(
        text=notation.strip(),
        repeats=tuple(dict.fromkeys(repeats)),
        dates=frozenset(draft.dates),
        pauses=tuple(draft.pauses),
        moved=tuple(draft.moved),
        holidays=draft.holidays,
    )


def _plain(notation: str) -> str:
    return re.sub(r"[–—―]", "〜", normalize(notation))


def _take(draft: _Draft, clause: str) -> None:
    """A clause is what differs, or several of that parted by 、, or else a rhythm."""
    parts = [part.strip() for part in re.split(r"[、,]", clause)]
    if clause and all(_note(part) for part in parts):
        for part in parts:
            _take_note(draft, part)
    else:
        _take_rhythm(draft, clause)


def _note(text: str) -> tuple[str, re.Match[str]] | None:
    return next(((kind, m) for kind, form in _NOTES.items() if (m := form.fullmatch(text))), None)


def _take_note(draft: _Draft, text: str) -> None:
    match _note(text):
        case ("holidays", _):
            draft.holidays = False
        case ("year_end", _):
            draft.pauses.append(Pause(first=(12, 29), last=(1, 3)))
        case ("pause", found):
            draft.pauses.append(_pause(found[1], found["last"] or found[1]))
        case ("moved", found):
            draft.moved.append((_date(found[1]), _date(found[2])))
        case ("extra", found):
            draft.dates.add(_date(found[1]))
        case ("since", found):
            draft.since = _date(found[1])


def _take_rhythm(draft: _Draft, text: str) -> None:
    nth: tuple[int, ...] = ()
    weeks, at, fresh = 1, 0, len(draft.repeats)
    while at < len(text):
        found = _RHYTHM.match(text, at)
        if not found:
            raise ValueError(text)
        at = found.end()
        match found.lastgroup:
            case "date":
                draft.dates.add(_date(found[0]))
            case "nth":
                nth, weeks = _numbers(found[0]), 1
            case "weeks":
                nth, weeks = (), int(found["number"] or 2)
            case "weekly":
                nth, weeks = (), 1
            case "months":
                months = tuple(map(int, re.findall(r"\d+", found[0])))
                draft.repeats[fresh:] = [replace(r, months=months) for r in draft.repeats[fresh:]]
            case "which" | "day":
                which = _numbers(found["which"]) or nth
                draft.repeats.append(Repeat(weekday=WEEKDAYS.index(found["day"]), nth=which, weeks=weeks))


def _numbers(text: str) -> tuple[int, ...]:
    numbers = tuple(dict.fromkeys(map(int, re.findall(r"\d", text))))
    if any(not 1 <= number <= 5 for number in numbers):
        raise ValueError(text)
    return numbers


def _anchored(repeat: Repeat, since: date | None) -> Repeat:
    """Every n weeks needs a first day, and that day must be one of its own."""
    if repeat.weeks == 1:
        return repeat
    if since is None or repeat.weeks < 1 or since.weekday() != repeat.weekday:
        raise ValueError(repeat)
    return replace(repeat, since=since)


def _pause(first: str, last: str) -> Pause:
    ends = [_date(each) if re.fullmatch(_DATE, each) else _year_day(each) for each in (first, last)]
    if isinstance(ends[0], date) != isinstance(ends[1], date):
        raise ValueError(first)
    if isinstance(ends[0], date) and isinstance(ends[1], date) and ends[1] < ends[0]:
        raise ValueError(first)
    return Pause(first=ends[0], last=ends[1])


def _date(text: str) -> date:
    if re.fullmatch(r"\d{8}", text):
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    year, month, day = map(int, re.findall(r"\d+", text))
    return date(year, month, day)


def _year_day(text: str) -> YearDay:
    month, day = map(int, re.findall(r"\d+", text))
    return date(2000, month, day).month, day
