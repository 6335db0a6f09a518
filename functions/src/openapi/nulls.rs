//! The places where null is possible. A response omits a property without a value, unless the
//! property is required; so a property that is not required is never null in a response. In a
//! request null is allowed for a field that could be omitted, but not for the whole body.

use std::collections::BTreeSet;

use serde_json::Value;
use utoipa::openapi::{
    Content, OpenApi, RefOr,
    schema::{Object, OneOf, Schema, SchemaType, Type},
};

use super::operations;

/// Removes null from the schemas in which it is impossible.
pub fn describe(document: &mut OpenApi) {
    for operation in operations::all(document) {
        if let Some(RefOr::T(body)) = &mut operation.request_body {
            for content in body.content.values_mut() {
                if let RefOr::T(Content { schema: Some(schema), .. }) = content {
                    never_null(schema);
                }
            }
        }
    }
    let requested = requested(document);
    let Some(components) = &mut document.components else { return };
    for (_, schema) in components.schemas.iter_mut().filter(|(name, _)| !requested.contains(*name))
    {
        match schema {
            RefOr::T(Schema::Object(object)) => complete(object),
            RefOr::T(Schema::AllOf(parts)) => {
                for part in &mut parts.items {
                    if let RefOr::T(Schema::Object(object)) = part {
                        complete(object);
                    }
                }
            }
            RefOr::Ref(_) | RefOr::T(_) => {}
        }
    }
}

fn complete(object: &mut Object) {
    for (name, field) in &mut object.properties {
        if !object.required.contains(name) {
            never_null(field);
        }
    }
}

fn never_null(field: &mut RefOr<Schema>) {
    match field {
        RefOr::T(Schema::Object(object)) => strip(&mut object.schema_type),
        RefOr::T(Schema::Array(array)) => strip(&mut array.schema_type),
        RefOr::T(Schema::OneOf(choice)) => {
            if let Some(only) = only(choice) {
                *field = only;
            }
        }
        RefOr::Ref(_) | RefOr::T(_) => {}
    }
}

/// The only alternative to null in a choice.
fn only(choice: &OneOf) -> Option<RefOr<Schema>> {
    let null = SchemaType::Type(Type::Null);
    let mut others = choice.items.iter().filter(
        |item| !matches!(item, RefOr::T(Schema::Object(object)) if object.schema_type == null),
    );
    others.next().filter(|_| choice.items.len() == 2).cloned()
}

fn strip(kind: &mut SchemaType) {
    if let SchemaType::Array(kinds) = kind {
        kinds.retain(|kind| *kind != Type::Null);
        if let [only] = kinds.as_slice() {
            *kind = SchemaType::Type(only.clone());
        }
    }
}

/// The names of the schemas that requests consist of.
fn requested(document: &OpenApi) -> BTreeSet<String> {
    let whole = serde_json::to_value(document).unwrap_or_default();
    let schemas = &whole["components"]["schemas"];
    let mut found = BTreeSet::new();
    let operations = whole["paths"].as_object().into_iter().flatten();
    for (_, item) in operations {
        for (_, operation) in item.as_object().into_iter().flatten() {
            collect(&operation["requestBody"], schemas, &mut found);
        }
    }
    found
}

/// Collects all schemas to which `part` refers, directly or indirectly.
fn collect(part: &Value, schemas: &Value, found: &mut BTreeSet<String>) {
    match part {
        Value::Object(fields) => {
            let name = fields.get("$ref").and_then(Value::as_str);
            if let Some(name) = name.and_then(|it| it.rsplit('/').next())
                && found.insert(name.to_owned())
            {
                collect(&schemas[name], schemas, found);
            }
            fields.values().for_each(|field| collect(field, schemas, found));
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, schemas, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
