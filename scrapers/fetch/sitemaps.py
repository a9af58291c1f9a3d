"""What a sitemap lists (sitemaps.org, protocol 0.9): pages, or further sitemaps; as XML, as text, and gzipped. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from scrapers.fetch.decoding import gunzip
from scrapers.fetch.urls import resolve

_LONGEST = 50 * 1024 * 1024  # bytes and entries of one file: the protocol's own limits
_MOST = 50_000


@dataclass(frozen=True, slots=True)
class Sitemap:
    """The clean URLs that one file lists."""

    pages: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()


def read(body: bytes, url: str) -> Sitemap:
    """The sitemap that stands at `url`; what cannot be read lists nothing.

    Raises:
        Declined: it is gzipped and unpacks beyond the protocol's limit.
    """
    text = gunzip(body, _LONGEST)
    root = _parsed(text)
    if root is None:
        lines = text[: _MOST * 2048].decode("utf-8", "replace").split()
        return Sitemap(pages=_clean([line for line in lines if line.startswith("http")], url))
    found = _clean([place.text or "" for place in root.iterfind("{*}*/{*}loc")], url)
    return Sitemap(sitemaps=found) if etree.QName(root).localname == "sitemapindex" else Sitemap(pages=found)


def _parsed(text: bytes) -> etree._Element | None:
    """The root; entities stay unexpanded, and nothing is loaded from anywhere."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    try:
        return etree.fromstring(text.strip(), parser)
    except etree.XMLSyntaxError:
        return None


def _clean(links: list[str], base: str) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(found for link in links[:_MOST] if link.strip() and (found := resolve(base, link)))
    )
