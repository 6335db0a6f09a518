//! A refusal reports all faults of a body or a query at once, each with its pointer.

use std::collections::BTreeSet;

use docket_tests::{
    Reply, pickup,
    world::contract::{Everybody, phone},
};
use serde_json::{Value, json};

use crate::{
    bodies::{full_order, routes},
    fields::Field,
};

/// Words of parsers and of programming languages, which no answer may contain.
const FOREIGN: [&str; 9] =
    ["u32", "i64", "usize", "invalid type", "expected", "struct", "variant", "serde", "at line"];

fn pointers(reply: &Reply) -> BTreeSet<String> {
    let errors = reply.at("/errors");
    let errors = errors.as_array().unwrap();
    for error in errors {
        let detail = error["detail"].as_str().unwrap();
        assert!(FOREIGN.iter().all(|word| !detail.contains(word)), "{detail}");
    }
    errors.iter().map(|it| it["pointer"].as_str().unwrap().to_owned()).collect()
}

fn set(places: &[&str]) -> BTreeSet<String> {
    places.iter().map(|&place| place.to_owned()).collect()
}

#[tokio::test]
async fn field_of_a_wrong_type_is_named_by_every_route() {
    let world = Everybody::open().await;
    let routes = routes(&world).await;
    let before = world.docket.table().await;
    for route in routes {
        let mut body = route.body.clone();
        let leaves: BTreeSet<String> = route
            .fields
            .iter()
            .filter(|(_, field)| !matches!(field, Field::List | Field::Object(_)))
            .map(|(pointer, _)| (*pointer).to_owned())
            .filter(|pointer| route.body.pointer(pointer).is_some_and(|it| !it.is_array()))
            .collect();
        for pointer in &leaves {
            *body.pointer_mut(pointer).unwrap() = json!([[1]]);
        }
        let what = format!("{} {}", route.method, route.path);
        let reply = route.send(&world.docket, body.to_string()).await;
        assert_eq!(reply.status, 400, "{what}: {}", reply.text);
        let named = pointers(&reply.problem(400, "invalid_request"));
        let missing: Vec<_> = leaves.difference(&named).collect();
        assert!(missing.is_empty(), "{what} does not name {missing:?}, but {named:?}");
    }
    world.docket.unchanged(&before).await;
}

#[tokio::test]
async fn value_beyond_its_limits_is_named_by_every_route() {
    let world = Everybody::open().await;
    let routes = routes(&world).await;
    let before = world.docket.table().await;
    let mut tried = 0;
    for route in routes {
        let mut body = route.body.clone();
        let mut beyond = BTreeSet::new();
        for (pointer, field) in route.fields {
            let value = match field {
                Field::Number(_, most) => json!(most + 1),
                // A character that overrides the direction of text.
                Field::Line(_) => json!("a\u{202e}b"),
                Field::Text(_) | Field::Flag | Field::List | Field::Object(_) => continue,
            };
            if let Some(there) = body.pointer_mut(pointer) {
                *there = value;
                beyond.insert((*pointer).to_owned());
            }
        }
        if beyond.is_empty() {
            continue;
        }
        let what = format!("{} {}", route.method, route.path);
        let reply = route.send(&world.docket, body.to_string()).await;
        assert_eq!(reply.status, 400, "{what}: {}", reply.text);
        let named = pointers(&reply.problem(400, "invalid_request"));
        let missing: Vec<_> = beyond.difference(&named).collect();
        assert!(missing.is_empty(), "{what} does not name {missing:?}, but {named:?}");
        tried += 1;
    }
    assert!(tried > 10, "{tried} routes");
    world.docket.unchanged(&before).await;
}

#[tokio::test]
async fn missing_field_is_named_with_its_pointer() {
    let world = Everybody::open().await;
    for route in routes(&world).await {
        for (pointer, _) in route.fields {
            let Some((parent, name)) = pointer.rsplit_once('/') else { continue };
            let mut body = route.body.clone();
            let Some(object) = body.pointer_mut(parent).and_then(Value::as_object_mut) else {
                continue;
            };
            object.remove(name);
            if route.body.pointer(pointer).is_none() {
                continue;
            }
            let before = world.docket.table().await;
            let reply = route.send(&world.docket, body.to_string()).await;
            if reply.status == 400 && reply.at("/code") == "invalid_request" {
                let named = pointers(&reply);
                let what = format!("{} {} {pointer}: {named:?}", route.method, route.path);
                // The answer may name a field that can replace the removed one.
                assert!(!named.contains(""), "{what}");
                assert_eq!(world.docket.table().await, before, "{what}");
            }
        }
    }
}

#[tokio::test]
async fn order_body_reports_type_and_rule_faults_together() {
    let world = Everybody::open().await;
    let mut body = full_order(&world.docket);
    body["items"] = json!([
        {"productId": "a b", "quantity": "two", "price": 5},
        {"quantity": 0, "addons": [{"addonId": "naan"}, {"quantity": 10_001}]},
    ]);
    body["customer"] = json!({"phone": "12025550142", "email": 7});
    body["fulfilment"]["address"]["city"] = json!("");
    body["fulfilment"]["address"].as_object_mut().unwrap().remove("line1");
    body["fulfilment"]["requestedFor"] = json!("tomorrow");
    body["vouchers"] = json!(["OK", null]);
    body["priority"] = json!("very");
    body["seller_id"] = json!("x");
    let reply = world.docket.order(&body).await.problem(400, "invalid_request");
    let expected = set(&[
        "/customer/email",
        "/customer/name",
        "/customer/phone",
        "/fulfilment/address/city",
        "/fulfilment/address/line1",
        "/fulfilment/requestedFor",
        "/items/0/price",
        "/items/0/productId",
        "/items/0/quantity",
        "/items/1/addons/0/quantity",
        "/items/1/addons/1/addonId",
        "/items/1/addons/1/quantity",
        "/items/1/productId",
        "/items/1/quantity",
        "/priority",
        "/seller_id",
        "/vouchers/1",
    ]);
    assert_eq!(pointers(&reply), expected);
    let errors = reply.at("/errors");
    let detail = |pointer: &str| {
        let found = errors.as_array().unwrap().iter().find(|it| it["pointer"] == pointer);
        found.unwrap()["detail"].as_str().unwrap().to_owned()
    };
    assert!(["low", "normal", "high", "urgent"].iter().all(|it| detail("/priority").contains(it)));
    assert!(detail("/seller_id").contains("sellerId"));
    let fields = detail("/items/0/price");
    assert!(["productId", "quantity", "addons"].iter().all(|it| fields.contains(it)), "{fields}");
}

#[tokio::test]
async fn placeholder_of_an_unreadable_value_causes_no_further_faults() {
    let world = Everybody::open().await;
    let mut body = full_order(&world.docket);
    body["fulfilment"]["method"] = json!(5);
    let reply = world.docket.order(&body).await.problem(400, "invalid_request");
    assert_eq!(pointers(&reply), set(&["/fulfilment/method"]));
    let mut body = full_order(&world.docket);
    for part in ["customer", "fulfilment", "items"] {
        body.as_object_mut().unwrap().remove(part);
    }
    let reply = world.docket.order(&body).await.problem(400, "invalid_request");
    assert_eq!(pointers(&reply), set(&["/customer", "/fulfilment", "/items"]));
}

#[tokio::test]
async fn checkout_reports_the_faults_of_all_parts_together() {
    let world = Everybody::open().await;
    let part = |seller: &str| {
        let mut part = pickup(seller, &phone(), &[("gv-eggs", 1)]);
        part.as_object_mut().unwrap().remove("customer");
        part
    };
    let (mut one, mut two) = (part("green-valley"), part("green-valley"));
    one["items"][0]["quantity"] = json!(0);
    two["notes"] = json!(5);
    let body =
        json!({"sellers": [one, two, part("a b")], "customer": {"name": "", "phone": phone()}});
    let reply = world.docket.post("/api/checkouts").json(&body).send().await;
    let expected = [
        "/sellers/0/items/0/quantity",
        "/sellers/1/notes",
        "/sellers/2/sellerId",
        "/customer/name",
    ];
    assert_eq!(pointers(&reply.problem(400, "invalid_request")), set(&expected));
}

#[tokio::test]
async fn seller_body_reports_the_faults_of_all_parts_together() {
    let world = Everybody::open().await;
    let body = json!({
        "name": " ", "lifecycle": "bazaar", "currency": "XXXX", "timezone": "Nowhere",
        "language": "German",
        "zones": [{"id": "", "name": "North"}, {"id": "south"}],
        "charges": {"deliveryFee": -1, "packagingFee": "1"},
        "slaTargets": [{"status": "pending", "normal": 0}],
        "cancelWindowMinutes": 43_201, "acceptWithinMinutes": 0,
    });
    let reply = world.docket.post("/api/sellers").bearer(&world.admin).json(&body).send().await;
    let expected = [
        "/acceptWithinMinutes",
        "/cancelWindowMinutes",
        "/charges/deliveryFee",
        "/charges/packagingFee",
        "/currency",
        "/language",
        "/lifecycle",
        "/name",
        "/slaTargets/0/normal",
        "/timezone",
        "/zones/0/id",
        "/zones/1/name",
    ];
    assert_eq!(pointers(&reply.problem(400, "invalid_request")), set(&expected));
}

#[tokio::test]
async fn query_reports_the_faults_of_all_parameters_together() {
    let world = Everybody::open().await;
    let path = "/api/orders?limit=x&minAmount=1.5&slaBreached=perhaps&Status=a&page=2&page=3&q=%zz";
    let reply = world.docket.get(path).bearer(&world.admin).send().await;
    let reply = reply.problem(400, "invalid_request");
    let errors = reply.at("/errors");
    let errors = errors.as_array().unwrap();
    let named: BTreeSet<_> = errors.iter().map(|it| it["parameter"].as_str().unwrap()).collect();
    let expected = ["limit", "minAmount", "slaBreached", "Status", "page", "q"];
    assert_eq!(named, expected.into_iter().collect());
    let of = |name: &str| {
        let found = errors.iter().find(|it| it["parameter"] == name);
        found.unwrap()["detail"].as_str().unwrap()
    };
    assert!(of("Status").contains("status"));
    let unknown = world.docket.get("/api/orders?colour=red").bearer(&world.admin).send().await;
    let detail = unknown.problem(400, "invalid_request").text_at("/errors/0/detail");
    let all = [
        "status",
        "phase",
        "sellerId",
        "kitchenId",
        "userId",
        "phone",
        "dateFrom",
        "dateTo",
        "minAmount",
        "maxAmount",
        "priority",
        "zoneId",
        "driverId",
        "menuType",
        "mealWindow",
        "slaBreached",
        "q",
        "sort",
        "limit",
        "cursor",
    ];
    assert!(all.iter().all(|name| detail.contains(name)), "{detail}");
}
