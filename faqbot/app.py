"""The composition root: the only place that names concrete parts and puts them together."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from faqbot.settings import Settings

if TYPE_CHECKING:
    from fastapi import FastAPI

    from faqbot.desk.desk import Desk
    from faqbot.text.analyzer import Analyzer


def make_analyzer(settings: Settings) -> Analyzer:
    """The analyzer with the synonyms of the settings.

    Raises:
        CorpusError: a list of synonyms cannot be read.
    """
    from faqbot.text.analyzer import Analyzer
    from faqbot.text.tokenizer import SudachiTokenizer
    from faqbot.text.wordlists import read_synonyms

    return Analyzer(SudachiTokenizer(), read_synonyms(settings.synonyms))


@contextmanager
def open_desk(settings: Settings) -> Iterator[Desk]:
    """A desk over the store of the data directory, which is made where there is none.

    Raises:
        StoreError: the database or its key cannot be used.
        DictionaryMissing: the Sudachi dictionary is not installed.
    """
    from faqbot.desk.desk import Desk
    from faqbot.desk.live import LiveSearcher
    from faqbot.search.artifact import Shelf as Artifacts
    from faqbot.store import open_store

    store = open_store(settings.data, settings.key)
    try:
        analyzer = make_analyzer(settings)
        artifacts = Artifacts(settings.data, analyzer.fingerprint)
        yield Desk(store, LiveSearcher(store, analyzer, learned=artifacts.find), analyzer)
    finally:
        store.close()


def create_web(settings: Settings, desk: Desk) -> FastAPI:
    """The web application over a desk."""
    from faqbot.web.app import create_app

    return create_app(desk, collection=settings.collection, widget_origins=settings.widget_origins)
