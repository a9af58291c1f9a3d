"""From what was found to a reply: what is said, what is shown, what can be tapped, and whom to phone. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from faqbot.desk.handoff import handoff
from faqbot.desk.wording import Words
from faqbot.text.measures import measures
from faqbot.text.normalize import normalize
from faqbot.text.traits import Traits, traits
from faqbot.types import (
    Action,
    Answered,
    Collection,
    Decision,
    Do,
    Entry,
    Hit,
    Kind,
    Option,
    Outcome,
    Reply,
    Shape,
    Suggested,
    Unanswered,
)

CANDIDATES = 5
# A candidate far behind the first is noise to whoever reads it: below this share of the first's score it is not shown.
SHOWN_FROM = 0.3


class Composer:
    """Makes replies for one question (turn) of one collection, in one language, at one moment."""

    def __init__(
        self,
        turn_id: str,
        query: str,
        collection: Collection,
        words: Words,
        now: datetime,
        language: str = "ja",
    ) -> None:
        self.turn_id = turn_id
        self.query = query
        self.collection = collection
        self.words = words
        self.now = now
        self.language = language

    def decided(self, decision: Decision) -> Reply:
        """The reply to a question."""
        match decision:
            case Answered(hits, confidence, undecided) if undecided:
                return self.condition(undecided, hits, confidence)
            case Answered(hits, confidence):
                return self.answer(decision.entry, hits, confidence)
            case Suggested(hits, confidence):
                return self.candidates(hits, confidence, self.words.suggested)
            case Unanswered(hits, confidence, known_unknown):
                return self.unanswered(hits, confidence, known_unknown)

    def answer(self, entry: Entry, hits: Sequence[Hit] = (), confidence: float = 1.0) -> Reply:
        """The answer of an entry; where that is not known, whom to phone."""
        if entry.kind is Kind.UNKNOWN:
            return self.unanswered(hits or (Hit(entry, 1.0),), confidence, entry)
        made = self._reply(Shape.ANSWER, Outcome.ANSWERED, self.words.answered, confidence)
        return replace(
            made,
            answer=translated(entry, self.language),
            candidates=_worth_showing(hits) or (Hit(entry, 1.0),),
            options=self._solved(),
        )

    def condition(self, left: Sequence[Entry], hits: Sequence[Hit], confidence: float) -> Reply:
        """The one question that decides between the variants of a thing."""
        made = self._reply(
            Shape.CONDITION,
            Outcome.SUGGESTED,
            asked_back(left, self.words).format(name=left[0].subject),
            confidence,
        )
        shorts = {category.name: category.short or category.name for category in self.collection.categories}
        options = [
            Option(e.condition, Action(Do.CHOOSE, self.turn_id, e.id), hint=shorts.get(e.category, ""))
            for e in left
        ]
        return replace(made, candidates=_with_variants(left, hits), options=(*options, self._none()))

    def candidates(self, hits: Sequence[Hit], confidence: float, message: str) -> Reply:
        """At most five different things that may be meant, each worded as a question."""
        made = self._reply(Shape.CANDIDATES, Outcome.SUGGESTED, message, confidence)
        return replace(made, candidates=_worth_showing(hits), options=(*self._choices(hits), self._none()))

    def unanswered(
        self, hits: Sequence[Hit] = (), confidence: float = 0.0, known_unknown: Entry | None = None
    ) -> Reply:
        """Whom to phone; with what is known where an entry says that its answer is not.

        The near misses stay candidates, for curators and scripts: they are no options, and nobody is shown them.
        """
        message = self.words.known_unknown if known_unknown else self.words.unanswered
        made = self._reply(Shape.HANDOFF, Outcome.UNANSWERED, message, confidence)
        department = known_unknown.department if known_unknown else _department(hits)
        return replace(
            made,
            candidates=_worth_showing(hits),
            known_unknown=known_unknown is not None,
            handoff=handoff(self.collection, department, self.words, self.now),
            options=(Option(self.words.menu_categories, Action(Do.MENU)),)
            if self.collection.categories
            else (),
        )

    def handed_off(self, message: str, department: str = "") -> Reply:
        """Whom to phone, because the asker wants to."""
        made = self._reply(Shape.HANDOFF, Outcome.UNANSWERED, message)
        return replace(made, handoff=handoff(self.collection, department, self.words, self.now))

    def alarm(self, entry: Entry, hits: Sequence[Hit] = ()) -> Reply:
        """An emergency: its answer, before anything else; what the search has found may be chosen after it."""
        made = self._reply(Shape.ALARM, Outcome.ANSWERED, "", 1.0)
        return replace(
            made,
            answer=translated(entry, self.language),
            candidates=(Hit(entry, 1.0), *_worth_showing(hits)),
            options=self._choices(hits),
        )

    def said(self, message: str, options: Iterable[Option] = (), shape: Shape = Shape.TALK) -> Reply:
        """Something said that answers no question."""
        return replace(self._reply(shape, Outcome.UNANSWERED, message), options=tuple(options))

    def several(self, parts: Sequence[Reply]) -> Reply:
        """A reply to each of several things; what was found for each heads the candidates."""
        answered = [part for part in parts if part.answer]
        outcome = Outcome.ANSWERED if len(answered) == len(parts) else Outcome.SUGGESTED
        made = self._reply(
            Shape.SEVERAL,
            outcome,
            self.words.several.format(count=len(parts)),
            min(p.confidence for p in parts),
        )
        firsts = [part.candidates[0] for part in parts if part.candidates]
        rest = [hit for part in parts for hit in part.candidates[1:]]
        return replace(
            made,
            parts=tuple(parts),
            answer=answered[0].answer if outcome is Outcome.ANSWERED else None,
            candidates=tuple({hit.entry.id: hit for hit in reversed([*firsts, *rest])}.values())[::-1],
        )

    def _reply(self, shape: Shape, outcome: Outcome, message: str, confidence: float = 0.0) -> Reply:
        return Reply(
            turn_id=self.turn_id,
            query=self.query,
            outcome=outcome,
            confidence=confidence,
            message=message,
            shape=shape,
            language=self.language,
        )

    def _choices(self, hits: Sequence[Hit]) -> tuple[Option, ...]:
        return tuple(
            Option(asked(hit.entry, self.collection), Action(Do.CHOOSE, self.turn_id, hit.entry.id))
            for hit in distinct(hits)
        )

    def _solved(self) -> tuple[Option, ...]:
        return (
            Option(self.words.solved_yes, Action(Do.SOLVED, self.turn_id)),
            Option(self.words.solved_no, Action(Do.UNSOLVED, self.turn_id)),
        )

    def _none(self) -> Option:
        return Option(self.words.none, Action(Do.NONE, self.turn_id))


def asked(entry: Entry, collection: Collection) -> str:
    """An entry worded as a question that a resident recognises."""
    name = entry.subject or entry.question
    if not collection.asks or _is_sentence(name):
        return name
    return collection.asks.format(name=name)


def asked_back(left: Sequence[Entry], words: Words) -> str:
    """The question whose answer decides between variants: about the one trait in which all differ, else openly."""
    if said := next((e.fields["聞き方"] for e in left if e.fields.get("聞き方")), ""):
        return said
    told = [traits(normalize(e.condition)) for e in left]
    sized = [{m.unit for m in measures(normalize(e.condition))} for e in left]
    if all("cm" in units for units in sized) and all(one == told[0] for one in told):
        return words.size
    if all("袋" in units for units in sized):
        return words.count
    return str(getattr(words, trait_asked(left) or "condition"))


def trait_asked(left: Sequence[Entry]) -> str:
    """The trait in which variants differ and that alone is asked about (`dirt`, `bag` …); empty if there is none."""
    told = [traits(normalize(e.condition)) for e in left]
    if any(e.fields.get("聞き方") or measures(normalize(e.condition)) for e in left):
        return ""
    apart = [trait for trait in _ASKED_BY if _tells_apart(trait, told)]
    return apart[0] if apart == ["material"] or (len(apart) == 1 and len(told) == 2) else ""


def _tells_apart(trait: str, told: Sequence[Traits]) -> bool:
    """Whether every text speaks of the trait, each with another value."""
    return len({one.get(trait) for one in told} - {None}) == len(told)


_ASKED_BY = ("material", "dirt", "contents", "battery", "bag", "broken", "needle")


def distinct(hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """One hit a thing: variants of one subject, and entries of the same answer under one name, are one."""
    found: dict[object, Hit] = {}
    for hit in hits:
        if hit.score < SHOWN_FROM * hits[0].score:
            break
        entry = hit.entry
        found.setdefault(entry.subject or (normalize(entry.question), entry.condition), hit)
    kept: list[Hit] = []
    for hit in found.values():
        if not any(_same_thing(hit.entry, other.entry) for other in kept):
            kept.append(hit)
    return tuple(kept[:CANDIDATES])


def translated(entry: Entry, language: str) -> Entry:
    """The entry in another language, as far as it brings translations (fields `質問_en`, `答え_en`)."""
    question = entry.fields.get(f"質問_{language}") or entry.question
    answer = entry.fields.get(f"答え_{language}") or entry.answer
    if question == entry.question and answer == entry.answer:
        return entry
    return replace(entry, question=question, answer=answer)


def _same_thing(one: Entry, other: Entry) -> bool:
    """Two spellings of one thing: one name within the other, and word for word the same answer."""
    if one.answer != other.answer:
        return False
    names = normalize(one.question), normalize(other.question)
    return names[0] in names[1] or names[1] in names[0]


def _with_variants(left: Sequence[Entry], hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """The variants first (the likeliest at the head), with the scores they were found with."""
    scores = {hit.entry.id: hit.score for hit in hits}
    best = max(scores.values(), default=1.0)
    variants = [Hit(entry, scores.get(entry.id, 0.0)) for entry in left]
    ranked = sorted(variants, key=lambda hit: -hit.score)
    rest = [hit for hit in _worth_showing(hits) if hit.entry.id not in {e.id for e in left}]
    return tuple([Hit(hit.entry, best if n == 0 else hit.score) for n, hit in enumerate(ranked)] + rest)


def _worth_showing(hits: Sequence[Hit]) -> tuple[Hit, ...]:
    return tuple(h for h in hits[:CANDIDATES] if h.score >= SHOWN_FROM * hits[0].score)


def _department(hits: Sequence[Hit]) -> str:
    """Whose business a question most likely is: that of the nearest entry, if the next ones agree."""
    departments = [hit.entry.department for hit in hits[:3]]
    return departments[0] if departments and len(set(departments)) == 1 else ""


def _is_sentence(name: str) -> bool:
    return name.endswith(("か", "？", "?", "。", "たい", "ない", "ません", "ました", "ます"))
