"""Which password may be used, and is this it? Rules, hashing and checking.

Lengths and normalisation follow NIST SP 800-63B-4 §3.1.1.2: at least 15 characters where the password is all there is, NFKC
before hashing, no rules of composition, no periodic change. Hashing is Argon2id with the parameters of RFC 9106 §4
(argon2-cffi's default profile).
"""

from __future__ import annotations

import secrets
import unicodedata
from functools import cached_property
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from faqbot.errors import InvalidInput
from faqbot.text.normalize import storable

MIN_PASSWORD = 15
MAX_PASSWORD = 200
MIN_DIFFERENT = 4
"""Characters that a password must have of each other different; a name shorter than that may occur in it."""

_TOO_SHORT = f"パスワードは {MIN_PASSWORD} 文字以上にしてください。短い文をつなげると覚えやすくなります。"
_TOO_LONG = f"パスワードは {MAX_PASSWORD} 文字までにしてください。"
_TOO_PLAIN = "同じ文字の繰り返しや、アカウントの名前が入ったパスワードは使えません。別のものにしてください。"


def usable_password(password: str, name: str) -> str:
    """The password as it is hashed.

    Raises:
        InvalidInput: it is too short, too long, or plainly guessed for an account of this name.
    """
    password = _normal(password)
    if len(password) < MIN_PASSWORD:
        raise InvalidInput(_TOO_SHORT)
    if len(password) > MAX_PASSWORD:
        raise InvalidInput(_TOO_LONG)
    if len(set(password)) < MIN_DIFFERENT or (len(name) >= MIN_DIFFERENT and name in password.casefold()):
        raise InvalidInput(_TOO_PLAIN)
    return password


class Passwords:
    """Hashes and checks passwords, at most two at once: each takes 64 MiB, and a flood of guesses must not take the machine's."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()
        self._turn = BoundedSemaphore(2)

    @cached_property
    def _nobodys(self) -> str:
        """Made when a name that nobody has is first typed: whoever only asks questions need not wait for it."""
        return self._hasher.hash(secrets.token_urlsafe())

    def hash(self, password: str) -> str:
        """What is kept of a usable password."""
        with self._turn:
            return self._hasher.hash(password)

    def is_right(self, password_hash: str, password: str) -> bool:
        """Whether this is the hashed password. Without a hash (an empty one) the answer is no, after as much work."""
        typed = _normal(password)[: MAX_PASSWORD + 1]  # longer than any that is kept
        with self._turn:
            try:
                return self._hasher.verify(password_hash or self._nobodys, typed) and bool(password_hash)
            except VerifyMismatchError:
                return False


def _normal(password: str) -> str:
    return unicodedata.normalize("NFKC", storable(password))
