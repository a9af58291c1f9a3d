"""What proves who somebody is? Second factors and recovery codes, failures, and the keys of machines."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, case, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from faqbot.errors import NotFound
from faqbot.staff.credentials import ApiKey, Scope, SecondFactor
from faqbot.staff.lockout import Attempts, Try, locked_until
from faqbot.store.engine import Database
from faqbot.store.tables import api_keys as machines
from faqbot.store.tables import attempts, recovery_codes, second_factors


class SqlAttempts(Database):
    """Failures: see `faqbot.store.base_identity.AttemptStore`."""

    def attempts(self, key: str) -> Attempts | None:
        with self.read() as connection:
            return _attempts(connection, key)

    def count_try(self, free: Mapping[str, int], now: datetime, *, forgotten: datetime) -> Try | None:
        with self.write() as connection:
            connection.execute(delete(attempts).where(attempts.c.last_at <= forgotten))
            before = {key: _attempts(connection, key) or Attempts(0, now) for key in free}
            if any(now < locked_until(found, free[key]) for key, found in before.items()):
                return None
            for key, found in before.items():
                connection.execute(delete(attempts).where(attempts.c.key == key))
                row = {"key": key, "failures": found.failures + 1, "last_at": now}
                connection.execute(insert(attempts), row)
        return Try(now, before)

    def uncount_try(self, tried: Try) -> None:
        with self.write() as connection:
            for key, before in tried.before.items():
                # Whoever came after has moved the wait on, and it is theirs.
                since = case((attempts.c.last_at == tried.at, before.last_at), else_=attempts.c.last_at)
                less = update(attempts).values(failures=attempts.c.failures - 1, last_at=since)
                connection.execute(less.where(attempts.c.key == key))
            connection.execute(delete(attempts).where(attempts.c.failures <= 0))

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


def _attempts(connection: Connection, key: str) -> Attempts | None:
    found = select(attempts.c.failures, attempts.c.last_at).where(attempts.c.key == key)
    row = connection.execute(found).first()
    return None if row is None else Attempts(row.failures, row.last_at)


def _drop(connection: Connection, account: str) -> None:
    connection.execute(delete(recovery_codes).where(recovery_codes.c.account == account))
    connection.execute(delete(second_factors).where(second_factors.c.account == account))


def _key(row: Row[Any]) -> ApiKey:
    return ApiKey(**{**row._mapping, "scopes": frozenset(map(Scope, row.scopes))})
