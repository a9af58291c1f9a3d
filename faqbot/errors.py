"""The exceptions that faqbot raises on purpose. Each message says what happened and what to do next.

FaqbotError
├── CorpusError         a corpus file or row cannot be used
├── StoreError          the database cannot be used
│   ├── KeyMissing      an encrypted database, and no key for it
│   ├── WrongKey        the key does not open the database
│   ├── NotKept         nothing can be written: the disk is full, or cannot be written, or is broken
│   ├── InboxFull       more has come in than can be answered
│   ├── StaleEntry      somebody else has changed the entry meanwhile
│   ├── StaleCollection  somebody else has changed the collection's description meanwhile
│   └── StaleInquiry    somebody else has changed the record meanwhile
├── NotAllowed          this account (or nobody signed in) may not do it
│   ├── NotSignedIn     nobody is signed in; whoever signs in may try again
│   └── SignInRefused   the name and the password open no account
├── NotFound            no such collection, entry, turn or ticket (or not for this asker)
├── InvalidInput        the asker's input cannot be used
├── MenuError           a menu for LINE cannot be used
├── LineError           LINE refuses, or cannot be reached
├── RocketChatError     Rocket.Chat refuses, or cannot be reached
├── SettingsError       a setting cannot be used
├── BackupError         a backup cannot be used
├── ArtifactError       a file of trained parts cannot be used
├── ModelError          an embedding model cannot be used
├── NoWorker            the server could not be started
└── DictionaryMissing   the Sudachi dictionary is not installed
"""

from __future__ import annotations

from datetime import datetime

__all__ = [
    "ArtifactError",
    "BackupError",
    "CorpusError",
    "DictionaryMissing",
    "FaqbotError",
    "InboxFull",
    "InvalidInput",
    "KeyMissing",
    "LineError",
    "MenuError",
    "ModelError",
    "NoWorker",
    "NotAllowed",
    "NotFound",
    "NotKept",
    "NotSignedIn",
    "RocketChatError",
    "SettingsError",
    "SignInRefused",
    "StaleCollection",
    "StaleEntry",
    "StaleInquiry",
    "StoreError",
    "WrongKey",
]


class FaqbotError(Exception):
    """Base of all; its text is fit to be shown to the person in front of the screen (Japanese)."""


class CorpusError(FaqbotError):
    """A corpus file or row cannot be used."""


class StoreError(FaqbotError):
    """The database cannot be used."""


class KeyMissing(StoreError):
    """An encrypted database, and no key for it."""


class WrongKey(StoreError):
    """The key does not open the database."""


class NotKept(StoreError):
    """Nothing can be written: the disk is full, or cannot be written, or is broken."""


class InboxFull(StoreError):
    """More has come in than can be answered."""


class StaleEntry(StoreError):
    """Somebody else has changed the entry meanwhile: `by` (the name of an account), `at`; empty and None where not known."""

    def __init__(self, message: str, *, by: str = "", at: datetime | None = None) -> None:
        super().__init__(message)
        self.by = by
        self.at = at


class StaleCollection(StoreError):
    """Somebody else has changed the collection's description meanwhile."""


class StaleInquiry(StoreError):
    """Somebody else has changed the record meanwhile."""


class NotAllowed(FaqbotError):
    """This account (or nobody signed in) may not do it."""


class NotSignedIn(NotAllowed):
    """Nobody is signed in; whoever signs in may try again."""


class SignInRefused(NotAllowed):
    """The name and the password open no account."""


class NotFound(FaqbotError):
    """No such collection, entry, turn or ticket; also said of what exists but is not for this asker."""


class InvalidInput(FaqbotError):
    """The asker's input cannot be used."""


class MenuError(FaqbotError):
    """A menu for LINE cannot be used."""


class LineError(FaqbotError):
    """LINE refuses, or cannot be reached."""


class RocketChatError(FaqbotError):
    """Rocket.Chat refuses, or cannot be reached."""


class SettingsError(FaqbotError):
    """A setting cannot be used."""


class BackupError(FaqbotError):
    """A backup cannot be used."""


class ArtifactError(FaqbotError):
    """A file of trained parts cannot be used."""


class ModelError(FaqbotError):
    """An embedding model cannot be used."""


class NoWorker(FaqbotError):
    """No process of the server came so far as to answer."""


class DictionaryMissing(FaqbotError):
    """The Sudachi dictionary is not installed."""
