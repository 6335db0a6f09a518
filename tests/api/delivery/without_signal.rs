//! Drivers without signal: transitions that are reported later, and problems at the address.

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use docket_tests::{
    Reply,
    world::{
        BUYER,
        delivery::{Dispatch, statuses},
    },
};

/// The driver reports a transition of an order that happened at this time.
async fn report_status(world: &Dispatch, order: &str, status: &str, then: &str) -> Reply {
    let path = format!("/api/delivery/orders/{order}/status");
    let body = json!({"status": status, "happenedAt": then});
    world.docket.patch(&path).bearer(&world.driver).json(&body).send().await
}

async fn problem(world: &Dispatch, token: &str, order: &str, body: &Value) -> Reply {
    let path = format!("/api/delivery/orders/{order}/problems");
    world.docket.post(&path).bearer_if(token).json(body).send().await
}

fn minutes_before(now: Timestamp, minutes: i64) -> String {
    let then = now - SignedDuration::from_mins(minutes);
    then.strftime("%Y-%m-%dT%H:%M:%S.000Z").to_string()
}

#[tokio::test]
async fn transitions_reported_later_keep_their_real_times() {
    let world = Dispatch::open().await;
    let orders = world.ready_orders(2).await;
    let batch = world.batch(&orders).await;
    world.docket.advance(SignedDuration::from_mins(12)).await;
    let now = world.docket.running.now();
    let (left, first, second, end) = (
        minutes_before(now, 11),
        minutes_before(now, 8),
        minutes_before(now, 5),
        minutes_before(now, 2),
    );
    let body = json!({"happenedAt": left});
    let picked = world.change(&world.driver, &batch, "pickup", &body).await.expect(200);
    assert_eq!(picked.at("/batch/pickupTime"), left);
    for (order, then) in [(&orders[0], &first), (&orders[1], &second)] {
        let delivered = report_status(&world, order, "DELIVERED", then).await.expect(200);
        assert_eq!(delivered.at("/order/deliveredAt"), *then);
    }
    let body = json!({"happenedAt": end});
    let done = world.change(&world.driver, &batch, "complete", &body).await.expect(200);
    assert_eq!(done.at("/batch/completedAt"), end);
    let order = world.order(&orders[0]).await;
    let timeline = order["statusTimeline"].as_array().unwrap();
    let times: Vec<_> = timeline.iter().rev().take(3).map(|it| &it["timestamp"]).collect();
    assert_eq!(times, [&json!(first), &json!(left), &json!(left)]);
    // The audit log has both times of a transition that was reported later, else one time.
    let path = format!("/api/orders/{}/history", orders[0]);
    let history = world.docket.get(&path).bearer(&world.staff).send().await.expect(200);
    let lines = history.at("/history");
    let last = lines.as_array().unwrap().last().unwrap();
    assert_eq!(last["at"], first);
    assert!(last["recordedAt"].as_str().unwrap() > first.as_str());
    assert_eq!(lines[0].get("recordedAt"), None);
    // Reporting it once more changes nothing.
    let before = world.docket.table().await;
    report_status(&world, &orders[0], "DELIVERED", &end).await.expect(200);
    world.docket.unchanged(&before).await;
}

#[tokio::test]
async fn transition_with_an_impossible_time_is_refused() {
    let world = Dispatch::open().await;
    let order = world.ready(None).await;
    let batch = world.batch(std::slice::from_ref(&order)).await;
    let now = world.docket.running.now();
    for then in [
        minutes_before(now, -10),
        minutes_before(now, 24 * 60 + 1),
        "yesterday".to_owned(),
        "2026-02-30T00:00:00Z".to_owned(),
    ] {
        let body = json!({"happenedAt": then});
        for (what, call) in [
            ("pickup", world.change(&world.driver, &batch, "pickup", &body).await),
            ("status", report_status(&world, &order, "PICKED_UP", &then).await),
        ] {
            let refused = call.problem(400, "invalid_request");
            assert_eq!(refused.text_at("/errors/0/pointer"), "/happenedAt", "{what} {then}");
        }
    }
    // A phone's clock may be a little fast. A time before an earlier transition is moved to it.
    let fast =
        report_status(&world, &order, "PICKED_UP", &minutes_before(now, -1)).await.expect(200);
    assert!(fast.text_at("/order/pickedUpAt") <= world.docket.in_days(0));
    world.docket.advance(SignedDuration::from_mins(5)).await;
    let early = minutes_before(now, 60);
    let delivered = report_status(&world, &order, "DELIVERED", &early).await.expect(200);
    let (picked, done) = (delivered.at("/order/pickedUpAt"), delivered.at("/order/deliveredAt"));
    assert_eq!(picked, done, "no earlier than the step before it");
}

#[tokio::test]
async fn delivery_problem_is_shown_until_the_next_transition() {
    let world = Dispatch::open().await;
    let orders = world.ready_orders(2).await;
    let batch = world.batch(&orders).await;
    world.pick_up(&world.driver, &batch).await.expect(200);
    world.docket.advance(SignedDuration::from_mins(10)).await;
    let then = minutes_before(world.docket.running.now(), 4);
    let body = json!({"kind": "wrong_address", "notes": "No such house.", "happenedAt": then});
    let reported = problem(&world, &world.driver, &orders[0], &body).await.expect(200);
    let expected = json!({"kind": "wrong_address", "notes": "No such house.", "at": then});
    assert_eq!(reported.at("/order/deliveryProblem"), expected);
    assert_eq!(reported.at("/order/status"), "OUT_FOR_DELIVERY");
    // The seller and the driver see the problem, the buyer does not.
    for token in [&world.staff, &world.driver, &world.admin] {
        let order = world.docket.get(&format!("/api/orders/{}", orders[0])).bearer(token);
        assert_eq!(order.send().await.expect(200).at("/order/deliveryProblem"), expected);
        let batch = world.read(token, &batch).await.expect(200);
        assert_eq!(batch.at("/batch/orders/0/deliveryProblem"), expected);
        assert_eq!(batch.at("/batch/orders/1/deliveryProblem"), Value::Null);
    }
    let own = world.docket.get(&format!("/api/orders/{}", orders[0])).bearer(&world.buyer);
    let own = own.send().await.expect(200);
    assert_eq!(own.at("/order").get("deliveryProblem"), None);
    let history = world.docket.get(&format!("/api/orders/{}/history", orders[0]));
    let history = history.bearer(&world.staff).send().await.expect(200).at("/history");
    let line = history.as_array().unwrap().last().unwrap();
    assert_eq!(
        (&line["action"], &line["problem"], &line["by"]["role"]),
        (&json!("problem_reported"), &json!("wrong_address"), &json!("driver"))
    );
    // A newer problem replaces it, and the delivery ends it.
    let again = json!({"kind": "nobody_there"});
    problem(&world, &world.driver, &orders[0], &again).await.expect(200);
    let order = world.order(&orders[0]).await;
    assert_eq!(order["deliveryProblem"]["kind"], "nobody_there");
    world.step(&world.driver, &orders[0], "DELIVERED").await.expect(200);
    let order = world.order(&orders[0]).await;
    assert_eq!(order.get("deliveryProblem"), None);
    assert_eq!(statuses(&order).last().unwrap(), "DELIVERED");
}

#[tokio::test]
async fn delivery_problem_is_reported_once_per_idempotency_key() {
    let world = Dispatch::open().await;
    let order = world.ready(None).await;
    let batch = world.batch(std::slice::from_ref(&order)).await;
    world.pick_up(&world.driver, &batch).await.expect(200);
    let path = format!("/api/delivery/orders/{order}/problems");
    let report = async |kind: &str| {
        let call = world.docket.post(&path).bearer(&world.driver).key("door-1");
        call.json(&json!({"kind": kind})).send().await
    };
    let first = report("refused").await.expect(200);
    let again = report("refused").await.expect(200);
    assert_eq!(again.header("idempotent-replayed"), "true");
    assert_eq!(again.at("/order/version"), first.at("/order/version"));
    report("nobody_there").await.problem(422, "idempotency_key_reused");
}

#[tokio::test]
async fn delivery_problem_is_refused_when_invalid() {
    let world = Dispatch::open().await;
    let orders = world.ready_orders(2).await;
    let batch = world.batch(&orders[..1]).await;
    let refused = json!({"kind": "refused"});
    let early = problem(&world, &world.driver, &orders[0], &refused);
    world.docket.refused(early, 409, "conflict: not_under_way").await;
    world.pick_up(&world.driver, &batch).await.expect(200);
    for (body, place) in [
        (json!({}), "/kind"),
        (json!({"kind": "eaten"}), "/kind"),
        (json!({"kind": "other"}), "/notes"),
        (json!({"kind": "refused", "notes": "x".repeat(1001)}), "/notes"),
        (json!({"kind": "refused", "happenedAt": "2020-01-01T00:00:00Z"}), "/happenedAt"),
    ] {
        let call = problem(&world, &world.driver, &orders[0], &body);
        let refused = world.docket.refused(call, 400, "invalid_request").await;
        assert_eq!(refused.text_at("/errors/0/pointer"), place, "{body}");
    }
    let (_, eve) = world.driver().await;
    for (token, status, code) in [
        (&world.staff, 403, "forbidden"),
        (&world.buyer, 403, "forbidden"),
        (&eve, 404, "not_found"),
    ] {
        let call = problem(&world, token, &orders[0], &refused);
        world.docket.refused(call, status, code).await;
    }
    // The problem sends no message to the buyer.
    world.docket.running.settle().await.unwrap();
    let before = world.docket.running.messages(Some(BUYER)).len();
    problem(&world, &world.driver, &orders[0], &refused).await.expect(200);
    world.docket.running.settle().await.unwrap();
    assert_eq!(world.docket.running.messages(Some(BUYER)).len(), before);
}
