//! Two who want the same orders at once: one wins, and nothing is half done.

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

/// The one that was carried out and the one that was not.
fn sides(one: Reply, other: Reply) -> (Reply, Reply) {
    if one.status < other.status { (one, other) } else { (other, one) }
}

#[tokio::test(flavor = "multi_thread")]
async fn splitting_against_cancelling_keeps_every_unit() {
    let world = Arc::new(Shop::open().await);
    let (stock, mut away) = world.stock("cs-soap").await;
    for _ in 0..ROUNDS {
        let id = world.placed(&[("cs-soap", 3)]).await;
        let split = {
            let (world, id) = (world.clone(), id.clone());
            let part = json!([{"productId": "cs-soap", "quantity": 2}]);
            tokio::spawn(async move { world.split(&world.staff, &id, part).await })
        };
        // It may be cancelled before or after, and is in the end.
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
async fn of_two_merges_that_share_an_order_one_wins() {
    let world = Arc::new(Shop::open().await);
    for _ in 0..ROUNDS {
        let mut orders = Vec::new();
        for count in 1..=3 {
            orders.push(world.placed(&[("cs-soap", count)]).await);
        }
        let merge = |target: usize| {
            let (world, orders) = (world.clone(), orders.clone());
            // Both want the second order to go into theirs.
            tokio::spawn(
                async move { world.merge(&world.staff, &[&orders[target], &orders[1]]).await },
            )
        };
        let (one, other) = (merge(0), merge(2));
        let (won, lost) = sides(one.await.unwrap(), other.await.unwrap());
        let target = won.expect(200).text_at("/order/id");
        let lost = lost.problem(409, "conflict: status_not_mergeable");
        assert_eq!(lost.at("/orderIds"), json!([orders[1]]));
        assert_eq!(world.order(&orders[1]).await["mergedInto"], target);
        let other = if target == orders[0] { &orders[2] } else { &orders[0] };
        assert_eq!(world.order(other).await["version"], 1);
    }
}

/// Both are decided, and then committed at the same moment.
#[tokio::test(flavor = "multi_thread")]
async fn confirming_a_checkout_against_its_end_has_one_winner() {
    let mut confirmed = 0;
    for first in [true, false] {
        let (desk, faults) = Faults::open().await;
        let world = Arc::new(Shop::of(desk).await);
        let orders = ids(&world.check_out(&three(OTHER)).await.expect(201));
        world.desk.advance(SignedDuration::from_mins(14)).await;
        let path = format!("/api/orders/{}/verification/resend", orders[0]);
        world.desk.post(&path).send().await.expect(202);
        let code = world.desk.code(OTHER).await;
        let (verify, clean) = (Gate::closed(), Gate::closed());
        // Only what returns stock has this in it, and then only what confirms.
        faults.inject(TRANSACT, "\"#rt\":\"rt\"", ALWAYS, Fault::Wait(clean.clone()));
        faults.inject(TRANSACT, "\"#sn\"", ALWAYS, Fault::Wait(verify.clone()));
        let verifying = {
            let (world, id) = (world.clone(), orders[1].clone());
            tokio::spawn(async move { world.desk.verify(&id, &code).await })
        };
        verify.arrived(1).await;
        let cleaning = {
            let world = world.clone();
            tokio::spawn(async move { world.desk.advance(SignedDuration::from_mins(2)).await })
        };
        clean.arrived(1).await;
        let reply = if first {
            verify.open();
            let reply = verifying.await.unwrap();
            clean.open();
            reply
        } else {
            clean.open();
            // One of the orders at least is gone when the code comes.
            while world.desk.available("cm-bowl").await
                + world.desk.available("gv-honey").await
                + world.desk.available("cs-coffee").await
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
            assert_eq!(world.desk.available("cm-bowl").await, 97);
        } else {
            reply.problem(409, "verification_expired");
            assert_eq!(statuses, ["cancelled"; 3]);
            assert_eq!(world.desk.available("cm-bowl").await, 100);
        }
        assert_eq!(reply_won(&statuses), first);
    }
    assert_eq!(confirmed, 1);
}

fn reply_won(statuses: &[String]) -> bool {
    statuses.iter().all(|status| status != "cancelled")
}
