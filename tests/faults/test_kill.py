"""Killed at any moment under load: what was acknowledged is kept, the database is whole, and it is up again."""

from __future__ import annotations

from pathlib import Path

from eval.faults import kill_rounds


def test_no_acknowledged_turn_is_lost_to_a_kill(tmp_path: Path) -> None:
    found = kill_rounds(tmp_path, rounds=5, seed=1)
    assert found.acknowledged > 0
    assert (found.rounds, found.lost, found.broken) == (5, 0, 0)
