"""The expected answer to each sample, and its expected effects."""

import json
import time

# For an API function: the status, and parts of the body by path; a callable is a predicate.
ANSWERS = {
    "request-code": (202, {"challenge": lambda it: "." in it}),
    "issue-token": (200, {"role": "buyer", "tokenType": "Bearer", "deviceSecret": lambda it: bool(it)}),
    "admin-login": (200, {"role": "admin"}),
    "refresh-token": (200, {"role": "seller", "accessToken": lambda it: it.count(".") == 2}),
    "logout": (204, {}),
    "get-jwks": (200, {"keys/0/crv": "Ed25519"}),
    "get-me": (200, {"role": "seller", "seller/id": "green-valley", "invitations": []}),
    "get-push-key": (200, {"publicKey": lambda it: len(it) == 87}),
    "put-push-subscription": (204, {}),
    "delete-push-subscription": (204, {}),
    "accept-invitation": (200, {"role": "driver", "accessToken": lambda it: it.count(".") == 2}),
    "decline-invitation": (204, {}),
    "leave": (204, {}),
    "get-preferences": (200, {"preferences/language": None, "preferences/defaults/stock_low": ["sms"]}),
    "put-preferences": (200, {"preferences/groups": {"new_order": ["push"]}, "preferences/version": 1}),
    "get-member": (200, {"member/status": "accepted"}),
    "create-member": (201, {"member/name": "Ada King", "member/sellerId": "green-valley"}),
    "list-members": (200, {"members": lambda it: len(it) >= 2, "pagination/limit": 50}),
    "update-member": (200, {"member/name": "Mia Craft-Jones"}),
    "create-seller": (201, {"seller/id": "sample-farm", "seller/currency": "USD"}),
    "list-sellers": (200, {"sellers": lambda it: len(it) >= 4}),
    "get-seller": (200, {"seller/name": "Green Valley Farm"}),
    "get-lifecycle": (200, {"lifecycle/name": "kitchen", "lifecycle/statuses": lambda it: len(it) > 5}),
    "update-seller": (200, {"seller/name": "Craft Market Hall"}),
    "create-product": (201, {"product/price": 1290, "product/available": 40}),
    "list-products": (200, {"products": lambda it: len(it) == 4}),
    "get-product": (200, {"product/id": "gv-honey", "product/available": lambda it: it > 0}),
    "update-product": (200, {"product/price": 790}),
    "put-product-image": (200, {"product/image/alt": "A dozen eggs", "product/image/url": lambda it: "/gv-eggs/image?v=" in it}),
    "adjust-stock": (200, {"product/available": 323}),
    "list-stock-changes": (200, {"changes": lambda it: len(it) >= 1, "pagination/limit": 50}),
    "check-stock": (200, {"healthy": True, "more": False}),
    "create-order": (201, {"order/status": "awaiting_verification", "order/grandTotal": 1900}),
    "quote-order": (200, {"quote/grandTotal": 1900, "quote/stockIssues": []}),
    "verify-order": (200, {"order/status": "pending", "accessToken": lambda it: it.count(".") == 2}),
    "resend-verification": (202, {"verification/required": True}),
    "get-order": (200, {"order/status": "pending", "order/currency": "USD"}),
    "get-order-internal": (200, {"order/customer/phone": "+12025550142"}),
    "track-order": (200, {"order/status": "pending", "driver": None}),
    "order-statistics": (200, {"statistics/itemCount": 1, "statistics/currency": "USD"}),
    "order-stats": (200, {"stats/sellerId": "green-valley"}),
    "sales-report": (200, {"report/by": "product", "pagination/limit": 50}),
    "order-history": (200, {"history": lambda it: len(it) >= 1}),
    "list-changes": (200, {"gap": False, "changes": lambda it: it == []}),
    "list-notifications": (200, {"notifications/0/group": lambda it: isinstance(it, str), "unread": lambda it: it >= 1, "pagination/limit": 50}),
    "read-notifications": (200, {"unread": lambda it: it >= 1}),
    "list-orders": (200, {"orders/0/status": "pending", "pagination/limit": 2}),
    "list-my-orders": (200, {"orders/0/customer/phone": "+12025550142"}),
    "list-customer-orders": (200, {"orders/0/customer/phone": "+12025550142"}),
    "update-order-status": (200, {"order/status": "confirmed"}),
    "override-order-status": (200, {"previousStatus": "pending", "newStatus": "completed"}),
    "update-order": (200, {"order/items/0/quantity": 3, "order/internalNotes": "Pays in coins"}),
    "bulk-update-status": (200, {"changed": 1, "failed": 1, "results/1/code": "not_found"}),
    "record-payment": (201, {"order/payment/amountPaid": 500}),
    # PaymentKeys is empty here, so payments are off.
    "create-payment-intent": (409, {"code": "payments_off"}),
    "create-checkout-payment-intent": (409, {"code": "payments_off"}),
    "payment-webhook": (404, {"code": "not_found"}),
    "refund-order": (201, {"order/payment/status": "refund_requested"}),
    "list-refunds": (200, {"refunds": lambda it: len(it) >= 2}),
    "list-order-messages": (200, {"messages/0/to/role": "buyer", "messages/0/state": "sent"}),
    "show-unsubscribe": (200, {}),
    "unsubscribe": (200, {}),
    # It has not failed: a person is to hand the money over.
    "retry-refund": (409, {"status": 409}),
    "settle-refund": (200, {"refund/status": "settled"}),
    "move-promise": (200, {"order/promiseMoves/0/reason": "The oven is full."}),
    "add-note": (201, {"order/version": lambda it: it > 1}),
    "split-order": (201, {"order/grandTotal": 950, "splitOrder/grandTotal": 950}),
    "merge-orders": (200, {"order/grandTotal": 1900, "mergedOrders/0/status": "cancelled"}),
    "create-checkout": (201, {"checkout/orders": lambda it: len(it) == 2, "verification/required": True}),
    "cancel-order": (200, {"order/status": "cancelled", "order/cancellation/reason": "Ordered twice"}),
    "accept-order": (200, {"order/status": "PREPARING", "order/estimatedPrepTime": 25}),
    "reject-order": (200, {"order/status": "REJECTED"}),
    "cancel-order-as-seller": (200, {"order/status": "CANCELLED", "refundInitiated": False}),
    "cancel-order-for-customer": (200, {"order/status": "CANCELLED", "cancelledBy": "buyer"}),
    "cancel-order-as-admin": (200, {"order/status": "CANCELLED"}),
    "create-batch": (201, {"batch/orderCount": 1}),
    "list-batches": (200, {"batches": lambda it: len(it) == 2, "pagination/limit": 2}),
    "propose-batches": (200, {"proposals": lambda it: isinstance(it, list), "complete": True}),
    "get-batch": (200, {"batch/sellerId": "spice-kitchen"}),
    "pick-up-batch": (200, {"ordersUpdated": 1}),
    "complete-batch": (200, {"ordersDelivered": 1}),
    "sequence-batch": (200, {"batch/orderCount": 1}),
    "regroup-batch": (200, {"batch/orderCount": 2, "ordersAffected": 1}),
    "reassign-batch": (200, {"batch/driverId": "demo-spice-kitchen-driver"}),
    "cancel-batch": (200, {"ordersAffected": 1}),
    "update-delivery-status": (200, {"order/status": "DELIVERED"}),
    "report-problem": (200, {"order/deliveryProblem/kind": "nobody_there"}),
    "create-voucher": (201, {"voucher/code": "SAMPLE10"}),
    "list-vouchers": (200, {"vouchers": lambda it: len(it) >= 1}),
    "get-voucher": (200, {"voucher/code": "MARKET5"}),
    "update-voucher": (200, {"voucher/usesLeft": 50}),
    "create-template": (201, {"template/name": "Monday box", "template/schedule/status": "active"}),
    "list-templates": (200, {"templates": lambda it: len(it) >= 1, "pagination/limit": 50}),
    "get-template": (200, {"template/sellerId": "green-valley"}),
    "update-template": (200, {"template/schedule/status": "paused"}),
    "delete-template": (204, {}),
    "order-from-template": (201, {"order/status": "pending", "verification/required": False}),
    "get-health": (200, {"status": "ok"}),
    "not-found": (404, {"code": "not_found", "status": 404}),
}


def expect(holds: bool, *what):
    if not holds:
        raise AssertionError(" ".join(str(it) for it in what))


def http(answer: dict, status: int, fields: dict):
    """An answer in the form that API Gateway takes from a function."""
    headers = {name.lower(): value for name, value in answer["headers"].items()}
    expect(answer["statusCode"] == status, answer)
    if headers.get("content-type", "").startswith("text/html"):
        expect(answer["body"].startswith("<!DOCTYPE html>") and not fields, answer)
        return
    body = json.loads(answer.get("body") or "null")
    if status >= 400:
        expect(headers.get("content-type") == "application/problem+json", headers)
        expect(body["requestId"] == headers["x-request-id"], headers, body)
    for path, wanted in fields.items():
        found = at(body, path)
        expect(wanted(found) if callable(wanted) else found == wanted, path, "is", repr(found), "in", body)


def at(body, path: str):
    part = body
    for name in path.split("/"):
        try:
            part = part[int(name)] if isinstance(part, list) else part[name]
        except (LookupError, TypeError):
            raise AssertionError(f"there is no {path} in {body}") from None
    return part


# For the API function that answers no JSON, and for functions that no client calls: the answer, and the effects on AWS or the table.


def get_product_image(world, answer, event):
    headers = {name.lower(): value for name, value in answer["headers"].items()}
    expect(answer["statusCode"] == 200 and headers["content-type"] == "image/png", answer)
    expect(answer["isBase64Encoded"] and answer["body"] == world.values["image"], answer)
    kept = [(path, kind) for path, (kind, _) in world.aws.objects.items() if "/gv-honey/" in path]
    expect(len(kept) == 1 and kept[0][0].startswith("/ProductImages/products/") and kept[0][1] == "image/png", kept)


def make_keys(world, answer, event):
    expect(answer is None, answer)
    response = world.aws.answers.pop()
    expect(response["Status"] == "SUCCESS" and response["PhysicalResourceId"] == "token-keys", response)
    kids = [key["kid"] for key in json.loads(response["Data"]["PublicKeys"])["keys"]]
    before = json.loads(world.functions["get-jwks"]["environment"]["PUBLIC_KEYS"])["keys"]
    expect(len(response["Data"]["PushKey"]) == 87, response)
    expect(len(set(kids)) == 2 and before[0]["kid"] in kids, "a new key beside the former, not", kids)
    world.invoke("make-keys", event)
    expect(world.aws.answers.pop()["Data"] == response["Data"], "a repeat made other keys")


def publish_order_events(world, answer, event):
    expect(answer == {"batchItemFailures": []}, answer)
    published = world.aws.events.pop()
    order = world.values["order:published"]
    expect(published["DetailType"] == "OrderStatusChanged", published)
    expect(published["Source"] == "docket" and published["EventBusName"] == "EventBus", published)
    expect(published["Detail"]["order"]["id"] == order, published)
    expect(published["Detail"]["eventId"] == world.values["detail:published"]["eventId"], "a repeat has another id")
    # A bus that answers 200 and accepts nothing: Lambda has to deliver this record again.
    world.aws.refuses = True
    again = world.invoke("publish-order-events", event)
    world.aws.refuses = False
    number = event["Records"][0]["dynamodb"]["SequenceNumber"]
    expect(again == {"batchItemFailures": [{"itemIdentifier": number}]}, again)


def send_verification_code(world, answer, event):
    expect(answer is None, answer)
    message = world.aws.messages.pop()
    expect(message["to"] == "+12025550146" and message["text"][:6].isdigit(), message)
    expect(world.values["suffix:pending"] in message["text"], message)
    world.invoke("send-verification-code", event)
    expect(not world.aws.messages, "a repeated event sent a code again")


def notify(world, answer, event):
    expect(answer == {"held": 0}, answer)
    message = world.aws.messages.pop()
    expect(message["to"] == "+12025550142" and "was accepted" in message["text"], message)
    world.invoke("notify", event)
    expect(not world.aws.messages, "a repeated event was sent again")
    # On its schedule, the function looks for messages that quiet hours held.
    scheduled = world.invoke("notify", {"source": "aws.scheduler", "detail-type": "Scheduled Event", "detail": {}})
    expect(scheduled == {"held": 0}, scheduled)


def record_returned_mail(world, answer, event):
    expect(answer is None, answer)
    again = world.invoke("record-returned-mail", event)
    expect(again is None, again)


def update_statistics(world, answer, event):
    expect(answer == {"state": {}, "batchItemFailures": []}, answer)
    again = world.invoke("update-statistics", event)
    expect(again == answer, again)


def reconcile(world, answer, event):
    expect(answer["products"] >= 10 and answer["productsDiffering"] == 0, answer)
    expect(answer["differing"] == 0 and answer["repaired"] == 0, answer)


def cleanup_unverified_orders(world, answer, event):
    expect(answer == {"cancelled": 1}, answer)
    # No order with an ended hold is left.
    again = world.invoke("cleanup-unverified-orders", event)
    expect(again == {"cancelled": 0}, again)


def run_order_schedules(world, answer, event):
    if answer["placed"] == 0:
        # It falls due in this minute.
        time.sleep(max(0, world.values["template due"] - time.time()))
        answer = world.invoke("run-order-schedules", event)
    expect(answer == {"placed": 1, "refused": 0}, answer)
    again = world.invoke("run-order-schedules", event)
    expect(again == {"placed": 0, "refused": 0}, again)


def check_deadlines(world, answer, event):
    expect(answer == {"changed": 1}, answer)
    # The alert was raised, and the order keeps its status.
    again = world.invoke("check-deadlines", event)
    expect(again == {"changed": 0}, again)


def nothing_to_ask_the_provider(world, answer, event):
    """Payments are off here, so that no payment and no refund waits for the provider."""
    name = "process-refund" if event["detail-type"] == "RefundRequested" else "settle-payment"
    again = world.invoke(name, event)
    expect(again == answer, again, "after", answer)


EVENTS = {
    "get-product-image": get_product_image,
    "make-keys": make_keys,
    "publish-order-events": publish_order_events,
    "send-verification-code": send_verification_code,
    "notify": notify,
    "record-returned-mail": record_returned_mail,
    "update-statistics": update_statistics,
    "reconcile": reconcile,
    "cleanup-unverified-orders": cleanup_unverified_orders,
    "run-order-schedules": run_order_schedules,
    "check-deadlines": check_deadlines,
    "settle-payment": nothing_to_ask_the_provider,
    "process-refund": nothing_to_ask_the_provider,
}
