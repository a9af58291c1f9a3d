"""What proves who somebody is? Second factors and recovery codes, failures, and the keys of machines."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from faqbot.errors import NotFound
from faqbot.staff.credentials import ApiKey, Scope, SecondFactor
from faqbot.staff.lockout import Attempts
from faqbot.store.engine import Database
from faqbot.store.tables import api_keys as machines
from faqbot.store.tables import attempts, recovery_codes, second_factors


class SqlAttempts(Database):
    """Failures: see `faqbot.store.base_identity.AttemptStore`."""

    def attempts(self, key: str) -> Attempts | None:
        found = select(attempts.c.failures, attempts.c.last_at).where(attempts.c.key == key)
        with self.read() as connection:
            row = connection.execute(found).first()
        return None if row is None else Attempts(row.failures, row.last_at)

    def count_failure(self, key: str, now: datetime, *, forgotten: datetime) -> None:
        one_more = (
            update(attempts)
            .where(attempts.c.key == key)
            .values(failures=attempts.c.failures + 1, last_at=now)
        )
        with self.write() as connection:
            connection.execute(delete(attempts).where(attempts.c.last_at <= forgotten))
            if connection.execute(one_more).rowcount == 0:
                connection.execute(insert(attempts), {"key": key, "failures": 1, "last_at": now})

    def forgive(self, key: str) -> None:
        with self.write() as connection:
            connection.execute(delete(attempts).where(attempts.c.key == key))


class SqlFactors(Database):
    """Second factors: see `faqbot.store.base_identity.FactorStore`."""

    def second_factor(self, account: str) -> SecondFactor | None:
        with self.read() as connection:
            row = connection.execute(
                select(second_factors).where(second_factors.c.account == account)
            ).first()
        return None if row is None else SecondFactor(**row._mapping)

    def keep_factor(self, factor: SecondFactor, recovery: Collection[str] = ()) -> None:
        with self.write() as connection:
            _drop(connection, factor.account)
            try:
                connection.execute(insert(second_factors), asdict(factor))
            except IntegrityError:
                raise NotFound(f"アカウント「{factor.account}」はありません。") from None
            for digest in recovery:
                connection.execute(insert(recovery_codes), {"digest": digest, "account": factor.account})

    def drop_factor(self, account: str) -> None:
        with self.write() as connection:
            _drop(connection, account)

    def use_step(self, account: str, step: int) -> bool:
        fresh = (second_factors.c.account == account) & (second_factors.c.last_step < step)
        with self.write() as connection:
            return bool(
                connection.execute(update(second_factors).where(fresh).values(last_step=step)).rowcount
            )

    def use_recovery(self, account: str, digest: str) -> bool:
        one = (recovery_codes.c.account == account) & (recovery_codes.c.digest == digest)
        with self.write() as connection:
            return bool(connection.execute(delete(recovery_codes).where(one)).rowcount)


class SqlKeys(Database):
    """The keys of machines: see `faqbot.store.base_identity.KeyStore`."""

    def add_api_key(self, key: ApiKey) -> None:
        with self.write() as connection:
            connection.execute(insert(machines), asdict(key) | {"scopes": sorted(key.scopes)})

    def api_key(self, key_id: str) -> ApiKey | None:
        with self.read() as connection:
            row = connection.execute(select(machines).where(machines.c.id == key_id)).first()
        return None if row is None else _key(row)

    def api_keys(self) -> tuple[ApiKey, ...]:
        with self.read() as connection:
            return tuple(
                map(_key, connection.execute(select(machines).order_by(machines.c.created_at, machines.c.id)))
            )

    def see_api_key(self, key_id: str, now: datetime) -> None:
        with self.write() as connection:
            connection.execute(update(machines).where(machines.c.id == key_id).values(used_at=now))

    def revoke_api_key(self, key_id: str) -> None:
        with self.write() as connection:
            revoked = connection.execute(update(machines).where(machines.c.id == key_id).values(revoked=True))
            if revoked.rowcount == 0:
                raise NotFound(f"キー「{key_id}」はありません。faqbot key list で番号を確かめてください。")


def _drop(connection: Connection, account: str) -> None:
    connection.execute(delete(recovery_codes).where(recovery_codes.c.account == account))
    connection.execute(delete(second_factors).where(second_factors.c.account == account))


def _key(row: Row[Any]) -> ApiKey:
    return ApiKey(**{**row._mapping, "scopes": frozenset(map(Scope, row.scopes))})
