//! Moments are stored, answered and compared in whole milliseconds.

use docket_tests::{
    Reply, pickup,
    world::{BUYER, contract::Everybody},
};
use jiff::{SignedDuration, Timestamp, ToSpan};
use serde_json::json;

#[tokio::test]
async fn moment_is_answered_in_the_precision_in_which_it_is_stored() {
    let world = Everybody::open().await;
    let from = (world.docket.running.now() + 2.hours()).to_string();
    let second = &from[.."2026-11-20T12:00:00".len()];
    let (precise, kept) = (format!("{second}.123456789Z"), format!("{second}.123Z"));

    let body = json!({"code": "PRECISE", "percent": 10, "validFrom": precise});
    let post = |body: &_| world.docket.post("/api/vouchers").bearer(&world.staff).json(body).send();
    let made = post(&body).await.expect(201);
    assert_eq!(made.text_at("/voucher/validFrom"), kept);
    let path = format!("/api/vouchers/{}", made.text_at("/voucher/id"));
    let read = world.docket.get(&path).bearer(&world.staff).send().await.expect(200);
    assert_eq!(read.at("/voucher"), made.at("/voucher"));
    let until = json!({"validUntil": format!("{second}.123999Z")});
    let changed = world.docket.patch(&path).bearer(&world.staff).json(&until);
    let refused = world.docket.refused(changed.send(), 400, "invalid_request").await;
    assert_eq!(refused.text_at("/errors/0/pointer"), "/validUntil");
    // In whole milliseconds the voucher ends when it begins, so it is never valid.
    let never = json!({
        "code": "NEVER", "percent": 10, "validFrom": precise,
        "validUntil": format!("{second}.123999Z"),
    });
    let refused = world.docket.refused(post(&never), 400, "invalid_request").await;
    assert_eq!(refused.text_at("/errors/0/pointer"), "/validUntil");

    let mut order = pickup("green-valley", BUYER, &[("gv-eggs", 1)]);
    order["fulfilment"]["requestedFor"] = json!(precise);
    let placed = world.docket.post("/api/orders").bearer(&world.buyer).json(&order).send().await;
    let placed = placed.expect(201);
    assert_eq!(placed.text_at("/order/fulfilment/requestedFor"), kept);
}

#[tokio::test]
async fn order_list_includes_the_millisecond_of_placing() {
    let world = Everybody::open().await;
    let id = world.pending().await;
    let order = world.docket.read_order(&world.staff, &id).await.expect(200);
    let placed: Timestamp = order.text_at("/order/placedAt").parse().unwrap();
    for (from, to, is_in) in [
        (0, 0, true),
        (1, 999_999, true),
        (999_999, 999_999, true),
        (1_000_000, 2_000_000, false),
        (-1_000_000, -1, false),
    ] {
        let at = |nanos| placed + SignedDuration::from_nanos(nanos);
        let path = format!("/api/orders?dateFrom={}&dateTo={}", at(from), at(to));
        let list = world.docket.get(&path).bearer(&world.staff).send().await.expect(200);
        let ids = list.at("/orders");
        assert_eq!(ids.as_array().unwrap().iter().any(|it| it["id"] == id), is_in, "{path}");
    }
}

/// The answer to an order with this requested time.
async fn order_requested_for(world: &Everybody, time: &serde_json::Value) -> Reply {
    let mut order = pickup("green-valley", BUYER, &[("gv-eggs", 1)]);
    order["fulfilment"]["requestedFor"] = time.clone();
    world.docket.post("/api/orders").bearer(&world.buyer).json(&order).send().await
}

#[tokio::test]
async fn requested_time_must_be_in_the_future_and_within_two_years() {
    let world = Everybody::open().await;
    let now = world.docket.running.now();
    let at = |minutes: i64| (now + SignedDuration::from_mins(minutes)).to_string();
    let year = 366 * 24 * 60;
    for good in [at(-2), at(1), at(60), at(2 * year - 60)] {
        order_requested_for(&world, &json!(good)).await.expect(201);
    }
    let before = world.docket.table().await;
    let zoneless = at(60).trim_end_matches('Z').to_owned();
    let thirtieth = format!("{}-02-30T10:00:00Z", &at(year)[..4]);
    for bad in [
        at(-6).as_str(),
        at(-60 * 24).as_str(),
        at(2 * year + 60).as_str(),
        "0000-01-01T00:00:00Z",
        "0001-01-01T00:00:00Z",
        "1969-12-31T23:59:59Z",
        "9999-12-31T23:59:59Z",
        "-009999-01-02T01:59:59Z",
        zoneless.as_str(),
        &zoneless[..10],
        thirtieth.as_str(),
        "tomorrow",
        "",
    ] {
        let reply = order_requested_for(&world, &json!(bad)).await.problem(400, "invalid_request");
        assert_eq!(reply.text_at("/errors/0/pointer"), "/fulfilment/requestedFor", "{bad}");
        let detail = reply.text_at("/errors/0/detail");
        assert!(detail.starts_with("Must be ") && !detail.contains("line 1"), "{bad}: {detail}");
    }
    world.docket.unchanged(&before).await;
    // The refusal names the requested time together with the other faults.
    let mut order = pickup("green-valley", BUYER, &[("gv-eggs", 0)]);
    order["fulfilment"]["requestedFor"] = json!(at(-60));
    let reply = world.docket.post("/api/orders").bearer(&world.buyer).json(&order).send().await;
    let errors = reply.problem(400, "invalid_request").at("/errors");
    let pointers: Vec<_> = errors.as_array().unwrap().iter().map(|it| &it["pointer"]).collect();
    assert_eq!(pointers, ["/items/0/quantity", "/fulfilment/requestedFor"]);
}

#[tokio::test]
async fn requested_time_is_kept_and_its_request_replayed_after_it_passed() {
    let world = Everybody::open().await;
    let soon = (world.docket.running.now() + 10.minutes()).to_string();
    let mut body = pickup("green-valley", BUYER, &[("gv-eggs", 1)]);
    body["fulfilment"]["requestedFor"] = json!(soon);
    let post = || world.docket.post("/api/orders").bearer(&world.buyer).key("lunch").json(&body);
    let id = post().send().await.expect(201).text_at("/order/id");
    let path = format!("/api/orders/{id}");
    world.docket.advance(SignedDuration::from_mins(14)).await;

    let owner = world.docket.token(BUYER).await;
    let repeat = world.docket.post("/api/orders").bearer(&owner).key("lunch").json(&body);
    let repeated = repeat.send().await.expect(201);
    assert_eq!(repeated.text_at("/order/id"), id);

    world.docket.advance(SignedDuration::from_mins(10)).await;
    let owner = world.docket.token(BUYER).await;
    let repeat = world.docket.post("/api/orders").bearer(&owner).key("lunch").json(&body);
    assert_eq!(repeat.send().await.expect(201).text_at("/order/id"), id);
    let put = |body: serde_json::Value| {
        let (call, owner) = (world.docket.call("PUT", &path), owner.clone());
        async move { call.bearer(&owner).json(&body).send().await }
    };
    let same = put(json!({"fulfilment": body["fulfilment"], "notes": "Ring twice."})).await;
    assert_eq!(same.expect(200).text_at("/order/notes"), "Ring twice.");
    let passed = (world.docket.running.now() - 10.minutes()).to_string();
    let other = json!({"fulfilment": {"method": "pickup", "requestedFor": passed}});
    let refused = put(other).await.problem(400, "invalid_request");
    assert_eq!(refused.text_at("/errors/0/pointer"), "/fulfilment/requestedFor");
    let later = (world.docket.running.now() + 10.minutes()).to_string();
    let later = json!({"fulfilment": {"method": "pickup", "requestedFor": later}});
    put(later).await.expect(200);
}

#[tokio::test]
async fn invalid_times_in_requests_are_refused_with_plain_details() {
    let world = Everybody::open().await;
    for (field, bad) in [
        ("validFrom", "0000-01-01T00:00:00Z"),
        ("validUntil", "0001-01-01T00:00:00Z"),
        ("validFrom", "2027-02-30T10:00:00Z"),
        ("validUntil", "soon"),
        ("validUntil", "2027-02-01T10:00:00"),
    ] {
        let body = json!({"code": "WHEN", "percent": 10, field: bad});
        let made = world.docket.post("/api/vouchers").bearer(&world.staff).json(&body).send().await;
        let refused = made.problem(400, "invalid_request");
        assert_eq!(refused.text_at("/errors/0/pointer"), format!("/{field}"));
        let detail = refused.text_at("/errors/0/detail");
        assert!(detail.starts_with("Must be a time"), "{bad}: {detail}");
    }
}
