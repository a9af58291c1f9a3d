"""An operator backs up, rehearses and restores; each mishap is one line that says what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from faqbot.operation.chores import Chore, last_done
from faqbot.store import open_store
from faqbot.types import Status
from tests.cli.test_cli import faqbot
from tests.contracts.store import CITY, NOW, entry


@pytest.fixture
def data(tmp_path: Path) -> Path:
    store = open_store(tmp_path / "var")
    store.save_collection(CITY)
    questions = ("住所を変えたい", "印鑑証明がほしい", "粗大ごみの出し方")
    store.save_entries(
        [entry(f"e{n}", question=text, status=Status.PUBLISHED) for n, text in enumerate(questions)],
        now=NOW,
        by="yamada",
    )
    store.close()
    return tmp_path / "var"


def test_back_up_rehearse_restore(data: Path, tmp_path: Path) -> None:
    folder, new = tmp_path / "backups", tmp_path / "new"
    for _ in range(3):
        made = faqbot("backup", str(folder), "--keep", "2", data=data)
        assert made.stdout.startswith("バックアップを取り、確かめました: ")
    assert "古いバックアップ 1 個を消しました。" in made.stdout
    assert len(list(folder.glob("*.db"))) == 2

    rehearsed = faqbot("rehearse", str(folder), data=data)
    assert rehearsed.stdout.splitlines()[-1] == "質問 3 件に、いまと同じ答えが返りました。"
    assert "書いたときと同じです" in faqbot("rehearse", data=data).stdout

    file = max(folder.glob("*.db"))
    assert f"faqbot --data {new} serve" in faqbot("restore", str(file), "--to", str(new), data=data).stdout
    searched = faqbot("audit", "search", "--kind", "backup", data=new).stdout.splitlines()
    assert searched[0].split("\t")[4:] == ["復元", "backup", file.name]
    assert faqbot("audit", "verify", data=new).returncode == 0
    assert "もうある" in faqbot("restore", str(file), "--to", str(new), data=data).stderr
    assert last_done(data, Chore.BACKUP) >= file.stat().st_mtime
    assert last_done(data, Chore.REHEARSAL) > 0


def test_each_mishap_is_one_line(data: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    faqbot("backup", str(folder), data=data)
    (file,) = folder.glob("*.db")
    other = tmp_path / "key"
    other.write_text("f" * 64 + "\n", "ascii")
    other.chmod(0o600)
    to = ("--to", str(tmp_path / "new"))
    nowhere = tmp_path / "nowhere"
    empty = tmp_path / "empty"
    empty.mkdir()
    for arguments, where, words in (
        (("restore", str(file), *to, "--key-file", str(other)), data, "この鍵では開けません"),
        (("restore", str(file), *to, "--key-file", str(nowhere)), data, "控えておいた鍵"),
        (("restore", str(file), *to), nowhere, "控えておいた鍵"),
        (("restore", str(nowhere), *to), data, "場所を確かめて"),
        (("backup", str(folder)), nowhere, "FAQBOT_DATA"),
        (("rehearse", str(empty)), data, "バックアップがない"),
    ):
        said = faqbot(*arguments, data=where)
        assert said.returncode == 1
        assert said.stderr.count("\n") == 1
        assert words in said.stderr
    assert not nowhere.exists()
    file.write_bytes(file.read_bytes()[:-4096])
    cut = faqbot("restore", str(file), *to, data=data)
    assert "途中で切れている" in cut.stderr
    assert not (tmp_path / "new").exists()
