//! What a consumer reads, which its schema may refuse: events of later versions.

use docket_contract::{
    BatchChanged, BatchStatus, Event, OrderDetail, OrderPlaced, OrderSplit, OrderStatusChanged,
    Phase, Role, SplitLink,
};
use serde_json::{Value, json};

use crate::examples::examples;

fn example<E: Event>() -> Value {
    examples()[E::NAME][0].clone()
}

fn read<E: Event>(event: Value) -> E {
    serde_json::from_value(event).unwrap()
}

#[test]
fn members_and_words_of_later_versions_are_read_over() {
    let mut event = example::<OrderStatusChanged>();
    event["schemaVersion"] = json!(2);
    event["later"] = json!({"a": 1});
    event["order"]["later"] = json!([1]);
    event["order"]["phase"] = json!("suspended");
    event["actor"] = json!({"role": "courier"});
    let event: OrderStatusChanged = read(event);
    assert_eq!(event.id(), "ORD-20261120-7K3M9QX2TB:3:1");
    assert_eq!(event.detail.schema_version, 2);
    assert_eq!(event.detail.order.facts.phase, Phase::Unknown);
    assert_eq!((event.detail.actor.role, event.detail.actor.id), (Role::Unknown, None));
    let mut batch = example::<BatchChanged>();
    batch["batch"]["status"] = json!("LOST");
    batch["batch"].as_object_mut().unwrap().remove("driverId");
    let BatchChanged { batch, .. } = read(batch);
    assert_eq!((batch.status, batch.driver_id), (BatchStatus::Unknown, None));
}

#[test]
fn words_of_later_versions_are_never_written() {
    assert!(serde_json::to_value(Phase::Unknown).is_err());
    assert!(serde_json::to_value(Role::Unknown).is_err());
    assert!(serde_json::to_value(BatchStatus::Unknown).is_err());
}

#[test]
fn what_all_events_about_an_order_say_reads_from_each_of_them() {
    let mut read = 0;
    for (name, examples) in examples() {
        for example in examples.into_iter().filter(|it| it.get("order").is_some()) {
            let event: OrderDetail = serde_json::from_value(example.clone()).unwrap();
            assert_eq!(event.order.id.as_str(), example["order"]["id"], "{name}");
            read += 1;
        }
    }
    assert_eq!(read, 22);
}

#[test]
fn an_event_is_written_as_it_was_read() {
    fn again<E: Event>() {
        let event = example::<E>();
        assert_eq!(serde_json::to_value(read::<E>(event.clone())).unwrap(), event);
    }
    again::<OrderPlaced>();
    again::<OrderStatusChanged>();
    again::<OrderSplit>();
    again::<BatchChanged>();
    let OrderSplit { link, .. } = read(example::<OrderSplit>());
    assert!(matches!(link, SplitLink::SplitInto(other) if other.as_str().ends_with("5V")));
}
