//! Tests that one person who causes as many messages as possible (SMS pumping) gets no more than
//! the budget.

use std::collections::BTreeMap;

use docket_tests::{
    Person,
    channel::is_code,
    world::messages::{FARM, HOUR, Notices, phone},
};
use docket_texts::fits_one_segment;
use serde_json::json;

/// The template's limits of notices to one contact.
const PER_HOUR: usize = 10;
const PER_DAY: usize = 30;

#[tokio::test]
async fn forty_placed_and_cancelled_orders_send_no_more_sms_than_the_budget() {
    let world = Notices::open(&[]).await;
    let buyer = phone(1);
    let token = world.docket.token(&buyer).await;
    let mut last = String::new();
    for _ in 0..40 {
        last = world.place(&token, &buyer).await;
        // An unsent message is replaced by a newer one, so each is sent first.
        world.docket.running.settle().await.unwrap();
        let reason = json!({"reason": "\u{1f4a9}".repeat(1000)});
        let path = format!("/api/orders/{last}/cancel");
        world.docket.call("PUT", &path).bearer(&token).json(&reason).send().await.expect(200);
    }
    world.docket.running.settle().await.unwrap();
    let sent = world.notices(&buyer);
    assert_eq!(sent.len(), PER_HOUR, "{sent:?}");
    assert!(sent.iter().all(|text| fits_one_segment(text)), "{sent:?}");

    // Staff see the withheld messages, and the buyer does not.
    let withheld = world.withheld(&last).await;
    assert_eq!(withheld.len(), 2, "{withheld:?}");
    for notice in &withheld {
        assert_eq!(notice["to"], json!({"role": "buyer"}));
        assert_eq!(notice["channel"], "sms");
        assert_eq!(notice["reason"], "contact_budget_used_up");
    }
    let own = world.docket.read_order(&token, &last).await.expect(200);
    assert!(!own.text.contains("withheld"), "{}", own.text);
    let path = format!("/api/orders/{last}/admin");
    world.docket.get(&path).bearer(&token).send().await.problem(403, "forbidden");
    let other = world.docket.sign_in(Person::Shop).await;
    world.docket.get(&path).bearer(&other).send().await.problem(404, "not_found");

    // Each of the next hours sends messages again, until the daily budget is used up.
    for hour in 1..=4 {
        world.docket.advance(HOUR).await;
        let token = world.docket.token(&buyer).await;
        for _ in 0..12 {
            world.place(&token, &buyer).await;
        }
        world.docket.running.settle().await.unwrap();
        assert_eq!(world.notices(&buyer).len(), (PER_HOUR * (1 + hour)).min(PER_DAY));
    }
}

#[tokio::test]
async fn recurring_orders_of_a_sold_out_product_send_no_more_sms_than_the_budget() {
    let world = Notices::open(&[]).await;
    let staff = world.staff().await;
    let product =
        world.docket.add_product(&staff, &json!({"name": "Rare", "price": 1, "stock": 0})).await;
    let buyer = phone(2);
    let token = world.docket.token(&buyer).await;
    let body = json!({
        "sellerId": FARM,
        "items": [{"productId": product, "quantity": 1}],
        "customer": {"name": "P", "phone": buyer},
        "fulfilment": {"method": "pickup"},
        "schedule": {"cron": "0 * * * *", "timezone": "UTC"},
    });
    let mut made = 0;
    for _ in 0..30 {
        let create = world.docket.post("/api/order-templates").bearer(&token).json(&body);
        made += usize::from(create.send().await.status == 201);
    }
    assert!(made > 0);
    for _ in 0..3 {
        world.docket.advance(HOUR).await;
    }
    let mut by_hour: BTreeMap<i64, usize> = BTreeMap::new();
    let messages = world.docket.running.messages(Some(&buyer));
    for message in messages.iter().filter(|it| !is_code(&it.text)) {
        assert!(fits_one_segment(&message.text), "{}", message.text);
        *by_hour.entry(Notices::hour(message.at)).or_default() += 1;
    }
    assert_eq!(by_hour.len(), 3, "{by_hour:?}");
    assert!(by_hour.values().all(|&count| count == made.min(PER_HOUR)), "{by_hour:?}");
}

#[tokio::test]
async fn a_refused_recurring_order_of_many_products_is_one_short_sms() {
    let world = Notices::open(&[]).await;
    let staff = world.staff().await;
    let mut items = Vec::new();
    for number in 0..25 {
        let name =
            format!("A product with a rather long name so that it is known, number {number}");
        let body = json!({"name": name, "price": 1, "stock": 0});
        let product = world.docket.add_product(&staff, &body).await;
        items.push(json!({"productId": product, "quantity": 1}));
    }
    let buyer = phone(3);
    let token = world.docket.token(&buyer).await;
    let body = json!({
        "sellerId": FARM, "items": items,
        "customer": {"name": "P", "phone": buyer},
        "fulfilment": {"method": "pickup"},
        "schedule": {"cron": "0 * * * *", "timezone": "UTC"},
    });
    let create = world.docket.post("/api/order-templates").bearer(&token).json(&body);
    let template = create.send().await.expect(201).text_at("/template/id");
    world.docket.advance(HOUR).await;
    let sent = world.notices(&buyer);
    assert_eq!(sent.len(), 1, "{sent:?}");
    assert!(fits_one_segment(&sent[0]), "{sent:?}");
    assert!(sent[0].contains(&template) && sent[0].contains("was not placed"), "{sent:?}");
}
