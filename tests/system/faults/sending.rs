//! What becomes of a code's place in the budget of all when its message does
//! not go out: definitely refused, now or for good, or nobody knows.

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
    Desk,
    guests::{hold, phone},
};
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use crate::faults::{
    messages::{SENDER, run},
    publisher::{Bus, ChannelControl},
};

/// After which time a claimed code may be claimed again.
const LAPSED: SignedDuration = SignedDuration::from_secs(61);

/// A messenger that fails as it is told to, and then delivers.
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

/// A clock that stands where it is put.
struct Standing(Mutex<Timestamp>);

impl Clock for Standing {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap()
    }
}

/// A sender of its own, on a deployment whose own one gets no events.
struct Sender {
    desk: Desk,
    bus: ChannelControl,
    app: Arc<App>,
    clock: Arc<Standing>,
    messenger: Arc<Scripted>,
    guest: String,
}

impl Sender {
    /// One that sends a phone a single code an hour, and fails like this first.
    async fn open(number: u32, failures: impl IntoIterator<Item = MessageError>) -> Self {
        let (wrapper, bus) = Bus::wrapper();
        let desk = Desk::with(Options { bus: Some(wrapper), ..Options::default() }).await;
        bus.swallow("CodeRequested");
        // At the beginning of an hour, so that all of the test is within it.
        let hour = desk.running.now().as_second().rem_euclid(3_600);
        desk.advance(SignedDuration::from_secs(3_600 - hour)).await;
        let clock = Arc::new(Standing(Mutex::new(desk.running.now())));
        let failures = Mutex::new(failures.into_iter().collect());
        let messenger = Arc::new(Scripted { failures, ..Scripted::default() });
        let settings = Settings::read(|name| match name {
            "ADMIN_PHONE" | "ADMIN_EMAIL" | "PUBLIC_URL" | "OIDC_ISSUER" | "OIDC_AUDIENCE" => None,
            // This function sends no notices.
            name if name.starts_with("LIMIT_NOTICES") => None,
            "ALLOWED_COUNTRIES" => Some("*".to_owned()),
            // The general half has one, in one part.
            "LIMIT_CODES_IN_ALL" => Some("2".to_owned()),
            _ => Some("100".to_owned()),
        });
        let codes = SecretKey::new(&[7; 32]);
        let app = Arc::new(App {
            store: desk.running.store(),
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
        Self { desk, bus, app, clock, messenger, guest: phone(number) }
    }

    /// The event of a code that somebody asks for; by a challenge or an order.
    async fn requested(&self, order: bool) -> Value {
        if order {
            hold(&self.desk, &self.guest).await;
        } else {
            self.desk.challenge(&self.guest).await;
        }
        self.desk.running.settle().await.unwrap();
        self.bus.event("CodeRequested")
    }

    /// Delivers an event, and answers whether it is done with and what was
    /// sent so far.
    async fn deliver(&self, event: &Value) -> (bool, usize) {
        let outcome = run(&self.app, SENDER, event.clone()).await;
        (outcome.is_ok(), *self.messenger.sent.lock().unwrap())
    }

    fn lapse(&self) {
        *self.clock.0.lock().unwrap() += LAPSED;
    }
}

#[tokio::test]
async fn a_definite_refusal_gives_back_what_was_reserved() {
    for order in [false, true] {
        let failures = [MessageError::NotNow("throttled".to_owned())];
        let sender = Sender::open(620, failures).await;
        let event = sender.requested(order).await;
        assert_eq!(sender.deliver(&event).await, (false, 0));
        sender.lapse();
        assert_eq!(sender.deliver(&event).await, (true, 1), "its place was not given back");
        // It was counted once: there is no place for another.
        let next = sender.requested(order).await;
        assert_eq!(sender.deliver(&next).await, (true, 1));
    }
}

#[tokio::test]
async fn an_unknown_outcome_stays_counted_and_is_counted_once() {
    for order in [false, true] {
        let failures = [0, 1].map(|_| MessageError::Unknown("no answer".to_owned()));
        let sender = Sender::open(621, failures).await;
        let event = sender.requested(order).await;
        for _ in 0..2 {
            assert_eq!(sender.deliver(&event).await, (false, 0));
            let next = sender.requested(order).await;
            assert_eq!(sender.deliver(&next).await, (true, 0), "it was not counted");
            sender.lapse();
        }
        assert_eq!(sender.deliver(&event).await, (true, 1), "it was counted again");
        assert_eq!(sender.deliver(&event).await, (true, 1));
    }
}

#[tokio::test]
async fn what_is_refused_for_good_is_not_tried_again_and_costs_nothing() {
    for order in [false, true] {
        let failures = [MessageError::Refused("opted out".to_owned())];
        let sender = Sender::open(622, failures).await;
        let event = sender.requested(order).await;
        assert_eq!(sender.deliver(&event).await, (true, 0));
        sender.lapse();
        assert_eq!(sender.deliver(&event).await, (true, 0), "it was tried again");
        let next = sender.requested(order).await;
        assert_eq!(sender.deliver(&next).await, (true, 1), "its place was not given back");
    }
}

#[tokio::test]
async fn a_code_beyond_the_budget_is_not_sent_and_not_tried_again() {
    let sender = Sender::open(623, []).await;
    for sent in [1, 1] {
        let event = sender.requested(false).await;
        assert_eq!(sender.deliver(&event).await, (true, sent));
    }
}
