//! JSON Schemas of the events, generated from their types.

use schemars::{JsonSchema, Schema, generate::SchemaSettings, transform::RecursiveTransform};
use serde_json::{Map, Value, json};

use crate::event::Event;

/// The JSON Schema of an event as it is published.
/// It is closed: no object allows members that it does not name.
pub fn schema<E: Event + JsonSchema>() -> Value {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    let settings = settings.with(|it| it.inline_subschemas = true);
    let settings = settings.with_transform(RecursiveTransform(close));
    let mut schema = settings.into_generator().into_root_schema_for::<E>();
    schema.insert("$id".to_owned(), format!("urn:docket:event:{}:{}", E::NAME, E::VERSION).into());
    schema.insert("title".to_owned(), E::NAME.into());
    let version = schema.pointer_mut("/properties/schemaVersion").and_then(Value::as_object_mut);
    if let Some(version) = version {
        version.retain(|keyword, _| keyword == "description");
        version.insert("const".to_owned(), E::VERSION.into());
    }
    schema.into()
}

/// Closes an object, and removes the integer formats of Rust, which JSON Schema does not define.
fn close(schema: &mut Schema) {
    if schema.get("properties").is_some() {
        schema.insert("additionalProperties".to_owned(), false.into());
    }
    if schema.get("format").and_then(Value::as_str).is_some_and(|it| it.starts_with("uint")) {
        schema.remove("format");
    }
}

/// Describes an enum that is flattened into an object: the members of all variants, of which
/// exactly one is present.
/// The generated `oneOf` of closed objects would refuse the other members of the object.
pub fn one_member(schema: &mut Schema) {
    let Some(Value::Array(variants)) = schema.remove("oneOf") else { return };
    let (mut properties, mut one_of) = (Map::new(), Vec::new());
    for mut variant in variants {
        one_of.push(json!({"required": variant["required"]}));
        if let Value::Object(member) = variant["properties"].take() {
            for (name, mut property) in member {
                property["description"] = variant["description"].take();
                properties.insert(name, property);
            }
        }
    }
    schema.insert("type".to_owned(), "object".into());
    schema.insert("properties".to_owned(), properties.into());
    schema.insert("oneOf".to_owned(), one_of.into());
}
