"""A source as its TOML says: where a city publishes, what is taken from there, and whose it becomes."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_network
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from faqbot.errors import SettingsError
from scrapers.extract.found import Hints
from scrapers.extract.roles import Role
from scrapers.extract.selector import xpath

SHIPPED = Path(__file__).parent / "sources"
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}\Z")
_REQUIRED = ("start", "collection", "department", "contact")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One `<name>.toml`. `include` and `exclude` are patterns of paths (`/kurashi/gomi/*`); without `include` all of `hosts`."""

    name: str
    start: tuple[str, ...]
    collection: str
    department: str
    contact: str
    """A mail address or page for the User-Agent: whom the site's operators can reach."""
    title: str = ""
    hosts: tuple[str, ...] = ()
    """The only ones that are visited; those of `start` where the file names none."""
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    networks: tuple[str, ...] = ()
    """Private networks that may be visited all the same (`10.1.2.0/24`), for a site inside the city hall."""
    pages: int = 3_000
    """At most so many a crawl."""
    interval: float = 1.0
    """Seconds between two requests to one server."""
    hours: tuple[int, int] | None = None
    """From which to which full hour (Japan) the site may be visited; None is at any."""
    every_days: int = 1
    enabled: bool = True
    publish: Literal["never", "tables"] = "never"
    """`tables`: what tables say is published at once where it overwrites nobody."""
    categories: Mapping[str, str] = field(default_factory=dict)
    """The collection's category by the city's name for it."""
    hints: Hints = field(default_factory=Hints)

    @property
    def author(self) -> str:
        """Whose the versions are that a crawl publishes."""
        return f"scrape:{self.name}"


def read_source(path: Path) -> Source:
    """The source that a file describes; its name is the file's.

    Raises:
        SettingsError: it cannot be used.
    """
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise SettingsError(f"{path} を開けません（{error.strerror}）。") from error
    except ValueError as error:
        raise SettingsError(f"{path.name} を TOML として読めません（{error}）。") from error
    if not _NAME.match(path.stem):
        raise SettingsError(f"{path.name}: ファイルの名前は、英小文字・数字・ハイフンにしてください。")
    if missing := [key for key in _REQUIRED if not data.get(key)]:
        raise SettingsError(f"{path.name} に {'、'.join(missing)} がありません。")
    try:
        return _source(path.stem, data)
    except (TypeError, ValueError) as error:
        raise SettingsError(f"{path.name} を読めません（{error}）。") from error


def find_sources(folder: Path) -> Mapping[str, Path]:
    """The files of all sources by name: those in `folder`, and the shipped ones that it has no file for."""
    shipped = {path.stem: path for path in SHIPPED.glob("*.toml")}
    own = {path.stem: path for path in folder.glob("*.toml")} if folder.is_dir() else {}
    return dict(sorted((shipped | own).items()))


def _source(name: str, data: Mapping[str, Any]) -> Source:
    given = dict(data)
    hints = given.pop("hints", {})
    categories = given.pop("categories", {})
    for key in ("start", "hosts", "include", "exclude", "networks"):
        given[key] = _texts(key, given.get(key, []))
    if bad := [url for url in given["start"] if not urlsplit(url).scheme.startswith("http")]:
        raise ValueError(f"start の {bad[0]} が http:// でも https:// でも始まっていません")
    if given.get("publish", "never") not in ("never", "tables"):
        raise ValueError('publish は "never" か "tables" にしてください')
    given["hosts"] = given["hosts"] or tuple(dict.fromkeys(urlsplit(url).netloc for url in given["start"]))
    if hours := given.pop("hours", None):
        given["hours"] = _hours(hours)
    named = tuple(dict.fromkeys([*categories, *categories.values()]))
    made = Hints(**hints | {"drop": _texts("drop", hints.get("drop", [])), "categories": named})
    for selector in filter(None, (made.main, made.updated, *made.drop)):
        xpath(selector)
    if wrong := [role for role in made.columns.values() if role not in set(Role)]:
        raise ValueError(f"hints.columns の「{wrong[0]}」は、{'・'.join(Role)} のどれかにしてください")
    for network in given["networks"]:
        ip_network(network)
    return Source(name=name, categories=categories, hints=made, **given)


def _texts(key: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise ValueError(f'{key} は ["…", "…"] の形で書いてください')
    return tuple(value)


def _hours(value: object) -> tuple[int, int]:
    if (
        isinstance(value, list)
        and len(value) == 2
        and all(isinstance(h, int) and 0 <= h <= 24 for h in value)
    ):
        return value[0], value[1]
    raise ValueError("hours は [22, 6] のように、0 から 24 の時を 2 つ書いてください")
