"""LINE's door. It is open to the whole internet, so that nothing is read before the signature has been."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from faqbot.errors import InvalidInput

if TYPE_CHECKING:
    from faqbot.channels.line import Line

PATH = "/line/webhook"


def router(line: Line) -> APIRouter:
    """The route of one account."""
    api = APIRouter()

    @api.post(PATH, include_in_schema=False)
    async def webhook(request: Request) -> Response:
        """200 as soon as what came is kept; 400 to whoever is not LINE; 503 (by its problem) where it cannot be kept."""
        raw = await request.body()
        try:
            await run_in_threadpool(line.receive, raw, request.headers.get("x-line-signature", ""))
        except InvalidInput:
            return Response(status_code=400)
        return Response(status_code=200)

    return api
