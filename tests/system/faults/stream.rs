//! Tests publish-order-events with real records of the table's stream.

use std::{collections::BTreeMap, sync::Arc};

use aws_sdk_dynamodb::types::AttributeValue;
use docket_app::App;
use docket_local::Options;
use docket_platform::SystemClock;
use docket_tests::{
    Docket, Person,
    faults::{Fault, Faults, PUT},
    guests::{hold, holds, phone, suffix},
    template_with,
};
use serde_json::{Value, json};
use tempfile::NamedTempFile;

use crate::faults::{
    messages::{Flaky, app, run},
    publisher::{Bus, BusControl, firsts, id},
};

const PUBLISHER: &str = "publish-order-events";

/// Starts a Docket whose own publisher always fails, so that the stream keeps all records. Places
/// and cancels three orders.
async fn with_blocked_publisher() -> (Docket, Vec<String>) {
    let (wrapper, bus) = Bus::wrapper();
    let docket = Docket::with(Options { bus: Some(wrapper), ..Options::default() }).await;
    let staff = docket.sign_in(Person::Producer).await;
    bus.lock().down = true;
    let orders = holds(&docket, 800, 3).await;
    for (id, _) in &orders {
        docket.set_status(&staff, id, "cancelled").await.expect(200);
    }
    (docket, orders.into_iter().map(|(id, _)| id).collect())
}

/// The stream's records of orders, read through the streams API in the form in which Lambda
/// delivers them.
fn records(docket: &Docket) -> Vec<Value> {
    let database = docket.running.database();
    let ask = |operation: &str, body: Value| -> Value {
        let answer = docket_connector::answer(&database, operation, body.to_string().as_bytes());
        serde_json::from_slice(answer.body().bytes().unwrap()).unwrap()
    };
    let streams = ask("ListStreams", json!({"TableName": "docket"}));
    let arn = &streams["Streams"][0]["StreamArn"];
    let stream = ask("DescribeStream", json!({"StreamArn": arn}));
    let shard = &stream["StreamDescription"]["Shards"][0]["ShardId"];
    let request = json!({"StreamArn": arn, "ShardId": shard, "ShardIteratorType": "TRIM_HORIZON"});
    let iterator = &ask("GetShardIterator", request)["ShardIterator"];
    let page = ask("GetRecords", json!({"ShardIterator": iterator, "Limit": 1000}));
    let wanted = |record: &&Value| record["dynamodb"]["Keys"]["sk"]["S"] == "O";
    page["Records"].as_array().unwrap().iter().filter(wanted).cloned().collect()
}

/// The test's own publisher, and the control of its bus.
async fn publisher(docket: &Docket) -> (Arc<App>, BusControl) {
    let bus = Arc::new(Bus::default());
    let control = bus.control();
    (app(docket, Arc::new(SystemClock), Arc::new(Flaky::default()), bus).await, control)
}

/// The sequence numbers in the `batchItemFailures` of a response.
fn failures(answer: &Value) -> Vec<String> {
    let failures = answer["batchItemFailures"].as_array().unwrap();
    failures.iter().map(|it| it["itemIdentifier"].as_str().unwrap().to_owned()).collect()
}

fn sequence(record: &Value) -> String {
    record["dynamodb"]["SequenceNumber"].as_str().unwrap().to_owned()
}

fn of(records: &[Value], order: &str) -> Vec<String> {
    let key = format!("O#{}", suffix(order));
    let is = |record: &&Value| record["dynamodb"]["Keys"]["pk"]["S"] == key.as_str();
    records.iter().filter(is).map(sequence).collect()
}

#[tokio::test]
async fn failures_name_the_refused_record_and_later_ones_of_its_order() {
    let (docket, orders) = with_blocked_publisher().await;
    let records = records(&docket);
    let (app, bus) = publisher(&docket).await;
    let stuck = &orders[1];
    bus.lock().refused.insert(format!("{stuck}:1:0"));
    let answer = run(&app, PUBLISHER, json!({"Records": records})).await.unwrap();
    let expected = of(&records, stuck);
    assert_eq!(expected.len(), 2, "a record for placing, one for cancelling");
    // The event that requests its code is also held back until the order is published as placed.
    let mut failed = failures(&answer);
    failed.sort();
    assert_eq!(failed, expected);
    assert!(!bus.by_order().contains_key(stuck));

    // Lambda delivers again from the lowest failed record on.
    bus.lock().refused.clear();
    let from = records.iter().position(|it| sequence(it) == failed[0]).unwrap();
    let answer = run(&app, PUBLISHER, json!({"Records": &records[from..]})).await.unwrap();
    assert_eq!(failures(&answer), Vec::<String>::new());
    let taken = bus.by_order();
    for order in &orders {
        assert_eq!(firsts(&taken[order]), [format!("{order}:1:0"), format!("{order}:2:0")]);
    }
}

#[tokio::test]
async fn every_record_with_events_fails_when_the_bus_is_down() {
    let (docket, orders) = with_blocked_publisher().await;
    let records = records(&docket);
    let (app, bus) = publisher(&docket).await;
    bus.lock().down = true;
    let answer = run(&app, PUBLISHER, json!({"Records": records})).await.unwrap();
    let mut failed = failures(&answer);
    failed.sort();
    let mut expected: Vec<_> = orders.iter().flat_map(|id| of(&records, id)).collect();
    expected.sort();
    assert_eq!(failed, expected);
    assert_eq!(bus.lock().failed.0, 3, "a call is made three times");
}

/// Delivers the batch repeatedly, from every position.
#[tokio::test]
async fn repeated_batch_publishes_equal_events() {
    let (docket, _) = with_blocked_publisher().await;
    let records = records(&docket);
    let (app, bus) = publisher(&docket).await;
    for from in 0..records.len() {
        run(&app, PUBLISHER, json!({"Records": &records[from..]})).await.unwrap();
    }
    let mut seen: BTreeMap<String, Value> = BTreeMap::new();
    for event in &bus.lock().taken {
        let first = seen.entry(id(event)).or_insert_with(|| event.detail.clone());
        assert_eq!(first, &event.detail);
    }
    // Placed, its code, and cancelled, for each of three orders.
    assert_eq!(seen.len(), 9, "{:?}", seen.keys());
}

#[tokio::test]
async fn unreadable_record_is_kept_and_others_are_published() {
    let (wrapper, bus) = Bus::wrapper();
    let (docket, faults) = Faults::with(Options { bus: Some(wrapper), ..Options::default() }).await;
    let before = hold(&docket, &phone(810)).await;
    // The first attempts to store them as dead letters fail, too.
    let refused = faults.inject(PUT, "D#", 4, Fault::LoseRequest);
    for (key, kind) in [("O#BADBADBAD1", "O"), ("O#BADBADBAD2", "O"), ("Q#BAD", "Q")] {
        let text = |text: &str| AttributeValue::S(text.to_owned());
        let put = docket.running.client().put_item().table_name(docket.running.table());
        put.item("pk", text(key))
            .item("sk", text(kind))
            .item("x", text("Ursula Underwood"))
            .send()
            .await
            .unwrap();
    }
    let after = hold(&docket, &phone(811)).await;
    docket.running.settle().await.unwrap();
    assert_eq!(refused.count(), 4);
    let taken = bus.by_order();
    assert_eq!(taken[&after], [format!("{after}:1:0")]);
    assert_eq!(taken[&before][0], format!("{before}:1:0"));
    docket.confirm(&after, &phone(811)).await.expect(200);

    let scan =
        docket.running.client().scan().table_name(docket.running.table()).send().await.unwrap();
    let mut kept = Vec::new();
    for item in scan.items() {
        if item["sk"].as_s().unwrap() == "D" {
            let record: Value = serde_json::from_str(item["rec"].as_s().unwrap()).unwrap();
            let why = item["why"].as_s().unwrap();
            // The value may be personal data. It may be in the record only, not in the reason.
            assert!(!why.is_empty() && !why.contains("Ursula"), "{why}");
            assert_eq!(record["dynamodb"]["NewImage"]["x"], json!({"S": "Ursula Underwood"}));
            let until: i64 = item["ttl"].as_n().unwrap().parse().unwrap();
            let days = (until - docket.running.now().as_second()).div_euclid(86_400);
            assert!((89..=90).contains(&days), "{days}");
            kept.push(record["dynamodb"]["Keys"]["pk"]["S"].as_str().unwrap().to_owned());
        }
    }
    kept.sort();
    assert_eq!(kept, ["O#BADBADBAD1", "O#BADBADBAD2", "Q#BAD"]);
    // Other requests still work.
    let staff = docket.sign_in(Person::Producer).await;
    docket.set_status(&staff, &after, "confirmed").await.expect(200);
}

/// The stored dead letter with this event id.
async fn kept(docket: &Docket, id: &str) -> Value {
    let text = |text: String| AttributeValue::S(text);
    let get = docket.running.client().get_item().table_name(docket.running.table());
    let get = get.key("pk", text(format!("D#{id}"))).key("sk", text("D".to_owned()));
    let item = get.send().await.unwrap().item.unwrap();
    serde_json::from_str(item["rec"].as_s().unwrap()).unwrap()
}

#[tokio::test]
async fn kept_record_is_replayed_with_its_original_event_ids() {
    let (docket, orders) = with_blocked_publisher().await;
    let mut record = records(&docket).swap_remove(0);
    let good = record.clone();
    let (app, bus) = publisher(&docket).await;
    let id = record["eventID"].as_str().unwrap().to_owned();
    record["dynamodb"]["NewImage"]["v"] = json!({"S": "one"});
    let broken = json!({"Records": [record]});
    run(&app, PUBLISHER, broken.clone()).await.unwrap();
    let mut letter = kept(&docket, &id).await;
    assert_eq!(letter, broken["Records"][0], "it is kept whole");
    assert!(bus.lock().taken.is_empty());

    letter["dynamodb"]["NewImage"]["v"] = good["dynamodb"]["NewImage"]["v"].clone();
    assert_eq!(letter, good);
    for _ in 0..2 {
        run(&app, PUBLISHER, json!({"Records": [letter]})).await.unwrap();
    }
    let event = format!("{}:1:0", orders[0]);
    assert_eq!(bus.by_order()[&orders[0]], [event.clone(), event]);
}

#[tokio::test]
async fn record_too_large_for_an_item_is_kept_without_its_images() {
    let docket = Docket::open().await;
    let (app, _) = publisher(&docket).await;
    let keys = json!({"pk": {"S": "O#BADBADBAD3"}, "sk": {"S": "O"}});
    let mut record = json!({"eventID": "large", "dynamodb": {"SequenceNumber": "1", "Keys": keys}});
    let whole = record.clone();
    for image in ["OldImage", "NewImage"] {
        record["dynamodb"][image] = json!({"sk": {"S": "O"}, "x": {"S": "x".repeat(399_000)}});
    }
    let answer = run(&app, PUBLISHER, json!({"Records": [record]})).await.unwrap();
    assert_eq!(failures(&answer), Vec::<String>::new());
    assert_eq!(kept(&docket, "large").await, whole);
}

/// A caller could send records that no stream sends. None crashes the function, and records without
/// events do not fail.
#[tokio::test]
async fn records_of_every_shape_are_accepted_or_kept() {
    let docket = Docket::open().await;
    let (app, bus) = publisher(&docket).await;
    let record = |number: usize, dynamodb: Value| json!({"eventID": format!("shape-{number}"), "eventName": "MODIFY", "dynamodb": dynamodb});
    let shapes = [
        json!({}),
        json!({"SequenceNumber": "1"}),
        json!({"SequenceNumber": "2", "NewImage": {}}),
        json!({"SequenceNumber": "3", "NewImage": "text"}),
        json!({"SequenceNumber": "4", "NewImage": {"sk": {"S": "S"}}}),
        json!({"SequenceNumber": "5", "NewImage": {"sk": {"Q": "O"}}}),
        json!({"SequenceNumber": "6", "NewImage": {"sk": {"S": "O"}}}),
        json!({"SequenceNumber": "7", "OldImage": {"sk": {"S": "O"}}}),
    ];
    let shapes: Vec<_> = shapes.into_iter().enumerate().map(|(at, it)| record(at, it)).collect();
    let answer = run(&app, PUBLISHER, json!({"Records": shapes})).await.unwrap();
    assert_eq!(failures(&answer), Vec::<String>::new());
    assert!(bus.lock().taken.is_empty());
    let table = docket.table().await;
    let kept = |number: usize| table.iter().any(|it| it.contains(&format!("D#shape-{number}\"")));
    assert!(kept(3) && kept(5) && kept(6));
    assert!(!kept(1) && !kept(4) && !kept(7));
}

/// The local program filters most records by their keys. A filter that names an image gets the
/// image.
#[tokio::test]
async fn stream_filter_gets_images_when_it_names_one() {
    let none: [(&str, &str); 0] = [];
    let template = template_with(&none);
    let by_keys = r#"{"dynamodb":{"Keys":{"sk":{"S":["O","Q","B","S","P","G","HB"]}}}}"#;
    assert_eq!(template.matches(by_keys).count(), 1);
    let file = NamedTempFile::new().unwrap();
    let by_image = by_keys.replace("Keys", "NewImage");
    std::fs::write(file.path(), template.replace(by_keys, &by_image)).unwrap();
    let template = Some(file.path().to_owned());
    let docket = Docket::with(Options { template, ..Options::default() }).await;
    let guest = phone(830);
    let order = hold(&docket, &guest).await;
    let _ = docket.confirm(&order, &guest).await.expect(200);
}
