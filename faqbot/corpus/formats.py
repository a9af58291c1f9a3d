"""Which of the forms of open data is a file or folder in?"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from faqbot.corpus import gomi5374, gomidata
from faqbot.corpus.namesakes import tell_apart
from faqbot.corpus.reader import Reading, read_entries

FORMATS = ("table", "5374", "gomidata")


def detect(path: Path) -> str:
    """A folder is a 5374 app's, and so is a target.csv beside a description.csv; JSON is gomidata; all else is one table."""
    if path.is_dir() or (path.name == gomi5374.TARGET and (path.parent / gomi5374.DESCRIPTION).exists()):
        return "5374"
    return "gomidata" if path.suffix.lower() == ".json" else "table"


def read(
    path: Path, collection: str, *, department: str, form: str = "", mapping: Mapping[str, str] | None = None
) -> Reading:
    """Read a file or folder in one of FORMATS, found out where `form` is empty.

    Raises:
        CorpusError: it cannot be used.
    """
    match form or detect(path):
        case "5374":
            return gomi5374.read(path, collection, department=department)
        case "gomidata":
            return gomidata.read(path, collection, department=department)
        case _:
            return tell_apart(read_entries(path, collection, department=department, mapping=mapping))
