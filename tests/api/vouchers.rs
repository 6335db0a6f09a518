//! Vouchers: redeemed in the order's own transaction, and restored with it.

use std::sync::Arc;

use aws_sdk_dynamodb::types::AttributeValue;
use docket_tests::{Docket, Person, Reply, pickup};
use serde_json::{Value, json};
use tokio::task::JoinSet;

const PHONE: &str = "+12025550142";

async fn make(docket: &Docket, staff: &str, terms: Value) -> Reply {
    docket.post("/api/vouchers").bearer(staff).json(&terms).send().await
}

fn cart(phone: &str, vouchers: &[&str]) -> Value {
    let mut body = pickup("green-valley", phone, &[("gv-honey", 2)]);
    body["vouchers"] = json!(vouchers);
    body
}

async fn voucher(docket: &Docket, staff: &str, code: &str) -> Value {
    let path = format!("/api/vouchers/green-valley~{code}");
    docket.get(&path).bearer(staff).send().await.expect(200).at("/voucher")
}

#[tokio::test]
async fn voucher_discounts_its_amount_or_percentage() {
    let docket = Docket::open().await;
    let staff = docket.sign_in(Person::Producer).await;
    let made = make(&docket, &staff, json!({"code": "spring10", "percent": 10})).await.expect(201);
    assert_eq!(made.header("location"), "/api/vouchers/green-valley~SPRING10");
    make(&docket, &staff, json!({"code": "ONE", "amount": 100})).await.expect(201);

    let order = docket.order(&cart(PHONE, &["Spring10", "one"])).await.expect(201);
    assert_eq!(order.at("/order/subtotal"), 1900);
    assert_eq!(order.at("/order/discount"), 290);
    assert_eq!(order.at("/order/grandTotal"), 1610);
    assert_eq!(
        order.at("/order/vouchers"),
        json!([{"code": "SPRING10", "discount": 190}, {"code": "ONE", "discount": 100}])
    );
    assert_eq!(voucher(&docket, &staff, "SPRING10").await["used"], 1);
}

#[tokio::test]
async fn invalid_vouchers_are_refused_with_pointers_without_a_change() {
    let docket = Docket::open().await;
    let staff = docket.sign_in(Person::Producer).await;
    let terms = [
        json!({"code": "LATER", "percent": 10, "validFrom": "2100-01-01T00:00:00Z"}),
        json!({"code": "OVER", "percent": 10, "validUntil": "2020-01-01T00:00:00Z"}),
        json!({"code": "BIG", "percent": 10, "minSubtotal": 1901}),
        json!({"code": "GOOD", "percent": 10}),
    ];
    for terms in terms {
        make(&docket, &staff, terms).await.expect(201);
    }
    let table = docket.table().await;
    for code in ["LATER", "OVER", "BIG", "NONE", "no such", "ünknown", "", "GOOD"] {
        let reply = docket.order(&cart(PHONE, &["GOOD", code])).await;
        let reply = reply.problem(400, "voucher_rejected");
        assert_eq!(reply.at("/errors/0/pointer"), "/vouchers/1", "{code}");
    }
    docket.unchanged(&table).await;
}

#[tokio::test]
async fn voucher_with_one_use_is_redeemed_once_and_again_after_a_cancellation() {
    let docket = Arc::new(Docket::open().await);
    let staff = docket.sign_in(Person::Producer).await;
    let body = json!({"change": 2000, "reason": "harvest"});
    let path = "/api/products/gv-honey/stock";
    docket.post(path).bearer(&staff).json(&body).send().await.expect(200);
    make(&docket, &staff, json!({"code": "ONCE", "percent": 50, "usesLeft": 1})).await.expect(201);

    let first = rush(&docket, 0, 500).await;
    assert_eq!(first.len(), 1, "one redemption");
    assert_eq!(voucher(&docket, &staff, "ONCE").await["usesLeft"], 0);
    docket.set_status(&staff, &first[0], "cancelled").await.expect(200);
    assert_eq!(voucher(&docket, &staff, "ONCE").await["usesLeft"], 1);
    let second = rush(&docket, 500, 100).await;
    assert_eq!(second.len(), 1, "exactly one more");
}

/// Orders of many guests at once with one voucher. Returns the ids of the placed orders.
async fn rush(docket: &Arc<Docket>, from: u32, guests: u32) -> Vec<String> {
    let mut all = JoinSet::new();
    for guest in from..from + guests {
        let docket = docket.clone();
        all.spawn(async move {
            docket.order(&cart(&format!("+1202555{:04}", 1000 + guest), &["ONCE"])).await
        });
    }
    let mut placed = Vec::new();
    for reply in all.join_all().await {
        if reply.status == 201 {
            placed.push(reply.text_at("/order/id"));
        } else {
            reply.problem(400, "voucher_rejected");
        }
    }
    placed
}

#[tokio::test]
async fn voucher_is_limited_per_customer_and_restored_by_a_cancellation() {
    let docket = Docket::open().await;
    let staff = docket.sign_in(Person::Producer).await;
    make(&docket, &staff, json!({"code": "EACH", "amount": 100, "perCustomer": 1}))
        .await
        .expect(201);
    let id = docket.order(&cart(PHONE, &["EACH"])).await.expect(201).text_at("/order/id");
    docket.order(&cart(PHONE, &["EACH"])).await.problem(400, "voucher_rejected");
    docket.order(&cart("+12025550143", &["EACH"])).await.expect(201);
    docket.set_status(&staff, &id, "cancelled").await.expect(200);
    docket.order(&cart(PHONE, &["EACH"])).await.expect(201);
}

#[tokio::test]
async fn expired_order_restores_its_voucher_once() {
    let docket = Docket::open().await;
    let staff = docket.sign_in(Person::Producer).await;
    make(&docket, &staff, json!({"code": "TWICE", "percent": 5, "usesLeft": 2})).await.expect(201);
    let id = docket.order(&cart(PHONE, &["TWICE"])).await.expect(201).text_at("/order/id");
    docket.advance(jiff::SignedDuration::from_mins(15)).await;
    docket.advance(jiff::SignedDuration::from_mins(1)).await;
    let admin = docket.sign_in(Person::Admin).await;
    assert_eq!(voucher(&docket, &admin, "TWICE").await["usesLeft"], 2);

    let body = json!({"status": "pending"});
    let path = format!("/api/orders/admin/{id}/status");
    docket.patch(&path).bearer(&admin).json(&body).send().await.expect(200);
    assert_eq!(voucher(&docket, &admin, "TWICE").await["usesLeft"], 1, "reviving redeems again");
}

#[tokio::test]
async fn revival_is_refused_when_the_voucher_is_used_up() {
    let docket = Docket::open().await;
    let (staff, admin) =
        (docket.sign_in(Person::Producer).await, docket.sign_in(Person::Admin).await);
    make(&docket, &staff, json!({"code": "ONCE", "percent": 5, "usesLeft": 1})).await.expect(201);
    let id = docket.order(&cart(PHONE, &["ONCE"])).await.expect(201).text_at("/order/id");
    docket.set_status(&staff, &id, "cancelled").await.expect(200);
    docket.order(&cart("+12025550143", &["ONCE"])).await.expect(201);
    let table = docket.table().await;
    let path = format!("/api/orders/admin/{id}/status");
    let body = json!({"status": "pending"});
    docket
        .patch(&path)
        .bearer(&admin)
        .json(&body)
        .send()
        .await
        .problem(409, "conflict: voucher_used_up");
    docket.unchanged(&table).await;
}

#[tokio::test]
async fn revival_is_refused_beyond_the_limit_per_customer() {
    let docket = Docket::open().await;
    let (staff, admin) =
        (docket.sign_in(Person::Producer).await, docket.sign_in(Person::Admin).await);
    make(&docket, &staff, json!({"code": "EACH", "percent": 5, "perCustomer": 1}))
        .await
        .expect(201);
    let place =
        async || docket.order(&cart(PHONE, &["EACH"])).await.expect(201).text_at("/order/id");
    let first = place().await;
    docket.set_status(&staff, &first, "cancelled").await.expect(200);
    let second = place().await;
    let table = docket.table().await;
    let path = format!("/api/orders/admin/{first}/status");
    let revive = || docket.patch(&path).bearer(&admin).json(&json!({"status": "pending"})).send();
    revive().await.problem(409, "conflict: voucher_used_up");
    docket.unchanged(&table).await;
    docket.set_status(&staff, &second, "cancelled").await.expect(200);
    revive().await.expect(200);
}

#[tokio::test]
async fn vouchers_are_managed_by_their_seller_only() {
    let docket = Docket::open().await;
    let staff = docket.sign_in(Person::Producer).await;
    let terms = json!({"code": "OWN", "percent": 5});
    make(&docket, &staff, terms.clone()).await.expect(201);
    make(&docket, &staff, terms).await.problem(409, "conflict: taken");
    let other = docket.sign_in(Person::Shop).await;
    let buyer = docket.token(PHONE).await;
    let table = docket.table().await;
    for token in [&other, &buyer] {
        let path = "/api/vouchers/green-valley~OWN";
        docket.get(path).bearer(token).send().await.problem(404, "not_found");
        let call = docket.patch(path).bearer(token).json(&json!({"usesLeft": 0}));
        call.send().await.problem(404, "not_found");
        let list = docket.get("/api/vouchers?sellerId=green-valley").bearer(token);
        list.send().await.problem(403, "forbidden");
        let terms = json!({"code": "X", "percent": 5, "sellerId": "green-valley"});
        make(&docket, token, terms).await.problem(403, "forbidden");
    }
    for terms in [
        json!({"code": "A", "percent": 0}),
        json!({"code": "A", "percent": 101}),
        json!({"code": "A"}),
        json!({"code": "A", "percent": 5, "amount": 5}),
        json!({"code": "A B", "percent": 5}),
        json!({"code": "A", "amount": -1}),
        json!({"code": "A", "percent": 5, "usesLeft": 0}),
        json!({"code": "A", "percent": 5, "price": 1}),
    ] {
        make(&docket, &staff, terms).await.problem(400, "invalid_request");
    }
    let list = docket.get("/api/vouchers?sellerId=a%20b").bearer(&staff).send().await;
    let refused = list.problem(400, "invalid_request");
    assert_eq!(refused.text_at("/errors/0/parameter"), "sellerId");
    docket.unchanged(&table).await;
}

async fn change(docket: &Docket, staff: &str, code: &str, terms: Value) -> Reply {
    let path = format!("/api/vouchers/green-valley~{code}");
    docket.patch(&path).bearer(staff).json(&terms).send().await
}

#[tokio::test]
async fn ended_voucher_remains_ended_when_orders_restore_it() {
    let docket = Docket::open().await;
    let staff = docket.sign_in(Person::Producer).await;
    make(&docket, &staff, json!({"code": "END", "percent": 50, "usesLeft": 3})).await.expect(201);
    let id = docket.order(&cart(PHONE, &["END"])).await.expect(201).text_at("/order/id");
    let ended = change(&docket, &staff, "END", json!({"usesLeft": 0})).await.expect(200);
    assert_eq!(
        (ended.at("/voucher/usesLeft"), ended.at("/voucher/ended")),
        (0.into(), true.into())
    );
    docket.set_status(&staff, &id, "cancelled").await.expect(200);
    let left = voucher(&docket, &staff, "END").await;
    assert_eq!((&left["used"], &left["usesLeft"]), (&json!(0), &json!(0)));
    docket.order(&cart(PHONE, &["END"])).await.problem(400, "voucher_rejected");
    // Reviving the order would redeem the voucher again.
    let admin = docket.sign_in(Person::Admin).await;
    let path = format!("/api/orders/admin/{id}/status");
    let revive = || docket.patch(&path).bearer(&admin).json(&json!({"status": "pending"})).send();
    docket.refused(revive(), 409, "conflict: voucher_used_up").await;
    // The seller can give the voucher uses again.
    change(&docket, &staff, "END", json!({"usesLeft": 1})).await.expect(200);
    revive().await.expect(200);
    assert_eq!(voucher(&docket, &staff, "END").await["usesLeft"], 0);
}

#[tokio::test]
async fn discount_of_an_ended_voucher_never_rises() {
    let docket = Docket::open().await;
    let staff = docket.sign_in(Person::Producer).await;
    let until = docket.running.now() + jiff::SignedDuration::from_mins(10);
    let terms = json!({"code": "HALF", "percent": 50, "validUntil": until.to_string()});
    make(&docket, &staff, terms).await.expect(201);
    make(&docket, &staff, json!({"code": "ENDED", "percent": 10})).await.expect(201);
    make(&docket, &staff, json!({"code": "GOOD", "percent": 10})).await.expect(201);
    let set = async |id: &str, quantity: u32| {
        let items = json!({"items": [{"productId": "gv-honey", "quantity": quantity}]});
        let call = docket.call("PUT", &format!("/api/orders/{id}")).bearer(&staff).json(&items);
        call.send().await.expect(200).at("/order/discount").as_u64().unwrap()
    };
    let mut placed = Vec::new();
    for code in ["HALF", "ENDED", "GOOD"] {
        let order = docket.order(&cart(PHONE, &[code])).await.expect(201);
        let id = order.text_at("/order/id");
        docket.confirm(&id, PHONE).await.expect(200);
        placed.push((id, order.at("/order/discount").as_u64().unwrap()));
    }
    change(&docket, &staff, "ENDED", json!({"usesLeft": 0})).await.expect(200);
    docket.advance(jiff::SignedDuration::from_mins(10)).await;
    for (at, over) in [true, true, false].into_iter().enumerate() {
        let (id, took) = &placed[at];
        let more = set(id, 4).await;
        assert_eq!(more, if over { *took } else { 2 * took }, "{at}");
        assert_eq!(set(id, 1).await, took / 2, "it falls with the subtotal");
        // A voucher that is over does not get a lost discount back.
        assert_eq!(set(id, 2).await, if over { took / 2 } else { *took }, "{at}");
    }
}

#[tokio::test]
async fn voucher_patch_clears_null_terms_and_ignores_unchanged_ones() {
    let docket = Docket::open().await;
    let staff = docket.sign_in(Person::Producer).await;
    let until = docket.running.now() + jiff::SignedDuration::from_hours(1);
    let terms = json!({
        "code": "ALL", "percent": 5, "usesLeft": 1, "perCustomer": 1, "minSubtotal": 100,
        "validFrom": docket.running.now().to_string(), "validUntil": until.to_string(),
    });
    make(&docket, &staff, terms.clone()).await.expect(201);
    let table = docket.table().await;
    let same = ["usesLeft", "perCustomer", "minSubtotal", "validFrom", "validUntil"];
    for body in same.map(|name| json!({name: terms[name]})).into_iter().chain([json!({})]) {
        let reply = change(&docket, &staff, "ALL", body).await.expect(200);
        assert_eq!((reply.at("/voucher/version"), reply.header("etag")), (1.into(), "\"1\""));
    }
    for body in [
        json!({"perCustomer": 0}),
        json!({"usesLeft": -1}),
        json!({"validUntil": terms["validFrom"]}),
        json!({"minSubtotal": -1}),
    ] {
        change(&docket, &staff, "ALL", body).await.problem(400, "invalid_request");
    }
    docket.unchanged(&table).await;
    let none = json!({
        "usesLeft": null, "perCustomer": null, "minSubtotal": null, "validFrom": null,
        "validUntil": null,
    });
    let free = change(&docket, &staff, "ALL", none.clone()).await.expect(200).at("/voucher");
    for name in ["usesLeft", "perCustomer", "validFrom", "validUntil"] {
        assert_eq!(free[name], Value::Null, "{name}");
    }
    assert_eq!((&free["minSubtotal"], &free["version"]), (&json!(0), &json!(2)));
    let again = change(&docket, &staff, "ALL", none).await.expect(200);
    assert_eq!(again.at("/voucher/version"), 2);
    docket.advance(jiff::SignedDuration::from_hours(2)).await;
    for _ in 0..2 {
        docket.order(&cart(PHONE, &["ALL"])).await.expect(201);
    }
}

#[tokio::test]
async fn voucher_without_a_discount_is_not_redeemed() {
    let docket = Docket::open().await;
    let staff = docket.sign_in(Person::Producer).await;
    for terms in [
        json!({"code": "WHOLE", "percent": 100, "usesLeft": 5}),
        json!({"code": "MORE", "amount": 100, "usesLeft": 1, "perCustomer": 1}),
    ] {
        make(&docket, &staff, terms).await.expect(201);
    }
    let order = docket.order(&cart(PHONE, &["WHOLE", "MORE"])).await.expect(201).at("/order");
    assert_eq!(order["vouchers"], json!([{"code": "WHOLE", "discount": 1900}]));
    assert_eq!(voucher(&docket, &staff, "MORE").await["used"], 0);
    // An order without a total is paid, and accepts no payment.
    let paid = json!({"status": "paid", "amountDue": 0, "amountPaid": 0, "amountRefunded": 0, "amountChargedBack": 0, "amountAuthorized": 0, "refunds": []});
    assert_eq!((&order["grandTotal"], &order["payment"]), (&json!(0), &paid));
    let id = order["id"].as_str().unwrap();
    let path = format!("/api/orders/{id}/payments");
    let pay = docket.post(&path).bearer(&staff).json(&json!({"amount": 1, "method": "cash"}));
    let refused = docket.refused(pay.send(), 400, "invalid_request").await;
    assert_eq!(refused.at("/errors/0/pointer"), "/amount");
    assert_eq!(refused.at("/amountDue"), 0);
}

#[tokio::test]
async fn voucher_is_restored_when_a_change_leaves_it_no_discount() {
    let docket = Docket::open().await;
    let staff = docket.sign_in(Person::Producer).await;
    make(&docket, &staff, json!({"code": "FIRST", "amount": 950, "usesLeft": 1})).await.expect(201);
    make(&docket, &staff, json!({"code": "THEN", "amount": 100, "usesLeft": 1})).await.expect(201);
    let order = docket.order(&cart(PHONE, &["FIRST", "THEN"])).await.expect(201);
    let id = order.text_at("/order/id");
    assert_eq!(order.at("/order/discount"), 1050);
    docket.confirm(&id, PHONE).await.expect(200);
    let items = json!({"items": [{"productId": "gv-honey", "quantity": 1}]});
    let call = docket.call("PUT", &format!("/api/orders/{id}")).bearer(&staff).json(&items);
    let less = call.send().await.expect(200);
    assert_eq!(less.at("/order/vouchers"), json!([{"code": "FIRST", "discount": 950}]));
    let used = async |code| voucher(&docket, &staff, code).await["used"].clone();
    assert_eq!((used("FIRST").await, used("THEN").await), (1.into(), 0.into()));
}

#[tokio::test]
async fn voucher_is_created_once_per_idempotency_key() {
    let docket = Docket::open().await;
    let staff = docket.sign_in(Person::Producer).await;
    let send = async |body: &str| {
        let call = docket.post("/api/vouchers").bearer(&staff).key("once").body(body.to_owned());
        call.header("content-type", "application/json").send().await
    };
    let first = send(r#"{"code": "KEYA", "percent": 10}"#).await.expect(201);
    assert_eq!(first.header("idempotent-replayed"), "");
    change(&docket, &staff, "KEYA", json!({"usesLeft": 7})).await.expect(200);
    let again = send(r#"{"percent":10,  "code":"KEYA"}"#).await.expect(201);
    assert_eq!((again.header("idempotent-replayed"), again.header("etag")), ("true", "\"2\""));
    assert_eq!(again.at("/voucher/usesLeft"), 7, "as it stands now");
    let table = docket.table().await;
    for other in [r#"{"code": "KEYB", "percent": 10}"#, r#"{"code": "KEYA", "percent": 11}"#] {
        send(other).await.problem(422, "idempotency_key_reused");
    }
    let taken = make(&docket, &staff, json!({"code": "KEYA", "percent": 10})).await;
    assert_eq!(taken.problem(409, "conflict: taken").at("/errors/0/pointer"), "/code");
    docket.unchanged(&table).await;
}

/// Uses that are set while orders redeem the voucher are the number from which later orders count.
#[tokio::test]
async fn voucher_uses_set_during_concurrent_orders_are_exact() {
    let docket = Arc::new(Docket::open().await);
    let staff = docket.sign_in(Person::Producer).await;
    let body = json!({"change": 2000, "reason": "harvest"});
    docket.post("/api/products/gv-honey/stock").bearer(&staff).json(&body).send().await.expect(200);
    make(&docket, &staff, json!({"code": "ONCE", "percent": 50, "usesLeft": 500}))
        .await
        .expect(201);
    let buyers = tokio::spawn({
        let docket = docket.clone();
        async move { rush(&docket, 0, 120).await.len() }
    });
    let mut set = Vec::new();
    for left in 201..221_u64 {
        let saved = change(&docket, &staff, "ONCE", json!({"usesLeft": left})).await.expect(200);
        assert_eq!(saved.at("/voucher/usesLeft"), left);
        set.push(saved.at("/voucher/used").as_u64().unwrap() + left);
    }
    let placed = buyers.await.unwrap();
    let after = voucher(&docket, &staff, "ONCE").await;
    assert_eq!(after["used"].as_u64().unwrap(), placed as u64);
    let most = after["used"].as_u64().unwrap() + after["usesLeft"].as_u64().unwrap();
    assert_eq!(Some(&most), set.last());
}

/// Only a direct write into the table can remove uses.
#[tokio::test]
async fn cancellation_names_a_voucher_with_missing_uses() {
    let docket = Docket::open().await;
    let (staff, admin) =
        (docket.sign_in(Person::Producer).await, docket.sign_in(Person::Admin).await);
    make(&docket, &staff, json!({"code": "LOST", "percent": 5, "perCustomer": 1}))
        .await
        .expect(201);
    let id = docket.order(&cart(PHONE, &["LOST"])).await.expect(201).text_at("/order/id");
    docket.confirm(&id, PHONE).await.expect(200);
    let key = |name: &str| AttributeValue::S(name.to_owned());
    let update = docket.running.client().update_item().table_name(docket.running.table());
    update
        .key("pk", key("V#green-valley~LOST"))
        .key("sk", key("V"))
        .update_expression("SET us = :none")
        .expression_attribute_values(":none", AttributeValue::N("0".to_owned()))
        .send()
        .await
        .unwrap();
    let cancel = docket.patch(&format!("/api/orders/{id}/cancel")).bearer(&staff);
    let refused = cancel.json(&json!({"reason": "sold out"})).send();
    let refused = docket.refused(refused, 409, "conflict: voucher_uses").await;
    assert_eq!(refused.at("/voucher"), "LOST");
    let stop = docket.patch(&format!("/api/orders/{id}/admin-cancel")).bearer(&admin);
    let stop = stop.json(&json!({"reason": "sold out", "restoreVouchers": false}));
    stop.send().await.expect(200);
}

#[tokio::test]
async fn voucher_terms_change_without_changing_its_uses() {
    let docket = Docket::open().await;
    let staff = docket.sign_in(Person::Producer).await;
    make(&docket, &staff, json!({"code": "MORE", "percent": 5, "usesLeft": 1})).await.expect(201);
    docket.order(&cart(PHONE, &["MORE"])).await.expect(201);
    let path = "/api/vouchers/green-valley~MORE";
    let call = || docket.patch(path).bearer(&staff).json(&json!({"usesLeft": 3}));
    let changed = call().header("if-match", "\"1\"").send().await.expect(200);
    assert_eq!(
        (changed.at("/voucher/usesLeft"), changed.at("/voucher/used")),
        (3.into(), 1.into())
    );
    call().header("if-match", "\"1\"").send().await.problem(412, "precondition_failed");
    let list = docket.get("/api/vouchers").bearer(&staff).send().await.expect(200);
    assert_eq!(list.at("/vouchers/0/code"), "MORE");
}
