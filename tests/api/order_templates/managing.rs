//! Creating, reading, changing and deleting templates.

use docket_tests::{
    Person,
    world::{
        BUYER, OTHER,
        recurring::{RecurringOrders, TEMPLATES, dozen},
    },
};
use serde_json::{Value, json};

#[tokio::test]
async fn template_stores_every_field_of_an_order() {
    let world = RecurringOrders::open().await;
    let address = json!({
        "line1": "12 Harbour Street", "line2": "Flat 2", "locality": "Old Town", "city": "Boston",
        "state": "MA", "postalCode": "02110", "country": "US",
    });
    let body = json!({
        "name": "Friday dinner",
        "sellerId": "spice-kitchen",
        "items": [{
            "productId": "sk-thali", "quantity": 2, "addons": [{"addonId": "naan", "quantity": 1}],
        }],
        "customer": {"name": "Ada", "phone": BUYER, "email": "ada@example.com"},
        "fulfilment": {"method": "delivery", "address": address, "zoneId": "north"},
        "menuType": "dinner", "mealWindow": "evening", "notes": "Ring twice", "priority": "high",
        "vouchers": ["FRIDAY"],
        "schedule": {
            "rrule": "FREQ=WEEKLY;BYDAY=FR;BYHOUR=17;BYMINUTE=30", "timezone": "America/New_York",
            "startsAt": "2035-01-01T00:00", "onShortage": "stop",
        },
    });
    let made = world.make(&world.buyer, &body).await.expect(201);
    let id = made.text_at("/template/id");
    assert_eq!(made.header("location"), format!("{TEMPLATES}/{id}"));
    assert_eq!(made.header("etag"), "\"1\"");
    let mut expected = body.clone();
    let template = world.read(&id).await;
    expected["schedule"]["status"] = json!("active");
    let fridays = ["05", "12", "19", "26"].map(|day| format!("2035-01-{day}T22:30:00.000Z"));
    expected["nextOccurrence"] = json!(fridays[0]);
    expected["nextOccurrences"] = json!(fridays);
    expected["nextOccurrences"].as_array_mut().unwrap().push(json!("2035-02-02T22:30:00.000Z"));
    for field in ["id", "createdAt", "version"] {
        expected[field] = template[field].clone();
    }
    assert_eq!(template, expected);
    assert_eq!(made.at("/template"), template);
}

#[tokio::test]
async fn template_lists_its_next_occurrences_up_to_the_last() {
    let world = RecurringOrders::open().await;
    let upcoming = async |id: &str| {
        let template = world.read(id).await;
        let all: Vec<_> = template["nextOccurrences"].as_array().unwrap().clone();
        assert_eq!(template["nextOccurrence"], all.first().cloned().unwrap_or_default());
        all
    };
    // The clock of New York goes back on 4 November 2035, so that 8:00 there is an hour later in
    // UTC from then on.
    let rule = json!({
        "rrule": "FREQ=DAILY;COUNT=3", "timezone": "America/New_York",
        "startsAt": "2035-11-03T08:00",
    });
    let id = world.scheduled(rule).await;
    let expected = ["03T12", "04T13", "05T13"].map(|it| format!("2035-11-{it}:00:00.000Z"));
    assert_eq!(upcoming(&id).await, expected);
    world.patch(&world.buyer, &id, &json!({"paused": true})).await.expect(200);
    assert!(upcoming(&id).await.is_empty());
    world.patch(&world.buyer, &id, &json!({"paused": false})).await.expect(200);
    assert_eq!(upcoming(&id).await, expected);
    world.patch(&world.buyer, &id, &json!({"schedule": null})).await.expect(200);
    assert!(upcoming(&id).await.is_empty());
}

#[tokio::test]
async fn template_is_created_once_per_idempotency_key() {
    let world = RecurringOrders::open().await;
    let make = |body: Value| {
        let call = world.docket.post(TEMPLATES).bearer(&world.buyer).key("box-1");
        async move { call.json(&body).send().await }
    };
    let body = dozen(BUYER);
    let first = make(body.clone()).await.expect(201);
    let id = first.text_at("/template/id");
    assert_eq!(first.header("idempotent-replayed"), "");
    world.patch(&world.buyer, &id, &json!({"name": "Sunday"})).await.expect(200);
    // The repeated request is recognized before anything is read that may have changed.
    let mut again = make(body.clone()).await.expect(201);
    assert_eq!(again.header("idempotent-replayed"), "true");
    assert_eq!(again.text_at("/template/name"), "Sunday", "as it stands now");
    let mut other = body.clone();
    other["notes"] = json!("other");
    make(other).await.problem(422, "idempotency_key_reused");
    // Without an idempotency key, a second request makes a second template.
    again = world.make(&world.buyer, &body).await.expect(201);
    assert_ne!(again.text_at("/template/id"), id);
    let list = world.docket.get(TEMPLATES).bearer(&world.buyer).send().await.expect(200);
    assert_eq!(list.at("/templates").as_array().unwrap().len(), 2);
    // Idempotency keys are separate for each caller.
    let body = dozen(OTHER);
    let staffs = world.docket.post(TEMPLATES).bearer(&world.staff).key("box-1").json(&body);
    assert_ne!(staffs.send().await.expect(201).text_at("/template/id"), id);
}

#[tokio::test]
async fn template_is_visible_to_its_owner_only() {
    let world = RecurringOrders::open().await;
    let stranger = world.docket.token(OTHER).await;
    let shop = world.docket.sign_in(Person::Shop).await;
    let mine = world.make(&world.buyer, &dozen(BUYER)).await.expect(201).text_at("/template/id");
    // The seller's staff have a template for the same customer.
    let farms = world.make(&world.staff, &dozen(BUYER)).await.expect(201).text_at("/template/id");
    let before = world.docket.table().await;
    for (token, may_mine, may_farms) in [
        (&world.buyer, true, false),
        (&world.staff, false, true),
        (&world.admin, true, true),
        (&stranger, false, false),
        (&shop, false, false),
    ] {
        for (id, may) in [(&mine, may_mine), (&farms, may_farms)] {
            let reply = world.get(token, id).await;
            if may {
                reply.expect(200);
            } else {
                reply.problem(404, "not_found");
                world.patch(token, id, &json!({"name": "x"})).await.problem(404, "not_found");
                world.order_from(token, id).await.problem(404, "not_found");
                let path = format!("{TEMPLATES}/{id}");
                let gone = world.docket.call("DELETE", &path).bearer(token).send().await;
                gone.problem(404, "not_found");
            }
        }
    }
    // Nobody can create a template for another person's phone or another seller.
    world.make(&stranger, &dozen(BUYER)).await.problem(403, "forbidden");
    world.make(&shop, &dozen(BUYER)).await.problem(403, "forbidden");
    world.docket.unchanged(&before).await;
    let ids = |token: String, query: &'static str| {
        let call = world.docket.get(&format!("{TEMPLATES}{query}")).bearer(&token);
        async move {
            let page = call.send().await.expect(200).at("/templates");
            let ids = page.as_array().unwrap().iter().map(|it| it["id"].clone());
            ids.collect::<Vec<_>>()
        }
    };
    assert_eq!(ids(world.buyer.clone(), "").await, [json!(mine)]);
    assert_eq!(ids(world.buyer.clone(), "?sellerId=corner-shop").await, [] as [Value; 0]);
    assert_eq!(ids(world.staff.clone(), "").await, [json!(farms)]);
    assert_eq!(ids(world.admin.clone(), "?sellerId=green-valley").await, [json!(farms)]);
    assert_eq!(ids(stranger.clone(), "").await, [] as [Value; 0]);
    let whose = world.docket.get(TEMPLATES).bearer(&world.admin).send().await;
    whose.problem(400, "invalid_request");
}

#[tokio::test]
async fn template_list_has_pages_with_the_newest_first() {
    let world = RecurringOrders::open().await;
    let mut made = Vec::new();
    for _ in 0..5 {
        let reply = world.make(&world.buyer, &dozen(BUYER)).await.expect(201);
        made.push(reply.text_at("/template/id"));
        world.docket.advance(jiff::SignedDuration::from_secs(1)).await;
    }
    made.reverse();
    let (mut seen, mut cursor) = (Vec::new(), String::new());
    loop {
        let path = format!("{TEMPLATES}?limit=2{cursor}");
        let page = world.docket.get(&path).bearer(&world.buyer).send().await.expect(200);
        let templates = page.at("/templates");
        seen.extend(
            templates.as_array().unwrap().iter().map(|it| it["id"].as_str().unwrap().to_owned()),
        );
        match page.at("/pagination/nextCursor").as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    assert_eq!(seen, made);
}

#[tokio::test]
async fn template_patch_needs_the_current_version_and_changes_named_fields_only() {
    let world = RecurringOrders::open().await;
    let mut body = dozen(BUYER);
    body["notes"] = json!("Ring twice");
    let id = world.make(&world.buyer, &body).await.expect(201).text_at("/template/id");
    let path = format!("{TEMPLATES}/{id}");
    let change = json!({
        "items": [{"productId": "gv-honey", "quantity": 3}], "notes": null, "priority": "low",
    });
    let changed = world.patch(&world.buyer, &id, &change).await.expect(200);
    assert_eq!(changed.header("etag"), "\"2\"");
    let template = changed.at("/template");
    assert_eq!(template["items"], json!([{"productId": "gv-honey", "quantity": 3, "addons": []}]));
    assert_eq!((&template["notes"], &template["name"]), (&Value::Null, &json!("Breakfast")));
    // A change without a difference does not raise the version.
    let same = world.patch(&world.buyer, &id, &change).await.expect(200);
    assert_eq!(same.header("etag"), "\"2\"");
    let stale = || world.docket.patch(&path).bearer(&world.buyer).header("if-match", "\"1\"");
    stale().json(&json!({"name": "x"})).send().await.problem(412, "precondition_failed");
    let delete = || world.docket.call("DELETE", &path).bearer(&world.buyer);
    let stale = delete().header("if-match", "\"1\"").send().await;
    stale.problem(412, "precondition_failed");
    let read = world.docket.get(&path).bearer(&world.buyer).header("if-none-match", "\"2\"");
    read.send().await.expect(304);
    let gone = delete().header("if-match", "\"2\"").send().await.expect(204);
    assert_eq!(gone.text, "");
    delete().send().await.problem(404, "not_found");
    world.get(&world.buyer, &id).await.problem(404, "not_found");
}

#[tokio::test]
async fn template_is_refused_with_a_pointer_when_it_could_never_order() {
    let world = RecurringOrders::open().await;
    let id = world.make(&world.buyer, &dozen(BUYER)).await.expect(201).text_at("/template/id");
    let before = world.docket.table().await;
    let zone = "UTC";
    let over = json!({"rrule": "FREQ=DAILY;UNTIL=20200101", "timezone": zone});
    for (field, value, code, pointer) in [
        (
            "items",
            json!([{"productId": "gv-gold", "quantity": 1}]),
            "unknown_product",
            "/items/0/productId",
        ),
        (
            "items",
            json!([{"productId": "cs-soap", "quantity": 1}]),
            "mixed_sellers",
            "/items/0/productId",
        ),
        ("items", json!([]), "invalid_request", "/items"),
        (
            "fulfilment",
            json!({"method": "pickup", "requestedFor": world.docket.in_days(30)}),
            "invalid_request",
            "/fulfilment/requestedFor",
        ),
        ("schedule", json!({"timezone": zone}), "invalid_request", "/schedule/rrule"),
        ("schedule", over, "invalid_request", "/schedule/rrule"),
        (
            "schedule",
            json!({"rrule": "FREQ=HOURLY", "timezone": zone}),
            "invalid_request",
            "/schedule/rrule",
        ),
        (
            "schedule",
            json!({"cron": "* * * * *", "timezone": zone}),
            "invalid_request",
            "/schedule/cron",
        ),
        (
            "schedule",
            json!({"cron": "0 8 * * *", "timezone": "Moon/Sea"}),
            "invalid_request",
            "/schedule/timezone",
        ),
        (
            "schedule",
            json!({"cron": "0 8 * * *", "rrule": "FREQ=DAILY", "timezone": zone}),
            "invalid_request",
            "/schedule/cron",
        ),
        (
            "schedule",
            json!({"rrule": "FREQ=DAILY", "timezone": zone, "startsAt": "2040-01-01T08:00Z"}),
            "invalid_request",
            "/schedule/startsAt",
        ),
        (
            "schedule",
            json!({"rrule": "FREQ=DAILY", "timezone": zone, "startsAt": "1999-01-01T08:00"}),
            "invalid_request",
            "/schedule/startsAt",
        ),
    ] {
        let mut body = dozen(BUYER);
        body[field] = value.clone();
        for reply in [
            world.make(&world.buyer, &body).await,
            world.patch(&world.buyer, &id, &json!({field: value})).await,
        ] {
            let reply = reply.problem(400, code);
            assert_eq!(reply.at("/errors/0/pointer"), pointer, "{}", reply.text);
        }
    }
    // A buyer's template keeps the buyer's phone, and only a schedule can be paused.
    for (change, pointer) in [
        (json!({"customer": {"name": "Eve", "phone": OTHER}}), "/customer/phone"),
        (json!({"paused": true}), "/paused"),
    ] {
        let reply = world.patch(&world.buyer, &id, &change).await.problem(400, "invalid_request");
        assert_eq!(reply.at("/errors/0/pointer"), pointer);
    }
    world.docket.unchanged(&before).await;
}
