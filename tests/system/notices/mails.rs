//! Tests e-mail notices: their two parts, the unsubscribe link, and bounces and complaints.

use docket_tests::{Docket, Person, world::BUYER};
use serde_json::{Value, json};

const READER: &str = "reader@mail.example";

async fn subjects(docket: &Docket) -> Vec<String> {
    docket.running.settle().await.unwrap();
    docket.notices(READER).into_iter().map(|it| it.mail.unwrap().subject).collect()
}

async fn confirm(docket: &Docket, order: &str) {
    let staff = docket.signed_in(Person::Producer).await;
    docket.set_status(&staff, order, "confirmed").await.expect(200);
}

/// The event with which SES reports a bounce or a complaint of the reader's address.
fn report(kind: &str, tag: Option<&str>) -> Value {
    let recipients = json!([{"emailAddress": READER}]);
    let tags = tag.map_or_else(|| json!({}), |tag| json!({"notice": [tag]}));
    let detail = match kind {
        "Complaint" => json!({
            "eventType": kind, "mail": {"tags": tags},
            "complaint": {"complainedRecipients": recipients},
        }),
        kind => json!({
            "eventType": "Bounce", "mail": {"tags": tags},
            "bounce": {"bounceType": kind, "bouncedRecipients": recipients},
        }),
    };
    json!({"source": "aws.ses", "detail-type": "Email Bounced", "detail": detail})
}

#[tokio::test]
async fn email_has_equal_content_in_both_parts_and_links_to_the_order() {
    let docket = Docket::open().await;
    let order = docket.order_with_email(BUYER, READER).await;
    let [mail] = &docket.notices(READER)[..] else { panic!("one e-mail") };
    let link = format!("{}/t/{order}", docket.running.url);
    let parts = mail.mail.as_ref().unwrap();
    let html = parts.html.as_ref().unwrap();
    assert_eq!(parts.subject, format!("Your order {order} was received"));
    assert!(mail.text.contains(&link) && html.contains(&format!("href=\"{link}\"")));
    assert!(mail.text.contains("from Green Valley Farm"), "{}", mail.text);
    let unsubscribe = parts.unsubscribe.as_ref().unwrap();
    assert!(mail.text.contains(unsubscribe) && html.contains(unsubscribe));
    for secret in [READER, BUYER, "Ada Guest"] {
        assert!(!html.contains(secret) && !unsubscribe.contains(secret), "{secret}");
    }
}

#[tokio::test]
async fn unconfirmed_address_gets_no_email() {
    let docket = Docket::open().await;
    let mut body = docket_tests::pickup("green-valley", BUYER, &[("gv-honey", 1)]);
    body["customer"]["email"] = READER.into();
    let order = docket.order(&body).await.expect(201).text_at("/order/id");
    docket.confirm(&order, BUYER).await.expect(200);
    assert_eq!(subjects(&docket).await, [""; 0]);
    // The holder of the address confirms it with a code.
    docket.token(READER).await;
    confirm(&docket, &order).await;
    assert_eq!(subjects(&docket).await, [format!("Your order {order} was accepted")]);
}

#[tokio::test]
async fn unsubscribe_link_changes_nothing_by_get_and_unsubscribes_by_post() {
    let docket = Docket::open().await;
    let order = docket.order_with_email(BUYER, READER).await;
    let path = docket.unsubscribe_path(&docket.notices(READER)[0]);
    let before = docket.table().await;
    let page = docket.get(&path).header("accept-language", "de").send().await.expect(200);
    assert!(page.text.contains("<form method=\"post\">") && page.text.contains("Abbestellen"));
    docket.unchanged(&before).await;
    let post = || docket.post(&path).header("content-type", "application/x-www-form-urlencoded");
    // Repeating the request changes nothing.
    for _ in 0..2 {
        let done = post().body("List-Unsubscribe=One-Click").send().await.expect(200);
        assert!(done.text.contains("You are unsubscribed"), "{}", done.text);
    }
    let again = docket.order_with_email(BUYER, READER).await;
    assert_eq!(subjects(&docket).await, [format!("Your order {order} was received")]);
    // E-mails of another group are still sent.
    confirm(&docket, &again).await;
    assert_eq!(subjects(&docket).await[1..], [format!("Your order {again} was accepted")]);
}

#[tokio::test]
async fn unsubscribe_link_is_refused_when_altered() {
    let docket = Docket::open().await;
    docket.order_with_email(BUYER, READER).await;
    let path = docket.unsubscribe_path(&docket.notices(READER)[0]);
    let other_group = path.replace("order_received", "order_accepted");
    let cut = &path[..path.len() - 1];
    for path in [&other_group, cut, "/api/unsubscribe/x", "/api/unsubscribe/a.order_done.b"] {
        docket.get(path).send().await.problem(404, "not_found");
        docket.refused(docket.post(path).send(), 404, "not_found").await;
    }
}

#[tokio::test]
async fn bounced_address_gets_no_email_until_it_is_confirmed_again() {
    let docket = Docket::open().await;
    let order = docket.order_with_email(BUYER, READER).await;
    // A transient bounce, for example of a full mailbox, does not block the address.
    docket.running.invoke("record-returned-mail", report("Transient", None)).await.unwrap();
    confirm(&docket, &order).await;
    assert_eq!(subjects(&docket).await.len(), 2);
    docket.running.invoke("record-returned-mail", report("Permanent", None)).await.unwrap();
    let second = docket.order_with_email_unconfirmed(BUYER, READER).await;
    assert_eq!(subjects(&docket).await.len(), 2);
    let staff = docket.signed_in(Person::Producer).await;
    let path = format!("/api/orders/{second}/messages");
    let messages = docket.get(&path).bearer(&staff).send().await.expect(200).at("/messages");
    let messages = messages.as_array().unwrap();
    let of = |channel: &str| messages.iter().find(|it| it["channel"] == channel).unwrap().clone();
    assert_eq!(
        (of("email")["state"].as_str(), of("email")["reason"].as_str()),
        (Some("not_sent"), Some("bounced_before"))
    );
    assert_eq!(of("sms")["state"], "sent", "who cannot be reached on one channel is on another");
    docket.advance(jiff::SignedDuration::from_secs(2)).await;
    let third = docket.order_with_email(BUYER, READER).await;
    assert_eq!(subjects(&docket).await[2..], [format!("Your order {third} was received")]);
}

#[tokio::test]
async fn bounce_and_complaint_are_shown_and_only_a_complaint_is_permanent() {
    let docket = Docket::open().await;
    for (kind, state) in [("Permanent", "bounced"), ("Complaint", "complained")] {
        docket.advance(jiff::SignedDuration::from_secs(2)).await;
        let order = docket.order_with_email(BUYER, READER).await;
        let staff = docket.signed_in(Person::Producer).await;
        let path = format!("/api/orders/{order}/messages");
        let tag = docket.notice_tag(&order, "email").await;
        docket.running.invoke("record-returned-mail", report(kind, Some(&tag))).await.unwrap();
        let messages = docket.get(&path).bearer(&staff).send().await.expect(200).at("/messages");
        let mails: Vec<_> = messages
            .as_array()
            .unwrap()
            .iter()
            .filter(|it| it["channel"] == "email")
            .cloned()
            .collect();
        assert_eq!(mails.len(), 1);
        assert_eq!(mails[0]["state"], state);
    }
    let before = subjects(&docket).await.len();
    docket.advance(jiff::SignedDuration::from_secs(2)).await;
    docket.order_with_email(BUYER, READER).await;
    assert_eq!(subjects(&docket).await.len(), before, "a code does not end a complaint");
}
