"""When is it collected? 「次のペットボトルの日」「何曜日？」「あしたは何のごみ？」, for the asker's area. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from faqbot.desk.answer import Composer
from faqbot.desk.wording import Words
from faqbot.schedule.areas import find_areas
from faqbot.schedule.days import parse, upcoming
from faqbot.schedule.hours import JST
from faqbot.schedule.spans import span
from faqbot.schedule.words import day_words, full_date_words
from faqbot.text.kana import sound
from faqbot.text.normalize import normalize
from faqbot.types import (
    Action,
    Answered,
    Area,
    Collection,
    Decision,
    Do,
    Entry,
    Option,
    Outcome,
    Reply,
    Shape,
)

SHOWN = 3
"""Dates of one category: the next, and what comes after if it is missed."""
_MOST_DAYS = 14
_MOST_AREAS = 10
_PLACE = re.compile(r"(?:町|丁目|地区|区|市|村|まち|ちょうめ|ちく|地域|学区)(?:です|や|やで|の方|あたり)?$")
_WHEN = re.compile(
    r"何曜|なんよう|(?:次|つぎ|今度|こんど)(?:の|は|に).*(?:日|ひ|いつ|収集|回収)|(?:収集|回収|出す|出せる|ごみの|ゴミの)日(?:は|を|って|が)?(?:いつ|何|なん|教えて|知りたい)?"
    r"|(?:収集|回収|集め)(?:は|に来るのは)?いつ|いつ(?:ですか|出せ|出す|出し|やった|だっけ|収集|回収|集め|来る|くる|なん)?[?？]?$|いつ(?:出|収集|回収|集|取りに|来)|(?<![何なん])の日(?:は|って)?(?:いつ|[?？])?$"
)
_AND = re.compile(
    r"(?:じゃあ?|では|ほな|で|次|つぎ)?[、,\s]*(?:の日|は|って|なら|も|やったら|だったら|の|どう|ですか|[?？。!\s])*"
)
_NOT_WHEN = re.compile(r"いつから|いつまで|何時|なんじ|予約|始ま|はじま|生理の日|日曜大工|の日用|の日傘")
_WHAT_DAY = re.compile(
    r"(?:何|なん|なに)(?:の|を|が)?(?:ごみ|ゴミ|日|出せ|出す|集め|収集|回収)"
    r"|ごみの日|ゴミの日|収集(?:ある|あり|は)|回収(?:ある|あり)|(?:ごみ|ゴミ)(?:は|って|の予定)?(?:を?教えて(?:ください|下さい)?)?[?？]?$"
)


def asks_for_days(
    text: str, collection: Collection, decision: Decision, subject: Entry | None, now: datetime
) -> str:
    """What days are asked for: a category's name, `@first/last` for what is collected then; empty if none are.

    The category is one named in the text, or that of the entry found or talked of.
    """
    if not collection.areas or _NOT_WHEN.search(text):
        return ""
    plain = normalize(text)
    named = span(text, now.astimezone(JST).date())
    if named and named.last and _WHAT_DAY.search(plain):
        return f"@{named.first}/{named.last}"
    if not _WHEN.search(plain):
        return ""
    if category := _category(plain, collection):
        return category
    if isinstance(decision, Answered) and _collected(decision.entry.category, collection):
        return decision.entry.category
    return subject.category if subject and _collected(subject.category, collection) else ""


def next_days(text: str, collection: Collection, now: datetime) -> str:
    """What days are asked for by a message after some were shown that only names a date or a category (「あさっては？」)."""
    plain = normalize(text)
    named = span(text, now.astimezone(JST).date())
    if named and named.last and _AND.fullmatch(plain.replace(named.text, "", 1)):
        return f"@{named.first}/{named.last}"
    category = _category(plain, collection)
    names = (n for c in collection.categories if c.name == category for n in (c.name, c.short, c.reading))
    return category if any(_AND.fullmatch(plain.replace(normalize(n), "", 1)) for n in names if n) else ""


def found_area(collection: Collection, text: str) -> Area | None:
    """The area that a text names for certain; None if it names none, or several."""
    exact = next((area for area in collection.areas if area.name == text), None)
    found = find_areas(text, collection.areas)
    return exact or (found[0] if len(found) == 1 else None)


def which_area(reply: Reply, collection: Collection, words: Words) -> Reply:
    """The reply with the areas to choose from: beside an answer, or as a question of its own."""
    options = _choice(collection.areas)
    if reply.answer:
        message = f"{reply.message} {words.find_day}"
        return replace(reply, message=message, options=(*reply.options, *options))
    return replace(
        reply, shape=Shape.AREAS, message=words.area, options=options, outcome=_asked(reply), handoff=None
    )


def narrowed(text: str, composer: Composer) -> Reply | None:
    """What to say to a text that should have named an area: several to choose from, or that there is none; None if it
    may be another question.
    """
    found = find_areas(text, composer.collection.areas)
    if found:
        return composer.said(composer.words.area_which, _choice(found), Shape.AREAS)
    if _PLACE.search(normalize(text)):
        said = composer.words.area_unknown.format(name=text[:20])
        return composer.said(said, _choice(composer.collection.areas), Shape.AREAS)
    return None


def _choice(areas: Sequence[Area]) -> tuple[Option, ...]:
    return tuple(Option(area.name, Action(Do.AREA, target=area.name)) for area in areas[:_MOST_AREAS])


def days_reply(composer: Composer, about: str, area: Area, now: datetime) -> Reply:
    """The dates in an area: of a category, within a span, or the next one of each category."""
    today = now.astimezone(JST).date()
    days: tuple[date, ...] = ()
    if about.startswith("@"):
        lines = _within(composer, about, area, today)
    elif about:
        lines, days = _of_category(composer, about, area, today)
    else:
        lines = _of_all(composer, area, today)
    if area.sample:
        lines.append(composer.words.area_sample)
    made = composer.said("\n".join(lines), shape=Shape.DAYS)
    misses = about and not days and not about.startswith("@")
    outcome = made.outcome if misses else Outcome.ANSWERED
    return replace(made, days=days, sample=area.sample, confidence=1.0, outcome=outcome)


def _of_category(
    composer: Composer, category: str, area: Area, today: date
) -> tuple[list[str], tuple[date, ...]]:
    notation = area.days.get(category, "")
    days = upcoming(parse(notation), today, SHOWN) if notation else ()
    if not days:
        return [composer.words.days_none.format(area=area.name, category=category)], ()
    head = composer.words.days.format(area=area.name, category=category)
    return [head, *(f"・{day_words(day, today)}" for day in days)], days


def _within(composer: Composer, about: str, area: Area, today: date) -> list[str]:
    first, last = (date.fromisoformat(each) for each in about[1:].split("/"))
    lines = []
    for number in range(min((last - first).days + 1, _MOST_DAYS)):
        day = first + timedelta(number)
        found = [c for c, notation in area.days.items() if upcoming(parse(notation), day, 1)[:1] == (day,)]
        if found:
            said = composer.words.day_of.format(
                date=day_words(day, today), area=area.name, categories="』『".join(found)
            )
            lines.append(said)
    if not lines:
        lines.append(composer.words.day_of_none.format(date=full_date_words(first), area=area.name))
    return lines


def _of_all(composer: Composer, area: Area, today: date) -> list[str]:
    nexts = []
    for category, notation in area.days.items():
        if days := upcoming(parse(notation), today, 1):
            nexts.append((days[0], f"・{category}: {day_words(days[0], today)}"))
    return [composer.words.area_set.format(area=area.name), *(line for _, line in sorted(nexts))]


def _category(plain: str, collection: Collection) -> str:
    """The category that a text names, by its name, its short name or its sound; the longest name wins."""
    heard = sound(plain)
    named = [
        (len(name), category.name)
        for category in collection.categories
        if _collected(category.name, collection)
        for name in (category.name, category.short, category.reading)
        if name and (name in plain or (len(name) > 2 and sound(name) in heard))
    ]
    return max(named)[1] if named else ""


def _collected(category: str, collection: Collection) -> bool:
    return any(category in area.days for area in collection.areas)


def _asked(reply: Reply) -> Outcome:
    return Outcome.SUGGESTED if reply.candidates else reply.outcome
