"""What a web site says otherwise than we do: proposed by crawls, decided by people, merged so that nobody's words are lost."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime

from faqbot.desk import wording
from faqbot.errors import InvalidInput, NotFound
from faqbot.staff.approvals import needs_second
from faqbot.staff.rights import Reach
from faqbot.store.base import Store
from faqbot.types import Entry, Proposal, ProposalKind, Status

_WRITTEN = ("question", "reading", "answer", "category", "condition")
"""Fields that a site says and a curator may have put better."""
_ORIGIN = ("source_title", "source_url", "checked_on")
"""Fields that say where and when the site said it; nobody words them."""
_EVERY = tuple(f.name for f in fields(Entry) if f.name not in ("id", "collection", "version"))


@dataclass(frozen=True, slots=True)
class Merged:
    """What accepting a proposal would write. `conflicts` are the fields that the site and a curator have both changed."""

    entry: Entry | None
    conflicts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposed:
    """What became of a crawl's proposals: published at once, or waiting for a person."""

    published: tuple[Entry, ...]
    waiting: tuple[Proposal, ...]


def merge(proposal: Proposal, stored: Entry | None) -> Merged:
    """Three-way merge: the fields that the site has changed since `base` go over `stored`, every other field stays.

    Without `base` site and entry have never been one: all that the site says goes over it, and what differs is a conflict.
    A new entry has version 0. None is written where there is nothing to write to: a page, or an entry that is not there.
    A person's wish goes over every field that it changes; a site has no say in those that are the curators' own.
    """
    base, said = proposal.base, proposal.said
    if proposal.kind is ProposalKind.GONE:
        return Merged(stored and replace(stored, status=Status.ARCHIVED))
    if said is None:
        return Merged(None)
    if stored is None:
        return Merged(replace(said, version=0, status=Status.PUBLISHED))
    wished = proposal.kind is ProposalKind.SUGGESTED
    changed = {
        name: getattr(said, name)
        for name in (_EVERY if wished else (*_WRITTEN, *_ORIGIN))
        if (getattr(said, name) if base is None else getattr(base, name) != getattr(said, name))
    }
    conflicts = (
        name
        for name in (_EVERY if wished else _WRITTEN)
        if name in changed
        and getattr(stored, name) != changed[name]
        and (base is None or getattr(stored, name) != getattr(base, name))
    )
    if proposal.kind is ProposalKind.NEW:
        changed["status"] = Status.PUBLISHED
    return Merged(replace(stored, **changed), tuple(conflicts))


class Proposals:
    """The use cases about proposals; `desk.proposals` is the one of a desk."""

    def __init__(
        self,
        store: Store,
        *,
        clock: Callable[[], datetime],
        publish_vectors: Callable[[Sequence[Entry]], None],
    ) -> None:
        self._store = store
        self._clock = clock
        self._publish_vectors = publish_vectors

    def propose(self, proposals: Sequence[Proposal], *, publish: bool = False, by: str = "") -> Proposed:
        """Put proposals before their departments. With `publish`, those that lose nobody's words are published as of `by`.

        An entry that has gone from the site, one that a curator has taken back or reworded where the site has
        changed, and one of a department where a second person looks first always waits for a person.

        Raises:
            NotFound: no such collection.
        """
        kept = self._store.propose(proposals)
        if not publish:
            return Proposed((), kept)
        stored = self._stored({each.collection for each in kept})
        merged = {p.id: merge(p, stored.get((p.collection, p.entry_id))) for p in kept}
        eyes = self._store.four_eyes()
        safe = {
            p.id: merged[p.id].entry
            for p in kept
            if _is_safe(p, merged[p.id], stored.get((p.collection, p.entry_id)), eyes)
        }
        published = self._accept(safe, by=by)
        return Proposed(published, tuple(p for p in kept if p.id not in safe))

    def list(
        self,
        *,
        collection: str | None = None,
        source: str | None = None,
        department: str | None = None,
        state: str = "open",
    ) -> tuple[Proposal, ...]:
        """Proposals, oldest first. An entry with an open one is 要確認."""
        found = self._store.proposals(collection, source, state)
        return tuple(p for p in found if department is None or p.department == department)

    def preview(self, proposal_id: str) -> Merged:
        """What accepting it would write as things stand, with the version that it stands on.

        Raises:
            NotFound: no such proposal.
        """
        proposal = self._store.proposal(proposal_id)
        if proposal is None:
            raise NotFound(wording.NO_PROPOSAL)
        stored = self._stored({proposal.collection})
        return merge(proposal, stored.get((proposal.collection, proposal.entry_id)))

    def accept(
        self, proposal_id: str, *, by: str, entry: Entry | None = None, within: Reach = None
    ) -> Entry | None:
        """Publish what a proposal leads to, as this person's: the preview, or `entry` as they have reworded it.

        Returns the entry as stored; None where the proposal was about a page.

        Raises:
            NotFound: no such proposal.
            StaleEntry: somebody else has written the entry, or decided, since it was looked at.
            NotAllowed: the entry belongs to a department beyond `within`, or a second person has to look first.
            InvalidInput: `entry` is not the one proposed.
        """
        proposal = self._store.proposal(proposal_id)
        if proposal is None:
            raise NotFound(wording.NO_PROPOSAL)
        if entry and (entry.collection, entry.id) != (proposal.collection, proposal.entry_id):
            raise InvalidInput(wording.ANOTHER_ENTRY)
        wanted = entry or self.preview(proposal_id).entry
        written = self._accept({proposal_id: wanted}, by=by, within=within)
        return written[0] if written else None

    def reject(self, proposal_id: str, *, by: str, within: Reach = None) -> None:
        """Leave the entry as it is. The same change is not proposed again; a further one is.

        Raises:
            NotFound: no such proposal.
            NotAllowed: it is another department's, beyond `within`.
            StaleEntry: somebody else has decided meanwhile.
        """
        self._store.reject(proposal_id, now=self._clock(), by=by, within=within)

    def _accept(
        self, decided: dict[str, Entry | None], *, by: str, within: Reach = None
    ) -> tuple[Entry, ...]:
        if not decided:
            return ()
        written = self._store.accept(decided, now=self._clock(), by=by, within=within)
        self._publish_vectors(written)
        return written

    def _stored(self, collections: Iterable[str]) -> dict[tuple[str, str], Entry]:
        return {(e.collection, e.id): e for name in collections for e in self._store.entries(name)}


def _is_safe(proposal: Proposal, merged: Merged, stored: Entry | None, four_eyes: frozenset[str]) -> bool:
    """Whether publishing it takes nothing away from anybody, nor past a second person."""
    if merged.entry and needs_second(stored, merged.entry, four_eyes):
        return False
    if proposal.kind in (ProposalKind.GONE, ProposalKind.SUSPICIOUS) or merged.conflicts or not merged.entry:
        return False
    return stored is None if proposal.kind is ProposalKind.NEW else _is_published(stored)


def _is_published(stored: Entry | None) -> bool:
    return stored is not None and stored.status is Status.PUBLISHED
