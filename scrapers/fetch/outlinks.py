"""Where a page leads to, all of it: navigation as well as text. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from lxml import etree, html

from scrapers.fetch.charset import decode
from scrapers.fetch.urls import resolve
from scrapers.page import Page

_LINKS = "//a/@href | //area/@href | //link[contains(@rel, 'next')]/@href | //iframe/@src | //frame/@src"
_MOST = 5_000  # links of one page; a list of a whole dictionary's items has some 4,000
_REFRESH = re.compile(r"url\s*=\s*['\"]?([^'\"\s]+)", re.IGNORECASE)


def outlinks(page: Page) -> tuple[str, ...]:
    """The clean URLs that an HTML page links to, in its order; none where it asks not to follow (`nofollow`), or is a file."""
    kind = page.content_type.partition(";")[0].strip().lower()
    if kind not in ("", "text/html", "application/xhtml+xml"):
        return ()
    root = _parsed(decode(page.body, page.content_type))
    if root is None or _asks_not(root):
        return ()
    base = resolve(page.final_url, next(iter(root.xpath("//base/@href")), "")) or page.final_url
    return tuple(
        dict.fromkeys(found for link in islice(_links(root), _MOST) if (found := resolve(base, link)))
    )


def _parsed(text: str) -> html.HtmlElement | None:
    parser = html.HTMLParser(encoding="utf-8", no_network=True)
    try:
        return html.document_fromstring(text.replace("\0", "").encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None


def _asks_not(root: html.HtmlElement) -> bool:
    said = root.xpath("//meta[translate(@name, 'ROBTS', 'robts') = 'robots']/@content")
    return any(word in content.lower() for content in said for word in ("nofollow", "none"))


def _links(root: html.HtmlElement) -> Iterator[str]:
    for link in root.xpath(_LINKS):
        if "nofollow" not in (link.getparent().get("rel") or "").lower().split() and not link.startswith("#"):
            yield link
    for content in root.xpath("//meta[translate(@http-equiv, 'REFSH', 'refsh') = 'refresh']/@content"):
        yield from _REFRESH.findall(content)
