//! Paging through lists while orders are placed and change status.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use docket_domain::Order;
use docket_tests::{
    EventMute,
    faults::{BATCH_GET, Fault, Faults, Gate, QUERY},
    generated_orders::{GeneratedOrders, Pages},
};
use jiff::SignedDuration;
use serde_json::json;

const GAP: SignedDuration = SignedDuration::from_secs(20);

/// Overrides the status of an order. Returns whether that was possible.
async fn put_into(generated: &GeneratedOrders, id: &str, status: &str) -> bool {
    let path = format!("/api/orders/admin/{id}/status");
    let call =
        generated.docket.patch(&path).bearer(&generated.admin).json(&json!({"status": status}));
    let reply = call.send().await;
    assert!([200, 409].contains(&reply.status), "{}", reply.text);
    reply.status == 200
}

/// An open status for a closed order, and a closed status for an open order.
fn other_side(order: &Order) -> &'static str {
    let closed = order.status.phase.is_closed();
    let mut statuses = order.lifecycle.statuses.iter().skip(1).filter(|it| it.then.is_none());
    statuses.find(|it| it.phase.is_closed() != closed).unwrap().name
}

/// Asserts that the list had every expected order once, the newest first.
fn assert_listed_once(seen: &[String], expected: &BTreeSet<String>, what: &str) {
    let unique: BTreeSet<_> = seen.iter().cloned().collect();
    assert_eq!(unique.len(), seen.len(), "{what} lists an order twice");
    let missing: Vec<_> = expected.difference(&unique).collect();
    assert!(missing.is_empty(), "{what} lacks {missing:?}");
}

/// Whether a list contains an order.
type Test<'a> = &'a dyn Fn(&Order) -> bool;

#[tokio::test]
async fn paging_lists_each_earlier_order_once_while_orders_change() {
    let generated = GeneratedOrders::open(240, GAP).await;
    let total = |order: &Order| order.grand_total().minor();
    let middle = total(&generated.orders[3]);
    // The last field says whether the filter depends on the status.
    let filters: [(&str, &str, Test<'_>, bool); 8] = [
        ("", "green-valley", &|_| true, false),
        ("", "", &|_| true, false),
        (&format!("minAmount={middle}"), "corner-shop", &|it| total(it) >= middle, false),
        (&format!("maxAmount={middle}"), "", &|it| total(it) <= middle, false),
        ("priority=normal", "spice-kitchen", &|it| it.priority.name() == "normal", false),
        ("q=ada", "", &|it| it.customer.name.as_str().to_lowercase().starts_with("ada"), false),
        ("phase=cancelled", "craft-market", &|it| it.status.phase.name() == "cancelled", true),
        ("phase=working", "", &|it| it.status.phase.name() == "working", true),
    ];
    // The orders with their current status.
    let mut current: BTreeMap<String, Order> =
        generated.orders.iter().map(|order| (order.id.to_string(), order.clone())).collect();
    let (mut age, mut turn) = (-2, 0);
    for (query, seller, test, by_status) in filters {
        let own = |order: &Order| seller.is_empty() || order.seller.as_str() == seller;
        let matching = current.values().filter(|order| own(order) && test(order));
        let mut expected: BTreeSet<_> = matching.map(|order| order.id.to_string()).collect();
        let part = if seller.is_empty() { String::new() } else { format!("sellerId={seller}&") };
        let path = format!("/api/orders?{part}{query}");
        let mut pages = Pages::new(path.trim_end_matches(['?', '&']), 6);
        let mut seen = Vec::new();
        while let Some(page) = pages.next(&generated, &generated.admin).await {
            seen.extend(page);
            generated.generator.put(&generated.docket, age..age + 2).await;
            age -= 2;
            // Some orders of pages before and after this one are closed or reopened.
            for _ in 0..4 {
                turn += 37;
                let order = &generated.orders[turn % generated.orders.len()];
                let id = order.id.to_string();
                let status = other_side(&current[&id]);
                if own(order) && put_into(&generated, &id, status).await {
                    let mut moved = current[&id].clone().into_state();
                    moved.status = moved.lifecycle.status(status).unwrap();
                    current.insert(id.clone(), Order::restore(moved));
                    if by_status {
                        expected.remove(&id);
                    }
                }
            }
        }
        assert_listed_once(&seen, &expected, &path);
    }
}

#[tokio::test]
async fn paging_lists_orders_once_that_close_during_a_page() {
    let generated = Arc::new(GeneratedOrders::open(300, GAP).await);
    let open: Vec<_> =
        generated.orders.iter().filter(|order| !order.status.phase.is_closed()).cloned().collect();
    let done = Arc::new(AtomicBool::new(false));
    let closing = {
        let (generated, done) = (generated.clone(), done.clone());
        tokio::spawn(async move {
            let mut closed = 0;
            // From both ends, so that some orders close before their page is read.
            for at in 0..open.len() {
                let at = if at % 2 == 0 { at / 2 } else { open.len() - 1 - at / 2 };
                put_into(&generated, &open[at].id.to_string(), other_side(&open[at])).await;
                closed += 1;
                if done.load(Ordering::SeqCst) {
                    break;
                }
            }
            closed
        })
    };
    for seller in ["green-valley", "corner-shop", "spice-kitchen", "craft-market"] {
        let path = format!("/api/orders?sellerId={seller}");
        let seen = generated.walk(&generated.admin, &path, 4).await;
        let own = generated.orders.iter().filter(|order| order.seller.as_str() == seller);
        let own: Vec<_> = own.map(|order| order.id.to_string()).collect();
        assert_eq!(seen, own, "{seller}");
    }
    done.store(true, Ordering::SeqCst);
    assert!(closing.await.unwrap() > 20, "too little happened meanwhile");
}

#[tokio::test]
async fn page_shows_the_new_status_of_an_order_that_closes_between_its_reads() {
    let silence = EventMute::default();
    let (docket, faults) = Faults::with(silence.options()).await;
    let generated = GeneratedOrders::fill(docket, &silence, 80, GAP).await;
    let own = generated.orders.iter().filter(|order| order.seller.as_str() == "corner-shop");
    let own: Vec<_> = own.collect();
    let moving = own.iter().find(|order| !order.status.phase.is_closed()).unwrap();
    // The first read continues. The second read waits.
    let gate = Gate::closed();
    faults.inject(QUERY, "corner-shop#", 1, Fault::Delay(Duration::ZERO));
    faults.inject(QUERY, "corner-shop#", 1, Fault::Wait(gate.clone()));
    let list = generated.walk(&generated.staff[1], "/api/orders", 100);
    let close = async {
        gate.arrived(1).await;
        assert!(put_into(&generated, &moving.id.to_string(), other_side(moving)).await);
        gate.open();
    };
    let (listed, ()) = tokio::join!(list, close);
    assert_eq!(listed, own.iter().map(|order| order.id.to_string()).collect::<Vec<_>>());

    // A filter on the former status does not list the order any more.
    let still = own.iter().find(|order| order.status.phase.name() == "open").unwrap();
    let gate = Gate::closed();
    faults.inject(BATCH_GET, "O#", 1, Fault::Wait(gate.clone()));
    let list = generated.walk(&generated.staff[1], "/api/orders?phase=open", 100);
    let close = async {
        gate.arrived(1).await;
        assert!(put_into(&generated, &still.id.to_string(), other_side(still)).await);
        gate.open();
    };
    let (listed, ()) = tokio::join!(list, close);
    assert!(!listed.contains(&still.id.to_string()));
}
