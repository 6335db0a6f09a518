//! Cancelling returns the stock exactly once.

use std::collections::BTreeSet;

use docket_tests::{
    Call, Docket, Person, Reply,
    books::Books,
    crowd::{count, guest, send_at_once},
    pickup,
};
use serde_json::json;

const STOCKED: [(&str, u64); 2] = [("gv-honey", 200), ("gv-eggs", 300)];

/// A confirmed order of honey and eggs, and its buyer's token.
async fn confirmed(docket: &Docket, number: u32) -> (String, String) {
    let phone = guest(number);
    let body = pickup("green-valley", &phone, &[("gv-honey", 7), ("gv-eggs", 2)]);
    let id = docket.order(&body).await.expect(201).text_at("/order/id");
    let token = docket.confirm(&id, &phone).await.expect(200).text_at("/accessToken");
    (id, token)
}

async fn stock_is_returned(docket: &Docket) {
    let books = Books::check(docket, &STOCKED).await;
    assert_eq!((books.held.len(), books.sold.len()), (0, 0));
    assert_eq!(docket.available("gv-honey").await, 200);
    assert_eq!(docket.available("gv-eggs").await, 300);
}

#[tokio::test]
async fn buyer_cancels_through_both_routes() {
    let docket = Docket::open().await;
    for (number, method) in ["PUT", "DELETE"].into_iter().enumerate() {
        let (id, token) = confirmed(&docket, u32::try_from(number).unwrap()).await;
        let path = match method {
            "PUT" => format!("/api/orders/{id}/cancel"),
            _ => format!("/api/orders/{id}"),
        };
        let reply = docket.call(method, &path).bearer(&token).send().await.expect(200);
        assert_eq!(reply.at("/order/status"), "cancelled");
        assert_eq!(reply.at("/order/cancellation/cancelledBy"), "buyer");
        stock_is_returned(&docket).await;
        let before = docket.table().await;
        let again = docket.call(method, &path).bearer(&token).send().await;
        again.problem(409, "order_not_cancellable: status_not_cancellable");
        docket.unchanged(&before).await;
        docket.read_order(&token, &id).await.expect(200);
    }
}

#[tokio::test]
async fn staff_cancel_confirmed_and_unconfirmed_orders_with_stock() {
    let docket = Docket::open().await;
    let staff = docket.signed_in(Person::Producer).await;
    let (id, _) = confirmed(&docket, 1).await;
    let reply = docket.set_status(&staff, &id, "cancelled").await.expect(200);
    assert_eq!(reply.at("/order/cancellation/cancelledBy"), "seller");
    stock_is_returned(&docket).await;

    let phone = guest(2);
    let body = pickup("green-valley", &phone, &[("gv-honey", 200)]);
    let id = docket.order(&body).await.expect(201).text_at("/order/id");
    let code = docket.code(&phone).await;
    docket.set_status(&staff, &id, "cancelled").await.expect(200);
    stock_is_returned(&docket).await;
    let before = docket.table().await;
    let late = docket.verify(&id, &code).await;
    assert_eq!(late.status, 409, "{}", late.text);
    docket.unchanged(&before).await;
    // Repeating the transition changes nothing.
    docket.set_status(&staff, &id, "cancelled").await.expect(200);
    docket.unchanged(&before).await;
}

#[tokio::test]
async fn cancellation_is_refused_for_other_callers() {
    let docket = Docket::open().await;
    let (id, token) = confirmed(&docket, 1).await;
    let stranger = docket.token(&guest(2)).await;
    let shop = docket.signed_in(Person::Shop).await;
    let staff = docket.signed_in(Person::Producer).await;
    let before = docket.table().await;
    let path = format!("/api/orders/{id}/cancel");
    for token in [&stranger, &shop] {
        docket.call("PUT", &path).bearer(token).send().await.problem(404, "not_found");
        docket.set_status(token, &id, "cancelled").await.problem(404, "not_found");
    }
    docket.call("PUT", &path).send().await.problem(401, "unauthenticated");
    docket.call("PUT", &path).bearer(&staff).send().await.problem(403, "forbidden");
    docket.unchanged(&before).await;
    docket.call("PUT", &path).bearer(&token).send().await.expect(200);
    stock_is_returned(&docket).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn concurrent_cancellations_return_the_stock_once() {
    let docket = Docket::open().await;
    let staff = docket.signed_in(Person::Producer).await;
    let buyers = |id: &str, token: &str, at: usize| -> Call {
        if at.is_multiple_of(2) {
            docket.call("PUT", &format!("/api/orders/{id}/cancel")).bearer(token)
        } else {
            docket.call("DELETE", &format!("/api/orders/{id}")).bearer(token)
        }
    };
    let by_staff = |id: &str| {
        let call = docket.patch(&format!("/api/orders/{id}/status")).bearer(&staff);
        call.json(&json!({"status": "cancelled"}))
    };
    let lost = |reply: &Reply| match reply.status {
        409 => reply.clone().problem(409, "order_not_cancellable: status_not_cancellable"),
        _ => reply.clone().problem(400, "invalid_transition"),
    };
    for round in 0..3 {
        let (id, token) = confirmed(&docket, round).await;
        let calls: Vec<_> = (0..50)
            .map(|at| match (round, at % 3) {
                (0, _) => buyers(&id, &token, at),
                (1, _) | (_, 0) => by_staff(&id),
                (_, _) => buyers(&id, &token, at),
            })
            .collect();
        let replies = send_at_once(calls).await;
        // Setting the current status answers the order unchanged. Cancelling a cancelled order is
        // refused.
        let done = count(&replies, 200);
        assert!(if round == 0 { done == 1 } else { done >= 1 }, "{done}");
        let versions: BTreeSet<_> = replies
            .iter()
            .filter(|reply| reply.status == 200)
            .map(|reply| reply.at("/order/version").as_u64())
            .collect();
        assert_eq!(versions.len(), 1, "one change");
        for reply in replies.iter().filter(|reply| reply.status != 200) {
            lost(reply);
        }
        stock_is_returned(&docket).await;
        let order = docket.read_order(&token, &id).await.expect(200).at("/order");
        let entries = order["statusTimeline"].as_array().unwrap();
        let stops = entries.iter().filter(|entry| entry["status"] == "cancelled").count();
        assert_eq!((stops, &order["version"]), (1, &json!(3)));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn concurrent_cancellation_and_transition_have_one_winner() {
    let docket = Docket::open().await;
    let staff = docket.signed_in(Person::Producer).await;
    for number in 0..10 {
        let (id, token) = confirmed(&docket, number).await;
        for status in ["confirmed", "preparing"] {
            docket.set_status(&staff, &id, status).await.expect(200);
        }
        // Stock returns while the order is being prepared, and no longer when it is prepared.
        let path = format!("/api/orders/{id}/status");
        let call =
            |status: &str| docket.patch(&path).bearer(&staff).json(&json!({"status": status}));
        let replies = send_at_once([call("ready"), call("cancelled")]).await;
        assert_eq!(replies[1].status, 200, "{}", replies[1].text);
        let order = docket.read_order(&token, &id).await.expect(200).at("/order");
        assert_eq!(order["status"], "cancelled");
        Books::check(&docket, &STOCKED).await;
    }
}
