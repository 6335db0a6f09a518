"""The data that the samples refer to: a data folder with the demo, orders in several states, tokens and codes, all created
at run time. The local program creates them through the API, and then serves the table alone, while the functions of the
artifact run in the Lambda runtime emulator."""

import calendar
import json
import os
import re
import signal
import subprocess
import tempfile
import time
import urllib.request
from datetime import datetime, timezone
from pathlib import Path

from aws import Aws
from runtime import Sandbox
from samples import sample
from template import ROOT, functions

PROGRAM = Path(os.environ.get("DOCKET", ROOT / "target/debug/docket"))
BUYER, NEWCOMER = "+12025550142", "+12025550151"
READER = "reader@example.com"
# The local program's administrator. A deployment refuses fictional numbers, so it has another one.
ADMIN, DEPLOYED_ADMIN = "+12025550100", "+442079460100"
MEMBERS = {"admin": ADMIN, "staff": "+12025550101", "shop": "+12025550102", "kitchen": "+12025550103", "driver": "+12025550105", "buyer": BUYER, "leaver": "+12025550152", "invited": "+12025550161", "leaving": "+12025550162"}


class World:
    """A context manager that ends everything it started."""

    def __init__(self):
        if not PROGRAM.exists():
            raise SystemExit(f"{PROGRAM} is not there; build it first: cargo build")
        # In memory where the system has a folder for it, so that the figures include no disk.
        shared = Path("/dev/shm")
        self.folder = tempfile.TemporaryDirectory(dir=shared if os.access(shared, os.W_OK) else None)
        self.data = Path(self.folder.name, "data")
        self.log = open(Path(self.folder.name, "log"), "w+")
        self.program = None
        self.values: dict = {}

    def __enter__(self):
        try:
            self._build()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        self._stop()
        self.log.close()
        self.folder.cleanup()

    def _build(self):
        # Creates the folder, keys, table and demo.
        self._serve_table()
        self._stop()
        # A guest who ordered 16 minutes ago is overdue, and a code of two minutes ago may be sent again. This file has the
        # offset of the local program's clock, in seconds.
        (self.data / "clock").write_text("-960")
        api = self._start("--no-demo").rsplit(" ", 1)[-1].strip()
        LocalDay(api, self.values).run()
        self._stop()
        public = self._serve_table("--no-demo")
        keys = json.loads((self.data / "keys.json").read_text())
        self.aws = Aws({"TokenKey": keys["token"], "CodeSecret": keys["code"], "IdSecret": keys["id"], "PushKey": keys["push"]})
        self.endpoints = {"AWS_ENDPOINT_URL_DYNAMODB": public["AWS_ENDPOINT_URL_DYNAMODB"], "AWS_ENDPOINT_URL": self.aws.endpoint}
        names = {"AWS::StackName": "docket", "Table": public["TABLE_NAME"], "TokenKeys.PublicKeys": public["PUBLIC_KEYS"], "TokenKeys.PushKey": json.loads(keys["push"])["publicKey"], "AdminPhone": DEPLOYED_ADMIN, "AdminEmail": "", "MailFrom": "desk@example.com"}
        self.functions = functions(names)
        self.values["answer"] = self.aws.endpoint + "/answer"
        self._wait_for_consumers()
        self._give_an_image()

    def _start(self, *options: str) -> str:
        arguments = [PROGRAM, "--port", "0", "--data", self.data, *options]
        self.program = subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=self.log, text=True)
        first = self.program.stdout.readline()
        if not first:
            self.log.seek(0)
            raise SystemExit(f"the local program did not start:\n{self.log.read()}")
        return first

    def _serve_table(self, *options: str) -> dict[str, str]:
        lines = [self._start(*options, "dynamodb"), *(self.program.stdout.readline() for _ in range(2))]
        return dict(line.strip().split("=", 1) for line in lines)

    def _stop(self):
        if self.program:
            self.program.send_signal(signal.SIGTERM)
            self.program.stdout.read()
            self.program.wait()
            self.program = None

    def _wait_for_consumers(self):
        """Creates an unsent code and unpublished events of an order. The local program processes both at once, so the
        artifact makes these."""
        order = self.placed_by_function("sample-pending-1", "+12025550146")
        self.values["suffix:pending"] = order.rsplit("-", 1)[1]
        published = self.values["order:published"]
        self.values["suffix:published"] = published.rsplit("-", 1)[1]
        self.values["image:before"] = self.image(published)
        event = sample("update-order-status", self.values | {"order:moving": published})
        self.invoke("update-order-status", event)
        self.values["image:after"] = self.image(published)
        self.invoke("publish-order-events", sample("publish-order-events", self.values))
        self.values["detail:published"] = self.aws.events.pop()["Detail"]

    def _give_an_image(self):
        """Serves the table alone, without images: the artifact stores the one that it gets."""
        text = json.dumps(sample("put-product-image", self.values)).replace("gv-eggs", "gv-honey")
        event = json.loads(text)
        self.values["image"] = event["body"]
        answer = self.invoke("put-product-image", event)
        if answer["statusCode"] != 200:
            raise SystemExit(f"a product was given no image: {answer}")

    def placed_by_function(self, key: str, phone: str) -> str:
        event = sample("create-order", {})
        event["headers"]["idempotency-key"] = key
        event["body"] = re.sub(r"\+\d+", phone, event["body"])
        answer = self.invoke("create-order", event)
        return json.loads(answer["body"])["order"]["id"]

    def image(self, order: str) -> dict:
        """The order's item as the stream would show it."""
        suffix = order.rsplit("-", 1)[1]
        table = self.functions["get-order"]["environment"]["TABLE_NAME"]
        request = {"TableName": table, "Key": {"pk": {"S": f"O#{suffix}"}, "sk": {"S": "O"}}, "ConsistentRead": True}
        headers = {
            "x-amz-target": "DynamoDB_20120810.GetItem",
            "content-type": "application/x-amz-json-1.0",
            "authorization": "AWS4-HMAC-SHA256 Credential=none/20261120/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=none",
            "x-amz-date": "20261120T120000Z",
        }
        endpoint = self.endpoints["AWS_ENDPOINT_URL_DYNAMODB"]
        with urllib.request.urlopen(urllib.request.Request(endpoint, json.dumps(request).encode(), headers)) as answer:
            return json.load(answer)["Item"]

    def sandbox(self, name: str) -> Sandbox:
        function = self.functions[name]
        return Sandbox(function["code"] / "bootstrap", name, function["environment"] | self.endpoints, function["timeout"])

    def invoke(self, name: str, event):
        with self.sandbox(name) as sandbox:
            return sandbox.invoke(event)


class LocalDay:
    """Creates the earlier data through the local program's API, from 16 to 2 minutes ago."""

    def __init__(self, url: str, values: dict):
        self.url, self.values = url, values

    def run(self):
        self.order("overdue", "+12025550143")
        self.post("/_local/clock", {"advance": "13m"})
        for name, phone in MEMBERS.items():
            challenge, code = self.sign_in_code(phone)
            tokens = self.post("/api/auth/tokens", {"phone": phone, "challenge": challenge, "code": code})
            self.values[f"token:{name}"] = tokens["accessToken"]
            self.values[f"refresh:{name}"] = tokens["refreshToken"]
        self.invite("accepted", "invited", "staff")
        self.invite("declined", "invited", "kitchen")
        self.invite("leaving", "leaving", "staff")
        path = f"/api/me/invitations/{self.values['invitation:leaving']}/accept"
        self.values["token:leaving"] = self.post(path, None, "leaving")["accessToken"]
        # The local program escalates one of the orders that nobody accepts; the other one is left to the function.
        self.request("PATCH", "/api/sellers/spice-kitchen", {"acceptWithinMinutes": 1}, "kitchen")
        self.dish("escalated")
        self.post("/_local/clock", {"advance": "1m"})
        self.dish("not accepted")
        self.request("PATCH", "/api/sellers/spice-kitchen", {"acceptWithinMinutes": None}, "kitchen")
        self.values["challenge:admin"], self.values["code:admin"] = self.sign_in_code(DEPLOYED_ADMIN)
        self.values["challenge:newcomer"], self.values["code:newcomer"] = self.sign_in_code(NEWCOMER)
        for name in ["placed", "changing", "bulk", "moving", "published", "overridden", "cancelled", "split", "merged", "merging"]:
            self.order(name, BUYER, token="buyer")
        self.unsubscribing()
        self.order("unverified", "+12025550144")
        self.values["code:unverified"] = self.code("+12025550144")
        self.order("waiting", "+12025550145")
        self.checkout()
        self.paid()
        voucher = {"code": "MARKET5", "sellerId": "green-valley", "amount": 500}
        self.values["voucher"] = self.post("/api/vouchers", voucher, "staff")["voucher"]["id"]
        for name in ["to accept", "to reject", "of the seller", "of the customer", "of the admin"]:
            self.dish(name)
        self.dish("promised")
        self.request("PATCH", f"/api/orders/{self.values['order:promised']}/accept", {}, "kitchen")
        soon = datetime.fromtimestamp(self.now() + 3000, timezone.utc)
        self.values["soon"] = soon.strftime("%Y-%m-%dT%H:%M:%S.000Z")
        self.cooked("ready")
        self.cooked("joining")
        for name in ["seen", "waiting", "under way", "reassigned", "regrouped", "cancelled", "stepping", "problem"]:
            self.batch(name)
        for name in ["under way", "stepping", "problem"]:
            path = f"/api/delivery/batches/{self.values[f'batch:{name}']}/pickup"
            self.request("PATCH", path, {}, "driver")
        for name in ["seen", "deleted"]:
            self.template(name, "0 8 * * MON")
        # At least ten seconds ahead, so that it is left to the function.
        due = time.gmtime((self.now() + 69) // 60 * 60)
        self.values["template due"] = calendar.timegm(due)
        self.template("due", time.strftime("%M %H %d %m *", due))
        # Codes and notices are processed before the program ends.
        self.post("/_local/clock", {"advance": "0s"})

    def order(self, name: str, phone: str, token: str | None = None):
        body = {
            "sellerId": "green-valley",
            "items": [{"productId": "gv-honey", "quantity": 2 if name == "split" else 1}],
            "customer": {"name": "Ada Lovelace", "phone": phone},
            "fulfilment": {"method": "pickup"},
        }
        self.values[f"order:{name}"] = self.post("/api/orders", body, token)["order"]["id"]

    def unsubscribing(self):
        """The token of a link to unsubscribe; its buyer also chose SMS about accepted orders."""
        self.request("PUT", "/api/preferences", {"groups": {"order_accepted": ["sms"]}}, "buyer")
        challenge = self.post("/api/auth/codes", {"email": READER})["challenge"]
        self.post("/api/auth/tokens", {"email": READER, "challenge": challenge, "code": self.code(READER)})
        body = {
            "sellerId": "green-valley",
            "items": [{"productId": "gv-honey", "quantity": 1}],
            "customer": {"name": "Ada Lovelace", "phone": BUYER, "email": READER},
            "fulfilment": {"method": "pickup"},
        }
        self.post("/api/orders", body, "buyer")
        for _ in range(200):
            messages = self.request("GET", f"/_local/messages?to={READER}")["messages"]
            links = [it["mail"]["unsubscribe"] for it in messages if "unsubscribe" in it["mail"]]
            if links:
                self.values["unsubscribe"] = links[0].rsplit("/", 1)[1]
                return
            time.sleep(0.02)
        raise SystemExit("no e-mail came that has a link to unsubscribe")

    def checkout(self):
        """Orders at two sellers, placed together."""
        parts = [
            {"sellerId": seller, "items": [{"productId": product, "quantity": 1}], "fulfilment": {"method": "pickup"}}
            for seller, product in [("green-valley", "gv-eggs"), ("craft-market", "cm-bowl")]
        ]
        body = {"sellers": parts, "customer": {"name": "Ada Lovelace", "phone": BUYER}}
        self.values["checkout"] = self.post("/api/checkouts", body, "buyer")["checkout"]["groupId"]

    def paid(self):
        """An order paid in cash, with two refunds that a person has to hand over."""
        self.order("paid", BUYER, token="buyer")
        path = f"/api/orders/{self.values['order:paid']}"
        self.post(f"{path}/payments", {"amount": 900, "method": "cash"}, "staff")
        for name in ["requested", "to settle"]:
            made = self.post(f"{path}/refunds", {"amount": 100, "reason": "a lid was loose"}, "staff")
            self.values[f"refund:{name}"] = made["order"]["payment"]["refunds"][-1]["id"]

    def template(self, name: str, cron: str):
        """A template that orders a bag of apples for the buyer on a schedule."""
        body = {
            "sellerId": "green-valley",
            "items": [{"productId": "gv-apples", "quantity": 1}],
            "customer": {"name": "Ada Lovelace", "phone": BUYER},
            "fulfilment": {"method": "pickup"},
            "schedule": {"cron": cron, "timezone": "UTC"},
        }
        made = self.post("/api/order-templates", body, "buyer")
        self.values[f"template:{name}"] = made["template"]["id"]

    def now(self) -> float:
        """The present moment of the local program's clock."""
        now = self.post("/_local/clock", {"advance": "0s"})["now"]
        return datetime.fromisoformat(now).timestamp()

    def dish(self, name: str):
        """An order that the kitchen has not accepted yet."""
        address = {"line1": "12 Harbour Street", "city": "Boston", "state": "MA", "postalCode": "02110", "country": "US"}
        body = {
            "sellerId": "spice-kitchen",
            "items": [{"productId": "sk-thali", "quantity": 1}],
            "customer": {"name": "Ada Lovelace", "phone": BUYER},
            "fulfilment": {"method": "delivery", "address": address, "zoneId": "north"},
        }
        self.values[f"order:{name}"] = self.post("/api/orders", body, "buyer")["order"]["id"]

    def cooked(self, name: str):
        """An order that is ready for its driver."""
        self.dish(name)
        path = f"/api/orders/{self.values[f'order:{name}']}/status"
        for status in ["ACCEPTED", "READY"]:
            self.request("PATCH", path, {"status": status}, "kitchen")

    def batch(self, name: str):
        """A batch of one order."""
        self.cooked(f"of batch {name}")
        body = {"orderIds": [self.values[f"order:of batch {name}"]], "driverId": "demo-spice-kitchen-driver"}
        self.values[f"batch:{name}"] = self.post("/api/delivery/batches", body, "kitchen")["batch"]["id"]

    def invite(self, name: str, who: str, by: str):
        """Invites a person as a driver of the seller of this member of staff."""
        body = {"name": "Dora Drive", "phone": MEMBERS[who], "role": "driver"}
        self.values[f"invitation:{name}"] = self.post("/api/members", body, by)["member"]["id"]

    def sign_in_code(self, phone: str) -> tuple[str, str]:
        """A challenge, and its code."""
        challenge = self.post("/api/auth/codes", {"phone": phone})["challenge"]
        return challenge, self.code(phone)

    def code(self, phone: str) -> str:
        """The code in the newest message; the local program sends in the background."""
        before = self.values.get(("sent", phone), 0)
        for _ in range(200):
            path = "/_local/messages?to=" + phone.replace("+", "%2B")
            messages = [it for it in self.request("GET", path)["messages"] if re.match(r"\d{6} ", it["text"])]
            if len(messages) > before:
                self.values["sent", phone] = len(messages)
                return messages[0]["text"][:6]
            time.sleep(0.02)
        raise SystemExit(f"no code came to {phone}")

    def post(self, path: str, body: dict | None, token: str | None = None):
        return self.request("POST", path, body, token)

    def request(self, method: str, path: str, body: dict | None = None, token: str | None = None):
        headers = {"content-type": "application/json"}
        if token:
            headers["authorization"] = f"Bearer {self.values[f'token:{token}']}"
        data = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(self.url + path, data, headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.loads(answer.read() or b"null")
        except urllib.error.HTTPError as error:
            raise SystemExit(f"{method} {path}: {error.code} {error.read().decode()}") from None
