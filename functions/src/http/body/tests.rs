#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use docket_app::{AppError, Faults};
use docket_domain::Edit;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{json, names::Form, reader};
use crate::http::{Moment, edit, present};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Cart {
    seller_id: String,
    items: Vec<Item>,
    customer: Person,
    #[serde(default)]
    codes: Vec<String>,
    when: Option<Moment>,
    #[serde(default, deserialize_with = "edit")]
    notes: Edit<String>,
    #[serde(default, deserialize_with = "present")]
    paid: Option<bool>,
    size: Size,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Item {
    product_id: String,
    quantity: u32,
    change: Option<i64>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Person {
    name: String,
    phone: String,
    email: Option<String>,
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Size {
    Small,
    Large,
}

fn good() -> Value {
    json!({
        "sellerId": "s", "items": [{"productId": "p", "quantity": 2}],
        "customer": {"name": "n", "phone": "t"}, "size": "large",
    })
}

fn read(body: &str) -> (Option<Cart>, Vec<(String, String)>) {
    let mut faults = Faults::default();
    let value = json::parse(body.as_bytes(), &mut faults).unwrap();
    let cart = reader::read(&value, Form::Json, &mut faults);
    (cart, places(faults))
}

fn places(faults: Faults) -> Vec<(String, String)> {
    match faults.none() {
        Ok(()) => Vec::new(),
        Err(AppError::Invalid(found)) => {
            found.into_iter().map(|it| (it.pointer.unwrap(), it.detail)).collect()
        }
        Err(other) => panic!("{other}"),
    }
}

fn pointers(body: &Value) -> Vec<String> {
    read(&body.to_string()).1.into_iter().map(|(pointer, _)| pointer).collect()
}

#[test]
fn a_good_body_is_read_whole() {
    let mut body = good();
    body["when"] = json!("2026-11-20T12:00:00.1239Z");
    body["notes"] = json!(null);
    body["items"][0]["change"] = json!(-5);
    let (cart, faults) = read(&body.to_string());
    assert_eq!(faults, []);
    let cart = cart.unwrap();
    assert_eq!((cart.seller_id.as_str(), cart.customer.name.as_str()), ("s", "n"));
    assert_eq!((cart.customer.phone.as_str(), &cart.customer.email), ("t", &None));
    assert_eq!((cart.items[0].product_id.as_str(), cart.items[0].quantity), ("p", 2));
    assert_eq!((cart.items[0].change, cart.notes, cart.paid), (Some(-5), Edit::Clear, None));
    assert_eq!((cart.size, cart.codes.len()), (Size::Large, 0));
    let at: jiff::Timestamp = cart.when.unwrap().into();
    assert_eq!(at.to_string(), "2026-11-20T12:00:00.123Z");
}

#[test]
fn every_missing_field_is_named_where_it_should_be() {
    assert_eq!(pointers(&json!({})), ["/sellerId", "/items", "/customer", "/size"]);
    let body = json!({
        "items": [{}, {"productId": "p"}, {"quantity": 1}], "customer": {"email": "e"},
    });
    let mut found = pointers(&body);
    found.sort();
    let expected = [
        "/customer/name",
        "/customer/phone",
        "/items/0/productId",
        "/items/0/quantity",
        "/items/1/quantity",
        "/items/2/productId",
        "/sellerId",
        "/size",
    ];
    assert_eq!(found, expected);
}

#[test]
fn every_value_of_another_type_is_named() {
    let mut body = good();
    body["sellerId"] = json!(5);
    body["items"][0]["quantity"] = json!("two");
    body["items"][0]["change"] = json!(1.5);
    body["customer"]["email"] = json!([]);
    body["size"] = json!("huge");
    body["codes"] = json!(["a", 5, null]);
    body["when"] = json!("tomorrow");
    body["paid"] = json!(null);
    body["notes"] = json!(7);
    let mut found = pointers(&body);
    found.sort();
    let expected = [
        "/codes/1",
        "/codes/2",
        "/customer/email",
        "/items/0/change",
        "/items/0/quantity",
        "/notes",
        "/paid",
        "/sellerId",
        "/size",
        "/when",
    ];
    assert_eq!(found, expected);
    for whole in [json!(null), json!([]), json!("x"), json!(5), json!(true)] {
        assert_eq!(pointers(&whole), [""], "{whole}");
    }
}

#[test]
fn numbers_keep_to_their_types() {
    for (number, good_one) in [
        ("0", true),
        ("4294967295", true),
        ("4294967296", false),
        ("-1", false),
        ("1.0", false),
        ("1e3", false),
        ("99999999999999999999", false),
    ] {
        let body = good().to_string().replace("\"quantity\":2", &format!("\"quantity\":{number}"));
        let (_, faults) = read(&body);
        assert_eq!(faults.is_empty(), good_one, "{number}");
        assert!(faults.iter().all(|(pointer, _)| pointer == "/items/0/quantity"), "{number}");
    }
}

#[test]
fn unknown_fields_are_named_with_what_was_meant() {
    let mut body = good();
    body["seller_id"] = json!("s");
    body["a/b~c"] = json!(1);
    body["items"][0]["price"] = json!(1);
    let faults = read(&body.to_string()).1;
    let detail = |pointer: &str| {
        let found = faults.iter().find(|(it, _)| it == pointer);
        found.unwrap_or_else(|| panic!("{pointer} in {faults:?}")).1.clone()
    };
    assert!(detail("/seller_id").contains("sellerId"));
    assert!(detail("/a~1b~0c").contains("customer"));
    let names = detail("/items/0/price");
    assert!(["productId", "quantity", "change"].iter().all(|name| names.contains(name)), "{names}");
    assert_eq!(faults.len(), 3);
}

#[test]
fn a_name_that_stands_twice_is_named() {
    let body = good().to_string().replace("\"name\":\"n\"", "\"name\":\"n\",\"name\":\"m\"");
    let faults = read(&body).1;
    assert_eq!(faults.len(), 1, "{faults:?}");
    assert_eq!(faults[0].0, "/customer/name");
}

#[test]
fn what_is_no_json_is_refused_with_its_place_and_no_parsers_words() {
    for (body, words) in [
        ("", ["empty", "JSON"]),
        (" \n", ["empty", "JSON"]),
        ("{\"a\":", ["not valid JSON", "complete"]),
        ("{\n\"a\" 5}", ["not valid JSON", "line 2"]),
        ("{} x", ["not valid JSON", "line 1"]),
        ("nothing", ["not valid JSON", "line 1"]),
        (&"[".repeat(200), ["line 1", "nesting"]),
    ] {
        let fault = json::parse(body.as_bytes(), &mut Faults::default()).unwrap_err();
        assert_eq!(fault.pointer.as_deref(), Some(""));
        assert!(words.iter().all(|word| fault.detail.contains(word)), "{}", fault.detail);
        assert!(
            !fault.detail.contains("expected") && !fault.detail.contains("column"),
            "{}",
            fault.detail
        );
    }
}

#[test]
fn an_answer_names_a_hundred_places_and_no_more() {
    let items: Vec<Value> = (0..20_000).map(|_| json!({})).collect();
    let mut body = good();
    body["items"] = json!(items);
    assert_eq!(pointers(&body).len(), 100);
}

#[test]
fn rules_add_to_what_is_not_at_fault_yet() {
    let mut faults = Faults::default();
    faults.add("/customer", "is required");
    faults.within("/items/0", |faults| faults.add("/quantity", "must be between 1 and 10000"));
    assert!(faults.has("/customer/name") && faults.has("/items/0/quantity"));
    assert!(!faults.has("/customers") && !faults.has("/items"));
    let name: Option<docket_domain::OneLine<100>> = faults.parse("/customer/name", "");
    assert_eq!(name, None);
    faults.add("/items", "must have 1 to 50 lines");
    let found: Vec<_> = places(faults).into_iter().map(|(pointer, _)| pointer).collect();
    assert_eq!(found, ["/customer", "/items/0/quantity", "/items"]);
}
