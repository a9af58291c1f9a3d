"""What crawls and other departments wish of an entry: put before its owner, who accepts, rewords or rejects."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from faqbot.corpus.rules import flaws
from faqbot.curation.differences import Difference, differences
from faqbot.curation.people import People
from faqbot.curation.publisher import Publisher, Saved
from faqbot.desk.desk import Desk
from faqbot.desk.intake import free_ids
from faqbot.desk.proposals import Merged, merge
from faqbot.errors import InvalidInput, NotFound, StaleEntry
from faqbot.staff.accounts import Account
from faqbot.staff.rights import may_change, reach, require_curator, require_signed_in
from faqbot.staff.versions import Cause, Origin
from faqbot.store.base import Store
from faqbot.store.base_editing import Wanted
from faqbot.text.masking import mask
from faqbot.text.normalize import storable
from faqbot.text.sentences import changes
from faqbot.types import Entry, Proposal, ProposalKind

BY_STAFF = "staff:"
"""Before the name of the account, the source of what a person suggests."""
_MOST_WHY = 1_000
_NO_PROPOSAL = "この提案は見つかりません。一覧を読みこみなおしてください。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """A proposal as it is read: what accepting it would write, as things stand."""

    proposal: Proposal
    said_by: str
    """Who wishes it: a display name, or the site."""
    merged: Merged
    """`entry` is what accepting writes (None: there is nothing to write), `conflicts` the fields both sides have changed."""
    changes: tuple[Difference, ...]
    mine: bool
    """The account may decide it."""


class EntryProposals:
    """The use cases of proposals behind the sign-in."""

    def __init__(self, store: Store, desk: Desk, publisher: Publisher, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._desk = desk
        self._publisher = publisher
        self._clock = clock

    def list(
        self, account: Account, *, collection: str | None = None, department: str | None = None
    ) -> tuple[Proposed, ...]:
        """Open proposals, oldest first.

        Raises:
            NotAllowed: the account is shut out.
        """
        require_signed_in(account)
        people = People(self._store)
        found = self._desk.proposals.list(collection=collection)
        stored = self._stored_of(found)
        shown = (
            self._proposed(account, each, stored.get((each.collection, each.entry_id)), people)
            for each in found
        )
        return tuple(each for each in shown if department in (None, each.proposal.department))

    def suggest(self, account: Account, entry: Entry, why: str) -> Proposal:
        """Wish an entry of any department otherwise, or a new one (version 0; an id is given where it has none).

        Whoever suggests again about the same entry replaces what they suggested before, as long as it is open.

        Raises:
            NotAllowed: the account is shut out.
            InvalidInput: nothing would change, no reason is given, or the entry could not be kept so.
            NotFound: no such collection.
        """
        require_signed_in(account)
        wished = replace(entry, id=entry.id or self._free_id(entry.collection))
        base, why = self._stored(wished), mask(storable(why).strip())
        if not 0 < len(why) <= _MOST_WHY:
            raise InvalidInput(f"変えてほしい理由を、{_MOST_WHY} 文字までで書いてください。")
        if found := "。".join(flaw for _, flaw in flaws(wished)):
            raise InvalidInput(f"この内容では提案できません。{found}。")
        if base and not differences(base, wished):
            raise InvalidInput("どこも変わっていません。変えてほしいところを書きかえてから送ってください。")
        made = Proposal(
            source=BY_STAFF + account.name,
            collection=wished.collection,
            department=base.department if base else wished.department,
            kind=ProposalKind.SUGGESTED,
            url=wished.source_url,
            entry_id=wished.id,
            before=base.answer if base else "",
            after=wished.answer,
            sentences=changes(base.answer if base else "", wished.answer),
            base=base,
            said=wished,
            found_at=self._clock(),
            note=why,
        )
        return self._store.propose([made])[0]

    def accept(self, account: Account, proposal_id: str, entry: Entry | None = None) -> Saved:
        """Publish what a proposal leads to, as the account's: `Proposed.merged.entry`, or `entry` as they have reworded it.

        In a department with four eyes it waits for a second person, and the proposal stays open until then.

        Raises:
            NotFound: no such proposal.
            StaleEntry: somebody else has decided meanwhile.
            InvalidInput: `entry` is another one than the proposal's.
            and as `Publisher.write`.
        """
        require_curator(account)
        proposal = self._open(proposal_id)
        stored = self._stored_of([proposal]).get((proposal.collection, proposal.entry_id))
        wanted = entry or merge(proposal, stored).entry
        if wanted is None:
            now, within = self._clock(), reach(account)
            return Saved(self._store.accept({proposal_id: None}, now=now, by=account.name, within=within))
        if (wanted.collection, wanted.id) != (proposal.collection, proposal.entry_id):
            raise InvalidInput("この提案は、別の項目についてのものです。一覧を読みこみなおしてください。")
        return self._publisher.write(account, [wanted], origin=Origin(Cause.PROPOSAL, proposal_id))

    def reject(self, account: Account, proposal_id: str) -> None:
        """Leave the entry as it is. The same change is not proposed again by a crawl; a further one is.

        Raises:
            NotAllowed: the account is no curator's, or the entry is another department's.
            StaleEntry: somebody else has decided meanwhile.
            NotFound: no such proposal.
        """
        require_curator(account)
        self._desk.proposals.reject(proposal_id, by=account.name, within=reach(account))

    def _proposed(
        self, account: Account, proposal: Proposal, stored: Entry | None, people: People
    ) -> Proposed:
        merged = merge(proposal, stored)
        owner = stored.department if stored else proposal.department
        by_staff = proposal.source.startswith(BY_STAFF)
        said_by = proposal.source.removeprefix(BY_STAFF) if by_staff else f"scrape:{proposal.source}"
        return Proposed(
            # An entry may have been given to another department since it was proposed.
            proposal=replace(proposal, department=owner),
            said_by=people.called(said_by),
            merged=merged,
            changes=differences(stored, merged.entry) if merged.entry else (),
            mine=may_change(account, owner),
        )

    def _open(self, proposal_id: str) -> Proposal:
        proposal = self._store.proposal(proposal_id)
        if proposal is None:
            raise NotFound(_NO_PROPOSAL)
        if proposal.state != "open":
            raise StaleEntry("この提案はもう決まっています。一覧を読みこみなおしてください。")
        return proposal

    def _stored_of(self, proposals: Sequence[Proposal]) -> dict[tuple[str, str], Entry]:
        """The entries that proposals are about, by collection and id."""
        ids: dict[str, set[str]] = {}
        for each in proposals:
            ids.setdefault(each.collection, set()).add(each.entry_id)
        wanted = (Wanted(collection=name, ids=names) for name, names in ids.items())
        found = (v.entry for each in wanted for v in self._store.listed(each).versions)
        return {(entry.collection, entry.id): entry for entry in found}

    def _stored(self, entry: Entry) -> Entry | None:
        found = self._store.listed(Wanted(collection=entry.collection, ids={entry.id})).versions
        if not found and entry.version > 1:
            raise NotFound("この項目は見つかりません。一覧を読みこみなおしてください。")
        return found[0].entry if found else None

    def _free_id(self, collection: str) -> str:
        return next(free_ids({entry.id for entry in self._store.entries(collection)}))
