"""A first look at a site, and the first TOML that comes of it, for a person to complete."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from scrapers.extract import extract
from scrapers.extract.found import Extracted, Hints
from scrapers.page import Fetched, NotModified, Page, Refused
from scrapers.sources import Source

UNKNOWN = "（未設定）"


@dataclass(frozen=True, slots=True)
class Look:
    """One page as it was read."""

    url: str
    extracted: Extracted


def look(fetched: Iterable[Fetched], hints: Hints) -> tuple[list[Look], list[Refused]]:
    """What each page says, and those that did not come."""
    looks: list[Look] = []
    refused: list[Refused] = []
    for each in fetched:
        match each:
            case Page():
                looks.append(Look(each.final_url, extract(each, hints)))
            case NotModified(page=page):
                looks.append(Look(page.final_url, extract(page, hints)))
            case Refused():
                refused.append(each)
    return looks, refused


def first_source(name: str, url: str, contact: str, *, networks: tuple[str, ...], pages: int) -> Source:
    """The source to look at a site with: the folder that the URL stands in."""
    folder = urlsplit(url).path.rpartition("/")[0] + "/*"
    return Source(
        name=name,
        start=(url,),
        hosts=(urlsplit(url).netloc,),
        include=(folder,),
        networks=networks,
        collection="",
        department="",
        contact=contact,
        pages=pages,
    )


def draft(source: Source, looks: Sequence[Look], collection: str) -> str:
    """The TOML for a source, with what the look found as comments in Japanese."""
    titles = [each.extracted.title for each in looks if each.extracted.title]
    asked = Counter(each.extracted.contact.department for each in looks if each.extracted.contact)
    department = asked.most_common(1)[0][0] if asked else UNKNOWN
    items = sum(len(each.extracted.items) for each in looks)
    faqs = sum(len(each.extracted.faqs) for each in looks)
    lines = [
        f"# {source.start[0]} を {len(looks)} ページ見て作りました（品目 {items} 件、よくある質問 {faqs} 件）。",
        "# 直したら faqbot scrape try で確かめ、よければ enabled を true にしてください。",
        "",
        f"title = {_text(titles[0] if titles else source.name)}",
        "# 見はじめるページ。いくつでも書けます。",
        f"start = {_list(source.start)}",
        "# 読む範囲（* は何にでも合います）。読まないところは exclude に書きます。",
        f"include = {_list(source.include)}",
        "exclude = []",
        "# 取り込み先の窓口と、答えを確かめる課。",
        f"collection = {_text(collection)}",
        f"department = {_text(department)}",
        "# サイトの管理者から連絡がつくメールアドレスかURL（アクセスのときに名のります）。",
        f"contact = {_text(source.contact)}",
        "# 訪ねてよい時間（日本時間。夜10時から朝6時なら [22, 6]）。",
        "hours = [22, 6]",
        "# 何日ごとに見るか。",
        "every_days = 1",
        '# "tables" にすると、品目の表だけは、だれの文も上書きしないかぎり自動で公開します。',
        'publish = "never"',
        "enabled = false",
        *(
            [f"# 庁内のサイトなので、次の範囲への接続を許します。\nnetworks = {_list(source.networks)}"]
            if source.networks
            else []
        ),
        "",
        *_categories(looks),
        "",
        "# うまく読めないページがあるときだけ書きます（docs/scraping.ja.md）。",
        "# [hints]",
        '# main = "#main"',
    ]
    return "\n".join(lines) + "\n"


def _categories(looks: Sequence[Look]) -> list[str]:
    counts = Counter(item.category for each in looks for item in each.extracted.items if item.category)
    head = ["# 左は市のページの言い方です。右を、窓口の分類の名前に直してください。", "[categories]"]
    return head + [f"{_text(name)} = {_text(name)}  # {count} 件" for name, count in counts.most_common(40)]


def _text(text: str) -> str:
    """A JSON string is a TOML basic string."""
    return json.dumps(text, ensure_ascii=False)


def _list(texts: Iterable[str]) -> str:
    return f"[{', '.join(map(_text, texts))}]"
