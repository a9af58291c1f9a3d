"""How does the schema move forward? Alembic, inside the program: nothing to run or configure.

A developer who has changed `tables` drafts the next revision with
`python -m faqbot.store.migrate "what changes"`.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from faqbot.errors import StoreError
from faqbot.store.audit_triggers import unwatch, watch
from faqbot.store.engine import connect, spoken, writer
from faqbot.store.key import Key

MIGRATIONS = Path(__file__).parent / "migrations"

# Alembic hands the running migration to its scripts in a global variable.
_alembic = Lock()


def upgrade(path: Path, key: Key, target: str = "head") -> None:
    """Bring a database to a revision, in one transaction; a new file gets the whole schema.

    Foreign keys are not enforced meanwhile (SQLite changes a table by copying and dropping it, and
    lets nobody switch them off inside a transaction), but all are checked at the end.

    Raises:
        StoreError: the database belongs to a newer program, or cannot be used.
    """
    engine = connect(path, key, foreign_keys=False)
    try:
        with spoken(), writer(engine).begin() as connection:
            _upgrade(connection, target)
    finally:
        engine.dispose()


def _upgrade(connection: Connection, target: str) -> None:
    config = configuration()
    scripts = ScriptDirectory.from_config(config)
    at = MigrationContext.configure(connection).get_current_revision()
    if at == scripts.get_current_head():
        watch(connection)
        return
    if at is not None and at not in {script.revision for script in scripts.walk_revisions()}:
        raise StoreError(
            "このデータベースは今より新しい版の faqbot で使われていたので、"
            "faqbot を新しい版にしてから、もう一度起動してください。"
        )
    config.attributes["connection"] = connection
    unwatch(connection)
    with _alembic:
        command.upgrade(config, target)
    if target == "head":
        watch(connection)
    if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
        raise StoreError("データベースを新しい形に移せず、元のまま残してあるので、管理者に伝えてください。")


def configuration(migrations: Path = MIGRATIONS) -> Config:
    """Where Alembic finds the migrations: next to this file, installed or not."""
    config = Config()
    # Config reads it with %-interpolation.
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    return config


def revise(message: str, migrations: Path = MIGRATIONS) -> Path:
    """Write the next revision: what separates the newest from `tables`. A draft, to be read."""
    config = configuration(migrations)
    number = int(ScriptDirectory.from_config(config).get_current_head() or 0) + 1
    with TemporaryDirectory() as directory:
        path, key = Path(directory, "scratch.db"), Key("0" * 64)
        upgrade(path, key)
        engine = connect(path, key)
        with engine.begin() as connection, _alembic:
            config.attributes["connection"] = connection
            command.revision(config, message, autogenerate=True, rev_id=f"{number:04}")
        engine.dispose()
    return next((migrations / "versions").glob(f"{number:04}_*.py"))


if __name__ == "__main__":
    print(revise(" ".join(sys.argv[1:])))
