"""An operator searches, exports and verifies the audit."""

from __future__ import annotations

import csv
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

from faqbot.staff.audit import Deed
from faqbot.store import open_store
from tests.cli.test_cli import faqbot
from tests.contracts.store import CITY

KEY = "0123456789abcdef" * 4


def test_an_operator_finds_what_was_done_and_what_was_undone(tmp_path: Path) -> None:
    data, out = tmp_path / "var", tmp_path / "audit.csv"
    store = open_store(data)
    store.save_collection(CITY)
    store.note(Deed.LOOKED, "inquiries", "=1+1", who="sato")
    store.close()

    assert (
        faqbot("audit", "verify", data=data).stdout == "監査の記録 2 件は、すべて正しくつながっています。\n"
    )
    kept = tmp_path / "anchor.jsonl"
    kept.write_text(faqbot("audit", "anchor", data=data).stdout, "utf-8")
    (line,) = faqbot("audit", "search", "--who", "sato", data=data).stdout.splitlines()
    assert line.startswith("2\t")
    assert line.endswith("\tsato\t-\t閲覧\tinquiries\t'=1+1")
    assert "2 件を" in faqbot("audit", "search", "--output", str(out), data=data).stdout
    rows = list(csv.DictReader(out.open(encoding="utf-8-sig")))
    assert [(row["したこと"], row["対象"]) for row in rows] == [("追加", "city"), ("閲覧", "'=1+1")]
    assert faqbot("audit", "verify", "--anchor", str(kept), data=data).returncode == 0

    key = (data / "key").read_text("ascii").strip()
    intruder = sqlcipher.connect(str(data / "faqbot.db"), isolation_level=None)
    intruder.execute(f"PRAGMA key = \"x'{key}'\"")
    intruder.execute("DROP TRIGGER audit_no_delete")
    intruder.execute("DELETE FROM audit WHERE number = 2")
    intruder.close()
    found = faqbot("audit", "verify", "--anchor", str(kept), data=data)
    assert found.returncode == 1
    assert "2 番: 控えにある記録がありません。" not in found.stderr.splitlines()[0]
    assert "情報セキュリティの担当" in found.stderr


def test_a_file_that_is_no_anchor(tmp_path: Path) -> None:
    store = open_store(tmp_path / "var")
    store.close()
    wrong = tmp_path / "wrong"
    wrong.write_text("なにか\n", "utf-8")
    said = faqbot("audit", "verify", "--anchor", str(wrong), data=tmp_path / "var")
    assert said.returncode == 1
    assert said.stderr.count("\n") == 1
    assert "faqbot audit anchor" in said.stderr
    refused = faqbot("audit", "search", "--output", "a.txt", data=tmp_path / "var")
    assert ".csv" in refused.stderr
