"""What a page is about, without what every page of the site has around it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from scrapers.extract import markup
from scrapers.extract.found import NO_HINTS, Hints
from scrapers.extract.markup import Element
from scrapers.extract.pieces import Line, Piece
from scrapers.extract.reading import read
from scrapers.extract.selector import xpath

_CHROME_TAGS = ("nav", "footer", "aside", "form")
_CHROME = re.compile(
    r"bread|topicpath|topic_path|pankuzu|g(?:lobal)?_?-?navi?\b|(?:^|[\s_-])navi?(?:gation)?(?:$|[\s_-])|side_?-?(?:bar|menu|nav)|footer"
    r"|(?:^|\s)(?:site|page|global)?_?-?header(?:$|\s)|(?:^|[\s_-])sns|share|social|skip|page_?-?top|banner|enquete|survey|questionnaire"
    r"|(?:^|[\s_-])menu(?:$|[\s_-])|font_?size|(?:^|\s)search|reader_?(?:dl|download)|adobe"
)
_MAIN = (
    "//main | //*[@role='main']",
    "//*[@id='honbun' or @id='tmp_contents' or @id='main_body' or @id='mainContents' or @id='main_contents']",
    "//*[@id='main' or @id='contents' or @id='content' or @id='main-content' or @id='page_main']",
    "//article",
    "//*[contains(concat(' ',@class,' '),' main ') or contains(concat(' ',@class,' '),' contents ')]",
)
_LEAST_SHARE = 0.3  # a "main" that holds less of the text than this is a wrapper of something else
_BEGIN = re.compile(
    r"^(?:ここから本文(?:です)?|本文(?:です|はここから|ここから)?|ページの本文です|メニューを飛ばして本文へ|サイトメニューここまで"
    r"|メニューの終端です|ここから本文エリア)。?$"
)
_END = re.compile(
    r"^(?:(?:ここまで本文|本文ここまで|本文はここまで)(?:です)?。?|(?:以下|ここから)フッター(?:メニュー)?(?:です)?。?"
    r"|(?:この)?ページの?(?:先頭|トップ|上部?)[へに](?:戻る)?|(?:ページ)?トップ[へに]戻る|先頭へ戻る|ご意見をお聞かせください"
    r"|このページは(?:お役に立ち|見つけやすか|わかりやすか|分かりやすか).*|この(?:記事|ページ)について(?:の)?アンケート.*"
    r"|より良い(?:ウェブ|ホーム).*|.{0,12}(?:アンケート|ご感想)にご協力ください。?|(?:Copyright|©|\(c\)|\(C\)).*)$",
    re.IGNORECASE,
)
_NOISE = re.compile(
    r"^(?:このページの先頭です。?|ページの先頭です。?|このページの本文[へに]移動.*|.*スキップして本文へ.*|あしあと|ソーシャルサイトへのリンクは.*"
    r"|背景色を変更.*|文字サイズ.*|印刷ページ表示|印刷(?:する)?|大きな文字で印刷|読み込み中.*|.*Adobe\s?(?:Acrobat\s?)?Reader.*"
    r"|このリンクは別ウィンドウで開きます。?|(?:ポスト|シェア|ツイート|LINEで送る|いいね！?)(?:\s(?:シェア|LINEで送る|ツイート))*"
    r"|ページの?(?:先頭|トップ)[へに](?:戻る)?|トップ[へに]戻る|一覧[へに]戻る|前のページ[へに]戻る|戻る)$"
)


def main_region(root: Element, hints: Hints = NO_HINTS) -> Element:
    """The element that holds the main part: chosen by the hint, else by the usual names. Changes the tree.

    Raises:
        ValueError: a hint is no selector.
    """
    for selector in hints.drop:
        _drop(root.xpath(xpath(selector)))
    chosen = root.xpath(xpath(hints.main)) if hints.main else []
    if chosen:
        return chosen[0]
    _drop_chrome(root)
    return _region(root)


def main_pieces(region: Element) -> tuple[Piece, ...]:
    """The lines and tables of the main part, between the words that cities put around it."""
    return tuple(piece for piece in _between(read(region)) if not _is_noise(piece))


def _drop(elements: Sequence[Element]) -> None:
    for element in elements:
        if element.getparent() is not None:
            element.drop_tree()


def _drop_chrome(root: Element) -> None:
    whole = max(1, markup.length(root))
    for element in list(root.iter()):
        if element.getparent() is None or markup.name_of(element) in ("html", "body", "main"):
            continue
        if (
            _is_chrome(element)
            and markup.length(element) < whole / 2
            and not element.xpath(".//main | .//table//table")
        ):
            element.drop_tree()


def _is_chrome(element: Element) -> bool:
    tag = markup.name_of(element)
    if tag == "header":
        return not element.xpath("ancestor::main | ancestor::article | ancestor::section")
    if tag in _CHROME_TAGS:
        return True
    return tag in ("div", "ul", "ol", "p", "section", "table", "dl") and bool(
        _CHROME.search(markup.names(element))
    )


def _region(root: Element) -> Element:
    body = root.find("body") if root.find("body") is not None else root
    least = markup.length(body) * _LEAST_SHARE
    for query in _MAIN:
        found = [element for element in root.xpath(query) if markup.length(element) >= least]
        if len(found) == 1 or (found and all(found[0] in each.iterancestors() for each in found[1:])):
            return found[0]
    return body


def _between(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """What stands between the words for the beginning and the end of the text; without them, all of it."""
    begin = max(
        (i + 1 for i, piece in enumerate(pieces) if isinstance(piece, Line) and _BEGIN.match(piece.text)),
        default=0,
    )
    ends = (
        i
        for i, piece in enumerate(pieces)
        if i > begin and isinstance(piece, Line) and _END.match(piece.text)
    )
    rest = [i for i in ends if _says_little(pieces[i:])]
    return pieces[begin : rest[0] if rest else len(pieces)]


def _says_little(pieces: tuple[Piece, ...]) -> bool:
    """「ページの先頭へ」 stands after every section of some pages; only the last one ends the text."""
    return not any(not isinstance(piece, Line) or (piece.is_heading and piece.level <= 6) for piece in pieces)


def _is_noise(piece: Piece) -> bool:
    return isinstance(piece, Line) and bool(_NOISE.match(piece.text))
