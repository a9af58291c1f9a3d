"""A backup, or a change of the key, that is killed (SIGKILL) as soon as it reaches a step.

`python -m tests.trust.dying DATA FOLDER STEP`, `python -m tests.trust.dying DATA NEW-KEY STEP`
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import Any

from faqbot.store import rekey
from faqbot.store.key import Key, find_key
from faqbot.trust import backup

BACKUP_STEPS = ("copy", "contents", "fingerprint", "_sealed", "write_private")
KEY_STEPS = ("_keep_root", "_reseal", "_compare", "_swap", "write_key", "_replace", "_rename")


def main(data: Path, second: str, step: str) -> None:
    """Die at the beginning of a step."""

    def die(*_: Any) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    database = data / "faqbot.db"
    if step in BACKUP_STEPS:
        setattr(backup, step, die)
        backup.backup(database, find_key(database), Path(second))
    else:
        setattr(rekey, step, die)
        rekey.change_key(database, find_key(database), Key(second))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
