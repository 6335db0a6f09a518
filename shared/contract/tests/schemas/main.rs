//! The schemas in `infra/schemas` are what the types of the events generate,
//! and they are strict.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod examples;
mod strict;
mod tolerant;

use std::{collections::BTreeMap, env, fs, path::PathBuf};

use serde_json::Value;

use examples::examples;

/// The schemas as they should be, each with the examples of its event.
fn schemas() -> BTreeMap<&'static str, Value> {
    let mut examples = examples();
    let mut schemas = docket_contract::schemas();
    for (name, schema) in &mut schemas {
        let of_it = examples.remove(name);
        schema["examples"] = of_it.unwrap_or_else(|| panic!("{name} has no example")).into();
    }
    schemas
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../infra/schemas")
}

/// With `DOCKET_BLESS=1` it writes the schemas instead.
#[test]
fn every_event_has_its_schema_as_its_type_generates_it() {
    for (name, schema) in schemas() {
        let text = format!("{schema:#}\n");
        let file = folder().join(format!("{name}.json"));
        if env::var_os("DOCKET_BLESS").is_some() {
            fs::write(&file, &text).unwrap();
        }
        assert!(
            fs::read_to_string(&file).unwrap_or_default() == text,
            "infra/schemas/{name}.json is not what the type {name} generates; if the type is \
             right, run `make docs`",
        );
    }
}

#[test]
fn every_schema_is_of_an_event() {
    let schemas = schemas();
    for entry in fs::read_dir(folder()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let event = name.strip_suffix(".json").unwrap();
        assert!(schemas.contains_key(event), "infra/schemas/{name} is of no event; delete it");
    }
}
