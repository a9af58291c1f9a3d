"""The evaluation as a page: every measure, what went wrong most, and whether the confidence means something.

    python -m eval.report --output var/report                          # index.html, self-contained
    python -m eval.report --output var/report --images docs/images     # and the two pictures of docs/evaluation.md

It reads the same questions and the same searchers as the gate.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from pathlib import Path

import click

from eval import curves, page, pictures
from eval.floors import Table
from eval.gate import ask
from eval.measures import ALL, HELD_OUT, MEASURES, grouped, measured
from eval.outcomes import Expected, Observed
from eval.page import Column, Html
from faqbot.types import Entry, Outcome

WORST = 40
"""Questions listed a set; the rest are counted."""

_WORDS = {Outcome.ANSWERED: "answered", Outcome.SUGGESTED: "suggested", Outcome.UNANSWERED: "unanswered"}


def report(seen: Sequence[Observed], on: date) -> str:
    """The page."""
    groups = grouped(seen)
    sections = [("All sets", page.join(_overview(measured(seen), groups), _pictures(seen)))]
    sections += [
        (name, _section(questions)) for name, questions in groups.items() if name not in (ALL, HELD_OUT)
    ]
    lead = f"{len(seen)} judged questions, asked of the shipped ranking on {on.isoformat()}."
    return page.document("How good are the answers?", lead, sections)


def _overview(figures: Table, groups: Mapping[str, Sequence[Observed]]) -> Html:
    columns = [Column("%"), *(Column(name.replace("_", " "), number=True) for name in figures)]
    counts = ["questions", *(str(len(groups[name])) for name in figures)]
    rows = [
        [measure.name, *(_percent(values.get(measure.name)) for values in figures.values())]
        for measure in MEASURES
    ]
    return page.table(columns, [counts, *rows])


def _section(questions: Sequence[Observed]) -> Html:
    parts = [page.heading("By kind of question"), page.table(_KIND_COLUMNS, map(_kind, _by_kind(questions)))]
    if any(o.expected is not Expected.NOTHING for o in questions):
        parts.append(_pictures(questions))
    missed = sorted((o for o in questions if _missed(o)), key=_badness)
    parts += [
        page.heading(f"Worst questions ({min(len(missed), WORST)} of {len(missed)})"),
        page.table(_WORST_COLUMNS, map(_worst, missed[:WORST])),
    ]
    if confused := list(_confused(questions)):
        picture = ("Category taken for category", pictures.confusion(questions))
        parts += [
            page.heading("Category taken for category"),
            page.table(_CONFUSED_COLUMNS, confused),
            page.pictures([picture]),
        ]
    return page.join(*parts)


# By kind

_KIND_COLUMNS = [
    Column("kind"),
    *(Column(name, number=True) for name in ("questions", "first", "first 3", "on screen")),
    *(Column(name, number=True) for name in ("answered", "of these wrong", "suggested", "unanswered")),
]


def _by_kind(questions: Sequence[Observed]) -> Iterator[tuple[str, list[Observed]]]:
    ordered = sorted(questions, key=lambda o: o.case.query.kind)
    return ((kind, list(group)) for kind, group in groupby(ordered, key=lambda o: o.case.query.kind))


def _kind(group: tuple[str, list[Observed]]) -> list[str | Html]:
    name, questions = group
    judged = [o for o in questions if o.case.query.grades]
    answered = [o for o in questions if o.outcome is Outcome.ANSWERED]
    wrong = sum(not o.right for o in answered)
    return [
        name,
        str(len(questions)),
        _ratio([o.right for o in judged]),
        _ratio([0 < o.rank <= 3 for o in judged]),
        _ratio([o.shown for o in judged]),
        str(len(answered)),
        page.tone(str(wrong), "bad") if wrong else "0",
        str(sum(o.outcome is Outcome.SUGGESTED for o in questions)),
        str(sum(o.outcome is Outcome.UNANSWERED for o in questions)),
    ]


def _ratio(happened: Sequence[bool]) -> str:
    return _percent(sum(happened) / len(happened)) if happened else ""


def _percent(value: float | None) -> str:
    return "" if value is None else f"{100 * value:.1f}"


# The worst questions

_WORST_COLUMNS = [
    Column("question"),
    Column("kind"),
    Column("outcome"),
    Column("confidence", number=True),
    Column("came first"),
    Column("wanted"),
    Column("at", number=True),
]


def _missed(o: Observed) -> bool:
    """Answered wrongly, or with a right entry that is not first, or a question that should have been answered and was not."""
    if o.outcome is Outcome.ANSWERED:
        return not o.right
    return o.expected is not Expected.NOTHING and (
        not o.right or (o.expected is Expected.ANSWER and o.outcome is Outcome.UNANSWERED)
    )


def _badness(o: Observed) -> tuple[float, ...]:
    """A wrong answer is worse than a wrong candidate, the surer the worse; then how deep the right entry lies."""
    answered = o.outcome is Outcome.ANSWERED
    return (-float(answered), -o.decision.confidence if answered else 0.0, -float(o.rank or 99))


def _worst(o: Observed) -> list[str | Html]:
    words = _WORDS[o.outcome]
    return [
        o.case.query.text,
        o.case.query.kind,
        page.tone(words, "bad") if o.outcome is Outcome.ANSWERED else words,
        f"{o.decision.confidence:.2f}",
        _name(o.first) if o.first else "—",
        " / ".join(map(_name, o.wanted[:2])) or ", ".join(o.stray) or "nothing answers it",
        str(o.rank) if o.rank else "—",
    ]


def _name(entry: Entry) -> str:
    return f"{entry.question}（{entry.condition}）" if entry.condition else entry.question


# Categories

_CONFUSED_COLUMNS = [Column("wanted"), Column("got"), Column("questions", number=True), Column("for example")]


def _confused(questions: Sequence[Observed]) -> Iterator[list[str]]:
    counts = curves.confusion(questions)
    for mistake, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        if mistake.wanted != mistake.got:
            examples = [o.case.query.text for o in questions if mistake in curves.confusion([o])]
            yield [mistake.wanted, mistake.got, str(count), "　".join(examples[:3])]


# Pictures


def _pictures(questions: Sequence[Observed]) -> Html:
    return page.pictures(
        [
            ("How often the first hit was right at each confidence", pictures.reliability(questions)),
            ("What would be answered from each threshold on", pictures.thresholds(questions)),
        ]
    )


@click.command()
@click.option("--output", required=True, type=click.Path(path_type=Path), help="The folder to write to.")
@click.option("--images", type=click.Path(path_type=Path), help="Where to write the pictures of the docs.")
def main(output: Path, images: Path | None) -> None:
    """Write the evaluation report."""
    seen = ask()
    output.mkdir(parents=True, exist_ok=True)
    (output / "index.html").write_text(report(seen, date.today()), encoding="utf-8")
    click.echo(output / "index.html")
    if images:
        images.mkdir(parents=True, exist_ok=True)
        (images / "reliability.png").write_bytes(pictures.reliability(seen))
        garbage = [o for o in seen if o.case.set_name == "garbage"]
        (images / "confusion.png").write_bytes(pictures.confusion(garbage))


if __name__ == "__main__":
    main()
