"""One day of requests to any deployment: it needs a base URL, the administrator's phone, and the messages."""

import base64
import json
from dataclasses import dataclass

import kitchen
from api import Answer, Api

STAFF, GUEST, OTHER, MAIL = "+12025550161", "+12025550162", "+12025550163", "ada@example.com"
SELLER = "hill-farm"


@dataclass
class Day:
    """The data that later tests use."""

    staff: str
    product: str


def play(api: Api, mails: bool = True) -> Day:
    opening(api)
    admin, staff = people(api)
    product = catalogue(api, staff)
    guest(api, staff, admin, product)
    second_thoughts(api, staff, admin, product)
    refusals(api, staff, product)
    if mails:
        by_mail(api)
    kitchen.play(api, admin)
    for person in [api.admin, STAFF, GUEST, OTHER, MAIL]:
        assert len(api.sent_to(person)) == api.seen.get(person, 0), f"more messages than were to come: {api.sent_to(person)}"
    return Day(staff, product)


def opening(api: Api):
    api.ask("GET", "/api/health")
    api.ask("GET", "/.well-known/jwks.json")
    assert api.ask("GET", "/api/sellers").at("sellers") == []


def people(api: Api) -> tuple[str, str]:
    admin = api.sign_in(api.admin, "/api/auth/admin/login").at("accessToken")
    seller = {"id": SELLER, "name": "Hill Farm", "lifecycle": "producer", "currency": "USD", "timezone": "America/New_York"}
    api.ask("POST", "/api/sellers", seller, admin, 201, idempotency_key="seller-1")
    api.ask("POST", "/api/sellers", seller, admin, 201, idempotency_key="seller-1")
    member = {"name": "Paula Hill", "phone": STAFF, "role": "seller", "sellerId": SELLER}
    invited = api.ask("POST", "/api/members", member, admin, 201).at("member/id")
    api.ask("GET", f"/api/members?sellerId={SELLER}", token=admin)
    signed_in = api.accept(STAFF, invited)
    assert signed_in.at("role") == "seller"
    return admin, signed_in.at("accessToken")


def catalogue(api: Api, staff: str) -> str:
    body = {"sellerId": SELLER, "name": "Blossom honey, 500 g", "price": 950, "stock": 10, "lowStockAt": 2}
    product = api.ask("POST", "/api/products", body, staff, 201, idempotency_key="product-1").at("product/id")
    api.ask("POST", f"/api/products/{product}/stock", {"change": 5, "reason": "A tray from this morning"}, staff)
    api.ask("POST", f"/api/products/{product}/stock", {"change": -99, "reason": "Too much"}, staff, 409)
    api.ask("PATCH", f"/api/products/{product}", {"price": 990}, staff)
    image(api, staff, product)
    api.ask("GET", f"/api/products?sellerId={SELLER}")
    voucher = {"code": "HONEY10", "sellerId": SELLER, "percent": 10, "usesLeft": 1}
    voucher = api.ask("POST", "/api/vouchers", voucher, staff, 201).at("voucher/id")
    api.ask("GET", f"/api/vouchers/{voucher}", token=staff)
    assert available(api, product) == 15
    return product


def image(api: Api, staff: str, product: str):
    """The file contains every byte value: gateway, function and bucket must change none."""
    path = f"/api/products/{product}/image"
    head = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (640).to_bytes(4, "big") + (480).to_bytes(4, "big")
    file = head + bytes(range(256)) * 700
    api.ask("GET", path, expected=404)
    put = api.ask("PUT", f"{path}?alt=A%20jar%20of%20honey", file, staff, content_type="image/png")
    assert base64.b64decode(api.ask("GET", put.at("product/image/url")).body) == file
    api.ask("PUT", f"{path}?alt=A", b"<html>", staff, 400, content_type="image/png")


def order(product: str, phone: str, quantity: int = 2, **more) -> dict:
    return {
        "sellerId": SELLER,
        "items": [{"productId": product, "quantity": quantity}],
        "customer": {"name": "Ada Lovelace", "phone": phone},
        "fulfilment": {"method": "pickup"},
        **more,
    }


def available(api: Api, product: str) -> int:
    return api.ask("GET", f"/api/products/{product}").at("product/available")


def place(api: Api, product: str, phone: str, key: str, quantity: int = 2, **more) -> str:
    placed = api.ask("POST", "/api/orders", order(product, phone, quantity, **more), expected=201, idempotency_key=key)
    assert placed.at("order/status") == "awaiting_verification"
    return placed.at("order/id")


def confirm(api: Api, order_id: str, phone: str) -> Answer:
    verified = api.ask("POST", f"/api/orders/{order_id}/verification", {"code": api.code(phone)})
    assert "received" in api.message(phone)
    return verified


def guest(api: Api, staff: str, admin: str, product: str):
    """The README's example: a guest orders, confirms, is served, and follows the order."""
    placed = place(api, product, GUEST, "guest-1", notes="Grüße aus der Küche", vouchers=["HONEY10"])
    code = api.code(GUEST)
    assert place(api, product, GUEST, "guest-1", notes="Grüße aus der Küche", vouchers=["HONEY10"]) == placed
    api.ask("POST", "/api/orders", order(product, GUEST, 3), expected=422, idempotency_key="guest-1")
    assert available(api, product) == 13
    path = f"/api/orders/{placed}"
    api.ask("GET", path, expected=401)
    wrong = "000000" if code != "000000" else "111111"
    api.ask("POST", f"{path}/verification", {"code": wrong}, expected=400)
    verified = api.ask("POST", f"{path}/verification", {"code": code})
    assert "received" in api.message(GUEST)
    api.ask("POST", f"{path}/verification", {"code": code}, expected=409)
    buyer = verified.at("accessToken")
    api.ask("PATCH", f"{path}/status", {"status": "completed"}, staff, 400)
    for status in ["confirmed", "preparing", "ready", "completed"]:
        api.ask("PATCH", f"{path}/status", {"status": status}, staff)
        # The other steps send e-mails and push messages, to people who have them.
        if status == "ready":
            assert "ready to be picked up" in api.message(GUEST)
        if status == "confirmed":
            api.ask("POST", f"{path}/payments", {"amount": 1782, "method": "cash"}, staff, 201)
    read = api.ask("GET", path, token=buyer)
    statuses = [it["status"] for it in read.at("order/statusTimeline")]
    assert statuses[:2] == ["awaiting_verification", "pending"] and statuses[-1] == "completed", statuses
    api.ask("GET", path, token=buyer, expected=304, if_none_match=read.headers["etag"])
    for rest, token in [("track", buyer), ("admin", staff), ("history", admin)]:
        api.ask("GET", f"{path}/{rest}", token=token)
    api.ask("GET", "/api/orders/my-orders", token=buyer)
    api.ask("GET", "/api/orders/customer/" + GUEST.replace("+", "%2B"), token=admin)


def second_thoughts(api: Api, staff: str, admin: str, product: str):
    """Another guest orders and cancels; the administrator revives the order; the staff cancel it for good."""
    placed = place(api, product, OTHER, "other-1")
    buyer = confirm(api, placed, OTHER).at("accessToken")
    path = f"/api/orders/{placed}"
    assert available(api, product) == 11
    api.ask("PUT", f"{path}/cancel", {"reason": "Ordered twice"}, buyer)
    assert "cancelled" in api.message(OTHER)
    assert available(api, product) == 13
    api.ask("PATCH", f"{path}/status", {"status": "pending"}, staff, 400)
    api.ask("PATCH", f"/api/orders/admin/{placed}/status", {"status": "confirmed", "reason": "They want it"}, admin)
    assert available(api, product) == 11
    api.ask("PATCH", f"{path}/status", {"status": "cancelled", "reason": "Jars broke"}, staff)
    # An SMS never contains texts that people have written.
    message = api.message(OTHER)
    assert "cancelled" in message and "Jars broke" not in message, message
    assert available(api, product) == 13
    api.ask("GET", f"{path}/history", token=admin)
    for query in ["", "?status=completed", "?q=Ada&limit=1", f"?phone={OTHER.replace('+', '%2B')}"]:
        api.ask("GET", f"/api/orders{query}", token=staff)
    api.ask("GET", "/api/orders/admin/all", token=admin)


def refusals(api: Api, staff: str, product: str):
    api.ask("POST", "/api/orders", order(product, GUEST, 100), expected=409)
    api.ask("POST", "/api/orders", order(product, GUEST, 0), expected=400)
    api.ask("POST", "/api/orders", b"{not json", expected=400)
    api.ask("POST", "/api/orders", {**order(product, GUEST), "total": 1}, expected=400)
    api.ask("POST", "/api/products", {"sellerId": SELLER, "name": "Nobody's", "price": 1, "stock": 1}, expected=401)
    api.ask("GET", "/api/members", token=forged(staff), expected=401)
    api.ask("GET", "/api/orders/ORD-20260101-0000000000", token=staff, expected=404)
    api.ask("GET", "/api/orders/no%2Forder%3F%25", token=staff, expected=404)
    api.ask("GET", "/api/nothing", expected=404)
    api.ask("DELETE", "/api/sellers", expected=405)
    api.ask("GET", "/api/sellers/", expected=308)


def forged(token: str) -> str:
    """The same token with another subject and the old signature."""
    head, claims, signature = token.split(".")
    payload = json.loads(base64.urlsafe_b64decode(claims + "=" * (-len(claims) % 4)))
    payload["sub"] = "somebody-else"
    claims = base64.urlsafe_b64encode(json.dumps(payload).encode()).decode().rstrip("=")
    return ".".join([head, claims, signature])


def by_mail(api: Api):
    """A buyer signs in with a code by e-mail, refreshes the session, and signs out."""
    tokens = api.sign_in(MAIL)
    refreshed = api.ask("POST", "/api/auth/tokens/refresh", {"refreshToken": tokens.at("refreshToken")})
    api.ask("POST", "/api/auth/logout", token=refreshed.at("accessToken"), expected=204)
    api.ask("POST", "/api/auth/tokens/refresh", {"refreshToken": refreshed.at("refreshToken")}, expected=401)
