//! An SMS has only Docket's own text, and no text that people wrote.

use docket_tests::{
    Person,
    world::messages::{Notices, phone},
};
use docket_texts::fits_one_segment;
use serde_json::json;

#[tokio::test]
async fn sms_does_not_contain_the_cancellation_reason() {
    let world = Notices::open(&[]).await;
    let staff = world.staff().await;
    let buyer = phone(40);
    world.docket.token(&buyer).await;
    let id = world.place(&staff, &buyer).await;
    world.docket.running.settle().await.unwrap();
    let reason = json!({"reason": "Call +1 900 555 0000 or visit http://evil.example"});
    let path = format!("/api/orders/{id}/cancel");
    world.docket.patch(&path).bearer(&staff).json(&reason).send().await.expect(200);
    world.docket.running.settle().await.unwrap();
    let sent = world.notices(&buyer);
    assert_eq!(sent.len(), 2, "{sent:?}");
    let link = format!("{}/t/{id}", world.docket.running.url);
    assert_eq!(sent[0], format!("Your order {id} was cancelled. {link}"));
    assert!(sent[1].starts_with(&format!("Your order {id} was received. Total: USD ")), "{sent:?}");
}

#[tokio::test]
async fn sms_contains_no_product_name_and_email_subject_no_line_break() {
    let world = Notices::open(&[]).await;
    world.member(json!({"email": "mail@example.com"})).await;
    // A name with a line break may be refused.
    let staff = world.staff().await;
    let name = "WIN A PRIZE http://evil.example\nBcc: all@example.com";
    let body = json!({"name": name, "price": 1, "stock": 1});
    let broken = world.docket.post("/api/products").bearer(&staff).json(&body).send().await;
    let name = if broken.status == 201 { name } else { "WIN A PRIZE http://evil.example" };
    let product = world.runs_low(name).await;
    for person in [Person::Producer, Person::Admin] {
        let sent = world.notices(person.phone());
        assert_eq!(sent, [format!("Stock is low: 2 left of product {product}.")]);
        assert!(fits_one_segment(&sent[0]));
    }
    let mail = world.notices("mail@example.com");
    assert!(mail.len() == 1 && mail[0].contains("WIN A PRIZE"), "{mail:?}");
    let words = world.channel.words();
    assert_eq!(words.len(), 3);
    for [subject, _] in words {
        assert!(!subject.chars().any(char::is_control), "{subject:?}");
    }
}
