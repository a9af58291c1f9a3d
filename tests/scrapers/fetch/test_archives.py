from __future__ import annotations

import struct
from io import BytesIO
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

import pytest
from openpyxl import Workbook

from scrapers.fetch.archives import check
from scrapers.fetch.declined import Declined
from scrapers.page import Reason


def zipped(**members: bytes) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for name, body in members.items():
            archive.writestr(name, body)
    return made.getvalue()


def refused(body: bytes, unpacked: int = 1_000_000, members: int = 100) -> bool:
    try:
        check(body, unpacked, members)
    except Declined as declined:
        return declined.reason is Reason.ARCHIVE
    return False


def test_a_real_spreadsheet_passes() -> None:
    book, made = Workbook(), BytesIO()
    book.active.append(["品目", "分別区分"])
    book.save(made)
    assert not refused(made.getvalue())


def test_what_is_no_zip_passes() -> None:
    assert not refused(b"%PDF-1.7")


def test_a_zip_bomb_is_refused_unopened() -> None:
    assert refused(zipped(sheet=bytes(2_000_000)))
    assert refused(zipped(one=bytes(600_000), other=bytes(600_000)))
    assert refused(zipped(**{f"m{i}": b"" for i in range(101)}))
    assert refused(zipped(**{"inner.zip": zipped(sheet=b"x")}))


def test_a_broken_zip_is_refused() -> None:
    assert refused(zipped(sheet=b"x")[:-10])


def test_a_member_that_declares_too_little_yields_no_more() -> None:
    """The check trusts the directory because zipfile does: this holds that to be so."""
    honest = zipped(sheet=bytes(500_000))
    lying = honest.replace(struct.pack("<L", 500_000), struct.pack("<L", 10))
    assert lying != honest
    check(lying, 1000, 10)
    with ZipFile(BytesIO(lying)) as archive, pytest.raises(BadZipFile, match="CRC"):
        archive.read("sheet")
