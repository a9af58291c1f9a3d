"""With which key is the database encrypted? Found or, on the first start, made; never logged."""

from __future__ import annotations

import hmac
import os
import re
import secrets
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from faqbot.errors import KeyMissing, StoreError, WrongKey

_RAW = re.compile(r"[0-9a-fA-F]{64}")


@dataclass(frozen=True, slots=True)
class Key:
    """A secret that opens a database.

    64 hexadecimal digits are the 256-bit key itself, which SQLCipher takes as it is (a connection
    opens in 0.6 ms); anything else is a passphrase, from which it derives a key (77 ms each time).
    """

    secret: str = field(repr=False)

    def literal(self) -> str:
        """The secret as `PRAGMA key = …` wants it; a PRAGMA takes no parameters."""
        if self.is_raw():
            return f"\"x'{self.secret}'\""
        return "'" + self.secret.replace("'", "''") + "'"

    def is_raw(self) -> bool:
        """Whether it is the key itself, which alone may stand in a key file."""
        return _RAW.fullmatch(self.secret) is not None

    def derive(self, purpose: str) -> bytes:
        """32 bytes for one purpose: HMAC-SHA256 as a key derivation function in one step (NIST SP 800-108r1 §4)."""
        return hmac.new(self.secret.encode(), f"faqbot {purpose}".encode(), sha256).digest()


def key_file(database: Path) -> Path:
    """Where the key of a database is kept, unless it is given."""
    return database.parent / "key"


def find_key(database: Path, given: str = "") -> Key:
    """The given key, else that of the key file; a new key file only where there is no database.

    Raises:
        KeyMissing: there is a database and no key.
        WrongKey: what is there cannot be a key.
        StoreError: the key file can be read by others, or cannot be read or written.
    """
    if given.strip():
        return _given(given.strip())
    # The database is looked at before the key: who creates both writes the key first.
    exists = database.exists() and database.stat().st_size > 0
    file = key_file(database)
    with suppress(FileNotFoundError):
        return _read(file)
    if exists:
        raise KeyMissing(
            f"データベース {database} を開く鍵がないので、"
            f"鍵のファイル {file} をバックアップから戻すか、"
            "環境変数 FAQBOT_KEY に鍵を設定してから、もう一度起動してください。"
        )
    try:
        _create(file)
    except OSError as error:
        raise StoreError(
            f"鍵のファイル {file} を作れないので、"
            f"データの置き場所の空きと権限を確かめてください({error.strerror})。"
        ) from error
    return _read(file)


def read_key(file: Path) -> Key:
    """The key in a file.

    Raises:
        KeyMissing: there is no such file.
        WrongKey: what is in it cannot be a key.
        StoreError: others can read it, or we cannot.
    """
    try:
        return _read(file)
    except FileNotFoundError:
        raise KeyMissing(
            f"鍵のファイル {file} がないので、控えておいた鍵を --key-file か環境変数 FAQBOT_KEY で渡してください。"
        ) from None


def _given(secret: str) -> Key:
    if not secret.isprintable():
        raise WrongKey("環境変数 FAQBOT_KEY に使えない文字がふくまれるので、設定しなおしてください。")
    return Key(secret)


def _read(file: Path) -> Key:
    try:
        with file.open(encoding="ascii", errors="replace") as stream:
            mode = os.fstat(stream.fileno()).st_mode
            secret = stream.read(1024).strip()
    except FileNotFoundError:
        raise
    except OSError as error:
        raise StoreError(
            f"鍵のファイル {file} を読めないので、持ち主と権限を確かめてください({error.strerror})。"
        ) from error
    if mode & 0o077:
        raise StoreError(
            f"鍵のファイル {file} をほかの利用者も読めるので、"
            f"「chmod 600 {file}」を実行してから、もう一度起動してください。"
        )
    if not _RAW.fullmatch(secret):
        raise WrongKey(
            f"鍵のファイル {file} の中身が鍵(16進数64文字)ではないので、"
            "バックアップから戻してから、もう一度起動してください。"
        )
    return Key(secret)


def _create(file: Path) -> None:
    """Make a new key, on the disk before any page that it encrypts. If another process was faster, its key stands."""
    with suppress(FileExistsError):
        write_key(file, Key(secrets.token_hex(32)))


def write_key(file: Path, key: Key) -> None:
    """Write a key file, whole or not at all.

    Raises:
        FileExistsError: there is one.
        OSError: it cannot be written.
    """
    draft = file.with_name(f"{file.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as stream:
            stream.write(key.secret + "\n")
            stream.flush()
            os.fsync(stream.fileno())
        os.link(draft, file)
    finally:
        draft.unlink()
    _sync_directory(file.parent)


def write_private(file: Path, text: str) -> None:
    """Write or replace a file that nobody else may read, whole or not at all, and on the disk."""
    part = file.with_name(f"{file.name}.{secrets.token_hex(4)}.part")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(file)
    except OSError:
        part.unlink()
        raise
    _sync_directory(file.parent)


def _sync_directory(directory: Path) -> None:
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
