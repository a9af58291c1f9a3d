"""A month at the help desk, made by chance from a seed: as uneven as real ones, and the same at each run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from random import Random

from faqbot.schedule.hours import JST
from faqbot.staff.accounts import Account
from faqbot.staff.figures import Period
from faqbot.staff.inquiries import Act, Channel, Inquiry, State
from faqbot.store.base import Store
from faqbot.types import Audience, Collection, Entry
from tests.contracts.staff import SATO, YAMADA

OCTOBER = Period(first=date(2026, 10, 1), last=date(2026, 10, 31))
SYSTEMS = {"chat": "庁内チャット", "counter": "遠隔相談窓口", "kiosk": "番号発券機", "terminal": "統合端末"}
DEPARTMENTS = ["市民課", "税務課", "福祉課", "子育て支援課", "保険年金課", ""]
AGENTS: tuple[Account, ...] = (YAMADA, SATO)


def furnish(store: Store) -> None:
    """The systems with five entries each, and the agents."""
    for name, title in SYSTEMS.items():
        store.save_collection(Collection(name=name, title=title, audience=Audience.STAFF, owner="情報課"))
        entries = [
            Entry(
                id=f"{name}-{n}",
                collection=name,
                question=f"{title}の質問{n}",
                answer="答え",
                department="情報課",
            )
            for n in range(5)
        ]
        store.save_entries(entries, now=OCTOBER.since, by="test")
    for agent in AGENTS:
        store.add_account(agent)


def month(number: int, seed: int = 6) -> Iterator[Inquiry]:
    """Inquiries of October, and some of the days around it that must not be counted."""
    chance = Random(seed)
    for n in range(number):
        yield inquiry(f"i{n}", chance)


def inquiry(inquiry_id: str, chance: Random) -> Inquiry:
    """One of them."""
    day = date(2026, 9, 30) + timedelta(days=chance.randrange(33))
    minute = int(chance.triangular(7 * 60, 19 * 60, 10 * 60))
    received = datetime.combine(day, time(minute // 60, minute % 60), JST)
    system = chance.choices(list(SYSTEMS), [5, 2, 4, 3])[0]
    state = chance.choices([State.RESOLVED, State.ESCALATED, State.OPEN], [85, 10, 5])[0]
    fault = chance.random() < 0.02
    answered = state is State.RESOLVED and chance.random() < 0.9
    return Inquiry(
        id=inquiry_id,
        system=system,
        agent=chance.choice(AGENTS).name,
        received_at=received,
        started_at=received + timedelta(seconds=chance.randrange(60)),
        finished_at=None
        if state is State.OPEN
        else received + timedelta(seconds=60 + int(chance.expovariate(1 / 240))),
        channel=chance.choices(list(Channel), [7, 2, 1])[0],
        department=chance.choice(DEPARTMENTS),
        question=f"=質問{chance.randrange(50)}",
        entry_id=f"{system}-{min(int(chance.expovariate(0.7)), 4)}" if answered else "",
        work="操作の案内",
        action="画面の順に案内した。",
        notes="",
        state=state,
        escalated_to="保守" if state is State.ESCALATED else "",
        is_fault=fault,
        cause="停電" if fault else "",
        prevention="無停電電源" if fault else "",
        after_hours=not time(8, 45) <= received.time() < time(17, 15),
        rounds=chance.choices([1, 2], [95, 5])[0],
    )


def put(store: Store, number: int) -> None:
    """The month in the store, a few of them drafts."""
    furnish(store)
    for n, made in enumerate(month(number)):
        if n % 100 == 0:
            store.keep_draft(replace(made, state=State.DRAFT))
        else:
            store.write_inquiry(
                made, act=Act.RECORDED, by=made.agent, now=made.finished_at or made.started_at
            )
