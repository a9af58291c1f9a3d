"""What many tests need: the real analyzer, a real store in a new directory, a desk over both."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from faqbot.app import make_analyzer
from faqbot.corpus.collection import FILE, read_collection
from faqbot.corpus.reader import read_entries
from faqbot.desk.desk import Desk
from faqbot.desk.live import LiveSearcher
from faqbot.settings import load
from faqbot.store import open_store
from faqbot.store.base import Store
from faqbot.text.analyzer import Analyzer
from faqbot.text.tokenizer import SudachiTokenizer
from faqbot.types import Audience, Category, Collection, Contact, Entry, Kind

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "corpus"
SHARED = ROOT.parent / "shared"

settings.register_profile(
    "faqbot",
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("faqbot")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if not SHARED.exists():
        missing = pytest.mark.skip(reason="the data of ../shared is not here (CI has it)")
        for item in items:
            if "shared" in item.keywords:
                item.add_marker(missing)


@pytest.fixture(scope="session")
def analyzer() -> Analyzer:
    return Analyzer(SudachiTokenizer())


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "data")
    yield opened
    opened.close()


class Clock:
    """A clock that stands until it is set."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def make_desk(analyzer: Analyzer, clock: Clock) -> Callable[[Store], Desk]:
    return lambda store: Desk(store, LiveSearcher(store, analyzer, clock=clock), analyzer, clock=clock)


@pytest.fixture
def desk(store: Store, make_desk: Callable[[Store], Desk]) -> Desk:
    """A desk with a small public and a small staff collection."""
    made = make_desk(store)
    made.describe(GOMI)
    made.describe(CHAT)
    made.take_in("gomi", ITEMS)
    made.take_in("chat", [entry("password", "パスワードを忘れました", collection="chat")])
    return made


@pytest.fixture(scope="session")
def full_analyzer() -> Analyzer:
    """The analyzer as it is shipped, with its synonyms."""
    return make_analyzer(load({}))


@pytest.fixture(scope="session")
def full_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    opened = open_store(tmp_path_factory.mktemp("full"))
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def full_desk(full_store: Store, analyzer: Analyzer) -> Desk:
    """A desk with every corpus that the project ships."""
    made = Desk(full_store, LiveSearcher(full_store, analyzer), analyzer)
    fill(made)
    return made


def fill(desk: Desk) -> None:
    """Every corpus that the project ships."""
    for path in sorted(CORPUS.glob(f"*/{FILE}")):
        described = read_collection(path.parent)
        desk.describe(described)
        reading = read_entries(path.parent / "entries.csv", described.name, department=described.owner)
        desk.take_in(described.name, reading.entries)


def entry(entry_id: str, question: str, answer: str = "こたえ", **fields: object) -> Entry:
    """An entry of the collection `gomi`, unless told otherwise."""
    given = {"collection": "gomi", "department": "ごみ課", "checked_on": date(2024, 4, 1)} | fields
    return Entry(id=entry_id, question=question, answer=answer, **given)  # type: ignore[arg-type]


GOMI = Collection(
    name="gomi",
    title="ごみの出し方",
    audience=Audience.PUBLIC,
    owner="ごみ課",
    categories=(Category(name="可燃ごみ", short="可燃"), Category(name="不燃ごみ", short="不燃")),
    contacts=(Contact(department="ごみ課", phone="00-0000-0000", hours="平日 9:00–17:00"),),
)
CHAT = Collection(name="chat", title="庁内チャット", audience=Audience.STAFF, owner="情報課")
ITEMS = (
    entry("blanket", "毛布", "可燃ごみです。", category="可燃ごみ", reading="もうふ"),
    entry("pan", "フライパン", "不燃ごみです。", category="不燃ごみ", phrasings=("炒め鍋",)),
    entry("umbrella", "傘", "不燃ごみです。", category="不燃ごみ", reading="かさ"),
    entry("box", "ダンボール", "紙・布です。", category="紙・布"),
    entry("tyre", "タイヤ", "確認できていません。", kind=Kind.UNKNOWN),
)
