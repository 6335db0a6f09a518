//! Device secrets: what a known device may do, for how long, and when a contact is confirmed.

use docket_tests::{
    Docket, Person,
    deployment::phone,
    pickup,
    world::signing_in::{ask_by_device, limited, sign_in_by_device},
};
use jiff::SignedDuration;
use serde_json::json;

/// Uses up the contact's general budget of codes for this hour.
async fn exhaust(docket: &Docket, to: &str) {
    while docket.ask(to).await.status == 202 {}
    docket.refused(docket.ask(to), 429, "too_many_requests").await;
}

#[tokio::test]
async fn sign_in_by_code_answers_a_device_secret_for_the_device_budget() {
    let docket = limited().await;
    let (admin, buyer) = (Person::Admin.phone(), phone(80));
    let body = docket.asked(admin).await;
    let login = docket.post("/api/auth/admin/login").json(&body).send().await.expect(200);
    let order = docket.order(&pickup("green-valley", &buyer, &[("gv-honey", 1)])).await.expect(201);
    let verified = docket.confirm(&order.text_at("/order/id"), &buyer).await.expect(200);
    for (to, reply) in [(admin, login), (buyer.as_str(), verified)] {
        exhaust(&docket, to).await;
        let next =
            sign_in_by_device(&docket, to, &reply.text_at("/deviceSecret")).await.expect(200);
        assert_ne!(next.at("/deviceSecret"), reply.at("/deviceSecret"));
        // A refreshed session gets no new device secret.
        let refresh = json!({"refreshToken": next.text_at("/refreshToken")});
        let refreshed = docket.post("/api/auth/tokens/refresh").json(&refresh).send().await;
        assert!(refreshed.expect(200).at("/deviceSecret").is_null());
    }
}

#[tokio::test]
async fn device_secret_is_valid_for_its_contact_for_180_days() {
    let docket = limited().await;
    let (ada, ben) = (phone(81), phone(82));
    let secret = docket.sign_in_reply(&ada).await.text_at("/deviceSecret");
    exhaust(&docket, &ben).await;
    let foreign = ask_by_device(&docket, &ben, &secret);
    docket.refused(foreign, 429, "too_many_requests").await;
    let changed =
        secret.replacen(&secret[..4], if secret.starts_with("AAAA") { "BBBB" } else { "AAAA" }, 1);
    exhaust(&docket, &ada).await;
    for bad in [changed, format!("{secret}A")] {
        let refused = ask_by_device(&docket, &ada, &bad).await;
        assert!(matches!(refused.status, 400 | 429), "{}", refused.text);
    }
    docket
        .get("/api/orders/my-orders")
        .bearer(&secret)
        .send()
        .await
        .problem(401, "unauthenticated");
    ask_by_device(&docket, &ada, &secret).await.expect(202);

    docket.advance(SignedDuration::from_hours(180 * 24) - SignedDuration::from_mins(1)).await;
    exhaust(&docket, &ada).await;
    ask_by_device(&docket, &ada, &secret).await.expect(202);
    docket.advance(SignedDuration::from_mins(1)).await;
    let outdated = ask_by_device(&docket, &ada, &secret);
    docket.refused(outdated, 429, "too_many_requests").await;
}

#[tokio::test]
async fn device_budget_has_five_codes_an_hour() {
    let docket = limited().await;
    let person = phone(83);
    let secret = docket.sign_in_reply(&person).await.text_at("/deviceSecret");
    for _ in 0..5 {
        ask_by_device(&docket, &person, &secret).await.expect(202);
    }
    let sixth = ask_by_device(&docket, &person, &secret);
    docket.refused(sixth, 429, "too_many_requests").await;
    docket.ask(&person).await.expect(202);
}

#[tokio::test]
async fn contact_is_confirmed_by_a_sign_in_or_a_confirmed_order() {
    let docket = Docket::open().await;
    let (sign_in_reply, orders, mail) = (phone(84), phone(85), "Ada+shop@example.com");
    let confirmed = async || {
        let items = docket.table().await;
        let noted = |to: &str| {
            let to = format!("S(\"{to}\")");
            items.iter().any(|item| item.contains(&to) && item.contains("(\"cf\""))
        };
        [noted(&sign_in_reply), noted(&orders), noted(mail)]
    };
    docket.ask(&sign_in_reply).await.expect(202);
    let order = pickup("green-valley", &orders, &[("gv-honey", 1)]);
    let order = docket.order(&order).await.expect(201).text_at("/order/id");
    assert_eq!(confirmed().await, [false; 3]);
    docket.token(&sign_in_reply).await;
    docket.confirm(&order, &orders).await.expect(200);
    docket.token(mail).await;
    assert_eq!(confirmed().await, [true; 3]);
    // A confirmed contact without counters: the next code creates them in its item.
    docket.ask("ada+shop@example.com").await.expect(202);
}
