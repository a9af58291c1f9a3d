"""An OpenID provider on this machine that does whatever a test wants, also what none should: over real HTTP, with real signatures."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
import time
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT = "faqbot"
SECRET = "provider-secret"
Claims = dict[str, Any]


class LocalProvider:
    """`person` are the claims of whoever signs in, `spoil` changes a token's claims, `sign` makes the token of them."""

    def __init__(self, address: str) -> None:
        self.issuer = address
        self.key = RSAKey.generate_key(2048, {"kid": "first"})
        self.person: Claims = {
            "sub": "42",
            "preferred_username": "Hanako",
            "name": "山田花子",
            "realm_access": {"roles": ["offline_access", "faqbot-curator"]},
            "groups": ["/環境課"],
        }
        self.spoil: Callable[[Claims], object] = lambda _: None
        self.sign: Callable[[Claims], str] = self.signed
        self.published = self.issuer
        self.asked = 0
        self._codes: dict[str, tuple[str, str]] = {}

    def signed(self, claims: Claims) -> str:
        """As it should be."""
        return jwt.encode({"alg": "RS256", "kid": self.key.kid}, claims, self.key)

    def by_another(self, claims: Claims) -> str:
        """By a key of somebody else's under our name."""
        return jwt.encode({"alg": "RS256", "kid": "first"}, claims, RSAKey.generate_key(2048))

    def unsigned(self, claims: Claims) -> str:
        """`alg: none`: RFC 8725 §2.1."""
        return ".".join((_part({"alg": "none"}), _part(claims), ""))

    def by_the_public_key(self, claims: Claims) -> str:
        """HMAC with the published key as its secret: RFC 8725 §2.1."""
        told = f"{_part({'alg': 'HS256', 'kid': 'first'})}.{_part(claims)}"
        digest = hmac.digest(self.key.as_pem(private=False), told.encode(), "sha256")
        return f"{told}.{urlsafe_b64encode(digest).rstrip(b'=').decode()}"

    def token(self, **more: Any) -> str:
        """A token about the person for us, now."""
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300, **self.person, **more}
        self.spoil(claims)
        return self.sign(claims)

    def sign_in(self, url: str) -> dict[str, str]:
        """What the browser brings back after the person has signed in at this address."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        assert asked["response_type"] == "code"
        assert asked["code_challenge_method"] == "S256"
        assert asked["client_id"] == CLIENT
        code = secrets.token_urlsafe(8)
        self._codes[code] = asked["nonce"], asked["code_challenge"]
        return {"code": code, "state": asked["state"]}

    def answer(self, path: str, form: dict[str, str], authorization: str) -> tuple[int, Claims]:
        """What is said over HTTP."""
        if path == "/.well-known/openid-configuration":
            self.asked += 1
            doors = ("authorization_endpoint", "token_endpoint", "jwks_uri", "end_session_endpoint")
            return 200, {"issuer": self.published} | {door: f"{self.issuer}/{door}" for door in doors}
        if path == "/jwks_uri":
            return 200, {"keys": [self.key.as_dict(private=False)]}
        ours = unquote(b64decode(authorization.removeprefix("Basic ")).decode()) == f"{CLIENT}:{SECRET}"
        nonce, challenge = self._codes.pop(form.get("code", ""), ("", ""))
        verifier = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        if not ours or urlsafe_b64encode(verifier).rstrip(b"=").decode() != challenge:
            return 400, {"error": "invalid_grant"}
        return 200, {"access_token": "a", "token_type": "Bearer", "id_token": self.token(nonce=nonce)}


@contextmanager
def local_provider() -> Iterator[LocalProvider]:
    """One that runs until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            length = int(self.headers.get("content-length") or 0)
            form = {n: v[0] for n, v in parse_qs(self.rfile.read(length).decode()).items()}
            status, said = made.answer(self.path, form, self.headers.get("authorization", ""))
            body = json.dumps(said).encode()
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_GET

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made = LocalProvider(f"http://127.0.0.1:{server.server_port}")
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _part(value: Claims) -> str:
    return urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()
