//! Occurrences whose order is refused, and paused schedules.

use docket_tests::{
    Person,
    world::{
        BUYER,
        recurring::{RecurringOrders, TEMPLATES, dozen, hourly, hours, moment},
    },
};
use jiff::SignedDuration;
use serde_json::{Value, json};

#[tokio::test]
async fn occurrence_out_of_stock_is_skipped_with_one_message_to_the_owner() {
    let mut world = RecurringOrders::open().await;
    let id = world.scheduled(hourly()).await;
    world.leave_eggs(0).await;
    let due = hours(&world.docket, 3);
    world.until(due[0]).await;
    let template = {
        world.again().await;
        world.read(&id).await
    };
    assert_eq!(moment(&template["lastOutcome"]["occurrence"]), due[0]);
    assert_eq!(template["lastOutcome"]["result"], "skipped");
    let reason = template["lastOutcome"]["reason"].as_str().unwrap();
    assert!(
        reason.contains("1 of Free-range eggs, dozen were ordered, 0 are in stock"),
        "{reason}"
    );
    assert_eq!(moment(&template["nextOccurrence"]), due[1]);
    assert_eq!(template["schedule"]["status"], "active");
    let messages = world.not_placed_messages(BUYER);
    assert_eq!(messages.len(), 1, "{messages:?}");
    assert!(messages[0].contains(&id) && messages[0].contains("The next one is"), "{messages:?}");
    // There is no further message, and the next occurrence is ordered.
    for _ in 0..3 {
        world.docket.running.invoke("run-order-schedules", json!({})).await.unwrap();
    }
    assert_eq!(world.not_placed_messages(BUYER).len(), 1);
    world.leave_eggs(5).await;
    world.until(due[1]).await;
    world.again().await;
    assert_eq!(world.occurrences(&id).await, [due[1]]);
    assert_eq!(world.read(&id).await["lastOutcome"]["result"], "placed");
}

#[tokio::test]
async fn schedule_stops_on_a_shortage_when_set_and_until_resumed() {
    let mut world = RecurringOrders::open().await;
    let mut schedule = hourly();
    schedule["onShortage"] = json!("stop");
    let id = world.scheduled(schedule).await;
    world.leave_eggs(0).await;
    let due = hours(&world.docket, 6);
    world.until(due[1]).await;
    world.again().await;
    let template = world.read(&id).await;
    assert_eq!(template["lastOutcome"]["result"], "stopped");
    assert_eq!(moment(&template["lastOutcome"]["occurrence"]), due[0], "the second was not tried");
    assert_eq!(template["schedule"]["status"], "stopped");
    assert_eq!(template["nextOccurrence"], Value::Null);
    let messages = world.not_placed_messages(BUYER);
    assert!(messages.len() == 1 && messages[0].contains("until you resume it"), "{messages:?}");
    world.leave_eggs(9).await;
    world.until(due[2]).await;
    world.again().await;
    assert!(world.placed(&id).await.is_empty());
    let resumed = world.patch(&world.buyer, &id, &json!({"paused": false})).await.expect(200);
    assert_eq!(moment(&resumed.at("/template/nextOccurrence")), due[3]);
    world.until(due[3]).await;
    world.again().await;
    assert_eq!(world.occurrences(&id).await, [due[3]]);
}

#[tokio::test]
async fn occurrence_during_a_pause_is_not_ordered() {
    let mut world = RecurringOrders::open().await;
    let id = world.scheduled(hourly()).await;
    let due = hours(&world.docket, 6);
    world.until(due[0]).await;
    world.again().await;
    let paused = world.patch(&world.buyer, &id, &json!({"paused": true})).await.expect(200);
    assert_eq!(paused.at("/template/schedule/status"), "paused");
    assert_eq!(paused.at("/template/nextOccurrence"), Value::Null);
    assert_eq!(paused.at("/template/lastOutcome/result"), "placed", "how it went is kept");
    world.until(due[2]).await;
    world.again().await;
    // Changing the schedule does not resume it.
    let other = json!({"schedule": {"cron": "0 * * * *", "timezone": "UTC"}});
    let changed = world.patch(&world.buyer, &id, &other).await.expect(200);
    assert_eq!(changed.at("/template/schedule/status"), "paused");
    let resumed = world.patch(&world.buyer, &id, &json!({"paused": false})).await.expect(200);
    assert_eq!(moment(&resumed.at("/template/nextOccurrence")), due[3]);
    world.until(due[3]).await;
    world.again().await;
    assert_eq!(world.occurrences(&id).await, [due[0], due[3]]);
    // Without a schedule the template remains, and places no orders.
    let plain = world.patch(&world.buyer, &id, &json!({"schedule": null})).await.expect(200);
    assert_eq!(plain.at("/template/schedule"), Value::Null);
    world.until(due[4]).await;
    world.again().await;
    assert_eq!(world.placed(&id).await.len(), 2);
}

#[tokio::test]
async fn occurrence_is_skipped_with_the_reason_when_it_names_something_deleted() {
    let mut world = RecurringOrders::open().await;
    let mut body = dozen(BUYER);
    body["sellerId"] = json!("spice-kitchen");
    let naan = json!([{"addonId": "naan", "quantity": 1}]);
    body["items"] = json!([{"productId": "sk-thali", "quantity": 1, "addons": naan}]);
    body["schedule"] = hourly();
    let id = world.make(&world.buyer, &body).await.expect(201).text_at("/template/id");
    let path = "/api/products/sk-thali";
    let change = json!({"addons": []});
    world.docket.patch(path).bearer(&world.admin).json(&change).send().await.expect(200);
    world.until(hours(&world.docket, 1)[0]).await;
    world.again().await;
    let last = world.read(&id).await["lastOutcome"].clone();
    assert_eq!(last["result"], "skipped");
    assert_eq!(last["reason"], "The order names add-ons that the product does not have.");
    assert!(
        !world.not_placed_messages(BUYER)[0].contains("add-ons"),
        "the reason is in the template"
    );
}

#[tokio::test]
async fn staff_and_administrators_get_messages_of_the_sellers_templates() {
    let world = RecurringOrders::open().await;
    let mut body = dozen("+12025550143");
    body["schedule"] = hourly();
    world.make(&world.staff, &body).await.expect(201);
    world.leave_eggs(0).await;
    world.until(hours(&world.docket, 1)[0]).await;
    for person in [Person::Producer, Person::Admin] {
        assert_eq!(world.not_placed_messages(person.phone()).len(), 1, "{person:?}");
    }
    assert!(
        world.not_placed_messages("+12025550143").is_empty(),
        "the customer does not know of it"
    );
    assert!(world.not_placed_messages(Person::Shop.phone()).is_empty());
}

#[tokio::test]
async fn schedule_ends_after_its_last_occurrence_or_when_deleted() {
    let mut world = RecurringOrders::open().await;
    let mut schedule = hourly();
    schedule["rrule"] = json!(format!("{};COUNT=2", schedule["rrule"].as_str().unwrap()));
    let ended = world.scheduled(schedule).await;
    let deleted = world.scheduled(hourly()).await;
    let path = format!("{TEMPLATES}/{deleted}");
    world.docket.call("DELETE", &path).bearer(&world.buyer).send().await.expect(204);
    let due = hours(&world.docket, 4);
    world.until(due[3] + SignedDuration::from_mins(1)).await;
    world.again().await;
    assert_eq!(world.occurrences(&ended).await, due[..2]);
    let template = world.read(&ended).await;
    assert_eq!(template["schedule"]["status"], "ended");
    assert_eq!(template["nextOccurrence"], Value::Null);
    assert!(world.placed(&deleted).await.is_empty());
}
