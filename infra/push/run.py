"""Subscribes to web push like a browser, and decrypts with an independent library (http_ece, which Mozilla's tests use)
what the program sends to the stand-in push service: RFC 8291 from an order to the text of its message."""

import base64
import json
import os
import re
import sys
import time
import urllib.request
from pathlib import Path

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

sys.path.append(str(Path(__file__).parent.parent))

from program import Program

BUYER, SELLER = "+12025550142", "+12025550101"


def text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def data(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


class Browser:
    """A browser's keys, and decryption with them."""

    def __init__(self):
        self.key, self.auth = ec.generate_private_key(ec.SECP256R1()), os.urandom(16)

    def subscription(self, endpoint: str) -> dict:
        public = self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return {"endpoint": endpoint, "keys": {"p256dh": text(public), "auth": text(self.auth)}}

    def read(self, body: str) -> dict:
        return json.loads(http_ece.decrypt(data(body), private_key=self.key, auth_secret=self.auth, version="aes128gcm"))


class Api:
    def __init__(self, url: str):
        self.url = url

    def ask(self, method: str, path: str, body: dict | None = None, token: str | None = None) -> dict:
        headers = {"content-type": "application/json"} | ({"authorization": f"Bearer {token}"} if token else {})
        request = urllib.request.Request(self.url + path, json.dumps(body).encode() if body else None, headers, method=method)
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.loads(answer.read() or b"null")

    def wait_for(self, path: str, found):
        for _ in range(200):
            if it := found(self.ask("GET", path)):
                return it
            time.sleep(0.05)
        sys.exit(f"nothing came at {path}")

    def sign_in(self, phone: str) -> str:
        challenge = self.ask("POST", "/api/auth/codes", {"phone": phone})
        words = rf"(\d{{6}}) signs you in \({challenge['tag']}\)"
        sent = "/_local/messages?to=" + phone.replace("+", "%2B")
        code = self.wait_for(sent, lambda it: next((found[1] for m in it["messages"] if (found := re.match(words, m["text"]))), None))
        return self.ask("POST", "/api/auth/tokens", {"phone": phone, "challenge": challenge["challenge"], "code": code})["accessToken"]


def main():
    with Program() as program:
        api, buyers, sellers = Api(program.url), Browser(), Browser()
        buyer, seller = api.sign_in(BUYER), api.sign_in(SELLER)
        for name, browser, token in [("buyer", buyers, buyer), ("seller", sellers, seller)]:
            subscription = browser.subscription(f"{program.url}/_local/push/{name}")
            api.ask("PUT", "/api/preferences/push", subscription, token)
        order = {
            "sellerId": "green-valley",
            "items": [{"productId": "gv-honey", "quantity": 1}],
            "customer": {"name": "Ada Lovelace", "phone": BUYER},
            "fulfilment": {"method": "pickup"},
        }
        placed = api.ask("POST", "/api/orders", order, buyer)["order"]["id"]
        for name, browser, title in [("buyer", buyers, "Order received"), ("seller", sellers, "New order")]:
            # The demo's people place orders as well.
            about = lambda it: [m for m in map(browser.read, (m["body"] for m in it["messages"])) if placed in str(m)]
            shown = api.wait_for(f"/_local/push/{name}", about)[0]
            assert shown["web_push"] == 8030, shown
            assert shown["notification"]["title"] == title, shown
            assert "Lovelace" not in json.dumps(shown) and BUYER[1:] not in json.dumps(shown), shown
        program.check_running()
    print("an independent library reads what a buyer's and a seller's browser were sent")


if __name__ == "__main__":
    main()
