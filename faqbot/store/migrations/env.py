"""Run by Alembic for each command; `faqbot.store.migrate` has begun the transaction."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context

from faqbot.store.tables import Moment, metadata


def _is_ours(name: str | None, kind: str, _parents: object) -> bool:
    """Not the tables that sqlite-vec makes, which `tables` does not describe."""
    return not (kind == "table" and name is not None and name.startswith("vec_"))


def _render(kind: str, thing: Any, _context: object) -> str | Literal[False]:
    """A migration must mean the same when our types have changed, so it names SQLAlchemy's."""
    return "sa.DateTime()" if kind == "type" and isinstance(thing, Moment) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    include_name=_is_ours,
    render_item=_render,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
