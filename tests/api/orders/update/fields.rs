//! Fields of an order that can be changed, by whom and until when, and how the history records it.

use docket_tests::{
    Person, pickup,
    world::{
        BUYER,
        changes::{FARM, Farm, items, lines, phone},
    },
};
use serde_json::{Value, json};

#[tokio::test]
async fn update_changes_items_address_notes_and_priority_and_is_recorded() {
    let world = Farm::open().await;
    let order = world.placed(&[("gv-honey", 2), ("gv-eggs", 1)]).await;
    let body = json!({
        "items": items(&[("gv-honey", 3), ("gv-apples", 1)]),
        "fulfilment": {"method": "delivery", "address": {
            "line1": "12 Harbour Street", "city": "Boston", "state": "MA",
            "postalCode": "02110", "country": "US",
        }},
        "notes": "Ring twice", "priority": "high",
    });
    let changed = world.update(&world.buyer, &order, &body).await.expect(200);
    assert_eq!(changed.header("etag"), "\"2\"");
    let changed = changed.at("/order");
    assert_eq!(lines(&changed), [("gv-honey".into(), 3, 950), ("gv-apples".into(), 1, 780)]);
    assert_eq!(changed["subtotal"], 3 * 950 + 780);
    assert_eq!(changed["fulfilment"], body["fulfilment"]);
    assert_eq!((&changed["notes"], &changed["priority"]), (&json!("Ring twice"), &json!("high")));
    // The timeline has statuses only. The history has all changes.
    assert_eq!(changed["statusTimeline"], order["statusTimeline"]);
    let history = world.history_lines(&order).await;
    let entry = &history[1];
    assert_eq!((&entry["action"], &entry["version"]), (&json!("updated"), &json!(2)));
    assert_eq!(entry["by"]["role"], "buyer");
    assert_eq!(
        entry["changes"],
        "gv-honey: 2 → 3; gv-eggs: 1 → 0; gv-apples: 0 → 1; total: USD 25.20 → USD 36.30; \
         method: pickup → delivery; address: none → 12 Harbour Street, 02110, Boston, MA, US; \
         priority: normal → high; notes: none → Ring twice"
    );
    for (product, left) in [("gv-honey", 197), ("gv-eggs", 300), ("gv-apples", 249)] {
        assert_eq!(world.docket.available(product).await, left, "{product}");
    }
    world.docket.running.settle().await.unwrap();
    let events = world.docket.running.events();
    let event = events.iter().find(|event| event.detail_type == "OrderUpdated").unwrap();
    assert_eq!(event.detail["eventId"], format!("{}:2:0", order["id"].as_str().unwrap()));
    assert_eq!(event.detail["order"]["lines"].as_array().unwrap().len(), 2);
    assert!(!event.detail.to_string().contains("Harbour"));
}

#[tokio::test]
async fn update_keeps_absent_fields_clears_null_fields_and_is_repeatable() {
    let world = Farm::open().await;
    let mut body = pickup(FARM, BUYER, &[("gv-honey", 2)]);
    body["notes"] = json!("At the gate");
    body["priority"] = json!("high");
    let order = world.placed_with_body(&body).await;
    let change = json!({"items": items(&[("gv-honey", 1)])});
    let changed = world.update(&world.buyer, &order, &change).await.expect(200).at("/order");
    assert_eq!((&changed["notes"], &changed["priority"]), (&json!("At the gate"), &json!("high")));
    let changed = world.update(&world.buyer, &order, &json!({"notes": null})).await.expect(200);
    assert_eq!(changed.at("/order/notes"), Value::Null);
    assert_eq!(changed.at("/order/version"), 3);
    let before = world.docket.table().await;
    for same in [json!({}), json!({"notes": null}), change, json!({"priority": "high"})] {
        let reply = world.update(&world.buyer, &order, &same).await.expect(200);
        assert_eq!(reply.at("/order/version"), 3);
    }
    world.docket.unchanged(&before).await;
}

#[tokio::test]
async fn staff_notes_are_visible_to_staff_only() {
    let world = Farm::open().await;
    let order = world.placed(&[("gv-honey", 1)]).await;
    let note = json!({"internalNotes": "Pays in coins"});
    world.docket.refused(world.update(&world.buyer, &order, &note), 403, "forbidden").await;
    let changed = world.update(&world.staff, &order, &note).await.expect(200);
    assert_eq!(changed.at("/order/internalNotes"), "Pays in coins");
    assert_eq!(world.read(&order).await["internalNotes"], "Pays in coins");
    let id = order["id"].as_str().unwrap();
    let own = world.docket.read_order(&world.buyer, id).await.expect(200);
    assert!(!own.text.contains("coins"), "{}", own.text);
    let emptied = json!({"internalNotes": null});
    let changed = world.update(&world.admin, &order, &emptied).await.expect(200);
    assert_eq!(changed.at("/order/internalNotes"), Value::Null);
}

#[tokio::test]
async fn update_is_allowed_by_role_and_phase() {
    let world = Farm::open().await;
    let order = world.placed(&[("gv-honey", 1)]).await;
    let id = order["id"].as_str().unwrap();
    let offers = |order: &Value| order["allowedActions"].to_string().contains("update-order");
    assert!(offers(&order));
    let note = |text: &str| json!({"notes": text});
    let more = json!({"items": items(&[("gv-honey", 2)])});
    for stranger in [&world.other_staff, &world.docket.token("+12025550177").await] {
        world.docket.refused(world.update(stranger, &order, &more), 404, "not_found").await;
    }
    for (status, with_items) in [("confirmed", true), ("preparing", true), ("ready", false)] {
        world.docket.set_status(&world.staff, id, status).await.expect(200);
        let now = note("now");
        world
            .docket
            .refused(world.update(&world.buyer, &order, &now), 409, "conflict: role_not_allowed")
            .await;
        let own = world.docket.read_order(&world.buyer, id).await.expect(200).at("/order");
        assert!(!offers(&own), "{status}");
        world.update(&world.staff, &order, &note(status)).await.expect(200);
        // The stock of prepared products does not return.
        if with_items {
            world.update(&world.staff, &order, &more).await.expect(200);
            let back = json!({"items": items(&[("gv-honey", 1)])});
            world.update(&world.admin, &order, &back).await.expect(200);
        } else {
            world
                .docket
                .refused(
                    world.update(&world.staff, &order, &more),
                    409,
                    "conflict: items_not_changeable",
                )
                .await;
        }
    }
    world.docket.set_status(&world.staff, id, "completed").await.expect(200);
    for (token, why) in [
        (&world.buyer, "conflict: role_not_allowed"),
        (&world.staff, "conflict: status_not_changeable"),
        (&world.admin, "conflict: status_not_changeable"),
    ] {
        world.docket.refused(world.update(token, &order, &note("late")), 409, why).await;
    }
}

#[tokio::test]
async fn update_cannot_change_method_in_a_batch_or_address_on_the_way() {
    let world = Farm::open().await;
    let (docket, driver) = (&world.docket, world.docket.sign_in(Person::Driver).await);
    let kitchen = docket.sign_in(Person::Kitchen).await;
    let address = |line: &str| {
        json!({"method": "delivery", "address": {
            "line1": line, "city": "Boston", "state": "MA", "postalCode": "02110", "country": "US",
        }})
    };
    let mut body = pickup("spice-kitchen", BUYER, &[("sk-thali", 1)]);
    body["fulfilment"] = address("1 Old Road");
    let order = world.placed_with_body(&body).await;
    let id = order["id"].as_str().unwrap();
    docket.set_status(&kitchen, id, "ACCEPTED").await.expect(200);
    let batch = json!({"orderIds": [id], "driverId": "demo-spice-kitchen-driver"});
    let made = docket.post("/api/delivery/batches").bearer(&kitchen).json(&batch).send().await;
    let batch = made.expect(201).text_at("/batch/id");
    let elsewhere = json!({"fulfilment": {"method": "pickup"}});
    world
        .docket
        .refused(world.update(&kitchen, &order, &elsewhere), 409, "conflict: in_a_batch")
        .await;
    let nearby = json!({"fulfilment": address("2 Old Road")});
    world.update(&kitchen, &order, &nearby).await.expect(200);
    let seen = docket.get(&format!("/api/delivery/batches/{batch}")).bearer(&driver).send().await;
    assert_eq!(seen.expect(200).at("/batch/orders/0/deliveryAddress/line1"), "2 Old Road");
    docket.set_status(&kitchen, id, "READY").await.expect(200);
    let path = format!("/api/delivery/batches/{batch}/pickup");
    docket.patch(&path).bearer(&driver).send().await.expect(200);
    let farther = json!({"fulfilment": address("3 Old Road")});
    world
        .docket
        .refused(world.update(&kitchen, &order, &farther), 409, "conflict: on_its_way")
        .await;
    world.docket.refused(world.update(&driver, &order, &farther), 403, "forbidden").await;
    world.update(&kitchen, &order, &json!({"notes": "Call first"})).await.expect(200);
}

#[tokio::test]
async fn update_is_refused_for_a_stale_version_or_invalid_fields() {
    let world = Farm::open().await;
    let order = world.placed(&[("gv-honey", 1)]).await;
    let path = format!("/api/orders/{}", order["id"].as_str().unwrap());
    let note = |text: &str| json!({"notes": text});
    let put = |etag: &'static str, body: Value| {
        let call = world.docket.call("PUT", &path).bearer(&world.buyer).header("if-match", etag);
        async move { call.json(&body).send().await }
    };
    put("\"1\"", note("one")).await.expect(200);
    world.docket.refused(put("\"1\"", note("two")), 412, "precondition_failed").await;
    put("\"2\"", note("two")).await.expect(200);
    let bad = [
        (json!({"items": []}), "invalid_request", "/items"),
        (json!({"items": null}), "invalid_request", "/items"),
        (json!({"priority": null}), "invalid_request", "/priority"),
        (json!({"items": items(&[("gv-honey", 0)])}), "invalid_request", "/items/0/quantity"),
        (
            json!({"items": items(&[("gv-honey", 1), ("no-such", 1)])}),
            "unknown_product",
            "/items/1/productId",
        ),
        (json!({"items": items(&[("cs-soap", 1)])}), "mixed_sellers", "/items/0/productId"),
        (json!({"notes": "x".repeat(1001)}), "invalid_request", "/notes"),
        (json!({"fulfilment": {"method": "delivery"}}), "invalid_request", "/fulfilment/address"),
        (
            json!({"fulfilment": {"method": "pickup", "zoneId": "moon"}}),
            "invalid_request",
            "/fulfilment/zoneId",
        ),
    ];
    for (body, code, pointer) in bad {
        let reply =
            world.docket.refused(world.update(&world.buyer, &order, &body), 400, code).await;
        assert_eq!(reply.at("/errors/0/pointer"), pointer, "{body}");
    }
    let priced = json!({"items": [{"productId": "gv-honey", "quantity": 1, "unitPrice": 1}]});
    let refused = world.update(&world.buyer, &order, &priced);
    world.docket.refused(refused, 400, "invalid_request").await;
}

#[tokio::test]
async fn update_of_an_unconfirmed_guest_order_is_for_staff() {
    let world = Farm::open().await;
    let guest = phone();
    let placed = world.docket.order(&pickup(FARM, &guest, &[("gv-honey", 1)])).await.expect(201);
    let order = placed.at("/order");
    world.update(&world.staff, &order, &json!({"priority": "high"})).await.expect(200);
    let confirmed = world.docket.confirm(order["id"].as_str().unwrap(), &guest).await.expect(200);
    let owner = confirmed.text_at("/accessToken");
    let changed = world.hold(&owner, &order, &[("gv-honey", 2)]).await.expect(200);
    assert_eq!(changed.at("/order/subtotal"), 1900);
}

#[tokio::test]
async fn update_of_the_priority_is_for_staff() {
    let world = Farm::open().await;
    let order = world.placed(&[("gv-honey", 1)]).await;
    let urgent = json!({"priority": "urgent"});
    let refused = world.update(&world.buyer, &order, &urgent).await.problem(400, "invalid_request");
    assert_eq!(refused.at("/errors/0/pointer"), "/priority");
    let body = {
        let mut body = pickup(FARM, &phone(), &[("gv-honey", 1)]);
        body["priority"] = json!("urgent");
        body
    };
    let table = world.docket.table().await;
    let refused = world.docket.order(&body).await.problem(400, "invalid_request");
    assert_eq!(refused.at("/errors/0/pointer"), "/priority");
    let mut part = body.clone();
    let customer = part.as_object_mut().unwrap().remove("customer").unwrap();
    let checkout = json!({"sellers": [part], "customer": customer});
    let refused = world.docket.post("/api/checkouts").json(&checkout).send().await;
    let refused = refused.problem(400, "invalid_request");
    assert_eq!(refused.at("/errors/0/pointer"), "/sellers/0/priority");
    let template = world.docket.post("/api/order-templates").bearer(&world.buyer).json(&{
        let mut own = body.clone();
        own["customer"]["phone"] = json!(BUYER);
        own
    });
    let refused = template.send().await.problem(400, "invalid_request");
    assert_eq!(refused.at("/errors/0/pointer"), "/priority");
    world.docket.unchanged(&table).await;
    let now = world.update(&world.staff, &order, &urgent).await.expect(200);
    assert_eq!(now.at("/order/priority"), "urgent");
}

#[tokio::test]
async fn update_refusal_has_a_machine_readable_reason() {
    let world = Farm::open().await;
    // The buyer's order that waits for its code.
    let waits = world.docket.order(&pickup(FARM, BUYER, &[("gv-honey", 1)])).await;
    let waits = waits.expect(201).at("/order");
    let early = world.change(&waits, json!({"notes": "Ring"}));
    world.docket.refused(early, 409, "conflict: not_verified").await;
    // A stopped order accepts no payment.
    let order = world.placed(&[("gv-honey", 1)]).await;
    let path = format!("/api/orders/{}", order["id"].as_str().unwrap());
    let cancel = world.docket.patch(&format!("{path}/cancel")).bearer(&world.staff);
    cancel.json(&json!({"reason": "gone"})).send().await.expect(200);
    let payments = format!("{path}/payments");
    let pay = world.docket.post(&payments).bearer(&world.staff);
    let pay = pay.json(&json!({"amount": 1, "method": "cash"})).send();
    world.docket.refused(pay, 409, "conflict: status_takes_no_payment").await;
}
