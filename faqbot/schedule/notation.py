"""Opening hours as a clerk writes them and a resident reads them: 「月〜土 8:30〜17:00、昼休み 12:00〜13:00 は休み」.

The text becomes tokens (days, dates, times, 休み …), which one pass gathers into what opens and what closes. What is
not understood is refused, since a wrong hour sends a person to a closed desk; only a remark in brackets may say
anything. 平日 is Monday to Friday but for national holidays and 12/29〜1/3.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from faqbot.errors import InvalidInput
from faqbot.schedule.hours import DAY, YEAR_END, Hours, Window, YearDay
from faqbot.text.normalize import normalize

EXAMPLES = "「平日 9:00〜17:00」「月〜土 8:30〜17:00（祝日・12/29〜1/3は休み）」「毎日 24時間」"

_WEEK = "月火水木金土日祝"
_HOLIDAY = 7
_EVERY_DAY = range(8)
_DASH = "[〜~～\\-‐–—―−ー]"
_TIME = r"(?:(午前|午後)?(\d{1,2})(?::(\d{2})|時(?:(\d{1,2})分|(半))?)|(正午))"
_DATE = r"(\d{1,2})(?:/|月)(\d{1,2})日?"
_WEEKDAY = r"[月火水木金土日](?:曜(?:日(?!曜))?)?"
_DAY = rf"(?:祝日?|{_WEEKDAY})"
_TOKENS = re.compile(
    rf"""(?P<times>{_TIME}(?:{_DASH}|から){_TIME})
    |(?P<dates>{_DATE}(?:(?:{_DASH}|から){_DATE})?)
    |(?P<all>24時間)
    |(?P<yearend>年末年始)
    |(?P<weekdays>平日)
    |(?P<daily>毎日|年中無休|全日)
    |(?P<lunch>昼休み|昼休憩)
    |(?P<close>(?:お休み|休み|休館|休業|休庁|閉庁|定休|閉館|除く|除き)日?)
    |(?P<range>{_WEEKDAY}(?:{_DASH}|から){_WEEKDAY})
    |(?P<day>{_DAY})
    |(?P<stop>[。、,;()/])
    |(?P<filler>(?:受付|開庁|営業|業務|窓口|電話|時間|ただし|および|及び|まで|また|と|は|を|が|の|も|[・: ]))""",
    re.VERBOSE,
)
_BRACKETS = re.compile(r"\(([^()]*)\)")


@dataclass(slots=True)
class _Draft:
    """What one pass has gathered: `days` and `dates` wait for a time or for 休み, `times` wait for the same."""

    open: dict[int, list[Window]] = field(default_factory=dict)
    shut_days: set[int] = field(default_factory=set)
    shut_times: list[Window] = field(default_factory=list)
    closed: list[tuple[YearDay, YearDay]] = field(default_factory=list)
    days: list[int] = field(default_factory=list)
    dates: list[tuple[YearDay, YearDay]] = field(default_factory=list)
    times: list[Window] = field(default_factory=list)
    last_days: list[int] = field(default_factory=list)
    lunch: bool = False
    closing: bool = False

    def settle(self) -> None:
        """Times that no 休み followed are times at which the days before them are open, or 昼休み."""
        if self.lunch or self.closing:
            self.shut_times += self.times
        elif self.times:
            unsaid = [] if self.shut_days else list(_EVERY_DAY)
            self.last_days = self.days or self.last_days or unsaid
            for day in self.last_days:
                self.open.setdefault(day, []).extend(self.times)
            self.days = []
        self.times, self.lunch = [], False

    def close(self) -> None:
        """What waits is closed; if nothing does, what follows is (「休み: 土日」)."""
        if not (self.days or self.dates or self.times):
            self.closing = True
        self.shut_days.update(self.days)
        self.closed += self.dates
        self.shut_times += self.times
        self.days, self.dates, self.times, self.lunch = [], [], [], False


def read_hours(text: str) -> Hours:
    """Read opening hours.

    Raises:
        InvalidInput: it cannot be read for certain; the message gives examples.
    """
    draft = _Draft()
    for kind, found in _tokens(text):
        _take(draft, kind, found, text)
    draft.settle()
    rows = _rows(draft)
    if draft.days or draft.dates or not any(rows):
        raise _unreadable(text)
    *week, holidays = rows
    told = _HOLIDAY in draft.shut_days or _HOLIDAY in draft.open
    closed = tuple(dict.fromkeys(draft.closed))
    return Hours(text=text.strip(), week=tuple(week), holidays=holidays if told else None, closed=closed)


def _tokens(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    plain = _BRACKETS.sub(_without_remark, normalize(text).replace("ー", "〜"))
    at = 0
    while at < len(plain):
        found = _TOKENS.match(plain, at)
        if not found:
            raise _unreadable(text)
        yield str(found.lastgroup), found
        at = found.end()


def _without_remark(brackets: re.Match[str]) -> str:
    """Brackets that say nothing of days, times or closing are a remark for the reader, and left out."""
    said = {found.lastgroup for found in _TOKENS.finditer(brackets[1])}
    return f"({brackets[1]})" if said - {"filler", "stop"} else ""


def _take(draft: _Draft, kind: str, found: re.Match[str], text: str) -> None:
    if kind in ("stop", "lunch", "weekdays", "daily", "range", "day", "dates", "yearend"):
        draft.settle()
    match kind:
        case "stop":
            draft.closing = draft.closing and found[0] not in "。)"
        case "lunch":
            draft.lunch = True
        case "close":
            draft.close()
        case "times":
            draft.times.append(_times(found, text))
        case "all":
            draft.times.append((0, DAY))
        case "dates" | "yearend":
            draft.dates.append(_dates(found[0], text))
        case "weekdays" | "daily" | "range" | "day":
            draft.days += _days(kind, found[0])
            if kind == "weekdays":
                draft.shut_days.add(_HOLIDAY)
                draft.closed.append(YEAR_END)
    if draft.closing and (draft.days or draft.dates):
        draft.close()


def _days(kind: str, text: str) -> list[int]:
    match kind:
        case "weekdays":
            return list(range(5))
        case "daily":
            return list(_EVERY_DAY)
        case _:
            first, *rest = (_WEEK.index(day[0]) for day in re.findall(_DAY, text))
            return [(first + n) % 7 for n in range((rest[0] - first) % 7 + 1)] if rest else [first]


def _times(found: re.Match[str], text: str) -> Window:
    begin, end = (_minute(each, text) for each in re.finditer(_TIME, found[0]))
    if not begin < end <= DAY:
        raise _unreadable(text)
    return begin, end


def _minute(found: re.Match[str], text: str) -> int:
    half, hour, minute, minutes, thirty, noon = found.groups()
    if noon:
        return 12 * 60
    value = int(hour) * 60 + int(minute or minutes or (30 if thirty else 0))
    if int(minute or minutes or 0) > 59 or (half and int(hour) > 12):
        raise _unreadable(text)
    return value + (12 * 60 if half == "午後" and int(hour) < 12 else 0)


def _dates(text: str, whole: str) -> tuple[YearDay, YearDay]:
    if text == "年末年始":
        return YEAR_END
    days = [(int(month), int(day)) for month, day in re.findall(_DATE, text)]
    if any(not (1 <= month <= 12 and 1 <= day <= 31) for month, day in days):
        raise _unreadable(whole)
    return days[0], days[-1]


def _rows(draft: _Draft) -> list[tuple[Window, ...]]:
    """What is open on each day; 平日 shuts holidays, unless the text gives them hours of their own."""
    own = {_HOLIDAY} & draft.open.keys()
    given = {day: windows for day, windows in draft.open.items() if day not in draft.shut_days - own}
    return [_less(_merge(given.get(day, [])), draft.shut_times) for day in _EVERY_DAY]


def _merge(windows: list[Window]) -> list[Window]:
    merged: list[Window] = []
    for begin, end in sorted(windows):
        if merged and begin <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((begin, end))
    return merged


def _less(windows: list[Window], shut: list[Window]) -> tuple[Window, ...]:
    for gap_begin, gap_end in shut:
        parts = [((b, min(e, gap_begin)), (max(b, gap_end), e)) for b, e in windows]
        windows = [part for pair in parts for part in pair if part[0] < part[1]]
    return tuple(windows)


def _unreadable(text: str) -> InvalidInput:
    return InvalidInput(f"受付時間「{text.strip()[:60]}」を読めません。例: {EXAMPLES}")
