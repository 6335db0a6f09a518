"""What schemathesis cannot derive from the schema: how to sign in, which phone numbers are real, and which requests are
refused although they match their schema."""

import atexit
import json
import os
import re
import threading
import time
import zlib
from collections import Counter
from pathlib import Path

import requests
import schemathesis
from hypothesis import strategies as st
from hypothesis.strategies._internal import regex as patterns

URL = os.environ["DOCKET_URL"]


def memoised(make):
    """Caches what Hypothesis builds from a pattern. It lists every character of a pattern's classes each time that it meets
    the pattern, some 140,000 for texts, and the result never changes: with the cache, fuzzing takes less than half the time."""
    made = {}

    def once(regex, *args, **kwargs):
        key = (regex.pattern, regex.flags, repr(kwargs.get("alphabet")))
        if key not in made:
            made[key] = make(regex, *args, **kwargs)
        return made[key]

    return once


# A private name of Hypothesis. If it is missing, fuzzing takes longer and tests as much.
if hasattr(patterns, "base_regex_strategy"):
    patterns.base_regex_strategy = memoised(patterns.base_regex_strategy)

# The caller is drawn from the request itself, so that a repeated request has the same caller. An administrator may do the
# most. The buyer's phone is in no example and belongs to no generated member, so that no request gives it a role.
BUYER = "+12025550242"
CALLERS = ["+12025550100"] * 6 + ["+12025550103"] * 2 + [BUYER, "+12025550105"]
# Operations that only a buyer may call.
BUYERS = {"cancel_order", "delete_order"}
# Seconds for which a token is reused. Tokens last 15 minutes.
LIFETIME = 600


class SignIns:
    """Signs callers in, and caches their tokens."""

    def __init__(self) -> None:
        self.tokens: dict[str, tuple[str | None, float]] = {}
        self.lock = threading.RLock()
        self.visitors = 0

    def token(self, phone: str) -> str | None:
        with self.lock:
            token, until = self.tokens.get(phone, (None, 0.0))
            if time.monotonic() >= until:
                # A fuzzed request may have disabled a member of staff; their requests are then sent without a token.
                token = self.sign_in(phone).get("accessToken")
                self.tokens[phone] = (token, time.monotonic() + LIFETIME)
            return token

    def void(self, token: str) -> None:
        with self.lock:
            self.tokens = {phone: known for phone, known in self.tokens.items() if known[0] != token}

    def visitor(self) -> str:
        """A phone that no earlier request has used."""
        with self.lock:
            self.visitors += 1
            return f"+1202555{1000 + self.visitors % 9000}"

    def sign_in(self, phone: str) -> dict:
        return requests.post(f"{URL}/api/auth/tokens", json=self.ask(phone), timeout=10).json()

    def ask(self, phone: str) -> dict:
        """Asks for a code, waits for it, and returns the body of a request for tokens."""
        with self.lock:
            for _ in range(2):
                asked = requests.post(f"{URL}/api/auth/codes", json={"phone": phone}, timeout=10)
                if asked.status_code != 429:
                    break
                # The codes of this hour are used up: the program's clock is moved instead of waiting.
                wait = int(asked.headers["Retry-After"]) + 1
                requests.post(f"{URL}/_local/clock", json={"advance": f"{wait}s"}, timeout=10)
            challenge, tag = asked.json()["challenge"], asked.json()["tag"]
            for _ in range(100):
                if code := newest(phone, f"signs you in ({tag})"):
                    return {"phone": phone, "challenge": challenge, "code": code}
                time.sleep(0.05)
            raise RuntimeError(f"no code arrived: {asked.text}")


def newest(to: str | None, purpose: str) -> str | None:
    """The newest code that was sent for a purpose."""
    for message in requests.get(f"{URL}/_local/messages", timeout=10).json()["messages"]:
        found = re.match(rf"(\d{{6}}) {re.escape(purpose)}", message["text"])
        if found and to in (None, message["to"]):
            return found[1]
    return None


SIGN_INS = SignIns()


def operation(case) -> str:
    return case.operation.definition.raw["operationId"]


def draw(case) -> int:
    """A number that depends on the request alone."""
    return zlib.crc32(repr((case.method, case.path_parameters, case.query, case.body)).encode())


@schemathesis.auth(refresh_interval=None)
class Callers:
    def get(self, case, context):
        drawn = draw(case)
        if operation(case) == "logout":
            return SIGN_INS.sign_in(SIGN_INS.visitor())["accessToken"]
        if operation(case) in BUYERS:
            return SIGN_INS.token(BUYER)
        if operation(case) == "create_order" and drawn % 2:
            return None
        return SIGN_INS.token(CALLERS[drawn % len(CALLERS)])

    def set(self, case, data, context):
        if data:
            case.headers["Authorization"] = f"Bearer {data}"


def make_consistent(body: dict, drawn: int) -> None:
    """Removes contradictions from a body, and inserts ids that the demo has."""
    if body.get("phone") and "name" not in body:
        body.pop("email", None)
    if body.get("percent"):
        body.pop("amount", None)
    if "sellerId" in body:
        body["sellerId"] = "spice-kitchen"
    for item in body.get("items", []):
        item |= {"productId": "sk-thali", "quantity": 1, "addons": []}
    if "customer" in body:
        body["customer"]["phone"] = BUYER
    if body.get("fulfilment", {}).get("method") == "pickup":
        body["fulfilment"].pop("address", None)
    if body.get("fulfilment", {}).get("address"):
        body["fulfilment"]["address"] |= {"city": "Boston", "state": "MA", "postalCode": "02110", "country": "US"}
    if "status" in body:
        body["status"] = ["ACCEPTED", "READY", "PLACED"][drawn % 3]
    body.pop("vouchers", None)
    if body.get("schedule"):
        body["schedule"] = {"cron": "0 8 * * MON", "timezone": "UTC"}


def fit_template(case) -> None:
    """Removes the requested time, which a template cannot have, and gives a paused template a schedule."""
    if isinstance(case.body, dict):
        (case.body.get("fulfilment") or {}).pop("requestedFor", None)
        if "paused" in case.body:
            case.body["schedule"] = {"cron": "0 8 * * MON", "timezone": "UTC"}


def use_valid_codes(case) -> None:
    """Replaces generated codes and tokens, which are never valid, by valid ones."""
    if operation(case) == "verify_order":
        suffix = str(case.path_parameters["id"])[-10:]
        case.body["code"] = newest(None, f"confirms your order {suffix}") or case.body["code"]
    elif operation(case) == "issue_token":
        phone = SIGN_INS.visitor()
        case.body = SIGN_INS.ask(phone)
    elif operation(case) == "admin_login":
        case.body = SIGN_INS.ask(CALLERS[0])
    elif operation(case) == "refresh_token":
        case.body["refreshToken"] = SIGN_INS.sign_in(SIGN_INS.visitor())["refreshToken"]


ADMIN = CALLERS[0]
DRIVER = "demo-spice-kitchen-driver"
# Operations on an order that the kitchen has not accepted yet.
ON_NEW_ORDERS = {"accept_order", "reject_order", "cancel_order_as_seller", "cancel_order_for_customer", "cancel_order_as_admin"}


def ask(method: str, path: str, body: dict) -> dict:
    headers = {"Authorization": f"Bearer {SIGN_INS.token(ADMIN)}"}
    return requests.request(method, URL + path, json=body, headers=headers, timeout=10).json()


def placed(quantity: int = 1) -> str:
    """Places an order for the kitchen, and returns its id; empty when earlier requests have changed too much for that."""
    address = {"line1": "12 Harbour Street", "city": "Boston", "state": "MA", "postalCode": "02110", "country": "US"}
    body = {
        "sellerId": "spice-kitchen",
        "items": [{"productId": "sk-thali", "quantity": quantity}],
        "customer": {"name": "Ada Lovelace", "phone": BUYER},
        "fulfilment": {"method": "delivery", "address": address},
    }
    return ask("POST", "/api/orders", body).get("order", {}).get("id", "")


def cooked() -> str:
    order = placed()
    for status in ("ACCEPTED", "READY"):
        ask("PATCH", f"/api/orders/{order}/status", {"status": status})
    return order


def deliver(case, name: str) -> None:
    """Creates the orders and batches that a valid request about delivery refers to."""
    if name in ("list_batches", "propose_batches"):
        case.query = {"sellerId": "spice-kitchen"}
        return
    order = cooked()
    # The caller is an administrator, who has to name the seller.
    plan = {"sellerId": "spice-kitchen", "orderIds": [order], "driverId": DRIVER}
    if name == "create_batch":
        case.body = plan
        return
    batch = ask("POST", "/api/delivery/batches", plan).get("batch", {}).get("id", "")
    if name in ("complete_batch", "update_delivery_status", "report_problem"):
        ask("PATCH", f"/api/delivery/batches/{batch}/pickup", {})
    if name == "update_delivery_status":
        case.path_parameters["orderId"] = order or "none"
        case.body = {"status": "DELIVERED"}
    elif name == "report_problem":
        case.path_parameters["orderId"] = order or "none"
        case.body = {"kind": "refused"}
    else:
        case.path_parameters["batchId"] = batch or "none"
    if name in ("pick_up_batch", "complete_batch") and isinstance(case.body, dict):
        # The example in the document is a moment too long ago.
        case.body.pop("happenedAt", None)
    if name == "sequence_batch":
        case.body = {"sequence": [{"orderId": order, "sequence": 1}]}
    elif name == "regroup_batch":
        case.body = {"add": [cooked()]}
    elif name == "reassign_batch":
        case.body = {"driverId": DRIVER}


READER = "reader@example.com"
LINKS: list[str] = []


def unsubscribing() -> str:
    """The token of a link to unsubscribe, from an e-mail to a buyer."""
    with SIGN_INS.lock:
        if not LINKS:
            challenge = requests.post(f"{URL}/api/auth/codes", json={"email": READER}, timeout=10).json()["challenge"]
            for _ in range(100):
                if code := newest(READER, "signs you in"):
                    break
                time.sleep(0.05)
            given = {"email": READER, "challenge": challenge, "code": code}
            requests.post(f"{URL}/api/auth/tokens", json=given, timeout=10)
            body = {
                "sellerId": "green-valley",
                "items": [{"productId": "gv-honey", "quantity": 1}],
                "customer": {"name": "Ada Lovelace", "phone": BUYER, "email": READER},
                "fulfilment": {"method": "pickup"},
            }
            headers = {"Authorization": f"Bearer {SIGN_INS.token(BUYER)}"}
            requests.post(f"{URL}/api/orders", json=body, headers=headers, timeout=10)
            for _ in range(100):
                sent = requests.get(f"{URL}/_local/messages?to={READER}", timeout=10).json()["messages"]
                LINKS.extend(it["mail"]["unsubscribe"].rsplit("/", 1)[1] for it in sent if "unsubscribe" in it["mail"])
                if LINKS:
                    break
                time.sleep(0.05)
    return LINKS[0] if LINKS else "none"


# The header of an image, which has its size: a single pixel.
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x02\0\0\0"
# Operations of a person who is invited.
INVITED = {"accept_invitation", "decline_invitation", "leave"}


def invite(case, name: str) -> None:
    """Invites a new phone, and sends the request as its owner."""
    phone = SIGN_INS.visitor()
    wanted = {"name": "Ada Lovelace", "phone": phone, "role": "driver", "sellerId": "corner-shop"}
    member = ask("POST", "/api/members", wanted).get("member", {}).get("id", "none")
    token = SIGN_INS.sign_in(phone)["accessToken"]
    if name == "leave":
        headers = {"Authorization": f"Bearer {token}"}
        accepted = requests.post(f"{URL}/api/me/invitations/{member}/accept", headers=headers, timeout=10)
        token = accepted.json().get("accessToken", token)
    else:
        case.path_parameters["id"] = member
    case.headers["Authorization"] = f"Bearer {token}"


def voucher(code: str) -> str:
    """The id of a voucher of an administrator; a second call returns the same voucher."""
    ask("POST", "/api/vouchers", {"sellerId": "spice-kitchen", "code": code, "percent": 10})
    return f"spice-kitchen~{code}"


# Operations that split an order or combine several.
REGROUPING = {"split_order", "merge_orders", "create_checkout"}


def regroup(case, name: str) -> None:
    """Creates the orders of a valid split or merge, and a cart of two sellers."""
    if name == "merge_orders":
        case.body = {"orderIds": [placed(), placed()]}
    elif name == "split_order":
        case.path_parameters["id"] = placed(2) or case.path_parameters["id"]
        case.body = {"items": [{"line": 0, "quantity": 1}]}
    else:
        def part(seller: str, product: str) -> dict:
            return {"sellerId": seller, "items": [{"productId": product, "quantity": 1}], "fulfilment": {"method": "pickup"}}

        case.body = {
            "sellers": [part("spice-kitchen", "sk-thali"), part("craft-market", "cm-candle")],
            "customer": {"name": "Ada Lovelace", "phone": BUYER},
        }


@schemathesis.hook
def before_call(context, case, kwargs):
    """Makes every second positive request one that can succeed: otherwise hardly any would."""
    drawn = draw(case) // len(CALLERS)
    if case.meta is None or not case.meta.generation.mode.is_positive:
        return
    # Every request of these operations, because their only parameter is an id, or none at all.
    if operation(case) in INVITED:
        invite(case, operation(case))
        return
    if drawn % 2:
        return
    known = KNOWN.get(next(iter(case.operation.path.split("/")[2:]), ""))
    if known and "id" in (case.path_parameters or {}):
        case.path_parameters["id"] = known[drawn // 2 % len(known)]
    if "token" in (case.path_parameters or {}):
        case.path_parameters["token"] = unsubscribing()
    if operation(case) == "put_product_image":
        case.body = PNG
        case.media_type = "image/png"
    if operation(case) == "get_voucher":
        case.path_parameters["id"] = voucher("FUZZED")
    if operation(case) in ON_NEW_ORDERS:
        case.path_parameters["id"] = placed() or case.path_parameters["id"]
    for name in ("If-Match", "Idempotency-Key"):
        case.headers.pop(name, None)
    if isinstance(case.query, dict):
        case.query.pop("cursor", None)
    if operation(case) in REGROUPING:
        regroup(case, operation(case))
    elif isinstance(case.body, dict):
        make_consistent(case.body, drawn // 2)
        use_valid_codes(case)
    if operation(case) == "list_notifications":
        case.query = {"sellerId": "spice-kitchen"}
    elif operation(case) == "read_notifications":
        # The moment in the document's example may be in the future.
        case.body = {"upTo": "1767225600000#ORD-20260101-7ZK3M9QW2X:new", "sellerId": "spice-kitchen"}
    if "/order-templates" in case.operation.path:
        fit_template(case)
    if "/delivery/" in case.operation.path:
        deliver(case, operation(case))


# The ids of recent resources, by the path segment of their kind.
KNOWN: dict[str, list[str]] = {
    "products": ["sk-thali", "gv-honey"],
    "sellers": ["spice-kitchen", "corner-shop"],
    "orders": [],
    "vouchers": [],
    "members": [],
    "order-templates": [],
}


def remember(case, response) -> None:
    kind = case.operation.path.rsplit("/", 1)[-1]
    if response.status_code == 201 and kind in KNOWN:
        KNOWN[kind].append(response.json()[kind.removeprefix("order-")[:-1]]["id"])
        del KNOWN[kind][:-20]


# How often each operation answered with each status; run.py reads it.
ANSWERS: Counter[tuple[str, int]] = Counter()


@atexit.register
def write_answers() -> None:
    answers = [[label, status, times] for (label, status), times in sorted(ANSWERS.items())]
    Path(os.environ["DOCKET_ANSWERS"]).write_text(json.dumps(answers), encoding="utf-8")


@schemathesis.hook
def after_call(context, case, response):
    ANSWERS[case.operation.label, response.status_code] += 1
    remember(case, response)
    # A fuzzed request may have ended a session by changing its member.
    sent = (case.headers or {}).get("Authorization", "")
    if response.status_code == 401 and sent.startswith("Bearer "):
        SIGN_INS.void(sent.removeprefix("Bearer "))


@schemathesis.hook
def before_load_schema(context, raw_schema):
    """Refuses undocumented members of answers. Only this test does: clients must ignore unknown fields."""
    schemas = raw_schema["components"]["schemas"]
    parts = {part["$ref"].rsplit("/", 1)[-1] for whole in schemas.values() for part in whole.get("allOf", []) if "$ref" in part}
    for name, schema in schemas.items():
        whole = "properties" in schema or "allOf" in schema
        if whole and name not in parts and schema.get("additionalProperties") is not False:
            schema["unevaluatedProperties"] = False


# Real values: a schema describes no more than their form.
schemathesis.openapi.format("phone", st.integers(100, 199).map(lambda last: f"+12025550{last}"))
schemathesis.openapi.format("iso-4217", st.sampled_from(["USD", "EUR", "JPY", "INR", "BHD"]))
schemathesis.openapi.format("iana-time-zone", st.sampled_from(["America/New_York", "Asia/Kolkata", "UTC"]))

# Reasons for which a request that matches its schema is refused as invalid: it names something that does not exist, or
# its parts contradict each other.
REASONS = re.compile(
    "is not the id of a seller|must be a cursor that this list answered|must be absent where `(phone|percent|rrule)` is given"
    "|is required|must be absent for the method pickup|must not repeat |must be after `validFrom`"
    "|must not be before `dateFrom`|must not be below `minAmount`|must be the same seller as `sellerId`"
    "|must be absent for the role admin|trusts no external issuer|add-on that the product does not have|and not 0"
    "|must be the id of a driver of this seller|must be the id of a delivery zone of this seller"
    "|must give each order of the batch one place|is not a delivery order of this seller"
    "|an administrator names a seller or a driver|`urgency` needs one seller|`row` needs one seller|where `sort` is urgency"
    "|the first day|different orders|each of them once|no order twice"
    "|names (no|a) line|names a product of several lines|quantity of the line|must leave at least one unit|either `productId` or `line`"
    "|must be a status of the seller's lifecycle in which"
    # The page limits of lists with complete resources are below those of tables and rows; lists of batches
    # with their orders have the lowest.
    r"|must be between 1 and 100?\.$"
    # No pattern describes which recurrence rules are valid, nor when they occur.
    "|must be a rule of parts like FREQ|^FREQ |the supported parts are FREQ|^(INTERVAL|BY[A-Z]+|WKST|COUNT|UNTIL) "
    "|of a yearly rule need BYMONTH|must have five fields|^The [a-z ]+ must be (one|within)"
    "|has no occurrence in|at most a year ago|must be a local time like"
    "|must be absent in a template|must be the phone of the template's owner|for a template without a schedule"
    # No pattern describes the days in an order id.
    "|must be an order id"
    "|the total of the order is too large|must keep the payments of the order at"
    # No pattern describes a country's addresses, nor valid currencies and times.
    "|must be a country's ISO 3166 code|must be a postal code of|must be the ISO 4217 code of a currency"
    "|must be a time between 1970 and 9999|must be in the future|must not be in the future|must be at most 24 hours ago"
    # No pattern knows how many days a month has.
    "|must be a (calendar )?day like 2026-11-20"
    # No schema describes who may set the priority to urgent, nor the amount that is due.
    "|give the priority `urgent`|the amount that is due|the amount that was paid and not refunded"
    # No schema describes dependencies: cookies and sessions, pages and ids, the start and end of a range.
    "|where `session` is cookie|must be absent where `id` is given"
    "|must be a valid public key of the curve P-256"
    "|overlaps with an earlier entry of the week|together with `extraPrepMinutes`"
    "|this seller does not offer"
    # No schema describes which messages a role receives.
    "|is not a group of messages that you get|must differ from the time in `from`"
    # No schema describes the bytes of a file.
    "|must be a WebP, JPEG or PNG image|for a product with an image"
    # In a schema, 33.0 is an integer. Docket refuses it, because it never uses floats for money or counts.
    r"|must be a whole number, not -?\d+\.0",
    re.IGNORECASE,
)


@schemathesis.check
def refused_with_a_reason(ctx, response, case):
    if case.meta is None or not case.meta.generation.mode.is_positive or response.status_code != 400:
        return
    problem = response.json()
    details = [error["detail"] for error in problem.get("errors", [])] or [problem["detail"]]
    if problem["code"] == "invalid_request" and not all(REASONS.search(detail) for detail in details):
        raise AssertionError(f"a request that keeps its schema was refused: {details}")
