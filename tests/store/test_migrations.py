"""The schema comes forward from every earlier one, with what was in it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, MetaData, text

from faqbot.errors import StoreError
from faqbot.store import migrate, open_store
from faqbot.store.engine import connect
from faqbot.store.key import Key
from faqbot.store.tables import metadata
from tests.contracts.store import CITY, axis, entry, turn

KEY = Key("0123456789abcdef" * 4)
_SCRIPTS = ScriptDirectory.from_config(migrate.configuration())
REVISIONS = [script.revision for script in reversed(list(_SCRIPTS.walk_revisions()))]

_AT = datetime(2026, 4, 1, 0, 30)
_ENTRY: dict[str, Any] = {
    "collection": "city",
    "id": "e1",
    "version": 1,
    "question": "質問",
    "answer": "答え",
    "department": "市民課",
    "category": "",
    "reading": "",
    "phrasings": ["言い方"],
    "subject": "",
    "condition": "",
    "source_title": "",
    "source_url": "",
    "checked_on": date(2026, 2, 28),
    "valid_from": None,
    "valid_until": None,
    "kind": "answer",
    "status": "published",
    "fields": {"版": "1"},
    "saved_at": _AT,
    "saved_by": "import",
    "origin": "",
}
_INQUIRY: dict[str, Any] = dict.fromkeys(
    "department entry_id work action notes escalated_to target cause prevention ticket_id".split(), ""
) | {
    "id": "i1",
    "system": "city",
    "agent": "yamada",
    "received_at": _AT,
    "started_at": _AT,
    "finished_at": None,
    "channel": "phone",
    "question": "質問",
    "state": "open",
    "is_fault": False,
    "after_hours": False,
    "rounds": 1,
    "version": 1,
}
_COUNTED: dict[str, Any] = {
    "day": date(2026, 3, 1),
    "collection": "city",
    "channel": "web",
    "department": "市民課",
    "received": 1,
    "shown": 1,
    "solved": 1,
    "not_solved": 0,
}
ROWS: dict[str, dict[str, Any]] = {
    "collections": {
        "pk": 1,
        "name": CITY.name,
        "title": CITY.title,
        "audience": "public",
        "owner": CITY.owner,
        "greeting": "",
        "placeholder": "",
        "categories": [],
        "contacts": [],
        "examples": [],
    },
    "entries": _ENTRY | {"pk": 1},
    "entry_versions": _ENTRY,
    "tickets": {
        "pk": 1,
        "collection": "city",
        "key": "k",
        "text": "粗大ごみ",
        "count": 1,
        "first_at": _AT,
        "last_at": _AT,
        "state": "open",
        "entry_id": "",
    },
    "turns": {
        "pk": 1,
        "id": "t1",
        "received_at": _AT,
        "collection": "city",
        "channel": "web",
        "text": "粗大ごみ",
        "session": "",
        "outcome": "unanswered",
        "revision": 1,
        "confidence": 0.5,
        "hits": [["e1", 0.5]],
        "entry_id": "",
        "chosen_at": None,
        "solved": None,
        "ticket_pk": 1,
        "shape": "handoff",
        "shown": ["e1"],
        "offered": [["none", "t1", ""]],
        "refused": 1,
        "about": "",
        "area": "",
        "language": "ja",
        "part_of": "",
        "completes": False,
    },
    "visitors": {"session": "s", "area": "中央", "kept_at": _AT},
    "deliveries": {
        "channel": "rocketchat",
        "message": "m",
        "at": _AT,
        "body": {"text": "答え"},
        "arrived": True,
    },
    "audit": {"number": 1, "link": "{}"},
    "roots": {"number": 1, "secret": "0" * 64, "since": _AT},
    "readings": {"collection": "city", "edition": "1", "kept": b"{}"},
    "needs": {"collection": "city", "groups": [["1", "2"]]},
    "audit_head": {"id": 1, "number": 1, "digest": "0", "seal": "0"},
    "inbox": {
        "pk": 1,
        "channel": "line",
        "event": "1",
        "session": "s",
        "message": "2",
        "sent_at": _AT,
        "received_at": _AT,
        "payload": "{}",
        "state": "waiting",
        "turn_id": "",
        "reply": "",
    },
    "judged_pairs": {
        "pk": 1,
        "collection": "city",
        "text": "質問",
        "entry_id": "e1",
        "right": True,
        "judged_at": _AT,
        "origin": "curator",
    },
    "synonym_lists": {
        "pk": 1,
        "collection": "city",
        "version": 1,
        "synonyms": [],
        "saved_at": _AT,
        "saved_by": "yamada",
    },
    "accounts": {
        "pk": 1,
        "name": "yamada",
        "display_name": "山田",
        "role": "agent",
        "department": "情報課",
        "password_hash": "$argon2id$",
        "created_at": _AT,
        "disabled": False,
        "failures": 0,
        "locked_until": None,
        "issuer": "",
        "subject": "",
    },
    "sessions": {
        "key": "0" * 64,
        "account": "yamada",
        "begun_at": _AT,
        "seen_at": _AT,
        "stage": "in",
        "address": "",
        "device": "",
        "sid": "",
        "id_token": "",
    },
    "attempts": {"key": "0" * 64, "failures": 1, "last_at": _AT},
    "second_factors": {"account": "yamada", "secret": "A", "confirmed": True, "last_step": 0},
    "recovery_codes": {"digest": "0" * 64, "account": "yamada"},
    "api_keys": {
        "id": "k",
        "name": "案内端末",
        "digest": "0" * 64,
        "scopes": ["ask"],
        "created_at": _AT,
        "expires_at": _AT,
        "used_at": None,
        "revoked": False,
    },
    "inquiries": _INQUIRY | {"number": 1},
    "inquiry_changes": {
        "inquiry_id": "i1",
        "version": 1,
        "at": _AT,
        "by": "yamada",
        "act": "recorded",
        "record": {},
        "digest": "0" * 64,
    },
    "triages": {"system": "city", "sheet": {}},
    "stale_days": {"day": date(2026, 3, 1)},
    "question_days": _COUNTED | dict.fromkeys("understood offered chosen silent".split(), 0),
    "question_hours": _COUNTED | {"hour": 9},
    "entry_days": _COUNTED | {"entry_id": "e1"},
    "ticket_days": _COUNTED | {"ticket_pk": 1, "count": 1, "askers": 1},
    "ticket_terms": {"ticket_pk": 1, "term": "粗大"},
    "proposals": {
        "pk": 1,
        "source": "mihon",
        "collection": "city",
        "department": "市民課",
        "kind": "changed",
        "url": "https://city.example.jp/1.html",
        "entry_id": "e1",
        "before": "前",
        "after": "後",
        "sentences": [["removed", "前"], ["added", "後"]],
        "base": None,
        "said": None,
        "found_at": _AT,
        "state": "open",
        "decided_at": None,
        "decided_by": "",
        "note": "",
    },
    "four_eyes": {"department": "市民課", "since": _AT, "set_by": "yamada"},
    "approvals": {
        "pk": 1,
        "collection": "city",
        "entry_id": "e1",
        "department": "市民課",
        "entry": {},
        "origin": "",
        "asked_by": "yamada",
        "asked_at": _AT,
        "state": "open",
        "decided_by": "",
        "decided_at": None,
        "note": "",
    },
}
"""A row for each table, as of the newest revision; at an earlier one, the columns that it has."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "faqbot.db"


@pytest.fixture
def engine(path: Path) -> Iterator[Engine]:
    engine = connect(path, KEY)
    yield engine
    engine.dispose()


def put_rows(engine: Engine) -> MetaData:
    """Rows in the tables that there are; returns the tables."""
    there = MetaData()
    with engine.begin() as connection:
        there.reflect(connection, only=lambda name, _: name in metadata.tables)
        for table in there.sorted_tables:
            if connection.execute(table.select()).first():
                continue  # the audit, of the rows before
            if row := ROWS.get(table.name):
                known = {name: row[name] for name in row if name in table.c}
                connection.execute(table.insert(), known)
    return there


def differences(engine: Engine) -> list[Any]:
    with engine.connect() as connection:
        ours = {"include_name": lambda name, kind, _: kind != "table" or name in metadata.tables}
        context = MigrationContext.configure(connection, opts={"compare_type": True, **ours})
        return list(compare_metadata(context, metadata))


def counts(engine: Engine, tables: MetaData) -> dict[str, int]:
    with engine.connect() as connection:
        return {
            name: connection.execute(text(f"SELECT count(*) FROM {name}")).scalar_one()
            for name in tables.tables
        }


def test_there_are_several_revisions_in_one_line() -> None:
    assert len(REVISIONS) >= 3
    assert sorted(set(REVISIONS)) == REVISIONS


def test_every_table_has_a_row_to_bring_along() -> None:
    assert metadata.tables.keys() - ROWS.keys() == {"revision"}


@pytest.mark.parametrize("revision", REVISIONS)
def test_every_revision_comes_forward(path: Path, engine: Engine, revision: str) -> None:
    migrate.upgrade(path, KEY, revision)
    tables = put_rows(engine)
    before = counts(engine, tables)
    migrate.upgrade(path, KEY)
    assert counts(engine, tables) == before
    assert all(before.values())
    assert differences(engine) == []
    assert "vec_tickets" in all_tables(engine)


def all_tables(engine: Engine) -> set[str]:
    with engine.connect() as connection:
        return set(connection.execute(text("SELECT name FROM sqlite_schema")).scalars())


@pytest.mark.parametrize("revision", REVISIONS)
def test_the_program_works_on_what_came_forward(path: Path, revision: str) -> None:
    migrate.upgrade(path, KEY, revision)
    engine = connect(path, KEY)
    tables = put_rows(engine)
    engine.dispose()
    store = open_store(path.parent, KEY.secret)
    stored = entry(
        question="質問",
        answer="答え",
        phrasings=("言い方",),
        checked_on=date(2026, 2, 28),
        fields={"版": "1"},
    )
    assert store.snapshot().entries == store.history("city", "e1") == (stored,)
    assert store.collections() == (CITY,)
    store.put_vectors("city", [("e1", axis(0))])
    store.receive(turn("t2"))
    ticket = store.open_ticket(turn("t2"), key="k", vector=axis(0), near=0.1, now=turn().received_at)
    assert ticket.count == (2 if "tickets" in tables.tables else 1)
    store.close()


def test_a_fresh_database_is_what_the_tables_say(path: Path, engine: Engine) -> None:
    open_store(path.parent, KEY.secret).close()
    assert differences(engine) == []


def test_a_change_that_no_migration_makes_is_seen(path: Path, engine: Engine) -> None:
    migrate.upgrade(path, KEY)
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE turns ADD COLUMN more TEXT"))
        connection.execute(text("DROP INDEX uq_tickets_open_key"))
    assert len(differences(engine)) == 2


def test_a_newer_database_is_left_alone(path: Path, engine: Engine) -> None:
    migrate.upgrade(path, KEY)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError, match="faqbot を新しい版にしてから"):
        open_store(path.parent, KEY.secret)


@pytest.fixture
def migrations(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the migrations, which a test may add to."""
    copy = tmp_path / "100% ours" / "migrations"
    shutil.copytree(migrate.MIGRATIONS, copy)
    real = migrate.configuration
    monkeypatch.setattr(migrate, "configuration", lambda _=None: real(copy))
    return copy


def test_the_next_revision_is_drafted(migrations: Path) -> None:
    draft = migrate.revise("nothing yet", migrations)
    assert draft.name == f"{int(REVISIONS[-1]) + 1:04}_nothing_yet.py"
    body = draft.read_text().partition("def upgrade() -> None:\n")[2]
    assert [line for line in body.splitlines() if "#" not in line] == ["    pass"]


def add_migration(migrations: Path, body: str) -> None:
    draft = migrate.revise("next", migrations)
    draft.write_text(draft.read_text().replace("pass", body))


def test_a_failed_migration_leaves_the_database_as_it_was(
    path: Path, engine: Engine, migrations: Path
) -> None:
    migrate.upgrade(path, KEY)
    put_rows(engine)
    before = all_tables(engine)
    add_migration(migrations, "op.drop_table('judged_pairs'); op.execute('SELECT nonsense')")
    with pytest.raises(StoreError):
        migrate.upgrade(path, KEY)
    assert all_tables(engine) == before


def test_a_table_with_children_can_be_rebuilt(path: Path, engine: Engine, migrations: Path) -> None:
    migrate.upgrade(path, KEY)
    put_rows(engine)
    add_migration(
        migrations,
        "with op.batch_alter_table('tickets', recreate='always') as batch:\n"
        "        batch.add_column(sa.Column('note', sa.Text()))",
    )
    migrate.upgrade(path, KEY)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT ticket_pk, note FROM turns, tickets")).one()


def test_a_migration_that_orphans_rows_is_undone(path: Path, engine: Engine, migrations: Path) -> None:
    migrate.upgrade(path, KEY)
    put_rows(engine)
    add_migration(migrations, "op.execute('DELETE FROM tickets')")
    with pytest.raises(StoreError, match="元のまま"):
        migrate.upgrade(path, KEY)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM tickets")).scalar_one() == 1
