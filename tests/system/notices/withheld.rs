//! Tests which recipients get no notice, and the record of each withheld notice.

use std::sync::Arc;

use aws_sdk_dynamodb::types::AttributeValue;
use docket_app::{App, auth::Revocations, names::Names};
use docket_domain::ContactState;
use docket_functions::{function::Handler, registry};
use docket_platform::{Keys, Messenger, Settings, SystemClock, TokenVerifier};
use docket_tests::{
    Person, pickup,
    world::messages::{FARM, Notices, phone},
};
use jiff::SignedDuration;
use serde_json::{Value, json};

#[tokio::test]
async fn unconfirmed_phone_gets_no_notice_whoever_placed_the_order() {
    let world = Notices::open(&[]).await;
    let staff = world.staff().await;
    let stranger = "+442079460123";
    let mut ids = Vec::new();
    for _ in 0..20 {
        let id = world.place(&staff, stranger).await;
        let path = format!("/api/orders/{id}/cancel");
        let reason = json!({"reason": "Your bank account is locked."});
        world.docket.patch(&path).bearer(&staff).json(&reason).send().await.expect(200);
        ids.push(id);
    }
    world.docket.running.settle().await.unwrap();
    assert!(world.docket.running.messages(Some(stranger)).is_empty());
    for id in ids {
        let withheld = world.withheld(&id).await;
        assert_eq!(withheld.len(), 2, "{withheld:?}");
        for notice in withheld {
            assert_eq!(notice["reason"], "contact_not_confirmed");
            assert_eq!(notice["to"], json!({"role": "buyer"}));
            assert!(!notice.to_string().contains("bank") && !notice.to_string().contains("+44"));
        }
    }
    let path = "/api/orders/ORD-20260101-0000000000/admin";
    world.docket.get(path).bearer(&staff).send().await.problem(404, "not_found");
}

#[tokio::test]
async fn contact_is_confirmed_by_order_or_sign_in_for_180_days() {
    let world = Notices::open(&[]).await;
    let (guest, buyer) = (phone(10), phone(11));
    let body = pickup(FARM, &guest, &[("gv-honey", 1)]);
    let id = world.docket.order(&body).await.expect(201).text_at("/order/id");
    world.docket.running.settle().await.unwrap();
    assert!(world.notices(&guest).is_empty());
    world.docket.confirm(&id, &guest).await.expect(200);
    world.docket.token(&buyer).await;
    world.docket.running.settle().await.unwrap();
    assert_eq!(world.notices(&guest).len(), 1, "the confirmed order");

    let staff = world.staff().await;
    for phone in [&guest, &buyer] {
        world.place(&staff, phone).await;
    }
    world.docket.running.settle().await.unwrap();
    assert_eq!((world.notices(&guest).len(), world.notices(&buyer).len()), (2, 1));
    world.docket.advance(ContactState::CONFIRMED_FOR + SignedDuration::from_mins(1)).await;
    let staff = world.staff().await;
    for phone in [&guest, &buyer] {
        let id = world.place(&staff, phone).await;
        assert_eq!(world.reasons(&id).await, ["contact_not_confirmed"]);
    }
    assert_eq!((world.notices(&guest).len(), world.notices(&buyer).len()), (2, 1));
}

#[tokio::test]
async fn email_is_withheld_without_retry_when_the_deployment_has_no_sender() {
    let world = Notices::open(&[]).await;
    let admin = world.docket.signed_in(Person::Admin).await;
    let kitchen = json!({
        "name": "Eve", "sellerId": "spice-kitchen", "role": "seller", "email": "eve@example.com",
    });
    let made = world.docket.post("/api/members").bearer(&admin).json(&kitchen).send().await;
    let id = made.expect(201).text_at("/member/id");
    let token = world.docket.token("eve@example.com").await;
    world.docket.accept(&token, &id).await.expect(200);
    world.channel.without_email();
    let staff = world.docket.signed_in(Person::Kitchen).await;
    let terms = json!({"acceptWithinMinutes": 10, "rejectAfterMinutes": 60});
    let path = "/api/sellers/spice-kitchen";
    world.docket.patch(path).bearer(&staff).json(&terms).send().await.expect(200);
    let body = pickup("spice-kitchen", &phone(12), &[("sk-thali", 1)]);
    let placed = world.docket.post("/api/orders").bearer(&staff).json(&body).send().await;
    let id = placed.expect(201).text_at("/order/id");
    world.docket.advance(SignedDuration::from_mins(10)).await;
    let withheld = world.withheld(&id).await;
    let reasons: Vec<_> = withheld.iter().map(|it| (&it["to"]["role"], &it["reason"])).collect();
    let expected = [
        (&json!("buyer"), &json!("contact_not_confirmed")),
        (&json!("seller"), &json!("no_email_sender")),
    ];
    assert_eq!(reasons, expected);
    assert_eq!(withheld[1]["channel"], "email");
    assert_eq!(withheld[1]["detail"], "This deployment sends no e-mail.");
    assert!(world.docket.running.dead_letters().is_empty());
    let sent = world.docket.running.messages(Some("eve@example.com"));
    assert_eq!(sent.len(), 1, "the code by which she accepted");
    for person in [Person::Kitchen, Person::Admin] {
        let notices = world.notices(person.phone());
        assert!(notices.iter().any(|text| text.contains("has waited 10 minutes")), "{notices:?}");
    }
}

/// Runs `notify` with only these countries allowed.
async fn notify_in(world: &Notices, countries: &str, event: &Value) {
    let keys = world.docket.get("/.well-known/jwks.json").send().await.expect(200).json();
    let settings = Settings::read(|name| match name {
        "ADMIN_PHONE" | "ADMIN_EMAIL" | "PUBLIC_URL" | "OIDC_ISSUER" | "OIDC_AUDIENCE" => None,
        "ALLOWED_COUNTRIES" => Some(countries.to_owned()),
        name if name.starts_with("LIMIT_NOTICES") => Some("9,9".to_owned()),
        _ => Some("4".to_owned()),
    });
    let ids = docket_platform::SecretKey::new(&[7; 32]);
    let app = Arc::new(App {
        store: world.docket.running.store(),
        clock: Arc::new(SystemClock),
        messenger: Arc::new(Nobody),
        bus: Arc::new(Nobody),
        images: Arc::new(docket_app::NotGranted),
        http: Arc::new(docket_web::HttpsClient::default()),
        keys: Keys::new(TokenVerifier::from_jwks(&keys).unwrap(), None, None, Some(ids)),
        settings: settings.unwrap(),
        provider: None,
        push: docket_app::Push::default(),
        issuer: None,
        revocations: Revocations::default(),
        names: Names::default(),
    });
    let Handler::Event(notify) = registry::find("notify").unwrap().handler else { panic!() };
    notify(app, event.clone()).await.unwrap();
}

/// Ports that must not be called.
struct Nobody;

#[async_trait::async_trait]
impl Messenger for Nobody {
    async fn send(&self, _: docket_platform::Message) -> Result<(), docket_platform::MessageError> {
        panic!("a forbidden notice was sent")
    }
}

#[async_trait::async_trait]
impl docket_platform::EventBus for Nobody {
    async fn put(
        &self,
        _: Vec<docket_platform::BusEvent>,
    ) -> Result<Vec<Result<(), docket_platform::BusError>>, docket_platform::BusError> {
        panic!("notify publishes nothing")
    }
}

#[tokio::test]
async fn notice_is_withheld_for_forbidden_countries_and_premium_numbers() {
    let world = Notices::open(&[]).await;
    let buyer = phone(13);
    let token = world.docket.token(&buyer).await;
    let choose = async |channels: &[&str]| {
        let groups = json!({"order_received": channels, "order_accepted": channels});
        let call = world.docket.call("PUT", "/api/preferences").bearer(&token);
        call.json(&json!({"groups": groups})).send().await.expect(200);
    };
    choose(&[]).await;
    let id = world.place(&token, &buyer).await;
    assert!(world.withheld(&id).await.is_empty());
    choose(&["sms"]).await;
    let events = world.docket.running.events();
    let placed = events.iter().find(|it| it.detail_type == "OrderPlaced").unwrap();
    let event = json!({"detail-type": "OrderPlaced", "source": "docket", "detail": placed.detail});
    notify_in(&world, "US,GB", &event).await;
    assert_eq!(world.reasons(&id).await, ["country_not_allowed"]);

    // New orders are refused with this number. An older order may still have it.
    let text = |text: &str| AttributeValue::S(text.to_owned());
    let running = &world.docket.running;
    let update = running.client().update_item().table_name(running.table());
    update
        .key("pk", text(&format!("O#{}", id.rsplit('-').next().unwrap())))
        .key("sk", text("O"))
        .update_expression("SET cp = :phone")
        .expression_attribute_values(":phone", text("+449012345678"))
        .send()
        .await
        .unwrap();
    let staff = world.staff().await;
    world.docket.set_status(&staff, &id, "confirmed").await.expect(200);
    assert_eq!(world.reasons(&id).await, ["country_not_allowed", "number_not_allowed"]);
    assert_eq!(world.channel.tries(), 0);
}
