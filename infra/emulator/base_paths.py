"""An API mapped to a path of a custom domain: `rawPath` and every address in an answer must begin with that path."""

import json

import checks
from samples import sample

BASES = ["/shop", "/api/v1", "/api"]


def check(world) -> int:
    """Returns how many requests were tried."""
    tried = 0
    for base in BASES:
        for name, path, method, status, headers in [
            # A host of its own in `Location`; the repeated request gets the same answer.
            ("create-order", None, None, 201, {"location": lambda it: it.startswith(f"{base}/api/orders/ORD-")}),
            ("get-order", None, None, 200, {"location": None}),
            ("get-seller", None, None, 200, {"location": None}),
            # $default: the route is not in the event, and the path begins with the base.
            ("not-found", "/api/orders/", "POST", 308, {"location": f"{base}/api/orders"}),
            ("not-found", "/api/sellers/green-valley/", "GET", 308, {"location": f"{base}/api/sellers/green-valley"}),
            ("not-found", "/api/orders/my-orders", "POST", 405, {"allow": "GET"}),
            ("not-found", "/api/nowhere", "GET", 404, {"location": None}),
        ]:
            answer = world.invoke(name, mapped(name, base, path, method, world.values))
            checks.expect(answer["statusCode"] == status, name, base, answer)
            for header, wanted in headers.items():
                found = answer["headers"].get(header)
                checks.expect(wanted(found) if callable(wanted) else found == wanted, name, base, header, answer)
            tried += 1
    for path, status in [
        # No base path: `Location` would name another host.
        ("//evil.example/api/orders/", 404),
        ("/\\evil.example/api/orders/", 404),
        # The gateway would have routed it if it were a path of this API.
        ("/elsewhere/api/orders", 404),
    ]:
        answer = world.invoke("not-found", mapped("not-found", "", path, "GET", world.values))
        checks.expect(answer["statusCode"] == status and "location" not in answer["headers"], path, answer)
        tried += 1
    return tried


def mapped(name: str, base: str, path: str | None, method: str | None, values: dict) -> dict:
    event = json.loads(json.dumps(sample(name, values)))
    event["rawPath"] = base + (path or event["rawPath"])
    event["requestContext"]["http"]["path"] = event["rawPath"]
    event["requestContext"]["http"]["method"] = method or event["requestContext"]["http"]["method"]
    return event
