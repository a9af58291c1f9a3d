"""What does it cost an agent not to say which system? The staff's sets, asked of all four collections at once.

    python -m eval.together            # right entry in the first three, by how hits of several collections are put in order

`own` asks the question's own collection, as the page does with a system chosen by its key.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from rich.console import Console
from rich.table import Table

from eval import own
from faqbot.desk.lookup import merged
from faqbot.evaluation.files import JudgedQuery
from faqbot.types import Decision, Hit

SYSTEMS = ("chat", "counter", "kiosk", "terminal")
TRUSTS = (0.0, 0.125, 0.25, 0.5, 1.0)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, what each collection decided, its own first; the ids that answer it."""

    system: str
    decisions: tuple[Decision, ...]
    right: frozenset[str]

    def found(self, hits: Sequence[Hit]) -> bool:
        """Whether the right entry is among the first three."""
        return any(hit.entry.collection == self.system and hit.entry.id in self.right for hit in hits[:3])


def questions(every: int = 1) -> Iterator[Asked]:
    """Each judged question that something answers; of `every` so many, one."""
    judged = [(case, _right(case.query)) for case in own.cases(*SYSTEMS)]
    for case, right in [each for each in judged if each[1]][::every]:
        others = [system for system in SYSTEMS if system != case.set_name]
        asked = (own.searcher(system).decide(case.query.text, 10) for system in (case.set_name, *others))
        yield Asked(case.set_name, tuple(asked), right)


def _right(query: JudgedQuery) -> frozenset[str]:
    return frozenset(entry for entry, grade in query.grades.items() if grade > 0)


def main() -> None:
    """Print the shares by system, for the chosen order and for others."""
    asked = list(questions())
    table = Table("set", "questions", "own", *(f"trust {trust:g}" for trust in TRUSTS))
    for name, group in groupby(asked, key=lambda each: each.system):
        _row(table, name, list(group))
    _row(table, "all", asked)
    Console().print(table)


def _row(table: Table, name: str, asked: Sequence[Asked]) -> None:
    own_share = sum(each.found(each.decisions[0].hits) for each in asked) / len(asked)
    shares = (
        sum(each.found(merged(each.decisions, 3, trust)) for each in asked) / len(asked) for trust in TRUSTS
    )
    table.add_row(name, str(len(asked)), f"{own_share:.3f}", *(f"{share:.3f}" for share in shares))


if __name__ == "__main__":
    main()
