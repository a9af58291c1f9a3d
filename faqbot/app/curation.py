"""The curators' use cases over a desk, and what they look at a draft with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from faqbot.app.desk import open_house
from faqbot.settings import Settings

if TYPE_CHECKING:
    from faqbot.curation.curation import Curation
    from faqbot.curation.past import Asked
    from faqbot.curation.proof import Looks
    from faqbot.desk.desk import Desk
    from faqbot.desk.office import Office
    from faqbot.store.base import Store


@contextmanager
def open_curation(settings: Settings) -> Iterator[Curation]:
    """The curators' use cases, for the panel.

    Raises:
        as `open_house`.
    """
    with open_house(settings) as (desk, office, store):
        yield make_curation(desk, office, store)


def make_curation(
    desk: Desk, office: Office, store: Store, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
) -> Curation:
    """The curators' use cases over a desk and its store."""
    from faqbot.curation.approvals import Approvals
    from faqbot.curation.bulk import Bulk
    from faqbot.curation.curation import Curation
    from faqbot.curation.departments import Departments
    from faqbot.curation.entries import Entries
    from faqbot.curation.figures import Figures
    from faqbot.curation.files import Files
    from faqbot.curation.history import History
    from faqbot.curation.proof import Proof
    from faqbot.curation.proposals import EntryProposals
    from faqbot.curation.publisher import Publisher
    from faqbot.curation.scenarios import Scenarios
    from faqbot.curation.settling import Settling
    from faqbot.curation.tickets import Tickets
    from faqbot.curation.words import Words

    publisher = Publisher(store, desk, clock)
    proof = Proof(desk, store, make_looks(), clock)
    tickets = Tickets(store, desk, clock)
    return Curation(
        desk=desk,
        office=office,
        entries=Entries(store, desk, publisher, clock),
        figures=Figures(store, desk.analyzer.terms, clock),
        bulk=Bulk(publisher),
        files=Files(store, desk, publisher),
        history=History(store, publisher),
        proposals=EntryProposals(store, desk, publisher, clock),
        approvals=Approvals(store, desk, publisher, clock),
        departments=Departments(store, clock),
        proof=proof,
        scenarios=Scenarios(desk, store),
        words=Words(desk, store, proof, evaluation_questions, clock=clock),
        tickets=tickets,
        settling=Settling(store, desk, publisher, tickets.departments, clock),
    )


def evaluation_questions(collection: str) -> tuple[Asked, ...]:
    """The project's own questions on a collection, where it runs from its source tree; an installed package has none."""

    from faqbot.curation.past import Asked
    from faqbot.evaluation.files import read_set

    folder = Path(__file__).resolve().parents[2] / "eval" / "sets" / collection
    if not (folder / "qrels.tsv").is_file():
        return ()
    judged = [query for query in read_set(folder) if query.grades]
    return tuple(
        Asked(
            query.text,
            frozenset(i for i, grade in query.grades.items() if grade == max(query.grades.values())),
        )
        for query in judged
    )


def make_looks() -> Looks:
    """How LINE and the page draw a reply that is looked at before it is published; its buttons work nowhere."""
    from faqbot.channels.line_messages import messages
    from faqbot.channels.line_postback import Taps
    from faqbot.curation.proof import Looks
    from faqbot.web.models import Reply

    taps = Taps(b"for looking at only")
    return Looks(
        line=lambda reply, collection: messages(reply, collection, taps, "rehearsal"),
        page=lambda reply: Reply.of(reply).model_dump(mode="json"),
    )
