"""The encrypted file keeps the contract."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from faqbot.store import open_store
from faqbot.store.base import Store
from tests.contracts import editing, identity, proof, readings, settlements, staff, trust, words
from tests.contracts import store as contract

KEY = "0123456789abcdef" * 4


@pytest.fixture
def reopen(tmp_path: Path) -> Callable[[], Store]:
    return lambda: open_store(tmp_path, KEY)


class TestEntries(contract.EntryContract): ...


class TestPublish(contract.PublishContract): ...


class TestCollections(contract.CollectionContract): ...


class TestTurns(contract.TurnContract): ...


class TestTickets(contract.TicketContract): ...


class TestSettlements(settlements.SettlementContract): ...


class TestDeliveries(contract.DeliveryContract): ...


class TestVectors(contract.VectorContract): ...


class TestInbox(contract.InboxContract): ...


class TestAccounts(identity.AccountContract): ...


class TestAttempts(identity.AttemptContract): ...


class TestFactors(identity.FactorContract): ...


class TestApiKeys(identity.ApiKeyContract): ...


class TestInquiries(staff.InquiryContract): ...


class TestTriages(staff.TriageContract): ...


class TestProposals(contract.ProposalContract): ...


class TestOwnership(editing.OwnershipContract): ...


class TestEditing(editing.EditingContract): ...


class TestHistory(editing.HistoryContract): ...


class TestApprovals(editing.ApprovalContract): ...


class TestFunnel(contract.FunnelContract): ...


class TestAudit(trust.AuditContract): ...


class TestProof(proof.ProofContract): ...


class TestWords(words.WordContract): ...


class TestRetention(trust.RetentionContract): ...


class TestReadings(readings.ReadingContract): ...
