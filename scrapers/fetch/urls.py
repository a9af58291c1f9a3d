"""One page, one URL. Pure.

`clean` gives the form in which a URL is asked for; it changes nothing that a server may care about (RFC 3986, section
6.2) except what only follows a visitor about: session ids and tracking parameters. `fold` gives the identity of the
page, under which the twins that city sites have of one page (http and https, www., mobile, index.html) are one. Both
give themselves when applied again.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from urllib.parse import SplitResult, quote, unquote_to_bytes, urljoin, urlsplit, urlunsplit

from scrapers.fetch.declined import Declined
from scrapers.page import Reason

_SCHEMES = ("http", "https")
_USUAL_PORTS = (None, 80, 443)
_LONGEST = 2048
_UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_SESSION = frozenset("jsessionid phpsessid sessionid session_id sid cfid cftoken timestamp".split())
_TRACKING = frozenset("gclid fbclid yclid msclkid _ga _gl mc_cid mc_eid wovn".split())
_TRACKING_PREFIXES = ("utm_", "aspsessionid")
_PATH_SESSION = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/;?]*", re.IGNORECASE)
_ASP_SESSION = re.compile(r"/\([AFS]\([^)/]*\)\)(?=/)")  # ASP.NET without cookies: /(S(…))/
_TWIN_HOST = re.compile(r"^(?:(?:www|sp|m|mobile|smp|smph)\.)+(?=[^.]+\.)")
_TWIN_PATH = re.compile(r"^/(?:sp|m|smp|mobile)(?=/)|/smph(?=/)")
_INDEX = re.compile(r"/(?:index|default)\.(?:s?html?|php|aspx?|jsp)$", re.IGNORECASE)
_CASELESS = re.compile(r"\.aspx?$", re.IGNORECASE)  # Windows servers do not tell FAQ_P from faq_p


def resolve(base: str, link: str) -> str | None:
    """The clean URL that a link on a page leads to; None where it is not one of the web (mailto:, javascript:, broken)."""
    try:
        return clean(urljoin(base, link.strip()))
    except (Declined, ValueError):
        return None


def clean(url: str, drop: Collection[str] = ()) -> str:
    """The URL as it is asked for: host in lower case, percent-encoding made alike, no default port, fragment or session.

    `drop` names parameters, besides the known ones of sessions and tracking, that do not choose the page.

    Raises:
        Declined: it is not an http(s) URL, it carries a password, or it is longer than any real one.
    """
    parts = _split(url)
    path = _ASP_SESSION.sub("", _PATH_SESSION.sub("", _encode(parts.path or "/", b"/:@!$&'()*+,;=")))
    kept = [field for field in parts.query.split("&") if field and not _follows(field, drop)]
    query = _encode("&".join(kept), b"/?:@!$'()*+,;=&")
    scheme = (
        "https" if parts.port == 443 else parts.scheme.lower()
    )  # old link lists have http://…:443, which answers nobody
    return urlunsplit((scheme, _netloc(parts), _without_dots(path), query, ""))


def fold(url: str, drop: Collection[str] = ()) -> str:
    """The identity of the page that a URL leads to; not for asking.

    Raises:
        Declined: as `clean`.
    """
    parts = urlsplit(clean(url, drop))
    path = parts.path
    while (shorter := _INDEX.sub("/", _TWIN_PATH.sub("", path))) != path:
        path = shorter
    path = path.lower() if _CASELESS.search(path) else path
    return urlunsplit(("https", site(url), path, parts.query, ""))


def site(url: str) -> str:
    """Whose server it is: the host without www., sp. and the like, with the port where it is not the usual one.

    Raises:
        Declined: as `clean`.
    """
    return _TWIN_HOST.sub("", _netloc(_split(url)))


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url.strip())
        usable = parts.scheme.lower() in _SCHEMES and bool(parts.hostname) and parts.port != 0
    except ValueError as error:
        raise Declined(Reason.URL, "broken") from error
    if not usable or parts.username is not None or parts.password is not None or len(url) > _LONGEST:
        raise Declined(Reason.URL, parts.scheme[:20])
    return parts


def _netloc(parts: SplitResult) -> str:
    host = (parts.hostname or "").rstrip(".")
    try:
        host = host if host.isascii() else host.encode("idna").decode()
    except UnicodeError as error:
        raise Declined(Reason.URL, "host") from error
    if not re.fullmatch(r"[a-z0-9._-]+|[0-9a-f:.]+", host):
        raise Declined(Reason.URL, "host")
    host = f"[{host}]" if ":" in host else host
    return host if parts.port in _USUAL_PORTS else f"{host}:{parts.port}"


def _encode(text: str, safe: bytes) -> str:
    """Unreserved characters plain, all others as %XX in capitals; what was encoded and means something else plain stays so."""
    pieces = re.split(r"(%[0-9A-Fa-f]{2})", text)
    return "".join(_escape(piece) if i % 2 else quote(piece, safe.decode()) for i, piece in enumerate(pieces))


def _escape(piece: str) -> str:
    byte = unquote_to_bytes(piece)
    return byte.decode() if byte[0] in _UNRESERVED else piece.upper()


def _follows(field: str, drop: Collection[str]) -> bool:
    """Whether a `name=value` of the query follows the visitor and does not choose the page."""
    name = field.partition("=")[0].lower()
    known = name in _SESSION or name in _TRACKING or name.startswith(_TRACKING_PREFIXES)
    return known or any(name == other.lower() for other in drop)


def _without_dots(path: str) -> str:
    """RFC 3986, section 5.2.4: no `.` and `..`."""
    kept: list[str] = []
    segments = path.split("/")[1:]
    for segment in segments:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in (".", ".."):
        kept.append("")
    return "/" + "/".join(kept)
