"""What do we write to the log? One JSON object a line, with the request it belongs to, and never what people said.

An exception is told by its type and the places it went through: its message may quote a question.
"""

from __future__ import annotations

import json
import logging
import traceback
from datetime import UTC, datetime
from logging.handlers import WatchedFileHandler
from pathlib import Path

from faqbot.staff.acting import acting

ACCESS = "faqbot.access"
"""The logger of requests: one line each, with `fields` in its `extra`."""


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


def begin(access: Path | None = None) -> None:
    """Log to standard error, and requests to a file of their own where one is given (it may be moved by logrotate).

    Raises:
        OSError: the file cannot be opened.
    """
    out = logging.StreamHandler()
    out.setFormatter(JsonLines())
    logging.basicConfig(handlers=[out], level=logging.WARNING, force=True)
    requests = logging.getLogger(ACCESS)
    requests.setLevel(logging.INFO)
    requests.propagate = access is None
    if access:
        file = WatchedFileHandler(access, encoding="utf-8")
        file.setFormatter(JsonLines())
        requests.handlers = [file]
