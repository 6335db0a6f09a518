//! A repeated split, merge or checkout runs once, also when answers of the database are lost.

use docket_tests::{
    Reply,
    faults::{Fault, Faults, SDK_TRIES, TRANSACT},
    world::{
        OTHER,
        parts::{Shop, ids, three},
    },
};
use serde_json::{Value, json};

async fn post(world: &Shop, token: &str, path: &str, key: &str, body: &Value) -> Reply {
    world.docket.post(path).bearer_if(token).key(key).json(body).send().await
}

/// Checks a request, its repeat, and its key with another body. Returns the first answer.
async fn repeated(world: &Shop, token: &str, path: &str, body: &Value, other: &Value) -> Reply {
    let first = post(world, token, path, "once", body).await;
    assert!(matches!(first.status, 200 | 201), "{}", first.text);
    assert_eq!(first.header("idempotent-replayed"), "");
    let table = world.docket.table().await;
    let again = post(world, token, path, "once", body).await.expect(first.status);
    assert_eq!(again.header("idempotent-replayed"), "true");
    assert_eq!(again.header("location"), first.header("location"));
    assert_eq!(again.json(), first.json());
    post(world, token, path, "once", other).await.problem(422, "idempotency_key_reused");
    world.docket.unchanged(&table).await;
    first
}

fn part(count: u32) -> Value {
    json!({"items": [{"productId": "cs-soap", "quantity": count}]})
}

#[tokio::test]
async fn repeated_split_splits_once() {
    let world = Shop::open().await;
    let id = world.placed(&[("cs-soap", 4)]).await;
    let path = format!("/api/orders/{id}/split");
    let first = repeated(&world, &world.staff, &path, &part(1), &part(2)).await;
    // The repeat shows the orders as they are now: the split order is cancelled.
    let new = first.text_at("/splitOrder/id");
    world.cancel(&new).await.expect(200);
    let again = post(&world, &world.staff, &path, "once", &part(1)).await.expect(201);
    assert_eq!(again.at("/splitOrder/status"), "cancelled");
    // The key with another order's route is another request.
    let other = world.placed(&[("cs-soap", 4)]).await;
    let path = format!("/api/orders/{other}/split");
    let another = post(&world, &world.staff, &path, "once", &part(1)).await.expect(201);
    assert_ne!(another.text_at("/splitOrder/id"), new);
    // Without a key, every request is a split of its own.
    let items = part(1)["items"].clone();
    let one = world.split(&world.staff, &other, items.clone()).await.expect(201);
    let two = world.split(&world.staff, &other, items).await.expect(201);
    assert_ne!(one.text_at("/splitOrder/id"), two.text_at("/splitOrder/id"));
}

#[tokio::test]
async fn repeated_merge_merges_once() {
    let world = Shop::open().await;
    let one = world.placed(&[("cs-soap", 1)]).await;
    let two = world.placed(&[("cs-soap", 2)]).await;
    let (body, other) = (json!({"orderIds": [one, two]}), json!({"orderIds": [two, one]}));
    repeated(&world, &world.staff, "/api/orders/merge", &body, &other).await;
}

#[tokio::test]
async fn repeated_checkout_places_its_orders_once() {
    let world = Shop::open().await;
    let mut other = three(OTHER);
    other["sellers"].as_array_mut().unwrap().pop();
    let body = three(OTHER);
    let first = repeated(&world, "", "/api/checkouts", &body, &other).await;
    world.docket.running.settle().await.unwrap();
    assert_eq!(world.docket.running.messages(Some(OTHER)).len(), 1);
    // After the confirmation, the repeat shows the confirmed orders.
    let code = world.docket.code(OTHER).await;
    world.docket.verify(&ids(&first)[1], &code).await.expect(200);
    let again = post(&world, "", "/api/checkouts", "once", &body).await.expect(201);
    assert_eq!(again.at("/checkout/orders/2/status"), "received");
    assert_eq!(again.at("/verification/required"), false);
}

/// A shop whose database can lose answers.
async fn lossy() -> (Shop, Faults) {
    let (docket, faults) = Faults::open().await;
    (Shop::of(docket).await, faults)
}

#[tokio::test]
async fn split_runs_once_when_its_answer_is_lost() {
    for times in [1, SDK_TRIES] {
        let (world, faults) = lossy().await;
        let id = world.placed(&[("cs-soap", 4)]).await;
        let stock = world.stock("cs-soap").await;
        let path = format!("/api/orders/{id}/split");
        let lost = faults.inject(TRANSACT, "\"sf\"", times, Fault::LoseAnswer);
        let first = post(&world, &world.staff, &path, "lost", &part(1)).await;
        assert_eq!(lost.count(), times);
        let reply = if times == 1 {
            first.expect(201)
        } else {
            first.problem(503, "unavailable");
            let again = post(&world, &world.staff, &path, "lost", &part(1)).await.expect(201);
            assert_eq!(again.header("idempotent-replayed"), "true");
            again
        };
        assert_eq!(reply.at("/order/items/0/quantity"), 3);
        assert_eq!(reply.at("/order/splitInto").as_array().map(Vec::len), Some(1));
        assert_eq!(world.events(&reply.text_at("/splitOrder/id")).await, ["OrderSplit"]);
        assert_eq!(world.stock("cs-soap").await, stock);
    }
}

#[tokio::test]
async fn merge_runs_once_when_its_answer_is_lost() {
    for times in [1, SDK_TRIES] {
        let (world, faults) = lossy().await;
        let one = world.placed(&[("cs-soap", 1)]).await;
        let two = world.placed(&[("cs-soap", 2)]).await;
        let body = json!({"orderIds": [one, two]});
        let lost = faults.inject(TRANSACT, "\"#mi\"", times, Fault::LoseAnswer);
        let first = post(&world, &world.staff, "/api/orders/merge", "lost", &body).await;
        assert_eq!(lost.count(), times);
        let reply = if times == 1 {
            first.expect(200)
        } else {
            first.problem(503, "unavailable");
            let again = post(&world, &world.staff, "/api/orders/merge", "lost", &body).await;
            assert_eq!(again.header("idempotent-replayed"), "true");
            again.expect(200)
        };
        assert_eq!(reply.at("/order/items/0/quantity"), 3);
        assert_eq!(world.events(&two).await, ["OrderPlaced", "OrdersMerged"]);
    }
}

#[tokio::test]
async fn checkout_places_its_orders_once_when_its_answer_is_lost() {
    for times in [1, SDK_TRIES] {
        let (world, faults) = lossy().await;
        let stock = world.docket.available("cm-bowl").await;
        let lost = faults.inject(TRANSACT, "\"gr\"", times, Fault::LoseAnswer);
        let first = post(&world, "", "/api/checkouts", "lost", &three(OTHER)).await;
        assert_eq!(lost.count(), times);
        let reply = if times == 1 {
            first.expect(201)
        } else {
            first.problem(503, "unavailable");
            post(&world, "", "/api/checkouts", "lost", &three(OTHER)).await.expect(201)
        };
        assert_eq!(ids(&reply).len(), 3);
        assert_eq!(world.docket.available("cm-bowl").await, stock - 3);
        // The code confirms the orders once, also when the answer of the transaction is lost.
        let code = world.docket.code(OTHER).await;
        let lost = faults.inject(TRANSACT, "\"#sn\"", times, Fault::LoseAnswer);
        let verified = world.docket.verify(&ids(&reply)[1], &code).await;
        assert_eq!(lost.count(), times);
        if times > 1 {
            verified.problem(503, "unavailable");
            world.docket.verify(&ids(&reply)[1], &code).await.problem(409, "already_verified");
        }
        for id in ids(&reply) {
            assert_eq!(world.events(&id).await, ["OrderPlaced", "OrderVerified"]);
        }
    }
}
