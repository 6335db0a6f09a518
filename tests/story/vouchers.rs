//! Vouchers: redeemed in the order's own transaction, and restored with it.

use std::sync::Arc;

use docket_tests::{Desk, Person, Reply, pickup};
use serde_json::{Value, json};
use tokio::task::JoinSet;

const PHONE: &str = "+12025550142";

async fn make(desk: &Desk, staff: &str, terms: Value) -> Reply {
    desk.post("/api/vouchers").bearer(staff).json(&terms).send().await
}

fn cart(phone: &str, vouchers: &[&str]) -> Value {
    let mut body = pickup("green-valley", phone, &[("gv-honey", 2)]);
    body["vouchers"] = json!(vouchers);
    body
}

async fn voucher(desk: &Desk, staff: &str, code: &str) -> Value {
    let path = format!("/api/vouchers/green-valley~{code}");
    desk.get(&path).bearer(staff).send().await.expect(200).at("/voucher")
}

#[tokio::test]
async fn a_voucher_takes_off_what_it_says() {
    let desk = Desk::open().await;
    let staff = desk.sign_in(Person::Producer).await;
    let made = make(&desk, &staff, json!({"code": "spring10", "percent": 10})).await.expect(201);
    assert_eq!(made.header("location"), "/api/vouchers/green-valley~SPRING10");
    make(&desk, &staff, json!({"code": "ONE", "amount": 100})).await.expect(201);

    let order = desk.order(&cart(PHONE, &["Spring10", "one"])).await.expect(201);
    assert_eq!(order.at("/order/subtotal"), 1900);
    assert_eq!(order.at("/order/discount"), 290);
    assert_eq!(order.at("/order/grandTotal"), 1610);
    assert_eq!(
        order.at("/order/vouchers"),
        json!([{"code": "SPRING10", "discount": 190}, {"code": "ONE", "discount": 100}])
    );
    assert_eq!(voucher(&desk, &staff, "SPRING10").await["used"], 1);
}

#[tokio::test]
async fn vouchers_that_are_not_good_are_refused_by_their_place_and_change_nothing() {
    let desk = Desk::open().await;
    let staff = desk.sign_in(Person::Producer).await;
    let terms = [
        json!({"code": "LATER", "percent": 10, "validFrom": "2100-01-01T00:00:00Z"}),
        json!({"code": "OVER", "percent": 10, "validUntil": "2020-01-01T00:00:00Z"}),
        json!({"code": "BIG", "percent": 10, "minSubtotal": 1901}),
        json!({"code": "GOOD", "percent": 10}),
    ];
    for terms in terms {
        make(&desk, &staff, terms).await.expect(201);
    }
    let table = desk.table().await;
    for code in ["LATER", "OVER", "BIG", "NONE", "no such", "ünknown", "", "GOOD"] {
        let reply = desk.order(&cart(PHONE, &["GOOD", code])).await;
        let reply = reply.problem(400, "voucher_rejected");
        assert_eq!(reply.at("/errors/0/pointer"), "/vouchers/1", "{code}");
    }
    assert_eq!(desk.table().await, table);
}

#[tokio::test]
async fn a_voucher_with_one_use_goes_to_one_of_five_hundred_and_when_cancelled_to_one_more() {
    let desk = Arc::new(Desk::open().await);
    let staff = desk.sign_in(Person::Producer).await;
    let body = json!({"change": 2000, "reason": "harvest"});
    let path = "/api/products/gv-honey/stock";
    desk.post(path).bearer(&staff).json(&body).send().await.expect(200);
    make(&desk, &staff, json!({"code": "ONCE", "percent": 50, "usesLeft": 1})).await.expect(201);

    let first = rush(&desk, 0, 500).await;
    assert_eq!(first.len(), 1, "one redemption");
    assert_eq!(voucher(&desk, &staff, "ONCE").await["usesLeft"], 0);
    desk.set_status(&staff, &first[0], "cancelled").await.expect(200);
    assert_eq!(voucher(&desk, &staff, "ONCE").await["usesLeft"], 1);
    let second = rush(&desk, 500, 100).await;
    assert_eq!(second.len(), 1, "exactly one more");
}

/// Many guests with one voucher at once; the ids of those who got it.
async fn rush(desk: &Arc<Desk>, from: u32, guests: u32) -> Vec<String> {
    let mut all = JoinSet::new();
    for guest in from..from + guests {
        let desk = desk.clone();
        all.spawn(async move {
            desk.order(&cart(&format!("+1202555{:04}", 1000 + guest), &["ONCE"])).await
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
async fn a_customer_redeems_as_often_as_they_may_and_again_after_a_cancellation() {
    let desk = Desk::open().await;
    let staff = desk.sign_in(Person::Producer).await;
    make(&desk, &staff, json!({"code": "EACH", "amount": 100, "perCustomer": 1})).await.expect(201);
    let id = desk.order(&cart(PHONE, &["EACH"])).await.expect(201).text_at("/order/id");
    desk.order(&cart(PHONE, &["EACH"])).await.problem(400, "voucher_rejected");
    desk.order(&cart("+12025550143", &["EACH"])).await.expect(201);
    desk.set_status(&staff, &id, "cancelled").await.expect(200);
    desk.order(&cart(PHONE, &["EACH"])).await.expect(201);
}

#[tokio::test]
async fn a_lapsed_order_gives_its_voucher_back_once() {
    let desk = Desk::open().await;
    let staff = desk.sign_in(Person::Producer).await;
    make(&desk, &staff, json!({"code": "TWICE", "percent": 5, "usesLeft": 2})).await.expect(201);
    let id = desk.order(&cart(PHONE, &["TWICE"])).await.expect(201).text_at("/order/id");
    desk.advance(jiff::SignedDuration::from_mins(15)).await;
    desk.advance(jiff::SignedDuration::from_mins(1)).await;
    let admin = desk.sign_in(Person::Admin).await;
    assert_eq!(voucher(&desk, &admin, "TWICE").await["usesLeft"], 2);

    let body = json!({"status": "pending"});
    let path = format!("/api/orders/admin/{id}/status");
    desk.patch(&path).bearer(&admin).json(&body).send().await.expect(200);
    assert_eq!(voucher(&desk, &admin, "TWICE").await["usesLeft"], 1, "reviving redeems again");
}

#[tokio::test]
async fn reviving_an_order_whose_voucher_is_used_up_is_refused() {
    let desk = Desk::open().await;
    let (staff, admin) = (desk.sign_in(Person::Producer).await, desk.sign_in(Person::Admin).await);
    make(&desk, &staff, json!({"code": "ONCE", "percent": 5, "usesLeft": 1})).await.expect(201);
    let id = desk.order(&cart(PHONE, &["ONCE"])).await.expect(201).text_at("/order/id");
    desk.set_status(&staff, &id, "cancelled").await.expect(200);
    desk.order(&cart("+12025550143", &["ONCE"])).await.expect(201);
    let table = desk.table().await;
    let path = format!("/api/orders/admin/{id}/status");
    let body = json!({"status": "pending"});
    desk.patch(&path).bearer(&admin).json(&body).send().await.problem(409, "conflict");
    assert_eq!(desk.table().await, table);
}

#[tokio::test]
async fn reviving_an_order_redeems_no_more_than_its_customer_may() {
    let desk = Desk::open().await;
    let (staff, admin) = (desk.sign_in(Person::Producer).await, desk.sign_in(Person::Admin).await);
    make(&desk, &staff, json!({"code": "EACH", "percent": 5, "perCustomer": 1})).await.expect(201);
    let place = async || desk.order(&cart(PHONE, &["EACH"])).await.expect(201).text_at("/order/id");
    let first = place().await;
    desk.set_status(&staff, &first, "cancelled").await.expect(200);
    let second = place().await;
    let table = desk.table().await;
    let path = format!("/api/orders/admin/{first}/status");
    let revive = || desk.patch(&path).bearer(&admin).json(&json!({"status": "pending"})).send();
    revive().await.problem(409, "conflict");
    assert_eq!(desk.table().await, table);
    desk.set_status(&staff, &second, "cancelled").await.expect(200);
    revive().await.expect(200);
}

#[tokio::test]
async fn vouchers_are_their_sellers_business() {
    let desk = Desk::open().await;
    let staff = desk.sign_in(Person::Producer).await;
    let terms = json!({"code": "OWN", "percent": 5});
    make(&desk, &staff, terms.clone()).await.expect(201);
    make(&desk, &staff, terms).await.problem(409, "conflict");
    let other = desk.sign_in(Person::Shop).await;
    let buyer = desk.token(PHONE).await;
    let table = desk.table().await;
    for token in [&other, &buyer] {
        let path = "/api/vouchers/green-valley~OWN";
        desk.get(path).bearer(token).send().await.problem(404, "not_found");
        let call = desk.patch(path).bearer(token).json(&json!({"usesLeft": 0}));
        call.send().await.problem(404, "not_found");
        let list = desk.get("/api/vouchers?sellerId=green-valley").bearer(token);
        list.send().await.problem(403, "forbidden");
        let terms = json!({"code": "X", "percent": 5, "sellerId": "green-valley"});
        make(&desk, token, terms).await.problem(403, "forbidden");
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
        make(&desk, &staff, terms).await.problem(400, "invalid_request");
    }
    let list = desk.get("/api/vouchers?sellerId=a%20b").bearer(&staff).send().await;
    let refused = list.problem(400, "invalid_request");
    assert_eq!(refused.text_at("/errors/0/parameter"), "sellerId");
    assert_eq!(desk.table().await, table);
}

#[tokio::test]
async fn terms_change_without_touching_the_uses() {
    let desk = Desk::open().await;
    let staff = desk.sign_in(Person::Producer).await;
    make(&desk, &staff, json!({"code": "MORE", "percent": 5, "usesLeft": 1})).await.expect(201);
    desk.order(&cart(PHONE, &["MORE"])).await.expect(201);
    let path = "/api/vouchers/green-valley~MORE";
    let call = || desk.patch(path).bearer(&staff).json(&json!({"usesLeft": 3}));
    let changed = call().header("if-match", "\"1\"").send().await.expect(200);
    assert_eq!(
        (changed.at("/voucher/usesLeft"), changed.at("/voucher/used")),
        (3.into(), 1.into())
    );
    call().header("if-match", "\"1\"").send().await.problem(412, "precondition_failed");
    let list = desk.get("/api/vouchers").bearer(&staff).send().await.expect(200);
    assert_eq!(list.at("/vouchers/0/code"), "MORE");
}
