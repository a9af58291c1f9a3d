"""Bad weather, planned: duplicates, another order, false signatures and garbage among genuine events.

The same seed makes the same storm.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from faqbot.simulators.line.events import Event, redelivered
from faqbot.simulators.line.webhook import Delivery, Webhook

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Weather:
    """Shares (0 to 1) of the genuine events, and how many of them one request holds at most.

    `displaced` is how many places an event may come too late; `lag` the longest that the network holds a request back (seconds).
    """

    duplicates: float = 0.2
    forged: float = 0.02
    garbage: float = 0.02
    displaced: int = 20
    together: int = 5
    lag: float = 0.0


def storm(webhook: Webhook, events: Sequence[Event], weather: Weather, seed: int) -> list[Delivery]:
    """Every event at least once with a right signature, and all that the weather adds."""
    chance = random.Random(seed)
    doubled = [redelivered(e) for e in events if chance.random() < weather.duplicates]
    order = _displaced([*events, *_spread(doubled, chance)], weather.displaced, chance)
    made = [webhook.sealed(group) for group in _groups(order, weather.together, chance)]
    made += [_forged(webhook, each, chance) for each in events if chance.random() < weather.forged]
    made += [_garbage(webhook, chance) for each in events if chance.random() < weather.garbage]
    kept = made if not weather.displaced else _displaced(made, len(made), chance)
    return [Delivery(d.body, d.signature, chance.random() * weather.lag) for d in kept]


def _spread(events: list[Event], chance: random.Random) -> list[Event]:
    chance.shuffle(events)
    return events


def _displaced(things: Sequence[_T], most: int, chance: random.Random) -> list[_T]:
    """Each at most `most` places later or earlier than it was."""
    places = sorted(range(len(things)), key=lambda place: place + chance.uniform(0, most))
    return [things[place] for place in places]


def _groups(events: Sequence[Event], most: int, chance: random.Random) -> list[list[Event]]:
    groups, at = [], 0
    while at < len(events):
        step = chance.randint(1, most)
        groups.append(list(events[at : at + step]))
        at += step
    return groups


def _forged(webhook: Webhook, event: Event, chance: random.Random) -> Delivery:
    """An event as somebody else would write it, who does not know the secret."""
    sealed = webhook.sealed([event | {"webhookEventId": f"FORGED{chance.getrandbits(64):020d}"}])
    signature = chance.choice(["", "x" * 44, sealed.signature[::-1], "署名", sealed.signature[:-4] + "AAA="])
    return Delivery(sealed.body, signature.encode("ascii", "ignore").decode())


def _garbage(webhook: Webhook, chance: random.Random) -> Delivery:
    """Bytes that are no webhook. LINE never signs such; somebody on the way might send them."""
    body = chance.choice([b"", b"{", b"[]", b"null", b"\xff\xfe", chance.randbytes(64), b'{"events":5}'])
    return Delivery(body, webhook.sealed([]).signature)
