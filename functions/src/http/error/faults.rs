//! What is wrong with a request, and where.

use docket_store::Shortage;
use serde::Serialize;

use crate::openapi::{samples, words};

/// A place in a request that is at fault.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[schema(example = samples::field_error)]
pub struct FieldError {
    /// JSON pointer into the body.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "/items/0/quantity")]
    pub pointer: Option<String>,
    /// Name of a header, or of a parameter in path or query.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "limit")]
    pub parameter: Option<String>,
    /// What is wrong.
    #[schema(example = "must be between 1 and 100")]
    pub detail: String,
}

impl FieldError {
    /// At a place in the body.
    pub fn at(pointer: impl Into<String>, detail: impl ToString) -> Self {
        Self { pointer: Some(pointer.into()), parameter: None, detail: detail.to_string() }
    }

    /// The same in a part of the body.
    #[must_use]
    pub fn under(self, part: &str) -> Self {
        Self { pointer: self.pointer.map(|pointer| format!("{part}{pointer}")), ..self }
    }

    /// In a header or parameter.
    pub fn parameter(name: &str, detail: impl ToString) -> Self {
        Self { pointer: None, parameter: Some(name.to_owned()), detail: detail.to_string() }
    }
}

/// A line of a cart of which there is too little.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = samples::shortfall)]
pub struct Shortfall {
    /// The product.
    #[schema(value_type = words::ProductId)]
    pub product_id: String,
    /// Its name.
    #[schema(example = "Vegetable thali")]
    pub product_name: String,
    /// How many were wanted.
    #[schema(value_type = words::Total)]
    pub requested: u64,
    /// How many there are.
    #[schema(value_type = words::Total)]
    pub available: u64,
    /// The same in words.
    #[schema(example = "2 of Vegetable thali were ordered, 1 are there")]
    pub detail: String,
}

impl Shortfall {
    /// A product of an order, by its name.
    #[must_use]
    pub fn new(short: &Shortage, name: String) -> Self {
        let Shortage { requested, available, .. } = *short;
        Self {
            product_id: short.product.to_string(),
            detail: format!("{requested} of {name} were ordered, {available} are there"),
            product_name: name,
            requested: requested.into(),
            available,
        }
    }
}
