//! What a schema refuses: everything that its event never is.

use jsonschema::Validator;
use serde_json::{Value, json};

use crate::schemas;

/// The only member that an event may lack.
const OPTIONAL: &str = "/actor/id";
/// The only members that may be null.
const NULLABLE: [&str; 6] = [
    "/batch/driverId",
    "/product/lowStockAt",
    "/previouslyPromisedAt",
    "/intent",
    "/account",
    "/payment",
];
/// No member of any event is one of these, but for a flag, which is the first.
const WRONG: [fn() -> Value; 7] = [
    || json!(true),
    || json!(-1),
    || json!(1.5),
    || json!(""),
    || json!("+1 202 555 0142"),
    || json!([]),
    || json!({}),
];

fn validator(schema: &Value) -> Validator {
    jsonschema::options().should_validate_formats(true).build(schema).unwrap()
}

/// Pointers to everything inside of a value.
fn inside(value: &Value, at: &str, found: &mut Vec<String>) {
    let members: Vec<(String, &Value)> = match value {
        Value::Object(members) => members.iter().map(|(name, it)| (name.clone(), it)).collect(),
        Value::Array(items) => {
            items.iter().enumerate().map(|(at, it)| (at.to_string(), it)).collect()
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Vec::new(),
    };
    for (name, value) in members {
        let pointer = format!("{at}/{name}");
        found.push(pointer.clone());
        inside(value, &pointer, found);
    }
}

/// Every example with the validator of its schema, its event's name and the pointers into it.
fn each(check: impl Fn(&str, &Validator, &Value, &[String])) {
    for (name, schema) in schemas() {
        let validator = validator(&schema);
        for example in schema["examples"].as_array().unwrap() {
            let mut pointers = Vec::new();
            inside(example, "", &mut pointers);
            check(name, &validator, example, &pointers);
        }
    }
}

#[test]
fn an_example_is_taken_as_it_is() {
    each(|name, validator, example, pointers| {
        let errors: Vec<_> = validator.iter_errors(example).map(|it| it.to_string()).collect();
        assert!(errors.is_empty(), "{name}: {errors:?}");
        assert!(pointers.len() >= 5, "{name}: {pointers:?}");
    });
}

#[test]
fn an_event_is_refused_when_a_member_is_missing() {
    each(|name, validator, example, pointers| {
        for pointer in pointers {
            let (parent, member) = pointer.rsplit_once('/').unwrap();
            let mut less = example.clone();
            let Some(object) = less.pointer_mut(parent).unwrap().as_object_mut() else { continue };
            object.remove(member);
            let taken = validator.is_valid(&less);
            assert_eq!(taken, pointer == OPTIONAL, "{name} without {pointer}");
        }
    });
}

#[test]
fn an_event_is_refused_when_an_object_has_one_member_more() {
    each(|name, validator, example, pointers| {
        for pointer in pointers.iter().map(String::as_str).chain([""]) {
            let mut more = example.clone();
            let Some(object) = more.pointer_mut(pointer).unwrap().as_object_mut() else { continue };
            object.insert("phone".to_owned(), json!("+12025550142"));
            assert!(!validator.is_valid(&more), "{name} takes a phone number at {pointer}");
        }
    });
}

#[test]
fn an_event_is_refused_when_a_member_has_another_form() {
    each(|name, validator, example, pointers| {
        for pointer in pointers {
            let mut changed = example.clone();
            let is_flag = example.pointer(pointer).is_some_and(Value::is_boolean);
            for wrong in WRONG.into_iter().skip(usize::from(is_flag)) {
                *changed.pointer_mut(pointer).unwrap() = wrong();
                assert!(!validator.is_valid(&changed), "{name} takes {} at {pointer}", wrong());
            }
            *changed.pointer_mut(pointer).unwrap() = Value::Null;
            let taken = validator.is_valid(&changed);
            assert_eq!(taken, NULLABLE.contains(&pointer.as_str()), "{name}: null at {pointer}");
        }
    });
}

#[test]
fn an_event_is_refused_when_its_version_or_a_number_is_another() {
    let schemas = schemas();
    let taken = |name: &str, pointer: &str, value: Value| {
        let mut event = schemas[name]["examples"][0].clone();
        *event.pointer_mut(pointer).unwrap() = value;
        validator(&schemas[name]).is_valid(&event)
    };
    for name in schemas.keys() {
        assert!(taken(name, "/schemaVersion", json!(1)));
        assert!(!taken(name, "/schemaVersion", json!(2)), "{name}");
        assert!(!taken(name, "/schemaVersion", json!("1")), "{name}");
    }
    for (name, pointer, least) in [
        ("OrderPlaced", "/order/version", 1),
        ("OrderPlaced", "/order/grandTotal", 0),
        ("OrderPlaced", "/order/lines/0/quantity", 1),
        ("PaymentRecorded", "/amount", 1),
        ("RefundRequested", "/amount", 1),
        ("RefundWithdrawn", "/amount", 1),
        ("PaymentAuthorized", "/amount", 1),
        ("PaymentReleased", "/amount", 1),
        ("PaymentExpiring", "/amount", 1),
        ("PaymentFailed", "/amount", 1),
        ("RefundSettled", "/amount", 1),
        ("RefundFailed", "/amount", 1),
        ("DisputeOpened", "/amount", 0),
        ("DisputeClosed", "/amount", 0),
        ("OrderSplit", "/amount", 0),
        ("OrdersMerged", "/amount", 0),
        ("BatchChanged", "/batch/version", 1),
        ("BatchChanged", "/batch/orderCount", 1),
        ("StockLow", "/product/available", 0),
        ("StockLow", "/product/lowStockAt", 0),
        ("CodeRequested", "/sendNumber", 1),
    ] {
        assert!(taken(name, pointer, json!(least)), "{name}{pointer}");
        assert!(!taken(name, pointer, json!(least - 1)), "{name}{pointer}");
    }
    assert!(!taken("OrderPlaced", "/order/lines", json!([])));
}

#[test]
fn an_event_is_refused_when_a_word_is_not_one_of_its_list() {
    let schemas = schemas();
    let taken = |name: &str, pointer: &str, word: &str| {
        let mut event = schemas[name]["examples"][0].clone();
        *event.pointer_mut(pointer).unwrap() = json!(word);
        validator(&schemas[name]).is_valid(&event)
    };
    for (pointer, word) in [("/order/phase", "in_transit"), ("/actor/role", "driver")] {
        assert!(taken("OrderStatusChanged", pointer, word));
    }
    for (name, pointer) in [
        ("OrderStatusChanged", "/order/phase"),
        ("OrderStatusChanged", "/actor/role"),
        ("BatchChanged", "/batch/status"),
    ] {
        for word in ["unknown", "UNKNOWN", "Unknown", "elsewhere"] {
            assert!(!taken(name, pointer, word), "{name} takes {word} at {pointer}");
        }
    }
    // A guest confirms an order that waits for it, and no other.
    assert!(!taken("OrderVerified", "/order/previousStatus", "PLACED"));
}

#[test]
fn an_order_that_was_placed_had_no_status_before() {
    let schemas = schemas();
    let mut event = schemas["OrderPlaced"]["examples"][0].clone();
    event["order"]["previousStatus"] = json!("PLACED");
    assert!(!validator(&schemas["OrderPlaced"]).is_valid(&event));
}

#[test]
fn a_split_and_a_merge_name_one_other_order() {
    let schemas = schemas();
    for (name, one, another) in
        [("OrderSplit", "splitInto", "splitFrom"), ("OrdersMerged", "mergedFrom", "mergedInto")]
    {
        let validator = validator(&schemas[name]);
        let mut event = schemas[name]["examples"][0].clone();
        let other = event[one].clone();
        event[another] = other;
        assert!(!validator.is_valid(&event), "{name} takes both");
        event.as_object_mut().unwrap().remove(one);
        assert!(validator.is_valid(&event), "{name} takes each");
        event.as_object_mut().unwrap().remove(another);
        assert!(!validator.is_valid(&event), "{name} takes none");
    }
}
