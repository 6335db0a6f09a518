//! Runs every scenario that publishes events, and validates each event against its schema.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use docket_local::PublishedEvent;
use docket_tests::{Docket, Person, pickup, world::BUYER};
use jiff::SignedDuration;
use jsonschema::Validator;
use serde_json::{Value, json};

const NAME: &str = "Zephyrine Quux";
const MAIL: &str = "zephyrine@quux.example";
const STREET: &str = "77 Nowhere Lane";
const NOTE: &str = "the dog is called Bramble";

fn schemas() -> BTreeMap<String, Validator> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../infra/schemas");
    fs::read_dir(folder)
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            let schema: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            let validator =
                jsonschema::options().should_validate_formats(true).build(&schema).unwrap();
            (name, validator)
        })
        .collect()
}

/// A guest's order for delivery with every personal field.
fn order() -> Value {
    let mut body = pickup("spice-kitchen", BUYER, &[("sk-thali", 2), ("sk-lassi", 1)]);
    body["customer"] = json!({"name": NAME, "phone": BUYER, "email": MAIL});
    body["notes"] = json!(NOTE);
    body["fulfilment"] = json!({"method": "delivery", "address": {
        "line1": STREET, "city": "Boston", "state": "MA", "postalCode": "02101", "country": "US",
    }});
    body
}

/// Runs all scenarios. Returns the published events and the codes that were sent.
pub async fn run_scenarios(docket: &Docket) -> (Vec<PublishedEvent>, Vec<String>) {
    let mut codes = Vec::new();
    let mut code = async || {
        let code = docket.code(BUYER).await;
        codes.push(code.clone());
        code
    };
    let staff = docket.sign_in(Person::Kitchen).await;
    let admin = docket.sign_in(Person::Admin).await;
    // An order that is served.
    let served = docket.order(&order()).await.expect(201).text_at("/order/id");
    let first = code().await;
    docket.advance(SignedDuration::from_secs(31)).await;
    let resend = format!("/api/orders/{served}/verification/resend");
    docket.post(&resend).send().await.expect(202);
    let second = code().await;
    if first != second {
        docket.verify(&served, &first).await.problem(400, "code_rejected");
    }
    let owner = docket.verify(&served, &second).await.expect(200).text_at("/accessToken");
    for status in ["ACCEPTED", "READY"] {
        docket.set_status(&staff, &served, status).await.expect(200);
    }
    for status in ["PICKED_UP", "DELIVERED"] {
        docket.set_status(&admin, &served, status).await.expect(200);
    }
    // An order that is delivered in a batch.
    let brought = docket.post("/api/orders").bearer(&owner).json(&order()).send().await.expect(201);
    let brought = brought.text_at("/order/id");
    for status in ["ACCEPTED", "READY"] {
        docket.set_status(&staff, &brought, status).await.expect(200);
    }
    let later = json!({"promisedAt": docket.in_days(1), "reason": NOTE});
    let estimate = format!("/api/orders/{brought}/estimate");
    docket.patch(&estimate).bearer(&staff).json(&later).send().await.expect(200);
    let batch = json!({"orderIds": [brought]});
    docket.post("/api/delivery/batches").bearer(&staff).json(&batch).send().await.expect(201);
    // A paid order that its buyer cancels with a reason.
    let placed = docket.post("/api/orders").bearer(&owner).json(&order()).send().await.expect(201);
    let path = format!("/api/orders/{}/payments", placed.text_at("/order/id"));
    let paid = json!({"amount": 100, "method": "cash", "reference": NOTE});
    docket.post(&path).bearer(&staff).json(&paid).send().await.expect(201);
    let path = format!("/api/orders/{}/cancel", placed.text_at("/order/id"));
    let reason = json!({"reason": NOTE});
    docket.call("PUT", &path).bearer(&owner).json(&reason).send().await.expect(200);
    // The order is revived before the money is refunded.
    let path = format!("/api/orders/admin/{}/status", placed.text_at("/order/id"));
    let revive = json!({"status": "PLACED", "reason": NOTE});
    docket.patch(&path).bearer(&admin).json(&revive).send().await.expect(200);
    // An order that is split and merged again.
    let whole = docket.post("/api/orders").bearer(&owner).json(&order()).send().await.expect(201);
    let whole = whole.text_at("/order/id");
    let part = json!({"items": [{"productId": "sk-thali", "quantity": 1}]});
    let split = docket.post(&format!("/api/orders/{whole}/split")).bearer(&staff).json(&part);
    let part = split.send().await.expect(201).text_at("/splitOrder/id");
    let both = json!({"orderIds": [whole, part]});
    docket.post("/api/orders/merge").bearer(&staff).json(&both).send().await.expect(200);
    // An order whose changes have more notes than an event may have.
    let placed = docket.post("/api/orders").bearer(&owner).json(&order()).send().await.expect(201);
    let path = format!("/api/orders/{}", placed.text_at("/order/id"));
    let change =
        json!({"items": [{"productId": "sk-lassi", "quantity": 3}], "internalNotes": NOTE});
    docket.call("PUT", &path).bearer(&staff).json(&change).send().await.expect(200);
    // Writes off almost all stock of a product.
    let off = json!({"change": -385, "reason": NOTE});
    docket.post("/api/products/sk-lassi/stock").bearer(&staff).json(&off).send().await.expect(200);
    // An order that its seller rejects.
    let placed = docket.post("/api/orders").bearer(&owner).json(&order()).send().await.expect(201);
    let path = format!("/api/orders/{}/status", placed.text_at("/order/id"));
    let reject = json!({"status": "REJECTED", "reason": NOTE});
    docket.patch(&path).bearer(&staff).json(&reject).send().await.expect(200);
    // An order that nobody accepts in time, and an order that is too long in its status.
    let times = async |times: Value| {
        let patch = docket.patch("/api/sellers/spice-kitchen").bearer(&staff);
        patch.json(&times).send().await.expect(200);
    };
    times(json!({"acceptWithinMinutes": 1, "slaTargets": []})).await;
    docket.post("/api/orders").bearer(&owner).json(&order()).send().await.expect(201);
    times(json!({"acceptWithinMinutes": null, "slaTargets": null})).await;
    paid_by_card(docket, &staff, &admin, &owner).await;
    // An order that its guest never confirms.
    docket.order(&order()).await.expect(201);
    code().await;
    docket.advance(SignedDuration::from_mins(16)).await;
    // Sign-ins by phone and by e-mail.
    let challenge = docket.challenge(BUYER).await;
    docket.give(&challenge, BUYER, &code().await).await.expect(200);
    docket.ask(MAIL).await.expect(202);
    codes.push(docket.code(MAIL).await);
    docket.running.settle().await.unwrap();
    assert!(docket.running.dead_letters().is_empty());
    (docket.running.events(), codes)
}

/// Card payments: an authorization that is released, a capture that is refused, a captured payment
/// with a failed refund and a dispute, and an authorization that is about to expire.
async fn paid_by_card(docket: &Docket, staff: &str, admin: &str, owner: &str) {
    let held = async || {
        let placed = docket.post("/api/orders").bearer(owner).json(&order()).send().await;
        let id = placed.expect(201).text_at("/order/id");
        let path = format!("/api/orders/{id}/payment-intents");
        let secret =
            docket.post(&path).bearer(owner).send().await.expect(201).text_at("/clientSecret");
        let intent = secret.split("_secret_").next().unwrap().to_owned();
        let path = format!("/_local/stripe/v1/payment_intents/{intent}/confirm");
        let call = docket.post(&path).header("authorization", "Bearer pk_test_docket");
        let call = call.header("content-type", "application/x-www-form-urlencoded");
        let body = format!("client_secret={secret}&payment_method=pm_card_visa");
        call.body(body).send().await.expect(200);
        docket.running.settle().await.unwrap();
        (id, intent)
    };
    let fault = async |fault: Value| {
        docket.post("/_local/stripe/faults").json(&fault).send().await.expect(200);
    };
    let (released, _) = held().await;
    docket.set_status(staff, &released, "REJECTED").await.expect(200);
    let (refused, _) = held().await;
    fault(json!({"kind": "capture_refused"})).await;
    docket.set_status(staff, &refused, "ACCEPTED").await.expect(200);
    docket.running.settle().await.unwrap();
    let (taken, intent) = held().await;
    docket.set_status(staff, &taken, "ACCEPTED").await.expect(200);
    docket.running.settle().await.unwrap();
    fault(json!({"kind": "refund_fails", "seconds": 30, "reason": "lost_or_stolen_card"})).await;
    let path = format!("/api/orders/{taken}/refunds");
    let some = json!({"amount": 100, "reason": NOTE});
    docket.post(&path).bearer(admin).json(&some).send().await.expect(201);
    docket.running.settle().await.unwrap();
    docket.advance(SignedDuration::from_secs(31)).await;
    for outcome in [json!(null), json!("lost")] {
        let mut dispute = json!({"payment_intent": intent});
        if !outcome.is_null() {
            dispute["outcome"] = outcome;
        }
        docket.post("/_local/stripe/disputes").json(&dispute).send().await.expect(200);
        docket.running.settle().await.unwrap();
    }
    // An authorization lasts seven days. The clock moves to the seventh.
    held().await;
    docket.advance(SignedDuration::from_hours(6 * 24 + 1)).await;
}

/// Personal data that no event and no log line may contain.
pub const PERSONAL: &[&str] =
    &["+12025550142", "2025550142", NAME, "Zephyrine", MAIL, STREET, NOTE, "Bramble"];

#[tokio::test]
async fn every_event_is_as_its_schema_says_and_names_nobody() {
    let docket = Docket::open().await;
    let schemas = schemas();
    let (events, codes) = run_scenarios(&docket).await;
    let mut published = BTreeSet::new();
    let mut ids = BTreeSet::new();
    for event in &events {
        let kind = &event.detail_type;
        let schema =
            schemas.get(kind).unwrap_or_else(|| panic!("infra/schemas/{kind}.json is missing"));
        let errors: Vec<_> = schema.iter_errors(&event.detail).map(|it| it.to_string()).collect();
        assert!(errors.is_empty(), "{kind}: {errors:?}\n{}", event.detail);
        let text = event.detail.to_string();
        for personal in PERSONAL {
            assert!(!text.contains(personal), "{kind} has {personal}: {text}");
        }
        for leaf in leaves(&event.detail) {
            let leaf = event.detail.pointer(&leaf).unwrap();
            assert!(!codes.iter().any(|code| leaf == code), "{kind} has a code: {text}");
        }
        assert!(ids.insert(event.detail["eventId"].to_string()), "an eventId twice: {text}");
        published.insert(kind.clone());
    }
    let described: BTreeSet<_> = schemas.into_keys().collect();
    assert_eq!(published, described, "the script publishes every kind that has a schema");
}

/// The JSON pointers of all values that are neither objects nor arrays.
fn leaves(value: &Value) -> Vec<String> {
    let inside = |name: String, value: &Value| {
        leaves(value).into_iter().map(move |rest| format!("/{name}{rest}")).collect::<Vec<_>>()
    };
    match value {
        Value::Object(fields) => {
            fields.iter().flat_map(|(name, value)| inside(name.clone(), value)).collect()
        }
        Value::Array(items) => {
            items.iter().enumerate().flat_map(|(at, value)| inside(at.to_string(), value)).collect()
        }
        _ => vec![String::new()],
    }
}

#[tokio::test]
async fn event_fails_its_schema_with_an_extra_field_or_a_phone() {
    let docket = Docket::open().await;
    let schemas = schemas();
    let (events, _) = run_scenarios(&docket).await;
    for event in &events {
        let schema = &schemas[&event.detail_type];
        let objects = ["", "/order", "/batch", "/product", "/actor", "/order/lines/0"];
        for pointer in objects.iter().filter(|at| event.detail.pointer(at).is_some()) {
            for (name, value) in [("phone", json!(BUYER)), ("extra", json!(1))] {
                let mut more = event.detail.clone();
                more.pointer_mut(pointer).unwrap()[name] = value;
                assert!(!schema.is_valid(&more), "{} takes {pointer}/{name}", event.detail_type);
            }
        }
        for pointer in leaves(&event.detail) {
            for personal in [BUYER, NAME, MAIL] {
                let mut changed = event.detail.clone();
                *changed.pointer_mut(&pointer).unwrap() = json!(personal);
                let takes = schema.is_valid(&changed);
                assert!(!takes, "{} takes {personal} at {pointer}", event.detail_type);
            }
        }
    }
}
