"""A backup that is killed (SIGKILL) as soon as it reaches a step: `python -m tests.trust.dying DATA FOLDER STEP`."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import Any

from faqbot.store.key import find_key
from faqbot.trust import backup

STEPS = ("copy", "contents", "fingerprint", "_sealed", "_write")


def main(data: Path, folder: Path, step: str) -> None:
    """Die at the beginning of a step."""

    def die(*_: Any) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(backup, step, die)
    database = data / "faqbot.db"
    backup.backup(database, find_key(database), folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
