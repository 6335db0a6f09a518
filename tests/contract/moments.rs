//! Moments are kept and answered in whole milliseconds, and so they are
//! compared.

use docket_tests::pickup;
use jiff::{SignedDuration, Timestamp, ToSpan};
use serde_json::json;

use crate::world::{OWNER, World};

#[tokio::test]
async fn a_moment_in_a_request_is_answered_as_it_is_kept() {
    let world = World::open().await;
    let from = (world.desk.running.now() + 2.hours()).to_string();
    let second = &from[.."2026-11-20T12:00:00".len()];
    let (precise, kept) = (format!("{second}.123456789Z"), format!("{second}.123Z"));

    let body = json!({"code": "PRECISE", "percent": 10, "validFrom": precise});
    let post = |body: &_| world.desk.post("/api/vouchers").bearer(&world.staff).json(body).send();
    let made = post(&body).await.expect(201);
    assert_eq!(made.text_at("/voucher/validFrom"), kept);
    let path = format!("/api/vouchers/{}", made.text_at("/voucher/id"));
    let read = world.desk.get(&path).bearer(&world.staff).send().await.expect(200);
    assert_eq!(read.at("/voucher"), made.at("/voucher"));
    let until = json!({"validUntil": format!("{second}.123999Z")});
    let changed = world.desk.patch(&path).bearer(&world.staff).json(&until);
    let refused = world.desk.refused(changed.send(), 400, "invalid_request").await;
    assert_eq!(refused.text_at("/errors/0/pointer"), "/validUntil");
    // It would never have been good.
    let never = json!({
        "code": "NEVER", "percent": 10, "validFrom": precise,
        "validUntil": format!("{second}.123999Z"),
    });
    let refused = world.desk.refused(post(&never), 400, "invalid_request").await;
    assert_eq!(refused.text_at("/errors/0/pointer"), "/validUntil");

    let mut order = pickup("green-valley", OWNER, &[("gv-eggs", 1)]);
    order["fulfilment"]["requestedFor"] = json!(precise);
    let placed = world.desk.post("/api/orders").bearer(&world.owner).json(&order).send().await;
    let placed = placed.expect(201);
    assert_eq!(placed.text_at("/order/fulfilment/requestedFor"), kept);
}

#[tokio::test]
async fn an_order_is_in_the_list_of_the_millisecond_that_it_was_placed_in() {
    let world = World::open().await;
    let id = world.pending().await;
    let order = world.desk.read_order(&world.staff, &id).await.expect(200);
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
        let list = world.desk.get(&path).bearer(&world.staff).send().await.expect(200);
        let ids = list.at("/orders");
        assert_eq!(ids.as_array().unwrap().iter().any(|it| it["id"] == id), is_in, "{path}");
    }
}
