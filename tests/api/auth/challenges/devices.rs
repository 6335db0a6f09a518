//! Device secrets: what a known device may do, for how long, and when a contact is confirmed.

use docket_tests::{
    Desk, Person,
    deployment::phone,
    pickup,
    world::signing_in::{ask_by_device, limited, sign_in_by_device},
};
use jiff::SignedDuration;
use serde_json::json;

/// Uses up the contact's general budget of codes for this hour.
async fn exhaust(desk: &Desk, to: &str) {
    while desk.ask(to).await.status == 202 {}
    desk.refused(desk.ask(to), 429, "too_many_requests").await;
}

#[tokio::test]
async fn sign_in_by_code_answers_a_device_secret_for_the_device_budget() {
    let desk = limited().await;
    let (admin, buyer) = (Person::Admin.phone(), phone(80));
    let body = desk.asked(admin).await;
    let login = desk.post("/api/auth/admin/login").json(&body).send().await.expect(200);
    let order = desk.order(&pickup("green-valley", &buyer, &[("gv-honey", 1)])).await.expect(201);
    let verified = desk.confirm(&order.text_at("/order/id"), &buyer).await.expect(200);
    for (to, reply) in [(admin, login), (buyer.as_str(), verified)] {
        exhaust(&desk, to).await;
        let next = sign_in_by_device(&desk, to, &reply.text_at("/deviceSecret")).await.expect(200);
        assert_ne!(next.at("/deviceSecret"), reply.at("/deviceSecret"));
        // A refreshed session gets no new device secret.
        let refresh = json!({"refreshToken": next.text_at("/refreshToken")});
        let refreshed = desk.post("/api/auth/tokens/refresh").json(&refresh).send().await;
        assert!(refreshed.expect(200).at("/deviceSecret").is_null());
    }
}

#[tokio::test]
async fn device_secret_is_valid_for_its_contact_for_180_days() {
    let desk = limited().await;
    let (ada, ben) = (phone(81), phone(82));
    let secret = desk.signs_in(&ada).await.text_at("/deviceSecret");
    exhaust(&desk, &ben).await;
    let foreign = ask_by_device(&desk, &ben, &secret);
    desk.refused(foreign, 429, "too_many_requests").await;
    let changed =
        secret.replacen(&secret[..4], if secret.starts_with("AAAA") { "BBBB" } else { "AAAA" }, 1);
    exhaust(&desk, &ada).await;
    for bad in [changed, format!("{secret}A")] {
        let refused = ask_by_device(&desk, &ada, &bad).await;
        assert!(matches!(refused.status, 400 | 429), "{}", refused.text);
    }
    desk.get("/api/orders/my-orders").bearer(&secret).send().await.problem(401, "unauthenticated");
    ask_by_device(&desk, &ada, &secret).await.expect(202);

    desk.advance(SignedDuration::from_hours(180 * 24) - SignedDuration::from_mins(1)).await;
    exhaust(&desk, &ada).await;
    ask_by_device(&desk, &ada, &secret).await.expect(202);
    desk.advance(SignedDuration::from_mins(1)).await;
    let outdated = ask_by_device(&desk, &ada, &secret);
    desk.refused(outdated, 429, "too_many_requests").await;
}

#[tokio::test]
async fn device_budget_has_five_codes_an_hour() {
    let desk = limited().await;
    let person = phone(83);
    let secret = desk.signs_in(&person).await.text_at("/deviceSecret");
    for _ in 0..5 {
        ask_by_device(&desk, &person, &secret).await.expect(202);
    }
    let sixth = ask_by_device(&desk, &person, &secret);
    desk.refused(sixth, 429, "too_many_requests").await;
    desk.ask(&person).await.expect(202);
}

#[tokio::test]
async fn contact_is_confirmed_by_a_sign_in_or_a_confirmed_order() {
    let desk = Desk::open().await;
    let (signs_in, orders, mail) = (phone(84), phone(85), "Ada+shop@example.com");
    let confirmed = async || {
        let items = desk.table().await;
        let noted = |to: &str| {
            let to = format!("S(\"{to}\")");
            items.iter().any(|item| item.contains(&to) && item.contains("(\"cf\""))
        };
        [noted(&signs_in), noted(&orders), noted(mail)]
    };
    desk.ask(&signs_in).await.expect(202);
    let order = pickup("green-valley", &orders, &[("gv-honey", 1)]);
    let order = desk.order(&order).await.expect(201).text_at("/order/id");
    assert_eq!(confirmed().await, [false; 3]);
    desk.token(&signs_in).await;
    desk.confirm(&order, &orders).await.expect(200);
    desk.token(mail).await;
    assert_eq!(confirmed().await, [true; 3]);
    // A confirmed contact without counters: the next code creates them in its item.
    desk.ask("ada+shop@example.com").await.expect(202);
}
