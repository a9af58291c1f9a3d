"""What may an account do to an entry? Ownership by department (requirements A8, D3).

Everybody behind the sign-in may look and propose. Only a curator of the department that owns an entry, and an administrator,
may change what is published or kept of it. The store asks `require_within` again, in the transaction that writes.
"""

from __future__ import annotations

from faqbot.errors import NotAllowed
from faqbot.staff.accounts import Account, Role

Reach = frozenset[str] | None
"""The departments whose entries may be changed; None: of all."""


def reach(account: Account) -> Reach:
    """How far an account's rights go."""
    if account.disabled or not account.role.covers(Role.CURATOR):
        return frozenset()
    return None if account.role is Role.ADMINISTRATOR else frozenset({account.department})


def may_change(account: Account, department: str) -> bool:
    """Whether the account may change what belongs to a department."""
    return _covers(reach(account), department)


def require_owner(account: Account, *departments: str) -> None:
    """Let nobody pass who may not change what belongs to each of these departments.

    Raises:
        NotAllowed: with the department to turn to.
    """
    require_within(reach(account), *departments)


def require_within(within: Reach, *departments: str) -> None:
    """Let nobody pass whose reach does not cover each of these departments.

    Raises:
        NotAllowed: with the department to turn to.
    """
    for department in departments:
        if not _covers(within, department):
            raise NotAllowed(
                f"「{department}」が受け持っている項目なので、変えられません。変えてほしいことを「提案」で送れます。"
            )


def require_signed_in(account: Account) -> None:
    """Let nobody pass whose account is shut out.

    Raises:
        NotAllowed: the account is disabled.
    """
    if account.disabled:
        raise NotAllowed("このアカウントは止められています。管理者に相談してください。")


def require_curator(account: Account) -> None:
    """Let nobody pass who only answers calls.

    Raises:
        NotAllowed: the account is no curator's.
    """
    if account.disabled or not account.role.covers(Role.CURATOR):
        raise NotAllowed("この操作は、編集者か管理者ができます。管理者に相談してください。")


def require_administrator(account: Account) -> None:
    """Let nobody pass but an administrator.

    Raises:
        NotAllowed: the account is no administrator's.
    """
    if account.disabled or account.role is not Role.ADMINISTRATOR:
        raise NotAllowed("この操作は、管理者だけができます。管理者に相談してください。")


def _covers(within: Reach, department: str) -> bool:
    return within is None or department in within
