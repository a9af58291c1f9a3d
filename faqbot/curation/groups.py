"""What have people asked in vain, need by need? Tickets of one need as one group. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from faqbot.search.clusters import clusters
from faqbot.search.likeness import Question
from faqbot.store.base_tickets import Background
from faqbot.types import Entry, ScoredId, Ticket

Needs = tuple[tuple[str, ...], ...]
"""Tickets by need: the ids of each, first that of the question that is most like all the others."""
_TERMS = 3
_VOTERS = 3
"""Of what a ticket came near to, so many entries have a say in who is asked to answer it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Open tickets of one need, most asked first."""

    id: str
    """Of its oldest ticket: it stays when more is asked."""
    collection: str
    tickets: tuple[Ticket, ...]
    label: str
    """The question that is most like all the others, as it was asked."""
    channels: Mapping[str, int]
    """How often it was asked by each channel, most first."""
    department: str
    """Who is asked to answer it: the owner of what it came near to, else the collection's."""
    category: str
    """Guessed from what it came near to; may be empty."""

    @property
    def count(self) -> int:
        """How often it was asked."""
        return sum(ticket.count for ticket in self.tickets)

    @property
    def first_at(self) -> datetime:
        """When it was first asked."""
        return min(ticket.first_at for ticket in self.tickets)

    @property
    def last_at(self) -> datetime:
        """When it was last asked."""
        return max(ticket.last_at for ticket in self.tickets)

    def waited(self, now: datetime) -> timedelta:
        """How long whoever asked first has been waiting."""
        return now - self.first_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which groups of a collection to show; what is empty does not narrow."""

    department: str = ""
    channel: str = ""
    waited: timedelta = timedelta(0)
    """At least so long."""

    def admits(self, group: Group, now: datetime) -> bool:
        """Whether to show a group."""
        return (
            self.department in ("", group.department)
            and (not self.channel or self.channel in group.channels)
            and group.waited(now) >= self.waited
        )


EVERY = Filter()


def needs(tickets: Sequence[Ticket], questions: Sequence[Question]) -> Needs:
    """The tickets by need. `questions` are the tickets as they are read, in the same order."""
    found = []
    for rows in clusters(questions):
        first = rows[central([questions[row] for row in rows], [tickets[row].count for row in rows])]
        found.append((tickets[first].id, *(tickets[row].id for row in rows if row != first)))
    return tuple(found)


def still(kept: Needs, tickets: Sequence[Ticket]) -> Needs:
    """What was kept of tickets that are open now; those that are not in it stand alone."""
    left = {ticket.id for ticket in tickets}
    groups = [tuple(key for key in group if key in left) for group in kept]
    left.difference_update(*groups)
    return (*filter(None, groups), *((ticket.id,) for ticket in tickets if ticket.id in left))


def gather(
    found: Needs,
    tickets: Sequence[Ticket],
    backgrounds: Mapping[str, Background],
    entries: Mapping[str, Entry],
    owner: str,
) -> tuple[Group, ...]:
    """The groups of a collection's open tickets, most asked first, then most recent.

    `entries` are those of the collection by id; `owner` whose the collection is.
    """
    by_id = {ticket.id: ticket for ticket in tickets}
    groups = []
    for keys in found:
        members = sorted((by_id[key] for key in keys), key=lambda ticket: (-ticket.count, ticket.first_at))
        group = Group(
            id=min(keys, key=int),
            collection=members[0].collection,
            tickets=tuple(members),
            label=by_id[keys[0]].text,
            channels=_channels(members, backgrounds),
            department=owner,
            category="",
        )
        groups.append(_routed(group, [backgrounds[key].near for key in keys if key in backgrounds], entries))
    return tuple(sorted(groups, key=lambda group: (-group.count, -group.last_at.timestamp())))


def central(questions: Sequence[Question], counts: Sequence[int]) -> int:
    """Which question's terms the others share most, each counting as often as it was asked; the more asked of equals."""
    asked = [frozenset(question.whole.analysis.terms) for question in questions]
    said: Counter[str] = Counter()
    for terms, count in zip(asked, counts, strict=True):
        said.update(dict.fromkeys(terms, count))

    def alike(row: int) -> tuple[float, int, int]:
        own = len(asked[row]) or 1
        return sum(said[term] for term in asked[row]) / own**0.5, counts[row], -row

    return max(range(len(questions)), key=alike)


def sure(questions: Sequence[Question], first: int) -> tuple[int, ...]:
    """Which of the questions of a group surely mean what the `first` does: they stay together when nothing is compared but what
    each says. The others may be other needs.

    In the two blind sets, 92 and 91 % of what is taken along with a label belongs to it; of all that is in its group, 34 and 40 %
    (`python -m eval.groups`).
    """
    return next(rows for rows in clusters(questions) if first in rows)


def shared(questions: Iterable[Question]) -> tuple[str, ...]:
    """The terms that more than one of several questions have, the most common first; all of a single one's."""
    asked = [dict.fromkeys(question.whole.analysis.terms) for question in questions]
    counted = Counter(term for terms in asked for term in terms)
    common = [term for term, count in counted.most_common() if count > 1 or len(asked) == 1]
    return tuple(common[:_TERMS])


def _channels(tickets: Iterable[Ticket], backgrounds: Mapping[str, Background]) -> Mapping[str, int]:
    counted: Counter[str] = Counter()
    for ticket in tickets:
        if ticket.id in backgrounds:
            counted.update(backgrounds[ticket.id].channels)
    return dict(counted.most_common())


def _routed(group: Group, near: Sequence[Sequence[ScoredId]], entries: Mapping[str, Entry]) -> Group:
    """With the department and the category that most of what it came near to belongs to."""
    departments: Counter[str] = Counter()
    categories: Counter[str] = Counter()
    for hits in near:
        best = sorted(hits, key=lambda hit: -hit.score)[:_VOTERS]
        for entry in (entries[hit.entry_id] for hit in best if hit.entry_id in entries):
            departments[entry.department] += 1
            categories[entry.category] += 1
    if not departments:
        return group
    return replace(
        group,
        department=departments.most_common(1)[0][0],
        category=categories.most_common(1)[0][0],
    )
