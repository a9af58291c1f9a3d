"""The departments, and where a second person looks before anything is published."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from faqbot.errors import NotFound
from faqbot.staff.accounts import Account, Role
from faqbot.staff.rights import require_administrator, require_signed_in
from faqbot.store.base import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Department:
    """A department as it is known from what it owns and who works in it."""

    name: str
    four_eyes: bool
    curators: tuple[str, ...]
    """Display names of those who can sign in. Four eyes need two of them, or an administrator."""


class Departments:
    """The use cases of departments."""

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock

    def list(self, account: Account) -> tuple[Department, ...]:
        """Every department that has an account, an entry or a collection, by name.

        Raises:
            NotAllowed: the account is shut out.
        """
        require_signed_in(account)
        accounts, eyes = self._store.accounts(), self._store.four_eyes()
        working = [each for each in accounts if not each.disabled and each.role.covers(Role.CURATOR)]
        names = {*self._store.owners(), *eyes, *(each.department for each in accounts)}
        names |= {each.owner for each in self._store.collections()}
        return tuple(
            Department(
                name=name,
                four_eyes=name in eyes,
                curators=tuple(each.display_name for each in working if each.department == name),
            )
            for name in sorted(names - {""})
        )

    def set_four_eyes(self, account: Account, department: str, *, on: bool) -> None:
        """Let nothing new be published in a department until a second person has approved it; or let it again.

        Raises:
            NotAllowed: the account is no administrator's.
            NotFound: no such department.
        """
        require_administrator(account)
        if department not in {each.name for each in self.list(account)}:
            raise NotFound(f"「{department}」という課は見つかりません。一覧を読みこみなおしてください。")
        self._store.set_four_eyes(department, on=on, now=self._clock(), by=account.name)
