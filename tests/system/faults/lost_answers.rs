//! DynamoDB commits a write and its response is lost, either once or until the SDK gives up. In
//! both cases the change is made exactly once.

use docket_local::Options;
use docket_tests::{
    Docket, Person, Reply,
    faults::{ALWAYS, BATCH_GET, Fault, Faults, Gate, ORDER_VERSION, SDK_TRIES, TRANSACT, UPDATE},
    guests::{HOLD, NEXT_CODE, each, events_of, hold, item, phone, resend, statuses, until, wrong},
    pickup,
};
use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::faults::{messages::SENDER, publisher::Bus};

/// Text in the condition of counting a guess at a code, and of no other write.
const GUESS: &str = "\"#ca\":\"ca\"";
/// Text in the condition of using a code to sign in, and of no other write.
const USED: &str = "\"#us\":\"us\"";
/// The beginning of the update that claims a code for sending, and of no other update.
const CLAIM: &str = "SET #cm = ";
/// The beginning of the update that marks a code as sent, and of no other update.
const MARK: &str = "SET #cs = ";

async fn place(docket: &Docket, body: &Value) -> Reply {
    docket.post("/api/orders").key("lost").json(body).send().await
}

/// Asserts that the order exists once, its stock was taken once, and one message was sent.
async fn assert_placed_once(docket: &Docket, guest: &str, stock: u64, id: &str) {
    assert_eq!(docket.available("gv-honey").await, stock - 2);
    docket.running.settle().await.unwrap();
    assert_eq!(docket.running.messages(Some(guest)).len(), 1);
    assert_eq!(events_of(docket, id, "OrderPlaced"), [format!("{id}:1:0")]);
    let table = docket.table().await;
    let orders = table.iter().filter(|item| item.contains("\"sk\", S(\"O\")"));
    assert_eq!(orders.count(), 1);
    let buyer = docket.confirm(id, guest).await.expect(200).text_at("/accessToken");
    let order = docket.read_order(&buyer, id).await.expect(200).at("/order");
    assert_eq!(statuses(&order), ["awaiting_verification", "pending"]);
}

#[tokio::test]
async fn placing_places_one_order_when_responses_are_lost() {
    each([1, SDK_TRIES], |times| async move {
        let (docket, faults) = Faults::open().await;
        let guest = phone(300);
        let stock = docket.available("gv-honey").await;
        let body = pickup("green-valley", &guest, &[("gv-honey", 2)]);
        let lost = faults.inject(TRANSACT, &guest, times, Fault::LoseAnswer);
        let first = place(&docket, &body).await;
        assert_eq!(lost.count(), times);
        let id = if times == 1 {
            first.expect(201).text_at("/order/id")
        } else {
            first.problem(503, "unavailable");
            let again = place(&docket, &body).await.expect(201);
            assert_eq!(again.header("idempotent-replayed"), "true");
            again.text_at("/order/id")
        };
        assert_placed_once(&docket, &guest, stock, &id).await;
    })
    .await;
}

#[tokio::test]
async fn placing_changes_nothing_when_the_request_is_lost() {
    let (docket, faults) = Faults::open().await;
    let guest = phone(301);
    let stock = docket.available("gv-honey").await;
    let body = pickup("green-valley", &guest, &[("gv-honey", 2)]);
    let before = docket.table().await;
    let lost = faults.inject(TRANSACT, &guest, SDK_TRIES, Fault::LoseRequest);
    place(&docket, &body).await.problem(503, "unavailable");
    assert_eq!((docket.table().await, lost.count()), (before, SDK_TRIES));
    let again = place(&docket, &body).await.expect(201);
    assert_eq!(again.header("idempotent-replayed"), "");
    assert_placed_once(&docket, &guest, stock, &again.text_at("/order/id")).await;
}

#[tokio::test]
async fn verifying_confirms_once_when_responses_are_lost() {
    each([1, SDK_TRIES], |times| async move {
        let (docket, faults) = Faults::open().await;
        let guest = phone(302);
        let id = hold(&docket, &guest).await;
        let code = docket.code(&guest).await;
        let lost = faults.inject(UPDATE, ORDER_VERSION, times, Fault::LoseAnswer);
        let reply = docket.verify(&id, &code).await;
        assert_eq!(lost.count(), times);
        let buyer = if times == 1 {
            reply.expect(200).text_at("/accessToken")
        } else {
            reply.problem(503, "unavailable");
            docket.verify(&id, &code).await.problem(409, "already_verified");
            docket.token(&guest).await
        };
        let order = docket.read_order(&buyer, &id).await.expect(200).at("/order");
        assert_eq!(statuses(&order), ["awaiting_verification", "pending"]);
        docket.running.settle().await.unwrap();
        assert_eq!(events_of(&docket, &id, "OrderVerified"), [format!("{id}:2:0")]);
        let messages = docket.running.messages(Some(&guest)).into_iter();
        assert_eq!(messages.filter(|it| it.text.contains("was received")).count(), 1);
    })
    .await;
}

/// A guess that is counted twice costs the guest one guess and never grants one.
#[tokio::test]
async fn guess_may_count_twice_when_the_response_is_lost() {
    let (docket, faults) = Faults::open().await;
    let guest = phone(303);
    let id = hold(&docket, &guest).await;
    let code = docket.code(&guest).await;
    faults.inject(UPDATE, GUESS, 1, Fault::LoseAnswer);
    let refused = docket.verify(&id, &wrong(&code)).await;
    assert_eq!(refused.problem(400, "code_rejected").at("/attemptsLeft"), 3);
    faults.inject(UPDATE, GUESS, SDK_TRIES, Fault::LoseRequest);
    docket.verify(&id, &code).await.problem(503, "unavailable");
    faults.inject(UPDATE, GUESS, 1, Fault::LoseAnswer);
    docket.verify(&id, &code).await.expect(200);
}

#[tokio::test]
async fn transition_is_made_once_when_responses_are_lost() {
    each([1, SDK_TRIES], |times| async move {
        let (docket, faults) = Faults::open().await;
        let guest = phone(304);
        let id = hold(&docket, &guest).await;
        let token = docket.confirm(&id, &guest).await.expect(200).text_at("/accessToken");
        let choice = json!({"groups": {"order_accepted": ["sms"]}});
        let call = docket.call("PUT", "/api/preferences").bearer(&token).json(&choice);
        call.send().await.expect(200);
        let staff = docket.sign_in(Person::Producer).await;
        let lost = faults.inject(UPDATE, ORDER_VERSION, times, Fault::LoseAnswer);
        let reply = docket.set_status(&staff, &id, "confirmed").await;
        assert_eq!(lost.count(), times);
        if times == 1 {
            assert_eq!(reply.expect(200).at("/order/version"), 3);
        } else {
            reply.problem(503, "unavailable");
            let again = docket.set_status(&staff, &id, "confirmed").await;
            // The first request made the transition. The repeated one does not make it again.
            assert_eq!(again.expect(200).at("/order/version"), 3);
        }
        let order = docket.read_order(&staff, &id).await.expect(200).at("/order");
        assert_eq!(statuses(&order), ["awaiting_verification", "pending", "confirmed"]);
        docket.running.settle().await.unwrap();
        assert_eq!(events_of(&docket, &id, "OrderStatusChanged"), [format!("{id}:3:0")]);
        let messages = docket.running.messages(Some(&guest)).into_iter();
        assert_eq!(messages.filter(|it| it.text.contains("was accepted")).count(), 1);
    })
    .await;
}

#[tokio::test]
async fn cancelling_returns_stock_once_when_responses_are_lost() {
    each([1, SDK_TRIES], |times| async move {
        let (docket, faults) = Faults::open().await;
        let guest = phone(305);
        let stock = docket.available("gv-honey").await;
        let id = hold(&docket, &guest).await;
        let buyer = docket.confirm(&id, &guest).await.expect(200).text_at("/accessToken");
        let lost = faults.inject(TRANSACT, &item(&id), times, Fault::LoseAnswer);
        let path = format!("/api/orders/{id}");
        let reply = docket.call("DELETE", &path).bearer(&buyer).send().await;
        assert_eq!(lost.count(), times);
        if times == 1 {
            reply.expect(200);
        } else {
            reply.problem(503, "unavailable");
            let again = docket.call("DELETE", &path).bearer(&buyer).send().await;
            again.problem(409, "order_not_cancellable: status_not_cancellable");
        }
        let order = docket.read_order(&buyer, &id).await.expect(200).at("/order");
        assert_eq!(statuses(&order), ["awaiting_verification", "pending", "cancelled"]);
        assert_eq!(docket.available("gv-honey").await, stock);
        let staff = docket.sign_in(Person::Producer).await;
        assert_eq!(docket.product(&staff, "gv-honey").await["stock"]["returned"], 1);
        assert_eq!(events_of(&docket, &id, "OrderCancelled"), [format!("{id}:3:0")]);
    })
    .await;
}

#[tokio::test]
async fn stock_adjustment_is_made_once_when_responses_are_lost() {
    each(
        [(1, 7), (SDK_TRIES, 7), (1, -7), (SDK_TRIES, -7), (SDK_TRIES, -200)],
        |(times, change)| async move {
            let (docket, faults) = Faults::open().await;
            let staff = docket.sign_in(Person::Producer).await;
            let body = json!({"change": change, "reason": "count"});
            let adjust = || {
                let call = docket.post("/api/products/gv-honey/stock");
                call.bearer(&staff).key("adjusted").json(&body).send()
            };
            let lost = faults.inject(TRANSACT, "I#", times, Fault::LoseAnswer);
            let first = adjust().await;
            assert_eq!(lost.count(), times);
            if times == SDK_TRIES {
                first.problem(503, "unavailable");
            } else {
                first.expect(200);
            }
            let again = adjust().await.expect(200);
            assert_eq!(again.header("idempotent-replayed"), "true");
            let stock = &docket.product(&staff, "gv-honey").await["stock"];
            let (received, written_off) = if change > 0 { (207, 0) } else { (200, -change) };
            assert_eq!(stock["available"], 200 + change);
            assert_eq!(
                (&stock["received"], &stock["writtenOff"]),
                (&received.into(), &written_off.into())
            );
        },
    )
    .await;
}

#[tokio::test]
async fn requests_for_codes_recover_when_responses_are_lost() {
    each([1, SDK_TRIES], |times| async move {
        let (docket, faults) = Faults::open().await;
        let guest = phone(306);
        let id = hold(&docket, &guest).await;
        docket.advance(NEXT_CODE).await;
        let lost = faults.inject(TRANSACT, &item(&id), times, Fault::LoseAnswer);
        let reply = resend(&docket, &id).await;
        assert_eq!(lost.count(), times);
        if times == 1 {
            reply.expect(202);
        } else {
            reply.problem(503, "unavailable");
            resend(&docket, &id).await.problem(429, "too_many_requests");
        }
        docket.running.settle().await.unwrap();
        assert_eq!(docket.running.messages(Some(&guest)).len(), 2);
        docket.confirm(&id, &guest).await.expect(200);

        let caller = phone(307);
        let lost = faults.inject(TRANSACT, &caller, times, Fault::LoseAnswer);
        let reply = docket.ask(&caller).await;
        assert_eq!(lost.count(), times);
        let challenge = if times == 1 {
            reply.expect(202).text_at("/challenge")
        } else {
            // The client never got this challenge, so its next request opens another one.
            reply.problem(503, "unavailable");
            docket.running.settle().await.unwrap();
            docket.challenge(&caller).await
        };
        docket.running.settle().await.unwrap();
        let messages = if times == 1 { 1 } else { 2 };
        assert_eq!(docket.running.messages(Some(&caller)).len(), messages);
        docket.give(&challenge, &caller, &docket.code(&caller).await).await.expect(200);
    })
    .await;
}

#[tokio::test]
async fn signing_in_succeeds_when_a_response_is_lost() {
    let (docket, faults) = Faults::open().await;
    let caller = phone(308);
    let body = docket.asked(&caller).await;
    let lost = faults.inject(UPDATE, USED, 1, Fault::LoseAnswer);
    docket.post("/api/auth/tokens").json(&body).send().await.expect(200);
    assert_eq!(lost.count(), 1);
    let again = docket.post("/api/auth/tokens").json(&body).send().await;
    again.problem(400, "code_rejected");
}

#[tokio::test]
async fn cleanup_returns_stock_once_when_responses_are_lost() {
    let (docket, faults) = Faults::open().await;
    let stock = docket.available("gv-honey").await;
    let id = hold(&docket, &phone(309)).await;
    let lost = faults.inject(TRANSACT, &item(&id), SDK_TRIES, Fault::LoseAnswer);
    docket.advance(HOLD).await;
    assert_eq!(lost.count(), SDK_TRIES);
    assert_eq!(docket.available("gv-honey").await, stock);
    docket.advance(HOLD).await;
    assert_eq!(docket.available("gv-honey").await, stock);
    assert_eq!(events_of(&docket, &id, "OrderCancelled"), [format!("{id}:2:0")]);
}

/// The sender recognises its own claim when the response is lost, so it sends the code at once and
/// does not wait until the claim expires.
#[tokio::test]
async fn code_is_sent_once_when_responses_to_the_sender_are_lost() {
    let (docket, faults) = Faults::open().await;
    let guest = phone(310);
    let claims = faults.inject(UPDATE, CLAIM, 1, Fault::LoseAnswer);
    let marks = faults.inject(UPDATE, MARK, 1, Fault::LoseAnswer);
    let began = std::time::Instant::now();
    let id = hold(&docket, &guest).await;
    docket.running.settle().await.unwrap();
    assert!(began.elapsed().as_secs() < 20, "{:?}", began.elapsed());
    assert_eq!((claims.count(), marks.count()), (1, 1));
    assert_eq!(docket.running.messages(Some(&guest)).len(), 1);

    let claims = faults.inject(UPDATE, &format!("N#{id}"), 1, Fault::LoseAnswer);
    docket.confirm(&id, &guest).await.expect(200);
    docket.running.settle().await.unwrap();
    assert!(began.elapsed().as_secs() < 20, "{:?}", began.elapsed());
    assert_eq!(claims.count(), 1);
    assert_eq!(docket.running.messages(Some(&guest)).len(), 2, "a code and a thank-you");
}

/// A sent message is not sent again when the write that marks it as sent fails.
#[tokio::test]
async fn a_message_that_cannot_be_marked_is_not_sent_again() {
    let (docket, faults) = Faults::open().await;
    let guest = phone(312);
    let marks = faults.inject(UPDATE, MARK, SDK_TRIES, Fault::LoseRequest);
    let id = hold(&docket, &guest).await;
    until(|| marks.count() == SDK_TRIES).await;
    for _ in 0..2 {
        docket.advance(SignedDuration::from_secs(61)).await;
    }
    assert_eq!(docket.running.messages(Some(&guest)).len(), 1);

    let marks = faults.inject(UPDATE, MARK, SDK_TRIES, Fault::LoseRequest);
    docket.confirm(&id, &guest).await.expect(200);
    until(|| marks.count() == SDK_TRIES).await;
    for _ in 0..2 {
        docket.advance(SignedDuration::from_secs(61)).await;
    }
    assert_eq!(docket.running.messages(Some(&guest)).len(), 2, "a code and a thank-you");
    assert_eq!(docket.running.dead_letters().len(), 0);
}

/// A newer code replaces the claimed one while the sender retries its claim.
#[tokio::test]
async fn sender_sends_nothing_when_a_newer_code_replaced_its_claim() {
    let (wrapper, bus) = Bus::wrapper();
    let (docket, faults) = Faults::with(Options { bus: Some(wrapper), ..Options::default() }).await;
    let guest = phone(311);
    bus.drop_events("CodeRequested");
    let id = hold(&docket, &guest).await;
    docket.advance(NEXT_CODE).await;
    let first = bus.event("CodeRequested");
    let gate = Gate::closed();
    faults.inject(UPDATE, CLAIM, 1, Fault::LoseAnswer);
    faults.inject(UPDATE, CLAIM, 1, Fault::Wait(gate.clone()));
    let (outcome, ()) = tokio::join!(docket.running.invoke(SENDER, first), async {
        gate.arrived(1).await;
        resend(&docket, &id).await.expect(202);
        docket.running.settle().await.unwrap();
        gate.open();
    });
    outcome.unwrap();
    assert_eq!(docket.running.messages(Some(&guest)).len(), 0);
    docket.running.invoke(SENDER, bus.event("CodeRequested")).await.unwrap();
    assert_eq!(docket.running.messages(Some(&guest)).len(), 1);
    docket.confirm(&id, &guest).await.expect(200);
}

#[tokio::test]
async fn read_is_retried_when_the_response_is_lost() {
    let (docket, faults) = Faults::open().await;
    let lost = faults.inject(BATCH_GET, "gv-honey", 1, Fault::LoseAnswer);
    assert_eq!(docket.available("gv-honey").await, 200);
    assert_eq!(lost.count(), 1);
    faults.inject(BATCH_GET, "gv-honey", ALWAYS, Fault::LoseAnswer);
    docket.get("/api/products/gv-honey").send().await.problem(503, "unavailable");
}
