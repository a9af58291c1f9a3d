"""Keys for machines, from the command line: shown once."""

from __future__ import annotations

from pathlib import Path

from tests.cli.test_cli import faqbot


def test_a_key_is_shown_once_listed_and_revoked(tmp_path: Path) -> None:
    data = tmp_path / "var"
    made = faqbot("key", "create", "案内端末", "--scope", "ask", "--days", "30", data=data)
    sent = made.stdout.strip()
    assert sent.startswith("fq_")
    assert "もう一度見ることはできません" in made.stderr
    number = sent.split("_")[1]
    listed = faqbot("key", "list", data=data).stdout
    assert listed.startswith(f"{number}\t案内端末\t質問\t")
    assert "未使用" in listed
    assert sent not in listed
    assert "止めました" in faqbot("key", "revoke", number, data=data).stdout
    assert "停止" in faqbot("key", "list", data=data).stdout
    assert "faqbot key list" in faqbot("key", "revoke", "x", data=data).stderr
