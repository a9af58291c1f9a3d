"""What every request of the bot passes: the token, the form, the rules; and what LINE says when it refuses.

Statuses and bodies: "Status codes" and "Error responses" of the Messaging API reference, `ErrorResponse` in
messaging-api.yml. LINE does not promise the wording.
"""

from __future__ import annotations

import json
import secrets
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from faqbot.simulators.line.contract import Contract
from faqbot.simulators.line.faults import Fault

KEPT = 20_000
"""How many exchanges are remembered."""

Rule = Callable[[Mapping[str, Any]], Iterator[Fault]]


class Refusal(Exception):
    """The bot's request is refused, with LINE's status, message and details."""

    def __init__(self, status: int, message: str, faults: Iterable[Fault] = (), **headers: str) -> None:
        super().__init__(message)
        self.status, self.message, self.faults = status, message, tuple(faults)
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}

    def body(self) -> dict[str, Any]:
        """The JSON that LINE answers with; without faults, without `details`."""
        details = [fault.detail() for fault in self.faults]
        return {"message": self.message} | ({"details": details} if details else {})


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request of the bot and how it went. Nothing of what was written is kept here; that is in the talk."""

    method: str
    path: str
    status: int
    message: str = ""
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Call:
    """A request that has passed: its JSON body ({} without one) and bytes, its place in the path, its number."""

    request: Request
    id: str
    raw: bytes
    body: Mapping[str, Any] = field(default_factory=dict)

    def __getitem__(self, name: str) -> str:
        """A parameter of the path."""
        return str(self.request.path_params[name])


Handler = Callable[[Call], Awaitable[Response | Mapping[str, Any]]]


@dataclass(frozen=True, slots=True)
class Operation:
    """What LINE does at one method and path: the body's schema in the contract, our own rule for it, what is done.

    `reads` is False where the body is no JSON.
    """

    method: str
    path: str
    handler: Handler
    schema: str = ""
    rule: Rule | None = None
    reads: bool = True


class Gate:
    """Lets the bot's requests through to the operations, or refuses them, and remembers both."""

    def __init__(self, token: str, contract: Contract | None) -> None:
        self._token, self._contract = token, contract
        self.exchanges: deque[Exchange] = deque(maxlen=KEPT)
        self.refused = 0

    async def pass_through(self, operation: Operation, request: Request) -> Response:
        """The response to one request."""
        number = secrets.token_hex(16)
        headers = {"x-line-request-id": number}
        try:
            response = await operation.handler(await self._admit(operation, request, number))
        except Refusal as refusal:
            self._remember(request, refusal.status, refusal.message, refusal.faults)
            return JSONResponse(refusal.body(), refusal.status, headers | refusal.headers)
        if not isinstance(response, Response):
            response = JSONResponse(dict(response))
        response.headers.update(headers)
        self._remember(request, response.status_code)
        return response

    def _remember(
        self, request: Request, status: int, message: str = "", faults: tuple[Fault, ...] = ()
    ) -> None:
        self.refused += status >= 400
        self.exchanges.append(Exchange(request.method, request.url.path, status, message, faults))

    async def _admit(self, operation: Operation, request: Request, number: str) -> Call:
        given = request.headers.get("authorization", "")
        if not secrets.compare_digest(given.encode(), f"Bearer {self._token}".encode()):
            raise Refusal(401, _UNKNOWN_TOKEN)
        raw = await request.body()
        if not operation.schema or not operation.reads:
            return Call(request, number, raw)
        if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
            raise Refusal(415, f"The content type, {request.headers.get('content-type')}, is not supported")
        body = _parse(raw)
        faults = self._faults(operation, body)
        if faults:
            raise Refusal(400, f"The request body has {len(faults)} error(s)", faults)
        return Call(request, number, raw, body)

    def _faults(self, operation: Operation, body: Mapping[str, Any]) -> list[Fault]:
        """Of each place what our rules say; what only the contract knows comes after."""
        ours = list(operation.rule(body)) if operation.rule else []
        theirs = self._contract.check(body, operation.schema) if self._contract else ()
        places = {fault.property for fault in ours}
        return ours + [fault for fault in theirs if fault.property not in places]


async def agree(_: Call) -> Mapping[str, Any]:
    """What is done where passing the gate is all that was asked, as at the endpoints that validate."""
    return {}


def _parse(raw: bytes) -> Mapping[str, Any]:
    try:
        body = json.loads(raw)
    except ValueError as error:
        where = f"(line: {getattr(error, 'lineno', 1)}, column: {getattr(error, 'colno', 1)})"
        raise Refusal(400, f"The request body could not be parsed as JSON {where}") from error
    if not isinstance(body, dict):
        raise Refusal(400, "The request body has 1 error(s)", [Fault("must be an object")])
    return body


_UNKNOWN_TOKEN = (
    "Authentication failed due to the following reason: invalid token. "
    "Confirm that the access token in the authorization header is valid."
)
