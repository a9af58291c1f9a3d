"""What is told of pip-audit's report."""

from __future__ import annotations

from tests.supply.audit import verdict

FINE = {"name": "click", "version": "8.2.0", "vulns": []}
SKIPPED = {"name": "wrapt", "skip_reason": "could not be audited"}
FLAW = {"name": "old", "version": "1.0", "vulns": [{"id": "PYSEC-2020-1", "fix_versions": ["1.1"]}]}


def test_a_flaw_fails_and_says_what_helps() -> None:
    code, said = verdict([FINE, FLAW, SKIPPED])
    assert code == 1
    assert "old 1.0: PYSEC-2020-1 → 1.1" in said


def test_what_was_not_looked_up_is_not_said_to_be_fine() -> None:
    for found in ([], [SKIPPED]):
        code, said = verdict(found)
        assert code == 0
        assert said.startswith("省きました")
    assert verdict([FINE, SKIPPED]) == (
        0,
        "1 個の部品に、知られている弱点はありません。（1 個は調べられませんでした）",
    )
