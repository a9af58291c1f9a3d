"""The composition root: the only place that names concrete parts and puts them together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from faqbot.settings import Settings

if TYPE_CHECKING:
    from fastapi import APIRouter, FastAPI
    from starlette.types import ASGIApp

    from faqbot.channels.line import Line
    from faqbot.channels.rocketchat_account import Account
    from faqbot.curation.curation import Curation
    from faqbot.curation.past import Asked
    from faqbot.curation.proof import Looks
    from faqbot.desk.desk import Desk
    from faqbot.desk.office import Office
    from faqbot.desk.watching import Watching
    from faqbot.identity.accounts import Accounts
    from faqbot.identity.networks import Networks
    from faqbot.identity.single_sign_on import SingleSignOn
    from faqbot.operation.metrics import Counted
    from faqbot.schedule.hours import Hours
    from faqbot.search.learned import Learned
    from faqbot.search.training import Progress
    from faqbot.store.base import Store
    from faqbot.store.key import Key
    from faqbot.text.analyzer import Analyzer
    from faqbot.trust.trust import Trust
    from faqbot.types import Entry
    from faqbot.web.app import Running
    from faqbot.web.reaching import Admission


_PANEL_RATE = 5
"""A page of the panel is some hundred small files, and a city hall one address."""


def one_thread() -> None:
    """Let matrix products stay in the thread that asks: spread over busy cores, a question of 1 ms takes 8."""
    from threadpoolctl import threadpool_limits

    threadpool_limits(1)


def make_analyzer(settings: Settings) -> Analyzer:
    """The analyzer with the synonyms of the settings.

    Raises:
        CorpusError: a list of synonyms cannot be read.
    """
    from faqbot.text.analyzer import Analyzer
    from faqbot.text.tokenizer import SudachiTokenizer
    from faqbot.text.wordlists import read_synonyms

    return Analyzer(SudachiTokenizer(), read_synonyms(settings.synonyms))


def trained(settings: Settings, entries: Sequence[Entry], analyzer: Analyzer, told: Progress) -> Learned:
    """The label-free trained parts for any entries: trained now, or before under the data directory."""
    from faqbot.errors import ArtifactError
    from faqbot.search.artifact import load, save
    from faqbot.search.training import digest, train

    path = settings.data / "learned" / "eval" / f"{digest(entries, analyzer)}.npz"
    try:
        return load(path, analyzer.fingerprint)
    except ArtifactError:
        save(train(entries, analyzer, told=told), path)
        return load(path, analyzer.fingerprint)


@contextmanager
def open_store_only(settings: Settings) -> Iterator[Store]:
    """The store of the data directory without a desk over it.

    Raises:
        StoreError: the database or its key cannot be used.
    """
    from faqbot.store import open_store

    store = open_store(settings.data, settings.key)
    try:
        yield store
    finally:
        store.close()


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


def make_sso(store: Store, accounts: Accounts, settings: Settings) -> SingleSignOn | None:
    """Signing in with the provider of the settings; None where there is none.

    Raises:
        SettingsError: the provider's address is not safe.
    """
    if not settings.oidc_issuer:
        return None
    from faqbot.identity.claims import ClaimMap
    from faqbot.identity.provider import Client, Provider
    from faqbot.identity.single_sign_on import SingleSignOn
    from faqbot.staff.accounts import Role

    claims = ClaimMap(
        role_claim=settings.oidc_role_claim,
        roles={theirs: Role(ours) for theirs, ours in settings.oidc_roles.items()},
        department_claim=settings.oidc_department_claim,
        departments=settings.oidc_departments,
    )
    client = Client(settings.oidc_issuer, settings.oidc_client, settings.oidc_secret)
    return SingleSignOn(store, accounts, Provider(client), claims)


@contextmanager
def open_office(settings: Settings) -> Iterator[Office]:
    """The staff's use cases alone, without the searching that a desk loads.

    Raises:
        StoreError: the database or its key cannot be used.
    """
    with open_store_only(settings) as store:
        yield make_office(store, settings=settings)


def database_of(settings: Settings) -> tuple[Path, Key]:
    """The file of the database, which must exist, and its key. Neither is opened, moved forward or made.

    Raises:
        StoreError: there is no database, or no key for it, or one that others can read.
    """
    from faqbot.errors import StoreError
    from faqbot.store.key import find_key
    from faqbot.store.sql import database_at

    database = database_at(settings.data)
    if not database.is_file():
        raise StoreError(
            f"データベース {database} がないので、--data か FAQBOT_DATA の場所を確かめてください。"
        )
    return database, find_key(database, settings.key)


@contextmanager
def open_trust(settings: Settings) -> Iterator[Trust]:
    """The operator's use cases.

    Raises:
        StoreError: the database or its key cannot be used.
    """
    from faqbot.staff.retention import days_of
    from faqbot.trust.persons import Persons
    from faqbot.trust.trail import Trail
    from faqbot.trust.trust import Trust

    days = days_of(settings.keep_days)
    with open_store_only(settings) as store:
        yield Trust(Trail(store), Persons(store, days=days))


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
    from pathlib import Path

    from faqbot.curation.past import Asked
    from faqbot.evaluation.files import read_set

    folder = Path(__file__).resolve().parent.parent / "eval" / "sets" / collection
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


@contextmanager
def open_desk(settings: Settings) -> Iterator[Desk]:
    """The desk of `open_house` alone."""
    with open_house(settings) as (desk, _, _):
        yield desk


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
    from faqbot.desk.watching import NOBODY
    from faqbot.desk.wording import DEFAULT, read
    from faqbot.search.artifact import Shelf as Artifacts
    from faqbot.search.embedder import open_model
    from faqbot.store import open_store

    wordings = read(settings.wording) if settings.wording else DEFAULT
    store = open_store(settings.data, settings.key)
    try:
        one_thread()
        analyzer = make_analyzer(settings)
        artifacts = Artifacts(settings.data)
        model = open_model(settings.model) if settings.model else None
        live = LiveSearcher(store, analyzer, learned=artifacts.find, embedder=model)
        with closing(live):
            desk = Desk(store, live, analyzer, wordings=wordings, watching=watching or NOBODY)
            yield desk, make_office(store, desk, settings), store
    finally:
        store.close()


def make_line(settings: Settings, desk: Desk, store: Store) -> Line | None:
    """The LINE account of the settings; None where there is none."""
    if not (settings.line_token and settings.line_secret):
        return None
    from faqbot.channels.line import Line

    return Line(
        desk,
        store,
        token=settings.line_token,
        secret=settings.line_secret,
        host=settings.line_host,
        collection=settings.collection,
        late=settings.line_late,
    )


def make_networks(settings: Settings) -> Networks:
    """The networks of the settings, and the proxies that are believed.

    Raises:
        SettingsError: one of them is no network.
    """
    from faqbot.identity.networks import Networks, Surface, read_networks

    given = {
        Surface.API: settings.api_networks,
        Surface.DESK: settings.desk_networks,
        Surface.PANEL: settings.panel_networks,
        Surface.METRICS: settings.metrics_networks,
    }
    return Networks(
        read_networks("FAQBOT_PROXIES", settings.proxies),
        {each: read_networks(f"FAQBOT_{each.name}_NETWORKS", texts) for each, texts in given.items()},
    )


def admission(settings: Settings, office: Office) -> Admission:
    """From where and how often the service may be reached."""
    from faqbot.web.reaching import Admission

    return Admission(make_networks(settings), settings.rate, office.keys.holder)


def metrics_reader(settings: Settings, store: Store) -> Callable[[str, str], bool]:
    """Who may read the metrics: whoever asks from their networks, and machines with a key for it.

    Raises:
        SettingsError: one of the networks is none.
    """
    from faqbot.identity.api_keys import ApiKeys, sent_by
    from faqbot.identity.networks import Surface
    from faqbot.staff.credentials import Scope

    networks, keys = make_networks(settings), ApiKeys(store)

    def may(address: str, authorization: str) -> bool:
        return networks.allows(Surface.METRICS, address) or bool(
            keys.holder(sent_by(authorization), Scope.METRICS)
        )

    return may


def panel_admitting(panel: ASGIApp, settings: Settings) -> ASGIApp:
    """The panel, reached from its networks only.

    Raises:
        SettingsError: one of them is no network.
    """
    from faqbot.identity.networks import Surface
    from faqbot.web.reaching import Admission, Located, Reaching

    rules = Admission(make_networks(settings), settings.rate * _PANEL_RATE)
    return Located(Reaching(panel, rules, surface=lambda _: Surface.PANEL), rules.networks)


def create_web(
    settings: Settings,
    desk: Desk,
    office: Office,
    line: Line | None = None,
    *,
    running: Running | None = None,
    counted: Counted | None = None,
) -> FastAPI:
    """The web application over a desk and its office, with LINE's door where there is an account.

    `running` is entered while the application is up; without it, LINE's messages are answered meanwhile. `counted` is
    told of what is turned away.
    """
    from faqbot.web.app import create_app
    from faqbot.web.landing import Landing

    return create_app(
        desk,
        collection=settings.collection,
        widget_origins=settings.widget_origins,
        office=office,
        landing=Landing(settings.panel_port, settings.panel_path),
        admission=admission(settings, office),
        channels=[rocketchat_door(settings, desk)] if settings.rocketchat_webhook_token else [],
        line=line,
        running=running,
        refused=counted.refused if counted else lambda: None,
    )


def rocketchat_account(settings: Settings) -> Account | None:
    """Our user in Rocket.Chat, if the settings name one."""
    from faqbot.channels.rocketchat_account import Account

    given = settings.rocketchat_url, settings.rocketchat_user, settings.rocketchat_token
    return Account(*given) if all(given) else None


def rocketchat_door(settings: Settings, desk: Desk) -> APIRouter:
    """Rocket.Chat's webhook over a desk."""
    from faqbot.channels.rocketchat_rooms import Rooms
    from faqbot.web.rocketchat import Door, router

    rooms = Rooms(settings.rocketchat_collection, settings.rocketchat_rooms)
    own = (*filter(None, [settings.rocketchat_user]), *settings.rocketchat_bots)
    account = rocketchat_account(settings)
    return router(desk, Door(settings.rocketchat_webhook_token, rooms, own, account))
