//! Each code and each change sends one message, however often its event is delivered.

use std::sync::{Arc, Mutex};

use docket_app::{App, auth::Revocations, names::Names};
use docket_functions::{function::Handler, registry};
use docket_local::Options;
use docket_platform::{
    Clock, EventBus, Keys, Message, MessageError, Messenger, SecretKey, Settings, TokenVerifier,
};
use docket_tests::{
    Docket, Person,
    guests::{CODE, HOLD, NEXT_CODE, hold, phone, resend},
};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use tokio::task::JoinSet;

use crate::faults::publisher::Bus;

/// The function that sends codes.
pub const SENDER: &str = "send-verification-code";

/// The newest event of a type, in the form in which EventBridge delivers it.
fn newest(docket: &Docket, kind: &str) -> Value {
    let events = docket.running.events();
    let event = events.iter().find(|event| event.detail_type == kind).unwrap();
    json!({"detail-type": kind, "source": "docket", "detail": event.detail})
}

fn sent(docket: &Docket, phone: &str) -> usize {
    docket.running.messages(Some(phone)).len()
}

#[tokio::test]
async fn repeated_event_sends_no_message_again() {
    let docket = Docket::open().await;
    let guest = phone(600);
    let id = hold(&docket, &guest).await;
    let code = docket.code(&guest).await;
    let requested = newest(&docket, "CodeRequested");
    for _ in 0..3 {
        docket.running.invoke(SENDER, requested.clone()).await.unwrap();
    }
    docket.advance(SignedDuration::from_mins(2)).await;
    docket.running.invoke(SENDER, requested.clone()).await.unwrap();
    assert_eq!(sent(&docket, &guest), 1);

    docket.verify(&id, &code).await.expect(200);
    docket.running.settle().await.unwrap();
    let verified = newest(&docket, "OrderVerified");
    let placed = newest(&docket, "OrderPlaced");
    for _ in 0..3 {
        for event in [&verified, &placed] {
            docket.running.invoke("notify", event.clone()).await.unwrap();
        }
        docket.running.invoke(SENDER, requested.clone()).await.unwrap();
    }
    docket.advance(SignedDuration::from_hours(1)).await;
    docket.running.invoke("notify", verified).await.unwrap();
    assert_eq!(sent(&docket, &guest), 2, "a code and a thank-you");
}

/// Delivers unprocessed events ten times concurrently.
#[tokio::test(flavor = "multi_thread")]
async fn only_one_of_ten_concurrent_senders_sends() {
    let (wrapper, bus) = Bus::wrapper();
    let docket = Docket::with(Options { bus: Some(wrapper), ..Options::default() }).await;
    let docket = Arc::new(docket);
    let guest = phone(601);
    bus.drop_events("CodeRequested");
    let id = hold(&docket, &guest).await;
    docket.running.settle().await.unwrap();
    assert_eq!(sent(&docket, &guest), 0);
    at_once(&docket, SENDER, &bus.event("CodeRequested")).await;
    assert_eq!(sent(&docket, &guest), 1);

    bus.drop_events("OrderVerified");
    docket.confirm(&id, &guest).await.expect(200);
    docket.running.settle().await.unwrap();
    at_once(&docket, "notify", &bus.event("OrderVerified")).await;
    assert_eq!(sent(&docket, &guest), 2);
}

async fn at_once(docket: &Arc<Docket>, function: &'static str, event: &Value) {
    let mut senders = JoinSet::new();
    for _ in 0..10 {
        let (docket, event) = (docket.clone(), event.clone());
        senders.spawn(async move { docket.running.invoke(function, event).await });
    }
    let outcomes = senders.join_all().await;
    assert!(outcomes.iter().any(Result::is_ok));
    for refused in outcomes.into_iter().filter_map(Result::err) {
        // A refused event is delivered again. By then the message is sent and nothing is left to
        // do.
        assert!(refused.to_string().contains("another sender"), "{refused}");
    }
    docket.running.invoke(function, event.clone()).await.unwrap();
}

#[tokio::test]
async fn code_is_not_sent_when_superseded_expired_or_its_order_is_cancelled() {
    let (wrapper, bus) = Bus::wrapper();
    let docket = Docket::with(Options { bus: Some(wrapper), ..Options::default() }).await;
    let guest = phone(602);
    bus.drop_events("CodeRequested");
    let id = hold(&docket, &guest).await;
    docket.advance(NEXT_CODE).await;
    let first = bus.event("CodeRequested");
    resend(&docket, &id).await.expect(202);
    docket.running.settle().await.unwrap();
    let second = bus.event("CodeRequested");
    assert_eq!(
        (&first["detail"]["sendNumber"], &second["detail"]["sendNumber"]),
        (&json!(1), &json!(2))
    );
    docket.running.invoke(SENDER, first.clone()).await.unwrap();
    assert_eq!(sent(&docket, &guest), 0, "a superseded code was sent");
    docket.running.invoke(SENDER, second.clone()).await.unwrap();
    docket.running.invoke(SENDER, first).await.unwrap();
    assert_eq!(sent(&docket, &guest), 1);

    let late = phone(603);
    hold(&docket, &late).await;
    docket.advance(CODE).await;
    docket.running.invoke(SENDER, bus.event("CodeRequested")).await.unwrap();
    assert_eq!(sent(&docket, &late), 0, "an outdated code was sent");

    // Another guest's order is cancelled, so its code is useless.
    let gone = phone(604);
    let id = hold(&docket, &gone).await;
    docket.running.settle().await.unwrap();
    let event = bus.event("CodeRequested");
    let staff = {
        bus.clear();
        docket.sign_in(Person::Producer).await
    };
    docket.set_status(&staff, &id, "cancelled").await.expect(200);
    docket.running.invoke(SENDER, event).await.unwrap();
    assert_eq!(sent(&docket, &gone), 0, "the code of a cancelled order was sent");
}

#[tokio::test]
async fn unconfirmed_phone_gets_only_codes() {
    let docket = Docket::open().await;
    let staff = docket.sign_in(Person::Producer).await;
    let (expired, refused) = (phone(605), phone(606));
    hold(&docket, &expired).await;
    let id = hold(&docket, &refused).await;
    docket.running.settle().await.unwrap();
    docket.set_status(&staff, &id, "cancelled").await.expect(200);
    docket.advance(HOLD).await;
    for phone in [expired, refused] {
        let messages = docket.running.messages(Some(&phone));
        assert_eq!(messages.len(), 1, "{messages:?}");
        assert!(messages[0].text.contains("confirms your order"), "{messages:?}");
    }
    let cancelled =
        docket.running.events().into_iter().filter(|it| it.detail_type == "OrderCancelled");
    assert_eq!(cancelled.count(), 2, "the events themselves went out");
}

/// A messenger that fails a given number of times.
#[derive(Default)]
pub struct Flaky {
    failures: Mutex<usize>,
    sent: Mutex<Vec<String>>,
}

#[async_trait::async_trait]
impl Messenger for Flaky {
    async fn send(&self, message: Message) -> Result<(), MessageError> {
        let mut failures = self.failures.lock().unwrap();
        if *failures > 0 {
            *failures -= 1;
            return Err(MessageError::Unknown("out of order".to_owned()));
        }
        self.sent.lock().unwrap().push(message.text);
        Ok(())
    }
}

/// A clock that shows the time that a test sets.
struct FixedClock(Mutex<Timestamp>);

impl Clock for FixedClock {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap()
    }
}

/// Runs a function of the registry on the test's own app.
pub async fn run(app: &Arc<App>, function: &str, payload: Value) -> Result<Value, String> {
    let Handler::Event(handler) = registry::find(function).unwrap().handler else {
        panic!("{function} takes no events");
    };
    handler(app.clone(), payload).await.map_err(|error| error.to_string())
}

/// An app on a running Docket's table, as functions without secrets have it.
pub async fn app(
    docket: &Docket,
    clock: Arc<dyn Clock>,
    messenger: Arc<dyn Messenger>,
    bus: Arc<dyn EventBus>,
) -> Arc<App> {
    let keys = docket.get("/.well-known/jwks.json").send().await.expect(200).json();
    let verifier = TokenVerifier::from_jwks(&keys).unwrap();
    let settings = Settings::read(|name| match name {
        "ADMIN_PHONE" | "ADMIN_EMAIL" | "PUBLIC_URL" | "OIDC_ISSUER" | "OIDC_AUDIENCE" => None,
        "ALLOWED_COUNTRIES" => Some("*".to_owned()),
        name if name.starts_with("LIMIT_NOTICES") => Some("4,4".to_owned()),
        _ => Some("4".to_owned()),
    });
    Arc::new(App {
        store: docket.running.store(),
        clock,
        messenger,
        bus,
        images: Arc::new(docket_app::NotGranted),
        http: Arc::new(docket_web::HttpsClient::default()),
        keys: Keys::new(verifier, None, None, Some(SecretKey::new(&[7; 32]))),
        settings: settings.unwrap(),
        provider: None,
        push: docket_app::Push::default(),
        issuer: None,
        revocations: Revocations::default(),
        names: Names::default(),
    })
}

#[tokio::test]
async fn message_is_sent_once_when_the_claim_of_the_failed_attempt_has_expired() {
    let (wrapper, bus) = Bus::wrapper();
    let docket = Docket::with(Options { bus: Some(wrapper), ..Options::default() }).await;
    let guest = phone(607);
    let id = hold(&docket, &guest).await;
    bus.drop_events("OrderVerified");
    docket.confirm(&id, &guest).await.expect(200);
    docket.running.settle().await.unwrap();
    let event = bus.event("OrderVerified");

    let messenger = Arc::new(Flaky { failures: Mutex::new(1), ..Flaky::default() });
    let clock = Arc::new(FixedClock(Mutex::new(docket.running.now())));
    let app = app(&docket, clock.clone(), messenger.clone(), Arc::new(Bus::default())).await;
    run(&app, "notify", event.clone()).await.unwrap_err();
    run(&app, "notify", event.clone()).await.unwrap_err();
    assert_eq!(messenger.sent.lock().unwrap().len(), 0);
    *clock.0.lock().unwrap() += SignedDuration::from_secs(61);
    run(&app, "notify", event.clone()).await.unwrap();
    run(&app, "notify", event).await.unwrap();
    assert_eq!(messenger.sent.lock().unwrap().len(), 1);
}
