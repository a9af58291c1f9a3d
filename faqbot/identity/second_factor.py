"""Is it really them? Codes of an authenticator app (RFC 6238: SHA-1, six digits, 30 seconds) and codes for whoever lost it."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from pyotp import TOTP, random_base32

from faqbot.errors import InvalidInput
from faqbot.staff.accounts import Account
from faqbot.staff.credentials import SecondFactor
from faqbot.store.base_identity import FactorStore
from faqbot.text.normalize import storable

ISSUER = "faqbot"
"""What the app shows above the code."""
DRIFT = 1
"""Steps that a phone's clock may be off, each way (RFC 6238 §5.2 recommends at most one)."""
RECOVERY_CODES = 10
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without i, l, o, 0 and 1, which are mistaken for one another on paper."""
_RECOVERY_LENGTH = 16
"""Some 79 random bits a code: its plain hash cannot be turned back."""
_SET_UP = "確認アプリはもう設定されています。替えるときは、先に今の設定をやめてください。"
_WRONG = "番号が違います。アプリにいま出ている 6 けたの番号を入れてください。時計がずれていると、番号が合いません。"


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What an app needs: as a `otpauth:` URI for the picture, and as letters for typing."""

    uri: str = field(repr=False)
    secret: str = field(repr=False)


class SecondFactors:
    """Sets up and checks second factors."""

    def __init__(self, store: FactorStore, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock

    def has(self, account: Account) -> bool:
        """Whether a code is asked of this account."""
        found = self._store.second_factor(account.name)
        return found is not None and found.confirmed

    def enrol(self, account: Account) -> Enrolment:
        """The secret for a new app; the same one until it is confirmed, so that a reload does no harm.

        Raises:
            InvalidInput: an app is set up; nobody may put theirs in its place.
        """
        found = self._store.second_factor(account.name)
        if found is not None and found.confirmed:
            raise InvalidInput(_SET_UP)
        if found is None:
            found = SecondFactor(account=account.name, secret=random_base32())
            self._store.keep_factor(found)
        uri = TOTP(found.secret).provisioning_uri(name=account.name, issuer_name=ISSUER)
        return Enrolment(uri, found.secret)

    def begun(self, account: Account) -> bool:
        """Whether an app is being set up."""
        found = self._store.second_factor(account.name)
        return found is not None and not found.confirmed

    def confirm(self, account: Account, code: str) -> tuple[str, ...]:
        """Ask for codes from now on; returns the recovery codes, which are shown once.

        Raises:
            InvalidInput: the code is not what the app shows.
        """
        found = self._store.second_factor(account.name)
        step = self._step(found, code) if found else None
        if found is None or found.confirmed or step is None:
            raise InvalidInput(_WRONG)
        codes = tuple(_recovery_code() for _ in range(RECOVERY_CODES))
        confirmed = SecondFactor(account=account.name, secret=found.secret, confirmed=True, last_step=step)
        self._store.keep_factor(confirmed, [_digest(each) for each in codes])
        return codes

    def is_right(self, account: Account, code: str) -> bool:
        """Whether this is the app's code, not taken before, or a recovery code, which is used up by it."""
        found = self._store.second_factor(account.name)
        if found is None or not found.confirmed:
            return False
        step = self._step(found, code)
        if step is not None:
            return self._store.use_step(account.name, step)
        return self._store.use_recovery(account.name, _digest(code))

    def drop(self, account: Account) -> None:
        """Ask for no code any more."""
        self._store.drop_factor(account.name)

    def _step(self, factor: SecondFactor, code: str) -> int | None:
        """The 30-second step whose code this is."""
        now, typed = int(self._clock().timestamp()) // 30, _plain(code)
        totp = TOTP(factor.secret)
        for step in range(now - DRIFT, now + DRIFT + 1):
            if hmac.compare_digest(totp.generate_otp(step).encode(), typed.encode()):
                return step
        return None


def _recovery_code() -> str:
    letters = "".join(secrets.choice(_ALPHABET) for _ in range(_RECOVERY_LENGTH))
    return "-".join(letters[at : at + 4] for at in range(0, _RECOVERY_LENGTH, 4))


def _plain(code: str) -> str:
    """As typed in full width, in capitals, with spaces or hyphens."""
    text = unicodedata.normalize("NFKC", storable(code)).casefold()
    return "".join(each for each in text if each.isalnum())


def _digest(code: str) -> str:
    return hashlib.sha256(_plain(code).encode()).hexdigest()
