"""Is it alive, and does it answer? For whoever watches the machine: nothing about anybody is told."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from faqbot.desk.desk import Desk
from faqbot.types import Audience
from faqbot.web.models import VERSION, Health
from faqbot.web.problems import problem

_NOT_YET = "検索の準備をしています。少し待って、もう一度確かめてください。"


def router(desk: Desk) -> APIRouter:
    """`/health`, `/ready` and `/api/v1/health`."""
    routes = APIRouter(tags=["operation"])

    @routes.get("/health", include_in_schema=False)
    async def live() -> JSONResponse:
        """The process runs. It asks nobody, so that it also answers while everything else is busy."""
        return JSONResponse({"status": "live"})

    @routes.get("/ready", include_in_schema=False)
    def ready() -> JSONResponse:
        """Questions are answered: the database answers (its schema moved when it was opened), and every index is built."""
        if desk.ready():
            return JSONResponse({"status": "ready", "revision": desk.revision()})
        return problem(503, _NOT_YET, path="/ready", headers={"retry-after": "1"})

    @routes.get("/api/v1/health")
    def health() -> Health:
        """Whether questions can be answered, and from how many entries."""
        collections = desk.collections(audience=Audience.PUBLIC)
        return Health(
            status="ok",
            version=VERSION,
            collections={c.name: len(desk.entries(c.name, audience=Audience.PUBLIC)) for c in collections},
            revision=desk.revision(),
        )

    return routes
