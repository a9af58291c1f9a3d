"""What does a provider say of somebody? Roles, department and names out of the claims of an ID token. Pure.

Keycloak's claims: realm roles in `realm_access.roles`, client roles in `resource_access.<client>.roles`, groups as paths
(`/環境課`) in `groups`. What stands where is a deployment's to say.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from faqbot.errors import SignInRefused
from faqbot.staff.accounts import Role

_NO_ROLE = (
    "この窓口を使う役割が、あなたのアカウントに付いていません。"
    "認証の管理者に、役割（{roles}）のどれかを付けてもらってください。"
)
_NO_DEPARTMENT = (
    "あなたの所属が、認証から届きませんでした。認証の管理者に、{claim} を送る設定にしてもらってください。"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimMap:
    """Where roles and departments stand, and which of the provider's is which of ours."""

    role_claim: str
    roles: Mapping[str, Role]
    department_claim: str
    departments: Mapping[str, str]
    """Ours by the provider's, where they differ."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Whom the provider has let in."""

    subject: str
    name: str
    display_name: str
    role: Role
    department: str


def person(claims: Mapping[str, Any], mapping: ClaimMap) -> Person:
    """Who the claims are about; of several roles, the one that may do most.

    Raises:
        SignInRefused: no role of ours among theirs, or no department.
    """
    theirs = values(claims, mapping.role_claim)
    roles = [mapping.roles[each] for each in theirs if each in mapping.roles]
    if not roles:
        raise SignInRefused(_NO_ROLE.format(roles="、".join(mapping.roles)))
    ranks = list(Role)
    subject = str(claims["sub"])
    name = str(claims.get("preferred_username") or subject)
    return Person(
        subject=subject,
        name=name,
        display_name=str(claims.get("name") or name),
        role=max(roles, key=ranks.index),
        department=_department(claims, mapping),
    )


def values(claims: Mapping[str, Any], path: str) -> tuple[str, ...]:
    """What stands at a path of claims (`realm_access.roles`), one or several; a claim's own name may have dots."""
    found: Any = claims.get(path)
    if found is None:
        found = claims
        for step in path.split("."):
            found = found.get(step) if isinstance(found, Mapping) else None
    if isinstance(found, str):
        return (found,)
    return tuple(str(each) for each in found) if isinstance(found, list | tuple) else ()


def _department(claims: Mapping[str, Any], mapping: ClaimMap) -> str:
    """The first that we have a name for; else the first, a group's path by its last part."""
    theirs = values(claims, mapping.department_claim)
    for each in theirs:
        if each in mapping.departments:
            return mapping.departments[each]
    for each in theirs:
        if name := each.rstrip("/").rpartition("/")[2].strip():
            return name
    raise SignInRefused(_NO_DEPARTMENT.format(claim=mapping.department_claim))
