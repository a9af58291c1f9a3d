"""`collection.toml`: hours that can be read, roles that exist."""

from __future__ import annotations

from pathlib import Path

import pytest

from faqbot.corpus.collection import FILE, read_collection
from faqbot.errors import CorpusError
from faqbot.schedule.hours import Hours
from tests.conftest import CORPUS

LEAST = 'title = "ごみ"\naudience = "public"\nowner = "ごみ課"\n'


def folder(path: Path, text: str) -> Path:
    (path / FILE).write_text(LEAST + text, encoding="utf-8")
    return path


def test_unreadable_hours_are_refused_with_the_department(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"collection\.toml の「ごみ課」: 受付時間「9時ごろ」を読めません"):
        read_collection(folder(tmp_path, '[[contacts]]\ndepartment = "ごみ課"\nhours = "9時ごろ"'))


def test_hours_may_be_unknown(tmp_path: Path) -> None:
    made = read_collection(folder(tmp_path, '[[contacts]]\ndepartment = "ごみ課"\nhours = ""'))
    assert made.contact("ごみ課").hours == ""


def test_a_role_is_one_that_exists(tmp_path: Path) -> None:
    assert read_collection(folder(tmp_path, 'role = "emergency"')).role == "emergency"
    with pytest.raises(CorpusError, match="role は emergency にするか"):
        read_collection(folder(tmp_path, 'role = "king"'))


def test_the_hours_of_the_shipped_collections_are_read() -> None:
    """Requirement C3."""
    windows = {
        name: Hours.parse(read_collection(CORPUS / name).contacts[0].hours).week[0]
        for name in ("chat", "counter", "kiosk")
    }
    assert windows == {"chat": ((540, 1020),), "counter": ((525, 1035),), "kiosk": ((510, 1050),)}
