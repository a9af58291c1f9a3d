"""Behind the nginx of `deploy/`, with TLS: the panel, the desk and LINE's door, in a real Chromium."""

from __future__ import annotations

import base64
import hmac
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.client import HTTPSConnection
from pathlib import Path
from socket import create_server
from ssl import CERT_NONE, PROTOCOL_TLS_CLIENT, SSLContext
from urllib.parse import urlsplit

import httpx
import pytest
from argon2 import PasswordHasher
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from playwright.sync_api import expect

from faqbot.app import create_web, make_line, make_office
from faqbot.desk.desk import Desk
from faqbot.desk.live import LiveSearcher
from faqbot.identity.accounts import Accounts
from faqbot.settings import Settings
from faqbot.staff.accounts import Role
from faqbot.store import open_store
from faqbot.text.analyzer import Analyzer
from tests.browser.conftest import take_in
from tests.browser.test_panel import QUIRK, heading, press
from tests.browser.town import OWNER, PASSWORD, panel_of
from tests.browser.visitor import Visit
from tests.conftest import CORPUS, ROOT
from tests.listening import listening

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not shutil.which("nginx"), reason="nginx is not here (Debian: nginx-light)"),
]
SECRET = "0123456789abcdef0123456789abcdef"
UNVERIFIED = SSLContext(PROTOCOL_TLS_CLIENT)
UNVERIFIED.check_hostname, UNVERIFIED.verify_mode = False, CERT_NONE
HSTS = "strict-transport-security"


@dataclass(frozen=True, slots=True)
class Hall:
    """A city hall behind its proxy."""

    page: str
    behind: str
    """The service as the proxy reaches it."""

    def get(self, path: str, address: str = "127.0.0.1", **headers: str) -> httpx.Response:
        """What somebody at this address of the machine gets."""
        through = httpx.HTTPTransport(verify=False, local_address=address)
        with httpx.Client(transport=through, base_url=self.page, headers=headers, timeout=60) as client:
            return client.get(path)


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory, full_analyzer: Analyzer) -> Iterator[Hall]:
    folder = tmp_path_factory.mktemp("behind")
    store = open_store(folder)
    desk = Desk(store, LiveSearcher(store, full_analyzer), full_analyzer)
    take_in(desk, CORPUS / "garbage")
    accounts = Accounts(store, hasher=PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    accounts.create("midori", PASSWORD, role=Role.CURATOR, department=OWNER, display_name="鈴木みどり")
    settings = Settings(
        data=folder,
        panel_path="panel",
        desk_networks=("127.0.0.0/24",),
        line_token="token",
        line_secret=SECRET,
        line_host="http://127.0.0.1:9",
    )
    app = create_web(settings, desk, make_office(store), make_line(settings, desk, store))
    with (
        listening(app) as behind,
        panel_of(folder, 1, FAQBOT_PANEL_PATH="panel") as panel,
        nginx(folder, behind, panel) as page,
    ):
        yield Hall(page, behind)
    store.close()


@contextmanager
def nginx(folder: Path, service: str, panel: str) -> Iterator[str]:
    """The example with other ports, a certificate of its own and this machine as the city hall's network."""
    with create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    text = (ROOT / "deploy" / "nginx" / "faqbot.conf").read_text("utf-8")
    text = re.sub(r"server \{\s+listen 80;.*?\n\}", "", text, flags=re.DOTALL)
    for theirs, ours in (
        ("    listen [::]:443 ssl;\n", ""),
        ("listen 443 ssl", f"listen 127.0.0.1:{port} ssl"),
        ("/etc/faqbot/tls", str(folder)),
        ("127.0.0.1:8000", service.removeprefix("http://")),
        ("127.0.0.1:8501", panel.removeprefix("http://")),
        ("allow 10.0.0.0/8", "allow 127.0.0.1"),
    ):
        assert theirs in text, theirs
        text = text.replace(theirs, ours)
    certify(folder)
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    kept = " ".join(f"{kind}_temp_path {folder}/{kind};" for kind in kinds)
    whole = f"master_process off; pid {folder}/pid; error_log {folder}/errors; events {{}} http {{ {kept} {text} }}"
    (folder / "nginx.conf").write_text(whole)
    command = ["nginx", "-p", folder, "-c", folder / "nginx.conf", "-e", folder / "errors"]
    subprocess.run(command, check=True)  # it returns when it listens
    try:
        yield f"https://127.0.0.1:{port}"
    finally:
        subprocess.run([*command, "-s", "stop"], check=True)


def certify(folder: Path) -> None:
    """A certificate that nobody has signed but its own key."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "faq.city.example.jp")])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now)
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    pem, kind = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    (folder / "fullchain.pem").write_bytes(made.public_bytes(pem))
    (folder / "key.pem").write_bytes(key.private_bytes(pem, kind, serialization.NoEncryption()))


def test_a_curator_works_in_the_panel_and_signs_out_of_both(visit: Visit, hall: Hall, tmp_path: Path) -> None:
    visitor = visit(f"{hall.page}/panel/", forgive=QUIRK, ignore_https_errors=True)
    page = visitor.page
    page.get_by_role("link", name="サインインへ進む").click()
    page.get_by_label("アカウントの名前").fill("midori")
    page.get_by_label("パスワード").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{hall.page}/panel/")
    (cookie,) = (each for each in page.context.cookies() if "faqbot" in each["name"])
    assert cookie["name"].startswith("__Host-")
    assert cookie["secure"]
    page.goto(f"{hall.page}/panel/entries")
    page.get_by_label("さがす").fill("歯ブラシ")
    page.keyboard.press("Enter")
    page.get_by_test_id("stDataFrame").click(position={"x": 60, "y": 55})
    heading(page, "歯ブラシ")
    page.goto(f"{hall.page}/panel/bulk")
    page.get_by_role("tab", name="Excel・CSV").click()
    page.locator("input[type=file]").set_input_files(large(tmp_path / "entries.csv"))
    expect(page.get_by_text("2 行目: 「メモ」が長すぎます")).to_be_visible()
    press(page, "サインアウト")
    heading(page, "FAQ の編集")
    page.goto(f"{hall.page}/desk/")
    expect(page).to_have_url(f"{hall.page}/desk/sign-in")


def large(file: Path) -> Path:
    """A file of entries that is larger than what residents may send."""
    file.write_text("ID,質問,答え,メモ\nhaka,墓石,石材店に頼んでください。," + "長" * 500_000 + "\n", "utf-8")
    return file


def test_the_desk_works_and_nobody_frames_it_or_the_panel(visit: Visit, hall: Hall) -> None:
    page = visit(f"{hall.page}/desk/", ignore_https_errors=True).page
    page.get_by_label("アカウントの名前").fill("midori")
    page.get_by_label("パスワード").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{hall.page}/desk/")
    for path in ("/desk/sign-in", "/panel/"):
        headers = hall.get(path).headers
        assert headers["x-frame-options"] == "DENY"
        assert "frame-ancestors 'none'" in headers["content-security-policy"]


@pytest.mark.parametrize("path", ["/", "/desk/sign-in", "/panel/", "/panel", "/ready", "/nowhere"])
def test_every_answer_wants_tls_from_now_on_and_says_so_once(hall: Hall, path: str) -> None:
    answer = hall.get(path)
    assert answer.headers.get_list(HSTS) == ["max-age=31536000"]
    assert "/" not in answer.headers["server"], "no version"
    assert answer.status_code == {"/ready": 404, "/nowhere": 404, "/panel": 301}.get(path, 200)


def test_the_panel_is_for_the_networks_of_the_city_hall(hall: Hall) -> None:
    assert hall.get("/panel/", "127.0.0.2").status_code == 403
    assert hall.get("/", "127.0.0.2").status_code == 200


def test_an_address_is_believed_of_the_proxy_and_of_nobody_who_writes_it(hall: Hall) -> None:
    elsewhere = {"x-forwarded-for": "192.0.2.7"}
    assert httpx.get(f"{hall.behind}/desk/sign-in", headers=elsewhere).status_code == 403, "of the proxy"
    assert hall.get("/desk/sign-in", **elsewhere).status_code == 200
    assert hall.get("/desk/sign-in", "127.0.1.1", **{"x-forwarded-for": "127.0.0.1"}).status_code == 403


def test_line_comes_in_with_its_signature(hall: Hall) -> None:
    body = json.dumps({"destination": "U" + "0" * 32, "events": []}).encode()
    signed = base64.b64encode(hmac.digest(SECRET.encode(), body, "sha256")).decode()
    for signature, status in ((signed, 200), ("", 400)):
        headers = {"x-line-signature": signature, "content-type": "application/json"}
        answer = httpx.post(f"{hall.page}/line/webhook", content=body, headers=headers, verify=False)
        assert answer.status_code == status


@pytest.mark.parametrize(
    ("path", "size"), [("/api/v1/ask", 2**20 + 1), ("/panel/_stcore/upload_file/x", 12 * 2**20)]
)
def test_what_is_too_large_is_not_let_in(hall: Hall, path: str, size: int) -> None:
    # Only its length is said: nginx answers before it reads.
    where = urlsplit(hall.page)
    connection = HTTPSConnection(where.hostname or "", where.port, context=UNVERIFIED)
    with closing(connection):
        connection.putrequest("PUT", path)
        connection.putheader("content-length", str(size))
        connection.endheaders()
        assert connection.getresponse().status == 413
