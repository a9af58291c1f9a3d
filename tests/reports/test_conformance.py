"""The table of requirements holds: every id is there, and the tests that it names exist."""

from __future__ import annotations

import ast
import re
from datetime import UTC, datetime

import pytest

from faqbot.cli.conforming import shipped
from faqbot.errors import InvalidInput
from faqbot.reports.conformance import State, conformance, requirements
from faqbot.reports.page import page
from tests.conftest import ROOT, SHARED

IDS = [
    *(f"A{n}" for n in range(1, 14)),
    *(f"B{n}" for n in range(1, 8)),
    *(f"C{n}" for n in range(1, 10)),
    *(f"D{n}" for n in range(1, 12)),
]
FOUND = shipped()


def test_every_requirement_is_there_once_and_in_order() -> None:
    assert [each.id for each in FOUND] == IDS


@pytest.mark.parametrize("named", sorted({test for each in FOUND for test in each.tests}))
def test_the_tests_that_are_named_exist(named: str) -> None:
    file, _, test = named.partition("::")
    defined = {
        node.name
        for node in ast.walk(ast.parse((ROOT / file).read_text("utf-8")))
        if isinstance(node, ast.FunctionDef)
    }
    assert any(name.startswith("test_") for name in defined)
    assert not test or test in defined


def test_what_is_met_says_by_what_and_is_tested_and_what_is_measured_says_how_and_when() -> None:
    for each in FOUND:
        if each.state in (State.DONE, State.PART):
            assert each.feature, each.id
            assert each.tests, each.id
        if each.state is State.OUT:
            assert (each.feature, each.tests, each.measured) == ("", (), ""), each.id
        assert not each.measured or re.search(r"20\d\d-\d\d-\d\d", each.measured), each.id


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="needs ../shared/requirements.md")
def test_the_ids_are_those_of_the_list_and_its_sentences_are_not_copied() -> None:
    text = (SHARED / "requirements.md").read_text("utf-8")
    assert re.findall(r"^\| ([A-D]\d+) ", text, re.MULTILINE) == IDS
    assert not [each.id for each in FOUND if each.asks in text]


def test_it_is_a_page_with_a_count_and_says_what_is_not_measured() -> None:
    shown = page(conformance(FOUND, made_at=datetime(2026, 11, 21, tzinfo=UTC), version="1"))
    assert all(f">{name}</td>" in shown for name in IDS)
    assert "測っていません" in shown
    assert "対象期間" not in shown


def test_a_record_that_cannot_be_read_is_named() -> None:
    whole = {"asks": "", "state": "done", "feature": "", "tests": [], "measured": ""}
    for broken in ({**whole, "state": "perhaps"}, {**whole, "tests": "x"}, {}):
        with pytest.raises(InvalidInput, match="A1"):
            requirements({"A1": broken})
