//! Tests the four budgets of notices, each per hour and per day.

use docket_tests::{
    Person,
    world::messages::{HOUR, Notices, phone},
};
use serde_json::json;

/// Places orders as staff for two buyers in turn, in three hours of which the last is on the next
/// day. Returns how many messages both buyers get in each of these hours.
async fn sent(world: &Notices, orders: usize) -> [usize; 3] {
    let buyers = [phone(50), phone(51)];
    for buyer in &buyers {
        world.docket.token(buyer).await;
    }
    let mut counts = [0; 3];
    let mut before = 0;
    for (nth, count) in counts.iter_mut().enumerate() {
        match nth {
            0 => {}
            1 => world.docket.advance(HOUR).await,
            _ => world.next_day().await,
        }
        let staff = world.staff().await;
        for order in 0..orders {
            world.place(&staff, &buyers[order % 2]).await;
        }
        world.docket.running.settle().await.unwrap();
        let now = buyers.iter().map(|it| world.notices(it).len()).sum();
        *count = now - before;
        before = now;
    }
    counts
}

#[tokio::test]
async fn contact_gets_at_most_its_hourly_and_daily_notices() {
    let world = Notices::limited("NoticesPerContact", "3,4").await;
    assert_eq!(sent(&world, 10).await, [6, 2, 6]);
}

#[tokio::test]
async fn person_causes_at_most_their_hourly_and_daily_notices() {
    let world = Notices::limited("NoticesPerSource", "3,4").await;
    assert_eq!(sent(&world, 10).await, [3, 1, 3]);
    // Notices that another person causes are counted separately.
    let buyer = phone(52);
    let token = world.docket.token(&buyer).await;
    world.place(&token, &buyer).await;
    world.docket.running.settle().await.unwrap();
    assert_eq!(world.notices(&buyer).len(), 1);
}

#[tokio::test]
async fn seller_causes_at_most_its_hourly_and_daily_notices() {
    let world = Notices::limited("NoticesPerSeller", "3,4").await;
    assert_eq!(sent(&world, 10).await, [3, 1, 3]);
}

#[tokio::test]
async fn deployment_sends_no_more_notices_than_its_budget() {
    let world = Notices::limited("NoticesInAll", "8,12").await;
    let mut ids = Vec::new();
    for number in 60..72 {
        let buyer = phone(number);
        let token = world.docket.token(&buyer).await;
        ids.push((world.place(&token, &buyer).await, buyer));
        world.place(&token, &phone(number)).await;
    }
    world.docket.running.settle().await.unwrap();
    let sent: usize = ids.iter().map(|(_, buyer)| world.notices(buyer).len()).sum();
    // Each of the eight parts of the budget has one place. Which phones share a part depends on
    // random keys.
    assert!((2..=8).contains(&sent), "{sent}");
    let mut withheld = 0;
    for (id, _) in &ids {
        let reasons = world.reasons(id).await;
        assert!(reasons.iter().all(|it| it == "total_budget_used_up"), "{reasons:?}");
        withheld += reasons.len();
    }
    assert!(withheld >= ids.len() - sent, "{withheld}");
    world.docket.advance(HOUR).await;
    let token = world.docket.token(&ids[0].1).await;
    world.place(&token, &ids[0].1).await;
    world.docket.running.settle().await.unwrap();
}

#[tokio::test]
async fn budgets_count_sms_and_email_separately_and_sub_addresses_together() {
    let world = Notices::limited("NoticesPerContact", "1,1").await;
    for email in ["a+1@example.com", "a+2@example.com", "b@example.com"] {
        world.member(json!({"email": email})).await;
    }
    world.runs_low("Cider").await;
    let one = |to: &str| world.notices(to).len();
    assert_eq!((one(Person::Producer.phone()), one(Person::Admin.phone())), (1, 1));
    assert_eq!(one("a+1@example.com") + one("a+2@example.com"), 1, "one mailbox");
    assert_eq!(one("b@example.com"), 1);

    let world = Notices::limited("NoticesPerSeller", "1,1").await;
    world.member(json!({"email": "b@example.com"})).await;
    world.runs_low("Cider").await;
    let one = |to: &str| world.notices(to).len();
    assert_eq!(one(Person::Producer.phone()) + one(Person::Admin.phone()), 1, "by SMS");
    assert_eq!(one("b@example.com"), 1, "by e-mail");
}

#[tokio::test]
async fn notice_costs_six_write_units_and_a_feed_entry_one() {
    let world = Notices::open(&[]).await;
    let buyer = phone(80);
    let token = world.docket.token(&buyer).await;
    let used = async || {
        world.docket.running.settle().await.unwrap();
        let capacity = world.docket.running.capacity();
        let used = &capacity["functions"]["notify"];
        ["roundTrips", "readUnits", "writeUnits"].map(|it| used[it].as_f64().unwrap())
    };
    let before = used().await;
    world.place(&token, &buyer).await;
    let after = used().await;
    assert_eq!(world.notices(&buyer).len(), 1);
    // Writes: the claim, the four budgets (contact, source, seller, all), the mark, and the entry
    // of the feed. Reads before them: the order, its seller, the items beside the buyer's contact,
    // the list of the seller's staff, and the items beside the only member's contact.
    let difference = [0, 1, 2].map(|it| after[it] - before[it]);
    assert_eq!(difference, [6.0 + 3.0 + 1.0 + 3.0, 2.5 + 3.0, 6.0 + 1.0]);
}
