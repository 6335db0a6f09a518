//! What an SMS says is Docket's own.

use docket_tests::{
    Person,
    world::messages::{Notices, phone},
};
use docket_texts::fits_one_segment;
use serde_json::json;

#[tokio::test]
async fn a_reason_to_cancel_is_in_no_sms() {
    let world = Notices::open(&[]).await;
    let staff = world.staff().await;
    let buyer = phone(40);
    world.desk.token(&buyer).await;
    let id = world.place(&staff, &buyer).await;
    world.desk.running.settle().await.unwrap();
    let reason = json!({"reason": "Call +1 900 555 0000 or visit http://evil.example"});
    let path = format!("/api/orders/{id}/cancel");
    world.desk.patch(&path).bearer(&staff).json(&reason).send().await.expect(200);
    world.desk.running.settle().await.unwrap();
    let told = world.notices(&buyer);
    assert_eq!(told.len(), 2, "{told:?}");
    let link = format!("{}/t/{id}", world.desk.running.url);
    assert_eq!(told[0], format!("Your order {id} was cancelled. {link}"));
    assert!(told[1].starts_with(&format!("Your order {id} was received. Total: USD ")), "{told:?}");
}

#[tokio::test]
async fn a_product_name_is_in_no_sms_and_in_no_second_line_of_a_mail_subject() {
    let world = Notices::open(&[]).await;
    world.member(json!({"email": "mail@example.com"})).await;
    // Names may come to be refused that have a line break.
    let staff = world.staff().await;
    let name = "WIN A PRIZE http://evil.example\nBcc: all@example.com";
    let body = json!({"name": name, "price": 1, "stock": 1});
    let broken = world.desk.post("/api/products").bearer(&staff).json(&body).send().await;
    let name = if broken.status == 201 { name } else { "WIN A PRIZE http://evil.example" };
    let product = world.runs_low(name).await;
    for person in [Person::Producer, Person::Admin] {
        let told = world.notices(person.phone());
        assert_eq!(told, [format!("Stock is low: 2 left of product {product}.")]);
        assert!(fits_one_segment(&told[0]));
    }
    let mail = world.notices("mail@example.com");
    assert!(mail.len() == 1 && mail[0].contains("WIN A PRIZE"), "{mail:?}");
    let words = world.channel.words();
    assert_eq!(words.len(), 3);
    for [subject, _] in words {
        assert!(!subject.chars().any(char::is_control), "{subject:?}");
    }
}
