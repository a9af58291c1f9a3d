"""Who may change what belongs to whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from faqbot.errors import NotAllowed
from faqbot.staff.accounts import Account, Role
from faqbot.staff.rights import (
    may_change,
    reach,
    require_administrator,
    require_curator,
    require_owner,
    require_signed_in,
)

CURATOR = Account(
    name="mori",
    display_name="森",
    role=Role.CURATOR,
    department="減量推進課",
    password_hash="",
    created_at=datetime(2026, 11, 1, tzinfo=UTC),
)


@pytest.mark.parametrize(
    ("role", "department", "may"),
    [
        (Role.AGENT, "減量推進課", False),
        (Role.AGENT, "市民課", False),
        (Role.CURATOR, "減量推進課", True),
        (Role.CURATOR, "市民課", False),
        (Role.ADMINISTRATOR, "市民課", True),
    ],
)
def test_only_the_owning_departments_curator_and_an_administrator_may_change(
    role: Role, department: str, may: bool
) -> None:
    assert may_change(replace(CURATOR, role=role), department) is may
    assert not may_change(replace(CURATOR, role=role, disabled=True), department)


def test_every_department_touched_is_asked() -> None:
    require_owner(CURATOR, "減量推進課")
    with pytest.raises(NotAllowed, match="市民課"):
        require_owner(CURATOR, "減量推進課", "市民課")


def test_an_agent_is_no_curator() -> None:
    require_curator(CURATOR)
    with pytest.raises(NotAllowed):
        require_curator(replace(CURATOR, role=Role.AGENT))


def test_how_far_rights_go() -> None:
    assert reach(CURATOR) == {"減量推進課"}
    assert reach(replace(CURATOR, role=Role.AGENT)) == frozenset()
    assert reach(replace(CURATOR, role=Role.ADMINISTRATOR)) is None
    assert reach(replace(CURATOR, role=Role.ADMINISTRATOR, disabled=True)) == frozenset()


def test_a_curator_is_no_administrator_and_who_is_shut_out_is_nobody() -> None:
    require_administrator(replace(CURATOR, role=Role.ADMINISTRATOR))
    require_signed_in(replace(CURATOR, role=Role.AGENT))
    for refuse, account in (
        (require_administrator, CURATOR),
        (require_administrator, replace(CURATOR, role=Role.ADMINISTRATOR, disabled=True)),
        (require_signed_in, replace(CURATOR, disabled=True)),
    ):
        with pytest.raises(NotAllowed, match="管理者"):
            refuse(account)
