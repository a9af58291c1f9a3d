"""What do we write to the log? One JSON object a line, with the request it belongs to, and never what people said.

An exception is told by its type and the places it went through: its message may quote a question.
"""

from __future__ import annotations

import json
import logging
import sys
import traceback
from contextlib import suppress
from datetime import UTC, datetime
from logging.handlers import WatchedFileHandler
from pathlib import Path

from faqbot.staff.acting import acting

ACCESS = "faqbot.access"
"""The logger of requests: one line each, with `fields` in its `extra`."""
_log = logging.getLogger(__name__)


class JsonLines(logging.Formatter):
    """A record as a JSON object: `at`, `level`, `logger`, `message`, `request`, what `extra["fields"]` holds, and `error`."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if request := acting().request:
            line["request"] = request
        line |= getattr(record, "fields", {})
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            line["trace"] = [
                f"{frame.filename}:{frame.lineno} {frame.name}"
                for frame in traceback.extract_tb(record.exc_info[2])
            ]
        return json.dumps(line, ensure_ascii=False)


class Lines(WatchedFileHandler):
    """A file of lines, which logrotate may move. Nobody's answer depends on it: where it cannot be written (no folder, no right,
    a full disk), that is said once on standard error, and each line tries again.
    """

    def __init__(self, file: Path) -> None:
        super().__init__(file, encoding="utf-8", delay=True)
        self._broken = self._was_broken = False
        try:
            self.stream = self._open()
        except OSError as error:
            self._complain(error)

    def emit(self, record: logging.LogRecord) -> None:
        """Write a line, if it can be written."""
        self._was_broken, self._broken = self._broken, False
        try:
            super().emit(record)
        except OSError as error:
            self._complain(error)

    def handleError(self, record: logging.LogRecord) -> None:
        """As `emit`, for what the standard library catches itself: it would print a traceback a line."""
        self._complain(sys.exc_info()[1])

    def _complain(self, error: BaseException | None) -> None:
        self._broken = True
        with suppress(OSError):  # what it could not write it tries to write when it is closed
            self.close()
        if not self._was_broken:
            reason = getattr(error, "strerror", None) or type(error).__name__
            _log.error("%s に書けません（%s）。空きと権限を確かめてください。", self.baseFilename, reason)
            self._was_broken = True


def begin(access: Path | None = None) -> None:
    """Log to standard error, and requests to a file of their own where one is given."""
    out = logging.StreamHandler()
    out.setFormatter(JsonLines())
    logging.basicConfig(handlers=[out], level=logging.WARNING, force=True)
    requests = logging.getLogger(ACCESS)
    requests.setLevel(logging.INFO)
    requests.propagate = access is None
    if access:
        file = Lines(access)
        file.setFormatter(JsonLines())
        requests.handlers = [file]
