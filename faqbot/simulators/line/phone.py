"""What the page and a test ask of the simulator: the talks as people see them, what was refused, the weather."""

from __future__ import annotations

import asyncio
import base64
import binascii
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from faqbot.simulators.line import events
from faqbot.simulators.line.gate import Exchange, Gate
from faqbot.simulators.line.people import People
from faqbot.simulators.line.platform import Platform, Talk
from faqbot.simulators.line.webhook import Webhook

STEP, STEPS = 0.05, 20
"""A page that is up to date waits for a second at most (STEPS of STEP seconds), so as not to hold up the server's end."""

PERSON = events.user_id("person")


class Phone:
    """The endpoints under /simulator."""

    def __init__(self, platform: Platform, people: People, webhook: Webhook, gate: Gate) -> None:
        self._platform, self._people = platform, people
        self._webhook, self._gate = webhook, gate

    def routes(self) -> list[Route]:
        """Paths and what answers them."""
        return [
            Route("/simulator/talks/{user}", self._talk),
            Route("/simulator/talks/{user}/acts", self._act, methods=["POST"]),
            Route("/simulator/menus/{menu}/picture", self._menu_picture),
            Route("/simulator/contents/{message}", self._content),
            Route("/simulator/pictures", self._linked_picture),
            Route("/simulator/exchanges", self._exchanges),
            Route("/simulator/weather", self._weather, methods=["POST"]),
        ]

    async def _talk(self, request: Request) -> Response:
        """The whole talk, or 204 if within a second nothing has changed since `?version=`."""
        talk = self._platform.talk(_user(request))
        for _ in range(STEPS):
            if self._version() != request.query_params.get("version"):
                return JSONResponse(self._view(talk))
            await asyncio.sleep(STEP)
        return Response(status_code=204)

    def _version(self) -> str:
        """Changes with everything that the page shows: the talk, what was refused, whether the bot was reached."""
        return f"{self._platform.version}.{self._gate.refused}.{len(self._webhook.outcomes)}"

    def _view(self, talk: Talk) -> Mapping[str, Any]:
        menu = self._platform.menus.get(self._platform.menu_of(talk.user))
        last = self._webhook.outcomes[-1] if self._webhook.outcomes else None
        return {
            "version": self._version(),
            "friend": talk.friend,
            "lines": [
                {"number": n.number, "id": n.id, "side": n.side, "at": n.at, "message": n.message}
                for n in talk.lines
            ],
            "loading": max(0.0, talk.loading_until - self._platform.clock()),
            "menu": {"id": menu.id, **menu.body} if menu else None,
            "webhook": {
                "url": self._webhook.url,
                "trouble": last.reason if last else "",
                "status": last.status if last else 0,
            },
            "refused": [_shown(each) for each in self._gate.exchanges if _is_refused(each)][-5:],
        }

    async def _act(self, request: Request) -> Response:
        user, act = _user(request), await _json(request)
        match act:
            case {"kind": "text", "text": str(text)} if text.strip():
                self._people.say(user, events.text(text))
            case {
                "kind": "sticker",
                "package": str(package),
                "sticker": str(number),
                "keywords": list(keywords),
            }:
                self._people.say(user, events.sticker(package, number, tuple(keywords)))
            case {"kind": "image", "data": str(data)}:
                return self._picture(user, data)
            case {"kind": "location", "latitude": float() | int(), "longitude": float() | int()}:
                fields = {name: act.get(name, "") for name in ("title", "address")}
                self._people.say(user, events.location(act["latitude"], act["longitude"], **fields))
            case {"kind": "tap", "action": dict(action)}:
                self._people.tap(user, action, str(act.get("chosen", "")))
            case {"kind": "unsend", "id": str(number)}:
                self._people.unsend(user, number)
            case {"kind": "follow"}:
                self._people.follow(user)
            case {"kind": "start over"}:
                self._people.start_over(user)
            case {"kind": "unfollow"}:
                self._people.unfollow(user)
            case _:
                return JSONResponse({"message": "unknown act"}, 400)
        return Response(status_code=202)

    def _picture(self, user: str, data: str) -> Response:
        """A picture comes as a data URL: `data:image/png;base64,…`."""
        head, _, body = data.partition(";base64,")
        try:
            picture = base64.b64decode(body, validate=True)
        except binascii.Error:
            return JSONResponse({"message": "unreadable picture"}, 400)
        if head not in ("data:image/png", "data:image/jpeg"):
            return JSONResponse({"message": "PNG or JPEG only"}, 400)
        self._people.picture(user, head.removeprefix("data:"), picture)
        return Response(status_code=202)

    async def _menu_picture(self, request: Request) -> Response:
        menu = self._platform.menus.get(request.path_params["menu"])
        return _file(menu.picture if menu else None)

    async def _content(self, request: Request) -> Response:
        return _file(self._platform.contents.get(request.path_params["message"]))

    async def _linked_picture(self, request: Request) -> Response:
        """A picture that a message names by its public address, as the bot on this machine has it."""
        return _file(await self._webhook.picture(request.query_params.get("url", "")))

    async def _exchanges(self, _: Request) -> Response:
        """Every request of the bot, oldest first, with what was found fault with."""
        return JSONResponse({"exchanges": [_shown(each) for each in self._gate.exchanges]})

    async def _weather(self, request: Request) -> Response:
        """`lag` (seconds before each webhook), `redeliver`, `mode` (`active` or `standby`), `quota` (null: none)."""
        given = await _json(request)
        self._webhook.lag = float(given.get("lag", self._webhook.lag))
        self._webhook.redeliver = bool(given.get("redeliver", self._webhook.redeliver))
        self._people.mode = "standby" if given.get("mode", self._people.mode) == "standby" else "active"
        self._platform.quota = given.get("quota", self._platform.quota)
        return Response(status_code=204)


def _user(request: Request) -> str:
    """Whose talk it is: `me` is whoever sits before the page."""
    user = str(request.path_params["user"])
    return PERSON if user == "me" else user


def _file(kept: tuple[str, bytes] | None) -> Response:
    if kept is None:
        return Response(status_code=404)
    return Response(kept[1], media_type=kept[0], headers={"cache-control": "max-age=86400"})


def _is_refused(exchange: Exchange) -> bool:
    """Whether something was not sent; asking for what is not there is no mistake."""
    return exchange.status >= 400 and exchange.method != "GET"


async def _json(request: Request) -> Mapping[str, Any]:
    try:
        given = await request.json()
    except ValueError:
        return {}
    return given if isinstance(given, dict) else {}


def _shown(exchange: Exchange) -> Mapping[str, Any]:
    return {
        "method": exchange.method,
        "path": exchange.path,
        "status": exchange.status,
        "message": exchange.message,
        "faults": [fault.detail() for fault in exchange.faults],
    }
