"""Which words stand in the questions that reached no answer? Noted once a ticket, and counted with its questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import delete, exists, func, insert, select

from faqbot.staff.funnel import Chosen, Term
from faqbot.store.counting import SqlCounting
from faqbot.store.funnel import within
from faqbot.store.tables import ticket_days, ticket_terms, tickets


class SqlTerms(SqlCounting):
    """The words of tickets: see `faqbot.store.base_funnel.FunnelStore`."""

    def unread_tickets(self, limit: int) -> Mapping[str, str]:
        noted = exists().where(ticket_terms.c.ticket_pk == tickets.c.pk)
        unread = select(tickets.c.pk, tickets.c.text).where(tickets.c.text != "", ~noted)
        with self.read() as connection:
            rows = connection.execute(unread.order_by(tickets.c.pk).limit(limit))
            return {str(row.pk): row.text for row in rows}

    def note_terms(self, terms: Mapping[str, Sequence[str]]) -> None:
        with self.write(hasty=True) as connection:
            kept = select(tickets.c.pk).where(tickets.c.pk.in_(map(int, terms)), tickets.c.text != "")
            pks = connection.execute(kept).scalars().all()
            connection.execute(delete(ticket_terms).where(ticket_terms.c.ticket_pk.in_(pks)))
            rows = [{"ticket_pk": pk, "term": term} for pk in pks for term in {*terms[str(pk)]} or {""}]
            if rows:
                connection.execute(insert(ticket_terms), rows)

    def missing_terms(self, chosen: Chosen, *, askers: int, limit: int) -> tuple[Term, ...]:
        term = ticket_terms.c.term
        asked, distinct = func.sum(ticket_days.c["count"]), func.sum(ticket_days.c.askers)
        found = (
            select(term, asked.label("count"), distinct.label("askers"))
            .join_from(ticket_days, ticket_terms, ticket_terms.c.ticket_pk == ticket_days.c.ticket_pk)
            .where(within(ticket_days, chosen), term != "")
            .group_by(term)
            .having(distinct >= askers)
            .order_by(asked.desc(), term)
            .limit(limit)
        )
        with self.counted() as connection:
            return tuple(Term(**row._mapping) for row in connection.execute(found))
