"""A dictionary that a real browser prints as PDF, fonts and all, is read whole."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from playwright.sync_api import Browser

from scrapers.extract import extract
from scrapers.page import Page
from tests.scrapers.sites.pool import THINGS, named, truth

pytestmark = pytest.mark.browser


def test_a_printed_table_is_read(browser: Browser) -> None:
    names = named(
        "燃えるごみ 燃えないごみ 粗大ごみ プラスチック製容器包装 びん・缶 紙類 有害ごみ 収集できないもの"
    )
    rows = "".join(f"<tr><td>{t.name}<td>{names[t.kind]}<td>{t.note * 3}" for t in THINGS)
    sheet = browser.new_page()
    sheet.set_content(
        "<meta charset=utf-8><style>table{border-collapse:collapse;width:100%}td,th{border:1px solid}</style><h1>分別辞典</h1>"
        f"<p>令和6年4月1日更新</p><table><thead><tr><th>品目<th>分別区分<th>備考</thead>{rows}</table>"
    )
    body = sheet.pdf(format="A4")
    sheet.close()
    address = "https://www.city.example/jiten.pdf"
    read = extract(
        Page(address, address, 200, "application/pdf", body, fetched_at=datetime(2026, 4, 1, tzinfo=UTC))
    )
    assert {(item.question, item.category) for item in read.items} == truth(names)
    assert (read.title, read.updated_on) == ("分別辞典", date(2024, 4, 1))
