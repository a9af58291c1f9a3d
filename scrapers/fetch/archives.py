"""What a zip-based file would become is asked before anyone unpacks it. Pure.

A spreadsheet of Excel is a zip. The sizes in its directory are binding: Python's zipfile reads no member beyond the size
declared for it, so that a file which declares little yields little.
"""

from __future__ import annotations

from io import BytesIO
from zipfile import BadZipFile, ZipFile

from scrapers.fetch.declined import Declined
from scrapers.page import Reason

_MAGIC = b"PK\x03\x04"


def check(body: bytes, unpacked: int, members: int) -> None:
    """Look at a body that may be a zip; any other passes.

    Raises:
        Declined: more than `members` members, more than `unpacked` bytes in all, a zip within the zip, or not to be opened.
    """
    if not body.startswith(_MAGIC):
        return
    try:
        with ZipFile(BytesIO(body)) as archive:
            found = archive.infolist()
    except (BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise Declined(Reason.ARCHIVE, "broken") from error
    if len(found) > members or sum(member.file_size for member in found) > unpacked:
        raise Declined(Reason.ARCHIVE, f"{len(found)} members")
    if any(member.filename.lower().endswith(".zip") for member in found):
        raise Declined(Reason.ARCHIVE, "nested")
