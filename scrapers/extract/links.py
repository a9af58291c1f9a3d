"""Where a page leads: its links, and the files attached to it."""

from __future__ import annotations

import re
from urllib.parse import urldefrag, urljoin, urlsplit

from scrapers.extract.found import Link
from scrapers.extract.markup import Element
from scrapers.extract.plain import clean

_FILES = re.compile(r"\.(?:pdf|xlsx?|xlsm|csv|tsv|docx?|zip|ods|txt)$", re.IGNORECASE)


def links_of(region: Element, base: str) -> tuple[tuple[Link, ...], tuple[Link, ...]]:
    """The links of a region to pages and to files, absolute, each address once, in the order of the page."""
    pages: dict[str, Link] = {}
    files: dict[str, Link] = {}
    for element in region.iter("a", "area"):
        link = _link(element, base)
        if link:
            (files if _FILES.search(urlsplit(link.url).path) else pages).setdefault(link.url, link)
    return tuple(pages.values()), tuple(files.values())


def base_of(root: Element, url: str) -> str:
    """What relative addresses are relative to: `<base href>`, or the page itself."""
    base = root.find(".//base[@href]")
    return url if base is None else _joined(url, base.get("href")) or url


def _link(element: Element, base: str) -> Link | None:
    target = (element.get("href") or "").strip()
    if not target or target.startswith("#"):
        return None
    url = urldefrag(_joined(base, target)).url
    if urlsplit(url).scheme not in ("http", "https"):
        return None
    return Link(url, clean(element.text_content()) or clean(element.get("alt", "")))


def _joined(base: str, target: str) -> str:
    try:
        return urljoin(base, clean(target))
    except ValueError:  # http://[broken
        return ""
