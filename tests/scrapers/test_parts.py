"""Dates, contacts, categories and names, in all the ways that pages write them."""

from __future__ import annotations

from datetime import date

import pytest

from scrapers.extract.contact import contact_of
from scrapers.extract.dates import read_date, updated_on
from scrapers.extract.found import Contact
from scrapers.extract.identity import page_id_of
from scrapers.extract.roles import Role, roles_in
from scrapers.extract.terms import category_of, heads_category, is_category, is_excluded, is_included
from scrapers.extract.wordings import names_in, split_reading


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024年4月1日", date(2024, 4, 1)),
        ("2024年04月01日", date(2024, 4, 1)),
        ("2024/4/1", date(2024, 4, 1)),
        ("2016.02.15", date(2016, 2, 15)),
        ("2024-04-01", date(2024, 4, 1)),
        ("２０２４年４月１日", date(2024, 4, 1)),
        ("令和6年4月1日", date(2024, 4, 1)),
        ("令和元年5月1日", date(2019, 5, 1)),
        ("平成３０年１１月３０日", date(2018, 11, 30)),
        ("平成30(2018)年11月30日", date(2018, 11, 30)),
        ("2018年（平成30年）11月30日", date(2018, 11, 30)),
        ("2018(平成30)年11月30日", date(2018, 11, 30)),
        ("昭和64年1月7日", date(1989, 1, 7)),
        ("R6.4.1", date(2024, 4, 1)),
        ("Ｒ５．１２．１", date(2023, 12, 1)),
        ("H28.4.1", date(2016, 4, 1)),
        ("令和 6 年 4 月 1 日", date(2024, 4, 1)),
        ("2024年13月40日", None),
        ("30年度", None),
        ("電話 06-6843-3512", None),
    ],
)
def test_dates_are_read(text: str, expected: date | None) -> None:
    assert read_date(text) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["[公開日:2022年3月8日]", "[更新日:2022年7月12日]"], date(2022, 7, 12)),
        (["公開日 2021年12月16日 更新日 2022年01月12日"], date(2022, 1, 12)),
        (["ページ番号:0000013279更新日:2022年8月3日更新印刷ページ表示"], date(2022, 8, 3)),
        (["掲載日：令和7年4月1日更新"], date(2025, 4, 1)),
        (["R4.7.20更新"], date(2022, 7, 20)),
        (["最終更新日2024年5月20日"], date(2024, 5, 20)),
        (["[2016年4月1日]"], date(2016, 4, 1)),
        (["[初版公開日:]", "2018年01月04日掲載"], date(2018, 1, 4)),
        (["更新日", "2025年5月19日"], date(2025, 5, 19)),
        (["この制度は2020年4月1日に始まりました。"], None),
    ],
)
def test_the_date_of_the_last_change_is_the_one_that_says_so(lines: list[str], expected: date | None) -> None:
    assert updated_on(tuple(lines)) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            ["お問合せ", "環境部　家庭ごみ課", "電話：06-6000-3512　ファクス：06-6000-3513"],
            Contact("環境部 家庭ごみ課", "06-6000-3512"),
        ),
        (
            [
                "この記事に関するお問い合わせ先",
                "環境部／減量課",
                "〒000-0000",
                "ファックス 06-1111-2222",
                "電話番号",
                "06-1111-2221",
            ],
            Contact("環境部 減量課", "06-1111-2221"),
        ),
        (
            ["＜担当課＞", "清掃事務所", "【電話】6858・2275【FAX】6858・2276"],
            Contact("清掃事務所", "6858-2275"),
        ),
        (
            ["問合せ先：住民課 生活環境係 ☎011-372-3311 内線4104・4106"],
            Contact("住民課 生活環境係", "011-372-3311"),
        ),
        (["清掃課　電話(0000)55-6666"], Contact("清掃課", "0000-55-6666")),
        (["お問い合わせはお気軽にどうぞ。"], None),
    ],
)
def test_contacts_are_read(lines: list[str], expected: Contact | None) -> None:
    assert contact_of([line.replace("　", " ") for line in lines]) == expected


@pytest.mark.parametrize(
    ("url", "lines", "expected"),
    [
        ("https://x.example/a.html", ["ページ番号:986578504"], "986578504"),
        ("https://x.example/a.html", ["更新日付：2023年10月30日 / ページ番号：C001910"], "C001910"),
        ("https://x.example/0000016120.html", [], "16120"),
        ("https://x.example/faq/P200.aspx?FAQID=0802059", [], "P200.aspx?FAQID=0802059"),
        ("https://x.example/www/contents/1751849942428/index.html", [], "1751849942428"),
        ("https://x.example/kurashi/gomi/kanen.html", [], "kurashi/gomi/kanen"),
    ],
)
def test_pages_are_known_by_number_or_address(url: str, lines: list[str], expected: str) -> None:
    assert page_id_of(url, lines) == expected


def test_headings_name_categories() -> None:
    named = [
        "1．燃やすごみの出し方（週2回）",
        "■資源物（びん・缶）",
        "「粗大ごみ」として出せるもの",
        "プラスチック製容器包装",
    ]
    assert [category_of(heading) for heading in named] == [
        "燃やすごみ",
        "資源物（びん・缶）",
        "粗大ごみ",
        "プラスチック製容器包装",
    ]
    assert all(heads_category(heading) for heading in named)
    assert not any(
        heads_category(heading)
        for heading in ["ごみの出し方", "ごみとリサイクル", "収集しないもの", "お知らせ", "よくある質問"]
    )
    assert heads_category("赤い袋", own=["赤い袋"])


def test_what_is_taken_and_what_is_not() -> None:
    assert all(map(is_included, ["収集するもの（一例）", "出せるもの", "対象品目", "主な品目の例"]))
    assert all(map(is_excluded, ["収集しないもの", "出せないもの", "市で処理できないもの", "対象外"]))
    assert not any(map(is_included, ["収集しないもの（一例）", "出し方"]))
    assert not is_category("生ごみは水を切ってください。")


@pytest.mark.parametrize(
    ("header", "role"),
    [
        ("品　目", Role.NAME),
        ("ごみの名前", Role.NAME),
        ("品目（ふりがな）", Role.NAME),
        ("よみがな", Role.READING),
        ("50音", Role.INDEX),
        ("分別区分", Role.CATEGORY),
        ("出し方（一覧）", Role.ANSWER),
        ("出し方のポイント", Role.NOTE),
        ("備　考", Role.NOTE),
        ("素材", Role.CONDITION),
        ("類似語", Role.PHRASINGS),
        ("所在地", Role.FOREIGN),
    ],
)
def test_columns_are_known_by_their_headers(header: str, role: Role) -> None:
    assert roles_in(header)[0] is role


def test_names_are_parted_outside_parentheses() -> None:
    assert names_in("・紙くず、おむつ（紙、布）など\n※水を切る\n木くず") == (
        "紙くず",
        "おむつ（紙、布）",
        "木くず",
    )
    assert split_reading("折りたたみ傘（おりたたみがさ）") == ("折りたたみ傘", "おりたたみがさ")
    assert split_reading("なべ（ふた）") == ("なべ（ふた）", "")
