"""What would a successor need? Everything that is kept, in open forms, with a page that says what it is (requirement D8)."""

from __future__ import annotations

import csv
import json
import secrets
import shutil
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from faqbot.corpus.areas import areas_to_csv
from faqbot.corpus.scenario import scenario_to_toml
from faqbot.corpus.writer import to_csv
from faqbot.errors import InvalidInput
from faqbot.staff.audit import Deed
from faqbot.store.base import Store

_README = """faqbot から引き継ぐデータ
{at} に書き出しました。

collections/窓口の名前/entries.csv   項目（質問、答え、言い方、分類、担当）。faqbot import でそのまま取り込めます
collections/窓口の名前/areas.csv     地区と収集日（ある窓口だけ）
collections/窓口の名前/scenario.toml 選んで探すメニュー（ある窓口だけ）
tables/表の名前.csv                  残っているすべての表（Excel で開けます）
tables/表の名前.jsonl                同じ内容を 1 行 1 件の JSON にしたもの（機械で読むとき）

文字は UTF-8、日時は協定世界時（日本時間より 9 時間前）です。
パスワード、サインインの状態、鍵は入っていません。
それぞれの表に何が入っているかは、faqbot の docs/data_map.ja.md にあります。

表と件数
{tables}
このフォルダーには個人にかかわるデータが入っています。渡したあとは消してください。
"""


def hand_over(store: Store, folder: Path) -> dict[str, int]:
    """Write everything into a new folder; returns the rows by table. All of it is there, or nothing. It is audited.

    Raises:
        InvalidInput: the folder exists.
        OSError: it cannot be written.
    """
    if folder.exists():
        raise InvalidInput(f"{folder} はもうあるので、まだないフォルダーを指定してください。")
    part = folder.with_name(f"{folder.name}.{secrets.token_hex(4)}.part")
    (part / "tables").mkdir(mode=0o700, parents=True)
    part.chmod(0o700)
    try:
        store.note(Deed.EXPORTED, "everything", str(folder))
        _write_collections(store, part / "collections")
        with store.dump() as tables:
            counts = {name: _write(part / "tables", name, columns, rows) for name, columns, rows in tables}
        listed = "".join(f"{name}\t{count}\n" for name, count in counts.items())
        told = _README.format(at=datetime.now(UTC).isoformat(timespec="minutes"), tables=listed)
        (part / "README.txt").write_text(told, "utf-8-sig")
        part.rename(folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return counts


def _write_collections(store: Store, folder: Path) -> None:
    for each in store.collections():
        (folder / each.name).mkdir(parents=True)
        files = {
            "entries.csv": to_csv(store.entries(each.name)),
            "areas.csv": areas_to_csv(each.areas, [c.name for c in each.categories]) if each.areas else "",
            "scenario.toml": scenario_to_toml(each.topics) if each.topics else "",
        }
        for name, text in files.items():
            if text:
                (folder / each.name / name).write_text(text, "utf-8", newline="")


def _write(folder: Path, name: str, columns: tuple[str, ...], rows: Iterable[Mapping[str, Any]]) -> int:
    count = 0
    with (
        (folder / f"{name}.csv").open("w", encoding="utf-8-sig", newline="") as table,
        (folder / f"{name}.jsonl").open("w", encoding="utf-8") as lines,
    ):
        writer = csv.writer(table)
        writer.writerow(columns)
        for count, row in enumerate(rows, start=1):  # noqa: B007  (the last is what is returned)
            writer.writerow([_cell(row[column]) for column in columns])
            lines.write(json.dumps(row, ensure_ascii=False, default=_plain) + "\n")
    return count


def _cell(value: object) -> object:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime | date) else str(value)
