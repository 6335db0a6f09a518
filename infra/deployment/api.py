"""A client of a deployment: its base URL, and the messages that people receive from it."""

import base64
import json
import re
import urllib.error
import urllib.request
from dataclasses import dataclass, field

from emulator import wait_for

# The response headers that clients may depend on; the others come from the server or the gateway.
HEADERS = [
    "allow", "cache-control", "content-type", "etag", "idempotent-replayed", "location", "retry-after",
    "x-content-type-options",
]
CODE = re.compile(r"\b\d{6}\b")


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: object

    def at(self, path: str):
        """A value in the body, by names and positions with slashes in between."""
        part = self.body
        for name in path.split("/"):
            part = part[int(name)] if isinstance(part, list) else part[name]
        return part


class Unfollowed(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


OPENER = urllib.request.build_opener(Unfollowed, urllib.request.ProxyHandler({}))


@dataclass
class Api:
    """Records every request, response and message for the comparison."""

    url: str
    admin: str
    # Returns the messages sent to a phone or an address so far, oldest first.
    sent_to: object
    # Headers of each request, which are not recorded.
    distribution: dict[str, str] = field(default_factory=dict)
    record: list = field(default_factory=list)
    seen: dict[str, int] = field(default_factory=dict)

    def ask(self, method: str, path: str, body=None, token: str | None = None, expected: int = 200, **headers) -> Answer:
        headers = self.distribution | {name.replace("_", "-"): value for name, value in headers.items()}
        data = None
        if body is not None:
            data = body if isinstance(body, bytes) else json.dumps(body).encode()
            headers.setdefault("content-type", "application/json")
        if token:
            headers["authorization"] = f"Bearer {token}"
        request = urllib.request.Request(self.url + path, data, headers, method=method)
        try:
            response = OPENER.open(request, timeout=60)
        except urllib.error.HTTPError as error:
            response = error
        with response:
            content = response.read()
            found = {name.lower(): value for name, value in response.headers.items()}
        is_image = found.get("content-type", "").startswith("image/")
        body = base64.b64encode(content).decode() if is_image else json.loads(content) if content else None
        answer = Answer(response.status, found, body)
        assert answer.status == expected, f"{method} {path} was answered {answer.status}, not {expected}: {body}"
        kept = {name: found[name] for name in HEADERS if name in found}
        self.record.append({"asked": f"{method} {path}", "status": answer.status, "headers": kept, "body": answer.body})
        return answer

    def message(self, to: str) -> str:
        """The next message to a contact; it may take a moment to arrive."""
        number = self.seen.get(to, 0)
        messages = wait_for(lambda: (it := self.sent_to(to))[number:] and it, f"message {number + 1} to {to}")
        self.seen[to] = number + 1
        self.record.append({"to": to, "text": messages[number]})
        return messages[number]

    def code(self, to: str) -> str:
        return CODE.search(self.message(to))[0]

    def sign_in(self, to: str, path: str = "/api/auth/tokens") -> Answer:
        """Signs in with a code to a phone or an e-mail address."""
        who = {"email" if "@" in to else "phone": to}
        challenge = self.ask("POST", "/api/auth/codes", who, expected=202).at("challenge")
        return self.ask("POST", path, {**who, "challenge": challenge, "code": self.code(to)})

    def accept(self, to: str, invitation: str) -> Answer:
        """Accepts an invitation, signed in with its phone or e-mail address."""
        token = self.sign_in(to).at("accessToken")
        return self.ask("POST", f"/api/me/invitations/{invitation}/accept", token=token)
