"""Errors as RFC 9457 problem details, with a `detail` in the reader's language that says what to do next."""

from __future__ import annotations

import logging
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from faqbot.errors import (
    FaqbotError,
    InvalidInput,
    NotAllowed,
    NotFound,
    NotSignedIn,
    StaleInquiry,
    StoreError,
)
from faqbot.web.models import Problem

log = logging.getLogger(__name__)

_INVALID = "送られた内容を読めませんでした。もう一度、短い文でお試しください。"
_SAYINGS = {
    404: "そのページはありません。",
    405: "その操作はできません。",
    408: "送信に時間がかかりすぎました。電波のよい所で、もう一度お試しください。",
    413: "送られた内容が大きすぎます。短くして、もう一度お試しください。",
    503: "ただいま混み合っています。少し待って、もう一度お試しください。",
}
_BROKEN = "申し訳ありません。こちらの不具合で答えられませんでした。少し待って、もう一度お試しください。"


def problem(status: int, detail: str, *, path: str, headers: dict[str, str] | None = None) -> JSONResponse:
    """A problem document; its `type` is `about:blank`, so `title` is the status's phrase (RFC 9457 §4.2.1)."""
    body = Problem(title=HTTPStatus(status).phrase, status=status, detail=detail, instance=path)
    return JSONResponse(body.model_dump(), status, headers=headers, media_type="application/problem+json")


def too_large(path: str) -> JSONResponse:
    """The answer to a body over the limit."""
    return problem(413, _SAYINGS[413], path=path)


def too_slow(path: str) -> JSONResponse:
    """The answer to a body that does not come."""
    return problem(408, _SAYINGS[408], path=path, headers={"connection": "close"})


def install(app: FastAPI) -> None:
    """Make every error of the application a problem document."""

    @app.exception_handler(FaqbotError)
    async def _ours(request: Request, error: FaqbotError) -> JSONResponse:
        return problem(_status(error), str(error), path=request.url.path)

    @app.exception_handler(RequestValidationError)
    async def _invalid(request: Request, error: RequestValidationError) -> JSONResponse:
        return problem(422, _INVALID, path=request.url.path)

    @app.exception_handler(HTTPException)
    async def _http(request: Request, error: HTTPException) -> JSONResponse:
        detail = _SAYINGS.get(error.status_code, _INVALID if error.status_code < 500 else _BROKEN)
        headers = dict(error.headers or {})
        return problem(error.status_code, detail, path=request.url.path, headers=headers)

    @app.exception_handler(Exception)
    async def _broken(request: Request, error: Exception) -> JSONResponse:
        # Without the message, which may quote what somebody typed.
        log.error("unexpected %s at %s", type(error).__name__, request.url.path)
        return problem(500, _BROKEN, path=request.url.path)


def _status(error: FaqbotError) -> int:
    match error:
        case NotSignedIn():
            return 401
        case NotAllowed():
            return 403
        case NotFound():
            return 404
        case InvalidInput():
            return 422
        case StaleInquiry():
            return 409
        case StoreError():
            log.error("store: %s", type(error).__name__)
            return 503
        case _:
            return 500
