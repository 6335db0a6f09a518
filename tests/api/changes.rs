//! The change feed of a seller's orders and batches.

use docket_tests::{
    Docket, Person, Reply, pickup,
    world::{BUYER, delivery::Dispatch},
};
use jiff::SignedDuration;
use serde_json::{Value, json};

/// The answer to a request of the feed, after all pending events are processed.
async fn ask(docket: &Docket, token: &str, query: &str) -> Reply {
    docket.running.settle().await.unwrap();
    docket.get(&format!("/api/changes?{query}")).bearer(token).send().await
}

async fn begin(docket: &Docket, token: &str, seller: &str) -> String {
    let begun = ask(docket, token, &format!("sellerId={seller}")).await.expect(200);
    assert_eq!((begun.at("/changes"), begun.at("/gap")), (json!([]), json!(false)));
    begun.text_at("/cursor")
}

fn changes(reply: &Reply) -> Vec<Value> {
    reply.at("/changes").as_array().unwrap().clone()
}

/// The kind, id, version and status of each change.
fn versions(reply: &Reply) -> Vec<(String, String, u64, String)> {
    let text = |change: &Value, name: &str| change[name].as_str().unwrap().to_owned();
    let version = |change: &Value| {
        let number = change["version"].as_u64().unwrap();
        (text(change, "kind"), text(change, "id"), number, text(change, "status"))
    };
    changes(reply).iter().map(version).collect()
}

fn order(id: &str, version: u64, status: &str) -> (String, String, u64, String) {
    ("order".to_owned(), id.to_owned(), version, status.to_owned())
}

async fn placed(docket: &Docket, buyer: &str, seller: &str, product: &str) -> String {
    let body = pickup(seller, BUYER, &[(product, 1)]);
    let placed = docket.post("/api/orders").bearer(buyer).json(&body).send().await;
    placed.expect(201).text_at("/order/id")
}

#[tokio::test]
async fn feed_lists_each_changed_order_with_its_newest_version() {
    let docket = Docket::open().await;
    let (staff, buyer) = (docket.sign_in(Person::Producer).await, docket.token(BUYER).await);
    let admin = docket.sign_in(Person::Admin).await;
    let seller = "green-valley";
    let cursor = begin(&docket, &staff, seller).await;
    let nothing = ask(&docket, &staff, &format!("after={cursor}")).await.expect(200);
    assert_eq!(versions(&nothing), []);

    let first = placed(&docket, &buyer, seller, "gv-honey").await;
    placed(&docket, &buyer, "corner-shop", "cs-soap").await;
    let page = ask(&docket, &staff, &format!("after={cursor}")).await.expect(200);
    assert_eq!(versions(&page), [order(&first, 1, "pending")]);
    let read = docket.read_order(&staff, &first).await.expect(200);
    let expected = json!({
        "kind": "order", "id": first, "version": 1, "status": "pending", "phase": "open",
        "at": read.at("/order/placedAt"),
    });
    assert_eq!(changes(&page), [expected]);
    assert_eq!(page.at("/gap"), false);
    let now: jiff::Timestamp = page.text_at("/now").parse().unwrap();
    assert!(docket.running.now().duration_since(now) < SignedDuration::from_secs(60));

    // The feed repeats changes of the last 15 seconds, each order once with its newest version.
    let second = placed(&docket, &buyer, seller, "gv-honey").await;
    docket.set_status(&staff, &first, "confirmed").await.expect(200);
    let cursor = page.text_at("/cursor");
    let page = ask(&docket, &staff, &format!("after={cursor}&sellerId={seller}")).await.expect(200);
    let expected = [order(&second, 1, "pending"), order(&first, 2, "confirmed")];
    assert_eq!(versions(&page), expected);
    docket.advance(SignedDuration::from_secs(16)).await;
    let later = ask(&docket, &staff, &format!("after={cursor}")).await.expect(200);
    assert_eq!(versions(&later), expected);
    let cursor = later.text_at("/cursor");
    let later = ask(&docket, &staff, &format!("after={cursor}")).await.expect(200);
    assert_eq!(versions(&later), []);
    // An administrator reads the feed of a seller.
    let cursor = begin(&docket, &admin, seller).await;
    docket.set_status(&staff, &second, "confirmed").await.expect(200);
    let page = ask(&docket, &admin, &format!("sellerId={seller}&after={cursor}")).await.expect(200);
    assert_eq!(versions(&page), [order(&second, 2, "confirmed")]);
    // Requesting another code does not change the order, and a guess does not either.
    let guest = "+12025550177";
    let body = pickup(seller, guest, &[("gv-honey", 1)]);
    let third = docket.order(&body).await.expect(201).text_at("/order/id");
    docket.running.settle().await.unwrap();
    docket.advance(SignedDuration::from_secs(31)).await;
    let cursor = begin(&docket, &staff, seller).await;
    let again = docket.post(&format!("/api/orders/{third}/verification/resend"));
    again.json(&json!({})).send().await.expect(202);
    let page = ask(&docket, &staff, &format!("after={cursor}")).await.expect(200);
    assert_eq!(versions(&page), []);
}

#[tokio::test]
async fn feed_lists_batches_with_their_orders() {
    let world = Dispatch::of(Docket::open().await).await;
    let id = world.ready(None).await;
    world.docket.running.settle().await.unwrap();
    world.docket.advance(SignedDuration::from_secs(16)).await;
    let cursor = begin(&world.docket, &world.staff, "spice-kitchen").await;
    let before = world.docket.read_order(&world.staff, &id).await.expect(200);
    let version = before.at("/order/version").as_u64().unwrap();
    let batch = world.batch(std::slice::from_ref(&id)).await;
    let query = format!("after={cursor}");
    let page = ask(&world.docket, &world.staff, &query).await.expect(200);
    let mut expected = [
        order(&id, version + 1, "READY"),
        ("batch".to_owned(), batch.clone(), 1, "ASSIGNED".into()),
    ];
    let sorted = |page: &Reply| {
        let mut versions = versions(page);
        versions.sort_unstable();
        versions
    };
    expected.sort_unstable();
    assert_eq!(sorted(&page), expected);
    let of_batch = changes(&page).into_iter().find(|change| change["kind"] == "batch").unwrap();
    assert_eq!(of_batch.get("phase"), None);
    world.pick_up(&world.driver, &batch).await.expect(200);
    let page = ask(&world.docket, &world.staff, &query).await.expect(200);
    assert!(sorted(&page).contains(&("batch".to_owned(), batch, 2, "PICKED_UP".to_owned())));
    ask(&world.docket, &world.driver, "sellerId=spice-kitchen").await.problem(403, "forbidden");
}

#[tokio::test]
async fn feed_reports_a_gap_for_an_old_cursor_and_refuses_a_foreign_one() {
    let docket = Docket::open().await;
    let (staff, buyer) = (docket.signed_in(Person::Producer).await, docket.token(BUYER).await);
    let other = docket.sign_in(Person::Shop).await;
    let cursor = begin(&docket, &staff, "green-valley").await;
    let id = placed(&docket, &buyer, "green-valley", "gv-honey").await;
    docket.running.settle().await.unwrap();
    for (minutes, gap) in [(59, false), (1, true)] {
        docket.advance(SignedDuration::from_mins(minutes)).await;
        let staff = docket.signed_in(Person::Producer).await;
        let page = ask(&docket, &staff, &format!("after={cursor}")).await.expect(200);
        assert_eq!(page.at("/gap"), gap, "after {minutes}");
        assert_eq!(versions(&page).iter().any(|(_, changed, ..)| *changed == id), !gap);
        // The cursor of that answer continues the feed.
        let cursor = page.text_at("/cursor");
        let page = ask(&docket, &staff, &format!("after={cursor}")).await.expect(200);
        assert_eq!((page.at("/gap"), versions(&page).len()), (json!(false), 0));
    }
    let staff = docket.signed_in(Person::Producer).await;
    let other = if docket.get("/api/me").bearer(&other).send().await.status == 401 {
        docket.signed_in(Person::Shop).await
    } else {
        other
    };
    let admin = docket.sign_in(Person::Admin).await;
    let of_admin = begin(&docket, &admin, "green-valley").await;
    for (token, query, parameter) in [
        (&staff, format!("after={of_admin}"), "after"),
        (&other, format!("after={cursor}"), "after"),
        (&admin, format!("sellerId=corner-shop&after={of_admin}"), "after"),
        (&staff, "after=x".to_owned(), "after"),
        (&staff, "sellerId=a%20b".to_owned(), "sellerId"),
        (&admin, String::new(), "sellerId"),
        (&staff, "cursor=x".to_owned(), "cursor"),
    ] {
        let refused = ask(&docket, token, &query).await.problem(400, "invalid_request");
        assert_eq!(refused.text_at("/errors/0/parameter"), parameter, "{query}");
    }
}

/// Items of the feed are in the table's stream too, but cause no further work.
#[tokio::test]
async fn feed_costs_one_unit_per_poll_and_per_change_and_ignores_its_own_items() {
    let docket = Docket::open().await;
    let (staff, buyer) = (docket.sign_in(Person::Producer).await, docket.token(BUYER).await);
    let id = placed(&docket, &buyer, "green-valley", "gv-honey").await;
    let cursor = begin(&docket, &staff, "green-valley").await;
    let used = async |function: &str| {
        docket.running.settle().await.unwrap();
        let all = docket.running.capacity();
        let field = |name: &str| all["functions"][function][name].as_f64().unwrap();
        [field("roundTrips"), field("readUnits"), field("writeUnits")]
    };
    let (reader, writer) = ("list-changes", "publish-order-events");
    let before = [used(reader).await, used(writer).await];
    docket.set_status(&staff, &id, "confirmed").await.expect(200);
    let page = ask(&docket, &staff, &format!("after={cursor}")).await.expect(200);
    assert!(!changes(&page).is_empty());
    let after = [used(reader).await, used(writer).await];
    let cost = |at: usize| std::array::from_fn(|it| after[at][it] - before[at][it]);
    assert_eq!(cost(0), [1.0, 1.0, 0.0]);
    assert_eq!(cost(1), [1.0, 0.0, 1.0]);
    // Nothing is left to process.
    docket.running.settle().await.unwrap();
    assert_eq!([used(reader).await, used(writer).await], after);
}
