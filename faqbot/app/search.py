"""What reads and learns: the analyzer of the settings, and what is trained for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from faqbot.settings import Settings

if TYPE_CHECKING:
    from faqbot.search.learned import Learned
    from faqbot.search.training import Progress
    from faqbot.text.analyzer import Analyzer
    from faqbot.types import Entry


def one_thread() -> None:
    """Let matrix products stay in the thread that asks: spread over busy cores, a question of 1 ms takes 8."""
    from threadpoolctl import threadpool_limits

    threadpool_limits(1)


def make_analyzer(settings: Settings) -> Analyzer:
    """The analyzer with the synonyms of the settings.

    Raises:
        CorpusError: a list of synonyms cannot be read.
    """
    from faqbot.text.analyzer import Analyzer
    from faqbot.text.tokenizer import SudachiTokenizer
    from faqbot.text.wordlists import read_synonyms

    return Analyzer(SudachiTokenizer(), read_synonyms(settings.synonyms))


def trained(settings: Settings, entries: Sequence[Entry], analyzer: Analyzer, told: Progress) -> Learned:
    """The label-free trained parts for any entries: trained now, or before under the data directory."""
    from faqbot.errors import ArtifactError
    from faqbot.search.artifact import load, save
    from faqbot.search.training import digest, train

    path = settings.data / "learned" / "eval" / f"{digest(entries, analyzer)}.npz"
    try:
        return load(path, analyzer.fingerprint)
    except ArtifactError:
        save(train(entries, analyzer, told=told), path)
        return load(path, analyzer.fingerprint)
