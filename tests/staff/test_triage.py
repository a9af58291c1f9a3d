"""A fault sheet leads everyone somewhere."""

from __future__ import annotations

from dataclasses import replace

import pytest

from faqbot.corpus.collection import FILE, read_collection
from faqbot.corpus.triage import read_triage
from faqbot.errors import CorpusError, InvalidInput
from faqbot.staff.triage import Step, Target, Triage, Way, check, filled
from faqbot.types import Audience
from tests.conftest import CORPUS

LAMP = Step(
    id="lamp", ask="ランプはつきますか", ways=(Way(say="つく", to="操作"), Way(say="つかない", to="機器"))
)
TARGETS = tuple(Target(name=name, in_scope=True, contact="保守") for name in ("操作", "機器"))
SHEET = Triage(system="kiosk", symptoms=(Way(say="動かない", to="lamp"),), steps=(LAMP,), targets=TARGETS)
STAFF = [
    path.parent
    for path in sorted(CORPUS.glob(f"*/{FILE}"))
    if read_collection(path.parent).audience is Audience.STAFF
]


def test_a_sound_sheet_passes() -> None:
    check(SHEET)
    assert SHEET.target("機器") == TARGETS[1]
    assert SHEET.target("ない") is None


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        (replace(SHEET, targets=TARGETS[:1]), "行き先「機器」"),
        (replace(SHEET, symptoms=()), "「lamp」へ行く道"),
        (replace(SHEET, targets=(*TARGETS, TARGETS[0])), "同じ名前"),
        (replace(SHEET, steps=(replace(LAMP, id="操作"),)), "同じ名前"),
        (
            replace(
                SHEET,
                steps=(LAMP, Step(id="end", ask="？")),
                symptoms=(*SHEET.symptoms, Way(say="", to="end")),
            ),
            "ways",
        ),
        (
            replace(SHEET, steps=(replace(LAMP, ways=(*LAMP.ways, Way(say="もう一度", to="lamp"))),)),
            "一回り",
        ),
    ],
)
def test_a_sheet_that_leads_nowhere_is_refused(broken: Triage, told: str) -> None:
    with pytest.raises(InvalidInput, match=told):
        check(broken)


def test_a_message_is_filled_and_a_gap_stays_to_be_seen() -> None:
    assert filled("番号【受付番号】 所属【所属】", {"受付番号": "12", "所属": ""}) == "番号12 所属【所属】"


@pytest.mark.parametrize("folder", STAFF, ids=lambda folder: folder.name)
def test_every_staff_collection_has_a_sheet(folder: object) -> None:
    collection = read_collection(CORPUS / str(folder))
    sheet = read_triage(CORPUS / str(folder), collection)
    assert sheet is not None
    assert all(target.source or target.sample for target in sheet.targets)
    assert not any(target.in_scope is False and not target.say for target in sheet.targets)


def test_the_promises_are_those_of_the_requirements() -> None:
    """C4: COUNTER starts within 2 h and reports hardware at once, KIOSK restores hardware the same day, the others promise nothing."""
    promised = {
        (folder.name, target.start_within_hours, target.restore_same_day)
        for folder in STAFF
        if (sheet := read_triage(folder, read_collection(folder)))
        for target in sheet.targets
        if target.start_within_hours or target.restore_same_day
    }
    assert promised == {("counter", 2, False), ("kiosk", None, True)}


def test_a_contact_that_nobody_is_names_the_file(tmp_path: object) -> None:
    collection = replace(read_collection(CORPUS / "kiosk"), contacts=())
    with pytest.raises(CorpusError, match=r"kiosk/triage\.toml.*番号発券機ヘルプデスク"):
        read_triage(CORPUS / "kiosk", collection)
