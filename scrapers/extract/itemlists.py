"""Items out of lists and lines: 「品目：区分」, lists below the name of a category, cards, pages about one thing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from scrapers.extract.found import Found
from scrapers.extract.pieces import Kind, Line
from scrapers.extract.plain import clean
from scrapers.extract.roles import Role, roles_in
from scrapers.extract.terms import category_of, heads_category, is_category, is_excluded, is_included
from scrapers.extract.wordings import names_in, part_name, split_reading

_PAIR = re.compile(
    r"^(?P<key>[^：:→⇒…‥＝]{1,40}?)\s*(?:[：:→⇒＝]|…+|‥+|・・・+|\s[-–—―]+\s|\s/\s)+\s*(?P<value>.+)$"
)
_LABELLED = re.compile(r"^[【［\[＜<](?P<key>[^】］\]＞>]{1,20})[】］\]＞>]\s*(?P<value>.+)$")
_SPACED = re.compile(r"^(?P<key>\S.{0,38}?)\s(?P<value>\S+)$")
_BRACKETED = re.compile(r"^(?P<key>.{1,40}?)\s*[(（\[［【〔](?P<value>[^()（）\[\]【】〔〕]+)[)）\]］】〕]$")
_REMARKED = re.compile(r"^(?P<value>[^（(。、]+?)\s*(?:[（(](?P<note>.+)[)）]|[。、](?P<rest>.+))$")
_NUMBERING = re.compile(r"^(?:[・･●○◯◎■□◆◇▪•*＊\-–]|[0-9０-９]{1,2}[.．)）]\s|[(（][0-9０-９]{1,2}[)）])\s*")
_TELLS = re.compile(
    r"[。？?！!]|(?:ます|ません|です|ください|下さい|こと|しない|する|される|しましょう|お願い|まで|から|とき|場合)$|https?:|\d{4}年|電話(?:番号|で|に|を|して|[:：\d\s(（])|ページ|円$|KB|MB"
)
_ADVICE = re.compile(r"[へをにはがで]|する|ない$")
_SOUND = re.compile(r"^\W*[ぁ-んァ-ヶ](?:行|段)?\W*$")
_TO = re.compile(r"(?:へ|に出す|として出す|として|で出す|に出してください。?|へ出してください。?)$")
_LONGEST_NAME = 40
_MOST_LIST = 0.8


@dataclass(frozen=True, slots=True)
class Run:
    """Lines that belong together, the headings over them (outermost first) and the page's title."""

    lines: tuple[Line, ...]
    over: tuple[str, ...]
    title: str
    own: tuple[str, ...]

    @property
    def heading(self) -> str:
        """The heading right above; empty if there is none."""
        return self.over[-1] if self.over else ""

    @property
    def category(self) -> str:
        """The category that the nearest heading names; the title counts as the outermost."""
        for heading in (*reversed(self.over), self.title):
            if heads_category(heading, self.own) or is_excluded(heading):
                return category_of(heading)
        return ""


def items_in_run(run: Run) -> list[Found]:
    """The items of a run; the first way of reading that finds any is the right one."""
    for way in (_record, _pairs, _named, _lists):
        if found := list(way(run)):
            return found
    return []


def _said(line: Line) -> str:
    return _NUMBERING.sub("", line.text)


def _keyed(run: Run) -> list[tuple[str, str, Line]]:
    """Each key with its value: terms with their definitions, or the two sides of a separator."""
    if any(line.kind is Kind.TERM for line in run.lines):
        return _defined(run.lines)
    found = ((_PAIR.match(_said(line)) or _LABELLED.match(line.text), line) for line in run.lines)
    return [(clean(pair["key"]), clean(pair["value"]), line) for pair, line in found if pair]


def _defined(lines: Sequence[Line]) -> list[tuple[str, str, Line]]:
    pairs: list[tuple[str, str, Line]] = []
    for line in lines:
        if line.kind is Kind.TERM:
            pairs.append((line.text, "", line))
        elif pairs:
            key, value, term = pairs[-1]
            pairs[-1] = (key, f"{value}\n{line.text}".strip(), term)
    return [pair for pair in pairs if pair[1]]


def _record(run: Run) -> Iterator[Found]:
    """「分別区分：不燃ごみ」「出し方：…」: everything about one thing, named by 「品名：」, the heading above or the title."""
    keyed = [(roles_in(key.strip("【】[]［］"))[:1], value, line) for key, value, line in _keyed(run)]
    known = [(role[0], value, line) for role, value, line in keyed if role]
    if not any(role is Role.CATEGORY for role, _, _ in known) or len(known) < 0.6 * len(keyed):
        return
    record: dict[Role, str] = {}
    for role, value, line in known:
        if role is Role.NAME and record.get(Role.CATEGORY):
            yield from _recorded(record, run, line)
            record = {}
        record.setdefault(role, value)
    yield from _recorded(record, run, run.lines[0])


def _recorded(record: dict[Role, str], run: Run, line: Line) -> Iterator[Found]:
    named = record.get(Role.NAME) or part_name(run.heading or run.title)
    name, heard = split_reading(named)
    if name and record.get(Role.CATEGORY) and len(name) <= _LONGEST_NAME:
        yield Found(
            "",
            name,
            record.get(Role.READING, heard),
            record.get(Role.ANSWER, ""),
            record[Role.CATEGORY].replace("\n", " "),
            record.get(Role.CONDITION, ""),
            record.get(Role.NOTE, ""),
            "\n".join(each.text for each in run.lines),
            line.anchor,
        )


def _pairs(run: Run) -> Iterator[Found]:
    """「アイロン：不燃ごみ」, 「アイロン（不燃ごみ）」, 「アイロン 不燃ごみ」: most lines end with a category."""
    if any(line.kind is Kind.TERM for line in run.lines):
        yield from _judged([(key, value, line) for key, value, line in _keyed(run)], run, len(_keyed(run)))
        return
    lines = [line for line in run.lines if not line.linked]
    for shape in (_PAIR, _BRACKETED, _SPACED):
        found = ((shape.match(_said(line)), line) for line in lines)
        pairs = [(clean(pair["key"]), clean(pair["value"]), line) for pair, line in found if pair]
        if judged := list(_judged(pairs, run, len(lines))):
            yield from judged
            return


def _judged(pairs: Sequence[tuple[str, str, Line]], run: Run, lines: int) -> Iterator[Found]:
    good = [(key, *_target(value), line) for key, value, line in pairs]
    good = [each for each in good if is_category(each[1], run.own) and not _TELLS.search(each[0])]
    known = {category for _, category, _, _ in good} <= set(run.own)
    if (
        not good
        or (not known and (len(good) < 2 or len(good) < 0.6 * lines))
        or _are_categories([key for key, *_ in good], run)
        or sum(bool(roles_in(key)) for key, *_ in good) > 0.5 * len(good)
    ):
        return
    for key, category, note, line in good:
        yield Found("", key, category=category, note=note, passage=line.text, anchor=line.anchor)


def _are_categories(keys: Sequence[str], run: Run) -> bool:
    """Most of the keys head a category and the rest at least sounds like one (受け入れできないもの)."""
    return all(is_category(key, run.own) for key in keys) and sum(
        heads_category(key, run.own) for key in keys
    ) > 0.7 * len(keys)


def _target(value: str) -> tuple[str, str]:
    """「不燃ごみ（電池は抜く）」 as category and remark."""
    first, _, rest = value.partition("\n")
    found = _REMARKED.match(first)
    if not found:
        return _TO.sub("", first), rest
    if found["note"] and is_category(found["note"]) and not _ADVICE.search(found["note"]):
        return first, rest  # 「資源物（びん・缶）」 is one name
    note = found["note"] or found["rest"] or ""
    return _TO.sub("", found["value"]), "\n".join(filter(None, (note, rest)))


def _named(run: Run) -> Iterator[Found]:
    """「燃やすごみ：生ごみ、紙くず」, or terms that are categories with lists as definitions."""
    keyed = _keyed(run)
    if not _are_categories([key for key, _, _ in keyed], run):
        return
    for key, value, line in keyed:
        names = names_in(value)
        if _are_names(names):
            category = category_of(key)
            yield from (
                Found("", name, category=category, passage=value, anchor=line.anchor) for name in names
            )


def cards_in(run: Run) -> Iterator[Found]:
    """A name, below it its category, below that remarks; and again. Names may sound like categories (乾電池, 枝)."""
    sure = [i for i, line in enumerate(run.lines[:-1]) if _is_card(line, run.lines[i + 1], run.own)]
    if len(sure) < 3:
        return
    shape = _shape(run.lines[sure[0]])
    known = {_target(run.lines[i + 1].text)[0] for i in sure if _shape(run.lines[i]) == shape}
    tops = [
        i
        for i, line in enumerate(run.lines[:-1])
        if _shape(line) == shape and _target(run.lines[i + 1].text)[0] in known
    ]
    for top, end in pairwise([*tops, len(run.lines)]):
        name, below, *rest = run.lines[top:end]
        category, remark = _target(below.text)
        passage = "\n".join(line.text for line in (name, below, *rest))
        note = "\n".join(filter(None, (remark, *(line.text for line in rest))))
        yield Found("", name.text, name.reading, "", category, "", note, passage, name.anchor)


def _shape(line: Line) -> tuple[Kind, int, bool]:
    return line.kind, line.level, line.linked


def _is_card(name: Line, category: Line, own: Sequence[str]) -> bool:
    apart = (
        name.kind is not category.kind
        or name.kind is Kind.TEXT
        or (name.entry == category.entry and name.kind is Kind.ITEM)
    )
    return (
        apart
        and name.block != category.block
        and name.kind is not Kind.DEFINITION
        and category.kind not in (Kind.HEADING, Kind.TERM)
        and not (is_included(name.text) or is_excluded(name.text) or roles_in(name.text))
        and is_category(_target(category.text)[0], own)
        and not (_TELLS.search(name.text) or _SOUND.match(name.text))
        and not is_category(name.text, own)
        and len(name.text) <= _LONGEST_NAME
    )


def _lists(run: Run) -> Iterator[Found]:
    """The things of a list below 「収集するもの」 or the name of a category, and what is said not to be taken."""
    heading = run.heading
    excluded, included = is_excluded(heading), is_included(heading)
    category = run.category
    if not category or not (excluded or included or heads_category(heading or run.title, run.own)):
        return
    for lines, parent in _leaves(run.lines):
        if not excluded and parent and is_category(parent, run.own):
            yield from _listed(lines, category_of(parent), included)
        else:
            yield from _listed(lines, category, included or excluded)


def _leaves(lines: Sequence[Line]) -> Iterator[tuple[list[Line], str]]:
    """Lists without lists in them, each with the line of the outer list that it belongs to."""
    plain: list[Line] = []
    parent = ""
    for inner, group in groupby(lines, key=lambda line: line.kind is Kind.ITEM and line.level > 1):
        members = list(group)
        if inner:
            if plain:
                parent = plain.pop().text
            yield members, parent
        else:
            plain += members
    if plain:
        yield plain, ""


def _listed(lines: Sequence[Line], category: str, certain: bool) -> Iterator[Found]:
    told = [line for line in lines if not _said(line).startswith(("※", "（注", "(注", "*", "＊"))]
    bulleted = bool(told) and all(line.kind is Kind.ITEM or _NUMBERING.match(line.text) for line in told)
    good = [line for line in told if _may_list(line, certain, bulleted)]
    if not good or len(good) < _MOST_LIST * len(told):
        return
    for line in good:
        for name in names_in(_said(line)):
            yield _member(name, category, line)


def _may_list(line: Line, certain: bool, bulleted: bool) -> bool:
    if line.linked and not (certain and line.kind is Kind.ITEM):
        return False
    names = names_in(_said(line))
    if not bulleted and not certain and len(names) < 2:
        return False
    return _are_names(names)


def _are_names(names: Sequence[str]) -> bool:
    return bool(names) and all(
        len(name) <= _LONGEST_NAME and not _TELLS.search(_bare(name)) for name in names
    )


def _bare(name: str) -> str:
    """Without what stands in parentheses: remarks may be sentences."""
    return re.sub(r"[(（][^()（）]*[)）]", "", name)


def _member(name: str, category: str, line: Line) -> Found:
    """「電池（有害ごみへ）」 below 「収集しないもの」 says by itself where it goes."""
    for shape in (_PAIR, _BRACKETED):
        found = shape.match(name)
        if (
            found
            and is_category(target := _TO.sub("", clean(found["value"])))
            and (shape is _PAIR or _TO.search(found["value"]))
        ):
            return Found("", clean(found["key"]), category=target, passage=line.text, anchor=line.anchor)
    return Found("", name, category=category, passage=line.text, anchor=line.anchor)
