"""LINE's and Rocket.Chat's accounts of the settings, over a desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from faqbot.settings import Settings

if TYPE_CHECKING:
    from fastapi import APIRouter

    from faqbot.channels.line import Line
    from faqbot.channels.rocketchat_account import Account
    from faqbot.desk.desk import Desk
    from faqbot.store.base import Store


def make_line(settings: Settings, desk: Desk, store: Store) -> Line | None:
    """The LINE account of the settings; None where there is none."""
    if not (settings.line_token and settings.line_secret):
        return None
    from faqbot.channels.line import Line

    return Line(
        desk,
        store,
        token=settings.line_token,
        secret=settings.line_secret,
        host=settings.line_host,
        collection=settings.collection,
        late=settings.line_late,
    )


def rocketchat_account(settings: Settings) -> Account | None:
    """Our user in Rocket.Chat, if the settings name one."""
    from faqbot.channels.rocketchat_account import Account

    given = settings.rocketchat_url, settings.rocketchat_user, settings.rocketchat_token
    return Account(*given) if all(given) else None


def rocketchat_door(settings: Settings, desk: Desk) -> APIRouter:
    """Rocket.Chat's webhook over a desk."""
    from faqbot.channels.rocketchat_rooms import Rooms
    from faqbot.web.rocketchat import Door, router

    rooms = Rooms(settings.rocketchat_collection, settings.rocketchat_rooms)
    own = (*filter(None, [settings.rocketchat_user]), *settings.rocketchat_bots)
    account = rocketchat_account(settings)
    return router(desk, Door(settings.rocketchat_webhook_token, rooms, own, account))
