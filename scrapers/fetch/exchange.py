"""One request and its answer: paced, timed, limited, and again after a pause where the server falters."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass

import httpx

from faqbot import __version__
from faqbot.errors import SettingsError
from scrapers.fetch.declined import Declined
from scrapers.fetch.decoding import ACCEPTED, gather
from scrapers.fetch.limits import Limits
from scrapers.fetch.politeness import Pace, retry_after
from scrapers.fetch.robots import PRODUCT
from scrapers.fetch.transport import GuardedTransport
from scrapers.fetch.urls import site
from scrapers.fetch.watch import Watch
from scrapers.page import Reason

_FALTERING = frozenset((429, 500, 502, 503, 504))
_TIMEOUTS = httpx.Timeout(connect=10, read=30, write=10, pool=5).as_dict()


def user_agent(contact: str) -> str:
    """How we introduce ourselves; `contact` is a mail address or URL where somebody can be told to stop.

    Raises:
        SettingsError: it is empty, or no header can hold it.
    """
    if not contact.strip() or not (contact.isascii() and contact.isprintable()):
        raise SettingsError(
            "巡回の連絡先（メールアドレスか URL）がありません。半角の英数字と記号で書いてください。"
        )
    return f"{PRODUCT}/{__version__} (+{contact.strip()})"


@dataclass(frozen=True, slots=True)
class Answer:
    """One response; the body is there where it was success."""

    url: str
    status: int
    headers: httpx.Headers
    body: bytes = b""


class Exchange:
    """Asks servers. Not to be shared by threads: it has one deadline."""

    def __init__(
        self, contact: str, *, transport: GuardedTransport, pace: Pace, watch: Watch, limits: Limits
    ) -> None:
        self._transport = transport
        self._pace = pace
        self._watch = watch
        self._limits = limits
        self._said = {
            "User-Agent": user_agent(contact),
            "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
            "Accept-Encoding": ACCEPTED,
            "Accept-Language": "ja",
        }

    def close(self) -> None:
        self._transport.close()

    def ask(self, url: str, headers: Mapping[str, str], delay: float) -> Answer:
        """The server's answer, redirects and errors of ours (4xx) among them; `delay` is what robots.txt asks for.

        Raises:
            Declined: it fails after every attempt, asks for too much patience, or sends what is not taken.
        """
        failure = Declined(Reason.NETWORK)
        for attempt in range(self._limits.attempts):
            self._pace.wait(site(url), delay)
            pause = self._limits.backoff * 2**attempt
            try:
                answer = self._once(url, headers)
            except httpx.TransportError as error:
                failure = Declined(Reason.NETWORK, type(error).__name__)
            else:
                if answer.status not in _FALTERING:
                    return answer
                failure = Declined(Reason.SERVER, str(answer.status))
                asked = retry_after(answer.headers.get("retry-after"), self._watch.now())
                pause = pause if asked is None else asked
            self._pace.rest(site(url), pause)
        raise failure

    def _once(self, url: str, headers: Mapping[str, str]) -> Answer:
        self._transport.deadline.begin(self._limits.exchange)
        # The transport itself: an httpx.Client would read `Location`, keep cookies and unpack without a limit.
        with closing(self._transport.handle_request(self._request(url, headers))) as response:
            body = self._body(url, response) if response.status_code == 200 else b""
            return Answer(url, response.status_code, response.headers, body)

    def _request(self, url: str, headers: Mapping[str, str]) -> httpx.Request:
        try:
            return httpx.Request(
                "GET", url, headers={**self._said, **headers}, extensions={"timeout": _TIMEOUTS}
            )
        except httpx.InvalidURL as error:
            raise Declined(Reason.URL, "broken") from error

    def _body(self, url: str, response: httpx.Response) -> bytes:
        limit = self._limits.of(response.headers.get("content-type", ""), url)
        announced = response.headers.get("content-length", "")
        if announced.isdecimal() and int(announced) > limit:
            raise Declined(Reason.SIZE, announced)
        return gather(response.iter_raw(), response.headers.get("content-encoding", ""), limit)
