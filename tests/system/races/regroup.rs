//! Races for groups of orders: one request wins, and nothing is half done.

use std::sync::Arc;

use docket_tests::{
    Reply,
    faults::{ALWAYS, Fault, Faults, Gate, TRANSACT},
    world::{
        OTHER,
        parts::{Shop, ids, three},
    },
};
use jiff::SignedDuration;
use serde_json::json;

const ROUNDS: usize = 20;

/// The reply that succeeded, and the one that was refused.
fn won_and_lost(one: Reply, other: Reply) -> (Reply, Reply) {
    if one.status < other.status { (one, other) } else { (other, one) }
}

#[tokio::test(flavor = "multi_thread")]
async fn splitting_and_cancelling_keep_every_unit_of_stock() {
    let world = Arc::new(Shop::open().await);
    let (stock, mut away) = world.stock("cs-soap").await;
    for _ in 0..ROUNDS {
        let id = world.placed(&[("cs-soap", 3)]).await;
        let split = {
            let (world, id) = (world.clone(), id.clone());
            let part = json!([{"productId": "cs-soap", "quantity": 2}]);
            tokio::spawn(async move { world.split(&world.staff, &id, part).await })
        };
        // The order may be cancelled before or after the split. It is cancelled in the end.
        world.cancel(&id).await.expect(200);
        let split = split.await.unwrap();
        if split.status == 201 {
            let part = world.order(&split.text_at("/splitOrder/id")).await;
            assert_eq!(
                (&part["status"], &part["items"][0]["quantity"]),
                (&json!("pending"), &json!(2))
            );
            away += 2;
        } else {
            split.problem(409, "conflict: status_not_divisible");
        }
        assert_eq!(world.stock("cs-soap").await.1, away);
    }
    let (there, _) = world.stock("cs-soap").await;
    assert!(there <= stock);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_of_two_merges_wins_when_they_share_an_order() {
    let world = Arc::new(Shop::open().await);
    for _ in 0..ROUNDS {
        let mut orders = Vec::new();
        for count in 1..=3 {
            orders.push(world.placed(&[("cs-soap", count)]).await);
        }
        let merge = |target: usize| {
            let (world, orders) = (world.clone(), orders.clone());
            // Both requests merge the second order into theirs.
            tokio::spawn(
                async move { world.merge(&world.staff, &[&orders[target], &orders[1]]).await },
            )
        };
        let (one, other) = (merge(0), merge(2));
        let (won, lost) = won_and_lost(one.await.unwrap(), other.await.unwrap());
        let target = won.expect(200).text_at("/order/id");
        let lost = lost.problem(409, "conflict: status_not_mergeable");
        assert_eq!(lost.at("/orderIds"), json!([orders[1]]));
        assert_eq!(world.order(&orders[1]).await["mergedInto"], target);
        let other = if target == orders[0] { &orders[2] } else { &orders[0] };
        assert_eq!(world.order(other).await["version"], 1);
    }
}

/// Both requests are decided first, and then committed concurrently.
#[tokio::test(flavor = "multi_thread")]
async fn confirming_a_checkout_and_its_cleanup_have_one_winner() {
    let mut confirmed = 0;
    for first in [true, false] {
        let (docket, faults) = Faults::open().await;
        let world = Arc::new(Shop::of(docket).await);
        let orders = ids(&world.check_out(&three(OTHER)).await.expect(201));
        world.docket.advance(SignedDuration::from_mins(14)).await;
        let path = format!("/api/orders/{}/verification/resend", orders[0]);
        world.docket.post(&path).send().await.expect(202);
        let code = world.docket.code(OTHER).await;
        let (verify, clean) = (Gate::closed(), Gate::closed());
        // Only the return of stock contains the first text, and among the remaining writes only the
        // verification contains the second.
        faults.inject(TRANSACT, "\"#rt\":\"rt\"", ALWAYS, Fault::Wait(clean.clone()));
        faults.inject(TRANSACT, "\"#sn\"", ALWAYS, Fault::Wait(verify.clone()));
        let verifying = {
            let (world, id) = (world.clone(), orders[1].clone());
            tokio::spawn(async move { world.docket.verify(&id, &code).await })
        };
        verify.arrived(1).await;
        let cleaning = {
            let world = world.clone();
            tokio::spawn(async move { world.docket.advance(SignedDuration::from_mins(2)).await })
        };
        clean.arrived(1).await;
        let reply = if first {
            verify.open();
            let reply = verifying.await.unwrap();
            clean.open();
            reply
        } else {
            clean.open();
            // Waits until at least one of the orders is cleaned up.
            while world.docket.available("cm-bowl").await
                + world.docket.available("gv-honey").await
                + world.docket.available("cs-coffee").await
                == 100 - 3 + 200 - 2 + 150 - 1
            {
                tokio::task::yield_now().await;
            }
            verify.open();
            verifying.await.unwrap()
        };
        cleaning.await.unwrap();
        let mut statuses = Vec::new();
        for id in &orders {
            statuses.push(world.order(id).await["status"].as_str().unwrap().to_owned());
        }
        if reply.status == 200 {
            confirmed += 1;
            assert_eq!(statuses, ["pending", "pending", "received"]);
            assert_eq!(world.docket.available("cm-bowl").await, 97);
        } else {
            reply.problem(409, "verification_expired");
            assert_eq!(statuses, ["cancelled"; 3]);
            assert_eq!(world.docket.available("cm-bowl").await, 100);
        }
        assert_eq!(reply_won(&statuses), first);
    }
    assert_eq!(confirmed, 1);
}

fn reply_won(statuses: &[String]) -> bool {
    statuses.iter().all(|status| status != "cancelled")
}
