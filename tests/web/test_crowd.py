"""So many may wait and no more; whoever is refused knows when to come again, and nobody is forgotten."""

from __future__ import annotations

import asyncio

import httpx
import pytest
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from faqbot.web.crowd import Crowd


class Room:
    """An application whose visitors stay until the door is opened."""

    def __init__(self) -> None:
        self.door = asyncio.Event()
        self.entered = asyncio.Semaphore(0)
        self.refused = 0
        self.crowd = Crowd(self._stay, self._count, most=2)

    def _count(self) -> None:
        self.refused += 1

    async def _stay(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"] == "/api/broken":
            raise ValueError
        self.entered.release()
        await self.door.wait()
        await PlainTextResponse("heard")(scope, receive, send)


def test_who_comes_too_many_is_told_when_to_come_again() -> None:
    async def visit() -> None:
        room = Room()
        async with httpx.AsyncClient(
            transport=httpx.ASGITransport(room.crowd), base_url="http://x"
        ) as client:
            inside = [asyncio.create_task(client.post("/api/v1/ask")) for _ in range(2)]
            for _ in inside:
                await room.entered.acquire()
            refused = await client.post("/api/v1/ask")
            elsewhere = asyncio.create_task(client.get("/health"))
            room.door.set()
            assert [each.text for each in await asyncio.gather(*inside, elsewhere)] == ["heard"] * 3
            assert (await client.post("/api/v1/ask")).text == "heard"
            assert (refused.status_code, refused.headers["retry-after"]) == (503, "3")
            assert room.refused == 1
            assert "混み合って" in refused.json()["detail"]

    asyncio.run(visit())


def test_who_fails_leaves_the_room() -> None:
    async def fail() -> None:
        room = Room()
        async with httpx.AsyncClient(
            transport=httpx.ASGITransport(room.crowd), base_url="http://x"
        ) as client:
            for _ in range(3):
                with pytest.raises(ValueError):  # noqa: PT011
                    await client.post("/api/broken")

    asyncio.run(fail())
