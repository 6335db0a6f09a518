//! Races for one order: one request wins, and the history agrees with the replies.

use std::{sync::Arc, time::Duration};

use docket_local::Options;
use docket_tests::{
    Docket, Person, Reply,
    faults::{ALWAYS, ANY, Fault, Faults, Gate, ORDER_VERSION, QUERY, TRANSACT, UPDATE},
    guests::{HOLD, NEXT_CODE, hold, holds, phone, resend, statuses},
    pickup,
};
use jiff::SignedDuration;
use serde_json::json;
use tokio::task::JoinSet;

/// Text in the expression that returns stock, and in no other write.
const STOCK_BACK: &str = "\"#rt\":\"rt\"";
/// Shortly before a hold ends.
const ALMOST: SignedDuration = SignedDuration::from_mins(14);

/// Both requests are decided first, and then committed concurrently.
#[tokio::test(flavor = "multi_thread")]
async fn verifying_and_cleaning_up_have_one_winner() {
    let (docket, faults) = Faults::open().await;
    let docket = Arc::new(docket);
    let stock = docket.available("gv-honey").await;
    let orders = holds(&docket, 100, 40).await;
    docket.advance(ALMOST - SignedDuration::from_secs(30)).await;
    for (id, _) in &orders {
        resend(&docket, id).await.expect(202);
    }
    let (verify, clean) = (Gate::closed(), Gate::closed());
    faults.inject(UPDATE, ORDER_VERSION, ALWAYS, Fault::Wait(verify.clone()));
    faults.inject(TRANSACT, STOCK_BACK, ALWAYS, Fault::Wait(clean.clone()));
    let mut verifying = JoinSet::new();
    for (id, guest) in orders.clone() {
        let code = docket.code(&guest).await;
        let docket = docket.clone();
        verifying.spawn(async move { (id.clone(), docket.verify(&id, &code).await) });
    }
    verify.arrived(40).await;
    let cleaning = {
        let docket = docket.clone();
        tokio::spawn(async move { docket.advance(SignedDuration::from_mins(2)).await })
    };
    // The cleanup of each part of the index is waiting with its first order.
    let parts = parts(&docket).await;
    clean.arrived(parts).await;
    verify.open();
    clean.open();
    let outcomes = verifying.join_all().await;
    cleaning.await.unwrap();

    let admin = docket.sign_in(Person::Admin).await;
    let mut confirmed = 0;
    for (id, reply) in outcomes {
        let order = docket.read_order(&admin, &id).await.expect(200).at("/order");
        let expected = if reply.status == 200 {
            confirmed += 1;
            "pending"
        } else {
            reply.problem(409, "verification_expired");
            "cancelled"
        };
        assert_eq!(statuses(&order), ["awaiting_verification", expected], "{id}");
    }
    println!("{confirmed} of 40 confirmed, {} cleaned up", 40 - confirmed);
    assert_eq!(docket.available("gv-honey").await, stock - confirmed);
    let level = &docket.product(&admin, "gv-honey").await["stock"];
    assert_eq!((&level["taken"], &level["returned"]), (&40.into(), &(40 - confirmed).into()));
}

/// The number of parts of the deadline index that hold an order.
async fn parts(docket: &Docket) -> u32 {
    let mut parts = std::collections::HashSet::new();
    let scan =
        docket.running.client().scan().table_name(docket.running.table()).index_name("deadline");
    for item in scan.send().await.unwrap().items() {
        parts.insert(item["gd"].as_s().unwrap().clone());
    }
    u32::try_from(parts.len()).unwrap()
}

#[tokio::test]
async fn verification_is_refused_when_the_cleanup_commits_first() {
    let (docket, faults) = Faults::open().await;
    let stock = docket.available("gv-honey").await;
    let (id, code) = almost_expired(&docket, &phone(141)).await;
    let gate = Gate::closed();
    faults.inject(UPDATE, ORDER_VERSION, 1, Fault::Wait(gate.clone()));
    let (reply, ()) = tokio::join!(docket.verify(&id, &code), async {
        gate.arrived(1).await;
        docket.advance(SignedDuration::from_mins(2)).await;
        gate.open();
    });
    reply.problem(409, "verification_expired");
    assert_eq!(docket.available("gv-honey").await, stock);
}

#[tokio::test]
async fn cleanup_changes_nothing_when_the_verification_commits_first() {
    let (docket, faults) = Faults::open().await;
    let stock = docket.available("gv-honey").await;
    let (id, code) = almost_expired(&docket, &phone(142)).await;
    let (verify, clean) = (Gate::closed(), Gate::closed());
    faults.inject(UPDATE, ORDER_VERSION, 1, Fault::Wait(verify.clone()));
    let cleaning = faults.inject(TRANSACT, STOCK_BACK, ALWAYS, Fault::Wait(clean.clone()));
    let (reply, (), ()) = tokio::join!(
        async {
            let reply = docket.verify(&id, &code).await;
            clean.open();
            reply
        },
        async {
            verify.arrived(1).await;
            docket.advance(SignedDuration::from_mins(2)).await;
        },
        async {
            clean.arrived(1).await;
            verify.open();
        }
    );
    assert_eq!(reply.expect(200).at("/order/status"), "pending");
    assert_eq!(cleaning.count(), 1);
    assert_eq!(docket.available("gv-honey").await, stock - 1);
    docket.advance(HOLD).await;
    assert_eq!(docket.available("gv-honey").await, stock - 1);
}

async fn almost_expired(docket: &Docket, guest: &str) -> (String, String) {
    let id = hold(docket, guest).await;
    docket.advance(ALMOST).await;
    resend(docket, &id).await.expect(202);
    let code = docket.code(guest).await;
    (id, code)
}

#[tokio::test(flavor = "multi_thread")]
async fn verifying_and_resending_have_one_winner() {
    let docket = Arc::new(Docket::open().await);
    let orders = holds(&docket, 150, 30).await;
    docket.advance(NEXT_CODE).await;
    let mut pairs = JoinSet::new();
    for (turn, (id, guest)) in orders.into_iter().enumerate() {
        let code = docket.code(&guest).await;
        let docket = docket.clone();
        pairs.spawn(async move {
            let verify = async {
                pause(turn, 0).await;
                docket.verify(&id, &code).await
            };
            let again = async {
                pause(turn, 1).await;
                resend(&docket, &id).await
            };
            let (verified, resent) = tokio::join!(verify, again);
            (id.clone(), guest, verified, resent)
        });
    }
    let (mut confirmed, mut replaced) = (0, 0);
    for (id, guest, verified, resent) in pairs.join_all().await {
        if verified.status == 200 {
            resent.problem(409, "already_verified");
            confirmed += 1;
        } else {
            verified.problem(400, "code_rejected");
            resent.expect(202);
            docket.confirm(&id, &guest).await.expect(200);
            replaced += 1;
        }
    }
    println!("{confirmed} confirmed with the first code, {replaced} had to take the second");
    assert_eq!(confirmed + replaced, 30);
}

/// Delays one of two sides, so that either may be first. The delay differs by turn.
async fn pause(turn: usize, side: usize) {
    let lead = u64::try_from(turn % 7).unwrap() * 2;
    let time = if turn % 2 == side { lead } else { 0 };
    tokio::time::sleep(Duration::from_millis(time)).await;
}

#[tokio::test]
async fn verification_is_refused_when_a_resend_replaces_its_code() {
    let (docket, faults) = Faults::open().await;
    let guest = phone(181);
    let id = hold(&docket, &guest).await;
    let code = docket.code(&guest).await;
    docket.advance(NEXT_CODE).await;
    let gate = Gate::closed();
    faults.inject(UPDATE, ORDER_VERSION, 1, Fault::Wait(gate.clone()));
    let (reply, ()) = tokio::join!(docket.verify(&id, &code), async {
        gate.arrived(1).await;
        resend(&docket, &id).await.expect(202);
        gate.open();
    });
    let refused = reply.problem(400, "code_rejected");
    assert_eq!(refused.at("/attemptsLeft"), 5, "the new code is untouched");
    docket.confirm(&id, &guest).await.expect(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn cancellation_by_the_buyer_and_transition_by_staff_have_one_winner() {
    let docket = Arc::new(Docket::open().await);
    let staff = docket.sign_in(Person::Shop).await;
    let stock = docket.available("cs-soap").await;
    let mut orders = Vec::new();
    for number in 190..220 {
        let guest = phone(number);
        let placed = docket.order(&pickup("corner-shop", &guest, &[("cs-soap", 2)])).await;
        let id = placed.expect(201).text_at("/order/id");
        let buyer = docket.confirm(&id, &guest).await.expect(200).text_at("/accessToken");
        orders.push((id, buyer));
    }
    let mut pairs = JoinSet::new();
    for (turn, (id, buyer)) in orders.into_iter().enumerate() {
        let (docket, staff) = (docket.clone(), staff.clone());
        pairs.spawn(async move {
            let cancel = async {
                pause(turn, 0).await;
                docket.call("DELETE", &format!("/api/orders/{id}")).bearer(&buyer).send().await
            };
            let step = async {
                pause(turn, 1).await;
                docket.set_status(&staff, &id, "confirmed").await
            };
            let (cancelled, moved) = tokio::join!(cancel, step);
            (id.clone(), cancelled, moved)
        });
    }
    let mut kept = 0;
    for (id, cancelled, moved) in pairs.join_all().await {
        let order = docket.read_order(&staff, &id).await.expect(200).at("/order");
        let last = if moved.status == 200 {
            cancelled.problem(409, "order_not_cancellable: role_not_allowed");
            kept += 1;
            "confirmed"
        } else {
            cancelled.expect(200);
            moved.problem(400, "invalid_transition");
            "cancelled"
        };
        assert_eq!(statuses(&order), ["awaiting_verification", "pending", last]);
    }
    println!("{kept} confirmed, {} cancelled", 30 - kept);
    assert_eq!(docket.available("cs-soap").await, stock - 2 * kept);
    let level = &docket.product(&staff, "cs-soap").await["stock"];
    assert_eq!(level["returned"], 2 * (30 - kept));
}

/// Eight concurrent requests for one transition of one order.
#[tokio::test(flavor = "multi_thread")]
async fn status_is_entered_once_when_requests_race() {
    let docket = Arc::new(Docket::open().await);
    let staff = docket.sign_in(Person::Producer).await;
    let guest = phone(221);
    let id = hold(&docket, &guest).await;
    docket.confirm(&id, &guest).await.expect(200);
    let mut askers = JoinSet::new();
    for _ in 0..8 {
        let (docket, staff, id) = (docket.clone(), staff.clone(), id.clone());
        askers.spawn(async move { docket.set_status(&staff, &id, "confirmed").await });
    }
    let replies: Vec<Reply> = askers.join_all().await;
    // A later request gets the order as the first one changed it.
    for reply in replies {
        assert_eq!(reply.expect(200).at("/order/version"), 3);
    }
    let order = docket.read_order(&staff, &id).await.expect(200).at("/order");
    assert_eq!(statuses(&order), ["awaiting_verification", "pending", "confirmed"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn concurrent_cleanups_return_the_stock_once() {
    let options = Options { retry_for: Duration::ZERO, ..Options::default() };
    let (docket, faults) = Faults::with(options).await;
    let stock = docket.available("gv-honey").await;
    holds(&docket, 230, 40).await;
    faults.inject(QUERY, "deadline", ALWAYS, Fault::Refuse(400, "ResourceNotFoundException"));
    docket.advance(HOLD).await;
    assert_eq!(docket.available("gv-honey").await, stock - 40);
    faults.clear();
    let gate = Gate::closed();
    faults.inject(TRANSACT, STOCK_BACK, ALWAYS, Fault::Wait(gate.clone()));
    let clean = || docket.running.invoke("cleanup-unverified-orders", serde_json::json!({}));
    let parts = parts(&docket).await;
    let (first, second, ()) = tokio::join!(clean(), clean(), async {
        gate.arrived(2 * parts).await;
        gate.open();
    });
    let done = |it: serde_json::Value| it["cancelled"].as_u64().unwrap();
    let (first, second) = (done(first.unwrap()), done(second.unwrap()));
    println!("one run cancelled {first}, the other {second}");
    assert_eq!(first + second, 40);
    assert_eq!(docket.available("gv-honey").await, stock);
    let staff = docket.sign_in(Person::Producer).await;
    assert_eq!(docket.product(&staff, "gv-honey").await["stock"]["returned"], 40);
}

/// The repeated request reads the order before the first request commits.
#[tokio::test]
async fn repeated_payment_is_answered_with_the_order_that_has_it() {
    let (docket, faults) = Faults::open().await;
    let guest = phone(590);
    let id = hold(&docket, &guest).await;
    docket.confirm(&id, &guest).await.expect(200);
    let staff = docket.sign_in(Person::Producer).await;
    let body = json!({"amount": 100, "method": "cash"});
    let pay = || {
        let call = docket.post(&format!("/api/orders/{id}/payments"));
        call.bearer(&staff).key("paid").json(&body).send()
    };
    let gate = Gate::closed();
    faults.inject(ANY, "\"I#", 1, Fault::Wait(gate.clone()));
    let (repeat, first) = tokio::join!(pay(), async {
        gate.arrived(1).await;
        let first = pay().await.expect(201);
        gate.open();
        first
    });
    let repeat = repeat.expect(201);
    assert_eq!(repeat.header("idempotent-replayed"), "true");
    assert_eq!(repeat.at("/order/version"), first.at("/order/version"));
    assert_eq!(repeat.at("/order/payment/amountPaid"), 100);
}
