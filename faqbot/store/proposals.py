"""What has a web site said otherwise than we do? Proposals, kept until a person has decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import astuple, fields
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, insert, select, update

from faqbot.errors import NotFound, StaleEntry
from faqbot.staff.rights import Reach, require_within
from faqbot.staff.versions import Cause, Origin
from faqbot.store.collections import require
from faqbot.store.engine import Database
from faqbot.store.packed import packed, unpacked
from faqbot.store.tables import entries, proposals
from faqbot.store.writing import Pen, write_fresh
from faqbot.types import Entry, Proposal, ProposalKind, Sentence

_c = proposals.c


class SqlProposals(Database):
    """Proposals: see `faqbot.store.base.ProposalStore`."""

    def propose(self, proposals: Sequence[Proposal]) -> tuple[Proposal, ...]:
        with self.write() as connection:
            require(connection, {each.collection for each in proposals})
            return tuple(_add(connection, each) for each in proposals)

    def proposal(self, proposal_id: str) -> Proposal | None:
        with self.read() as connection:
            row = connection.execute(select(proposals).where(_is(proposal_id))).first()
        return None if row is None else _proposal(row)

    def proposals(
        self,
        collection: str | None = None,
        source: str | None = None,
        state: str = "open",
        entry_id: str | None = None,
    ) -> tuple[Proposal, ...]:
        wanted = select(proposals).where(_c.state == state).order_by(_c.pk)
        if collection is not None:
            wanted = wanted.where(_c.collection == collection)
        if source is not None:
            wanted = wanted.where(_c.source == source)
        if entry_id is not None:
            wanted = wanted.where(_c.entry_id == entry_id)
        with self.read() as connection:
            return tuple(map(_proposal, connection.execute(wanted)))

    def accept(
        self, decided: Mapping[str, Entry | None], *, now: datetime, by: str, within: Reach = None
    ) -> tuple[Entry, ...]:
        with self.write() as connection:
            origins = {
                (entry.collection, entry.id): Origin(Cause.PROPOSAL, proposal_id)
                for proposal_id, entry in decided.items()
                if entry
            }
            pen = Pen(now=now, by=by, within=within, origins=origins)
            for proposal_id in decided:
                close(connection, proposal_id, "accepted", pen)
            entries = [entry for entry in decided.values() if entry is not None]
            return write_fresh(connection, entries, pen) if entries else ()

    def reject(self, proposal_id: str, *, now: datetime, by: str, within: Reach = None) -> None:
        with self.write() as connection:
            close(connection, proposal_id, "rejected", Pen(now=now, by=by, within=within))


def _add(connection: Connection, proposal: Proposal) -> Proposal:
    same = [_c.state == "open", _c.source == proposal.source, _c.collection == proposal.collection]
    same += (
        [_c.entry_id == proposal.entry_id]
        if proposal.entry_id
        else [_c.entry_id == "", _c.url == proposal.url]
    )
    connection.execute(
        update(proposals).where(*same).values(state="superseded", decided_at=proposal.found_at)
    )
    added = connection.execute(insert(proposals).values(_row(proposal)).returning(proposals))
    return _proposal(added.one())


def close(connection: Connection, proposal_id: str, state: str, pen: Pen) -> None:
    """Close an open proposal.

    Raises:
        NotFound: no such proposal.
        StaleEntry: somebody else has decided it.
        NotAllowed: it is about an entry (or, where there is none, put before a department) beyond the pen's reach.
    """
    found = connection.execute(select(proposals).where(_is(proposal_id))).first()
    if found is None:
        raise NotFound(f"提案 {proposal_id!r} が見つからないので、一覧を読みこみなおしてください。")
    if found.state != "open":
        raise StaleEntry(
            "この提案はほかの人が先に決めたので、一覧を読みこみなおしてください。",
            by=found.decided_by,
            at=found.decided_at,
        )
    owner = select(entries.c.department).where(
        entries.c.collection == found.collection, entries.c.id == found.entry_id
    )
    require_within(pen.within, connection.execute(owner).scalar() or found.department)
    decision = {"state": state, "decided_at": pen.now, "decided_by": pen.by}
    connection.execute(update(proposals).where(_is(proposal_id)).values(decision))


def _is(proposal_id: str) -> ColumnElement[bool]:
    short = proposal_id.isascii() and proposal_id.isdecimal() and len(proposal_id) < 19
    return _c.pk == (int(proposal_id) if short else None)


def _row(proposal: Proposal) -> dict[str, Any]:
    row = {field.name: getattr(proposal, field.name) for field in fields(Proposal) if field.name != "id"}
    return row | {
        "kind": proposal.kind.value,
        "sentences": [astuple(each) for each in proposal.sentences],
        "base": proposal.base and packed(proposal.base),
        "said": proposal.said and packed(proposal.said),
    }


def _proposal(row: Row[Any]) -> Proposal:
    values = dict(row._mapping)
    values["kind"] = ProposalKind(values["kind"])
    values["sentences"] = tuple(Sentence(*each) for each in values["sentences"])
    for name in ("base", "said"):
        values[name] = values[name] and unpacked(values[name])
    return Proposal(id=str(values.pop("pk")), **values)
