//! What is wrong with a request, and where.

use docket_domain::Edit;
use docket_store::Shortage;
use serde::Serialize;

use super::ApiError;
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

/// What is wrong with a request, so that all of it is said at once.
#[derive(Default)]
pub struct Faults(pub Vec<FieldError>);

impl Faults {
    /// One more.
    pub fn add(&mut self, pointer: impl Into<String>, detail: impl ToString) {
        self.0.push(FieldError::at(pointer, detail));
    }

    /// A text that must be there.
    pub fn parse<T>(&mut self, pointer: &str, text: &str) -> Option<T>
    where
        T: std::str::FromStr<Err: std::fmt::Display>,
    {
        text.parse().map_err(|error| self.add(pointer, error)).ok()
    }

    /// A text that may be emptied.
    pub fn edit<T>(&mut self, pointer: &str, text: Edit<String>) -> Edit<T>
    where
        T: std::str::FromStr<Err: std::fmt::Display>,
    {
        let read = text.try_map(|text| self.parse(pointer, &text).ok_or(()));
        // What cannot be read is among the faults.
        read.unwrap_or(Edit::Keep)
    }

    /// That there are none.
    ///
    /// # Errors
    ///
    /// [`ApiError::Invalid`] names them all.
    pub fn none(self) -> Result<(), ApiError> {
        if self.0.is_empty() { Ok(()) } else { Err(ApiError::Invalid(self.0)) }
    }

    /// A text that may be absent.
    pub fn maybe<T>(&mut self, pointer: &str, text: Option<&str>) -> Option<T>
    where
        T: std::str::FromStr<Err: std::fmt::Display>,
    {
        text.and_then(|text| self.parse(pointer, text))
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
