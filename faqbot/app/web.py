"""What answers HTTP: the residents' and the staff's service, and who may reach it and the panel."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from faqbot.app.channels import rocketchat_door
from faqbot.app.identity import make_networks
from faqbot.settings import Settings

if TYPE_CHECKING:
    from fastapi import FastAPI
    from starlette.types import ASGIApp

    from faqbot.channels.line import Line
    from faqbot.desk.desk import Desk
    from faqbot.desk.office import Office
    from faqbot.operation.metrics import Counted
    from faqbot.store.base import Store
    from faqbot.web.app import Running
    from faqbot.web.rates import Counting
    from faqbot.web.reaching import Admission

_PANEL_RATE = 5
"""A page of the panel is some hundred small files, and a city hall one address."""


def create_web(
    settings: Settings,
    desk: Desk,
    office: Office,
    line: Line | None = None,
    *,
    running: Running | None = None,
    counted: Counted | None = None,
    counting: Counting | None = None,
) -> FastAPI:
    """The web application over a desk and its office, with LINE's door where there is an account.

    `running` is entered while the application is up; without it, LINE's messages are answered meanwhile. `counted` is
    told of what is turned away; `counting` counts who asks how often, by default for this process alone.
    """
    from faqbot.web.app import create_app
    from faqbot.web.landing import Landing

    return create_app(
        desk,
        collection=settings.collection,
        widget_origins=settings.widget_origins,
        office=office,
        landing=Landing(settings.panel_port, settings.panel_path),
        admission=admission(settings, office, counting),
        channels=[rocketchat_door(settings, desk)] if settings.rocketchat_webhook_token else [],
        line=line,
        running=running,
        refused=counted.refused if counted else lambda: None,
    )


def admission(settings: Settings, office: Office, counting: Counting | None = None) -> Admission:
    """From where and how often the service may be reached."""
    from faqbot.web.rates import Buckets
    from faqbot.web.reaching import Admission

    counts = (lambda: counting) if counting else Buckets
    return Admission(make_networks(settings), settings.rate, office.keys.holder, counts)


def shared_counting(settings: Settings, store: Store) -> Counting:
    """Who asks how often, counted for all processes on the data directory."""
    from faqbot.web.shared_rates import SharedBuckets

    return SharedBuckets(settings.data / "rates", store.derived_key("rates"))


def panel_admitting(panel: ASGIApp, settings: Settings) -> ASGIApp:
    """The panel, reached from its networks only, with the headers that every page of ours has.

    Raises:
        SettingsError: one of them is no network.
    """
    from faqbot.identity.networks import Surface
    from faqbot.web.headers import SecurityHeaders
    from faqbot.web.reaching import Admission, Located, Reaching

    rules = Admission(make_networks(settings), settings.rate * _PANEL_RATE)
    reached = Reaching(panel, rules, surface=lambda _: Surface.PANEL)
    return Located(SecurityHeaders(reached), rules.networks)


def metrics_reader(settings: Settings, store: Store) -> Callable[[str, str], bool]:
    """Who may read the metrics: whoever asks from their networks, and machines with a key for it.

    Raises:
        SettingsError: one of the networks is none.
    """
    from faqbot.identity.api_keys import ApiKeys, sent_by
    from faqbot.identity.networks import Surface
    from faqbot.staff.credentials import Scope

    networks, keys = make_networks(settings), ApiKeys(store)

    def may(address: str, authorization: str) -> bool:
        return networks.allows(Surface.METRICS, address) or bool(
            keys.holder(sent_by(authorization), Scope.METRICS)
        )

    return may
