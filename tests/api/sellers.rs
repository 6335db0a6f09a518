//! Adding, reading and changing sellers.

use docket_tests::{
    Person, pickup,
    world::people::{People, shop, sign_in},
};
use serde_json::{Value, json};

/// The default payment settings of a new kitchen, with the fields that only its managers see.
fn payments(more: &Value) -> Value {
    let common = json!({"capture": "on_accept", "required": false, "payWithinMinutes": 30});
    merged(&common, more)
}

/// The fields of both values. A field of the second replaces that of the first.
fn merged(one: &Value, other: &Value) -> Value {
    let fields = |it: &Value| it.as_object().unwrap().clone();
    Value::Object(fields(one).into_iter().chain(fields(other)).collect())
}

#[tokio::test]
async fn admin_adds_a_seller_that_anybody_reads() {
    let world = People::open().await;
    let body = json!({
        "name": "Joe's Coffee & Cake", "lifecycle": "kitchen", "currency": "EUR",
        "timezone": "europe/berlin", "language": "DE-at",
        "zones": [{"id": "mitte", "name": "Mitte"}, {"id": "west", "name": "Charlottenburg"}],
        "charges": {"deliveryFee": 350, "taxBasisPoints": 1900},
        "cancelWindowMinutes": 5, "voucherCutoffMinutes": 0, "prepTimeMinutes": 20,
    });
    let added = world.open_seller(&world.admin, &body).await.expect(201);
    assert_eq!(added.header("location"), "/api/sellers/joes-coffee-cake");
    let expected = json!({
        "id": "joes-coffee-cake", "name": "Joe's Coffee & Cake", "lifecycle": "kitchen",
        "currency": "EUR", "timezone": "Europe/Berlin", "language": "de-AT",
        "zones": [{"id": "mitte", "name": "Mitte"}, {"id": "west", "name": "Charlottenburg"}],
        "charges": {"deliveryFee": 350, "packagingFee": 0, "taxBasisPoints": 1900},
        "cancelWindowMinutes": 5, "voucherCutoffMinutes": 0, "prepTimeMinutes": 20,
        "deliveryTimeMinutes": null, "payments": payments(&json!({"feeBasisPoints": 0})), "verifyFirst": false, "sendsMessages": true, "heldShareMax": null, "acceptWithinMinutes": null,
        "rejectAfterMinutes": null, "slaTargets": null, "description": null, "phone": null,
        "address": null, "methods": ["pickup", "delivery", "shipping"], "hours": [],
        "minimumOrder": null, "pausedUntil": null, "extraPrepMinutes": null,
        "extraPrepUntil": null, "version": 1,
    });
    assert_eq!(added.at("/seller"), expected);
    let path = "/api/sellers/joes-coffee-cake";
    let read = world.docket.get(path).send().await.expect(200);
    let shown = json!({"payments": payments(&json!({}))});
    assert_eq!(read.at("/seller"), merged(&expected, &shown));
    assert_eq!(read.header("etag"), "\"1\"");
    let known = world.docket.get(path).header("if-none-match", "\"1\"").send().await;
    assert_eq!((known.status, known.text.as_str()), (304, ""));
    world.docket.get("/api/sellers/nobody").send().await.problem(404, "not_found");
}

#[tokio::test]
async fn new_seller_accepts_orders_and_members() {
    let world = People::open().await;
    world.open_seller(&world.admin, &shop("Kiosk")).await.expect(201);
    let body = json!({
        "name": "Kim", "phone": "+12025550150", "role": "seller", "sellerId": "kiosk",
    });
    let id = world.add(&world.admin, &body).await.expect(201).text_at("/member/id");
    let kim = world.accepted("+12025550150", &id).await.text_at("/accessToken");
    let body = json!({"name": "Gum", "price": 120, "stock": 10});
    let gum = world.docket.add_product(&kim, &body).await;
    let order = pickup("kiosk", "+12025550160", &[(&gum, 2)]);
    let placed = world.docket.order(&order).await.expect(201);
    assert_eq!(placed.at("/order/grandTotal"), 240);
    assert_eq!(placed.at("/order/currency"), "EUR");
}

#[tokio::test]
async fn seller_is_refused_for_callers_who_are_no_admin() {
    let world = People::open().await;
    let driver = world.docket.sign_in(Person::Driver).await;
    let buyer = sign_in(&world.docket, "+12025550142").await.text_at("/accessToken");
    for (token, status, code) in [
        ("", 401, "unauthenticated"),
        (buyer.as_str(), 403, "forbidden"),
        (driver.as_str(), 403, "forbidden"),
        (world.staff.as_str(), 403, "forbidden"),
    ] {
        let call = world.docket.post("/api/sellers").bearer_if(token).json(&shop("Kiosk"));
        world.refused(call, status, code).await;
    }
}

fn with(change: &Value) -> Value {
    let mut body = shop("Kiosk");
    body.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
    body
}

#[tokio::test]
async fn seller_is_refused_with_a_pointer_when_invalid() {
    let world = People::open().await;
    let many: Vec<_> = (0..51).map(|at| json!({"id": at.to_string(), "name": "z"})).collect();
    for (change, place) in [
        (json!({"name": ""}), "/name"),
        (json!({"name": "---"}), "/id"),
        (json!({"id": "Kiosk"}), "/id"),
        (json!({"id": "a--b"}), "/id"),
        (json!({"id": "k".repeat(65)}), "/id"),
        (json!({"lifecycle": "bakery"}), "/lifecycle"),
        (json!({"currency": "euro"}), "/currency"),
        // Codes of no currency, gold, tests, a fund, a unit of account, and a currency before the
        // euro.
        (json!({"currency": "XXX"}), "/currency"),
        (json!({"currency": "XAU"}), "/currency"),
        (json!({"currency": "XTS"}), "/currency"),
        (json!({"currency": "CLF"}), "/currency"),
        (json!({"currency": "XDR"}), "/currency"),
        (json!({"currency": "HRK"}), "/currency"),
        (json!({"timezone": "Europe/Atlantis"}), "/timezone"),
        (json!({"timezone": "+02:00"}), "/timezone"),
        (json!({"language": "Deutsch"}), "/language"),
        (json!({"language": ""}), "/language"),
        (json!({"zones": [{"id": "a", "name": "A"}, {"id": "a", "name": "B"}]}), "/zones/1/id"),
        (json!({"zones": [{"id": "a b", "name": "A"}]}), "/zones/0/id"),
        (json!({"zones": many}), "/zones"),
        (json!({"charges": {"deliveryFee": -1}}), "/charges/deliveryFee"),
        (json!({"charges": {"packagingFee": 1_i64 << 60}}), "/charges/packagingFee"),
        (json!({"charges": {"taxBasisPoints": 10_001}}), "/charges/taxBasisPoints"),
        (json!({"cancelWindowMinutes": 43_201}), "/cancelWindowMinutes"),
        (json!({"voucherCutoffMinutes": 43_201}), "/voucherCutoffMinutes"),
    ] {
        let body = with(&change);
        let call = world.docket.post("/api/sellers").bearer(&world.admin).json(&body);
        let reply = world.refused(call, 400, "invalid_request").await;
        assert_eq!(reply.text_at("/errors/0/pointer"), place, "{}", reply.text);
    }
}

#[tokio::test]
async fn seller_id_is_unique_and_a_seller_is_added_once_per_key() {
    let world = People::open().await;
    let send = async |key: &str, body: &Value| {
        let call = world.docket.post("/api/sellers").bearer(&world.admin);
        call.key(key).json(body).send().await
    };
    send("k1", &shop("Kiosk")).await.expect(201);
    let change = json!({"name": "Kiosk am Eck"});
    let path = "/api/sellers/kiosk";
    world.docket.patch(path).bearer(&world.admin).json(&change).send().await.expect(200);
    let before = world.docket.table().await;
    let again = send("k1", &shop("Kiosk")).await.expect(201);
    assert_eq!(again.header("idempotent-replayed"), "true");
    assert_eq!(again.at("/seller/name"), "Kiosk am Eck", "as it stands now");
    // Also when the other body has another id.
    send("k1", &shop("Kiosk Two")).await.problem(422, "idempotency_key_reused");
    send("k2", &shop("Kiosk")).await.problem(409, "conflict: taken");
    let call = world.docket.post("/api/sellers").bearer(&world.admin);
    let body = with(&json!({"id": "green-valley"}));
    let taken = call.json(&body).send().await.problem(409, "conflict: taken");
    assert_eq!(taken.text_at("/errors/0/pointer"), "/id");
    world.docket.unchanged(&before).await;
}

#[tokio::test]
async fn staff_change_all_settings_of_their_seller_but_the_lifecycle() {
    let world = People::open().await;
    let path = "/api/sellers/green-valley";
    let body = json!({
        "name": "Greener Valley", "timezone": "America/Chicago", "verifyFirst": true,
        "charges": {"packagingFee": 50}, "cancelWindowMinutes": 30,
        "zones": [{"id": "n", "name": "North"}],
    });
    let own = world.docket.patch(path).bearer(&world.staff).json(&body).send().await.expect(200);
    assert_eq!((own.at("/seller/version"), own.header("etag")), (json!(2), "\"2\""));
    let body = json!({"charges": {"deliveryFee": 400}, "cancelWindowMinutes": null});
    let own = world.docket.patch(path).bearer(&world.staff).json(&body).send().await.expect(200);
    let charges = json!({"deliveryFee": 400, "packagingFee": 50, "taxBasisPoints": 0});
    assert_eq!(own.at("/seller/charges"), charges, "an absent field is kept");
    assert_eq!(own.at("/seller/cancelWindowMinutes"), Value::Null);
    // The next guest order is refused until its phone is verified.
    let order = pickup("green-valley", "+12025550160", &[("gv-honey", 1)]);
    world.docket.order(&order).await.problem(403, "phone_verification_required");

    let lifecycle = json!({"lifecycle": "shop"});
    let call = world.docket.patch(path).bearer(&world.staff).json(&lifecycle);
    world.refused(call, 403, "forbidden").await;
    let call = world.docket.patch(path).bearer(&world.admin).json(&lifecycle);
    assert_eq!(call.send().await.expect(200).at("/seller/lifecycle"), "shop");
}

#[tokio::test]
async fn seller_language_is_set_changed_and_cleared() {
    let world = People::open().await;
    let path = "/api/sellers/green-valley";
    let read = async || world.docket.get(path).send().await.expect(200).at("/seller/language");
    assert_eq!(read().await, Value::Null);
    let set = async |language: Value| {
        let body = json!({"language": language});
        let reply = world.docket.patch(path).bearer(&world.staff).json(&body).send().await;
        let seller = reply.expect(200).at("/seller");
        (seller["language"].clone(), seller["version"].clone())
    };
    assert_eq!(set(json!("DE")).await, (json!("de"), json!(2)));
    assert_eq!(set(json!("de")).await, (json!("de"), json!(2)), "a change of nothing");
    assert_eq!(set(json!("en-gb")).await, (json!("en-GB"), json!(3)));
    assert_eq!(read().await, "en-GB");
    let other = json!({"cancelWindowMinutes": 30});
    world.docket.patch(path).bearer(&world.staff).json(&other).send().await.expect(200);
    assert_eq!(read().await, "en-GB", "an absent field is kept");

    for wrong in ["", " de", "de_DE", "deutsch", "de-DE-1996", "de-u-co-phonebk", "*", "de, en"] {
        let body = json!({"language": wrong, "name": "Greener Valley"});
        let call = world.docket.patch(path).bearer(&world.staff).json(&body);
        let reply = world.refused(call, 400, "invalid_request").await;
        assert_eq!(reply.text_at("/errors/0/pointer"), "/language", "{wrong}");
        let detail = "Must be a language tag (BCP 47) like de, de-AT or zh-Hant-TW.";
        assert_eq!(reply.text_at("/errors/0/detail"), detail);
    }

    assert_eq!(set(Value::Null).await, (Value::Null, json!(5)));
    assert_eq!(read().await, Value::Null);
}

#[tokio::test]
async fn seller_change_is_refused_for_other_callers_and_for_the_currency() {
    let world = People::open().await;
    let path = "/api/sellers/green-valley";
    let driver = world.driver("+12025550150").await;
    assert!(!driver.is_empty());
    let driver = sign_in(&world.docket, "+12025550150").await.text_at("/accessToken");
    let other = world.docket.sign_in(Person::Shop).await;
    let buyer = sign_in(&world.docket, "+12025550142").await.text_at("/accessToken");
    let name = json!({"name": "Evil Valley"});
    for (token, status, code) in [
        ("", 401, "unauthenticated"),
        (buyer.as_str(), 403, "forbidden"),
        (driver.as_str(), 403, "forbidden"),
        (other.as_str(), 403, "forbidden"),
    ] {
        let call = world.docket.patch(path).bearer_if(token).json(&name);
        world.refused(call, status, code).await;
    }
    for body in [
        json!({"currency": "EUR"}),
        json!({"id": "x"}),
        json!({"name": null}),
        json!({"verifyFirst": null}),
        json!({"sendsMessages": null}),
        json!({"sendsMessages": "no"}),
        json!({"zones": null}),
        json!({"charges": null}),
        json!({"charges": {"deliveryFee": null}}),
        json!({"timezone": "Nowhere"}),
    ] {
        let call = world.docket.patch(path).bearer(&world.admin).json(&body);
        world.refused(call, 400, "invalid_request").await;
    }
    let call = world.docket.patch("/api/sellers/nobody").bearer(&world.admin).json(&name);
    world.refused(call, 404, "not_found").await;
    let stale =
        world.docket.patch(path).bearer(&world.staff).header("if-match", "\"7\"").json(&name);
    world.refused(stale, 412, "precondition_failed").await;
}
