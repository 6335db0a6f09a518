//! Tests which changes of an order send notices, in which language, and when sending is turned off.

use docket_tests::{
    Docket, Person,
    world::{
        BUYER,
        messages::{Notices, UNLIMITED, phone},
    },
};
use serde_json::json;

const READER: &str = "reader@mail.example";

async fn subjects(docket: &Docket) -> Vec<String> {
    docket.running.settle().await.unwrap();
    docket.notices(READER).into_iter().map(|it| it.mail.unwrap().subject).collect()
}

#[tokio::test]
async fn buyer_is_notified_of_a_split_and_of_a_merge() {
    let docket = Docket::open().await;
    let staff = docket.signed_in(Person::Producer).await;
    let first = docket.order_with_email(BUYER, READER).await;
    let second = docket.order_with_email(BUYER, READER).await;
    let both = json!({"orderIds": [first, second]});
    let call = docket.post("/api/orders/merge").bearer(&staff).json(&both);
    let merged = call.send().await.expect(200);
    let left = merged.text_at("/order/id");
    let gone = if left == first { &second } else { &first };
    let sent = subjects(&docket).await;
    assert!(sent.contains(&format!("Your order {gone} was merged into another")), "{sent:?}");
    let part = json!({"items": [{"line": 0, "quantity": 1}]});
    let path = format!("/api/orders/{left}/split");
    docket.post(&path).bearer(&staff).json(&part).send().await.expect(201);
    let sent = subjects(&docket).await;
    assert!(sent.contains(&format!("Your order {left} was split")), "{sent:?}");
    assert!(!sent.iter().any(|it| it.contains("cancelled")), "{sent:?}");
}

#[tokio::test]
async fn buyer_is_notified_of_changes_by_staff_and_not_of_their_own() {
    let docket = Docket::open().await;
    let order = docket.order_with_email(BUYER, READER).await;
    let buyer = docket.token(BUYER).await;
    let staff = docket.signed_in(Person::Producer).await;
    let path = format!("/api/orders/{order}");
    let items = |quantity| json!({"items": [{"productId": "gv-honey", "quantity": quantity}]});
    docket.call("PUT", &path).bearer(&buyer).json(&items(2)).send().await.expect(200);
    assert_eq!(subjects(&docket).await.len(), 1);
    docket.call("PUT", &path).bearer(&staff).json(&items(3)).send().await.expect(200);
    assert_eq!(subjects(&docket).await[1..], [format!("Your order {order} was changed")]);
    // An internal note sends no notice.
    let note = json!({"internalNotes": "Pays in coins"});
    docket.call("PUT", &path).bearer(&staff).json(&note).send().await.expect(200);
    assert_eq!(subjects(&docket).await.len(), 2);
}

#[tokio::test]
async fn notices_are_in_the_language_in_which_the_order_was_placed() {
    let docket = Docket::open().await;
    docket.token(READER).await;
    let mut body = docket_tests::pickup("green-valley", BUYER, &[("gv-honey", 1)]);
    body["customer"]["email"] = READER.into();
    let call = docket.post("/api/orders").header("accept-language", "de-AT,en;q=0.5").json(&body);
    let order = call.send().await.expect(201).text_at("/order/id");
    docket.running.settle().await.unwrap();
    let code = docket.running.messages(Some(BUYER)).remove(0).text;
    assert!(code.contains("bestätigt") || code.contains("bestaetigt"), "{code}");
    docket.confirm(&order, BUYER).await.expect(200);
    assert_eq!(subjects(&docket).await, [format!("Ihre Bestellung {order} ist eingegangen")]);
    // A language in the preferences takes precedence.
    let buyer = docket.token(BUYER).await;
    let call = docket.call("PUT", "/api/preferences").bearer(&buyer);
    call.json(&json!({"language": "en", "groups": {}})).send().await.expect(200);
    let staff = docket.signed_in(Person::Producer).await;
    docket.set_status(&staff, &order, "confirmed").await.expect(200);
    assert_eq!(subjects(&docket).await[1..], [format!("Your order {order} was accepted")]);
}

#[tokio::test]
async fn feed_and_codes_work_when_notices_are_turned_off() {
    let off = [("Notices", "off")];
    for (parameters, setting) in
        [(&UNLIMITED[..], json!({"sendsMessages": false})), (&off, json!({}))]
    {
        let world = Notices::open(parameters).await;
        let staff = world.staff().await;
        let call = world.docket.patch("/api/sellers/green-valley").bearer(&staff).json(&setting);
        call.send().await.expect(200);
        let buyer = phone(310);
        let token = world.docket.token(&buyer).await;
        let order = world.place(&token, &buyer).await;
        world.docket.running.settle().await.unwrap();
        assert_eq!(world.notices(&buyer), [""; 0]);
        let path = format!("/api/orders/{order}/messages");
        let sent = world.docket.get(&path).bearer(&staff).send().await.expect(200);
        assert_eq!(sent.at("/messages"), json!([]));
        let feed = world.docket.get("/api/notifications").bearer(&staff).send().await.expect(200);
        assert_eq!(feed.at("/notifications/0/orderId"), json!(order));
    }
}

#[tokio::test]
async fn code_is_in_the_language_that_its_recipient_chose() {
    let docket = Docket::open().await;
    let buyer = docket.token(BUYER).await;
    let call = docket.call("PUT", "/api/preferences").bearer(&buyer);
    call.json(&json!({"language": "de-CH", "groups": {}})).send().await.expect(200);
    docket.ask(BUYER).await.expect(202);
    docket.running.settle().await.unwrap();
    let code = docket.running.messages(Some(BUYER)).remove(0).text;
    assert!(code.contains("meldet Sie an"), "{code}");
}

/// The number of SMS, e-mails and push messages that a guest gets about a pickup order, codes
/// included.
async fn sent_for_an_order(reader: bool, browser: bool) -> [usize; 3] {
    let docket = Docket::open().await;
    if reader {
        docket.token(READER).await;
    }
    if browser {
        let token = docket.token(BUYER).await;
        let endpoint = format!("{}/_local/push/one", docket.running.url);
        let body = docket_tests::Browser::new().subscription(&endpoint);
        let call = docket.call("PUT", "/api/preferences/push").bearer(&token).json(&body);
        call.send().await.expect(204);
    }
    let before = docket.running.messages(Some(BUYER)).len();
    let mut body = docket_tests::pickup("green-valley", BUYER, &[("gv-honey", 1)]);
    if reader {
        body["customer"]["email"] = READER.into();
    }
    let order = docket.order(&body).await.expect(201).text_at("/order/id");
    docket.confirm(&order, BUYER).await.expect(200);
    docket.running.settle().await.unwrap();
    let staff = docket.signed_in(Person::Producer).await;
    for status in ["confirmed", "preparing", "ready", "completed"] {
        docket.set_status(&staff, &order, status).await.expect(200);
        docket.running.settle().await.unwrap();
    }
    let path = format!("/api/orders/{order}/messages");
    let sent = docket.get(&path).bearer(&staff).send().await.expect(200).at("/messages");
    let is_push = |it: &&serde_json::Value| it["channel"] == "push" && it["state"] == "sent";
    let pushes = sent.as_array().unwrap().iter().filter(is_push).count();
    let sms = docket.running.messages(Some(BUYER)).len() - before;
    [sms, docket.notices(READER).len(), pushes]
}

/// SMS cost money. An order sends three of them, and only its code when a browser is subscribed.
#[tokio::test]
async fn an_orders_life_has_at_most_three_sms_and_one_with_push() {
    let by_phone = sent_for_an_order(false, false).await;
    let with_email = sent_for_an_order(true, false).await;
    let with_push = sent_for_an_order(false, true).await;
    assert_eq!([by_phone, with_email, with_push], [[3, 0, 0], [3, 4, 0], [1, 0, 4]]);
}
