"""Every layout is read: precision and recall of items and questions, by layout."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers.extract import Contact, Hints, extract
from scrapers.page import Page
from tests.scrapers import measure
from tests.scrapers.sites import HTML, Layout, pdf

LEAST = 0.98


@pytest.mark.parametrize(
    "layout", measure.ALL, ids=lambda layout: f"{layout.__module__.rpartition('.')[2]}-{layout.__name__}"
)
def test_items_and_questions_are_found(layout: Layout) -> None:
    site = layout()
    read = measure.read_site(site)
    for measured in (measure.items(site, read), measure.faqs(site, read)):
        assert min(measured.precision, measured.recall) >= LEAST, (measured.missing, measured.wrong)


def page(
    body: bytes | str, url: str = "https://www.city.example/gomi/0000123.html", kind: str = HTML
) -> Page:
    return Page(url, url, 200, kind, body.encode() if isinstance(body, str) else body, fetched_at=measure.NOW)


def test_everything_found_keeps_where_it_came_from() -> None:
    read = extract(
        page(
            """<title>傘の出し方｜みほん市</title><p class="pankuzu"><a href="/">ホーム</a> &gt; <a href="/gomi/">ごみ</a></p>
            <main><h1>傘の出し方</h1><p>ページ番号:0000000123 更新日:令和元年5月1日</p>
            <h2 id="hyo">一覧</h2><table id="t"><tr><th>品目<th>素材<th>分別区分<th>備考
            <tr><td rowspan=2>傘<td>布<td>可燃ごみ<td>外す<tr><td>骨<td>不燃ごみ<td></table>
            <p><a href="../shiryo.pdf#p2">資料（PDF）</a><a href="tel:0600001111">電話</a></p>
            <h2>このページに関するお問い合わせ</h2><p>環境部 減量課</p><p>電話：06-0000-1111</p></main>"""
        )
    )
    assert (read.page_id, read.title, read.breadcrumbs) == ("123", "傘の出し方", ("ホーム", "ごみ"))
    assert (read.updated_on, read.contact) == (date(2019, 5, 1), Contact("環境部 減量課", "06-0000-1111"))
    assert [(i.key, i.category, i.condition, i.note, i.anchor) for i in read.items] == [
        ("傘|布", "可燃ごみ", "布", "外す", "t"),
        ("傘|骨", "不燃ごみ", "骨", "", "t"),
    ]
    assert read.items[0].passage == "傘｜布｜可燃ごみ｜外す"
    assert [link.url for link in read.attachments] == ["https://www.city.example/shiryo.pdf"]
    assert read.links == ()
    assert [section.heading for section in read.sections] == [
        "傘の出し方",
        "一覧",
        "このページに関するお問い合わせ",
    ]


def test_what_a_page_says_is_text_and_nothing_else() -> None:
    read = extract(
        page(
            "<h1>分別辞典</h1><table><tr><th>品目<th>区分<tr><td>&lt;script&gt;alert(1)&lt;/script&gt;<td>可燃ごみ"
            "<tr><td>ざっ<b onclick='x()'>し</b>\x07&#8203;<td>資源ごみ<tr><td>本<script>alert(2)</script><td>資源ごみ</table>"
        )
    )
    assert [item.question for item in read.items] == ["<script>alert(1)</script>", "ざっし", "本"]


@pytest.mark.parametrize(
    "table",
    [
        "<tr><th>地区<th>燃えるごみ<th>資源ごみ<tr><td>東町<td>月・木<td>第1水曜日<tr><td>西町<td>火・金<td>第2水曜日",
        "<tr><th>施設名<th>所在地<th>電話<tr><td>資源化センター<td>本町1番地<td>00-0000-0000<tr><td>公民館<td>東町<td>00-0000-0001",
        "<tr><th>ごみの区分<th>収集日<tr><td>燃えるごみ<td>週2回<tr><td>粗大ごみ<td>申込制",
        "<tr><td>燃えるごみ<td>12,000トン<td>11,500トン<tr><td>資源ごみ<td>3,000トン<td>3,100トン<tr><td>粗大ごみ<td>900トン<td>880トン",
    ],
    ids=["timetable", "places", "days", "statistics"],
)
def test_tables_of_other_things_are_left_alone(table: str) -> None:
    assert extract(page(f"<title>ごみの収集</title><h1>ごみの収集</h1><table>{table}</table>")).items == ()


def test_what_is_around_the_text_is_not_read() -> None:
    read = extract(
        page(
            "<nav><ul><li>ごみは何曜日ですか？</li></ul></nav><main><h1>燃やすごみ</h1><h2>出せるもの</h2><ul><li>生ごみ</li></ul></main>"
            "<h2>このページは役に立ちましたか？</h2><p>はい</p><footer><h2>ほかに質問はありますか？</h2><p>電話へ</p></footer>"
        )
    )
    assert [(item.question, item.category) for item in read.items] == [("生ごみ", "燃やすごみ")]
    assert read.faqs == ()


def test_a_list_that_leads_to_answers_holds_none() -> None:
    links = "".join(f'<li><a href="/faq/{n}.html">ごみ袋は{n}枚いくらですか？</a></li>' for n in range(5))
    read = extract(page(f"<h1>よくある質問</h1><ul>{links}</ul>", "https://www.city.example/faq/index.html"))
    assert (read.faqs, len(read.links)) == ((), 5)


def test_hints_help_where_the_reading_fails() -> None:
    body = """<div class="x"><h1>辞典</h1><p class="when">R6.4.1</p><table><tr><th>何<th>どこ<tr><td>本<td>甲<tr><td>皿<td>乙</table></div>
    <table><tr><th>何<th>どこ<tr><td>枠外<td>甲<tr><td>枠外2<td>乙</table>"""
    assert extract(page(body)).items == ()
    hints = Hints(main="div.x", updated=".when", columns={"何": "name", "どこ": "category"})
    read = extract(page(body), hints)
    assert ([(i.question, i.category) for i in read.items], read.updated_on) == (
        [("本", "甲"), ("皿", "乙")],
        date(2024, 4, 1),
    )
    with pytest.raises(ValueError, match="この書き方は使えません"):
        extract(page(body), Hints(main="div > p"))


@pytest.mark.parametrize(
    ("body", "url", "kind", "word"),
    [
        (b"\xd0\xcf\x11\xe0" + bytes(512), "https://x.example/a.xls", "application/vnd.ms-excel", "xlsx"),
        (b"%PDF-1.4 broken", "https://x.example/a.pdf", "application/pdf", "PDF"),
        (b"PK\x03\x04 broken", "https://x.example/a.xlsx", "application/octet-stream", "Excel"),
        (pdf.document([[]]), "https://x.example/b.pdf", "application/pdf", "画像"),
        (b"\x89PNG\r\n", "https://x.example/a.png", "image/png", "読めません"),
    ],
    ids=["old Excel", "broken PDF", "broken Excel", "PDF without text", "picture"],
)
def test_what_cannot_be_read_is_told(body: bytes, url: str, kind: str, word: str) -> None:
    read = extract(page(body, url, kind))
    assert word in read.problems[0]
    assert (read.items, read.faqs) == ((), ())


@given(st.binary(max_size=400), st.sampled_from(["a.html", "a.csv", "a.pdf", "a.xlsx"]))
def test_no_bytes_are_too_strange(body: bytes, name: str) -> None:
    extract(page(body, f"https://x.example/{name}", ""))


TAGS = "h1 h2 p ul li dl dt dd table tr td th details summary a br b div ruby rt".split()
WORDS = [
    "品目",
    "区分",
    "燃えるごみ",
    "Q1",
    "A",
    "傘：不燃ごみ",
    "何ですか？",
    "更新日：R6.4.1",
    "お問い合わせ",
    "ごみ減量課",
    "※",
]


@given(
    st.lists(
        st.sampled_from([*(f"<{tag}>" for tag in TAGS), *(f"</{tag}>" for tag in TAGS), *WORDS]), max_size=60
    )
)
def test_no_markup_is_too_broken(parts: list[str]) -> None:
    read = extract(page("".join(parts)))
    for found in (*read.items, *read.faqs):
        assert found.key
        assert found.question
        assert "<" not in found.question + found.answer + found.category
