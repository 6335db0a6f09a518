//! Tests how notify reacts to the channel's answers: sent, refused, not now, or unknown.

use docket_tests::{
    Person,
    channel::SendOutcome,
    pickup,
    world::messages::{Notices, UNLIMITED, phone},
};
use serde_json::json;

const ADMIN: &str = Person::Admin.phone();
const STAFF: &str = Person::Producer.phone();

/// A confirmed buyer's phone and token.
async fn buyer(world: &Notices, number: u32) -> (String, String) {
    let buyer = phone(number);
    let token = world.docket.token(&buyer).await;
    (buyer, token)
}

/// Places an order and waits until its first notice is processed.
async fn placed(world: &Notices, token: &str, buyer: &str) -> String {
    let id = world.place(token, buyer).await;
    world.docket.running.settle().await.unwrap();
    id
}

#[tokio::test]
async fn notices_reach_other_recipients_when_one_is_unreachable() {
    let world = Notices::open(&[]).await;
    world.member(json!({"phone": phone(90)})).await;
    for outcome in [SendOutcome::Refused, SendOutcome::NotNow, SendOutcome::Unknown] {
        for unreachable in [ADMIN, STAFF] {
            let others: Vec<_> = [ADMIN, STAFF, &phone(90)]
                .into_iter()
                .filter(|it| *it != unreachable)
                .map(|it| (it.to_owned(), world.notices(it).len()))
                .collect();
            let before = world.notices(unreachable).len();
            world.channel.next(unreachable, &[outcome]);
            let product = world.runs_low("Cider").await;
            let assert_notified = |since: usize| {
                for (other, had) in &others {
                    assert_eq!(world.notices(other).len(), had + 1, "{outcome:?} {other}");
                }
                assert_eq!(world.notices(unreachable).len(), before + since, "{outcome:?}");
            };
            assert_notified(0);
            // Only recipients whose notice may still be sent get it later.
            world.later("notify", "StockLow", &product).await.unwrap();
            let refused = matches!(outcome, SendOutcome::Refused);
            assert_notified(usize::from(!refused));
            world.later("notify", "StockLow", &product).await.unwrap();
            assert_notified(usize::from(!refused));
        }
    }
}

#[tokio::test]
async fn refusal_is_recorded_without_retry_and_releases_the_budget() {
    let world = Notices::limited("NoticesPerContact", "1,1").await;
    let (buyer, token) = buyer(&world, 91).await;
    world.channel.next(&buyer, &[SendOutcome::Refused]);
    let refused = placed(&world, &token, &buyer).await;
    assert_eq!(world.reasons(&refused).await, ["refused_by_channel"]);
    world.later("notify", "OrderPlaced", &refused).await.unwrap();
    assert_eq!((world.channel.tries(), world.channel.sent(&buyer)), (1, 0));
    assert!(world.docket.running.dead_letters().is_empty());
    // Its place in the budget is released, exactly once.
    let sent = placed(&world, &token, &buyer).await;
    assert_eq!((world.channel.sent(&buyer), world.reasons(&sent).await.len()), (1, 0));
    let third = placed(&world, &token, &buyer).await;
    assert_eq!(world.reasons(&third).await, ["contact_budget_used_up"]);
}

#[tokio::test]
async fn notice_refused_for_now_releases_the_budget_and_is_sent_later() {
    for parameter in ["NoticesPerContact", "NoticesPerSource", "NoticesPerSeller", "NoticesInAll"] {
        let world = Notices::limited(parameter, "1,1").await;
        let (buyer, token) = buyer(&world, 92).await;
        world.channel.next(&buyer, &[SendOutcome::NotNow, SendOutcome::NotNow]);
        let id = placed(&world, &token, &buyer).await;
        assert!(world.reasons(&id).await.is_empty(), "{parameter}");
        world.again("notify", "OrderPlaced", &id).await.unwrap_err();
        world.later("notify", "OrderPlaced", &id).await.unwrap_err();
        world.later("notify", "OrderPlaced", &id).await.unwrap();
        assert_eq!((world.channel.tries(), world.channel.sent(&buyer)), (3, 1), "{parameter}");
        let next = placed(&world, &token, &buyer).await;
        assert_eq!(world.reasons(&next).await.len(), 1, "{parameter}");
        assert_eq!(world.channel.sent(&buyer), 1, "{parameter}");
    }
}

#[tokio::test]
async fn unknown_outcome_is_counted_once_including_its_retries() {
    let world = Notices::limited("NoticesPerContact", "2,2").await;
    let (buyer, token) = buyer(&world, 93).await;
    world.channel.next(&buyer, &[SendOutcome::Unknown, SendOutcome::Unknown, SendOutcome::NotNow]);
    let id = placed(&world, &token, &buyer).await;
    for _ in 0..2 {
        world.later("notify", "OrderPlaced", &id).await.unwrap_err();
    }
    world.later("notify", "OrderPlaced", &id).await.unwrap();
    world.later("notify", "OrderPlaced", &id).await.unwrap();
    assert_eq!((world.channel.tries(), world.channel.sent(&buyer)), (4, 1));
    // It is counted once, so the budget has one more place.
    placed(&world, &token, &buyer).await;
    let third = placed(&world, &token, &buyer).await;
    assert_eq!(world.channel.sent(&buyer), 2);
    assert_eq!(world.reasons(&third).await, ["contact_budget_used_up"]);

    let world = Notices::limited("NoticesPerContact", "1,1").await;
    let (buyer, token) = self::buyer(&world, 94).await;
    world.channel.next(&buyer, &[SendOutcome::Unknown]);
    placed(&world, &token, &buyer).await;
    let next = placed(&world, &token, &buyer).await;
    assert_eq!(world.reasons(&next).await, ["contact_budget_used_up"]);
}

#[tokio::test]
async fn exhausted_budget_releases_the_budgets_counted_before_it() {
    let mut parameters = UNLIMITED;
    parameters[0].1 = "2,2";
    parameters[2].1 = "1,1";
    let world = Notices::open(&parameters).await;
    let (buyer, token) = buyer(&world, 95).await;
    let body = pickup("corner-shop", &buyer, &[("cs-soap", 1)]);
    placed(&world, &token, &buyer).await;
    let withheld = placed(&world, &token, &buyer).await;
    assert_eq!(world.reasons(&withheld).await, ["seller_budget_used_up"]);
    // The buyer's second place is still free, and is used for another seller's order.
    world.docket.post("/api/orders").bearer(&token).json(&body).send().await.expect(201);
    world.docket.running.settle().await.unwrap();
    assert_eq!(world.channel.sent(&buyer), 2);
}
