"""What a button carries: an action, sealed for the talk it was shown in. LINE hands it back when the button is tapped.

The seal (HMAC-SHA256, RFC 2104, 128 bits of it) makes sure that we wrote it, for this session. It grants nothing: what a tap
may reach is decided by the desk, with the clearance of a resident.
"""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64encode
from hashlib import sha256

from faqbot.types import Action, Do

LONGEST = 300
"""Characters of postback data (Messaging API reference, "Postback action")."""
_EDITION = "1"
_SEAL_BYTES = 16


class Taps:
    """Actions to postback data and back, under one key."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def write(self, action: Action, session: str) -> str:
        """The data of a button; "" where the action does not fit."""
        said = f"{action.do.value}.{action.turn}.{action.target}"
        data = f"{_EDITION}.{self._seal(said, session)}.{said}"
        return data if len(data.encode("utf-16-le")) // 2 <= LONGEST else ""

    def read(self, data: str, session: str) -> Action | None:
        """The action of a tapped button; None if we did not write it, or for somebody else."""
        edition, _, rest = data.partition(".")
        seal, _, said = rest.partition(".")
        right = self._seal(said, session).encode()
        if edition != _EDITION or not hmac.compare_digest(seal.encode(), right):
            return None
        do, turn, target = said.split(".", 2)
        return Action(Do(do), turn, target)

    def _seal(self, said: str, session: str) -> str:
        whole = f"{_EDITION}\0{session}\0{said}".encode()
        return urlsafe_b64encode(hmac.digest(self._key, whole, sha256)[:_SEAL_BYTES]).rstrip(b"=").decode()
