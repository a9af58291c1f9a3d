"""HTTPS: the connection goes to the address that was judged, the certificate is that of the name."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from scrapers.fetch.addresses import AddressPolicy
from scrapers.fetch.client import Client
from scrapers.fetch.politeness import Pace
from scrapers.page import Fetched, Page, Reason, Refused
from tests.scrapers.conftest import Hands
from tests.scrapers.server import Site, html, serving

NAME = "city.mihon.example"


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A key and a certificate for NAME, made for this test."""
    x509 = pytest.importorskip("cryptography.x509")
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, NAME)])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(datetime.now(UTC) - timedelta(hours=1))
        .not_valid_after(datetime.now(UTC) + timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    secret = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path = tmp_path / "city.pem"
    path.write_bytes(secret + made.public_bytes(pem))
    return path


@pytest.fixture
def secured(certificate: Path) -> Iterator[Site]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with serving(Site({"/": html("みほん市")}), context) as up:
        yield up


def fetch(secured: Site, host: str, hands: Hands) -> Fetched:
    named = f"{host}:{secured.host.partition(':')[2]}"
    policy = AddressPolicy.allowing("127.0.0.1/32")
    with Client((named,), "mailto:gomi@city.example", pace=Pace(hands), watch=hands, policy=policy, resolver=lambda *_: ["127.0.0.1"]) as client:  # fmt: skip
        return client.fetch(f"https://{named}/")


def test_a_known_certificate_of_the_name_is_trusted(
    secured: Site, certificate: Path, hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert isinstance(fetch(secured, NAME, hands), Page)


def test_a_certificate_of_another_name_is_not(
    secured: Site, certificate: Path, hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    refused = fetch(secured, "other.mihon.example", hands)
    assert isinstance(refused, Refused)
    assert refused.reason is Reason.NETWORK
    assert secured.asked == []


def test_a_certificate_that_nobody_vouches_for_is_not(secured: Site, hands: Hands) -> None:
    assert isinstance(fetch(secured, NAME, hands), Refused)
    assert secured.asked == []
