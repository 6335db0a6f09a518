//! Tests the events that `EventBridge` and a rule's target receive, and the handling of its
//! refusals.

use docket_aws::AwsEventBus;
use docket_platform::{BusEvent, EventBus, MAX_ENTRIES};
use serde_json::{Value, json};

use crate::wire::{
    moto::moto,
    stub::{Answer, Stub},
    world::{Given, adapters, checked_error_text, event, hurried},
};

/// Makes a bus with a rule that sends all events to a queue. Returns the queue's URL.
async fn bus_with_queue(name: &str) -> Value {
    let moto = moto();
    moto.call("events", "AWSEvents.CreateEventBus", &json!({ "Name": name })).await;
    let queue = moto.call("sqs", "AmazonSQS.CreateQueue", &json!({ "QueueName": name })).await;
    let pattern = json!({"source": ["docket"]}).to_string();
    let rule = json!({"Name": name, "EventBusName": name, "EventPattern": pattern});
    moto.call("events", "AWSEvents.PutRule", &rule).await;
    let arn = format!("arn:aws:sqs:eu-west-1:123456789012:{name}");
    let targets = json!([{"Id": "queue", "Arn": arn}]);
    let target = json!({"Rule": name, "EventBusName": name, "Targets": targets});
    moto.call("events", "AWSEvents.PutTargets", &target).await;
    queue["QueueUrl"].clone()
}

/// Receives all events of a queue.
async fn received(queue: &Value) -> Vec<Value> {
    let ask = json!({"QueueUrl": queue, "MaxNumberOfMessages": 10});
    let mut events: Vec<Value> = Vec::new();
    loop {
        let answer = moto().call("sqs", "AmazonSQS.ReceiveMessage", &ask).await;
        let Some(messages) = answer["Messages"].as_array().filter(|it| !it.is_empty()) else {
            return events;
        };
        let bodies = messages.iter().map(|it| it["Body"].as_str().unwrap());
        events.extend(bodies.map(|body| serde_json::from_str::<Value>(body).unwrap()));
    }
}

async fn bus(name: &str) -> AwsEventBus {
    adapters(&moto().url, Given { bus: name, ..Given::default() }).await.bus
}

#[tokio::test]
async fn ten_events_of_one_call_reach_the_target_unchanged() {
    let queue = bus_with_queue("ten").await;
    let other = bus_with_queue("other").await;
    let events: Vec<_> = (0..MAX_ENTRIES).map(event).collect();
    let outcomes = bus("ten").await.put(events.clone()).await.unwrap();
    assert_eq!(outcomes.len(), events.len());
    assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");

    let mut got = received(&queue).await;
    got.sort_by_key(|it| it["detail"]["number"].as_u64());
    assert_eq!(got.len(), events.len());
    for (got, put) in got.iter().zip(&events) {
        assert_eq!(got["source"], "docket");
        assert_eq!(got["detail-type"], put.detail_type);
        assert_eq!(got["detail"], put.detail);
    }
    assert!(received(&other).await.is_empty());
}

#[tokio::test]
async fn put_sends_the_bus_in_every_entry_and_the_detail_as_text() {
    let answer = json!({"FailedEntryCount": 0, "Entries": [{"EventId": "a"}, {"EventId": "b"}]});
    let stub = Stub::start(&[Answer::Says(200, answer.to_string())]).await;
    hurried(&stub.url).await.bus.put(vec![event(0), event(1)]).await.unwrap();
    let request: Value = serde_json::from_str(&stub.requests()[0]).unwrap();
    let entry = |number| {
        let BusEvent { detail_type, detail } = event(number);
        let detail = detail.to_string();
        json!({"Source": "docket", "DetailType": detail_type, "Detail": detail,
               "EventBusName": "bus"})
    };
    assert_eq!(request, json!({"Entries": [entry(0), entry(1)]}));
}

#[tokio::test]
async fn put_fails_completely_with_eleven_events() {
    let queue = bus_with_queue("eleven").await;
    let events = (0..=MAX_ENTRIES).map(event).collect();
    let error = bus("eleven").await.put(events).await.unwrap_err();
    assert_eq!(checked_error_text(error), "the event bus did not answer: ValidationException");
    assert!(received(&queue).await.is_empty());
}

#[tokio::test]
async fn refused_entry_fails_alone() {
    let queue = bus_with_queue("nameless").await;
    let mut events: Vec<_> = (0..3).map(event).collect();
    events[1].detail_type.clear();
    let outcomes = bus("nameless").await.put(events).await.unwrap();
    assert_eq!(outcomes.iter().map(Result::is_ok).collect::<Vec<_>>(), [true, false, true]);
    assert_eq!(received(&queue).await.len(), 2);
}

#[tokio::test]
async fn put_reports_exactly_the_entries_with_an_error_as_failed() {
    let failed =
        |code: &str| json!({"ErrorCode": code, "ErrorMessage": event(0).detail.to_string()});
    let taken = json!({"EventId": "17793124-05d4-b198-2fde-7ededc63b103"});
    let entries = json!([taken, failed("ThrottlingException"), taken, failed("InternalFailure")]);
    let answer = json!({"FailedEntryCount": 2, "Entries": entries}).to_string();
    let stub = Stub::start(&[Answer::Says(200, answer)]).await;
    let outcomes = hurried(&stub.url).await.bus.put((0..4).map(event).collect()).await.unwrap();
    let outcomes: Vec<_> = outcomes.into_iter().map(|it| it.map_err(checked_error_text)).collect();
    let not = |code: &str| Err(format!("the event bus did not answer: {code}"));
    assert_eq!(outcomes, [Ok(()), not("ThrottlingException"), Ok(()), not("InternalFailure")]);
    assert_eq!(stub.requests().len(), 1, "what was taken is not put again");
}

#[tokio::test]
async fn put_reports_entries_missing_in_the_response_as_failed() {
    let entries = json!([{"EventId": "a"}, {}]);
    for (answer, taken) in [
        (json!({"FailedEntryCount": 1, "Entries": entries}), [true, false, false]),
        (json!({}), [false, false, false]),
    ] {
        let stub = Stub::start(&[Answer::Says(200, answer.to_string())]).await;
        let outcomes = hurried(&stub.url).await.bus.put((0..3).map(event).collect()).await.unwrap();
        assert_eq!(outcomes.iter().map(Result::is_ok).collect::<Vec<_>>(), taken, "{answer}");
    }
}
