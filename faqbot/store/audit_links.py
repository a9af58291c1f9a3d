"""How does a record of the audit come into being? By functions that triggers call, in the transaction of the change.

A connection without these functions (the command line of SQLite, say) cannot write what is audited.
"""

from __future__ import annotations

import hmac
import json
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from faqbot.staff.acting import acting
from faqbot.staff.audit import Deed, bind, moment
from faqbot.staff.chain import START
from faqbot.store.key import Key


def install(connection: Any, key: Key) -> None:
    """Give a connection of the driver `audit_link` and `audit_seal`."""
    sealing = key.derive("audit")

    def seal(number: int, digest: str) -> str:
        return hmac.new(sealing, f"{number} {digest}".encode(), sha256).hexdigest()

    connection.create_function("audit_link", 7, link)
    connection.create_function("audit_seal", 2, seal)


def link(
    last: str | None, deed: str, kind: str, thing: str, who: str | None, before: str | None, after: str | None
) -> str:
    """The JSON of the record that follows `last`; `before` and `after` are the JSON of the object, and only digested."""
    previous: dict[str, Any] = json.loads(last) if last else {"number": 0, "digest": START}
    actor = acting()
    values: dict[str, object] = {
        "number": previous["number"] + 1,
        "at": moment(datetime.now(UTC)),
        "who": who or actor.account,
        "address": actor.address,
        "request": actor.request,
        "deed": Deed(deed).value,
        "kind": kind,
        "thing": thing,
        "before": _digest(before),
        "after": _digest(after),
    }
    values["digest"] = bind(values, previous["digest"])
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def _digest(state: str | None) -> str:
    return sha256(state.encode()).hexdigest() if state else ""
