//! Compatibility of stored items: this release writes the recorded forms, and reads the items that
//! former releases wrote.
//!
//! `items/<release>.json` holds the items of a day as that release wrote them, and the answers that
//! an administrator got about them. Two kinds that live for days are not in it: ID tokens that were
//! exchanged, and differences that reconcile checks once more. A release that writes another form
//! keeps the former files and adds its own, with `DOCKET_BLESS=1 cargo test --workspace --test
//! contract items`.

use std::{
    collections::{BTreeMap, BTreeSet},
    env, fs,
    path::{Path, PathBuf},
};

use aws_sdk_dynamodb::{primitives::Blob, types::AttributeValue};
use base64::{Engine, engine::general_purpose::STANDARD};
use docket_local::Options;
use docket_tests::{Docket, Person, pickup, world::BUYER};
use serde_json::{Map, Value, json};

use crate::day_of_items;

/// The newest release whose items are recorded.
const NEWEST: &str = "4";

/// The form of a difference that reconcile checks once more. The test does not control whether
/// reconcile runs while a counter is behind, so these items may be absent.
const PASSING: [&str; 3] = ["J U: d N", "J U: pk S", "J U: sk S"];

type Items = Vec<Map<String, Value>>;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("contract/items")
}

#[tokio::test]
async fn every_kind_of_item_is_kept_as_this_release_writes_it() {
    let docket = day_of_items::play().await;
    let items = dump(&docket).await;
    let path = folder().join(format!("{NEWEST}.json"));
    if env::var_os("DOCKET_BLESS").is_some() {
        let answers = answers(&docket, &items).await;
        let kept = json!({"items": items, "answers": answers});
        fs::create_dir_all(folder()).unwrap();
        fs::write(&path, serde_json::to_string(&kept).unwrap() + "\n").unwrap();
    }
    let (kept, _) = read(&path);
    let (mut now, mut then) = (forms(&items), forms(&kept));
    for form in PASSING {
        now.remove(form);
        then.remove(form);
    }
    let (new, gone): (Vec<_>, Vec<_>) =
        (now.difference(&then).collect(), then.difference(&now).collect());
    assert!(
        new.is_empty() && gone.is_empty(),
        "items are written in another form; new: {new:?}, gone: {gone:?}. Keep a new file, and \
         raise VERSION of shared/store/src/records/mod.rs if readers of before would misread it"
    );
}

#[tokio::test]
async fn what_every_release_wrote_is_read() {
    let mut releases = 0;
    for file in fs::read_dir(folder()).unwrap() {
        let path = file.unwrap().path();
        let (items, former) = read(&path);
        // The clock is one day later: lists begin with the newest orders.
        let start = "2026-11-21T15:00:00Z".parse().ok();
        let docket = Docket::with(Options { demo: false, start, ..Options::default() }).await;
        let client = docket.running.client();
        for item in &items {
            let item = item.iter().map(|(name, value)| (name.clone(), stored(value))).collect();
            let put = client.put_item().table_name(docket.running.table()).set_item(Some(item));
            put.send().await.unwrap();
        }
        let admin = docket.sign_in(Person::Admin).await;
        assert!(former.len() > 40, "{} answers are kept", former.len());
        for (route, former) in former {
            let reply = docket.get(&route).bearer(&admin).send().await.expect(200).json();
            let missing = missing("", &former, &reply);
            assert!(missing.is_empty(), "{}: {route}: {missing:?}", path.display());
        }
        releases += 1;
    }
    assert!(releases > 0);
}

#[tokio::test]
async fn an_item_of_a_newer_release_is_not_read() {
    let docket = Docket::open().await;
    let admin = docket.sign_in(Person::Admin).await;
    let placed = docket.order(&pickup("corner-shop", BUYER, &[("cs-soap", 1)])).await.expect(201);
    let id = placed.text_at("/order/id");
    let client = docket.running.client();
    let newer = client.update_item().table_name(docket.running.table());
    let text = |text: String| AttributeValue::S(text);
    newer
        .key("pk", text(format!("O#{}", id.rsplit('-').next().unwrap())))
        .key("sk", text("O".to_owned()))
        .update_expression("SET fv = :newer")
        .expression_attribute_values(":newer", AttributeValue::N("1000".to_owned()))
        .send()
        .await
        .unwrap();
    docket.read_order(&admin, &id).await.problem(500, "internal");
}

/// The answers that an administrator gets about the items, by route.
async fn answers(docket: &Docket, items: &Items) -> BTreeMap<String, Value> {
    let admin = docket.signed_in(Person::Admin).await;
    let mut answers = BTreeMap::new();
    let mut routes: Vec<String> =
        ["sellers", "orders/admin/all?limit=100"].map(|list| format!("/api/{list}")).into();
    let listed = docket.get("/api/orders/admin/all?limit=100").bearer(&admin).send().await;
    let listed = listed.expect(200).at("/orders");
    for order in listed.as_array().unwrap() {
        let id = order["id"].as_str().unwrap();
        for part in ["", "/admin", "/history", "/track"] {
            routes.push(format!("/api/orders/{id}{part}"));
        }
    }
    for item in items {
        let (pk, sk) = (item["pk"]["S"].as_str().unwrap(), item["sk"]["S"].as_str().unwrap());
        let (_, id) = pk.split_once('#').unwrap_or(("", pk));
        match sk {
            "P" => routes.push(format!("/api/products/{id}")),
            "R" => {
                routes.push(format!("/api/sellers/{id}"));
                let lists = [
                    "products",
                    "vouchers",
                    "order-templates",
                    "members",
                    "delivery/batches",
                    "notifications",
                ];
                for list in lists {
                    routes.push(format!("/api/{list}?sellerId={id}"));
                }
            }
            "V" => routes.push(format!("/api/vouchers/{id}")),
            "T" => routes.push(format!("/api/order-templates/TPL-{id}")),
            "M" if pk.starts_with("M#") => routes.push(format!("/api/members/{id}")),
            "B" => routes.push(format!("/api/delivery/batches/{id}")),
            _ => {}
        }
    }
    for route in routes {
        let reply = docket.get(&route).bearer(&admin).send().await;
        if reply.status == 200 {
            answers.insert(route, reply.json());
        } else {
            panic!("{route}: {}", reply.text);
        }
    }
    answers
}

/// The values that were answered before and are missing or different now. Values that depend on the
/// time are not compared, nor totals: loading the items counts orders again.
fn missing(at: &str, former: &Value, now: &Value) -> Vec<String> {
    const NOT_COMPARED: [&str; 8] = [
        "allowedActions",
        "deniedActions",
        "urgency",
        "sla",
        "days",
        "nextRuns",
        "withheldMessages",
        "total",
    ];
    match (former, now) {
        (Value::Object(former), Value::Object(now)) => former
            .iter()
            .filter(|(name, _)| !NOT_COMPARED.contains(&name.as_str()))
            .flat_map(|(name, former)| {
                missing(&format!("{at}/{name}"), former, now.get(name).unwrap_or(&Value::Null))
            })
            .collect(),
        (Value::Array(former), Value::Array(now)) if former.len() == now.len() => {
            let pairs = former.iter().zip(now).enumerate();
            pairs
                .flat_map(|(nth, (former, now))| missing(&format!("{at}/{nth}"), former, now))
                .collect()
        }
        _ if former == now => Vec::new(),
        _ => vec![format!("{at}: {former} became {now}")],
    }
}

fn read(path: &Path) -> (Items, BTreeMap<String, Value>) {
    let text = fs::read_to_string(path)
        .unwrap_or_else(|error| panic!("{}: {error}; DOCKET_BLESS=1 writes it", path.display()));
    let kept: Value = serde_json::from_str(&text).unwrap();
    let part = |name: &str| kept[name].clone();
    (
        serde_json::from_value(part("items")).unwrap(),
        serde_json::from_value(part("answers")).unwrap(),
    )
}

/// Every kind of item with its attributes and their types.
fn forms(items: &Items) -> BTreeSet<String> {
    let kind = |item: &Map<String, Value>| {
        let first = |name: &str| {
            let text = item[name]["S"].as_str().unwrap();
            text.split_once('#').map_or(text, |(first, _)| first)
        };
        // Times and ids are not part of a kind.
        let named = |sk: &str| sk.bytes().all(|it| it.is_ascii_uppercase());
        let sk = Some(first("sk")).filter(|sk| named(sk)).unwrap_or("…");
        format!("{} {sk}", first("pk"))
    };
    let form = |item: &Map<String, Value>| -> Vec<String> {
        let kind = kind(item);
        let types = item.iter().map(|(name, value)| {
            let tag = value.as_object().unwrap().keys().next().unwrap();
            // The attribute's name has what the counter counts after a colon.
            let name = name.split_once(':').map_or(name.as_str(), |(first, _)| first);
            format!("{kind}: {name} {tag}")
        });
        types.collect()
    };
    items.iter().flat_map(form).collect()
}

async fn dump(docket: &Docket) -> Items {
    let mut items = Items::new();
    let client = docket.running.client();
    let mut pages =
        client.scan().table_name(docket.running.table()).into_paginator().items().send();
    while let Some(item) = pages.next().await {
        let item = item.unwrap();
        items.push(item.iter().map(|(name, value)| (name.clone(), plain(value))).collect());
    }
    items.sort_by_key(|item| format!("{} {}", item["pk"], item["sk"]));
    items
}

/// An attribute value in the JSON form of `DynamoDB`.
fn plain(value: &AttributeValue) -> Value {
    match value {
        AttributeValue::S(text) => json!({"S": text}),
        AttributeValue::N(number) => json!({"N": number}),
        AttributeValue::Bool(flag) => json!({"BOOL": flag}),
        AttributeValue::Null(_) => json!({"NULL": true}),
        AttributeValue::B(bytes) => json!({"B": STANDARD.encode(bytes.as_ref())}),
        AttributeValue::L(values) => json!({"L": values.iter().map(plain).collect::<Vec<_>>()}),
        AttributeValue::M(fields) => {
            let fields: BTreeMap<_, _> =
                fields.iter().map(|(name, value)| (name, plain(value))).collect();
            json!({"M": fields})
        }
        AttributeValue::Ss(texts) => json!({"SS": texts}),
        AttributeValue::Ns(numbers) => json!({"NS": numbers}),
        other => panic!("{other:?} is new"),
    }
}

fn stored(value: &Value) -> AttributeValue {
    let (tag, value) = value.as_object().unwrap().iter().next().unwrap();
    let text = || value.as_str().unwrap().to_owned();
    let texts = || {
        let texts = value.as_array().unwrap().iter();
        texts.map(|text| text.as_str().unwrap().to_owned()).collect()
    };
    match tag.as_str() {
        "S" => AttributeValue::S(text()),
        "N" => AttributeValue::N(text()),
        "BOOL" => AttributeValue::Bool(value.as_bool().unwrap()),
        "NULL" => AttributeValue::Null(true),
        "B" => AttributeValue::B(Blob::new(STANDARD.decode(text()).unwrap())),
        "L" => AttributeValue::L(value.as_array().unwrap().iter().map(stored).collect()),
        "M" => {
            let fields = value.as_object().unwrap().iter();
            AttributeValue::M(fields.map(|(name, it)| (name.clone(), stored(it))).collect())
        }
        "SS" => AttributeValue::Ss(texts()),
        "NS" => AttributeValue::Ns(texts()),
        other => panic!("{other} is no type"),
    }
}
