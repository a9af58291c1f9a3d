"""What is tapped: a candidate, none of them, a place of the scenario, 解決した …"""

from __future__ import annotations

from dataclasses import replace

from faqbot.desk import wording
from faqbot.desk.dates import Dates
from faqbot.desk.keeping import Keeping
from faqbot.desk.memory import Memory
from faqbot.desk.menu import menu
from faqbot.desk.places import after_none, at
from faqbot.desk.said import HITS_KEPT, forget
from faqbot.desk.scene import Asker, Scene, Scenes
from faqbot.errors import NotFound
from faqbot.types import Action, Do, Entry, Hit, Reply, Shape, Turn

NEAR_ENOUGH = 0.4
"""Of the best score: who has refused five candidates is not helped by five that share a kana."""


class Tapped:
    """Does what an option means."""

    def __init__(self, store: Memory, scenes: Scenes, keeping: Keeping, dates: Dates) -> None:
        self._store = store
        self._scenes = scenes
        self._keeping = keeping
        self._dates = dates

    def act(self, collection: str, action: Action, asker: Asker) -> Reply:
        """Do it. The collection of an action on a turn is the turn's.

        Raises:
            NotFound: no such collection, turn, entry, place or area for this audience.
        """
        match action:
            case Action(Do.CHOOSE, turn_id, entry_id):
                return self._choose(self._scenes.turn(turn_id, asker), entry_id, asker)
            case Action(Do.NONE, turn_id):
                return self._refuse(self._scenes.turn(turn_id, asker), asker)
            case Action(Do.SOLVED | Do.UNSOLVED as do, turn_id):
                return self._rate(self._scenes.turn(turn_id, asker), do is Do.SOLVED, asker)
        scene = self._scenes.of(collection, asker)
        match action:
            case Action(Do.MENU, _, path):
                return self._menu(path, scene)
            case Action(Do.ENTRY, _, entry_id):
                return self._open(_entry(scene, entry_id), scene)
            case Action(Do.AREA, _, name):
                return self._dates.settle(name, scene)
            case Action(Do.REMEMBER):
                return self._dates.remember(scene)
            case Action(Do.FORGET):
                return forget(self._store, scene)
            case _:
                return self._hand_off(scene)

    def _choose(self, turn: Turn, entry_id: str, asker: Asker) -> Reply:
        """A candidate: its answer; or, where that depends on something not said yet, the one question that decides."""
        scene = self._scenes.of(turn.collection, asker)
        entry = _entry(scene, entry_id)
        composer = scene.composer(turn)
        was_asked_back = turn.shape is Shape.CONDITION
        corrects = _is_variant(entry, scene.entry(turn.entry_id))
        left = () if was_asked_back or corrects else scene.shelf.searcher.undecided(turn.text, entry.id)
        if not was_asked_back:
            self._keeping.ledger.judge(turn, entry.id, right=True, origin="choice")
        asks = bool(left) and entry in left
        reply = composer.condition(left, (Hit(entry, 1.0),), 1.0) if asks else composer.answer(entry)
        return self._keeping.noted(
            replace(turn, chosen_at=scene.now), reply, reply.answer.id if reply.answer else ""
        )

    def _refuse(self, turn: Turn, asker: Asker) -> Reply:
        """None of these: other candidates, then the categories, then whom to phone; never the same list again."""
        scene = self._scenes.of(turn.collection, asker)
        composer = scene.composer(turn)
        refused = turn.refused + 1
        hits = _others(turn, scene)
        if refused == 1 and hits:
            reply = composer.candidates(hits, turn.confidence, scene.words.others)
        else:
            self._keeping.ledger.open_ticket(turn)
            if turn.shape not in (Shape.MENU, Shape.HANDOFF) and scene.collection.categories:
                reply = after_none(turn, scene)
            else:
                reply = composer.handed_off(scene.words.none_of_these, scene.department(turn))
        return self._keeping.noted(replace(turn, refused=refused, chosen_at=scene.now), reply, "")

    def _rate(self, turn: Turn, solved: bool, asker: Asker) -> Reply:
        scene = self._scenes.of(turn.collection, asker)
        self._store.solve(turn.id, solved=solved)
        if turn.entry_id and turn.shape is not Shape.CONDITION:
            origin = "solved" if solved else "not_solved"
            self._keeping.ledger.judge(turn, turn.entry_id, right=solved, origin=origin)
        composer = scene.composer(turn)
        if solved:
            return composer.said(scene.words.solved)
        self._keeping.ledger.open_ticket(turn)
        return composer.handed_off(scene.words.not_solved, scene.department(turn))

    def _menu(self, path: str, scene: Scene) -> Reply:
        place = menu(scene.collection, scene.shelf.entries, path, scene.words)
        turn = self._keeping.received(scene, place.title or scene.words.menu_categories)
        return self._keeping.kept(turn, at(path, scene.composer(turn), scene), scene, about=path)

    def _open(self, entry: Entry, scene: Scene) -> Reply:
        """An entry reached without a question: kept as a turn whose text is the entry's question."""
        turn = self._keeping.received(scene, entry.question)
        return self._keeping.kept(turn, scene.composer(turn).answer(entry), scene)

    def _hand_off(self, scene: Scene) -> Reply:
        turn = self._keeping.received(scene, scene.words.call)
        made = scene.composer(turn).handed_off(scene.words.handoff, scene.department())
        return self._keeping.kept(turn, made, scene)


def _entry(scene: Scene, entry_id: str) -> Entry:
    found = scene.entry(entry_id)
    if found is None:
        raise NotFound(wording.NO_ENTRY)
    return found


def _is_variant(entry: Entry, shown: Entry | None) -> bool:
    """Whether the asker takes back a condition: what was shown is another variant of the thing."""
    return shown is not None and bool(entry.subject) and shown.subject == entry.subject


def _others(turn: Turn, scene: Scene) -> tuple[Hit, ...]:
    """What else a question may mean: near enough, and neither shown nor a variant of what was."""
    index = scene.shelf.index
    hits = scene.shelf.searcher.search(turn.text, 3 * HITS_KEPT)
    shown = {index.entries[index.row(i)].subject for i in turn.shown if index.has(i)} - {""}
    return tuple(
        hit
        for hit in hits
        if hit.score >= NEAR_ENOUGH * hits[0].score
        and hit.entry.id not in turn.shown
        and hit.entry.subject not in shown
    )
