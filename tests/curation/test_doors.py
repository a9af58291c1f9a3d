"""Every way to an entry, and who may go it: what is not named here fails until somebody has thought about it."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, fields, replace
from threading import Event

import pytest

from faqbot.curation.bulk import Change
from faqbot.curation.curation import Curation
from faqbot.curation.entries import Filter
from faqbot.curation.files import Comparison, Line
from faqbot.curation.publisher import Publisher
from faqbot.desk.desk import Desk
from faqbot.errors import NotAllowed, NotFound, StaleEntry
from faqbot.staff.accounts import Account
from faqbot.store.base import Store
from faqbot.types import Audience, Entry
from tests.conftest import ITEMS, ROOT, Clock, entry
from tests.curation.conftest import AGENT, GONE, HANA, KAWA, MORI
from tests.curation.conftest import ROOT as ADMINISTRATOR

PAN = ITEMS[1]
WISHED = replace(PAN, answer="粗大ごみです。")
NEW = entry("", "体重計", version=0)
PEOPLE = {
    "owner": MORI,
    "other": KAWA,
    "administrator": ADMINISTRATOR,
    "agent": AGENT,
    "shut out": GONE,
}
EVERYBODY = frozenset({"owner", "other", "administrator", "agent"})
CURATORS = frozenset({"owner", "other", "administrator"})
OWNERS = frozenset({"owner", "administrator"})


@dataclass(frozen=True, slots=True)
class Door:
    """Who may, an attempt (given what was made ready), and what has to be ready for it."""

    allowed: frozenset[str]
    attempt: Callable[[Curation, Account, str], object]
    ready: Callable[[Curation], str] = lambda curation: ""


FILE = Comparison(
    collection="gomi",
    name="a.csv",
    lines=(Line(2, PAN, WISHED, ()),),
    unchanged=0,
    absent=0,
    problems=(),
)


def asked(curation: Curation) -> str:
    """HANA's request, which waits for a second person."""
    curation.departments.set_four_eyes(ADMINISTRATOR, "ごみ課", on=True)
    curation.entries.save(HANA, WISHED, publish=True)
    return curation.approvals.list(HANA)[0].request.id


def wished(curation: Curation) -> str:
    return curation.proposals.suggest(HANA, WISHED, "理由").id


def unanswered(curation: Curation) -> str:
    """The ticket of a question that nothing answers."""
    return curation.desk.give_up("gomi", "体重計", audience=Audience.STAFF, channel="desk")


def settled(curation: Curation) -> str:
    """What HANA has done with a ticket."""
    return curation.settling.reword(HANA, "gomi", [unanswered(curation)], "pan", version=1).settlement


DOORS: Mapping[str, Door] = {
    "entries.collections": Door(EVERYBODY, lambda c, a, _: c.entries.collections(a)),
    "entries.list": Door(EVERYBODY, lambda c, a, _: c.entries.list(a, Filter(collection="gomi"))),
    "entries.get": Door(EVERYBODY, lambda c, a, _: c.entries.get(a, "gomi", "pan")),
    "entries.due": Door(EVERYBODY, lambda c, a, _: c.entries.due(a, "gomi")),
    "entries.alike": Door(EVERYBODY, lambda c, a, _: c.entries.alike(a, NEW)),
    "entries.save": Door(OWNERS, lambda c, a, _: c.entries.save(a, WISHED, publish=True)),
    "entries.archive": Door(OWNERS, lambda c, a, _: c.entries.archive(a, "gomi", "pan", version=1)),
    "entries.restore": Door(OWNERS, lambda c, a, _: c.entries.restore(a, "gomi", "pan", version=1)),
    "entries.delete": Door(OWNERS, lambda c, a, _: c.entries.delete(a, "gomi", "pan", version=1)),
    "bulk.preview": Door(EVERYBODY, lambda c, a, _: c.bulk.preview(a, [PAN], Change(category="資源"))),
    "bulk.apply": Door(OWNERS, lambda c, a, _: c.bulk.apply(a, [PAN], Change(category="資源"))),
    "files.export": Door(CURATORS, lambda c, a, _: c.files.export(a, "gomi", "csv")),
    "files.compare": Door(
        CURATORS, lambda c, a, _: c.files.compare(a, "gomi", "a.csv", "質問,答え\n".encode())
    ),
    "files.take_in": Door(OWNERS, lambda c, a, _: c.files.take_in(a, FILE)),
    "history.list": Door(EVERYBODY, lambda c, a, _: c.history.list(a, "gomi", "pan")),
    "history.recent": Door(EVERYBODY, lambda c, a, _: c.history.recent(a)),
    "history.writers": Door(EVERYBODY, lambda c, a, _: c.history.writers(a)),
    "history.compare": Door(EVERYBODY, lambda c, a, _: c.history.compare(a, "gomi", "pan", 1, 1)),
    "history.roll_back": Door(OWNERS, lambda c, a, _: c.history.roll_back(a, "gomi", "pan", 1, version=1)),
    "proposals.list": Door(EVERYBODY, lambda c, a, _: c.proposals.list(a)),
    "proposals.suggest": Door(EVERYBODY, lambda c, a, _: c.proposals.suggest(a, WISHED, "理由")),
    "proposals.accept": Door(OWNERS, lambda c, a, made: c.proposals.accept(a, made), wished),
    "proposals.reject": Door(OWNERS, lambda c, a, made: c.proposals.reject(a, made), wished),
    "approvals.list": Door(EVERYBODY, lambda c, a, _: c.approvals.list(a)),
    "approvals.mine": Door(EVERYBODY, lambda c, a, _: c.approvals.mine(a)),
    "approvals.approve": Door(OWNERS, lambda c, a, made: c.approvals.approve(a, made), asked),
    "approvals.decline": Door(OWNERS, lambda c, a, made: c.approvals.decline(a, made), asked),
    "departments.list": Door(EVERYBODY, lambda c, a, _: c.departments.list(a)),
    "words.save": Door(OWNERS, lambda c, a, _: c.words.save(a, "gomi", [], version=0)),
    "words.go_back": Door(OWNERS, lambda c, a, _: c.words.go_back(a, "gomi", 0, version=0)),
    "scenarios.save": Door(OWNERS, lambda c, a, _: c.scenarios.save(a, "gomi", (), was=())),
    "settling.reword": Door(
        OWNERS, lambda c, a, made: c.settling.reword(a, "gomi", [made], "pan", version=1), unanswered
    ),
    "settling.answer": Door(OWNERS, lambda c, a, made: c.settling.answer(a, [made], NEW), unanswered),
    "settling.decline": Door(OWNERS, lambda c, a, made: c.settling.decline(a, [made], NEW), unanswered),
    "settling.dismiss": Door(
        OWNERS, lambda c, a, made: c.settling.dismiss(a, "gomi", [made], reason="理由"), unanswered
    ),
    "settling.undo": Door(OWNERS, lambda c, a, made: c.settling.undo(a, "gomi", made), settled),
    "departments.set_four_eyes": Door(
        frozenset({"administrator"}),
        lambda c, a, _: c.departments.set_four_eyes(a, "情報課", on=True),
    ),
}
"""Every use case of the rooms that write entries: who may, and an attempt at an entry of ごみ課."""

LOOKS = frozenset(
    f"{part}.{name}"
    for part, names in {
        "proof": "preview try_out replay sides published",
        "words": "versions effect",
        "scenarios": "from_categories",
        "figures": "prepare today choices progress helped missing published as_spreadsheet as_csv",
        "tickets": "groups now near draft alike sure terms closed awaited departments regroup",
    }.items()
    for name in names.split()
)
"""Use cases that change nothing, tried where they are at home."""

OUTSIDE = frozenset({"desk", "office"})
"""Of a curation, what is no part of it; `test_who_writes_entries` holds it to what it may."""

WRITES = frozenset(
    "publish save_entries revise accept reject approve decline set_four_eyes save_collection save_synonyms propose dismiss reopen".split()
)
"""What of a store changes entries, or what becomes of them."""

OWN = frozenset("set_four_eyes save_collection save_synonyms propose dismiss".split())
"""Those that write no entry."""

WRITERS: Mapping[str, str] = {
    "desk.stock": "describe and take_in are the operator's, by the command line",
    "desk.proposals": "crawls, by the command line; curators come through curation.proposals with their reach",
    "curation.publisher": "the one door of curators",
    "curation.proposals": "suggests, which writes no entry, and settles what is about a page",
    "curation.approvals": "the second person",
    "curation.departments": "the administrator's switch",
    "curation.scenarios": "writes no entry, but a collection, as its owner",
    "curation.settling": "dismisses and opens tickets; entries go through the publisher, and back with a reach",
    "curation.words": "writes no entry, but a collection's synonyms, as its owner",
}

OPERATORS = frozenset({"describe", "take_in", "place", "proposals", "sweep"})
"""What of a desk asks for no account: not for pages and channels."""


def parts(curation: Curation) -> Iterator[tuple[str, object]]:
    for field in fields(curation):
        if field.name not in OUTSIDE:
            yield field.name, getattr(curation, field.name)


def methods(part: object) -> list[str]:
    return [name for name, _ in inspect.getmembers(part, callable) if not name.startswith("_")]


def kept(store: Store) -> object:
    """All that is said, and that is to be decided about it."""
    return (
        store.revision(),
        {name: store.entries(name) for name in ("gomi", "chat")},
        [(p.id, p.state) for s in ("open", "accepted", "rejected") for p in store.proposals(state=s)],
        [(each.id, each.state) for each in store.approvals(None)],
        store.four_eyes(),
        store.collections(),
        [(each.id, each.state) for s in ("open", "resolved", "dismissed") for each in store.tickets(state=s)],
    )


def test_every_use_case_is_named(curation: Curation) -> None:
    found = {f"{name}.{method}" for name, part in parts(curation) for method in methods(part)}
    assert found == set(DOORS) | LOOKS


def test_every_use_case_is_given_the_account_that_acts(curation: Curation) -> None:
    for name, part in parts(curation):
        for method in methods(part):
            first = next(iter(inspect.signature(getattr(part, method)).parameters), "")
            assert first == "account" or f"{name}.{method}" in LOOKS


@pytest.mark.parametrize("door", DOORS)
def test_who_may_go_through(curation: Curation, store: Store, door: str) -> None:
    made = DOORS[door].ready(curation)
    before = kept(store)
    for who in PEOPLE.keys() - DOORS[door].allowed:
        with pytest.raises(NotAllowed):
            DOORS[door].attempt(curation, PEOPLE[who], made)
        assert kept(store) == before, who
    for who in DOORS[door].allowed:
        with suppress(StaleEntry, NotFound):  # the second one comes too late, but is let in
            DOORS[door].attempt(curation, PEOPLE[who], made)


def calls(tree: ast.AST, owner: str, names: frozenset[str]) -> Iterator[ast.Call]:
    """Calls of methods of these names on whatever is called `owner` or ends so (`self._store`)."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in names:
            value = node.func.value
            name = value.attr if isinstance(value, ast.Attribute) else getattr(value, "id", "")
            if name.lstrip("_") == owner:
                yield node


def trees(*rooms: str) -> Iterator[tuple[str, ast.AST]]:
    for room in rooms:
        for path in sorted((ROOT / room).rglob("*.py")):
            name = (
                ".".join(path.relative_to(ROOT / "faqbot").with_suffix("").parts)
                if "faqbot" in room
                else str(path)
            )
            yield name, ast.parse(path.read_text("utf-8"))


def test_who_writes_entries() -> None:
    found = {name: list(calls(tree, "store", WRITES)) for name, tree in trees("faqbot")}
    writing = {name for name, each in found.items() if each and not name.startswith("store.")}
    assert writing == set(WRITERS)


def test_whoever_writes_for_a_curator_says_how_far_their_rights_go() -> None:
    silent = [
        f"{name}:{call.lineno} {call.func.attr}"
        for name, tree in trees("faqbot/curation")
        for call in calls(tree, "store", WRITES - OWN)
        if isinstance(call.func, ast.Attribute) and "within" not in {k.arg for k in call.keywords}
    ]
    assert silent == []


def test_pages_and_channels_call_nothing_that_asks_for_no_account() -> None:
    found = [
        f"{name}:{node.lineno} desk.{node.attr}"
        for name, tree in trees("faqbot/web", "faqbot/channels", "ui")
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in OPERATORS
        if (node.value.attr if isinstance(node.value, ast.Attribute) else getattr(node.value, "id", ""))
        in ("desk", "_desk")
    ]
    assert found == []
    assert set(dir(Desk)) | {"proposals"} >= OPERATORS


def test_an_entry_given_away_between_the_check_and_the_write_is_refused(
    curation: Curation, store: Store, clock: Clock
) -> None:
    """An administrator is in between: the store asks again, in its transaction."""
    looked, write = Event(), Event()

    class Slow(Publisher):
        def _refuse_twins(self, entries: Sequence[Entry]) -> None:
            looked.set()
            write.wait()

    slow = Slow(store, curation.desk, clock)
    with ThreadPoolExecutor() as pool:
        saving = pool.submit(slow.write, HANA, [WISHED])
        looked.wait()
        (given,) = curation.entries.save(
            ADMINISTRATOR, replace(PAN, department="情報課"), publish=True
        ).written
        write.set()
    assert isinstance(saving.exception(), StaleEntry)
    with pytest.raises(NotAllowed, match="情報課"):
        store.save_entries([WISHED], now=clock(), by="hana", within=frozenset({"ごみ課"}))
    assert store.entries("gomi")[1] == given
