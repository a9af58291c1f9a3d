"""What kind of file came: the first bytes say so, then the header, then the address."""

from __future__ import annotations

from enum import Enum
from urllib.parse import urlsplit

from scrapers.page import Page


class File(Enum):
    """A kind of file; `advice` tells operators what to do about one that is not read."""

    HTML = ""
    PDF = "pdf"
    EXCEL = "excel"
    CSV = "csv"
    OLD_EXCEL = "古い形式の Excel（.xls）は読めません。担当課に .xlsx か CSV での公開を頼んでください。"
    WORD = "Word の文書は読めません。担当課にページか PDF での公開を頼んでください。"
    OTHER = "この種類のファイルは読めません（読めるのは HTML・PDF・Excel（.xlsx）・CSV）。"

    @property
    def advice(self) -> str:
        """A sentence in Japanese; empty for what is read."""
        return self.value if len(self.value) > 10 else ""


_BY_NAME = {
    "pdf": File.PDF,
    "xlsx": File.EXCEL,
    "xlsm": File.EXCEL,
    "csv": File.CSV,
    "tsv": File.CSV,
    "xls": File.OLD_EXCEL,
    "doc": File.WORD,
    "docx": File.WORD,
}
_BY_TYPE = {
    "text/html": File.HTML,
    "application/xhtml+xml": File.HTML,
    "application/pdf": File.PDF,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": File.EXCEL,
    "text/csv": File.CSV,
    "text/tab-separated-values": File.CSV,
    "application/msword": File.WORD,
    "application/vnd.ms-excel": File.OLD_EXCEL,
}


def kind_of(page: Page) -> File:
    """The kind of a page's body. Servers call CSV `application/vnd.ms-excel` and anything `octet-stream`; bytes do not lie."""
    ending = urlsplit(page.final_url).path.rpartition(".")[2].lower()
    named = _BY_NAME.get(ending)
    if page.body.startswith(b"%PDF-"):
        return File.PDF
    if page.body.startswith(b"PK\x03\x04"):
        return (
            named if named in (File.EXCEL, File.WORD) else File.EXCEL if b"xl/" in page.body else File.OTHER
        )
    if page.body.startswith(b"\xd0\xcf\x11\xe0"):
        return File.WORD if named is File.WORD else File.OLD_EXCEL
    if named is File.CSV:
        return named
    sent = _BY_TYPE.get(page.content_type.partition(";")[0].strip().lower())
    if sent is not None and sent is not File.OLD_EXCEL:
        return sent
    return File.HTML if b"<" in page.body[:1024] else File.CSV if ending in ("txt", "xls") else File.OTHER
