"""An evening of a kitchen, at any deployment: orders are accepted, cooked, batched, driven and delivered."""

from api import Api

STAFF, DRIVER = "+12025550164", "+12025550165"
# One phone for each order: two messages to one phone may arrive in either order.
GUESTS = ["+12025550166", "+12025550167", "+12025550168"]
SELLER = "harbour-kitchen"
ADDRESS = {"line1": "12 Harbour Street", "city": "Boston", "state": "MA", "postalCode": "02110", "country": "US"}


def play(api: Api, admin: str):
    staff, driver, driver_id = people(api, admin)
    body = {"sellerId": SELLER, "name": "Fish curry", "price": 1490, "stock": 20, "isMainCourse": True}
    dish = api.ask("POST", "/api/products", body, staff, 201).at("product/id")
    (first, buyer), (second, _), (third, _) = (dinner(api, dish, guest) for guest in GUESTS)
    ann, ben, cem = GUESTS
    for order, guest in [(first, ann), (second, ben)]:
        api.ask("PATCH", f"/api/orders/{order}/accept", {"estimatedPrepTime": 25}, staff)
        api.ask("PATCH", f"/api/orders/{order}/status", {"status": "READY"}, staff)
    api.ask("PATCH", f"/api/orders/{third}/reject", {"reason": "No more fish"}, staff)
    expect_message(api, cem, "rejected")
    wanted = {"orderIds": [first, second], "driverId": driver_id, "zoneId": "quay"}
    batch = api.ask("POST", "/api/delivery/batches", wanted, staff, 201).at("batch/id")
    api.ask("POST", "/api/delivery/batches", wanted, staff, 409)
    path = f"/api/delivery/batches/{batch}"
    sequence = [{"orderId": second, "sequence": 1}, {"orderId": first, "sequence": 2}]
    api.ask("PATCH", f"{path}/sequence", {"sequence": sequence}, driver)
    assert api.ask("PATCH", f"{path}/pickup", {}, driver).at("ordersUpdated") == 2
    for guest in [ann, ben]:
        expect_message(api, guest, "on its way")
    api.ask("PATCH", f"/api/delivery/orders/{second}/status", {"status": "DELIVERED"}, driver)
    assert api.ask("GET", path, token=driver).at("batch/status") == "IN_PROGRESS"
    api.ask("GET", f"/api/orders/{first}/track", token=buyer)
    api.ask("PATCH", f"{path}/complete", {}, staff, 403)
    assert api.ask("PATCH", f"{path}/complete", {}, driver).at("ordersDelivered") == 1
    api.ask("GET", f"/api/orders/{first}", token=buyer)
    api.ask("GET", "/api/delivery/batches", token=driver)
    for guest in GUESTS:
        assert len(api.sent_to(guest)) == api.seen[guest], f"more messages than were to come: {api.sent_to(guest)}"


def people(api: Api, admin: str) -> tuple[str, str, str]:
    seller = {"id": SELLER, "name": "Harbour Kitchen", "lifecycle": "kitchen", "currency": "USD", "timezone": "America/New_York"}
    seller["zones"] = [{"id": "quay", "name": "Along the quay"}]
    api.ask("POST", "/api/sellers", seller, admin, 201)
    member = {"name": "Kit Harbour", "phone": STAFF, "role": "seller", "sellerId": SELLER}
    invited = api.ask("POST", "/api/members", member, admin, 201).at("member/id")
    staff = api.accept(STAFF, invited).at("accessToken")
    member = {"name": "Dora Drive", "phone": DRIVER, "role": "driver", "sellerId": SELLER}
    driver_id = api.ask("POST", "/api/members", member, staff, 201).at("member/id")
    return staff, api.accept(DRIVER, driver_id).at("accessToken"), driver_id


def dinner(api: Api, dish: str, guest: str) -> tuple[str, str]:
    """A confirmed order, and its buyer's token."""
    body = {
        "sellerId": SELLER,
        "items": [{"productId": dish, "quantity": 1}],
        "customer": {"name": "Ada Lovelace", "phone": guest},
        "fulfilment": {"method": "delivery", "address": ADDRESS, "zoneId": "quay"},
    }
    order = api.ask("POST", "/api/orders", body, expected=201).at("order/id")
    verified = api.ask("POST", f"/api/orders/{order}/verification", {"code": api.code(guest)})
    expect_message(api, guest, "received")
    return order, verified.at("accessToken")


def expect_message(api: Api, guest: str, words: str):
    """The next message to this guest has these words."""
    message = api.message(guest)
    assert words.lower() in message.lower(), message
