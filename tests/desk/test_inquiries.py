"""A call is written down once, whatever the connection does, and nobody changes it unseen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from faqbot.corpus.collection import read_collection
from faqbot.corpus.triage import read_triage
from faqbot.desk.faults import Faults
from faqbot.desk.inquiries import Inquiries
from faqbot.errors import InvalidInput, NotFound, StaleInquiry
from faqbot.staff.inquiries import Act, Inquiry, Sought, State
from faqbot.store.base import Store
from tests.conftest import CORPUS, Clock
from tests.contracts.staff import SATO, YAMADA
from tests.staff.hours import Weekdays

HOLIDAY = date(2026, 11, 23)


@pytest.fixture
def inquiries(store: Store, clock: Clock) -> Inquiries:
    """The clock stands at Friday 12:00 in Japan; only `kiosk` has hours."""
    kiosk = read_collection(CORPUS / "kiosk")
    store.save_collection(kiosk)
    store.add_account(YAMADA)
    store.add_account(SATO)
    hours = Weekdays(holidays=frozenset({HOLIDAY}))
    return Inquiries(store, hours=lambda system: hours if system == "kiosk" else None, clock=clock)


@pytest.fixture
def faults(inquiries: Inquiries, store: Store, clock: Clock) -> Faults:
    hours = Weekdays(holidays=frozenset({HOLIDAY}))
    made = Faults(store, hours=lambda system: hours if system == "kiosk" else None, clock=clock)
    sheet = read_triage(CORPUS / "kiosk", read_collection(CORPUS / "kiosk"))
    assert sheet
    made.take_in(sheet)
    return made


@pytest.fixture
def draft(inquiries: Inquiries) -> Inquiry:
    begun = inquiries.begin(YAMADA, "kiosk")
    return replace(
        begun, question="番号札が出ない", department="市民課", action="紙を替えた。", state=State.RESOLVED
    )


def test_a_call_is_recorded_with_its_times(inquiries: Inquiries, draft: Inquiry, clock: Clock) -> None:
    begun = clock.now
    clock.now += timedelta(minutes=3)
    made = inquiries.record(YAMADA, draft)
    assert (made.received_at, made.finished_at, made.agent) == (begun, clock.now, "yamada")
    assert made.number > 0
    assert not made.after_hours
    assert inquiries.drafts(YAMADA) == ()
    assert inquiries.find(Sought()) == (made,)


def test_a_record_sent_twice_is_one(inquiries: Inquiries, draft: Inquiry, clock: Clock) -> None:
    made = inquiries.record(YAMADA, draft)
    clock.now += timedelta(seconds=20)
    inquiries.keep(YAMADA, replace(draft, question="番号札"))
    assert inquiries.record(YAMADA, draft) == made
    with pytest.raises(StaleInquiry):
        inquiries.record(YAMADA, replace(draft, action="ほかのこと"))
    with pytest.raises(NotFound):
        inquiries.keep(SATO, inquiries.begin(YAMADA, "kiosk"))


def test_a_draft_survives_the_page(inquiries: Inquiries, draft: Inquiry) -> None:
    inquiries.keep(YAMADA, replace(draft, question="番号札が"))
    (kept,) = inquiries.drafts(YAMADA)
    assert (kept.question, kept.state) == ("番号札が", State.DRAFT)
    assert inquiries.drafts(SATO) == ()
    inquiries.discard(YAMADA, kept.id)
    assert inquiries.drafts(YAMADA) == ()


def test_numbers_of_people_are_masked_in_every_text(
    inquiries: Inquiries, draft: Inquiry, store: Store
) -> None:
    number = "090-1234-5678"
    texts = dict.fromkeys(
        ("question", "department", "work", "action", "notes", "cause", "prevention"), number
    )
    inquiries.keep(YAMADA, replace(draft, **texts))  # type: ignore[arg-type]
    made = inquiries.record(YAMADA, replace(draft, **texts))  # type: ignore[arg-type]
    assert number not in repr(made) + repr(store.changes(made.id))
    assert made.notes == "［電話番号］"


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"question": " "}, "質問が空"),
        ({"state": State.DRAFT}, "どれか"),
        ({"state": State.ESCALATED}, "引き継ぎ先"),
        ({"notes": "あ" * 1001}, "特記事項が長すぎます。1000"),
        ({"department": "あ" * 201}, "所属が長すぎます。200"),
        ({"started_at": timedelta(seconds=-1)}, "順番"),
        ({"started_at": timedelta(hours=1)}, "今より前"),
    ],
)
def test_what_is_missing_is_told(
    inquiries: Inquiries, draft: Inquiry, wrong: dict[str, object], told: str
) -> None:
    if isinstance(later := wrong.get("started_at"), timedelta):
        wrong = {"started_at": draft.received_at + later, "finished_at": draft.received_at + later}
    with pytest.raises(InvalidInput, match=told):
        inquiries.record(YAMADA, replace(draft, **wrong))  # type: ignore[arg-type]


def test_a_record_is_amended_reopened_and_handed_over(inquiries: Inquiries, draft: Inquiry) -> None:
    made = inquiries.record(YAMADA, draft)
    amended = inquiries.amend(SATO, replace(made, notes="予備の紙はあと 2 本", agent="sato", rounds=9))
    assert (amended.agent, amended.rounds, amended.notes) == ("yamada", 1, "予備の紙はあと 2 本")
    again = inquiries.reopen(YAMADA, made.id, amended.version)
    assert (again.state, again.finished_at, again.rounds) == (State.OPEN, None, 2)
    with pytest.raises(InvalidInput, match="まだ対応中"):
        inquiries.reopen(YAMADA, made.id, again.version)
    given = inquiries.hand_over(YAMADA, made.id, again.version, "sato")
    assert (given.agent, given.rounds) == ("sato", 3)
    with pytest.raises(StaleInquiry):
        inquiries.amend(YAMADA, replace(again, notes="遅い"))
    with pytest.raises(InvalidInput, match="nobody"):
        inquiries.hand_over(YAMADA, made.id, given.version, "nobody")
    changes, whole = inquiries.history(made.id)
    assert [c.act for c in changes] == [Act.RECORDED, Act.AMENDED, Act.REOPENED, Act.HANDED_OVER]
    assert [c.by for c in changes] == ["yamada", "sato", "yamada", "yamada"]
    assert whole


def test_tampering_shows(inquiries: Inquiries, draft: Inquiry, store: Store) -> None:
    from sqlalchemy import update

    from faqbot.store.sql import SqlStore
    from faqbot.store.tables import inquiries as table

    made = inquiries.record(YAMADA, draft)
    assert isinstance(store, SqlStore)
    with store.write() as connection:
        connection.execute(update(table).where(table.c.id == made.id).values(action="何もしなかった。"))
    assert inquiries.history(made.id)[1] is False


def test_a_draft_has_no_afterwards(inquiries: Inquiries, draft: Inquiry) -> None:
    for act in (inquiries.amend, lambda a, d: inquiries.reopen(a, d.id, 0)):
        with pytest.raises(NotFound):
            act(YAMADA, draft)
    with pytest.raises(NotFound):
        inquiries.get("nowhere")


def test_a_fault_says_by_when_and_what_to_send(faults: Faults, draft: Inquiry) -> None:
    found = faults.follow(YAMADA, replace(draft, target="機器の故障", number=12))
    assert found is not None
    assert found.due.restore is not None
    assert found.due.restore.isoformat() == "2026-11-24T08:45:00+09:00"
    assert "受付番号: 12" in found.message
    assert "受付日時: 2026年11月20日 12:00" in found.message
    assert "場所: 市民課" in found.message
    assert faults.follow(YAMADA, draft) is None


def test_a_call_out_of_hours_is_marked_and_told_the_next_opening(
    inquiries: Inquiries, faults: Faults, clock: Clock
) -> None:
    assert faults.opens("kiosk") == (True, None)
    clock.now += timedelta(hours=6)
    opened, opening = faults.opens("kiosk")
    assert (opened, str(opening)) == (False, "2026-11-24 08:45:00+09:00")
    assert inquiries.begin(YAMADA, "kiosk").after_hours
    assert faults.opens("chat") == (True, None)
    assert not inquiries.begin(YAMADA, "chat").after_hours


def test_init_takes_the_sheets_in(tmp_path: Path) -> None:
    from faqbot.app import open_store_only
    from faqbot.cli.main import cli
    from faqbot.settings import Settings

    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "kiosk").symlink_to(CORPUS / "kiosk")
    cli.main(["init", str(folder), "--data", str(tmp_path / "data")], standalone_mode=False)
    with open_store_only(Settings(data=tmp_path / "data")) as opened:
        assert opened.triage("kiosk")
