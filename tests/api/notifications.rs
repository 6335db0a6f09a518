//! The feed of members: `GET /api/notifications` and `POST /api/notifications/read`.

use docket_tests::{
    Docket, Person, Reply, pickup,
    world::{
        BUYER, changes::Farm, deadlines::Deadlines, delivery::Dispatch, kitchen::Kitchen,
        payments::Payments,
    },
};
use jiff::SignedDuration;
use serde_json::{Value, json};

const FEED: &str = "/api/notifications";
const READ: &str = "/api/notifications/read";

/// A page of the feed, after all pending events are processed.
async fn feed(docket: &Docket, token: &str, query: &str) -> Reply {
    docket.running.settle().await.unwrap();
    docket.get(&format!("{FEED}?{query}")).bearer(token).send().await
}

/// The entries of a feed, the newest first.
async fn entries(docket: &Docket, token: &str) -> Vec<Value> {
    let page = feed(docket, token, "").await.expect(200);
    page.at("/notifications").as_array().unwrap().clone()
}

/// The kinds of the entries about an order, a product or a batch.
fn kinds(entries: &[Value], id: &str) -> Vec<String> {
    let about = entries.iter().filter(|it| {
        ["orderId", "productId", "batchId"].iter().any(|name| it[name].as_str() == Some(id))
    });
    about.map(|it| it["kind"].as_str().unwrap().to_owned()).collect()
}

async fn read(docket: &Docket, token: &str, up_to: &str) -> Reply {
    docket.post(READ).bearer(token).json(&json!({"upTo": up_to})).send().await
}

/// Invokes a function again with all events of these types, this many times.
async fn invoke_again(docket: &Docket, function: &str, types: &[&str], times: usize) {
    docket.running.settle().await.unwrap();
    for event in docket.running.events() {
        if types.contains(&event.detail_type.as_str()) {
            for _ in 0..times {
                let event = json!({
                    "source": "docket", "detail-type": event.detail_type, "detail": event.detail,
                });
                docket.running.invoke(function, event).await.unwrap();
            }
        }
    }
}

#[tokio::test]
async fn confirmed_order_is_in_the_feed_of_its_seller_once() {
    let docket = Docket::open().await;
    let (staff, other) =
        (docket.sign_in(Person::Producer).await, docket.sign_in(Person::Shop).await);
    let body = pickup("green-valley", "+12025550177", &[("gv-honey", 2)]);
    let placed = docket.order(&body).await.expect(201);
    let id = placed.text_at("/order/id");
    assert!(kinds(&entries(&docket, &staff).await, &id).is_empty(), "nobody confirmed it");
    docket.confirm(&id, "+12025550177").await.expect(200);
    let found = entries(&docket, &staff).await;
    assert_eq!(kinds(&found, &id), ["new_order"]);
    let entry = found.iter().find(|it| it["orderId"] == id.as_str()).unwrap();
    assert_eq!(
        *entry,
        json!({
            "id": entry["id"], "kind": "new_order", "group": "new_order", "orderId": id,
            "amount": placed.at("/order/grandTotal"), "currency": "USD", "at": entry["at"],
        })
    );
    let before = docket.table().await;
    invoke_again(&docket, "notify", &["OrderPlaced", "OrderVerified", "OrderStatusChanged"], 10)
        .await;
    docket.unchanged(&before).await;
    assert!(kinds(&entries(&docket, &other).await, &id).is_empty(), "it is another seller's");
}

#[tokio::test]
async fn feed_shows_staff_the_orders_that_others_stop_only() {
    let world = Kitchen::open().await;
    let stopped = |kinds: Vec<String>| kinds.iter().any(|it| it == "order_cancelled");
    for (token, action, expected) in [
        (&world.buyer, "customer-cancel", true),
        (&world.admin, "admin-cancel", true),
        (&world.staff, "cancel", false),
        (&world.staff, "reject", false),
    ] {
        let id = world.placed().await;
        world.request_action(token, &id, action, json!({"reason": "no more"})).await.expect(200);
        let found = kinds(&entries(&world.docket, &world.staff).await, &id);
        assert_eq!(stopped(found.clone()), expected, "{action}: {found:?}");
    }
    // The seller is not notified of an order that its guest never confirmed.
    let body = pickup("spice-kitchen", "+12025550177", &[("sk-thali", 1)]);
    let id = world.docket.order(&body).await.expect(201).text_at("/order/id");
    world.docket.advance(SignedDuration::from_mins(16)).await;
    let staff = world.docket.signed_in(Person::Kitchen).await;
    assert!(kinds(&entries(&world.docket, &staff).await, &id).is_empty());
}

#[tokio::test]
async fn feed_shows_a_late_order_once_each_time() {
    let settings = json!({
        "acceptWithinMinutes": 10, "rejectAfterMinutes": 5,
        "slaTargets": [{"status": "PLACED", "normal": 5}],
    });
    let world = Deadlines::open(settings).await;
    let id = world.placed().await;
    world.minutes(5).await;
    world.minutes(5).await;
    invoke_again(&world.docket, "notify", &["SlaBreached"], 3).await;
    invoke_again(&world.docket, "notify", &["OrderEscalated"], 3).await;
    let found = kinds(&entries(&world.docket, &world.staff().await).await, &id);
    assert_eq!(found, ["accept_late", "target_missed", "new_order"]);
    world.minutes(5).await;
    let found = kinds(&entries(&world.docket, &world.staff().await).await, &id);
    assert_eq!(found[0], "order_cancelled", "it was rejected by itself: {found:?}");
}

#[tokio::test]
async fn feed_shows_a_low_product_with_its_name_and_stock() {
    let world = Farm::open().await;
    let product = world.product(12, &json!({"lowStockAt": 10})).await;
    world.placed(&[(&product, 3)]).await;
    invoke_again(&world.docket, "notify", &["StockLow"], 3).await;
    let found = entries(&world.docket, &world.staff).await;
    assert_eq!(kinds(&found, &product), ["stock_low"]);
    let entry = found.iter().find(|it| it["kind"] == "stock_low").unwrap();
    assert_eq!(entry["available"], 9);
    assert_eq!(entry["productName"], world.docket.product(&world.staff, &product).await["name"]);
    assert_eq!((entry.get("orderId"), entry.get("amount")), (None, None));
}

#[tokio::test]
async fn feed_shows_a_prepaid_order_when_it_is_paid() {
    let world = Payments::open().await;
    world.set("spice-kitchen", &json!({"payments": {"required": true}})).await;
    let id = world.kitchen_order().await;
    assert!(
        kinds(&entries(&world.docket, &world.staff).await, &id).is_empty(),
        "it is not paid for"
    );
    world.pay_by_card(&id).await;
    let once = ["new_order"];
    assert_eq!(kinds(&entries(&world.docket, &world.staff).await, &id), once);
    let events = ["OrderPlaced", "PaymentRecorded", "PaymentAuthorized", "OrderStatusChanged"];
    invoke_again(&world.docket, "notify", &events, 3).await;
    assert_eq!(kinds(&entries(&world.docket, &world.staff).await, &id), once);
}

#[tokio::test]
async fn feed_shows_a_failed_refund_with_its_amount() {
    let world = Payments::open().await;
    let id = world.farm_order().await;
    let intent = world.pay_by_card(&id).await;
    let reason = "expired_or_canceled_card";
    world.fault(json!({"kind": "refund_fails", "seconds": 3600, "reason": reason})).await;
    world.force(&id, "cancelled").await.expect(200);
    world.docket.running.settle().await.unwrap();
    world.docket.advance(SignedDuration::from_mins(61)).await;
    world.docket.advance(SignedDuration::from_mins(1)).await;
    let staff = world.docket.signed_in(Person::Producer).await;
    let found = entries(&world.docket, &staff).await;
    let kinds = kinds(&found, &id);
    assert!(kinds.iter().any(|it| it == "refund_failed"), "{kinds:?}");
    let failed = found.iter().find(|it| it["kind"] == "refund_failed").unwrap();
    assert_eq!((&failed["group"], &failed["amount"]), (&json!("money_problem"), &intent["amount"]));
}

#[tokio::test]
async fn feed_shows_drivers_their_own_batches_only() {
    let world = Dispatch::open().await;
    let (id, token) = world.driver().await;
    let orders = world.ready_orders(2).await;
    let batch = world.batch(&orders).await;
    let found = entries(&world.docket, &world.driver).await;
    assert_eq!(kinds(&found, &batch), ["batch_assigned"]);
    assert_eq!((found.len(), &found[0]["orderCount"]), (1, &json!(2)), "{found:?}");
    assert!(found[0]["batchNumber"].as_str().unwrap().starts_with("BTH-"));
    assert!(entries(&world.docket, &token).await.is_empty(), "it is another driver's");
    assert!(kinds(&entries(&world.docket, &world.staff).await, &batch).is_empty());
    // The other driver gets the batch, and its cancellation.
    world.docket.advance(SignedDuration::from_secs(1)).await;
    let to = json!({"driverId": id});
    world.change(&world.staff, &batch, "reassign", &to).await.expect(200);
    assert_eq!(kinds(&entries(&world.docket, &token).await, &batch), ["batch_assigned"]);
    world.docket.advance(SignedDuration::from_secs(1)).await;
    let why = json!({"reason": "x"});
    world.change(&world.staff, &batch, "cancel", &why).await.expect(200);
    invoke_again(&world.docket, "notify", &["BatchChanged"], 3).await;
    let found = entries(&world.docket, &token).await;
    assert_eq!(kinds(&found, &batch), ["batch_cancelled", "batch_assigned"]);
    let of_other = feed(&world.docket, &token, "sellerId=corner-shop").await;
    of_other.problem(404, "not_found");
}

/// A feed of staff with three entries: their ids, the newest first.
async fn feed_of_three() -> (Docket, String, Vec<String>) {
    let docket = Docket::open().await;
    let (staff, buyer) = (docket.sign_in(Person::Producer).await, docket.token(BUYER).await);
    for _ in 0..3 {
        docket.advance(SignedDuration::from_millis(5)).await;
        let body = pickup("green-valley", BUYER, &[("gv-honey", 1)]);
        docket.post("/api/orders").bearer(&buyer).json(&body).send().await.expect(201);
    }
    let found = entries(&docket, &staff).await;
    let ids = found.iter().take(3).map(|it| it["id"].as_str().unwrap().to_owned()).collect();
    (docket, staff, ids)
}

#[tokio::test]
async fn feed_counts_unread_entries_and_its_mark_only_moves_forward() {
    let (docket, staff, ids) = feed_of_three().await;
    let unread = async |token: &str| {
        let page = feed(&docket, token, "sellerId=green-valley").await.expect(200);
        (page.at("/unread").as_u64().unwrap(), page.at("/readUpTo"))
    };
    let (all, mark) = unread(&staff).await;
    assert_eq!((all >= 3, mark), (true, Value::Null));
    let left = read(&docket, &staff, &ids[1]).await.expect(200);
    assert_eq!(left.json(), json!({"unread": 1}));
    assert_eq!(unread(&staff).await, (1, json!(ids[1])));
    let before = docket.table().await;
    for up_to in [&ids[2], &ids[1]] {
        let left = read(&docket, &staff, up_to).await.expect(200);
        assert_eq!(left.json(), json!({"unread": 1}), "an older entry moves nothing back");
    }
    docket.unchanged(&before).await;
    assert_eq!(read(&docket, &staff, &ids[0]).await.expect(200).json(), json!({"unread": 0}));
    // The read mark belongs to the member, not to the seller.
    let admin = docket.sign_in(Person::Admin).await;
    assert_eq!(unread(&admin).await, (all, Value::Null));
    let body = json!({"upTo": ids[0], "sellerId": "green-valley"});
    let left = docket.post(READ).bearer(&admin).json(&body).send().await.expect(200);
    assert_eq!(left.json(), json!({"unread": 0}));
}

#[tokio::test]
async fn feed_answers_304_until_an_entry_is_added() {
    let (docket, staff, ids) = feed_of_three().await;
    let ask = async |tag: &str| {
        docket.running.settle().await.unwrap();
        docket.get(FEED).bearer(&staff).header("if-none-match", tag).send().await
    };
    let first = ask("\"x\"").await.expect(200);
    let tag = first.header("etag").to_owned();
    assert!(tag.starts_with("W/\""), "{tag}");
    for known in [tag.clone(), tag.trim_start_matches("W/").to_owned(), format!("\"x\", {tag}")] {
        let same = ask(&known).await.expect(304);
        assert_eq!((same.text.as_str(), same.header("etag")), ("", tag.as_str()));
    }
    read(&docket, &staff, &ids[0]).await.expect(200);
    ask(&tag).await.expect(304);
    let buyer = docket.token(BUYER).await;
    let body = pickup("green-valley", BUYER, &[("gv-honey", 1)]);
    docket.post("/api/orders").bearer(&buyer).json(&body).send().await.expect(201);
    let next = ask(&tag).await.expect(200);
    assert_ne!(next.header("etag"), tag);
    assert_eq!(next.at("/unread"), 1);
    // An empty feed has an `ETag` too.
    let world = Dispatch::of(docket).await;
    let empty = feed(&world.docket, &world.driver, "").await.expect(200);
    assert_eq!((empty.at("/notifications"), empty.at("/unread")), (json!([]), json!(0)));
    let known = empty.header("etag").to_owned();
    let call = world.docket.get(FEED).bearer(&world.driver).header("if-none-match", &known);
    call.send().await.expect(304);
}

#[tokio::test]
async fn feed_pages_have_each_entry_once_and_entries_expire_after_30_days() {
    let (docket, staff, ids) = feed_of_three().await;
    let all: Vec<Value> =
        entries(&docket, &staff).await.into_iter().map(|it| it["id"].clone()).collect();
    let (mut seen, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = feed(&docket, &staff, &format!("limit=1{cursor}")).await.expect(200);
        seen.extend(
            page.at("/notifications").as_array().unwrap().iter().map(|it| it["id"].clone()),
        );
        match page.at("/pagination/nextCursor").as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    assert_eq!(seen, all);
    assert_eq!(seen[0], ids[0].as_str());
    docket.advance(SignedDuration::from_hours(30 * 24)).await;
    let staff = docket.signed_in(Person::Producer).await;
    let later = feed(&docket, &staff, "").await.expect(200);
    let left = later.at("/notifications").as_array().unwrap().clone();
    assert!(left.iter().all(|it| !ids.contains(&it["id"].as_str().unwrap().to_owned())));
}

#[tokio::test]
async fn feed_refuses_invalid_requests_without_a_change() {
    let (docket, staff, ids) = feed_of_three().await;
    let (admin, buyer) = (docket.sign_in(Person::Admin).await, docket.token(BUYER).await);
    let future = format!("{}#ORD-20261120-7ZK3M9QW2X:new", "9".repeat(13));
    for (token, body, pointer) in [
        (&staff, json!({}), "/upTo"),
        (&staff, json!({"upTo": null}), "/upTo"),
        (&staff, json!({"upTo": 1}), "/upTo"),
        (&staff, json!({"upTo": ""}), "/upTo"),
        (&staff, json!({"upTo": "now"}), "/upTo"),
        (&staff, json!({"upTo": format!("{} ", ids[0])}), "/upTo"),
        (&staff, json!({"upTo": future}), "/upTo"),
        (&staff, json!({"upTo": ids[0], "unread": 0}), "/unread"),
        (&staff, json!({"upTo": ids[0], "sellerId": "a b"}), "/sellerId"),
        (&admin, json!({"upTo": ids[0]}), "/sellerId"),
    ] {
        let refused = docket
            .refused(docket.post(READ).bearer(token).json(&body).send(), 400, "invalid_request")
            .await;
        assert_eq!(refused.text_at("/errors/0/pointer"), pointer, "{body}");
    }
    let good = json!({"upTo": ids[0]});
    let foreign = json!({"upTo": ids[0], "sellerId": "corner-shop"});
    let call = |token: &str, body: &Value| docket.post(READ).bearer_if(token).json(body).send();
    docket.refused(call("", &good), 401, "unauthenticated").await;
    docket.refused(call(&buyer, &good), 403, "forbidden").await;
    docket.refused(call(&staff, &foreign), 404, "not_found").await;
    for (token, query, parameter) in [
        (&staff, "limit=0", "limit"),
        (&staff, "limit=101", "limit"),
        (&staff, "cursor=x", "cursor"),
        (&staff, "sellerId=a%20b", "sellerId"),
        (&admin, "", "sellerId"),
        (&staff, "after=x", "after"),
    ] {
        let refused = feed(&docket, token, query).await.problem(400, "invalid_request");
        assert_eq!(refused.text_at("/errors/0/parameter"), parameter, "{query}");
    }
    feed(&docket, &buyer, "").await.problem(403, "forbidden");
    feed(&docket, &staff, "sellerId=corner-shop").await.problem(404, "not_found");
}
