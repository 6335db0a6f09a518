//! The complete answers of accepting, rejecting, cancelling and overriding, with every field of the
//! order and of its timeline.

use docket_tests::{
    Reply, pickup,
    world::{BUYER, kitchen::Kitchen},
};
use jiff::Timestamp;
use serde_json::{Value, json};

const STAFF: &str = "demo-spice-kitchen-seller";
const REFUND: &str = "Your refund will be processed within 5-7 business days.";

/// The body of an answer with fixed values for times and for the ids of order and buyer. Denied
/// actions and the names of people are removed, because other tests cover them.
fn normalized(reply: &Reply) -> Value {
    fn name(value: &mut Value, id: &str, buyer: &str) {
        match value {
            Value::String(text) => {
                if text.parse::<Timestamp>().is_ok() {
                    "TIME".clone_into(text);
                } else {
                    *text = text.replace(id, "ID").replace(buyer, "BUYER");
                }
            }
            Value::Array(values) => values.iter_mut().for_each(|it| name(it, id, buyer)),
            Value::Object(fields) => {
                fields.remove("deniedActions");
                if let Some(by) = fields.get_mut("updatedBy") {
                    by.as_object_mut().unwrap().remove("name").unwrap();
                }
                fields.values_mut().for_each(|it| name(it, id, buyer));
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
    let (id, buyer) = (reply.text_at("/order/id"), reply.text_at("/order/customer/userId"));
    let mut body = reply.json();
    name(&mut body, &id, &buyer);
    body
}

fn line(status: &str, role: &str, actor: &str, notes: Option<&str>) -> Value {
    json!({
        "status": status, "timestamp": "TIME", "updatedBy": {"role": role, "id": actor},
        "notes": notes, "reason": null,
    })
}

/// A line of the timeline with a reason and without notes.
fn reason_line(status: &str, role: &str, actor: &str, reason: &str) -> Value {
    let mut line = line(status, role, actor, None);
    line["reason"] = json!(reason);
    line
}

fn placed() -> Value {
    line("PLACED", "buyer", "BUYER", None)
}

fn accepted() -> [Value; 3] {
    [
        placed(),
        line("ACCEPTED", "seller", STAFF, Some("Order accepted by kitchen")),
        line("PREPARING", "system", "lifecycle", Some("Preparation started automatically")),
    ]
}

fn action(name: &str, method: &str, path: &str, status: Option<&str>) -> Value {
    let mut action =
        json!({"action": name, "method": method, "path": format!("/api/orders/{path}")});
    if let Some(status) = status {
        action["status"] = json!(status);
    }
    action
}

/// The order of [`Kitchen::paid`], with the fields that a test changes.
fn order(fields: &Value) -> Value {
    let mut order = json!({
        "id": "ID", "orderNumber": "ID", "sellerId": "spice-kitchen",
        "lifecycle": {"name": "kitchen", "version": 1},
        "customer": {"userId": "BUYER", "name": "Ada Guest", "phone": BUYER},
        "seller": {"id": "spice-kitchen", "name": "Spice Kitchen"},
        "items": [{
            "id": "1-1", "productId": "sk-thali", "name": "Vegetable thali", "quantity": 2, "unitPrice": 1350,
            "totalPrice": 2700, "addons": [], "isMainCourse": true,
        }],
        "subtotal": 2700, "discount": 200,
        "charges": {"deliveryFee": 0, "packagingFee": 0, "taxAmount": 0},
        "grandTotal": 2500, "currency": "USD",
        "payment": {"status": "paid", "amountDue": 0, "amountPaid": 2500, "amountRefunded": 0, "amountChargedBack": 0, "amountAuthorized": 0, "refunds": []},
        "fulfilment": {"method": "pickup"},
        "vouchers": [{"code": "SPRING", "discount": 200}],
        "priority": "normal", "placedAt": "TIME",
    });
    for (name, value) in fields.as_object().unwrap() {
        order[name] = value.clone();
    }
    order
}

/// The refund that stopping the order requests.
fn requested_refunds() -> Value {
    json!([{"id": "3-0", "amount": 2500, "status": "requested"}])
}

/// The stopped order, with the fields that a test changes.
fn stopped(fields: &Value) -> Value {
    let mut order = order(&json!({
        "payment": {"status": "refund_requested", "amountDue": 0, "amountPaid": 2500, "amountRefunded": 0, "amountChargedBack": 0, "amountAuthorized": 0, "refunds": requested_refunds()},
        "version": 3,
    }));
    for (name, value) in fields.as_object().unwrap() {
        order[name] = value.clone();
    }
    if order["payment"]["refunds"] != json!([]) {
        // A refund's id has the version of the order that requested it.
        order["payment"]["refunds"][0]["id"] = json!(format!("{}-0", order["version"]));
    }
    order
}

fn cancellation(role: &str, reason: &str) -> Value {
    json!({
        "cancelledBy": role, "reason": reason, "at": "TIME",
        "refundInitiated": true, "vouchersRestored": 1,
    })
}

/// The actions that staff are allowed until the order ends.
fn while_open(others: &[Value]) -> Value {
    let last = [
        action("cancel-order-as-seller", "PATCH", "ID/cancel", None),
        action("update-order", "PUT", "ID", None),
        action("record-payment", "POST", "ID/payments", None),
        action("refund-order", "POST", "ID/refunds", None),
        action("split-order", "POST", "ID/split", None),
        action("merge-orders", "POST", "merge", None),
        action("move-promise", "PATCH", "ID/estimate", None),
        note_action(),
    ];
    json!([others, &last].concat())
}

fn note_action() -> Value {
    action("add-note", "POST", "ID/notes", None)
}

fn override_action() -> Value {
    action("override-order-status", "PATCH", "admin/ID/status", None)
}

#[tokio::test]
async fn accepting_continues_to_preparing() {
    let world = Kitchen::open().await;
    let id = world.paid().await;
    let body = json!({"estimatedPrepTime": 25});
    let reply = world.request_action(&world.staff, &id, "accept", body).await.expect(200);
    assert_eq!(reply.header("etag"), "\"3\"");
    let expected = order(&json!({
        "status": "PREPARING", "phase": "working", "estimatedPrepTime": 25, "promisedAt": "TIME",
        "statusTimeline": accepted(), "acceptedAt": "TIME", "preparingAt": "TIME", "version": 3,
        "allowedActions":
            while_open(&[action("update-order-status", "PATCH", "ID/status", Some("READY"))]),
    }));
    assert_eq!(normalized(&reply), json!({"order": expected}));
    assert_eq!(reply.at("/order/acceptedAt"), reply.at("/order/preparingAt"));
}

#[tokio::test]
async fn kitchen_marks_an_order_ready() {
    let world = Kitchen::open().await;
    let id = world.paid().await;
    world.request_action(&world.staff, &id, "accept", json!({})).await.expect(200);
    let body = json!({"status": "READY", "notes": "On the counter."});
    let reply = world.request_action(&world.staff, &id, "status", body).await.expect(200);
    let [one, two, three] = accepted();
    let expected = order(&json!({
        "status": "READY", "phase": "ready",
        "statusTimeline": [one, two, three, line("READY", "seller", STAFF, Some("On the counter."))],
        "acceptedAt": "TIME", "preparingAt": "TIME", "readyAt": "TIME", "version": 4,
        "allowedActions":
            while_open(&[action("update-order-status", "PATCH", "ID/status", Some("DELIVERED"))]),
    }));
    assert_eq!(normalized(&reply), json!({"order": expected}));
}

#[tokio::test]
async fn rejecting_returns_stock_vouchers_and_money() {
    let world = Kitchen::open().await;
    let stock = world.docket.available("sk-thali").await;
    let id = world.paid().await;
    let body = json!({"reason": "The oven is broken."});
    let reply = world.request_action(&world.staff, &id, "reject", body).await.expect(200);
    let note = "The oven is broken.";
    let expected = stopped(&json!({
        "status": "REJECTED", "phase": "rejected",
        "statusTimeline": [placed(), reason_line("REJECTED", "seller", STAFF, note)],
        "rejectedAt": "TIME", "cancellation": cancellation("seller", "The oven is broken."),
        "allowedActions": [note_action()],
    }));
    let whole = json!({
        "order": expected, "refundInitiated": true, "vouchersRestored": 1,
        "cancelledBy": "seller",
    });
    assert_eq!(normalized(&reply), whole);
    assert_eq!(world.docket.available("sk-thali").await, stock);
}

#[tokio::test]
async fn seller_cancels_an_order_in_preparation() {
    let world = Kitchen::open().await;
    let stock = world.docket.available("sk-thali").await;
    let id = world.paid().await;
    world.request_action(&world.staff, &id, "accept", json!({})).await.expect(200);
    let body = json!({"reason": "Burnt."});
    let reply = world.request_action(&world.staff, &id, "cancel", body).await.expect(200);
    let [one, two, three] = accepted();
    let expected = stopped(&json!({
        "status": "CANCELLED", "phase": "cancelled",
        "statusTimeline": [one, two, three, reason_line("CANCELLED", "seller", STAFF, "Burnt.")],
        "acceptedAt": "TIME", "preparingAt": "TIME", "cancelledAt": "TIME", "version": 4,
        "cancellation": cancellation("seller", "Burnt."), "allowedActions": [note_action()],
    }));
    let whole = json!({
        "order": expected, "refundInitiated": true, "vouchersRestored": 1,
        "cancelledBy": "seller",
    });
    assert_eq!(normalized(&reply), whole);
    assert_eq!(world.docket.available("sk-thali").await, stock - 2, "what is cooked is gone");
}

#[tokio::test]
async fn customer_cancellation_announces_the_refund() {
    let world = Kitchen::open().await;
    let id = world.paid().await;
    let body = json!({"reason": "Changed my mind."});
    let reply = world.request_action(&world.buyer, &id, "customer-cancel", body).await.expect(200);
    let note = "Changed my mind.";
    let expected = stopped(&json!({
        "status": "CANCELLED", "phase": "cancelled",
        "statusTimeline": [placed(), reason_line("CANCELLED", "buyer", "BUYER", note)],
        "cancelledAt": "TIME", "cancellation": cancellation("buyer", note), "allowedActions": [],
        "cancelRule": {
            "allowed": false,
            "reason": "An order is cancelled before its end. This one is CANCELLED.",
        },
    }));
    let whole = json!({
        "order": expected, "refundInitiated": true, "vouchersRestored": 1,
        "cancelledBy": "buyer", "message": REFUND,
    });
    assert_eq!(normalized(&reply), whole);
}

#[tokio::test]
async fn customer_cancellation_announces_no_refund_when_nothing_was_paid() {
    let world = Kitchen::open().await;
    let id = world.placed().await;
    let reply =
        world.request_action(&world.buyer, &id, "customer-cancel", json!({})).await.expect(200);
    assert_eq!(reply.at("/refundInitiated"), false);
    assert_eq!(reply.at("/vouchersRestored"), 0, "there was none");
    assert_eq!(reply.at("/message"), "Your order has been cancelled.");
    assert!(reply.at("/order/cancellation/reason").is_null());
}

/// An answer shows the role of the caller. The role on whose behalf the caller acted is separate.
#[tokio::test]
async fn acting_role_and_represented_role_are_recorded_separately() {
    let world = Kitchen::open().await;
    let admin = "admin";
    for (action, place) in [
        ("customer-cancel", json!("buyer")),
        ("cancel", json!("seller")),
        ("reject", json!("seller")),
        ("admin-cancel", Value::Null),
    ] {
        let id = world.paid().await;
        let body = json!({"reason": "They called."});
        let reply = world.request_action(&world.admin, &id, action, body).await.expect(200);
        assert_eq!(reply.at("/cancelledBy"), admin, "{action}");
        assert_eq!(reply.at("/order/cancellation"), {
            let mut shown = cancellation(admin, "They called.");
            shown["at"] = reply.at("/order/cancellation/at");
            shown
        });
        let history = world.history(&id).await;
        let entry = history.iter().find(|it| it["action"] == "stopped").unwrap();
        assert_eq!(entry["by"]["role"], admin);
        assert_ne!(entry["by"]["id"], STAFF);
        assert_eq!(entry["onBehalfOf"], place, "{action}");
        assert_eq!(entry["bypassedValidation"], false);
    }
    let id = world.placed().await;
    world.request_action(&world.admin, &id, "accept", json!({})).await.expect(200);
    let history = world.history(&id).await;
    assert_eq!(history[1]["onBehalfOf"], "seller");
    assert!(history[2]["onBehalfOf"].is_null(), "what follows by itself is in nobody's place");
    let id = world.placed().await;
    world.request_action(&world.staff, &id, "accept", json!({})).await.expect(200);
    assert!(world.history(&id).await[1]["onBehalfOf"].is_null());
}

#[tokio::test]
async fn admin_cancel_returns_money_and_vouchers_as_requested() {
    let world = Kitchen::open().await;
    for (refund, vouchers) in [(true, true), (true, false), (false, true), (false, false)] {
        let stock = world.docket.available("sk-thali").await;
        let id = world.paid().await;
        let reason = "Fraud.";
        let body = json!({"reason": reason, "initiateRefund": refund, "restoreVouchers": vouchers});
        let reply = world.request_action(&world.admin, &id, "admin-cancel", body).await.expect(200);
        let status = if refund { "refund_requested" } else { "paid" };
        let refunds = if refund { requested_refunds() } else { json!([]) };
        let actions = if refund {
            json!([note_action(), override_action()])
        } else {
            json!([
                action("refund-order", "POST", "ID/refunds", None),
                note_action(),
                override_action()
            ])
        };
        let by = reply.at("/order/statusTimeline/1/updatedBy/id");
        let mut shown = cancellation("admin", reason);
        shown["refundInitiated"] = json!(refund);
        shown["vouchersRestored"] = json!(usize::from(vouchers));
        let expected = stopped(&json!({
            "status": "CANCELLED", "phase": "cancelled",
            "payment": {"status": status, "amountDue": 0, "amountPaid": 2500, "amountRefunded": 0, "amountChargedBack": 0, "amountAuthorized": 0, "refunds": refunds},
            "statusTimeline": [placed(), reason_line("CANCELLED", "admin", by.as_str().unwrap(), reason)],
            "cancelledAt": "TIME", "cancellation": shown, "allowedActions": actions,
        }));
        let whole = json!({
            "order": expected, "refundInitiated": refund, "vouchersRestored": usize::from(vouchers),
            "cancelledBy": "admin",
        });
        assert_eq!(normalized(&reply), whole);
        assert_eq!(world.docket.available("sk-thali").await, stock, "stock goes back in any case");
        // Reviving the order takes back stock and payment. Cancelling it once more requests the
        // whole refund.
        let back = world.force(&id, "PLACED").await.expect(200);
        assert_eq!(back.at("/order/payment/status"), "paid");
        let again = world.force(&id, "CANCELLED").await.expect(200);
        assert_eq!(again.at("/order/cancellation/refundInitiated"), true);
    }
}

#[tokio::test]
async fn override_records_the_former_status() {
    let world = Kitchen::open().await;
    let id = world.paid().await;
    let reply = world.force(&id, "FAILED").await.expect(200);
    let by = reply.at("/order/statusTimeline/1/updatedBy/id");
    let forced = reason_line("FAILED", "admin", by.as_str().unwrap(), "by phone");
    let expected = stopped(&json!({
        "status": "FAILED", "phase": "failed",
        "statusTimeline": [placed(), forced],
        "failedAt": "TIME", "cancellation": cancellation("admin", "by phone"),
        "allowedActions": [note_action(), override_action()],
    }));
    let whole = json!({"order": expected, "previousStatus": "PLACED", "newStatus": "FAILED"});
    assert_eq!(normalized(&reply), whole);
}

#[tokio::test]
async fn orders_of_other_lifecycles_are_accepted_and_rejected() {
    let world = Kitchen::open().await;
    for (seller, product, accepted, rejected) in [
        ("green-valley", "gv-honey", "confirmed", "cancelled"),
        ("corner-shop", "cs-soap", "confirmed", "cancelled"),
        ("craft-market", "cm-candle", "preparing", "cancelled"),
    ] {
        let body = pickup(seller, BUYER, &[(product, 1)]);
        let one = world.place(&body).await.expect(201).text_at("/order/id");
        let two = world.place(&body).await.expect(201).text_at("/order/id");
        let reply = world.request_action(&world.admin, &one, "accept", json!({})).await.expect(200);
        assert_eq!(reply.text_at("/order/status"), accepted);
        let reason = json!({"reason": "no"});
        let reply = world.request_action(&world.admin, &one, "reject", reason.clone()).await;
        reply.problem(400, "invalid_transition");
        let reply = world.request_action(&world.admin, &two, "reject", reason).await.expect(200);
        assert_eq!(reply.text_at("/order/status"), rejected);
    }
}
