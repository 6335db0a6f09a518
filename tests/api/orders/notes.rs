//! Notes that staff add to an order.

use serde_json::{Value, json};

use docket_tests::{Reply, world::kitchen::Kitchen};

const NOTE: &str = "Called: leave it with the neighbour.";

async fn note(world: &Kitchen, token: &str, id: &str, text: &str, key: &str) -> Reply {
    let call = world.docket.post(&format!("/api/orders/{id}/notes"));
    call.bearer(token).key(key).json(&json!({"text": text})).send().await
}

async fn notes(world: &Kitchen, id: &str) -> Vec<String> {
    let path = format!("/api/orders/{id}/admin");
    let order = world.docket.get(&path).bearer(&world.staff).send().await.expect(200);
    let lines = order.at("/audit");
    let noted = lines.as_array().unwrap().iter().filter(|it| it["action"] == "note_added");
    noted.map(|it| it["notes"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn notes_are_added_in_every_status() {
    let world = Kitchen::open().await;
    let id = world.placed().await;
    let added = note(&world, &world.staff, &id, NOTE, "one").await.expect(201);
    assert_eq!(
        (added.at("/order/version"), added.at("/order/status")),
        (2.into(), json!("PLACED"))
    );
    let reason = json!({"reason": "sold out"});
    world.request_action(&world.staff, &id, "reject", reason).await.expect(200);
    note(&world, &world.admin, &id, "Wrote to say sorry.", "two").await.expect(201);
    assert_eq!(notes(&world, &id).await, [NOTE, "Wrote to say sorry."]);
}

#[tokio::test]
async fn note_is_added_once_per_idempotency_key() {
    let world = Kitchen::open().await;
    let id = world.placed().await;
    note(&world, &world.staff, &id, NOTE, "one").await.expect(201);
    let before = world.docket.table().await;
    let again = note(&world, &world.staff, &id, NOTE, "one").await.expect(201);
    assert_eq!(again.header("idempotent-replayed"), "true");
    note(&world, &world.staff, &id, "Another.", "one").await.problem(422, "idempotency_key_reused");
    world.docket.unchanged(&before).await;
    note(&world, &world.staff, &id, NOTE, "two").await.expect(201);
    assert_eq!(notes(&world, &id).await, [NOTE, NOTE]);
}

#[tokio::test]
async fn note_is_visible_to_staff_only() {
    let world = Kitchen::open().await;
    let id = world.placed().await;
    world.docket.running.settle().await.unwrap();
    let sent = world.docket.running.messages(None).len();
    world.docket.refused(note(&world, &world.buyer, &id, NOTE, "b"), 403, "forbidden").await;
    note(&world, &world.staff, &id, NOTE, "one").await.expect(201);
    for path in ["", "/track", "/statistics"] {
        let path = format!("/api/orders/{id}{path}");
        let read = world.docket.get(&path).bearer(&world.buyer).send().await.expect(200);
        assert!(!read.text.contains("neighbour"), "{path}");
    }
    let mine = world.docket.get("/api/orders/my-orders").bearer(&world.buyer).send().await;
    assert!(!mine.expect(200).text.contains("neighbour"));
    world.docket.running.settle().await.unwrap();
    let events = world.docket.running.events();
    assert!(events.iter().all(|it| !it.detail.to_string().contains("neighbour")));
    let of_note = |it: &Value| it["eventId"] == format!("{id}:2:0");
    let noted = events.iter().find(|it| of_note(&it.detail)).unwrap();
    assert_eq!(noted.detail_type, "OrderUpdated");
    assert_eq!(world.docket.running.messages(None).len(), sent);
}

#[tokio::test]
async fn note_is_refused_when_empty_or_too_long() {
    let world = Kitchen::open().await;
    let id = world.placed().await;
    for text in [String::new(), " ".to_owned(), "a".repeat(1_001)] {
        let refused = note(&world, &world.staff, &id, &text, "n");
        world.docket.refused(refused, 400, "invalid_request").await;
    }
}
