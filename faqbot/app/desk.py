"""The desk and the staff's office over one store."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from faqbot.app.identity import make_sso
from faqbot.app.search import make_analyzer, one_thread
from faqbot.app.store import open_store_only
from faqbot.settings import Settings

if TYPE_CHECKING:
    from faqbot.desk.desk import Desk
    from faqbot.desk.office import Office
    from faqbot.desk.watching import Watching
    from faqbot.schedule.hours import Hours
    from faqbot.store.base import Store


@contextmanager
def open_house(settings: Settings, watching: Watching | None = None) -> Iterator[tuple[Desk, Office, Store]]:
    """A desk, its office, and under both the store of the data directory, which is made where there is none.

    `watching` is told of every answer.

    Raises:
        StoreError: the database or its key cannot be used.
        DictionaryMissing: the Sudachi dictionary is not installed.
        InvalidInput: the file of sentences cannot be used.
    """
    from faqbot.desk.desk import Desk
    from faqbot.desk.live import LiveSearcher
    from faqbot.desk.readings import StoredReadings
    from faqbot.desk.watching import NOBODY
    from faqbot.desk.wording import DEFAULT, read
    from faqbot.search.artifact import Shelf as Artifacts
    from faqbot.search.embedder import open_model

    wordings = read(settings.wording) if settings.wording else DEFAULT
    with open_store_only(settings) as store:
        one_thread()
        analyzer = make_analyzer(settings)
        artifacts = Artifacts(settings.data)
        model = open_model(settings.model) if settings.model else None
        live = LiveSearcher(
            store, analyzer, learned=artifacts.find, embedder=model, kept=StoredReadings(store)
        )
        with closing(live):
            desk = Desk(store, live, analyzer, wordings=wordings, watching=watching or NOBODY)
            yield desk, make_office(store, desk, settings), store


@contextmanager
def open_desk(settings: Settings) -> Iterator[Desk]:
    """The desk of `open_house` alone."""
    with open_house(settings) as (desk, _, _):
        yield desk


def make_office(store: Store, desk: Desk | None = None, settings: Settings | None = None) -> Office:
    """The staff's use cases over a store, by the reception hours that its collections give.

    What an agent finds no answer to goes on a ticket of the `desk`; without one, nowhere. Without `settings` they are the
    default ones.
    """
    from faqbot.desk.faults import Faults
    from faqbot.desk.handoff import reception
    from faqbot.desk.inquiries import Inquiries, no_ticket
    from faqbot.desk.office import Office
    from faqbot.desk.reports import Reports
    from faqbot.identity.accounts import Accounts
    from faqbot.identity.api_keys import ApiKeys
    from faqbot.staff.accounts import Role

    def hours(system: str) -> Hours | None:
        found = {each.name: each for each in store.collections()}.get(system)
        return reception(found) if found else None

    given = settings or Settings()
    accounts = Accounts(store, second_factor=[Role(name) for name in given.second_factor])
    return Office(
        accounts=accounts,
        inquiries=Inquiries(store, hours=hours, give_up=desk.give_up if desk else no_ticket),
        faults=Faults(store, hours=hours),
        reports=Reports(store, hours=hours),
        sso=make_sso(store, accounts, given),
        keys=ApiKeys(store),
    )


@contextmanager
def open_office(settings: Settings) -> Iterator[Office]:
    """The staff's use cases alone, without the searching that a desk loads.

    Raises:
        StoreError: the database or its key cannot be used.
    """
    with open_store_only(settings) as store:
        yield make_office(store, settings=settings)
