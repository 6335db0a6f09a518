//! A code reserves a place in the deployment's budget of codes before its message is sent. These
//! tests check the reservation when sending fails: refused for now, refused for good, or with
//! unknown outcome.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
};

use docket_app::{App, auth::Revocations, names::Names};
use docket_local::Options;
use docket_platform::{
    Clock, Keys, Message, MessageError, Messenger, SecretKey, Settings, TokenVerifier,
};
use docket_tests::{
    Docket,
    guests::{hold, phone},
};
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use crate::faults::{
    messages::{SENDER, run},
    publisher::{Bus, BusControl},
};

/// The time after which a claimed code can be claimed again.
const CLAIM_EXPIRES: SignedDuration = SignedDuration::from_secs(61);

/// A messenger with scripted failures, after which it sends.
#[derive(Default)]
struct Scripted {
    failures: Mutex<VecDeque<MessageError>>,
    sent: Mutex<usize>,
}

#[async_trait::async_trait]
impl Messenger for Scripted {
    async fn send(&self, _: Message) -> Result<(), MessageError> {
        if let Some(failure) = self.failures.lock().unwrap().pop_front() {
            return Err(failure);
        }
        *self.sent.lock().unwrap() += 1;
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

/// The test's own sender. The deployment's own sender gets no events.
struct Sender {
    docket: Docket,
    bus: BusControl,
    app: Arc<App>,
    clock: Arc<FixedClock>,
    messenger: Arc<Scripted>,
    guest: String,
}

impl Sender {
    /// Makes a sender with a budget of one code per hour, whose first attempts fail in this way.
    async fn open(number: u32, failures: impl IntoIterator<Item = MessageError>) -> Self {
        let (wrapper, bus) = Bus::wrapper();
        let docket = Docket::with(Options { bus: Some(wrapper), ..Options::default() }).await;
        bus.drop_events("CodeRequested");
        // Starts at the beginning of an hour, because the budget counts per hour.
        let hour = docket.running.now().as_second().rem_euclid(3_600);
        docket.advance(SignedDuration::from_secs(3_600 - hour)).await;
        let clock = Arc::new(FixedClock(Mutex::new(docket.running.now())));
        let failures = Mutex::new(failures.into_iter().collect());
        let messenger = Arc::new(Scripted { failures, ..Scripted::default() });
        let settings = Settings::read(|name| match name {
            "ADMIN_PHONE" | "ADMIN_EMAIL" | "PUBLIC_URL" | "OIDC_ISSUER" | "OIDC_AUDIENCE" => None,
            // This function sends no notices.
            name if name.starts_with("LIMIT_NOTICES") => None,
            "ALLOWED_COUNTRIES" => Some("*".to_owned()),
            // The general half of the budget has one place, in one part.
            "LIMIT_CODES_IN_ALL" => Some("2".to_owned()),
            _ => Some("100".to_owned()),
        });
        let codes = SecretKey::new(&[7; 32]);
        let app = Arc::new(App {
            store: docket.running.store(),
            clock: clock.clone(),
            messenger: messenger.clone(),
            bus: Arc::new(Bus::default()),
            images: Arc::new(docket_app::NotGranted),
            http: Arc::new(docket_web::HttpsClient::default()),
            keys: Keys::new(TokenVerifier::default(), None, Some(codes), None),
            settings: settings.unwrap(),
            provider: None,
            push: docket_app::Push::default(),
            issuer: None,
            revocations: Revocations::default(),
            names: Names::default(),
        });
        Self { docket, bus, app, clock, messenger, guest: phone(number) }
    }

    /// Requests a code by an order or by a challenge, and returns its event.
    async fn requested(&self, order: bool) -> Value {
        if order {
            hold(&self.docket, &self.guest).await;
        } else {
            self.docket.challenge(&self.guest).await;
        }
        self.docket.running.settle().await.unwrap();
        self.bus.event("CodeRequested")
    }

    /// Delivers an event. Returns whether the function succeeded, and how many messages were sent
    /// so far.
    async fn deliver(&self, event: &Value) -> (bool, usize) {
        let outcome = run(&self.app, SENDER, event.clone()).await;
        (outcome.is_ok(), *self.messenger.sent.lock().unwrap())
    }

    fn let_claim_expire(&self) {
        *self.clock.0.lock().unwrap() += CLAIM_EXPIRES;
    }
}

#[tokio::test]
async fn reservation_is_released_when_sending_is_refused_for_now() {
    for order in [false, true] {
        let failures = [MessageError::NotNow("throttled".to_owned())];
        let sender = Sender::open(620, failures).await;
        let event = sender.requested(order).await;
        assert_eq!(sender.deliver(&event).await, (false, 0));
        sender.let_claim_expire();
        assert_eq!(sender.deliver(&event).await, (true, 1), "its place was not given back");
        // The code was counted once, so the budget has no place for another one.
        let next = sender.requested(order).await;
        assert_eq!(sender.deliver(&next).await, (true, 1));
    }
}

#[tokio::test]
async fn reservation_is_kept_and_counted_once_when_the_outcome_is_unknown() {
    for order in [false, true] {
        let failures = [0, 1].map(|_| MessageError::Unknown("no answer".to_owned()));
        let sender = Sender::open(621, failures).await;
        let event = sender.requested(order).await;
        for _ in 0..2 {
            assert_eq!(sender.deliver(&event).await, (false, 0));
            let next = sender.requested(order).await;
            assert_eq!(sender.deliver(&next).await, (true, 0), "it was not counted");
            sender.let_claim_expire();
        }
        assert_eq!(sender.deliver(&event).await, (true, 1), "it was counted again");
        assert_eq!(sender.deliver(&event).await, (true, 1));
    }
}

#[tokio::test]
async fn reservation_is_released_without_retry_when_sending_is_refused_for_good() {
    for order in [false, true] {
        let failures = [MessageError::Refused("opted out".to_owned())];
        let sender = Sender::open(622, failures).await;
        let event = sender.requested(order).await;
        assert_eq!(sender.deliver(&event).await, (true, 0));
        sender.let_claim_expire();
        assert_eq!(sender.deliver(&event).await, (true, 0), "it was tried again");
        let next = sender.requested(order).await;
        assert_eq!(sender.deliver(&next).await, (true, 1), "its place was not given back");
    }
}

#[tokio::test]
async fn code_is_neither_sent_nor_retried_when_the_budget_is_used_up() {
    let sender = Sender::open(623, []).await;
    for sent in [1, 1] {
        let event = sender.requested(false).await;
        assert_eq!(sender.deliver(&event).await, (true, sent));
    }
}
