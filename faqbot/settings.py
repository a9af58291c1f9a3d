"""The only reader of the environment. Each setting has a default that works on one machine without any."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from faqbot.errors import SettingsError

ROLES = ("agent", "curator", "administrator")
"""The names of `faqbot.staff.accounts.Role`, which a test holds them to."""


@dataclass(frozen=True, slots=True)
class Settings:
    """See docs/settings.md, whose table a test holds against this class."""

    data: Path = Path("var")
    key: str = field(default="", repr=False)
    host: str = "127.0.0.1"
    port: int = 8000
    access_log: Path | None = None
    keep_days: str = ""
    panel_port: int = 8501
    panel_path: str = ""
    metrics_host: str = "127.0.0.1"
    metrics_port: int = 0
    collection: str = "garbage"
    widget_origins: tuple[str, ...] = ("*",)
    model: Path | None = None
    wording: Path | None = None
    second_factor: tuple[str, ...] = ()
    proxies: tuple[str, ...] = ("127.0.0.1", "::1")
    api_networks: tuple[str, ...] = ()
    desk_networks: tuple[str, ...] = ()
    panel_networks: tuple[str, ...] = ()
    metrics_networks: tuple[str, ...] = ()
    rate: int = 20
    oidc_issuer: str = ""
    oidc_client: str = "faqbot"
    oidc_secret: str = field(default="", repr=False)
    oidc_role_claim: str = "realm_access.roles"
    oidc_roles: Mapping[str, str] = field(default_factory=lambda: {f"faqbot-{role}": role for role in ROLES})
    oidc_department_claim: str = "groups"
    oidc_departments: Mapping[str, str] = field(default_factory=dict)
    line_token: str = field(default="", repr=False)
    line_secret: str = field(default="", repr=False)
    line_host: str = ""
    line_specs: Path | None = None
    line_late: Literal["keep", "push"] = "keep"
    rocketchat_webhook_token: str = field(default="", repr=False)
    rocketchat_collection: str = "chat"
    rocketchat_rooms: Mapping[str, str] = field(default_factory=dict)
    rocketchat_bots: tuple[str, ...] = ("rocket.cat",)
    rocketchat_url: str = ""
    rocketchat_user: str = ""
    rocketchat_token: str = field(default="", repr=False)
    rocketchat_specs: Path | None = None
    synonyms: tuple[Path, ...] = field(default_factory=lambda: _shipped_synonyms())


def _shipped_synonyms() -> tuple[Path, ...]:
    """The project's own lists, where it runs from its source tree; an installed package has none."""
    folder = Path(__file__).resolve().parent.parent / "corpus" / "synonyms"
    return (folder,) if folder.is_dir() else ()


VARIABLES: Mapping[str, str] = {
    "FAQBOT_DATA": "data",
    "FAQBOT_KEY": "key",
    "FAQBOT_HOST": "host",
    "FAQBOT_PORT": "port",
    "FAQBOT_ACCESS_LOG": "access_log",
    "FAQBOT_KEEP_DAYS": "keep_days",
    "FAQBOT_PANEL_PORT": "panel_port",
    "FAQBOT_PANEL_PATH": "panel_path",
    "FAQBOT_METRICS_HOST": "metrics_host",
    "FAQBOT_METRICS_PORT": "metrics_port",
    "FAQBOT_COLLECTION": "collection",
    "FAQBOT_WIDGET_ORIGINS": "widget_origins",
    "FAQBOT_SYNONYMS": "synonyms",
    "FAQBOT_MODEL": "model",
    "FAQBOT_WORDING": "wording",
    "FAQBOT_SECOND_FACTOR": "second_factor",
    "FAQBOT_PROXIES": "proxies",
    "FAQBOT_API_NETWORKS": "api_networks",
    "FAQBOT_DESK_NETWORKS": "desk_networks",
    "FAQBOT_PANEL_NETWORKS": "panel_networks",
    "FAQBOT_METRICS_NETWORKS": "metrics_networks",
    "FAQBOT_RATE": "rate",
    "FAQBOT_OIDC_ISSUER": "oidc_issuer",
    "FAQBOT_OIDC_CLIENT": "oidc_client",
    "FAQBOT_OIDC_SECRET": "oidc_secret",
    "FAQBOT_OIDC_ROLE_CLAIM": "oidc_role_claim",
    "FAQBOT_OIDC_ROLES": "oidc_roles",
    "FAQBOT_OIDC_DEPARTMENT_CLAIM": "oidc_department_claim",
    "FAQBOT_OIDC_DEPARTMENTS": "oidc_departments",
    "FAQBOT_LINE_TOKEN": "line_token",
    "FAQBOT_LINE_SECRET": "line_secret",
    "FAQBOT_LINE_HOST": "line_host",
    "FAQBOT_LINE_SPECS": "line_specs",
    "FAQBOT_LINE_LATE": "line_late",
    "FAQBOT_ROCKETCHAT_WEBHOOK_TOKEN": "rocketchat_webhook_token",
    "FAQBOT_ROCKETCHAT_COLLECTION": "rocketchat_collection",
    "FAQBOT_ROCKETCHAT_ROOMS": "rocketchat_rooms",
    "FAQBOT_ROCKETCHAT_BOTS": "rocketchat_bots",
    "FAQBOT_ROCKETCHAT_URL": "rocketchat_url",
    "FAQBOT_ROCKETCHAT_USER": "rocketchat_user",
    "FAQBOT_ROCKETCHAT_TOKEN": "rocketchat_token",
    "FAQBOT_ROCKETCHAT_SPECS": "rocketchat_specs",
}
"""Field by environment variable."""


def load(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings of this process.

    Raises:
        SettingsError: a variable has a value that cannot be used.
    """
    given = {name: environment.get(variable, "").strip() for variable, name in VARIABLES.items()}
    default = Settings()
    return Settings(
        data=Path(given["data"]) if given["data"] else default.data,
        key=given["key"],
        host=given["host"] or default.host,
        keep_days=given["keep_days"],
        access_log=Path(given["access_log"]) if given["access_log"] else default.access_log,
        port=_port("FAQBOT_PORT", given["port"]) if given["port"] else default.port,
        panel_port=_port("FAQBOT_PANEL_PORT", given["panel_port"])
        if given["panel_port"]
        else default.panel_port,
        panel_path=_folder("FAQBOT_PANEL_PATH", given["panel_path"]),
        metrics_host=given["metrics_host"] or default.metrics_host,
        metrics_port=_port("FAQBOT_METRICS_PORT", given["metrics_port"] or "0"),
        collection=given["collection"] or default.collection,
        widget_origins=tuple(given["widget_origins"].split()) or default.widget_origins,
        model=Path(given["model"]) if given["model"] else default.model,
        wording=Path(given["wording"]) if given["wording"] else default.wording,
        second_factor=_roles("FAQBOT_SECOND_FACTOR", given["second_factor"].split()),
        proxies=tuple(given["proxies"].split()) or default.proxies,
        api_networks=tuple(given["api_networks"].split()),
        desk_networks=tuple(given["desk_networks"].split()),
        panel_networks=tuple(given["panel_networks"].split()),
        metrics_networks=tuple(given["metrics_networks"].split()),
        rate=_rate(given["rate"]) if given["rate"] else default.rate,
        oidc_issuer=given["oidc_issuer"],
        oidc_client=given["oidc_client"] or default.oidc_client,
        oidc_secret=given["oidc_secret"],
        oidc_role_claim=given["oidc_role_claim"] or default.oidc_role_claim,
        oidc_roles=_oidc_roles(given["oidc_roles"]) or default.oidc_roles,
        oidc_department_claim=given["oidc_department_claim"] or default.oidc_department_claim,
        oidc_departments=_pairs("FAQBOT_OIDC_DEPARTMENTS", given["oidc_departments"], "認証の名前=所属"),
        line_token=given["line_token"],
        line_secret=given["line_secret"],
        line_host=given["line_host"].rstrip("/"),
        line_specs=Path(given["line_specs"]) if given["line_specs"] else default.line_specs,
        line_late=_late(given["line_late"]),
        rocketchat_webhook_token=given["rocketchat_webhook_token"],
        rocketchat_collection=given["rocketchat_collection"] or default.rocketchat_collection,
        rocketchat_rooms=_rooms(given["rocketchat_rooms"]),
        rocketchat_bots=tuple(given["rocketchat_bots"].split()) or default.rocketchat_bots,
        rocketchat_url=given["rocketchat_url"].rstrip("/"),
        rocketchat_user=given["rocketchat_user"],
        rocketchat_token=given["rocketchat_token"],
        rocketchat_specs=Path(given["rocketchat_specs"]) if given["rocketchat_specs"] else None,
        synonyms=tuple(map(Path, filter(None, given["synonyms"].split(os.pathsep)))) or default.synonyms,
    )


def share_metrics(folder: Path) -> None:
    """Let prometheus_client count into files of this folder; to be said before it is imported."""
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)


def _late(text: str) -> Literal["keep", "push"]:
    match text:
        case "" | "keep":
            return "keep"
        case "push":
            return "push"
        case _:
            raise SettingsError(f"FAQBOT_LINE_LATE は keep か push にしてください（いまは「{text}」）。")


def _roles(variable: str, names: Sequence[str]) -> tuple[str, ...]:
    for name in names:
        if name not in ROLES:
            raise SettingsError(f"{variable} に書けるのは {'・'.join(ROLES)} です（いまは「{name}」）。")
    return tuple(names)


def _rate(text: str) -> int:
    if text.isdecimal() and 1 <= int(text) <= 10_000:
        return int(text)
    raise SettingsError(f"FAQBOT_RATE は 1 から 10000 の数にしてください（いまは「{text}」）。")


def _port(variable: str, text: str) -> int:
    if text.isdecimal() and 0 <= int(text) <= 65_535:
        return int(text)
    raise SettingsError(f"{variable} は 0 から 65535 の数にしてください（いまは「{text}」）。")


def _folder(variable: str, text: str) -> str:
    """A folder of a site without slashes around it: `panel` of `/panel/`."""
    folder = text.strip("/")
    if not re.fullmatch(r"[A-Za-z0-9_/-]*", folder) or "//" in folder:
        raise SettingsError(f"{variable} は panel のように、半角の英数字にしてください（いまは「{text}」）。")
    return folder


def _rooms(text: str) -> dict[str, str]:
    """Collections by room: `受付=kiosk #端末=terminal`."""
    pairs = _pairs("FAQBOT_ROCKETCHAT_ROOMS", text, "部屋=窓口")
    return {room.lstrip("#"): collection for room, collection in pairs.items()}


def _oidc_roles(text: str) -> dict[str, str]:
    pairs = _pairs("FAQBOT_OIDC_ROLES", text, "認証の役割=役割")
    _roles("FAQBOT_OIDC_ROLES", tuple(pairs.values()))
    return pairs


def _pairs(variable: str, text: str, form: str) -> dict[str, str]:
    pairs = [each.partition("=") for each in text.split()]
    if not all(left.lstrip("#") and right for left, _, right in pairs):
        raise SettingsError(f"{variable} は「{form}」を空白で区切って並べてください（いまは「{text}」）。")
    return {left: right for left, _, right in pairs}
