"""Collection days in a conversation: the asker's area, typed or tapped, and kept only if they say so."""

from __future__ import annotations

from dataclasses import replace

from faqbot.desk import wording
from faqbot.desk.days import days_reply, found_area, narrowed, which_area
from faqbot.desk.keeping import Keeping
from faqbot.desk.memory import Memory
from faqbot.desk.scene import Scene
from faqbot.errors import NotFound
from faqbot.types import Action, Area, Do, Option, Reply, Turn


class Dates:
    """Answers with dates, and asks for the area that they depend on."""

    def __init__(self, store: Memory, keeping: Keeping) -> None:
        self._store = store
        self._keeping = keeping

    def reply(self, turn: Turn, about: str, area: Area, scene: Scene) -> Reply:
        """The dates of a category in an area; kept for the next time only if the asker says so."""
        made = days_reply(scene.composer(turn), about, area, scene.now)
        keeps = scene.asker.session and self._store.remembered(scene.asker.session) != area.name
        if keeps:
            made = replace(made, options=(*made.options, Option(scene.words.area_keep, Action(Do.REMEMBER))))
        return self._keeping.kept(turn, made, replace(scene, area=area.name), about=about)

    def typed(self, turn: Turn, scene: Scene) -> Reply | None:
        """The reply to an area typed when the areas were offered; None if they were not, or it is another question."""
        last = scene.last
        if last is None or not any(action.do is Do.AREA for action in last.offered):
            return None
        if area := found_area(scene.collection, turn.text):
            return self.reply(turn, scene.about, area, scene)
        made = narrowed(turn.text, scene.composer(turn))
        return made and self._keeping.kept(turn, made, scene, about=last.about)

    def settle(self, name: str, scene: Scene) -> Reply:
        """The area that was tapped.

        Raises:
            NotFound: there is no such area.
        """
        area = found_area(scene.collection, name)
        if area is None:
            raise NotFound(wording.NO_AREA)
        return self.reply(self._keeping.received(scene, area.name), scene.about, area, scene)

    def remember(self, scene: Scene) -> Reply:
        """Keep the asker's area for the next time; without one, ask for it."""
        turn = self._keeping.received(scene, scene.words.area_keep)
        composer = scene.composer(turn)
        if not (scene.area and scene.asker.session):
            return self._keeping.kept(
                turn, which_area(composer.said(""), scene.collection, scene.words), scene
            )
        self._store.remember(scene.asker.session, area=scene.area, now=scene.now)
        made = composer.said(scene.words.area_kept.format(area=scene.area))
        return self._keeping.kept(turn, replace(made, remembered=True), scene)
