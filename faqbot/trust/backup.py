"""Is there a copy to go back to? Backups made while the service runs, and restored only where nothing is.

A backup is two files: the encrypted database, and its manifest, which is written last and sealed with the database's key. Without
a manifest there is no backup, so whatever is killed half-way leaves none that looks whole. The key is in neither.
"""

from __future__ import annotations

import hmac
import json
import secrets
import shutil
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from faqbot import __version__
from faqbot.errors import BackupError
from faqbot.store.copies import Contents, contents, copy, fingerprint
from faqbot.store.key import Key, write_private

_PART = ".part"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself."""

    made_at: str
    version: str
    sha256: str
    """Of the file."""
    contents: Contents


def manifest_of(file: Path) -> Path:
    """Where the manifest of a backup stands."""
    return file.with_suffix(".json")


def backup(database: Path, key: Key, folder: Path, *, now: datetime | None = None) -> Path:
    """Copy a database into a folder and check the copy. Returns the backup's file.

    Raises:
        WrongKey: the key does not open the database.
        StoreError: there is no database, or the disk cannot be used.
        OSError: the folder cannot be used.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    made_at = now or datetime.now(UTC)
    file = _free(folder / f"faqbot-{made_at.astimezone(UTC):%Y%m%dT%H%M%SZ}.db")
    part = folder / f"{file.name}.{secrets.token_hex(4)}{_PART}"
    try:
        copy(database, key, part)
        part.chmod(0o600)
        found = contents(part, key)
        manifest = Manifest(made_at.isoformat(), __version__, fingerprint(part), found)
        part.replace(file)
        try:
            write_private(manifest_of(file), _sealed(manifest, key))
        except OSError:
            file.unlink()
            raise
    finally:
        with suppress(FileNotFoundError):
            part.unlink()
    return file


def backups(folder: Path) -> tuple[Path, ...]:
    """The backups of a folder that have a manifest, the oldest first."""
    return tuple(sorted(file for file in folder.glob("faqbot-*.db") if manifest_of(file).is_file()))


def thin_out(folder: Path, keep: int) -> int:
    """Delete all but the newest `keep` backups, and what was killed half-way a day ago. Returns how many backups went."""
    gone = backups(folder)[:-keep]
    for file in gone:
        manifest_of(file).unlink()
        file.unlink()
    yesterday = datetime.now(UTC).timestamp() - 86_400
    whole = set(backups(folder))
    for file in (*folder.glob(f"faqbot-*{_PART}*"), *folder.glob("faqbot-*.db")):
        if file not in whole and file.stat().st_mtime < yesterday:
            file.unlink()
    return len(gone)


def check(file: Path, key: Key) -> Manifest:
    """Read a whole backup and hold it against its manifest.

    Raises:
        BackupError: it is no backup, or not the one that was made.
        WrongKey: it was made under another key.
        StoreError: it cannot be read.
    """
    if not file.is_file():
        raise BackupError(f"バックアップ {file} がないので、場所を確かめてください。")
    manifest, seal = _read(manifest_of(file))
    if fingerprint(file) != manifest.sha256:
        raise BackupError(
            f"バックアップ {file} は途中で切れているか、書きかえられているので、別のバックアップを使ってください。"
        )
    found = contents(file, key)
    if found != manifest.contents or not hmac.compare_digest(seal, _seal(manifest, key)):
        raise BackupError(
            f"バックアップ {file} と説明のファイルが合わないので、別のバックアップを使ってください。"
        )
    return manifest


def restore(file: Path, key: Key, folder: Path) -> Manifest:
    """Put a backup into a new data directory, checked before and after; all of it is there, or nothing.

    Raises:
        BackupError: the directory exists, or as `check`.
        WrongKey, StoreError: as `check`.
        OSError: the directory cannot be made.
    """
    if folder.exists():
        raise BackupError(f"{folder} はもうあるので、まだない場所を --to に指定してください。")
    manifest = check(file, key)
    folder.parent.mkdir(parents=True, exist_ok=True)
    part = folder.with_name(f"{folder.name}.{secrets.token_hex(4)}{_PART}")
    part.mkdir(mode=0o700)
    try:
        shutil.copyfile(file, part / "faqbot.db")
        (part / "faqbot.db").chmod(0o600)
        if key.is_raw():
            write_private(part / "key", key.secret + "\n")
        if fingerprint(part / "faqbot.db") != manifest.sha256:
            raise BackupError(f"{folder} に書いた中身が元と合わないので、ディスクを確かめてください。")
        part.rename(folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return manifest


def _free(file: Path) -> Path:
    """Two backups of one second have two names, which sort as they were made."""
    found, number = file, 1
    while found.exists():
        number += 1
        found = file.with_stem(f"{file.stem}_{number}")
    return found


def _seal(manifest: Manifest, key: Key) -> str:
    told = json.dumps(asdict(manifest), sort_keys=True)
    return hmac.new(key.derive("backup"), told.encode(), sha256).hexdigest()


def _sealed(manifest: Manifest, key: Key) -> str:
    return (
        json.dumps(
            asdict(manifest) | {"seal": _seal(manifest, key)}, ensure_ascii=False, indent=1, sort_keys=True
        )
        + "\n"
    )


def _read(file: Path) -> tuple[Manifest, str]:
    try:
        values = json.loads(file.read_text("utf-8"))
        seal, found = values.pop("seal"), Contents(**values.pop("contents"))
        return Manifest(contents=found, **values), seal
    except FileNotFoundError:
        raise BackupError(
            f"説明のファイル {file} がないので、途中で止まったバックアップです。別のものを使ってください。"
        ) from None
    except (ValueError, TypeError, KeyError):
        raise BackupError(
            f"説明のファイル {file} を読めないので、別のバックアップを使ってください。"
        ) from None
