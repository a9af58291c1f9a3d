"""The web application over one desk: the API, the resident page, the widget."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import AbstractAsyncContextManager, AbstractContextManager, asynccontextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

from anyio.to_thread import current_default_thread_limiter
from fastapi import APIRouter, FastAPI, Request
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import FileResponse, HTMLResponse
from fastapi.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from faqbot.desk.desk import Desk
from faqbot.desk.office import Office
from faqbot.web import ask, health, inquiries, own, problems, reports, signin, sso, staff
from faqbot.web import line as line_door
from faqbot.web.access import Access
from faqbot.web.crowd import Crowd
from faqbot.web.guard import BodyLimit
from faqbot.web.headers import SecurityHeaders
from faqbot.web.landing import BESIDE, Landing
from faqbot.web.models import VERSION
from faqbot.web.reaching import OPEN, Admission, Located, Reaching

if TYPE_CHECKING:
    from faqbot.channels.line import Line

Running = Callable[[], AbstractContextManager[None]]
"""What goes on while the application is up."""
STATIC = Path(__file__).parent / "static"
# A question is computing: more threads than cores only hand the interpreter to one another. `python -m eval.load --rate 30`,
# processor time a question, medians of three: 40 threads (anyio's default) 8.5 ms, 8 6.6 ms, 4 6.8 ms. With 8, a report
# or a sign-in keeps nobody waiting.
_THREADS = 8


def create_app(
    desk: Desk,
    *,
    collection: str,
    widget_origins: tuple[str, ...],
    office: Office | None = None,
    landing: Landing = BESIDE,
    admission: Admission = OPEN,
    channels: Iterable[APIRouter] = (),
    line: Line | None = None,
    running: Running | None = None,
    refused: Callable[[], None] = lambda: None,
) -> FastAPI:
    """`collection` is the one the page at / opens; `widget_origins` may embed the widget (`*`: any site).

    Without an `office` there are no pages for staff; without a `line` nobody talks to us on LINE. `channels` are the doors
    of others that are set up. `running` is entered while the application is up; by default that is the answering on LINE.
    `admission` says from where and how often.
    `refused` is told of every request that is turned away because too many wait.
    """
    app = FastAPI(
        title="faqbot",
        version=VERSION,
        summary="A help-desk chatbot for municipalities: approved records are found and quoted.",
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
        lifespan=_lifespan(running or (line.running if line else nullcontext)),
    )
    problems.install(app)
    app.include_router(ask.router(desk))
    if office:
        app.include_router(signin.router(office.accounts, landing, office.sso))
        app.include_router(own.router(office.accounts))
        if office.sso:
            app.include_router(sso.router(office.sso, landing))
        app.include_router(staff.router(desk, office))
        app.include_router(inquiries.router(desk, office))
        app.include_router(reports.router(office))
    for channel in channels:
        app.include_router(channel)
    if line:
        app.include_router(line_door.router(line))
    app.include_router(health.router(desk))
    _add_pages(app, collection)
    app.add_middleware(_LastResort, answer=app.exception_handlers[Exception])
    app.add_middleware(BodyLimit)
    app.add_middleware(Crowd, refused=refused)
    app.add_middleware(Reaching, admission=admission)
    app.add_middleware(
        CORSMiddleware,
        allow_origins=list(widget_origins),
        allow_methods=["GET", "POST"],
        allow_headers=["content-type"],
        expose_headers=["retry-after"],
    )
    app.add_middleware(SecurityHeaders, framed_by=tuple(each for each in widget_origins if each != "*"))
    app.add_middleware(Access)
    app.add_middleware(Located, networks=admission.networks)
    return app


def _lifespan(running: Running) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    """Few threads; and what runs while the server does."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        current_default_thread_limiter().total_tokens = _THREADS
        with running():
            yield

    return lifespan


def _add_pages(app: FastAPI, collection: str) -> None:
    page = (STATIC / "index.html").read_text(encoding="utf-8")
    page = page.replace("__COLLECTION__", collection)

    @app.get("/", response_class=HTMLResponse, include_in_schema=False)
    def index() -> str:
        return page

    @app.get("/widget.js", include_in_schema=False)
    def widget() -> FileResponse:
        return FileResponse(STATIC / "widget.js", media_type="text/javascript", headers=_FOR_OTHER_SITES)

    app.mount("/static", _Static(directory=STATIC), name="static")


class _LastResort:
    """Answers for what nobody expected *inside* the other middleware.

    Starlette's own place for that is outside all of it: there the response has neither the security headers nor those
    that let the widget read it, and the error goes on to the server's log with its message, which may quote a question.
    """

    def __init__(self, app: ASGIApp, answer: Callable[[Request, Exception], Any]) -> None:
        self._app = app
        self._answer = answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun = False

        async def noticing(message: Message) -> None:
            nonlocal begun
            begun = begun or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, noticing)
        except Exception as error:
            if scope["type"] != "http" or begun:
                raise
            response = await self._answer(Request(scope), error)
            await response(scope, receive, send)


_FOR_OTHER_SITES = {"cross-origin-resource-policy": "cross-origin"}


class _Static(StaticFiles):
    """Files that other sites' pages may load, as the widget on them does."""

    def file_response(self, *args: object, **kwargs: object) -> object:  # type: ignore[override]
        response = super().file_response(*args, **kwargs)  # type: ignore[arg-type]
        response.headers.update(_FOR_OTHER_SITES)
        response.headers.setdefault("access-control-allow-origin", "*")
        response.headers.setdefault("cache-control", "no-cache")
        return response
