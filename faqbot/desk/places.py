"""Replies that lead on by the scenario: a place of it, its top, its categories. Pure."""

from __future__ import annotations

from faqbot.desk.answer import Composer
from faqbot.desk.menu import menu
from faqbot.desk.scene import Scene
from faqbot.types import Action, Do, Option, Reply, Shape, Turn


def at(path: str, composer: Composer, scene: Scene) -> Reply:
    """The place of the scenario that a path names.

    Raises:
        NotFound: there is no such place (any more).
    """
    place = menu(scene.collection, scene.shelf.entries, path, scene.words)
    message = scene.words.menu.format(title=place.title) if place.title else place.text
    if place.title and place.text:
        message = f"{message}\n{place.text}"
    return composer.said(message, place.options, Shape.MENU)


def after_none(turn: Turn, scene: Scene) -> Reply:
    """The categories, to whom no candidate was right; and whom to phone, if they are not either."""
    options = (*categories(scene), Option(scene.words.call, Action(Do.NONE, turn.id)))
    return scene.composer(turn).said(scene.words.menu_after_none, options, Shape.MENU)


def top(scene: Scene) -> tuple[Option, ...]:
    """What stands at the top of the scenario."""
    return menu(scene.collection, scene.shelf.entries, "", scene.words).options


def categories(scene: Scene) -> tuple[Option, ...]:
    """The categories, where there is a scenario beside them too."""
    return menu(scene.collection, scene.shelf.entries, "=", scene.words).options
