"""What a page or an attached file says: items, questions, contact, date. Pure: bytes in, values out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from email.utils import parsedate_to_datetime

from scrapers.extract import markup
from scrapers.extract.asking import is_faq_place
from scrapers.extract.contact import contact_of
from scrapers.extract.dates import read_date, updated_on
from scrapers.extract.faqs import faqs_in
from scrapers.extract.found import NO_HINTS, Contact, Extracted, Found, Hints, Link, Section
from scrapers.extract.identity import breadcrumbs_of, page_id_of, title_of
from scrapers.extract.items import items_of, keyed
from scrapers.extract.kinds import File, kind_of
from scrapers.extract.links import base_of, links_of
from scrapers.extract.mainpart import main_pieces, main_region
from scrapers.extract.outline import sections_of
from scrapers.extract.pdfs import read_pdf
from scrapers.extract.pieces import Line, Piece, text_of
from scrapers.extract.reading import read
from scrapers.extract.selector import xpath
from scrapers.extract.sheets import Unreadable, read_csv, read_excel
from scrapers.fetch.charset import decode
from scrapers.page import Page

__all__ = ["Contact", "Extracted", "Found", "Hints", "Link", "Section", "extract"]


def extract(page: Page, hints: Hints = NO_HINTS) -> Extracted:
    """Read a page or an attached file. What cannot be read is told in `problems`, in Japanese, for operators.

    Raises:
        ValueError: a selector of the hints is written in a way that we do not know.
    """
    kind = kind_of(page)
    try:
        match kind:
            case File.HTML:
                return _from_html(page, hints)
            case File.PDF:
                return _from_pieces(page, read_pdf(page.body), hints)
            case File.EXCEL:
                return _from_pieces(page, read_excel(page.body), hints)
            case File.CSV:
                return _from_pieces(page, read_csv(page.body, page.content_type), hints)
            case _:
                raise Unreadable(kind.advice)
    except Unreadable as problem:
        return Extracted(page.final_url, page_id_of(page.final_url, ()), problems=(str(problem),))


def _from_html(page: Page, hints: Hints) -> Extracted:
    root = markup.parse(decode(page.body, page.content_type))
    if root is None:
        return Extracted(
            page.final_url, page_id_of(page.final_url, ()), problems=("ページに文字がありません。",)
        )
    lines = _texts(read(root))
    base = base_of(root, page.final_url)
    breadcrumbs = breadcrumbs_of(root, lines)
    dated = [element.text_content() for element in root.xpath(xpath(hints.updated))] if hints.updated else []
    region = main_region(root, hints)
    pieces = main_pieces(region)
    title = title_of(root, pieces)
    links, files = links_of(region, base)
    extracted = _compose(page, pieces, title, breadcrumbs, hints)
    return replace(
        extracted,
        page_id=page_id_of(page.final_url, lines),
        breadcrumbs=breadcrumbs,
        updated_on=next(filter(None, map(read_date, dated)), None) or updated_on(lines),
        contact=contact_of(lines),
        links=links,
        attachments=files,
    )


def _from_pieces(page: Page, pieces: tuple[Piece, ...], hints: Hints) -> Extracted:
    """A file says itself when it was changed, or else the server does."""
    lines = _texts(pieces)
    title = next((p.text for p in pieces if isinstance(p, Line) and p.is_heading), "")
    return replace(
        _compose(page, pieces, "", (), hints),
        title=title,
        updated_on=updated_on(lines) or _sent_date(page),
        contact=contact_of(lines),
    )


def _compose(
    page: Page, pieces: tuple[Piece, ...], title: str, breadcrumbs: Sequence[str], hints: Hints
) -> Extracted:
    place = is_faq_place(
        page.final_url, title, *breadcrumbs, *(p.text for p in pieces[:3] if isinstance(p, Line))
    )
    faqs, used = faqs_in(pieces, place, title)
    return Extracted(
        url=page.final_url,
        page_id=page_id_of(page.final_url, ()),
        title=title,
        items=items_of(pieces, title, hints, used),
        faqs=keyed(faqs),
        sections=sections_of(pieces),
    )


def _texts(pieces: Sequence[Piece]) -> tuple[str, ...]:
    return tuple(line for piece in pieces for line in text_of(piece).split("\n"))


def _sent_date(page: Page) -> date | None:
    try:
        return parsedate_to_datetime(page.last_modified or "").date()
    except (TypeError, ValueError):
        return None
