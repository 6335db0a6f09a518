//! Examples of whole requests and responses, composed of the examples of their parts, so that each
//! example is defined once, where the part is described.

use serde_json::{Map, Value, json};
use utoipa::openapi::{
    Content, OpenApi, RefOr,
    path::{Operation, ParameterBuilder},
};

/// The schemas of the description, in which the parts of an example are looked up.
pub struct Examples(Value);

impl Examples {
    /// The examples that the components of a description give.
    pub fn of(document: &OpenApi) -> Self {
        let schemas = document.components.as_ref().map(|components| &components.schemas);
        Self(serde_json::to_value(schemas).unwrap_or_default())
    }

    /// Adds examples to the parameters, the body and the responses of an operation.
    pub fn describe(&self, operation: &mut Operation) {
        for parameter in operation.parameters.iter_mut().flatten() {
            if let RefOr::T(parameter) = parameter {
                let schema = serde_json::to_value(&parameter.schema).unwrap_or_default();
                if let Some(example) = self.compose(&schema) {
                    let described = ParameterBuilder::from(parameter.clone());
                    *parameter = described.example(Some(example)).build();
                }
            }
        }
        if let Some(RefOr::T(body)) = &mut operation.request_body {
            body.content.values_mut().for_each(|content| self.complete(content));
        }
        for response in operation.responses.responses.values_mut() {
            if let RefOr::T(response) = response {
                response.content.values_mut().for_each(|content| self.complete(content));
            }
        }
    }

    fn complete(&self, content: &mut RefOr<Content>) {
        if let RefOr::T(content) = content
            && content.example.is_none()
        {
            let schema = serde_json::to_value(&content.schema).unwrap_or_default();
            content.example = self.compose(&schema);
        }
    }

    /// An example of a schema; `None` if a part of it has no example.
    fn compose(&self, schema: &Value) -> Option<Value> {
        if let Some(example) = schema.get("example").or_else(|| schema["examples"].get(0)) {
            return Some(example.clone());
        }
        if let Some(name) = schema["$ref"].as_str().and_then(|it| it.rsplit('/').next()) {
            return self.compose(self.0.get(name)?);
        }
        if let Some(first) = schema["enum"].as_array().and_then(|values| values.first()) {
            return Some(first.clone());
        }
        if let Some(parts) = schema["allOf"].as_array() {
            let parts: Option<Vec<_>> = parts.iter().map(|part| self.compose(part)).collect();
            let objects = parts?.into_iter().filter_map(|part| part.as_object().cloned());
            return Some(objects.flatten().collect::<Map<_, _>>().into());
        }
        if let Some(choices) = schema["oneOf"].as_array().or_else(|| schema["anyOf"].as_array()) {
            return choices.iter().find_map(|choice| self.compose(choice));
        }
        if let Some(fields) = schema["properties"].as_object() {
            let field = |(name, field)| Some((String::clone(name), self.compose(field)?));
            return fields.iter().map(field).collect::<Option<Map<_, _>>>().map(Value::from);
        }
        let kind = schema["type"].as_str().or_else(|| schema["type"][0].as_str())?;
        match kind {
            "array" => Some(json!([self.compose(&schema["items"])?])),
            "boolean" => Some(json!(false)),
            _ => None,
        }
    }
}
