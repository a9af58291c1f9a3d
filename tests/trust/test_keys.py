"""The database gets another key as a whole or keeps its own, and hashed ids stay, or are hashed anew, for everyone at once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from faqbot.errors import StoreError, WrongKey
from faqbot.store import open_store
from faqbot.store.base_trust import LINE_SESSIONS
from faqbot.store.key import Key, find_key
from faqbot.store.rekey import change_key
from tests.conftest import ROOT
from tests.contracts.store import CITY, NOW, entry, turn
from tests.contracts.trust import broken
from tests.trust import dying

NEW = Key("e" * 64)
USER = "U0123456789abcdef0123456789abcdef"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    store = open_store(tmp_path / "data")
    store.save_collection(CITY)
    store.save_entries([entry("e1")], now=NOW, by="yamada")
    session = store.pseudonym(LINE_SESSIONS, USER)
    store.receive(turn("t1", channel="line", session=session))
    store.receive(turn("t2", channel="web", session="browser"))
    store.remember(session, area="北", now=NOW)
    store.close()
    return tmp_path / "data"


def knows(data: Path) -> tuple[list[str], str, int]:
    """The turns that a person on LINE is found by, what is remembered of them, and breaks of the audit."""
    store = open_store(data)
    try:
        session = store.pseudonym(LINE_SESSIONS, USER)
        return (
            [each.id for each in store.recent(session, NOW, 9)],
            store.remembered(session),
            len(broken(store)),
        )
    finally:
        store.close()


BEFORE = (["t1"], "北", 0)


def test_another_key_opens_it_and_people_stay_who_they_are(data: Path) -> None:
    old = find_key(data / "faqbot.db")
    change_key(data / "faqbot.db", old, NEW)
    assert find_key(data / "faqbot.db") == NEW
    assert knows(data) == BEFORE
    with pytest.raises(WrongKey):
        open_store(data, old.secret)
    change_key(data / "faqbot.db", NEW, old)
    assert knows(data) == BEFORE
    assert [file.name for file in data.iterdir() if file.suffix in (".part", ".next")] == []


def test_not_while_it_is_in_use(data: Path) -> None:
    store = open_store(data)
    store.count_turns()
    with pytest.raises(StoreError, match="止めてから"):
        change_key(data / "faqbot.db", find_key(data / "faqbot.db"), NEW)
    store.close()
    assert knows(data) == BEFORE


@pytest.mark.parametrize("step", dying.KEY_STEPS)
def test_killed_at_any_step_it_opens_and_has_everything(data: Path, step: str) -> None:
    died = subprocess.run(
        [sys.executable, "-m", "tests.trust.dying", str(data), NEW.secret, step], cwd=ROOT, check=False
    )
    assert died.returncode == -9
    assert knows(data) == BEFORE
    assert [file.name for file in data.iterdir() if file.suffix in (".part", ".next")] == []
    assert (find_key(data / "faqbot.db") == NEW) is (step == "_rename")


def test_hashed_anew_nobody_is_found_by_the_old_hash(data: Path) -> None:
    store = open_store(data)
    old = store.pseudonym(LINE_SESSIONS, USER)
    assert store.change_roots(NOW) == 1
    assert store.pseudonym(LINE_SESSIONS, USER) != old
    assert store.recent(old, NOW, 9) == ()
    assert [each.id for each in store.recent("browser", NOW, 9)] == ["t2"]
    store.close()
    assert knows(data) == BEFORE
    change_key(data / "faqbot.db", find_key(data / "faqbot.db"), NEW)
    assert knows(data) == BEFORE
