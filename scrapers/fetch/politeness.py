"""When the next request may go out: one a second to a server, at the hours a source allows, later where the server asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo
from email.utils import parsedate_to_datetime
from random import Random
from zoneinfo import ZoneInfo

from scrapers.fetch.declined import Declined
from scrapers.fetch.watch import Watch
from scrapers.page import Reason

JAPAN = ZoneInfo("Asia/Tokyo")


@dataclass(frozen=True, slots=True)
class Hours:
    """The part of the day in which a source may be visited; past midnight where it ends before it starts, all day where alike."""

    start: time
    end: time
    zone: tzinfo = JAPAN

    @classmethod
    def between(cls, start: int, end: int) -> Hours:
        """From one full hour, 0 to 24, to another, in Japan."""
        return cls(time(start % 24), time(end % 24))

    def until_open(self, now: datetime) -> float:
        """Seconds to wait; 0 while open."""
        here = now.astimezone(self.zone)
        if self._holds(here.time()):
            return 0.0
        opening = here.replace(hour=self.start.hour, minute=self.start.minute, second=0, microsecond=0)
        return ((opening if opening > here else opening + timedelta(days=1)) - here).total_seconds()

    def _holds(self, at: time) -> bool:
        if self.start < self.end:
            return self.start <= at < self.end
        return at >= self.start or at < self.end


class Pace:
    """Keeps requests to one server apart. Waits by the watch, and not at all where the wait would be too long."""

    def __init__(
        self,
        watch: Watch,
        *,
        interval: float = 1.0,
        jitter: float = 0.5,
        hours: Hours | None = None,
        longest_wait: float = 600,
        chance: Random | None = None,
    ) -> None:
        self._watch = watch
        self._interval = interval
        self._jitter = jitter
        self._hours = hours
        self._longest = longest_wait
        self._chance = chance or Random()
        self._due: dict[str, float] = {}

    def wait(self, server: str, delay: float = 0.0) -> None:
        """Sleep until the server may be asked, and count this request; `delay` is what its robots.txt asks for.

        Raises:
            Declined: it is outside the hours, or the server asks for more patience than a crawl has.
        """
        shut = self._hours.until_open(self._watch.now()) if self._hours else 0.0
        if shut > self._longest:
            raise Declined(Reason.HOURS, f"{shut:.0f} s")
        wait = max(shut, self._due.get(server, 0.0) - self._watch.ticks())
        if max(wait, delay) > self._longest:
            raise Declined(Reason.WAIT, f"{max(wait, delay):.0f} s")
        if wait > 0:
            self._watch.sleep(wait)
        apart = max(self._interval, delay) + self._chance.uniform(0, self._jitter)
        self._due[server] = self._watch.ticks() + apart

    def rest(self, server: str, seconds: float) -> None:
        """Leave the server alone for that long at least, and not to the beat: others back off as well."""
        longer = seconds + self._chance.uniform(0, self._jitter)
        self._due[server] = max(self._due.get(server, 0.0), self._watch.ticks() + longer)


def retry_after(header: str | None, now: datetime) -> float | None:
    """Seconds that a `Retry-After` asks for (RFC 9110, section 10.2.3: seconds or a date); None where it says nothing."""
    if not header:
        return None
    if header.strip().isdecimal():
        return float(header)
    try:
        at = parsedate_to_datetime(header)
    except (ValueError, TypeError):
        return None
    return max((at if at.tzinfo else at.replace(tzinfo=now.tzinfo)).timestamp() - now.timestamp(), 0.0)
