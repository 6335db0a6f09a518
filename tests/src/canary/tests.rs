//! Tests the search: it finds each planted value and nothing else.

use std::{
    panic::catch_unwind,
    process::{Command, Output},
    sync::Arc,
};

use async_trait::async_trait;
use aws_sdk_dynamodb::types::AttributeValue;
use docket_local::{BusWrapper, Options};
use docket_platform::{BusError, BusEvent, EventBus};
use serde_json::{Value, json};
use tokio::sync::Mutex;

use super::{
    State,
    finder::{Finder, Kind},
    look_through_program, secrets,
    secrets::Direction,
};
use crate::{Docket, pickup};

const PHONE: &str = "+4915112345678";
const TOKEN: &str = "eyJ0eXAiOiJhdCtqd3QifQ.eyJzdWIiOiJtLTEifQ.c2lnbmF0dXJlLW9mLWEtdG9rZW4";

/// The number of hits for one value in one text.
fn found(kind: Kind, value: &str, text: &str) -> usize {
    let mut finder = Finder::default();
    finder.add(kind, value);
    finder.find(text).len()
}

#[test]
fn finder_finds_a_phone_in_all_its_forms() {
    for text in [
        "to +4915112345678",
        "phone=\"4915112345678\"",
        "/customer/%2B4915112345678/orders",
        "004915112345678",
        "15112345678.",
        "...2345678",
        "C12345678#",
    ] {
        assert_eq!(found(Kind::Phone, PHONE, text), 1, "{text}");
    }
    for text in ["+4915112345679", "345678", "49151123456780", "2345678 of 23456789"] {
        let ends = usize::from(text.contains("2345678 of"));
        assert_eq!(found(Kind::Phone, PHONE, text), ends, "{text}");
    }
    assert_eq!(found(Kind::Phone, "+1 (202) 555-0142", "typed 1 (202) 555-0142"), 1);
}

#[test]
fn finder_finds_texts_word_by_word() {
    for text in ["Quirina Plumtree", "quirina%20PLUMTREE", "{\"a\":\"(Quirina, Plumtree)\"}"] {
        assert_eq!(found(Kind::Name, "Quirina Plumtree", text), 1, "{text}");
    }
    for text in ["Quirina", "Plumtree Quirina", "Quirina Plumtrees", "Quirina P. Plumtree"] {
        assert_eq!(found(Kind::Name, "Quirina Plumtree", text), 0, "{text}");
    }
    assert_eq!(found(Kind::Email, "quirina@plum.example", "mail quirina@plum.example!"), 1);
    assert_eq!(found(Kind::Address, "Çanakkale", "in çanakkale"), 1);
}

#[test]
fn finder_ignores_values_that_are_too_short() {
    for (kind, value) in [
        (Kind::Name, "Ann"),
        (Kind::Name, "A B"),
        (Kind::Text, "broken"),
        (Kind::Address, "1234"),
        (Kind::Token, "forged"),
        (Kind::Phone, "+12345"),
        (Kind::Text, ""),
    ] {
        let mut finder = Finder::default();
        finder.add(kind, value);
        assert_eq!(finder.count(), 0, "{value}");
    }
}

#[test]
fn finder_ignores_allowed_texts_added_before_or_after() {
    let mut finder = Finder::default();
    finder.add(Kind::Text, "gv honey");
    finder.allow("gv-honey");
    finder.add(Kind::Text, "GV, honey");
    finder.add(Kind::Text, "gv eggs");
    assert_eq!(finder.find("gv-honey, gv-eggs").len(), 1);
}

#[test]
fn finder_finds_a_code_only_as_a_whole_word() {
    for text in ["123456", "the code 123456.", "code=\"123456\"", "(123456)"] {
        assert_eq!(found(Kind::Code, "123456", text), 1, "{text}");
    }
    for text in ["id=a123456b", "0.123456", "GV-123456-X", "1234567", "x_123456"] {
        assert_eq!(found(Kind::Code, "123456", text), 0, "{text}");
    }
}

#[test]
fn finder_finds_a_token_by_its_beginning_or_signature() {
    let (rest, signature) = TOKEN.rsplit_once('.').unwrap();
    assert_eq!(found(Kind::Text, "", &format!("Bearer {rest}")), 1);
    assert_eq!(found(Kind::Token, TOKEN, signature), 1);
    assert_eq!(found(Kind::Token, TOKEN, "eyJ and eyJhbG"), 0);
}

#[test]
fn leak_finds_phones_in_numbers_but_no_codes_and_masks_all_values() {
    let mut state = State::default();
    state.finder.add(Kind::Phone, PHONE);
    state.finder.add(Kind::Code, "123456");
    state.finder.add(Kind::Name, "Quirina Plumtree");
    assert_eq!(state.leak("an event", &json!({"total": 123_456, "ids": ["a", null, true]})), None);
    let event = json!({
        "number": 4_915_112_345_678_u64,
        "texts": ["for quirina plumtree, quirina plumtree", "123456"],
        "4915112345678": 1,
    });
    let leak = state.leak("an event", &event).unwrap();
    assert_eq!(
        leak,
        "an event gives away [Phone, Name, Code]: {\"<Phone>\":1,\"number\":\"<Phone>\",\
         \"texts\":[\"for <Name>, <Name>\",\"<Code>\"]}"
    );
}

#[test]
fn secrets_are_extracted_from_bodies_by_field_names() {
    let body = json!({
        "customer": {"name": "Quirina Plumtree", "phone": PHONE, "email": "q@plum.example"},
        "fulfilment": {"address": {
            "line1": "7 Nowhere Lane", "line2": "Flat 9", "locality": "Old Town",
            "city": "Boston", "state": "MA", "postalCode": "02101", "country": "US",
        }},
        "items": [{"name": "Honey", "productId": "gv-honey"}],
        "notes": "the dog bites", "reason": "too late",
        "accessToken": TOKEN, "messages": [{"to": PHONE, "text": "123456 is your code"}],
    });
    let kinds = |way| {
        let mut kinds = Vec::new();
        secrets::of_json(&body, way, &mut |kind, _| kinds.push(kind));
        kinds.sort();
        kinds
    };
    let mut expected = vec![Kind::Phone, Kind::Phone, Kind::Name, Kind::Email];
    expected.extend([Kind::Address; 5]);
    let last = [Kind::Code, Kind::Token];
    assert_eq!(kinds(Direction::Received), [expected.as_slice(), &last].concat());
    assert_eq!(kinds(Direction::Sent), [expected.as_slice(), &[Kind::Text; 2], &last].concat());
    let mut paths = Vec::new();
    secrets::of_text("/a/%2B4915112345678?b=+12025550142&c=+1", &mut |_, it| {
        paths.push(it.to_owned());
    });
    assert_eq!(paths, ["12025550142", "4915112345678"]);
}

#[test]
fn program_output_may_show_messages_but_its_log_may_not() {
    super::sent_path("/+4915111111111");
    let shown = "Docket is running\nSMS to +4915111111111: 123456 is your code\n";
    look_through_program(shown, "INFO docket: answered");
    let logged = catch_unwind(|| look_through_program("", "WARN to=+4915111111111"));
    let printed = catch_unwind(|| look_through_program("sent to +4915111111111", ""));
    for panic in [logged.unwrap_err(), printed.unwrap_err()] {
        let message = panic.downcast_ref::<String>().unwrap();
        assert!(
            message.contains("gives away [Phone]") && !message.contains("1111111"),
            "{message}"
        );
    }
}

/// Serialises the tests that plant log lines, because log lines are shared by the whole process.
static ALONE: Mutex<()> = Mutex::const_new(());

/// A bus that adds a customer's name to events.
struct Greeting(Arc<dyn EventBus>);

#[async_trait]
impl EventBus for Greeting {
    async fn put(&self, mut events: Vec<BusEvent>) -> Result<Vec<Result<(), BusError>>, BusError> {
        for event in &mut events {
            if event.detail_type == "OrderPlaced" {
                event.detail["greeting"] = Value::from("Dear Quirina Plumtree!");
            }
        }
        self.0.put(events).await
    }
}

/// Starts Docket and places an order of Quirina Plumtree.
async fn with_an_order(options: Options) -> Docket {
    let docket = Docket::with(options).await;
    let mut body = pickup("green-valley", PHONE, &[("gv-honey", 1)]);
    body["customer"]["name"] = json!("Quirina Plumtree");
    docket.order(&body).await.expect(201);
    docket.running.settle().await.unwrap();
    docket
}

/// Asserts that exactly one leak is found when a Docket ends, that it starts with `beginning`, and
/// that it is masked.
fn only(mut docket: Docket, beginning: &str) {
    let leaks = docket.running.leaks();
    assert_eq!(leaks.len(), 1, "{leaks:?}");
    assert!(leaks[0].starts_with(beginning), "{leaks:?}");
    assert!(!leaks[0].contains("Plumtree") && !leaks[0].contains("2345678"), "{leaks:?}");
}

#[tokio::test]
async fn leaks_finds_values_in_logs_events_and_dead_letters() {
    let _alone = ALONE.lock().await;
    let mut docket = with_an_order(Options::default()).await;
    assert_eq!(docket.running.leaks(), [""; 0], "an order alone gives nothing away");

    let docket = with_an_order(Options::default()).await;
    tracing::debug!(target: "docket_functions::orders", phone = "12345678", "placed");
    only(docket, "a log line gives away [Phone]: ");

    let docket = with_an_order(Options::default()).await;
    let code = docket.code(PHONE).await;
    tracing::info!(target: "docket", "the code is {code}");
    only(docket, "a log line gives away [Code]: ");

    let greeting = BusWrapper::new(|inner| Arc::new(Greeting(inner)));
    let docket = with_an_order(Options { bus: Some(greeting), ..Options::default() }).await;
    only(docket, "an event gives away [Name]: ");

    let docket = with_an_order(Options::default()).await;
    keep(&docket, &json!({"token": TOKEN})).await;
    only(docket, "a dead letter gives away [Token]: ");
}

/// Stores a stream record that could not be read, as publish-order-events does.
async fn keep(docket: &Docket, record: &Value) {
    let text = |text: &str| AttributeValue::S(text.to_owned());
    let put = docket.running.client().put_item().table_name(docket.running.table());
    let put = put.item("pk", text("D#1")).item("sk", text("D"));
    put.item("rec", text(&record.to_string())).send().await.unwrap();
}

#[tokio::test]
async fn leaks_ignores_only_the_images_of_a_kept_record() {
    let _alone = ALONE.lock().await;
    let image = json!({"cn": {"S": "Quirina Plumtree"}});
    let mut docket = with_an_order(Options::default()).await;
    keep(&docket, &json!({"dynamodb": {"NewImage": image, "OldImage": image}})).await;
    assert_eq!(docket.running.leaks(), [""; 0]);

    let docket = with_an_order(Options::default()).await;
    keep(&docket, &json!({"dynamodb": {"Keys": {"pk": {"S": "O#Quirina Plumtree"}}}})).await;
    only(docket, "a dead letter gives away [Name]: ");
}

#[tokio::test]
async fn leak_panics_when_the_instance_is_dropped_or_stopped() {
    let _alone = ALONE.lock().await;
    let planted = || tracing::warn!(target: "docket", to = PHONE);
    let dropped = tokio::spawn(async move {
        let _desk = with_an_order(Options::default()).await;
        planted();
    });
    assert!(dropped.await.unwrap_err().is_panic());
    let stopped = tokio::spawn(async move {
        let docket = with_an_order(Options::default()).await;
        planted();
        docket.running.stop().await;
    });
    assert!(stopped.await.unwrap_err().is_panic());
}

/// Set when this test binary runs itself to log a line after the last instance has ended.
const LATE: &str = "DOCKET_CANARIES_LATE";

fn run_alone(test: &str) -> Output {
    let name = format!("canary::tests::{test}");
    let program = std::env::current_exe().unwrap();
    Command::new(program).args(["--exact", &name]).env(LATE, "1").output().unwrap()
}

#[tokio::test]
async fn leak_ends_the_process_when_logged_after_the_last_instance() {
    if std::env::var_os(LATE).is_some() {
        drop(with_an_order(Options::default()).await);
        tracing::warn!(target: "docket", "too late: {PHONE}");
        return;
    }
    let output = run_alone("leak_ends_the_process_when_logged_after_the_last_instance");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(101), "{errors}");
    assert!(errors.contains("a late log line gives away [Phone]"), "{errors}");
    assert!(!errors.contains("2345678"), "{errors}");
}
