//! Every parameter, body and response of openapi.json has an example that is valid for its schema.

use std::fmt::Write;

use serde_json::{Value, json};

use crate::documents::{document, operations};

/// Every parameter, body and response that needs an example, with its schema.
fn places(document: &Value) -> Vec<(String, &Value)> {
    let mut places = Vec::new();
    for (name, operation) in operations(document) {
        for parameter in operation["parameters"].as_array().into_iter().flatten() {
            places.push((format!("{name}: the parameter {}", parameter["name"]), parameter));
        }
        for content in operation["requestBody"]["content"].as_object().into_iter().flatten() {
            places.push((format!("{name}: the body as {}", content.0), content.1));
        }
        for (status, answer) in operation["responses"].as_object().unwrap() {
            for content in answer["content"].as_object().into_iter().flatten() {
                places.push((format!("{name}: the answer {status}"), content.1));
            }
        }
    }
    for (name, answer) in document["components"]["responses"].as_object().unwrap() {
        for content in answer["content"].as_object().into_iter().flatten() {
            places.push((format!("the answer {name}"), content.1));
        }
    }
    places
}

/// The faults of an example that the validator reports, as text.
fn faults(document: &Value, schema: &Value, example: &Value) -> String {
    let whole = json!({"components": document["components"], "allOf": [schema]});
    let validator = jsonschema::options()
        .with_draft(jsonschema::Draft::Draft202012)
        .should_validate_formats(true)
        .should_ignore_unknown_formats(true)
        .build(&whole)
        .unwrap();
    validator.iter_errors(example).fold(String::new(), |mut all, fault| {
        let _ = write!(all, "{fault} at {}; ", fault.instance_path());
        all
    })
}

#[test]
fn every_parameter_body_and_answer_has_an_example_that_its_schema_takes() {
    let document = document();
    let places = places(&document);
    assert!(places.len() > 100, "{}", places.len());
    let mut wrong = String::new();
    for (place, described) in places {
        match described.get("example") {
            None => writeln!(wrong, "{place} has no example").unwrap(),
            Some(example) => {
                let faults = faults(&document, &described["schema"], example);
                if !faults.is_empty() {
                    writeln!(wrong, "{place}: {faults}").unwrap();
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn example_check_finds_an_invalid_example() {
    let document = document();
    let order = json!({"$ref": "#/components/schemas/CreateOrder"});
    let mut example = document["components"]["schemas"]["CreateOrder"]["example"].clone();
    assert_eq!(faults(&document, &order, &example), "");
    example["items"][0]["quantity"] = json!(0);
    assert!(!faults(&document, &order, &example).is_empty());
    example["items"][0]["quantity"] = json!(1);
    example["surprise"] = json!(true);
    assert!(!faults(&document, &order, &example).is_empty());
}

#[test]
fn body_schemas_refuse_unknown_fields() {
    let document = document();
    let mut open = Vec::new();
    for (name, operation) in operations(&document) {
        let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
        // The payment provider's webhook may have fields that the API does not read.
        if schema.is_object() && name != "post /api/payments/webhook" {
            let faults = faults(&document, schema, &json!({"surprise": true}));
            if !faults.contains("surprise") && !faults.contains("oneOf") {
                open.push(name);
            }
        }
    }
    assert_eq!(open, Vec::<String>::new());
}
