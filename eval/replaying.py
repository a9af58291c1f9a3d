"""How long does it take to hold a draft against the past? `python -m eval.replaying`: 2,000 questions, 20,000 entries."""

from __future__ import annotations

import argparse
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from eval.clock import seconds
from eval.fiction import fiction
from faqbot.app import open_house, open_store_only
from faqbot.curation.draft import Draft
from faqbot.curation.proof import QUESTIONS, Proof
from faqbot.curation.replay import Replayed
from faqbot.settings import Settings
from faqbot.staff.accounts import Account, Role
from faqbot.types import Audience, Collection, JudgedPair

_NOW = datetime(2026, 11, 20, tzinfo=UTC)
_CURATOR = Account(
    name="bench",
    display_name="bench",
    role=Role.ADMINISTRATOR,
    department="",
    password_hash="",
    created_at=_NOW,
)


def main() -> None:
    """Print how long the first replay takes, and the next one, of which only the draft's side is asked."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--size", type=int, default=20_000, help="entries")
    options.add_argument("--questions", type=int, default=QUESTIONS)
    given = options.parse_args()
    with TemporaryDirectory() as folder:
        settings = replace(Settings(), data=Path(folder), key="0" * 64)
        _fill(settings, given.size, given.questions)
        with open_house(settings) as (desk, _, store):
            proof = Proof(desk, store, None)  # type: ignore[arg-type]  # nothing is drawn
            desk.warm()
            one, other = store.entries("fiction")[:2]
            for entry in (one, one, other):
                draft = Draft("fiction", (replace(entry, question=f"{entry.question}の臨時受付"),))
                begun = process_time()
                took, made = seconds(partial(proof.replay, _CURATOR, [draft], limit=given.questions))
                print(f"{took:.1f} s ({process_time() - begun:.1f} s of it at work): {_told(made)}")


def _fill(settings: Settings, size: int, questions: int) -> None:
    invented = fiction()
    entries = invented.entries(size)
    with open_store_only(settings) as store:
        store.save_collection(Collection(name="fiction", title="", audience=Audience.PUBLIC, owner="bench"))
        store.save_entries(entries, now=_NOW, by="bench")
        for text, entry in zip(invented.questions(entries, questions), entries, strict=False):
            store.judge(
                JudgedPair(
                    collection="fiction",
                    text=text,
                    entry_id=entry.id,
                    right=True,
                    judged_at=_NOW,
                    origin="choice",
                )
            )


def _told(made: Replayed) -> str:
    counts = ", ".join(f"{verdict} {count}" for verdict, count in made.counts.items())
    return f"{made.questions} questions ({counts}); {made.still} of {made.wordings} wordings still first"


if __name__ == "__main__":
    main()
