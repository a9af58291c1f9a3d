"""What is said: danger, a wish, small talk, a place, days, several things, a question. The first that applies is answered."""

from __future__ import annotations

from dataclasses import replace

from faqbot.desk.dates import Dates
from faqbot.desk.days import asks_for_days, found_area, next_days, which_area
from faqbot.desk.following import follow
from faqbot.desk.keeping import Keeping
from faqbot.desk.memory import Memory
from faqbot.desk.places import at, top
from faqbot.desk.scene import Scene, Scenes
from faqbot.desk.several import several
from faqbot.text.analyzer import Analyzer
from faqbot.text.smalltalk import Talk, Wish, question_in, talk, wish
from faqbot.types import Action, Audience, Do, Entry, Option, Reply, Shape, Turn, Unanswered

HITS_KEPT = 10


class Said:
    """Answers a turn whose text was typed."""

    def __init__(
        self, store: Memory, scenes: Scenes, keeping: Keeping, dates: Dates, analyzer: Analyzer
    ) -> None:
        self._store = store
        self._scenes = scenes
        self._keeping = keeping
        self._dates = dates
        self._analyzer = analyzer

    def answer(self, turn: Turn, scene: Scene) -> Reply:
        """The first of these that applies: danger, a wish or small talk, a place, days, several things, a question."""
        if alarm := scene.library.alarms.find(turn.text):
            return self._alarm(alarm, turn, scene)
        if wished := wish(turn.text):
            return self._wish(wished, turn, scene)
        if reply := self._dates.typed(turn, scene):
            return reply
        if heard := talk(turn.text):
            return self._keeping.kept(turn, self._talk(heard, turn, scene), scene)
        text = question_in(turn.text)
        if parts := several(text, self._analyzer, scene.shelf.searcher):
            return self._several(turn, parts, scene)
        return self._question(turn, text, scene)

    def _alarm(self, alarm: Entry, turn: Turn, scene: Scene) -> Reply:
        """What to do now. Staff can also reach what their collection says: of a ticket machine that smokes, say."""
        staff = scene.collection.audience is Audience.STAFF
        decision = scene.shelf.searcher.decide(turn.text, HITS_KEPT) if staff else None
        hits = () if decision is None or isinstance(decision, Unanswered) else decision.hits
        return self._keeping.kept(turn, scene.composer(turn).alarm(alarm, hits), scene)

    def _question(self, turn: Turn, text: str, scene: Scene) -> Reply:
        searcher = scene.shelf.searcher
        alone = searcher.decide(text, HITS_KEPT)
        asked_back = scene.last is not None and scene.last.shape is Shape.CONDITION
        decision = follow(text, scene.subject, searcher, alone, asked_back=asked_back)
        about = asks_for_days(text, scene.collection, decision, scene.subject, scene.now)
        if not about and scene.last and scene.last.shape is Shape.DAYS:
            about = next_days(text, scene.collection, scene.now)
        area = (
            found_area(scene.collection, text) or found_area(scene.collection, scene.area) if about else None
        )
        if area:
            return self._dates.reply(turn, about, area, scene)
        reply = scene.composer(turn).decided(decision)
        if about:
            reply = which_area(reply, scene.collection, scene.words)
        return self._keeping.kept(turn, reply, scene, decision, about=about)

    def _several(self, turn: Turn, parts: tuple[str, ...], scene: Scene) -> Reply:
        replies = []
        for part in parts:
            inside = self._keeping.received(scene, part, part_of=turn.id)
            decision = scene.shelf.searcher.decide(part, HITS_KEPT)
            replies.append(
                self._keeping.kept(inside, scene.composer(inside).decided(decision), scene, decision)
            )
        return self._keeping.kept(turn, scene.composer(turn).several(replies), scene)

    def _wish(self, wished: Wish, turn: Turn, scene: Scene) -> Reply:
        composer = scene.composer(turn)
        match wished:
            case Wish.FORGET:
                self._keeping.kept(turn, composer.said(""), scene)
                return forget(self._store, scene)
            case Wish.AREA if scene.collection.areas:
                return self._keeping.kept(
                    turn, which_area(composer.said(""), scene.collection, scene.words), scene
                )
            case Wish.HANDOFF:
                made = composer.handed_off(scene.words.handoff, scene.department())
                return self._keeping.kept(turn, made, scene)
            case Wish.JAPANESE | Wish.EASY | Wish.ENGLISH:
                changed = self._scenes.in_language(scene, wished.value)
                return self._keeping.kept(turn, changed.composer(turn).said(changed.words.language), changed)
            case _:
                return self._keeping.kept(turn, at("", composer, scene), scene)

    def _talk(self, heard: Talk, turn: Turn, scene: Scene) -> Reply:
        composer = scene.composer(turn)
        message = str(getattr(scene.words, heard.value))
        message = message.format(title=scene.collection.title, example=scene.example)
        if heard is Talk.SORRY:
            return composer.said(message, (Option(scene.words.call, Action(Do.HANDOFF)), *top(scene)))
        shows = heard in (Talk.GREETING, Talk.CAN, Talk.WHO, Talk.TOO_SHORT, Talk.TEST)
        return composer.said(message, top(scene) if shows else ())


def forget(store: Memory, scene: Scene) -> Reply:
    """Erase what is kept of the asker, and say so: the saying itself is not kept."""
    store.forget(scene.asker.session)
    return replace(scene.composer().said(scene.words.forgotten), remembered=False)
